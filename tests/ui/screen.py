"""What a learner sees: the text of the window."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import App
from textual.pilot import Pilot

from studyapp.ui.app import StudyApp

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
    """Press keys, then look."""
    await pilot.press(*keys)
    await pilot.pause()
    return shown(pilot.app)


async def type_in(pilot: Pilot[None], text: str) -> None:
    """Type letters into the focused field."""
    await pilot.press(*("space" if letter == " " else letter for letter in text))
    await pilot.pause()
