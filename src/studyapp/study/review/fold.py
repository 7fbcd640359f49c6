"""A question's card from its ended attempts, one after the other."""

from __future__ import annotations

from collections.abc import Mapping
from math import isclose

from studyapp.study.review.attempt import Attempt, Certainty
from studyapp.study.review.card import Card
from studyapp.study.review.policy import DEFAULT, LONGEST, Policy
from studyapp.study.review.rating import Rating, rate
from studyapp.study.review.scheduler import remember
from studyapp.study.review.spread import NO_LOAD, choose, draw, longest


def advance_card(
    card: Card | None,
    attempt: Attempt,
    question: str,
    policy: Policy = DEFAULT,
    *,
    load: Mapping[int, int] = NO_LOAD,
    exam: int | None = None,
) -> Card:
    """The card after one more ended attempt, in the order of the events; undone ones must have been left out.

    Only a study day's first attempt is rated; a later one is practice and changes nothing.

    Args:
        card: None before the first attempt.
        attempt: What ended.
        question: What names the question among all courses; it seeds the fuzz.
        policy: What to compute with. For a rebuild to give the same cards it must follow from events alone.
        load: Number of other questions due, by study day: what is due is spread over them. It and the exam are
            known only when the answer is recorded: the day chosen then is kept in the event as ``due``, with the
            ``stability`` that it was chosen for, and is taken from there ever after. Where merging, undoing or
            regrading has changed what the answers come to, and so the stability, the day is chosen anew.
        exam: The study day of the exam, if the course has one.
    """
    day = attempt.day
    if card is not None and day <= card.last:
        return card
    rating = rate(attempt)
    stability, difficulty, interval = remember(card, rating, day, policy)
    reps = 0 if card is None else card.reps
    due = _kept_due(attempt, stability)
    if due is None:
        due = choose(interval, day, draw(question, reps), load, longest(day, exam))
    failed = rating is Rating.AGAIN
    return Card(
        stability,
        difficulty,
        last=day,
        due=due,
        reps=reps + 1,
        successes=(0 if card is None else card.successes) + (not failed),
        lapses=0 if card is None else card.lapses + failed,
        rating=int(rating),
        overconfident=failed and attempt.certainty == Certainty.HIGH,
    )


def _kept_due(attempt: Attempt, stability: float) -> int | None:
    """The day that was chosen when the attempt was recorded; None where there is none or it was for another state."""
    due, chosen_for = attempt.due, attempt.stability
    if due is None or chosen_for is None or not attempt.day < due <= attempt.day + LONGEST:
        return None
    # machines' libraries differ in the last digits of a power
    return due if isclose(chosen_for, stability, rel_tol=1e-6) else None
