"""What an edit of the course did to answers that were given before it: told once, when the course is opened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static
from textual.widgets.option_list import Option

from studyapp.study.regrading import Regraded
from studyapp.ui.prose import inline
from studyapp.ui.widgets.menu import Menu
from studyapp.ui.widgets.row import Row
from studyapp.wording import counted, figure


class RegradedScreen(ModalScreen[None]):
    """A row a question, with its points before and now."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter", "dismiss", show=False, priority=True)]

    def __init__(self, told: Sequence[Regraded]) -> None:
        super().__init__()
        self._told = told

    def compose(self) -> ComposeResult:
        """Why, and the questions."""
        with Vertical(classes="window") as window:
            window.border_title = Content("Your answers were marked anew")
            window.border_subtitle = Content("enter goes on")
            yield Static(
                f"The course was edited since. It bears on {counted(len(self._told), 'question')} that you answered:"
            )
            yield Menu(*(Option(_row(one)) for one in self._told))


def _row(one: Regraded) -> Row:
    if one.again:
        words = ("is asked once more", "once more")
        return Row(
            inline(one.question.prompt), tails=tuple(Content.styled(each, "$warning") for each in words)
        )
    before, after = (_points(one, credit) for credit in (one.before, one.after))
    style = "$success" if (one.after or 0) > (one.before or 0) else "$warning"
    return Row(inline(one.question.prompt), tails=(Content.styled(f"{before} → {after} points", style),))


def _points(one: Regraded, credit: float | None) -> str:
    return figure((credit or 0.0) * one.question.points)
