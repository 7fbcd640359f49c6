"""How sure the learner is, asked before the answer is scored."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets.option_list import Option

from studyapp.study.certainty import LEVELS, MARKS
from studyapp.ui.widgets.menu import Menu
from studyapp.ui.widgets.row import Row
from studyapp.wording import signed


class CertaintyScreen(ModalScreen[int | None]):
    """The levels with what each earns; None where the learner goes back to the answer."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", show=False)]

    def compose(self) -> ComposeResult:
        """A row a level."""
        with Vertical(classes="window") as window:
            window.border_title = Content("How sure are you that it is right?")
            window.border_subtitle = Content("1 2 3 or enter · esc goes back")
            yield Menu(*(_row(level) for level in LEVELS))

    def on_key(self, event: events.Key) -> None:
        """The level's number says it."""
        if event.character and event.character in map(str, LEVELS):
            event.stop()
            self.dismiss(int(event.character))

    @on(Menu.OptionSelected)
    def choose(self, event: Menu.OptionSelected) -> None:
        """Hand the level to who asked."""
        self.dismiss(event.option_index + 1)


def _row(level: int) -> Option:
    right, wrong = MARKS[level]
    earns = (f"right {signed(right)}, wrong {signed(wrong)}", f"{signed(right)} / {signed(wrong)}")
    lead = Content.styled(f"{level}  ", "bold $primary")
    return Option(Row(Content(LEVELS[level]), lead, tuple(Content.styled(one, "$quiet") for one in earns)))
