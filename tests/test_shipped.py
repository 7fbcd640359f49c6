"""The course that ships, studied on the screen: each question wrong, then right, with all asked that can be.

Sections that together have every kind of question; with STUDYAPP_WHOLE=1 in the environment, all of them.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from lines_learner import study_in_lines
from studyapp.course.load import load
from studyapp.course.model import Section
from studyapp.settings import LearnerSettings, personal
from studyapp.study.events import Kind
from studyapp.study.results import section_result
from studyapp.study.store import Progress
from studyapp.ui.app import StudyApp
from studyapp.ui.screens.question import QuestionScreen
from studyapp.ui.screens.summary import SummaryScreen
from ui.hands import answer, show_where

COURSE = load(Path(__file__).parents[1]).course


def kinds(section: Section) -> set[str]:
    return {question.kind for question in section.questions}


def studied() -> Iterator[Section]:
    """Section by section the one with most kinds that are still missing."""
    if os.environ.get("STUDYAPP_WHOLE"):
        yield from COURSE.sections
        return
    missing = {kind for section in COURSE.sections for kind in kinds(section)}
    while missing:
        section = max(COURSE.sections, key=lambda one: len(kinds(one) & missing))
        missing -= kinds(section)
        yield section


def test_every_kind_is_in_it() -> None:
    """What an instructor can write can be seen in the example."""
    assert len({kind for section in COURSE.sections for kind in kinds(section)}) == 10


@pytest.mark.timeout(180)
@pytest.mark.parametrize("section", list(studied()), ids=lambda section: section.stem)
async def test_a_section_is_studied_to_its_end(section: Section, progress: Progress) -> None:
    """By keys alone, with hints, certainty and pointing at the evidence on."""
    course = replace(COURSE, sections=(section,))
    app = StudyApp([course], progress, settings=LearnerSettings(certainty=True, where=True))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "a")
        await pilot.pause()
        while isinstance(screen := app.screen, QuestionScreen):
            turn = screen.sitting.turn()
            assert turn is not None
            if turn.hints_left:
                await pilot.press("f2", "h")
                await pilot.pause()
            if turn.question.tries > 1:
                await answer(pilot, turn, right=False, sure=3)
                turn = screen.sitting.turn()
                assert turn is not None
                assert len(turn.standing.tries) == 1, turn.question.id
            await answer(pilot, turn, right=True, sure=2)
            turn = screen.sitting.turn()
            assert turn is not None
            assert turn.standing.done, turn.question.id
            if turn.asks_where and turn.number < 4:
                await show_where(pilot, turn)
            await pilot.press("enter")
            await pilot.pause()
        assert isinstance(app.screen, SummaryScreen)
    result = section_result(section, progress.journal(course.id))
    assert result.answered == result.total
    events = list(progress.events())
    assert all(event.data["score"] == 1 for event in events if event.data.get("done"))
    assert any(event.kind == Kind.HINTED for event in events)
    assert [event.data["right"] for event in events if event.kind == Kind.LOCATED]
    assert all(event.data["right"] for event in events if event.kind == Kind.LOCATED)


def test_it_is_studied_to_its_end_in_lines(progress: Progress) -> None:
    """The same in the linear twin, all sections."""
    course = personal(COURSE, LearnerSettings(certainty=True, where=True))
    said = study_in_lines(course, progress)
    assert said.endswith("Goodbye. Everything is kept.\n")
    journal = progress.journal(course.id)
    results = [section_result(section, journal) for section in course.sections]
    assert all(result.answered == result.total for result in results)
    events = list(progress.events())
    assert all(event.data["score"] == 1 for event in events if event.data.get("done"))
    assert {event.data["right"] for event in events if event.kind == Kind.LOCATED} == {True}
    assert {event.data["certainty"] for event in events if event.data.get("certainty")} == {2}
