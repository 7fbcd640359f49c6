"""A window on a laid-out text: which of its lines are shown."""

from __future__ import annotations

from itertools import islice

from studyapp.ui.layout import Layout, Place
from studyapp.ui.typeset import Line


class Window:
    """So many lines of a text, from a place on.

    The place is kept as block and line, and the lines shown never jump when an estimated height is corrected; across
    widths it is kept as an offset in the source.
    """

    def __init__(self, text: str) -> None:
        self.layout = Layout(text)
        self.height = 0
        """Lines that there is room for."""
        self.lines: list[tuple[Place, Line]] = []
        """What is shown: fewer than the height only where that is all there is."""
        self.top = Place(0, 0)
        self.at_end = False
        """Whether the text's last line is shown."""
        self.progress = 0.0
        """Share of the text up to the end of the window, 0 to 1."""
        self._offset: int | None = 0  # of the first line, where it is known
        self.part = 0
        """The share of the window, as 1/``part``, above the line that the place is of; 0 for none."""

    @property
    def place(self) -> int:
        """Source offset of the first line shown, or of the one that is to be shown; it survives another width."""
        if self._offset is None:
            self._offset = self.layout.offset(self.top) if self.top > (self.layout.first, 0) else 0
        return self._offset

    def keep(self, offset: int, part: int = 0) -> None:
        """Take an offset for the place until the window moves."""
        self._offset, self.part = offset, part

    @property
    def line(self) -> int:
        """How many lines are above the window, as far as heights are known."""
        heights = self.layout.heights
        return heights.above(self.top.block) + self.top.line if heights.total else 0

    def fit(self, width: int, height: int, first: int = 0) -> None:
        """Have other room, and show the blocks from ``first`` on; where the window then stands is yet to be settled."""
        self.height = height
        if (width, first) != (self.layout.width, self.layout.first):
            self.layout.set_width(width, first)
        if not self.layout.blocks:
            self.lines, self.at_end, self.progress = [], True, 1.0

    def settle(self, top: Place) -> bool:
        """Make ``top`` the first line, or one before it where the text ends sooner; whether that has moved it."""
        before = (self._offset, self.progress)
        lines = self._lines_from(top)
        if len(lines) < self.height:
            top = self.layout.walk(top, len(lines) - self.height)
            lines = self._lines_from(top)
        self.top, self.lines = top, lines[: self.height]
        self._offset, self.part = None, 0
        self.at_end = len(lines) <= self.height
        self.progress = 1.0 if self.at_end else self.layout.offset(lines[-1][0]) / len(self.layout.text)
        return (self.place, self.progress) != before

    def shows(self, offset: int) -> bool:
        """Whether the line that holds a source offset is shown."""
        return self.layout.place(offset) in (place for place, _ in self.lines)

    def refill(self) -> None:
        """Take the lines anew, where they look other now."""
        self.lines = self._lines_from(self.top)[: self.height]

    def _lines_from(self, top: Place) -> list[tuple[Place, Line]]:
        """The lines shown from there on, and the next one."""
        return list(islice(self.layout.lines_from(top), self.height + 1))
