"""Slots that are filled with lettered options: what pairs and gaps with a word bank have in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.content import Content

from studyapp.ui.widgets.spots import SpotView, hang

LETTERS = "abcdefimnopqrvyz"
"""Letters of options: those that are no commands of the question's screen."""

Fill = int | str | None
"""What a slot has: an option's index, or typed words; ``None`` or no words where it is open."""


def letter(option: int) -> str:
    """An option's letter; those beyond the letters have a dot, and are reached by the arrows."""
    return LETTERS[option] if option < len(LETTERS) else "·"


class LetteredSlots(SpotView):
    """Slots, each of which takes one of the options below them; one option may be in several.

    The spots are the slots, then the options.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right", "step(1)", show=False),
        Binding("left", "step(-1)", show=False),
        Binding("backspace,delete", "empty", show=False),
        *(Binding(key, f"assign({option})", show=False) for option, key in enumerate(LETTERS)),
    ]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._options: Sequence[Content] = ()
        self._given: list[Fill] = []
        self._verdicts: Mapping[int, bool] = {}
        self._marked: Sequence[Fill] = ()

    # what is asked

    def ask_slots(self, slots: int, options: Sequence[Content]) -> None:
        """Show slots, all open, and the options."""
        self._options, self._given = options, [None] * slots
        self._verdicts, self._marked = {}, ()
        self.restart(slots)

    def mark(self, given: Sequence[Fill], verdicts: Mapping[int, bool], *, settled: bool) -> None:
        """Show an answer given, right and wrong marked where ``verdicts`` tells of a slot.

        While it is not ``settled``, the cursor goes to the first slot that is wrong, and a slot that is filled anew
        loses its mark.
        """
        self._given, self._marked = list(given), tuple(given)
        self._verdicts, self.settled = verdicts, settled
        self.cursor = min((slot for slot, right in verdicts.items() if not right), default=self.cursor)
        self.redraw()

    @property
    def assigned(self) -> list[int | None]:
        """The option in each slot."""
        return [fill if isinstance(fill, int) else None for fill in self._given]

    def next_open(self) -> int | None:
        """The first slot after the cursor that is open, else the first still marked as wrong, round and round."""
        after = [(self.cursor + step) % self.stops for step in range(1, self.stops + 1)]
        wrong = (slot for slot in after if self.verdict(slot)[0] == "✗")
        return next((slot for slot in after if self._given[slot] in (None, "")), next(wrong, None))

    # filling

    def action_assign(self, option: int) -> None:
        """Fill the slot at the cursor and go on to the next open one; stay where none is open."""
        self.must_be_open()
        if option >= len(self._options):
            raise SkipAction
        self._given[self.cursor] = option
        slot = self.next_open()
        self.point(self.cursor if slot is None else slot)

    def action_step(self, step: int) -> None:
        """Fill the slot at the cursor with the option after its own, or before, round and round."""
        self.must_be_open()
        if not self._options:
            raise SkipAction
        option = self._given[self.cursor]
        start = option if isinstance(option, int) else -1 if step > 0 else 0
        self._given[self.cursor] = (start + step) % len(self._options)
        self.point(self.cursor)

    def action_empty(self) -> None:
        """Take the option out of the slot at the cursor."""
        self.must_be_open()
        self._given[self.cursor] = None
        self.redraw()

    def press(self, index: int) -> None:
        """Point at a slot; put an option into the slot at the cursor, or take it out if it is there."""
        option = index - self.stops
        if option < 0:
            self.point(index)
        elif self._given[self.cursor] == option:
            self.action_empty()
        else:
            self.action_assign(option)

    # drawing

    def draw_options(self, width: int) -> list[Content]:
        """A blank line and the options; those in use are drawn quieter."""
        lines = [Content()]
        for option, text in enumerate(self._options):
            used = option in self._given
            style = "$quiet" if used or self.settled else "bold $primary"
            lead = Content.assemble("   ", (letter(option), style), "   ")
            body = text.stylize_before("$quiet") if used else text
            lines += self.row(hang(lead, body, width), self.stops + option, width)
        return lines

    def verdict(self, slot: int) -> tuple[str, str]:
        """A slot's mark and its style, as long as the slot is as it was marked."""
        if slot not in self._verdicts or self._marked[slot] != self._given[slot]:
            return " ", ""
        return ("✓", "bold $success") if self._verdicts[slot] else ("✗", "bold $error")
