"""A real course: five news articles with 78 questions and the quotations that hold their answers (OneStopQA)."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest

from lines_learner import study_in_lines
from studyapp.course.load import Loaded, load
from studyapp.course.model import ChoiceQuestion, Course
from studyapp.course.text import find
from studyapp.plain import run
from studyapp.plain.prose import short
from studyapp.settings import LearnerSettings, personal
from studyapp.study.results import State, section_result
from studyapp.study.store import Progress
from ui.hands import answer

SHARED = Path(__file__).parents[2] / "shared"
MAKER = SHARED / "tools" / "onestop_course.py"
ARTICLES = sorted((SHARED / "corpora" / "reading" / "onestop-qa").glob("*[!D].txt"))

pytestmark = pytest.mark.skipif(
    not (MAKER.is_file() and ARTICLES), reason=f"the articles and their converter are not at {SHARED}"
)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    folder = tmp_path_factory.mktemp("onestop")
    subprocess.run([sys.executable, MAKER, *ARTICLES, folder], check=True, capture_output=True)
    return load(folder)


def test_it_loads_without_a_problem(loaded: Loaded) -> None:
    """All articles, all questions."""
    assert loaded.diagnostics == ()
    assert (len(loaded.course.sections), sum(1 for _ in loaded.course.questions())) == (5, 78)


def test_every_quotation_is_found(loaded: Loaded) -> None:
    """At a place that reads as the quotation does."""
    quotations = [
        (section, quote) for section, question in loaded.course.questions() for quote in question.evidence
    ]
    assert len(quotations) > 70
    for section, quote in quotations:
        place = find(section.text, quote)
        assert place is not None
        assert section.text[slice(*place)].split()[:2] == quote.split()[:2]


class Learner:
    """Reads what was said and types an answer: each third question wrong until it comes a second time."""

    def __init__(self, course: Course, out: StringIO) -> None:
        self._out = out
        self._right = {
            short(question.prompt): {short(choice.text) for choice in question.choices if choice.correct}
            for _, question in course.questions()
            if isinstance(question, ChoiceQuestion)
        }
        self._to_miss = set(sorted(self._right)[::3])
        self._heard = 0

    def lines(self) -> Iterator[str]:
        """A line for each prompt, until every section is done."""
        while True:
            said = self._out.getvalue()[self._heard :]
            self._heard += len(said)
            yield f"{self._answer(said)}\n" if said.endswith("Your answer, or :help?\n") else "\n"

    def _answer(self, said: str) -> str:
        asked = " ".join(said.rpartition("\nQuestion ")[2].split())
        found = re.search(r"(?:tries|try)\. (.*?) Choice 1\b", asked)
        assert found, asked
        # what was tried is not taken again
        choices = dict(re.findall(r"Choice (\d): (.*?)(?= Choice \d|, tried| Pick one)", asked))
        miss = found[1] in self._to_miss
        if "Last try" in asked:
            self._to_miss.discard(found[1])
        return next(number for number, text in choices.items() if (text in self._right[found[1]]) != miss)


def test_a_learner_studies_it_to_the_end(loaded: Loaded, progress: Progress) -> None:
    """A section that is not passed has its missed questions tried again, until nothing is left to do."""
    course, out = loaded.course, StringIO()
    assert run([course], progress, lines_in=Learner(course, out).lines(), out=out, seconds=lambda: 0.0) == 0
    said = out.getvalue()
    assert said.endswith("Goodbye. Everything is kept.\n")
    assert "Enter: leave; every section is done." in said
    assert said.count("Not right.") == 26
    journal = progress.journal(course.id)
    assert {section_result(section, journal).state for section in course.sections} == {State.PASSED}
    standings = [journal.standing(question.id) for _, question in course.questions()]
    assert all(standing.done for standing in standings)
    assert {standing.credit for standing in standings} == {0.0, 1.0}


async def test_it_is_studied_to_the_end_on_the_screen(loaded: Loaded, progress: Progress) -> None:
    """Section by section with keys alone; each third question wrong first, then given up or put right.

    The first section; with STUDYAPP_WHOLE=1 in the environment, all of them.
    """
    from studyapp.ui.app import StudyApp
    from studyapp.ui.screens.question import QuestionScreen
    from studyapp.ui.screens.summary import SummaryScreen

    app = StudyApp([loaded.course], progress, settings=LearnerSettings(certainty=True))
    journal = progress.journal(loaded.course.id)
    sections = loaded.course.sections[: None if os.environ.get("STUDYAPP_WHOLE") else 1]
    async with app.run_test(size=(100, 40)) as pilot:
        for number, section in enumerate(sections):
            await pilot.press(*["home", *["down"] * (number + 1), "a"])
            while isinstance(screen := app.screen, QuestionScreen):
                turn = screen.sitting.turn()
                assert turn is not None
                if turn.number % 3 == 0:
                    await answer(pilot, turn, right=False, sure=3)
                    await pilot.press(*(["x"] if turn.number % 2 else []))
                    turn = screen.sitting.turn()
                    assert turn is not None
                if not turn.standing.done:
                    await answer(pilot, turn, right=True, sure=1)
                await pilot.press("enter")
                await pilot.pause()
            assert isinstance(app.screen, SummaryScreen)
            assert section_result(section, journal).answered == len(section.questions)
            await pilot.press("escape")
    events = list(progress.events())
    assert {event.data["certainty"] for event in events if event.kind == "answered"} == {0, 1, 3}
    answered = [event for event in events if event.data.get("done")]
    asked = sum(len(section.questions) for section in sections)
    assert len(answered) + sum(event.kind == "revealed" for event in events) == asked


def test_it_is_studied_to_the_end_in_lines(loaded: Loaded, progress: Progress) -> None:
    """All wrong, then right, with certainty and pointing at the evidence on."""
    course = personal(loaded.course, LearnerSettings(certainty=True, where=True))
    assert study_in_lines(course, progress).endswith("Goodbye. Everything is kept.\n")
    journal = progress.journal(course.id)
    results = [section_result(section, journal) for section in course.sections]
    assert sum(result.answered for result in results) == 78
    located = [event.data["right"] for event in progress.events() if event.kind == "located"]
    assert len(located) > 70
    assert all(located)
