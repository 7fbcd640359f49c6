"""Small windows over a screen: a list of commands, a line to type, a question to confirm."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static
from textual.widgets.option_list import Option

from studyapp.clean import one_line
from studyapp.ui.commands import Command
from studyapp.ui.widgets.menu import Menu
from studyapp.ui.widgets.row import Row

_OF_THE_LIST = frozenset({"enter", "escape", "f1", "f2", "question_mark"})
"""Keys that do here what they do in any list."""


class CommandsScreen(ModalScreen[Command | None]):
    """The keys of the screen underneath; Enter does the highlighted one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f1,f2,question_mark", "dismiss(None)", show=False),
    ]

    def __init__(self, commands: Sequence[Command]) -> None:
        super().__init__()
        self._commands = commands

    def compose(self) -> ComposeResult:
        """A row a command; what a list or field of the screen does itself is there to read."""
        width = max(len(command.key) for command in self._commands) + 2
        with Vertical(classes="window") as window:
            window.border_title = Content("Keys")
            window.border_subtitle = Content("enter does it · esc closes")
            yield Menu(*(_row(command, width) for command in self._commands))

    def on_key(self, event: events.Key) -> None:
        """A command's own key does it from here too: also while a field takes the letters underneath."""
        for command in self._commands:
            keys = set(command.keys.split(",")) - _OF_THE_LIST if command.action else ()
            if event.key in keys:
                event.stop()
                self.dismiss(command)
                return

    @on(Menu.OptionSelected)
    def choose(self, event: Menu.OptionSelected) -> None:
        """Hand the command to who asked."""
        self.dismiss(self._commands[event.option_index])


def _row(command: Command, width: int) -> Option:
    lead = Content.styled(f"{command.key:<{width}}", "bold $primary")
    return Option(Row(Content(command.help), lead), disabled=not command.action)


class LineScreen(ModalScreen[str | None]):
    """One line to type; None where the learner thought better of it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", show=False)]

    def __init__(self, title: str, help: str, value: str = "") -> None:
        """``title`` and ``help`` are literals of ours; ``value`` is what the field starts with."""
        super().__init__()
        self._title, self._help, self._value = title, help, value

    def compose(self) -> ComposeResult:
        """The field and a line on what becomes of it."""
        with Vertical(classes="window") as window:
            window.border_title = Content(self._title)
            window.border_subtitle = Content("enter keeps it · esc leaves it")
            yield Static(Content.styled(self._help, "$quiet"))
            yield Input(one_line(self._value))

    @on(Input.Submitted)
    def keep(self, event: Input.Submitted) -> None:
        """Hand the line to who asked."""
        self.dismiss(event.value.strip())


class ConfirmScreen(ModalScreen[bool]):
    """Yes or no, with what it is about shown in full."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "dismiss(True)", show=False),
        Binding("n,escape", "dismiss(False)", show=False),
    ]

    def __init__(self, title: str, about: Content) -> None:
        super().__init__()
        self._title, self._about = title, about

    def compose(self) -> ComposeResult:
        """The question, what it is about, and the two answers."""
        with Vertical(classes="window") as window:
            window.border_title = Content(self._title)
            yield Static(self._about)
            yield Menu(Option(Content("No"), id="no"), Option(Content("Yes"), id="yes"))

    @on(Menu.OptionSelected)
    def choose(self, event: Menu.OptionSelected) -> None:
        """Answer."""
        self.dismiss(event.option_id == "yes")
