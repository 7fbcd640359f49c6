"""What a learner sees: the text of the window; and what is kept of it."""

from __future__ import annotations

import re
from collections.abc import Callable

from textual.app import App
from textual.pilot import Pilot

from studyapp.course.model import Question
from studyapp.study.events import Kind
from studyapp.study.standing import Standing
from studyapp.study.store import Progress
from studyapp.ui.app import StudyApp

SIZE, SLIM, WIDE = (80, 30), (40, 15), (160, 40)
"""Columns and lines of windows."""

MakeApp = Callable[..., StudyApp]
"""The app over courses, on the test's progress file."""


def shown(app: App[None]) -> str:
    """The window's lines, as the terminal gets them."""
    height = app.size.height
    filters = app.get_line_filters()
    lines = []
    for strip in app.screen._compositor.render_strips():
        segments = list(strip)
        for each in filters:
            segments = each.apply(segments, app.screen.background_colors[1])
        lines.append("".join(segment.text for segment in segments))
    assert len(lines) <= height
    return "\n".join(line.rstrip() for line in lines)


async def press(pilot: Pilot[None], *keys: str) -> str:
    """Press keys, each once what the one before it set off is recorded; then look."""
    for key in keys:
        await pilot.press(key)
        while getattr(pilot.app.screen, "busy", False):
            await pilot.pause()
    await pilot.pause()
    return shown(pilot.app)


async def type_in(pilot: Pilot[None], text: str) -> None:
    """Type letters into the focused field."""
    await pilot.press(*("space" if letter == " " else letter for letter in text))
    await pilot.pause()


def lead(text: str, words: str) -> str:
    """What stands before a text at the end of a line, but for its marks: a choice's number, an option's letter."""
    return re.findall(rf"(\w) +(?:[○●□■] +)?(?:[✗✓·] )? *{re.escape(words.strip())}$", text, re.MULTILINE)[-1]


def standing(store: Progress, question: Question) -> Standing:
    """Where the learner stands with a question by the progress file."""
    return store.journal("rivers").standing(question.id)


def responses(store: Progress) -> list[object]:
    """All answers in the progress file."""
    return [event.data["response"] for event in store.events() if event.kind == Kind.ANSWERED]
