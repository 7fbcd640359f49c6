"""Histories of one question, and what py-fsrs itself makes of them."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Any

import fsrs
from hypothesis import strategies as st

from studyapp.study.review.attempt import Attempt, Certainty
from studyapp.study.review.days import as_date
from studyapp.study.review.rating import Rating

DAY = 20_500
"""A study day in 2026."""

PLAIN = fsrs.Scheduler(learning_steps=(), relearning_steps=(), maximum_interval=365, enable_fuzzing=False)

SHOWS: dict[Rating, dict[str, Any]] = {
    Rating.AGAIN: {"score": 0.0},
    Rating.HARD: {"score": 0.9},
    Rating.GOOD: {"score": 1.0},
    Rating.EASY: {"score": 1.0, "certainty": Certainty.HIGH, "typed": True},
}

reviews = st.lists(st.tuples(st.integers(1, 500), st.sampled_from(Rating)), min_size=1, max_size=25)
"""Days since the review before, and the rating."""


def attempt(day: int, rating: Rating) -> Attempt:
    """An attempt on a day that is rated so."""
    return Attempt(day=day, **SHOWS[rating])


def noon(day: int) -> datetime:
    """The middle of a study day's date in UTC."""
    return datetime.combine(as_date(day), time(12), UTC)


def bare(history: list[tuple[int, Rating]], scheduler: fsrs.Scheduler = PLAIN) -> fsrs.Card:
    """py-fsrs's card after reviews on study days."""
    card = fsrs.Card(card_id=1, due=noon(DAY))
    for day, rating in history:
        card, _ = scheduler.review_card(card, fsrs.Rating(rating), noon(day))
    return card
