"""The least that a Textual app can be: what the app's figures are held against.

``python floors.py page`` shows a text and a line below it, ``python floors.py choices`` a list of four.
"""

from __future__ import annotations

import sys

from textual.app import App, ComposeResult
from textual.widgets import OptionList, Static

READY = "^q quit"
"""The line below; it is drawn last."""


class Page(App[None]):
    """A text."""

    CSS = "#text { height: 1fr; } #keys { dock: bottom; height: 1; }"

    def compose(self) -> ComposeResult:
        yield Static("Something to read.\n\n" * 10, id="text", markup=False)
        yield Static(READY, id="keys", markup=False)


class Choices(App[None]):
    """Four things to choose from."""

    CSS = "#keys { dock: bottom; height: 1; }"

    def compose(self) -> ComposeResult:
        yield OptionList("The first choice", "The second choice", "The third choice", "The fourth choice")
        yield Static(READY, id="keys", markup=False)


if __name__ == "__main__":
    {"page": Page, "choices": Choices}[sys.argv[1]]().run()
