"""Parts of a block -> lines of a given width: wrapping, hanging indents, code and tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from rich.cells import cell_len
from textual.content import Content
from textual.style import Style

from studyapp.ui.markdown import Align, Part, Typography

_BAR, _RULE, _CROSS = " │ ", "─", "─┼─"
_NARROWEST, _LONG_WORD = 6, 14  # a table's column keeps its longest word whole, within these columns
_NOTHING = Content("")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the window: ``text`` behind ``prefix``, which is drawing and not of the text.

    ``soft`` if the line before was broken only by the width.
    """

    text: Content
    prefix: Content = _NOTHING
    soft: bool = False
    fill: Style | None = None
    """Set under the text over the whole column: code."""

    def filled(self, width: int) -> Content:
        """All of it, filled over a column of ``width``."""
        text = self.prefix + self.text
        if self.fill is None:
            return text
        return text.pad_right(max(0, width - text.cell_length)).stylize_before(self.fill, len(self.prefix))

    def is_same(self, other: Line) -> bool:
        """Whether the other looks the same and means the same; contents are equal in other styles too."""
        return self is other or (
            (self.soft, self.fill) == (other.soft, other.fill)
            and self.text.is_same(other.text)
            and self.prefix.is_same(other.prefix)
        )


def typeset(parts: Sequence[Part], width: int, typography: Typography) -> list[Line]:
    """The lines of a block's parts, each at most ``width`` columns wide (but one character always fits)."""
    lines: list[Line] = []
    for part in parts:
        lines.extend(Line(_NOTHING, part.above) for _ in range(part.gap))
        room = width - max(part.first.cell_length, part.rest.cell_length)
        first, rest = part.first, part.rest
        if room < width // 3:  # nested deeper than the window is wide
            first = rest = _NOTHING
            room = width
        for number, line in enumerate(_body(part, max(room, 1), typography)):
            lines.append(replace(line, prefix=(rest if number else first) + line.prefix))
    return lines


def _body(part: Part, width: int, typography: Typography) -> Iterator[Line]:
    if part.kind == "rule":
        yield _drawn(_RULE * width, typography)
    elif part.kind == "code":
        yield from _code(part.cells[0], width, typography.code)
    elif part.kind == "table":
        yield from _table(part, width, typography)
    else:
        yield from _wrapped(part.cells[0], width)
        if part.kind == "title":
            yield _drawn(_RULE * width, typography)


def _drawn(rule: str, typography: Typography) -> Line:
    return Line(_NOTHING, Content.styled(rule, typography.faint))


def _wrapped(text: Content, width: int) -> Iterator[Line]:
    for whole in text.split("\n", allow_blank=True):
        for number, line in enumerate(whole.wrap(width)):
            yield Line(line, soft=number > 0)


def _code(text: Content, width: int, style: Style) -> Iterator[Line]:
    margin = Content.styled(" " if width > 8 else "", style)
    room = width - 2 * len(margin)
    for whole in text.split("\n", allow_blank=True):
        for number, line in enumerate(whole.fold(room) if whole else [whole]):
            yield Line(line, margin, soft=number > 0, fill=style)


def _table(part: Part, width: int, typography: Typography) -> Iterator[Line]:
    count = len(part.aligns)
    rows = [part.cells[at : at + count] for at in range(0, len(part.cells), count)]
    widths = _column_widths(rows, width)
    if widths is None:
        yield from _listed(rows, width)
        return
    bar = Content.styled(_BAR, typography.faint)
    for number, row in enumerate(rows):
        columns = [cell.wrap(room) for cell, room in zip(row, widths, strict=True)]
        for pieces in zip_longest(*columns, fillvalue=_NOTHING):
            yield Line(bar.join(map(_aligned, pieces, widths, part.aligns)).rstrip())
        if not number:
            yield _drawn(_CROSS.join(_RULE * room for room in widths), typography)


def _column_widths(rows: Sequence[Sequence[Content]], width: int) -> list[int] | None:
    """The widths of a table's columns: as they need, else shared out; None if they can't all be readable."""
    needs = [max(1, *(cell.cell_length for cell in column)) for column in zip(*rows, strict=True)]
    room = width - len(_BAR) * (len(needs) - 1)
    if sum(needs) <= room:
        return needs
    widths = [min(need, _least(column)) for need, column in zip(needs, zip(*rows, strict=True), strict=True)]
    if sum(widths) > room:
        return None
    left = room - sum(widths)
    while left > 0:
        wanting = [index for index, need in enumerate(needs) if need > widths[index]]
        share = max(1, left // len(wanting))
        for index in wanting[:left]:
            more = min(share, needs[index] - widths[index])
            widths[index] += more
            left -= more
    return widths


def _least(column: Sequence[Content]) -> int:
    longest = max(cell_len(word) for cell in column for word in cell.plain.split() or [""])
    return max(_NARROWEST, min(_LONG_WORD, longest))


def _aligned(text: Content, width: int, align: Align) -> Content:
    space = max(0, width - text.cell_length)
    left = {"left": 0, "center": space // 2, "right": space}[align]
    return text.pad(left, space - left)


def _listed(rows: Sequence[Sequence[Content]], width: int) -> Iterator[Line]:
    """A table too wide for columns: each row as lines "header: value"."""
    header, *body = rows
    for number, row in enumerate(body or [header]):
        if number:
            yield Line(_NOTHING)
        for name, cell in zip(header, row, strict=True):
            yield from _wrapped(Content.assemble(name, ": ", cell) if body else cell, width)
