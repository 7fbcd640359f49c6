"""FSRS's view of one rated answer; the only importer of fsrs, which is loaded when the first answer is rated."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TypeAlias

from studyapp.study.review.card import Card
from studyapp.study.review.policy import DEFAULT, LONGEST, Policy
from studyapp.study.review.rating import Rating

Memory: TypeAlias = tuple[float, float, int]
"""Stability in days, difficulty (1 to 10), and the days until it is due (1 to 365) before any fuzz."""

# FSRS counts whole blocks of 24 hours between two times, and nothing else of them. So every history is told
# as if its last answer had been at this noon: days stay days, and no date is too late for a datetime.
_NOON = datetime(1, 1, 1, 12, tzinfo=UTC)


def remember(card: Card | None, rating: Rating, day: int, policy: Policy = DEFAULT) -> Memory:
    """The memory after an answer on a study day later than the card's last; ``card`` is None before the first.

    Raises ValueError where the policy's weights are not such as py-fsrs takes.
    """
    return _reviewer(policy)(card, rating, day)


@lru_cache(maxsize=8)
def _reviewer(policy: Policy) -> Callable[[Card | None, Rating, int], Memory]:
    """:func:`remember` by a policy, with all that is the same for every answer looked up once."""
    import fsrs

    class Once(fsrs.Card):
        """A card for one review: copying it first, as py-fsrs does, would take a quarter of all the time."""

        def __copy__(self) -> Once:
            return self

    scheduler = fsrs.Scheduler(
        parameters=policy.weights,
        desired_retention=policy.retention,
        learning_steps=(),
        relearning_steps=(),
        maximum_interval=LONGEST,
        enable_fuzzing=False,  # it is unseeded and passes the longest interval
    )
    ratings, reviewed = fsrs.Rating, fsrs.State.Review

    def review(card: Card | None, rating: Rating, day: int) -> Memory:
        if card is None:
            now = _NOON
            once = Once(card_id=0, due=now)  # without these two it reads the clock and sleeps
        else:
            now = _NOON + timedelta(days=day - card.last)
            once = Once(0, reviewed, None, card.stability, card.difficulty, _NOON, _NOON)
        after, _ = scheduler.review_card(once, ratings(rating), now)
        assert after.stability is not None
        assert after.difficulty is not None
        return after.stability, after.difficulty, (after.due - now).days

    return review
