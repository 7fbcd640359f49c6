"""Fuzz and balance: near the computed day, the same on every machine, and where there is little due."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from math import floor

import fsrs.scheduler
import pytest
from histories import DAY
from hypothesis import given
from hypothesis import strategies as st

from studyapp.study.review.spread import choose, draw, fuzz_range, longest

intervals = st.integers(1, 365)
draws = st.floats(0, 1, exclude_max=True)
loads = st.dictionaries(st.integers(DAY, DAY + 400), st.integers(1, 9))


@given(intervals, draws, loads, st.integers(1, 365))
def test_a_day_is_always_of_the_fuzz_range(
    interval: int, number: float, load: dict[int, int], most: int
) -> None:
    """Whatever is due elsewhere; and never beyond the longest interval, nor on the same day."""
    length = choose(interval, DAY, number, load, most) - DAY
    assert length in fuzz_range(interval, most)
    assert 1 <= length <= most


@given(st.integers(3, 365))
def test_the_range_is_that_of_py_fsrs(interval: int) -> None:
    """Its lowest draw gives the low end, its highest the day after the high end, which is its flaw."""
    scheduler = fsrs.Scheduler(maximum_interval=1000)
    found = fuzz_range(interval, 1000)
    with pytest.MonkeyPatch.context() as patch:
        for number, length in ((0.0, found[0]), (1 - 1e-9, found[-1] + 1)):
            patch.setattr(fsrs.scheduler, "random", lambda number=number: number)
            assert scheduler._get_fuzzed_interval(interval=timedelta(days=interval)).days == length


@given(intervals, st.integers(0, 2**32 - 1))
def test_without_a_load_it_is_the_plain_draw(interval: int, bits: int) -> None:
    """``floor(low + f (1 + high - low))``."""
    f, found = bits / 2**32, fuzz_range(interval)
    low, high = found[0], found[-1]
    assert choose(interval, DAY, f) - DAY == floor(low + f * (1 + high - low))


@given(st.integers(1, 90), draws, loads)
def test_the_day_with_the_fewest_due_is_taken(interval: int, number: float, load: dict[int, int]) -> None:
    """No day of the range has less."""
    chosen = choose(interval, DAY, number, load)
    assert load.get(chosen, 0) == min(load.get(DAY + length, 0) for length in fuzz_range(interval))


@given(st.integers(91, 365), draws, loads)
def test_long_intervals_are_not_balanced(interval: int, number: float, load: dict[int, int]) -> None:
    """What is due in months is not known yet."""
    assert choose(interval, DAY, number, load) == choose(interval, DAY, number)


def test_short_intervals_stay() -> None:
    """One and two days are too short to be moved."""
    assert [list(fuzz_range(days)) for days in (1, 2, 3)] == [[1], [2], [2, 3, 4]]


def test_a_balanced_calendar_is_even() -> None:
    """Questions of 30 days each, answered one after another, are spread evenly over the range."""
    load: Counter[int] = Counter()
    for number in range(12 * len(fuzz_range(30))):
        load[choose(30, DAY, draw(f"q{number}", 0), load)] += 1
    assert load == {DAY + length: 12 for length in fuzz_range(30)}


@given(st.text(), st.integers(0, 100))
def test_a_draw_is_fixed_by_question_and_repetition(question: str, reps: int) -> None:
    """The same each time, and from 0 to below 1."""
    assert 0 <= draw(question, reps) < 1
    assert draw(question, reps) == draw(question, reps)


def test_draws_are_spread_evenly() -> None:
    """Over many questions, and over one question's repetitions, each tenth is drawn about as often."""
    for numbers in ([draw(f"c/q{n}", 1) for n in range(2000)], [draw("c/q", n) for n in range(2000)]):
        tenths = Counter(int(number * 10) for number in numbers)
        assert all(150 < tenths[tenth] < 250 for tenth in range(10))


def test_draws_are_the_same_on_every_machine() -> None:
    """A value that may never change: dates of old answers follow from it."""
    assert draw("rivers/source", 0) == 0.9472810339648277


@pytest.mark.parametrize(
    ("exam", "most"),
    [(None, 365), (DAY - 1, 365), (DAY, 365), (DAY + 1, 1), (DAY + 2, 1), (DAY + 10, 9), (DAY + 900, 365)],
)
def test_an_exam_shortens_intervals(exam: int | None, most: int) -> None:
    """The last review is on its eve at the latest; a past one changes nothing."""
    assert longest(DAY, exam) == most


def test_what_an_exam_cuts_short_is_spread_before_it() -> None:
    """Questions that would come back after the exam do not all come back on its eve."""
    most = longest(DAY, DAY + 31)
    load: Counter[int] = Counter()
    for number in range(5 * 4):
        load[choose(200, DAY, draw(f"q{number}", 3), load, most)] += 1
    assert load == {DAY + length: 5 for length in (27, 28, 29, 30)}
