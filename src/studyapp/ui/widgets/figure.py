"""A figure: parts one under the other, some of which stand for something to open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from textual import events
from textual.content import Content
from textual.css.styles import RulesMap
from textual.message import Message
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual
from textual.widgets import Static

from studyapp.ui.widgets.row import Stack

LIT = "$block-cursor-foreground on $block-cursor-background"
"""The style of what the cursor is on."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a line stands for: a section, or a question of it."""

    course: str
    section: str
    question: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """Some lines of a figure."""

    visual: Visual
    target: Target | None = None
    """What opens; None where there is nothing to open."""


@dataclass(frozen=True, slots=True)
class Inset(Visual):
    """A visual with a cell of room at its left and right; with the cursor on it, lit up to the edges."""

    visual: Visual
    lit: bool = False

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """Strips of ``width`` cells."""
        if self.lit:
            style += options.get_style(LIT)
        edge = Content(" ").render_strips(1, 1, style, options)
        strips = self.visual.render_strips(width - 2, height, style, options)
        return [
            Strip.join([*edge, strip.extend_cell_length(width - 2, style.rich_style), *edge])
            for strip in strips
        ]

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """With the room beside it."""
        return self.visual.get_optimal_width(rules, container_width - 2) + 2

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Lines that it takes at that width."""
        return self.visual.get_height(rules, width - 2)


class Figure(Static):
    """Parts one under the other, at most one of them lit."""

    class Opened(Message):
        """A line was clicked that stands for something."""

        def __init__(self, figure: Figure, at: int, target: Target) -> None:
            super().__init__()
            self.figure = figure
            self.at = at
            self.target = target

    def __init__(self) -> None:
        super().__init__()
        self.parts: Sequence[Part] = ()
        self._lit: int | None = None
        self._tops: dict[int, list[int]] = {}

    def show(self, parts: Sequence[Part]) -> None:
        """Draw these."""
        self.parts, self._lit, self._tops = parts, None, {}
        self.display = bool(parts)
        self._draw()

    def light(self, at: int | None) -> None:
        """Draw the cursor on a part, or on none."""
        if at != self._lit:
            self._lit = at
            self._draw(layout=False)

    def _draw(self, *, layout: bool = True) -> None:
        insets = (Inset(part.visual, at == self._lit) for at, part in enumerate(self.parts))
        self.update(Stack(tuple(insets)), layout=layout)

    def tops(self) -> list[int]:
        """The line that each part begins on, and behind the last one the number of lines."""
        width = self.content_size.width
        if width not in self._tops:
            rules = self.styles.get_rules()
            heights = (Inset(part.visual).get_height(rules, width) for part in self.parts)
            self._tops[width] = list(accumulate(heights, initial=0))
        return self._tops[width]

    def on_click(self, event: events.Click) -> None:
        """Open what was clicked."""
        y = event.y - self.styles.padding.top
        for at, bottom in enumerate(self.tops()[1:]):
            if y < bottom:
                target = self.parts[at].target if y >= 0 else None
                if target is not None:
                    self.post_message(self.Opened(self, at, target))
                return
