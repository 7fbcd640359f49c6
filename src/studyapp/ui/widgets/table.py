"""A table of figures that fits any width."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from textual.content import Content

from studyapp.ui.text import line
from studyapp.ui.widgets.drawing import Drawing

GAP = 2
"""Cells between columns."""
SHORTEST = 16
"""Cells that the first column keeps; where there are fewer, each row becomes a few lines of its own."""


class Table:
    """Rows of text; the first column is words, and shortened where it must be, the others are figures."""

    def __init__(self, head: Sequence[str], rows: Iterable[Sequence[str]], *, words: int = 1) -> None:
        """``words`` columns are flush left."""
        self.head = head
        self.words = words
        self.rows = [[line(cell) for cell in row] for row in rows]
        columns = zip(*self.rows, strict=True) if self.rows else ((),) * len(head)
        self._widths = [
            max(len(name), *(cell.cell_length for cell in (*column, Content())))
            for name, column in zip(head, columns, strict=True)
        ]

    def lines(self) -> tuple[TableLine, ...]:
        """The head, then each row."""
        return tuple(TableLine(self, at) for at in range(-1, len(self.rows)))

    def widths(self, width: int) -> list[int] | None:
        """Cells of the columns; None where they do not fit."""
        first, *others = self._widths
        room = width - sum(other + GAP for other in others)
        return [min(first, room), *others] if room >= min(first, SHORTEST) else None


@dataclass(frozen=True, slots=True)
class TableLine(Drawing):
    """The head or a row."""

    table: Table
    at: int
    """The row; -1 is the head."""

    def lines(self, width: int) -> list[Content]:
        """One line; or, where the columns do not fit, the first cell and below it each figure with its name."""
        widths = self.table.widths(width)
        if widths is None:
            return [] if self.at < 0 else self._alone(width)
        if self.at < 0:
            cells = [Content.styled(name, "$quiet") for name in self.table.head]
        else:
            cells = self.table.rows[self.at]
        aligned = (self._aligned(cells[at], at, width) for at, width in enumerate(widths))
        return [Content(" " * GAP).join(aligned)]

    def _aligned(self, cell: Content, column: int, width: int) -> Content:
        cell = cell.truncate(width, ellipsis=True)
        room = width - cell.cell_length
        return cell.pad_right(room) if column < self.table.words else cell.pad_left(room)

    def _alone(self, width: int) -> list[Content]:
        first, *others = self.table.rows[self.at]
        named = (
            Content.assemble((f"{name} ", "$quiet"), cell)
            for name, cell in zip(self.table.head[1:], others, strict=True)
        )
        wrapped = Content(", ").join(named).wrap(max(1, width - GAP))
        return [first.truncate(width, ellipsis=True), *(Content(" " * GAP) + one for one in wrapped)]
