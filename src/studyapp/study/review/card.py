"""What is known of the learner's memory of one question."""

from __future__ import annotations

from typing import NamedTuple

from studyapp.study.review.policy import DEFAULT, Policy
from studyapp.study.review.rating import Rating

LEECH = 4
"""Lapses from which a question is a leech; it is again after each :data:`LEECH_STEP` more."""

LEECH_STEP = 2


class Card(NamedTuple):
    """A question's memory state after its latest rated answer: a tuple of plain JSON values.

    ``Card(*json.loads(json.dumps(card)))`` is the card. Days are study days, see :mod:`studyapp.study.review.days`.
    """

    stability: float
    """Days after which recall has sunk to 90 %."""
    difficulty: float
    """1 to 10."""
    last: int
    """The day of the latest rated answer."""
    due: int
    """The day on which it comes back; always after ``last``."""
    reps: int
    """Rated answers; at most one a day."""
    successes: int
    """Those that were a pass: so many different days on which it was known."""
    lapses: int
    """Those that were a failure, without the very first answer."""
    rating: int
    """The latest :class:`~studyapp.study.review.rating.Rating`."""
    overconfident: bool = False
    """The latest rated answer was wrong, and given with the highest certainty."""

    @property
    def leech(self) -> bool:
        """Failed again and again, and just now: the section is worth reading again."""
        over = self.lapses - LEECH
        return self.rating == Rating.AGAIN and over >= 0 and over % LEECH_STEP == 0


def recall(card: Card, day: int, policy: Policy = DEFAULT) -> float:
    """The predicted chance, 0 to 1, that the question is known on a study day: FSRS's retrievability.

    ``R(t, S) = (1 + F t/S)^D`` with t whole days since the latest rated answer, S the stability, D the decay and F
    such that R(S, S) is 0.9 (FSRS-6). It equals py-fsrs's, and is written out here because an outline of
    thousands of questions needs this one number without loading the scheduler.
    """
    factor = 0.9 ** (1 / policy.decay) - 1
    elapsed = max(0, day - card.last)
    return float((1 + factor * elapsed / card.stability) ** policy.decay)
