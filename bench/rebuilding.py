"""P13: deriving all that follows from answers that were rated."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import fsrs

from bench.effort import Bench
from bench.history import COURSES, progress, write_history
from bench.rows import Row, until_plain
from bench.timing import timed
from studyapp.study.events import Event, Kind
from studyapp.study.review.attempt import attempt_of
from studyapp.study.review.policy import DEFAULT, LONGEST
from studyapp.study.review.rating import rate

Review = tuple[int, fsrs.Rating, datetime]
"""A card's number, and how it was rated and when."""


def rows(bench: Bench) -> list[Row]:
    """All standings from answers of which each was rated, against py-fsrs with the same ratings and times."""
    path = bench.own("rebuilding") / "progress.db"
    each = len(bench.studied.answers)
    days = max(1, bench.effort.answers // (COURSES * each))
    history = list(bench.studied.over(range(-7 * days, 0, 7)))
    write_history(path, history, derive=False)
    reviews = _reviews(history)

    def told(pairs: Sequence[tuple[float, float]]) -> list[Row]:
        return [Row("P13", f"rebuild {len(reviews):,} answers", "bare py-fsrs", "ms", 1.6, pairs)]

    least = bench.effort.pairs
    return until_plain(lambda _: (_bare(reviews), _rebuild(path)), told, least, bench.most(least))


def _rebuild(path: Path) -> float:
    """Milliseconds of a rebuild, without opening the file."""
    with progress(path) as kept:
        return timed(kept.rebuild)


def _reviews(history: Sequence[Event]) -> list[Review]:
    """The ratings in the order of the answers."""
    cards: dict[tuple[str, str], int] = {}
    return [
        (
            cards.setdefault((event.course, event.question), len(cards)),
            fsrs.Rating(rate(attempt_of(event, 0, 0))),
            datetime.fromtimestamp(event.at // 1_000_000, UTC),
        )
        for event in history
        if event.kind == Kind.ANSWERED
    ]


def _bare(reviews: Sequence[Review]) -> float:
    """Milliseconds that py-fsrs takes, by the same policy."""
    scheduler = fsrs.Scheduler(
        parameters=DEFAULT.weights,
        desired_retention=DEFAULT.retention,
        learning_steps=(),
        relearning_steps=(),
        maximum_interval=LONGEST,
        enable_fuzzing=False,
    )
    # named, because a card without an id waits for one
    cards = [fsrs.Card(card_id=number) for number in range(1 + max(number for number, _, _ in reviews))]

    def review() -> None:
        for number, rating, when in reviews:
            cards[number], _ = scheduler.review_card(cards[number], rating, when)

    return timed(review)
