"""What the study day's first answer to a question says about the learner's memory."""

from __future__ import annotations

from enum import IntEnum

from studyapp.study.review.attempt import Attempt, Certainty

PASS = 0.8
"""The score from which an answer is a pass."""


class Rating(IntEnum):
    """FSRS's four ratings; only ``AGAIN`` is a failure."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


def rate(attempt: Attempt) -> Rating:
    """The rating of an ended attempt.

    The worst that applies wins, and ``GOOD`` is what is left:

    * ``AGAIN``: score under 0.8, revealed, right only on a retry, or a guess (the lowest certainty, right or wrong);
    * ``HARD``: a score that is not full, or a hint used;
    * ``EASY``: full, typed, with the highest certainty, and not the first answer right after reading.

    A partly right try that was followed by a better one is a retry too. The lowest certainty is both low and that of a
    declared guess: the worse of the two holds, so that a lucky guess comes back soon.
    """
    guessed = attempt.certainty == Certainty.LOW
    if attempt.score < PASS or attempt.revealed or attempt.wrong_tries or guessed:
        return Rating.AGAIN
    if attempt.score < 1.0 or attempt.hints:
        return Rating.HARD
    if attempt.typed and attempt.certainty == Certainty.HIGH and not attempt.fresh:
        return Rating.EASY
    return Rating.GOOD
