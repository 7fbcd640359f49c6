"""A page with one widget on it, as the question's screen has it."""

from __future__ import annotations

from pathlib import Path

from rich.cells import cell_len
from screen import shown
from textual import events
from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget

import studyapp.ui.app
from studyapp.ui.theme import DARK, LIGHT
from studyapp.ui.widgets.spots import Moved


class Desk(Screen[None]):
    """Has Enter, and counts it."""

    submitted = 0

    def action_go_on(self) -> None:
        self.submitted += 1


class Host(App[None]):
    """The app's look around a widget, and another thing to focus after it."""

    CSS_PATH = Path(studyapp.ui.app.__file__).with_name("app.tcss")

    def __init__(self, widget: Widget) -> None:
        super().__init__()
        self.widget = widget
        self.moves: list[Moved] = []
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = DARK.name

    def get_default_screen(self) -> Desk:
        self.desk = Desk()
        return self.desk

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="page", can_focus=True):
            yield self.widget

    def on_moved(self, event: Moved) -> None:
        self.moves.append(event)


def contents(*texts: str) -> list[Content]:
    """Texts as widgets take them."""
    return [Content(text) for text in texts]


def place(app: App[None], text: str) -> tuple[int, int]:
    """Column and row where a text begins in the window."""
    for y, line in enumerate(shown(app).splitlines()):
        if text in line:
            return cell_len(line[: line.index(text)]), y
    raise AssertionError(f"{text!r} is not shown")


async def click(pilot: Pilot[None], text: str) -> None:
    """Click on the first place of a text in the window."""
    await pilot.click(offset=place(pilot.app, text))
    await pilot.pause()


async def drag(pilot: Pilot[None], start: str, end: str) -> None:
    """Press the mouse button on one text and let it go on another, as a terminal tells it."""
    for kind, text in ((events.MouseDown, start), (events.MouseUp, end)):
        x, y = place(pilot.app, text)
        pilot.app.post_message(kind(None, x, y, 0, 0, 1, False, False, False, x, y))
        await pilot.pause()
    await pilot.pause()
