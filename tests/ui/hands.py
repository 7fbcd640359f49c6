"""A learner's hands: answers any question on the screen by keys alone."""

from __future__ import annotations

from textual.pilot import Pilot

from studyapp.course.model import (
    Cloze,
    Locate,
    Match,
    Multiple,
    NumberAnswer,
    Open,
    Order,
    Single,
    TextAnswer,
    TrueFalse,
)
from studyapp.course.sentences import holds
from studyapp.study.turn import Turn
from studyapp.ui.app import StudyApp
from studyapp.ui.screens.certainty import CertaintyScreen
from studyapp.ui.screens.question import QuestionScreen
from studyapp.ui.widgets.letters import letter


async def answer(pilot: Pilot[None], turn: Turn, *, right: bool, sure: int) -> None:
    """Give an answer, right or wrong, and say how sure it is where that is asked."""
    question = turn.question
    match question:
        case Single() | Multiple():
            await pilot.press(*_picks(turn, right), "enter")
        case TrueFalse():
            await pilot.press("1" if question.answer is right else "2", "enter")
        case TextAnswer():
            await _type(pilot, question.answers[0] if right else "zzzz")
        case NumberAnswer():
            unit = f" {question.units[0]}" if question.units else ""
            value = (question.low + question.high) / 2 if right else question.high * 3 + 7
            await _type(pilot, f"{float(value):.6f}{unit}")
        case Cloze():
            await _fill(pilot, turn, question, right)
        case Match():
            await _assign(pilot, turn, [pair.right for pair in question.pairs], right)
        case Order():
            await _arrange(pilot, question, right)
        case Open():
            await _write(pilot, question, right)
        case Locate():
            await _point(pilot, question.evidence, right)
    await pilot.pause()
    if isinstance(pilot.app.screen, CertaintyScreen):
        await pilot.press(str(sure))
        await pilot.pause()


async def show_where(pilot: Pilot[None], turn: Turn) -> None:
    """Point at the sentence that supports the answer, and come back."""
    await pilot.press("l")
    await _walk_to(pilot, turn.question.evidence)
    await pilot.press("enter", "escape")
    await pilot.pause()


def _screen(pilot: Pilot[None]) -> QuestionScreen:
    app = pilot.app
    assert isinstance(app, StudyApp)
    assert isinstance(app.screen, QuestionScreen)
    return app.screen


def _picks(turn: Turn, right: bool) -> list[str]:
    """Of a question with one to pick, one; of several, all that are right, or one that is wrong."""
    picks = [str(at) for at, choice in enumerate(turn.choices, 1) if choice.correct is right]
    if isinstance(turn.question, Multiple):
        before = turn.standing.tries[-1].response if turn.standing.tries else []
        ticked = [str(at) for at, choice in enumerate(turn.choices, 1) if choice.key in before]
        return sorted(set(picks if right else picks[:1]) ^ set(ticked))
    return picks[:1]


async def _type(pilot: Pilot[None], text: str) -> None:
    await pilot.press(*("space" if letter == " " else letter for letter in text), "enter")


async def _fill(pilot: Pilot[None], turn: Turn, question: Cloze, right: bool) -> None:
    if turn.options:
        await _assign(pilot, turn, [gap[0] for gap in question.gaps], right)
        return
    await pilot.press(*["shift+tab"] * (len(question.gaps) - 1))
    for number, gap in enumerate(question.gaps, 1):
        await pilot.press(
            "home", "ctrl+k", *("space" if one == " " else one for one in (gap[0] if right else "zzzz"))
        )
        await pilot.press("enter" if number == len(question.gaps) else "tab")


async def _assign(pilot: Pilot[None], turn: Turn, wanted: list[str], right: bool) -> None:
    """By letters; a wrong answer takes the option behind the right one."""
    for slot, text in enumerate(wanted):
        option = (turn.options.index(text) + (not right)) % len(turn.options)
        await pilot.press("home", *["down"] * slot, letter(option))
    await pilot.press("enter")


async def _arrange(pilot: Pilot[None], question: Order, right: bool) -> None:
    part = _screen(pilot).query_one("#items")
    turn = _screen(pilot).sitting.turn()
    assert turn is not None
    wanted = question.items if right else question.items[::-1]
    for place, item in enumerate(wanted, 1):
        now = part.response(turn)  # type: ignore[attr-defined]
        await pilot.press("home", *["down"] * now.index(item), str(place))
    await pilot.press("enter")


async def _write(pilot: Pilot[None], question: Open, right: bool) -> None:
    await _type(pilot, "In my own words.")
    await pilot.pause()
    await pilot.press(*(str(at) for at in range(1, len(question.rubric) + 1) if right), "enter")


async def _point(pilot: Pilot[None], evidence: tuple[str, ...], right: bool) -> None:
    await pilot.press("enter")
    await pilot.pause()
    if right:
        await _walk_to(pilot, evidence)
    else:
        await _walk_from(pilot, evidence)
    await pilot.press("enter")


async def _walk_to(pilot: Pilot[None], evidence: tuple[str, ...]) -> None:
    book = _screen(pilot).book
    await pilot.press("g")
    while not any(holds(book.sentence, one) for one in evidence):
        before = book.pointed
        await pilot.press("j")
        assert book.pointed != before, f"no sentence holds {evidence}"


async def _walk_from(pilot: Pilot[None], evidence: tuple[str, ...]) -> None:
    book = _screen(pilot).book
    while any(holds(book.sentence, one) for one in evidence):
        await pilot.press("j")
