"""Running text with gaps in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.content import Content

from studyapp.ui.text import line
from studyapp.ui.widgets.letters import LetteredSlots

MARGIN = Content("  ")
BLANK = 6
"""Cells of an open gap."""
GLUE = "\ufdd0"
"""Stands for a space at which no line breaks: a noncharacter, as lines do break at no-break spaces."""


class GapText(LetteredSlots):
    """A text whose gaps flow in it as words do.

    They are filled with the options below it; where there are none, with what is typed elsewhere.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "pass_on(1)", show=False),
        Binding("shift+tab", "pass_on(-1)", show=False),
    ]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._pieces: Sequence[Content] = ()

    def ask(self, pieces: Sequence[Content], options: Sequence[Content]) -> None:
        """Show pieces of text with a gap between each and the next."""
        self._pieces = pieces
        self.can_focus = bool(options)
        self.ask_slots(len(pieces) - 1, options)

    @property
    def fills(self) -> list[str]:
        """The typed words in each gap."""
        return [fill if isinstance(fill, str) else "" for fill in self._given]

    def type_in(self, words: str) -> None:
        """Fill the gap at the cursor with words on one line."""
        if words != self._given[self.cursor]:
            self._given[self.cursor] = words
            self.point(self.cursor)

    def action_pass_on(self, step: int) -> None:
        """Move the cursor to the next gap, or the one before; from the last one the key leaves the text."""
        self.must_be_open()
        if not 0 <= self.cursor + step < self.stops:
            raise SkipAction
        self.point(self.cursor + step)

    def press(self, index: int) -> None:
        """Point or fill; where words are typed, whose field it is does that."""
        if self._options:
            super().press(index)

    # drawing

    def draw(self, width: int) -> list[Content]:
        """The text, then the options."""
        room = max(1, width - 2 * len(MARGIN))
        parts = list(self._pieces[:1])
        for gap, piece in enumerate(self._pieces[1:]):
            parts += [self.spot(self._gap(gap, room), gap), piece]
        lines = [
            MARGIN + Content(part.plain.replace(GLUE, " "), list(part.spans))
            for part in Content.assemble(*parts).wrap(room)
        ]
        return lines + (self.draw_options(width) if self._options else [])

    def _gap(self, gap: int, room: int) -> Content:
        """Number, fill and mark, kept on a line if they fit on one."""
        fill, (mark, style) = self._fill(gap), self.verdict(gap)
        if fill and self.at_cursor(gap) and not style:  # so that the text stays while a word is typed
            fill = fill.pad_right(max(0, BLANK - fill.cell_length))
        sign = ("›", "bold $primary") if self.at_cursor(gap) else GLUE
        body = fill.stylize("underline") if fill else Content.styled("_" * BLANK, "$quiet")
        parts = [(f"{gap + 1}", "$quiet"), sign, body]
        if style:
            parts.append((GLUE + mark, style))
        whole = Content.assemble(*parts)
        if whole.cell_length > room:
            return whole
        return Content(whole.plain.replace(" ", GLUE), list(whole.spans))

    def _fill(self, gap: int) -> Content:
        fill = self._given[gap]
        return self._options[fill] if isinstance(fill, int) else line(fill or "")
