"""What holds for every kind of question on its screen."""

from __future__ import annotations

from dataclasses import replace

import pytest
from screen import SIZE, SLIM, WIDE, MakeApp, press, responses, shown, standing, type_in
from textual.pilot import Pilot

from builders import course, every_kind, locate
from studyapp.course.model import Question
from studyapp.study.store import Progress
from studyapp.ui.screens.summary import SummaryScreen


async def respond(pilot: Pilot[None], question: Question) -> None:
    """Give some answer to a question of any kind, so that a try is used."""
    match question.kind:
        case "text" | "number":
            await type_in(pilot, "77")
        case "cloze" if not getattr(question, "bank", ()):
            await type_in(pilot, "xyzzy")
            await press(pilot, "enter")
            await type_in(pilot, "plugh")
        case "cloze" | "match":
            await press(pilot, "a", "b", "c")
        case "open":
            await type_in(pilot, "Because")
            await press(pilot, "enter")
        case "locate":
            await press(pilot, "enter")
        case "order":
            await press(pilot, "shift+down")
        case _:
            await press(pilot, "2")
    await press(pilot, "enter")


def unsaid(text: str) -> list[str]:
    """What stands on the screen, but for the line that tells what was done."""
    return [line for line in text.splitlines() if line.strip() and "is taken back" not in line]


KINDS = pytest.mark.parametrize("question", every_kind(), ids=lambda one: one.id)


@KINDS
@pytest.mark.parametrize("size", [SLIM, WIDE])
async def test_giving_up_shows_the_answer_and_enter_goes_on(
    make_app: MakeApp, store: Progress, question: Question, size: tuple[int, int]
) -> None:
    """By its key, or by the list of keys while a field takes letters."""
    app = make_app(course(question))
    async with app.run_test(size=size) as pilot:
        await press(pilot, "a")
        text = await press(pilot, "f2", "x")
        assert "→ Answer shown   0 of 1 point" in text
        assert "enter result" in text
        assert standing(store, question).revealed
        await press(pilot, "enter")
        assert isinstance(app.screen, SummaryScreen)


@KINDS
@pytest.mark.parametrize("size", [SLIM, WIDE])
async def test_hints_come_into_the_window(
    make_app: MakeApp, store: Progress, question: Question, size: tuple[int, int]
) -> None:
    """One after the other, with the price named before it is taken."""
    hints = ("Look again, and look at each word of it.", "The text says it, in its first part.")
    app = make_app(course(replace(question, hints=hints)))
    async with app.run_test(size=size) as pilot:
        text = await press(pilot, "a")
        assert "hint" in text.splitlines()[-1]
        for number in (1, 2):
            text = " ".join((await press(pilot, "f2", "h")).split())
            assert f"Hint: {hints[number - 1][:20]}" in text
            assert standing(store, question).hints == number
        await press(pilot, "f2", "h")
        assert standing(store, question).hints == 2


@KINDS
async def test_an_answer_is_taken_back(make_app: MakeApp, store: Progress, question: Question) -> None:
    """The question is as it was before: nothing given, nothing told, all tries left."""
    app = make_app(course(replace(question, tries=2)))
    async with app.run_test(size=SIZE) as pilot:
        before = await press(pilot, "a")
        await respond(pilot, question)
        assert len(responses(store)) == 1
        text = await press(pilot, "f2", "u")
        assert not standing(store, question).tries
        if question.kind == "open":
            assert "What of this does your answer say?" in text
        elif question.kind in ("truefalse", "text", "number", "cloze", "locate"):
            assert unsaid(text) == unsaid(before)
        else:
            assert "Not yet" not in text
            assert "✗" not in text


@KINDS
@pytest.mark.parametrize("size", [SLIM, WIDE])
async def test_the_feedback_comes_into_the_window(
    make_app: MakeApp, question: Question, size: tuple[int, int]
) -> None:
    """After an answer of any kind its verdict is seen without scrolling, and Enter's next step is named."""
    app = make_app(course(question))
    async with app.run_test(size=size) as pilot:
        await press(pilot, "a")
        await respond(pilot, question)
        text = shown(app)
        assert any(word in text for word in ("Right", "Partly right", "Not yet", "Not right", "Almost"))
        assert text.rstrip().splitlines()[-1].strip().startswith("enter ")


OWN = {
    "Pick the choice of that number; space picks the highlighted one": {"source", "catchment", "delta"},
    "Give that option to the gap": {"words", "parts"},
    "To the next gap": {"report", "words"},
    "Move the line": {"course"},
    "Begin a new line": {"why"},
}
"""Lines of the help that are for some kinds alone, and the questions that have them."""


@KINDS
async def test_the_help_has_the_keys_of_the_kind(make_app: MakeApp, question: Question) -> None:
    """What can be done to this question, and nothing that can't."""
    app = make_app(course(question))
    async with app.run_test(size=(100, 50)) as pilot:
        await press(pilot, "a")
        text = await press(pilot, "f2")
        assert {words for words in OWN if words in text} == {
            words for words, able in OWN.items() if question.id in able
        }
        assert "To the sentence before" not in text
        assert "Answer shown" in await press(pilot, "escape", "f2", "x")
        text = await press(pilot, "f2")
        assert "Write a note" in text
        assert not [words for words in OWN if words in text]


async def test_the_help_has_the_keys_for_pointing(make_app: MakeApp) -> None:
    """While a sentence is pointed at."""
    app = make_app(course(locate()))
    async with app.run_test(size=(100, 50)) as pilot:
        text = await press(pilot, "a", "enter", "question_mark")
        assert "To the sentence before, or the next one" in text
        assert "Give up" not in text
