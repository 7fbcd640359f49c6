"""Drawings made of lines of text: what they share, and the small ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

from studyapp.ui.strips import strip
from studyapp.values import dataclass


class Drawing(Visual):
    """Draws itself anew for whatever width it gets."""

    __slots__ = ()

    def lines(self, width: int) -> Sequence[Content]:
        """The drawing, each line at most ``width`` cells wide (at least 1)."""
        raise NotImplementedError

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """A strip a line."""
        if width <= 0:
            return []
        return [strip(line, width, style) for line in self.lines(width)[:height]]

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """As wide as it may be."""
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Lines that it takes at that width."""
        return len(self.lines(width)) if width > 0 else 0


@dataclass(frozen=True, slots=True)
class Flow(Drawing):
    """Entries one after the other, none of them parted at the end of a line."""

    entries: tuple[Content, ...]

    def lines(self, width: int) -> list[Content]:
        """As few lines as they fit on."""
        lines = [self.entries[0]]
        for entry in self.entries[1:]:
            joined = Content("   ").join((lines[-1], entry))
            lines[-1:] = [joined] if joined.cell_length <= width else [lines[-1], entry]
        return lines


@dataclass(frozen=True, slots=True)
class Either(Visual):
    """One visual where there is room, else another."""

    wide: Visual
    slim: Visual
    least: int
    """Cells from which the wide one is drawn."""

    def _at(self, width: int) -> Visual:
        return self.wide if width >= self.least else self.slim

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """The strips of the one that fits."""
        return self._at(width).render_strips(width, height, style, options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """That of the one that fits."""
        return self._at(container_width).get_optimal_width(rules, container_width)

    def get_height(self, rules: RulesMap, width: int) -> int:
        """That of the one that fits."""
        return self._at(width).get_height(rules, width)


def bar(share: float, cells: int, style: str) -> Content:
    """A share of 0 to 1 as a line, of which the part that is not there is faint."""
    done = int(cells * share + 1e-6)
    return Content.assemble(("━" * done, style), ("─" * (cells - done), "$faint"))


def placed(labels: Iterable[tuple[int, str]], width: int) -> Content:
    """Labels in one line, each from its cell on, where it leaves a gap to those placed before it.

    One that would reach beyond the ``width`` ends at it instead.
    """
    cells = [" "] * width
    for wanted, label in labels:
        start = min(wanted, width - len(label))
        if start >= 0 and set(cells[max(0, start - 1) : start + len(label) + 1]) == {" "}:
            cells[start : start + len(label)] = label
    return Content.styled("".join(cells).rstrip() or " ", "$quiet")
