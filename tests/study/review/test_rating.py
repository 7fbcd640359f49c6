"""What the day's first answer is rated, line by line of the table."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.study.events import Event, Kind
from studyapp.study.review.attempt import Attempt, Certainty, attempt_of
from studyapp.study.review.rating import Rating, rate

SURE = {"certainty": Certainty.HIGH, "typed": True}


@pytest.mark.parametrize(
    ("known", "rating"),
    [
        ({"score": 0.0}, Rating.AGAIN),
        ({"score": 0.79}, Rating.AGAIN),
        ({"score": 0.0, "revealed": True}, Rating.AGAIN),
        ({"wrong_tries": 1}, Rating.AGAIN),
        ({"wrong_tries": 1, **SURE}, Rating.AGAIN),
        ({"certainty": Certainty.LOW}, Rating.AGAIN),
        ({"certainty": Certainty.LOW, "hints": 1}, Rating.AGAIN),
        ({"score": 0.5, "hints": 1}, Rating.AGAIN),
        ({"score": 0.8}, Rating.HARD),
        ({"score": 0.99, **SURE}, Rating.HARD),
        ({"hints": 1}, Rating.HARD),
        ({"hints": 2, **SURE}, Rating.HARD),
        ({}, Rating.GOOD),
        ({"certainty": Certainty.MIDDLE, "typed": True}, Rating.GOOD),
        ({"certainty": Certainty.HIGH}, Rating.GOOD),
        ({"typed": True}, Rating.GOOD),
        ({"fresh": True, **SURE}, Rating.GOOD),
        (SURE, Rating.EASY),
    ],
)
def test_each_line_of_the_table(known: dict[str, Any], rating: Rating) -> None:
    """Where several lines apply, the worst wins."""
    assert rate(Attempt(**{"day": 1, "score": 1.0, **known})) is rating


attempts = st.builds(
    Attempt,
    day=st.just(1),
    score=st.floats(0, 1),
    wrong_tries=st.integers(0, 2),
    hints=st.integers(0, 2),
    revealed=st.booleans(),
    certainty=st.sampled_from(Certainty),
    typed=st.booleans(),
    fresh=st.booleans(),
)


@given(attempts)
def test_a_failure_is_never_a_pass(attempt: Attempt) -> None:
    """Hard is a pass to FSRS; who did not know gets Again. And no help ever makes a rating better."""
    if attempt.score < 0.8 or attempt.revealed or attempt.wrong_tries:
        assert rate(attempt) is Rating.AGAIN
    assert rate(attempt._replace(hints=attempt.hints + 1)) <= rate(attempt)
    assert rate(attempt._replace(fresh=True)) <= rate(attempt)


def answered(kind: str = Kind.ANSWERED, **data: Any) -> Event:
    at = 20_000 * 86_400_000_000 + 3 * 3_600_000_000
    return Event("id", at, kind, "c", "s", "q", {"sitting": "s", "score": 1.0, "done": True, **data})


def test_an_attempt_is_read_from_its_event() -> None:
    """What the event says, and what came before it in the attempt."""
    data = {"offset": 60, "certainty": 3, "typed": True, "fresh": True, "due": 20_008, "stability": 8.3}
    assert attempt_of(answered(**data), 1, 2) == Attempt(
        day=20_000,
        score=1.0,
        wrong_tries=1,
        hints=2,
        certainty=3,
        typed=True,
        fresh=True,
        due=20_008,
        stability=8.3,
    )


def test_an_event_without_an_offset_counts_as_utc() -> None:
    """03:00 UTC is of the day before; an older event says no more."""
    assert attempt_of(answered(), 0, 0).day == 19_999


def test_a_revealed_answer_is_an_attempt_without_score() -> None:
    """Giving up ends an attempt; it is rated as a failure."""
    attempt = attempt_of(answered(Kind.REVEALED), 0, 0)
    assert (attempt.score, attempt.revealed, rate(attempt)) == (0.0, True, Rating.AGAIN)


@pytest.mark.parametrize("nonsense", ["x", None, 1e9, -(10**9), 10**30, True, [1], {}])
def test_what_makes_no_sense_in_an_event_is_passed_over(nonsense: object) -> None:
    """Events of other programs may hold anything under these names."""
    keys = ("offset", "certainty", "typed", "fresh", "due", "stability")
    read = attempt_of(answered(**dict.fromkeys(keys, nonsense)), 0, 0)
    sound = attempt_of(answered(), 0, 0)
    assert (read.typed, read.fresh) == ((True, True) if nonsense is True else (False, False))
    assert (read.day, rate(read)) == (sound.day, rate(sound))
