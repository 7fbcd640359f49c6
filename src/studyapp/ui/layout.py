"""A whole section laid out at one width, block by block as blocks come near the window."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from textual.cache import LRUCache
from textual.content import Content

from studyapp.course import blocks
from studyapp.course.folding import Folded, fold
from studyapp.ui.heights import Heights
from studyapp.ui.markdown import Markdown, Part, Typography
from studyapp.ui.marking import Marking
from studyapp.ui.typeset import Line, typeset

_KEPT = 256  # blocks whose lines are kept: a few pages; more would be more for the collector to go through
_EMPTY = Line(Content(""))


class Place(NamedTuple):
    """A line of the layout: block and line in it."""

    block: int
    line: int


@dataclass(frozen=True, slots=True)
class Laid:
    """A block's lines, and how much ink (characters but spaces) stands before each of them and in all."""

    lines: list[Line]
    ink: list[int]


class Layout:
    """The lines of a section. Heights are estimated until a block is laid out, and exact from then on.

    Set a typography and a width before anything is laid out.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.blocks, self._references, self._footnotes = blocks.index(text)
        self._starts = [block.start for block in self.blocks]
        self._markdown: Markdown | None = None
        self._laid: LRUCache[int, Laid] = LRUCache(_KEPT)
        self._parts: LRUCache[int, list[Part]] = LRUCache(_KEPT)
        self._sources: LRUCache[int, tuple[Folded, list[int]]] = LRUCache(_KEPT)
        self.width = 0
        self.first = 0
        self.heights = Heights(())
        self._marking = Marking()

    def set_width(self, width: int, first: int = 0) -> None:
        """Lay out anew for a column of ``width``; nothing is wrapped yet.

        Blocks before ``first`` have no lines, and what then begins the text has no gap above it.
        """
        self.width, self.first = width, first
        self.heights = Heights([2 + (stop - start) // width for start, stop, _ in self.blocks])
        self._laid.clear()

    def set_typography(self, typography: Typography) -> None:
        """Draw with the styles of a theme from now on."""
        self._typography = typography
        self._markdown = None
        self._parts.clear()
        self._laid.clear()

    def set_marking(self, marking: Marking) -> None:
        """Draw evidence, search hits and a sentence from now on; blocks in which nothing changes keep their lines."""
        before, self._marking = self._marking, marking
        for index in list(self._laid.keys()):
            start, stop, _ = self.blocks[index]
            if marking.differs(before, start, stop):
                self._laid.discard(index)

    def _parse(self, index: int) -> list[Part]:
        parts = self._parts.get(index)
        if parts is None:
            if self._markdown is None:
                self._markdown = Markdown(self._typography, self._references, self._footnotes)
            start, stop, lead = self.blocks[index]
            parts = self._parts[index] = self._markdown.parts((lead or "") + self.text[start:stop])
        return parts

    def lay(self, index: int) -> Laid:
        """The block's lines, the gap above it included; its height is exact from now on."""
        laid = self._laid.get(index)
        if laid is None:
            lines = self._typeset(index) if index >= self.first else []
            ink = [0, *accumulate(map(_ink, lines))]
            laid = self._laid[index] = Laid(lines, ink)
            if self.heights[index] != len(lines):
                self.heights[index] = len(lines)
        return laid

    def _typeset(self, index: int) -> list[Line]:
        block = self.blocks[index]
        parts = self._marking.marked(self._parse(index), self.text, block)
        lines = typeset(parts, self.width, self._typography)
        if lines and block.lead is None and not 0 < index == self.first:
            spacious = index and parts[0].kind in ("title", "heading")
            lines[:0] = [_EMPTY] * (2 if spacious else 1)
        return lines

    def walk(self, place: Place, lines: int) -> Place:
        """The place ``lines`` further down (up if negative), by exact heights, as far as the text goes."""
        block, line = place.block, place.line + lines
        while line < 0 and block > 0:
            block -= 1
            line += len(self.lay(block).lines)
        while block < len(self.blocks) - 1 and line >= (height := len(self.lay(block).lines)):
            block += 1
            line -= height
        return Place(block, max(0, min(line, max(0, len(self.lay(block).lines) - 1))))

    def lines_from(self, place: Place) -> Iterator[tuple[Place, Line]]:
        """The lines from a place on."""
        line = place.line
        for block in range(place.block, len(self.blocks)):
            lines = self.lay(block).lines
            for number in range(line, len(lines)):
                yield Place(block, number), lines[number]
            line = 0

    def offset(self, place: Place) -> int:
        """The source offset of a line's first character."""
        ink = self.lay(place.block).ink
        source, inked = self._source(place.block)
        if not inked or not ink[-1]:
            return self.blocks[place.block].start
        wanted = -(-ink[place.line] * len(inked) // ink[-1])
        return self.blocks[place.block].start + source.source_start(inked[min(wanted, len(inked) - 1)])

    def block_at(self, offset: int) -> int:
        """The number of the block that holds a source offset, or the last one before it."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def place(self, offset: int) -> Place:
        """The line that shows the source offset; the line's own offset leads back to it."""
        if offset <= 0:
            return Place(0, 0)
        index = self.block_at(offset)
        ink = self.lay(index).ink
        source, inked = self._source(index)
        before = bisect_left(inked, source.place(offset - self.blocks[index].start)) if inked else 0
        wanted = before * ink[-1] // max(1, len(inked))
        return Place(index, max(0, min(bisect_right(ink, wanted) - 1, len(ink) - 2)))

    def _source(self, index: int) -> tuple[Folded, list[int]]:
        """A block's folded source, and where in it the ink is, which is shown in this order."""
        known = self._sources.get(index)
        if known is None:
            start, stop, _ = self.blocks[index]
            source = fold(self.text[start:stop])
            inked = [at for at, character in enumerate(source.text) if not character.isspace()]
            known = self._sources[index] = source, inked
        return known


def _ink(line: Line) -> int:
    text = line.text.plain
    return len(text) - text.count(" ") - text.count("│")
