"""A row of a list: a lead, a body that wraps under itself, and a tail at the right edge."""

from __future__ import annotations

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

from studyapp.ui.strips import strip
from studyapp.values import dataclass

NARROWEST_BODY = 22
"""Cells that the body keeps beside a tail; for all rows alike, so that a list's tails are of one kind."""


@dataclass(frozen=True, slots=True)
class Row(Visual):
    """Lays itself out for whatever width it is drawn in, so a resize needs nothing rebuilt."""

    body: Content
    lead: Content = Content()
    tails: tuple[Content, ...] = ()
    """Longest first; the first that leaves the body room is drawn, or none."""
    short: bool = False
    """The body is cut to one line."""

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """Strips of at most ``width`` cells."""
        return [strip(line, width, style) for line in self._lines(width)[:height]]

    def _lines(self, width: int) -> list[Content]:
        if width <= 0:
            return []
        lead = self.lead.cell_length
        room = width - lead
        tail = self._tail(room)
        if tail:
            room -= tail.cell_length + 2
        if self.short:
            wrapped = [self.body.first_line.truncate(max(1, room), ellipsis=True)]
        else:
            wrapped = self.body.wrap(max(1, room)) if self.body else [Content()]
        rows = [self.lead + wrapped[0], *(Content(" " * lead) + line for line in wrapped[1:])]
        if tail:
            rows[0] = rows[0].pad_right(max(0, width - tail.cell_length - rows[0].cell_length)) + tail
        return rows

    def _tail(self, room: int) -> Content:
        fitting = (tail for tail in self.tails if room - tail.cell_length - 2 >= NARROWEST_BODY)
        return next(fitting, Content())

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Cells that it takes on one line."""
        tail = self.tails[0].cell_length + 2 if self.tails else 0
        return self.lead.cell_length + self.body.cell_length + tail

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Lines that it takes at that width."""
        return len(self._lines(width))


@dataclass(frozen=True, slots=True)
class Stack(Visual):
    """Visuals one under the other."""

    parts: tuple[Visual, ...]

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """The strips of each part in turn."""
        strips = [strip for part in self.parts for strip in part.render_strips(width, None, style, options)]
        return strips if height is None else strips[:height]

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """The widest part's width."""
        return max((part.get_optimal_width(rules, container_width) for part in self.parts), default=0)

    def get_height(self, rules: RulesMap, width: int) -> int:
        """The parts' heights in all."""
        return sum(part.get_height(rules, width) for part in self.parts)
