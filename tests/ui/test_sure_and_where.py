"""What may go with an answer: how sure it is, where the text says so, and what an edit of the course makes of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from screen import SIZE, SLIM, WIDE, MakeApp, lead, press, responses, shown, standing
from textual.pilot import Pilot

from builders import course, multiple, single, truefalse
from studyapp.course.model import Question, Settings
from studyapp.study.store import Progress
from studyapp.ui.app import StudyApp
from studyapp.ui.screens.summary import SummaryScreen
from studyapp.ui.widgets.book import Book

SURE = Settings(certainty=True)
WHERE = Settings(where=True)


# how sure


@pytest.mark.parametrize(("keys", "level"), [(["3"], 3), (["enter"], 1), (["down", "enter"], 2)])
async def test_how_sure_is_said_by_number_or_enter(
    make_app: MakeApp, store: Progress, keys: list[str], level: int
) -> None:
    """Before the answer is scored; the marks come with the feedback, and apart from the points."""
    app = make_app(course(truefalse(), settings=SURE))
    async with app.run_test(size=SLIM) as pilot:
        text = await press(pilot, "a", "1", "enter")
        assert "How sure are you" in text
        assert "+3 / −6" in text
        assert "Right" not in text
        text = await press(pilot, *keys)
        assert f"+{level} mark" in text
        assert "✓ Right   1 of 1 point" in text
        assert f"certainty +{level}" in await press(pilot, "enter")
    assert standing(store, truefalse()).tries[0].certainty == level


async def test_escape_goes_back_to_the_answer_as_it_was(make_app: MakeApp, store: Progress) -> None:
    """Nothing is scored, and what was picked is still picked."""
    app = make_app(course(multiple(), settings=SURE))
    async with app.run_test(size=SIZE) as pilot:
        before = await press(pilot, "a", "1", "3")
        assert await press(pilot, "enter", "escape") == before
        assert responses(store) == []
        assert "Pick" in await press(pilot, "1", "3", "enter")
        assert not any(isinstance(screen, SummaryScreen) for screen in app.screen_stack)


async def test_how_sure_is_asked_once_an_attempt(make_app: MakeApp) -> None:
    """With the first try; a wrong one costs marks."""
    app = make_app(course(single(), settings=SURE))
    async with app.run_test(size=SIZE) as pilot:
        text = await press(pilot, "a")
        text = await press(pilot, lead(text, "In the sea"), "enter", "3")
        assert "You said over 80 %: −6 marks" in text
        assert "✓ Right" in await press(pilot, lead(text, "At its source"), "enter")
        assert "certainty −6" in await press(pilot, "enter")


# show me where


async def answered(pilot: Pilot[None], app: StudyApp) -> str:
    """The single question, answered right."""
    text = await press(pilot, "a")
    return await press(pilot, lead(text, "At its source"), "enter")


def evidence(app: StudyApp) -> bool:
    """Whether the text shows where the answer is."""
    return bool(app.screen.query_one(Book)._evidence)


@pytest.mark.parametrize("size", [SLIM, WIDE])
@pytest.mark.parametrize("right", [True, False])
async def test_show_me_where(
    make_app: MakeApp, store: Progress, size: tuple[int, int], *, right: bool
) -> None:
    """The evidence is kept back until the learner has pointed; then it is shown, and the pointing is kept."""
    app = make_app(course(single(), settings=WHERE))
    async with app.run_test(size=size, notifications=True) as pilot:
        assert "l show where" in await answered(pilot, app)
        assert not evidence(app)
        assert "Which sentence says so?" in await press(pilot, "l")
        assert not evidence(app)
        assert pilot.app.screen.query_one(Book).pointed is not None
        text = await press(pilot, *["j"] * (not right), "enter")
        assert ("✓ Yes, the text says it there" if right else "✗ Not there") in " ".join(text.split())
        assert evidence(app)
        assert standing(store, single()).located is right
        assert "show where" not in await press(pilot, "escape")
        assert ("1 with its place" if right else "0 with its place") in " ".join(
            (await press(pilot, "enter")).split()
        )


async def test_the_summary_tells_who_knew_where(make_app: MakeApp) -> None:
    """Right is told from right with its place."""
    app = make_app(course(single(), single("other"), settings=WHERE))
    async with app.run_test(size=SIZE) as pilot:
        await answered(pilot, app)
        await press(pilot, "l", "enter", "escape")
        text = await press(pilot, "enter")
        text = await press(pilot, lead(text, "At its source"), "enter", "enter")
        assert text.count("Right, and knew where") == 1
        assert "2 of 2 right in this sitting, 1 with its place" in text


async def test_the_summary_tells_every_score_in_a_small_window(make_app: MakeApp) -> None:
    """However long the figures and the prompts are."""
    app = make_app(course(single(), truefalse()))
    async with app.run_test(size=SLIM) as pilot:
        text = await press(pilot, "a")
        text = await press(pilot, lead(text, "In the sea"), "enter")
        await press(pilot, lead(text, "At its source"), "enter", "enter")
        text = await press(pilot, "1", "enter", "enter")
        assert [line.split()[-1] for line in text.splitlines() if "✓" in line] == ["0.67", "1"]


async def test_looking_it_up_gives_up_the_chance(make_app: MakeApp, store: Progress) -> None:
    """The text shows the evidence, and there is nothing left to show."""
    app = make_app(course(single(), settings=WHERE))
    async with app.run_test(size=SIZE) as pilot:
        await answered(pilot, app)
        await press(pilot, "t")
        assert evidence(app)
        assert "show where" not in await press(pilot, "escape")
        await press(pilot, "l")
        assert app.screen.query_one(Book).pointed is None
        assert standing(store, single()).located is None


async def test_enter_goes_on_without_pointing(make_app: MakeApp) -> None:
    """It is an offer."""
    app = make_app(course(single(), settings=WHERE))
    async with app.run_test(size=SIZE) as pilot:
        await answered(pilot, app)
        assert "0 with its place" in await press(pilot, "enter")


async def test_escape_from_pointing_leaves_the_chance(make_app: MakeApp, store: Progress) -> None:
    """Back to the feedback, with nothing kept and nothing shown."""
    app = make_app(course(single(), settings=WHERE))
    async with app.run_test(size=SIZE) as pilot:
        await answered(pilot, app)
        text = await press(pilot, "l", "j", "escape")
        assert "✓ Right" in text
        assert "l show where" in text
        assert standing(store, single()).located is None


# what an edit of the course does


def moved_key(question_id: str = "source") -> Question:
    """The single question with another key."""
    made = single(question_id)
    choices = tuple(
        replace(one, correct=one.key == "At a lake", score=float(one.key == "At a lake"))
        for one in made.choices
    )
    return replace(made, choices=choices)


async def test_an_answer_marked_anew_is_told_once(make_app: MakeApp) -> None:
    """Over the outline, with the points before and now; Enter goes on, and the next start says nothing."""
    app = make_app(course(single(), truefalse()))
    async with app.run_test(size=SIZE) as pilot:
        await answered(pilot, app)
    again = make_app(course(moved_key(), truefalse()))
    async with again.run_test(size=SIZE) as pilot:
        await pilot.pause()
        text = shown(again)
        assert "Your answers were marked anew" in text
        assert "1 → 0 points" in text
        assert "Continue: Rivers, question 2" in await press(pilot, "enter")
    third = make_app(course(moved_key(), truefalse()))
    async with third.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert "marked anew" not in shown(third)


@pytest.mark.parametrize("size", [SLIM, SIZE])
@pytest.mark.parametrize("changed", [0, 1])
async def test_a_changed_question_is_asked_once_more(
    make_app: MakeApp, size: tuple[int, int], changed: int
) -> None:
    """The outline names it, Enter leads to it alone, and its answer settles it."""
    questions = [truefalse(), truefalse("estuary", prompt="The Thames has an estuary.")]
    app = make_app(course(*questions))
    async with app.run_test(size=size) as pilot:
        await press(pilot, "a", "1", "enter", "enter", "1", "enter", "enter")
        assert "100%  Passed" in shown(app)
    questions[changed] = replace(questions[changed], prompt="The Rhine has a delta.")
    again = make_app(course(*questions))
    async with again.run_test(size=size) as pilot:
        await pilot.pause()
        assert "once more" in shown(again)
        assert "Answer again: Rivers, 1 question" in await press(pilot, "enter")
        assert "The Rhine has a delta." in await press(pilot, "enter")
        assert "enter result" in await press(pilot, "1", "enter")
        await press(pilot, "enter", "escape")
        assert "changed" not in shown(again)
