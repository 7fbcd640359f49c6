"""Figures one under the other to scroll through, and to open what some of their lines stand for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple, cast

from textual import events
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.css.styles import RulesMap
from textual.message import Message
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual
from textual.widget import Widget
from textual.widgets import Static

from studyapp.ui.widgets.row import Stack

NO_STYLE = Style()


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
    """A visual with a cell of room at its left and right, in a style of its own up to the edges."""

    visual: Visual
    style: Style = NO_STYLE

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """Strips of ``width`` cells."""
        style += self.style
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

    COMPONENT_CLASSES: ClassVar[set[str]] = {"figure--lit"}

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

    def show(self, parts: Sequence[Part]) -> None:
        """Draw these."""
        self.parts, self._lit = parts, None
        self.display = bool(parts)
        self._draw()

    def light(self, at: int | None) -> None:
        """Draw the cursor on a part, or on none."""
        if at != self._lit:
            self._lit = at
            self._draw()

    def _draw(self) -> None:
        style = self.get_visual_style("figure--lit", partial=True)
        lit = (
            Inset(part.visual, style if at == self._lit else NO_STYLE) for at, part in enumerate(self.parts)
        )
        self.update(Stack(tuple(lit)))

    def tops(self) -> list[int]:
        """The line that each part begins on, and behind the last one the number of lines."""
        tops = [0]
        for part in self.parts:
            tops.append(tops[-1] + Inset(part.visual).get_height(self.styles.get_rules(), self.content_size.width))
        return tops

    def on_click(self, event: events.Click) -> None:
        """Open what was clicked."""
        y = event.y - self.styles.padding.top
        for at, bottom in enumerate(self.tops()[1:]):
            if y < bottom:
                target = self.parts[at].target if y >= 0 else None
                if target is not None:
                    self.post_message(self.Opened(self, at, target))
                return


class Spot(NamedTuple):
    """A part that can be opened, and where it is."""

    figure: Figure
    at: int
    top: int
    bottom: int

    @property
    def target(self) -> Target:
        """What it opens."""
        return cast("Target", self.figure.parts[self.at].target)


class Place(NamedTuple):
    """Where the learner was, whatever form the figures had."""

    figure: Figure | None
    """The one at the top of the window; None at the beginning."""
    target: Target | None


def _key(keys: str, action: str) -> Binding:
    return Binding(keys, action, show=False)


class Figures(VerticalScroll, can_focus=True):
    """Scrolls line by line; a cursor goes with it over what can be opened, as far as that is in the window."""

    BINDINGS: ClassVar[list[BindingType]] = [
        _key("j,down", "go(1)"),
        _key("k,up", "go(-1)"),
        _key("g,home", "edge(-1)"),
        _key("G,end", "edge(1)"),
        _key("space", "page_down"),
        _key("b", "page_up"),
    ]

    class Moved(Message):
        """The cursor is on something else, or on nothing."""

    cursor: Spot | None = None

    @property
    def figures(self) -> list[Figure]:
        """Those that are shown, in their order."""
        return [figure for figure in self.query(Figure) if figure.display]

    def action_go(self, by: int) -> None:
        """To the next thing to open if it is in the window, else a line on."""
        spots = self._spots()
        there = spots.index(self.cursor) + by if self.cursor in spots else -1
        wanted = spots[there] if 0 <= there < len(spots) else None
        if wanted is None or not self._is_seen(wanted):
            behind = wanted is not None and (wanted.top < self.scroll_y) is (by > 0)
            top = wanted.top if wanted and behind else self.scroll_y + by
            self.scroll_to(y=top, animate=False, immediate=True)
        if wanted is not None and self._is_seen(wanted):
            self._light(wanted)

    def action_edge(self, by: int) -> None:
        """To the beginning, or to the end."""
        self.scroll_to(y=self.max_scroll_y if by > 0 else 0, animate=False, immediate=True)
        seen = [spot for spot in self._spots() if self._is_seen(spot)]
        self._light(seen[-1 if by > 0 else 0] if seen else None)

    def action_page_down(self) -> None:
        """Almost a window on."""
        self.scroll_relative(y=self._page, animate=False, immediate=True)

    def action_page_up(self) -> None:
        """Almost a window back."""
        self.scroll_relative(y=-self._page, animate=False, immediate=True)

    @property
    def _page(self) -> int:
        return max(1, self.size.height - 2)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Keep the cursor in the window."""
        super().watch_scroll_y(old_value, new_value)
        self.settle(down=new_value >= old_value)

    def on_resize(self) -> None:
        """Lines may have moved."""
        self.call_after_refresh(self.settle)

    def settle(self, *, down: bool = True) -> None:
        """Have the cursor where it was if that is still in the window, else on what came into it."""
        spots = self._spots()
        if self.cursor is not None:
            same = (self.cursor.figure, self.cursor.at)
            stayed = next((spot for spot in spots if (spot.figure, spot.at) == same), None)
            if stayed and self._is_seen(stayed):
                self._light(stayed)
                return
        seen = [spot for spot in spots if self._is_seen(spot)]
        self._light(seen[0 if down else -1] if seen else None)

    @property
    def place(self) -> Place:
        """What is at the top of the window, and what is under the cursor."""
        ends = ((figure, self.line_of(figure) + figure.size.height) for figure in self.figures)
        first = next((figure for figure, end in ends if end > self.scroll_y), None)
        return Place(first if self.scroll_y else None, self.cursor and self.cursor.target)

    def restore(self, place: Place) -> None:
        """Show a place again after the figures were drawn anew."""
        if place.figure is not None:
            self.scroll_to(y=self.line_of(place.figure), animate=False, immediate=True)
        spot = next((spot for spot in self._spots() if spot.target == place.target), None)
        if spot is not None and spot.figure is place.figure and not self._is_seen(spot):
            self.scroll_to(y=spot.top, animate=False, immediate=True)
        if spot is not None and self._is_seen(spot):
            self._light(spot)
        else:
            self.settle()

    def on_figure_opened(self, event: Figure.Opened) -> None:
        """The cursor goes where the mouse is."""
        self._light(next(one for one in self._spots() if (one.figure, one.at) == (event.figure, event.at)))

    def _light(self, spot: Spot | None) -> None:
        moved = spot != self.cursor
        self.cursor = spot
        for figure in self.figures:
            figure.light(spot.at if spot and spot.figure is figure else None)
        if moved:
            self.post_message(self.Moved())

    def _is_seen(self, spot: Spot) -> bool:
        return self.scroll_y <= spot.top and spot.bottom <= self.scroll_y + self.size.height

    def _spots(self) -> list[Spot]:
        """All that can be opened, in order."""
        spots = []
        for figure in self.figures:
            tops, start = figure.tops(), self.line_of(figure) + figure.styles.padding.top
            spots += [
                Spot(figure, at, start + tops[at], start + tops[at + 1])
                for at, part in enumerate(figure.parts)
                if part.target is not None
            ]
        return spots

    def line_of(self, figure: Figure) -> int:
        """The line that a figure begins on."""
        line, node = 0, cast("Widget", figure)
        while node is not self:
            line += node.virtual_region.y
            node = cast("Widget", node.parent)
        return line
