"""The field for a typed answer."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input


class AnswerField(Input):
    """A line of text whose Enter belongs to the screen, as that of the choices does."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "screen.go_on", show=False)]
