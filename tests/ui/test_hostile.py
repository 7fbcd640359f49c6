"""Hostile strings in every place that a course has, driven through every screen.

The loader refuses most of them; here they get past it, so that the screens' own gate is what holds.
"""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from screen import MakeApp, press, shown, type_in
from textual.pilot import Pilot

from builders import cloze, locate, match, multiple, number, open_answer, order, single, truefalse, typed
from studyapp.clean import clean
from studyapp.course.model import Choice, Course, Criterion, Mistake, Pair, Question, Section
from studyapp.ui.screens.question import QuestionScreen
from studyapp.ui.screens.summary import SummaryScreen

HOSTILE = {
    "closing tag": "[/b] [/] [/foo]",
    "action": "[@click=app.quit]click me[/]",
    "style": "[bold red]list[int][/bold red]",
    "unbalanced": "[[[ ]] [b [/b",
    "markdown": "**bold *and `code [link](javascript:alert(1)) ![img](http://x/y.png) <b onclick=x>",
    "escape": "\x1b[2J\x1b]52;c;aGk=\x07 gone",
    "c1": "\x9b31m\x9d0;title\x9c",
    "nul and bell": "a\x00b\x07c\x08d\x7f",
    "bidi": "abc\u202edcba\u2066x\u2069 \u200f",
    "surrogate": "half \ud800 a pair",
    "tags": "flag \U000e0041\U000e007f",
    "line ends": "one\r\ntwo\u2028three\x0bfour",
    "emoji": "👩‍👩‍👧‍👦 🇩🇪 ❤️ 👍🏽 e\u0301\u0323",
    "wide": "漢字かな交じり文と한국어를",
    "right to left": "שלום עולם مرحبا بالعالم",
    "long word": "Donaudampfschiff" * 300,
    "many marks": "a" + "\u0301" * 3000,
    "empty-looking": "\u00ad\u200b\u2060",
    "format": "%s {0} {prompt} $primary ${x}",
}
CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\U000e0000-\U000e007f]"
)
SIZES = ((80, 24), (40, 15), (160, 50))
CASES = [(name, SIZES[at % 3], at % 4) for at, name in enumerate(HOSTILE)]
"""Each text in a window of one size and in each fourth kind of question: all of all would take minutes."""


def hostile_course(text: str, first: int = 0, step: int = 1) -> Course:
    """A course that holds the text wherever an author may write; with each ``step``-th kind of question."""
    keep = {"prompt": text, "explanation": text, "hints": (text, text), "evidence": (text,), "tries": 2}
    choices = tuple(
        Choice(f"key {n}", f"{text}{n}", correct=not n, feedback=text, unpicked=text) for n in range(3)
    )
    questions: tuple[Question, ...] = (
        single(choices=choices, **keep),
        multiple(choices=choices, **keep),
        truefalse(**{**keep, "feedback_true": text, "feedback_false": text}),
        typed(**{**keep, "answers": (text,), "mistakes": (Mistake("wrong", text),)}),
        number(**{**keep, "units": (text,)}),
        cloze(**{**keep, "pieces": (text, text), "gaps": ((text,),)}),
        cloze("bank", **{**keep, "pieces": (text, text), "gaps": ((text,),), "bank": (text, f"{text}0")}),
        match(**{**keep, "pairs": (Pair(f"{text}1", f"{text}2"), Pair(f"{text}3", f"{text}4"))}),
        order(**{**keep, "items": (f"{text}1", f"{text}2")}),
        open_answer(**{**keep, "answer": text, "rubric": (Criterion(text),)}),
        locate(**keep),
    )
    section = Section(
        stem="01",
        title=text,
        text=f"# {text}\n\n{text}\n\n- {text}\n\n| {text} | a |\n| - | - |\n| b | {text} |\n",
        questions=questions[first::step],
        part=text,
    )
    second = replace(section, stem="02", questions=())
    from pathlib import Path

    return Course(id="hostile", title=text, folder=Path(), description=text, sections=(section, second))


def look(text: str) -> None:
    """No control character reaches the terminal."""
    assert not CONTROL.search(text.replace("\n", ""))


async def answer(pilot: Pilot[None], screen: QuestionScreen) -> None:
    """Take a hint, look at the text, answer, write half a note, and give up where that was not right."""
    kind = screen.sitting.current.kind if screen.sitting.current else ""
    look(await press(pilot, "f2", "h"))
    if kind in ("text", "number", "cloze", "open"):
        await type_in(pilot, "1")
        look(await press(pilot, "enter"))
    else:
        look(await press(pilot, "1", "enter", "w", "escape"))
    turn = screen.sitting.turn()
    if turn is not None and not turn.standing.done:
        look(await press(pilot, "f2", "x"))
    look(await press(pilot, "t", "escape", "enter"))


@pytest.mark.parametrize(("name", "size", "first"), CASES, ids=str)
async def test_every_screen_holds(make_app: MakeApp, name: str, size: tuple[int, int], first: int) -> None:
    """Outline, section, search, each kind of question with hint, feedback and text, note, summary: all stand."""
    app = make_app(hostile_course(HOSTILE[name], first, 4))
    async with app.run_test(size=size, notifications=True) as pilot:
        look(shown(app))
        look(await press(pilot, "question_mark", "escape", "slash"))
        await type_in(pilot, "a")
        look(await press(pilot, "escape", "enter", "pagedown", "end", "a"))
        while isinstance(app.screen, QuestionScreen):
            await answer(pilot, app.screen)
        assert isinstance(app.screen, SummaryScreen)
        look(await press(pilot, "G", "enter", "escape"))
        await press(pilot, "ctrl+p")
        await pilot.pause(0.2)
        look(shown(app))


@pytest.mark.parametrize("name", ["closing tag", "action", "style", "unbalanced", "format"])
async def test_markup_is_shown_as_it_is_written(make_app: MakeApp, name: str) -> None:
    """Brackets are letters like others."""
    app = make_app(hostile_course(HOSTILE[name]))
    async with app.run_test(size=(120, 30)) as pilot:
        text = await press(pilot, "a")
        start = HOSTILE[name].split()[0]
        assert start in text


def test_clean_is_idempotent_and_keeps_what_is_harmless() -> None:
    """The gate takes off what steers, and nothing of a plain text."""
    for text in HOSTILE.values():
        assert clean(clean(text)) == clean(text)
        assert not CONTROL.search(clean(text))
    assert clean("Grüße, 漢字\n\tπ ≠ 3 👍🏽") == "Grüße, 漢字\n\tπ ≠ 3 👍🏽"
