"""Pairs to match: each left takes one of the lettered options."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.content import Content

from studyapp.ui.widgets.letters import LetteredSlots, letter
from studyapp.ui.widgets.row import NARROWEST_BODY
from studyapp.ui.widgets.spots import hang

LEAD = 7
"""Cells before a left's text: margin, number, mark."""
ARROW = 5
"""Cells before the option it has: arrow, letter."""


class PairList(LetteredSlots):
    """The lefts with what they have, and the options below them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(str(number), f"number({number})", show=False) for number in range(1, 10)
    ]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lefts: Sequence[Content] = ()

    def ask(self, lefts: Sequence[Content], options: Sequence[Content]) -> None:
        """Show lefts, none with an option yet."""
        self._lefts = lefts
        self.ask_slots(len(lefts), options)

    def action_number(self, number: int) -> None:
        """Move the cursor to the left with that number."""
        self.must_be_open()
        if number > self.stops:
            raise SkipAction
        self.point(number - 1)

    def draw(self, width: int) -> list[Content]:
        """The lefts, then the options."""
        column = self._column(width)
        lines = []
        for slot, left in enumerate(self._lefts):
            lead = Content.assemble(self.margin(slot), (f"{slot + 1:>2} ", "$quiet"), self.verdict(slot), " ")
            answer, right = self._answer(slot)
            if column:
                gap = Content(" " * (column - left.cell_length + 2))
                drawn = hang(lead + left + gap + answer, right, width)
            else:
                drawn = hang(lead, left, width) + hang(Content(" " * LEAD) + answer, right, width)
            lines += self.row(drawn, slot, width)
        return lines + self.draw_options(width)

    def _column(self, width: int) -> int:
        """Cells for the lefts where there is room for all the options beside them; else 0."""
        longest = max((left.cell_length for left in self._lefts), default=0)
        option = max((option.cell_length for option in self._options), default=0)
        room = width - LEAD - longest - 2 - ARROW - 1
        return longest if room >= min(option, NARROWEST_BODY) else 0

    def _answer(self, slot: int) -> tuple[Content, Content]:
        """An arrow with the letter, and the option that a left has."""
        option = self.assigned[slot]
        if option is None:
            return Content.styled("→ ", "$quiet"), Content.styled("…", "$quiet")
        lead = Content.assemble(("→ ", "$quiet"), (letter(option), "$primary"), "  ")
        return lead, self._options[option].stylize("bold")
