"""Memory states are py-fsrs's own, on any history."""

from __future__ import annotations

import subprocess
import sys
from itertools import accumulate
from math import isfinite

import fsrs
import pytest
from fsrs.scheduler import DEFAULT_PARAMETERS, LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS
from histories import DAY, attempt, bare, noon, reviews
from hypothesis import given
from hypothesis import strategies as st

from studyapp.study.review.card import Card, recall
from studyapp.study.review.fold import advance_card
from studyapp.study.review.policy import BOUNDS, RETENTIONS, WEIGHTS, Policy
from studyapp.study.review.rating import Rating
from studyapp.study.review.scheduler import remember


def dated(reviews: list[tuple[int, Rating]]) -> list[tuple[int, Rating]]:
    """Reviews with their study days instead of the days between them."""
    days = accumulate((gap for gap, _ in reviews), initial=DAY)
    return [(day, rating) for (_, rating), day in zip(reviews, list(days)[1:], strict=True)]


def last_step(history: list[tuple[int, Rating]], policy: Policy) -> tuple[Card, int]:
    """The card, and the interval before fuzz that the last answer came to."""
    card, interval = None, 0
    for day, rating in history:
        interval = remember(card, rating, day, policy)[2]
        card = advance_card(card, attempt(day, rating), "q", policy)
    assert card is not None
    return card, interval


@given(reviews, st.sampled_from([0.7, 0.8, 0.9, 0.95]), st.integers(0, 1000))
def test_states_and_intervals_are_those_of_py_fsrs(
    gaps: list[tuple[int, Rating]], retention: float, later: int
) -> None:
    """Stability, difficulty and interval to the last digit, and recall on any day after."""
    history, policy = dated(gaps), Policy(retention=retention)
    scheduler = fsrs.Scheduler(
        desired_retention=retention,
        learning_steps=(),
        relearning_steps=(),
        maximum_interval=365,
        enable_fuzzing=False,
    )
    card, interval = last_step(history, policy)
    theirs = bare(history, scheduler)
    assert theirs.last_review is not None
    assert (card.stability, card.difficulty) == (theirs.stability, theirs.difficulty)
    assert interval == (theirs.due - theirs.last_review).days
    day = card.last + later
    assert recall(card, day, policy) == scheduler.get_card_retrievability(theirs, noon(day))


@given(reviews, st.floats(0.1, 0.8), st.floats(1.0, 10.0))
def test_fitted_weights_are_used(gaps: list[tuple[int, Rating]], decay: float, first: float) -> None:
    """Weights other than the usual ones change states and recall as they do in py-fsrs."""
    weights = (*WEIGHTS[:2], first, *WEIGHTS[3:20], decay)
    scheduler = fsrs.Scheduler(weights, 0.9, (), (), 365, False)
    history, policy = dated(gaps), Policy(weights)
    card, _ = last_step(history, policy)
    theirs = bare(history, scheduler)
    assert (card.stability, card.difficulty) == (theirs.stability, theirs.difficulty)
    assert recall(card, card.last + 9, policy) == scheduler.get_card_retrievability(
        theirs, noon(card.last + 9)
    )


def test_weights_are_those_of_the_library() -> None:
    """A py-fsrs with other defaults is a decision to take, not one to be surprised by."""
    assert WEIGHTS == DEFAULT_PARAMETERS
    assert tuple(zip(LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS, strict=True)) == BOUNDS


@given(st.tuples(*(st.floats(*one) for one in BOUNDS)), st.floats(*RETENTIONS), reviews)
def test_with_any_weights_within_bounds_all_stays_finite(
    weights: tuple[float, ...], retention: float, gaps: list[tuple[int, Rating]]
) -> None:
    """Whatever a fit came to, no fold over events raises, and a date comes out."""
    card, interval = last_step(dated(gaps), Policy(weights, retention))
    assert isfinite(card.stability)
    assert 1 <= card.difficulty <= 10
    assert 1 <= interval <= 365
    assert 0 <= recall(card, card.last + 40, Policy(weights)) <= 1


def test_weights_out_of_bounds_are_refused() -> None:
    """Policies are checked where they come from; here they are at least not computed with."""
    with pytest.raises(ValueError, match="out of bounds"):
        remember(None, Rating.GOOD, DAY, Policy((*WEIGHTS[:20], 7.0)))


def test_the_first_intervals() -> None:
    """1, 1, 2 and 8 days, from the worst rating to the best."""
    assert [remember(None, rating, DAY)[2] for rating in Rating] == [1, 1, 2, 8]


@given(reviews)
def test_an_interval_is_never_longer_than_a_year(gaps: list[tuple[int, Rating]]) -> None:
    """However well it is known, and with the fuzz on top."""
    card, interval = last_step(dated(gaps), Policy())
    assert 1 <= interval <= 365
    assert 1 <= card.due - card.last <= 365


def test_recall_sinks_from_one_to_nine_tenths_at_the_stability() -> None:
    """The forgetting curve's two fixed points; a day before the review (after a flight) counts as none."""
    card = Card(10.0, 5.0, DAY, DAY + 10, 1, 1, 0, Rating.GOOD)
    assert recall(card, DAY) == recall(card, DAY - 1) == 1.0
    assert recall(card, DAY + 10) == pytest.approx(0.9)


def test_dates_at_the_ends_of_time_do_not_raise() -> None:
    """A clock may be set to anything before the year 10000."""
    early = advance_card(None, attempt(-1, Rating.GOOD), "q")
    late = advance_card(early, attempt(2_932_896, Rating.GOOD), "q")
    assert late.due > 2_932_896


def test_fsrs_is_loaded_when_an_answer_is_rated_and_not_before() -> None:
    """An outline with due dates and recall does without it."""
    names = ("attempt", "card", "days", "fold", "policy", "queue", "rating", "scheduler", "spread")
    code = "; ".join(
        [
            "import sys",
            *(f"import studyapp.study.review.{name}" for name in names),
            "before = 'fsrs' in sys.modules",
            "studyapp.study.review.scheduler.remember(None, studyapp.study.review.rating.Rating.GOOD, 1)",
            "print(before, 'fsrs' in sys.modules)",
        ]
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]
