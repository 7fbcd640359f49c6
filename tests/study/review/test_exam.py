"""An exam ahead: what was learned comes back before it, whenever its date was set."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from histories import DAY
from hypothesis import given
from hypothesis import strategies as st

from builders import course, single
from studyapp.course.model import Course
from studyapp.study.events import Stamps
from studyapp.study.journal import Journal
from studyapp.study.memory import card_of, memory
from studyapp.study.review.card import Card
from studyapp.study.review.spread import before_exam
from studyapp.study.reviewing import waiting
from studyapp.study.sitting import Sitting

QUESTIONS = tuple(single(f"q{number}") for number in range(6))


class Learner:
    """One who knows all and answers on given days, at noon in UTC."""

    def __init__(self) -> None:
        self.day = DAY
        self._ticks = 0
        self.journal = Journal("rivers", Stamps(self._clock, lambda size: self._ticks.to_bytes(size, "big")))

    def _clock(self) -> int:
        self._ticks += 1
        return self.day * 86_400_000_000 + 43_200_000_000 + self._ticks

    def sit(self, course: Course, day: int) -> list[int]:
        """Answer all questions; the days on which they are due then."""
        self.day = day
        sitting = Sitting.begin(course, course.sections[0], self.journal)
        while sitting.current is not None:
            sitting.respond("At its source")
            sitting.go_on()
        return self.due(course)

    def due(self, course: Course) -> list[int]:
        """The days on which the questions are due as the course has its exam."""
        cards = [card_of(question, self.journal, course.exam) for question in QUESTIONS]
        return [card.due for card in cards if card is not None]


def with_exam(day: int | None) -> Course:
    return replace(course(*QUESTIONS), exam=day)


def test_answers_before_an_exam_come_back_before_it() -> None:
    """Intervals that would go beyond end before it, not all on one day; on its eve there is only the day itself."""
    learner = Learner()
    for day in (DAY, DAY + 2, DAY + 12):
        due = learner.sit(with_exam(DAY + 30), day)
        assert all(day < one < DAY + 30 for one in due)
    assert len(set(due)) > 1
    assert learner.sit(with_exam(DAY + 30), DAY + 29) == [DAY + 30] * 6
    after = learner.sit(with_exam(DAY + 30), DAY + 31)
    assert min(after) > DAY + 60


def test_an_exam_set_later_brings_back_what_was_to_come_after_it() -> None:
    """And moved away, or past, it leaves the days that were chosen before."""
    learner = Learner()
    for day in (DAY, DAY + 2, DAY + 12):
        chosen = learner.sit(with_exam(None), day)
    assert min(chosen) > DAY + 30
    learner.day = DAY + 20
    assert all(DAY + 20 < one < DAY + 30 for one in learner.due(with_exam(DAY + 30)))
    for exam in (None, DAY + 400, DAY + 19, DAY + 5):
        assert learner.due(with_exam(exam)) == chosen
    learner.day = DAY + 30
    shelf = [(with_exam(DAY + 30), learner.journal)]
    assert len(waiting(shelf, 40)) == 6
    section = shelf[0][0].sections[0]
    assert memory(section, learner.journal, DAY + 30).due == 6
    assert memory(section, learner.journal).due == 0
    learner.day = DAY + 31
    assert waiting(shelf, 40) == []


@given(st.integers(1, 365), st.integers(-5, 400), st.integers(-5, 400), st.text(max_size=4))
def test_before_an_exam_there_is_a_day(interval: int, exam: int, today: int, name: str) -> None:
    """Never later than chosen, after the answer, and before an exam that is ahead and not the day after."""
    card = Card(50.0, 5.0, DAY, DAY + interval, 3, 3, 0, 3)
    moved = before_exam(card, name, DAY + exam, DAY + today)
    assert DAY < moved.due <= card.due
    assert moved == card._replace(due=moved.due)
    if today <= exam and exam > 1:
        assert moved.due < DAY + exam
    if exam < today or DAY + exam > card.due:
        assert moved == card


@pytest.mark.parametrize("exam", [DAY + 40])
def test_what_was_to_come_after_it_is_spread_before_it(exam: int) -> None:
    """Not all on its eve."""
    card = Card(300.0, 5.0, DAY, DAY + 300, 3, 3, 0, 3)
    days = Counter(before_exam(card, f"c/q{number}", exam, DAY + 1).due for number in range(200))
    assert set(days) == set(range(min(days), exam))
    assert len(days) > 3
    assert max(days.values()) < 80
