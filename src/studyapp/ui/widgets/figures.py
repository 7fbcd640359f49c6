"""Figures one under the other to scroll through, with a cursor that opens what their lines stand for."""

from __future__ import annotations

from operator import itemgetter
from typing import ClassVar, NamedTuple, cast

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widget import Widget

from studyapp.ui.widgets.figure import Figure, Target


class Spot(NamedTuple):
    """A part that can be opened, and where it is."""

    figure: Figure
    at: int
    top: int
    bottom: int
    target: Target


class Place(NamedTuple):
    """What the learner looks at, whatever form the figures have."""

    figure: Figure | None
    """The one in the middle of the window."""
    target: Target | None
    """What the cursor is on; it comes before the figure."""
    row: int
    """The window's line that it begins on; 0 where that is above the window."""


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
        """What the learner looks at now."""
        middle = self.scroll_y + self.size.height // 2
        starts = [(self.line_of(figure), figure) for figure in self.figures]
        top, figure = max(
            ((top, one) for top, one in starts if top <= middle), default=(0, None), key=itemgetter(0)
        )
        target = None
        if self.cursor is not None:
            top, target = self.cursor.top, self.cursor.target
        return Place(figure, target, max(0, top - round(self.scroll_y)))

    def restore(self, place: Place) -> None:
        """Show a place again after the figures were drawn anew."""
        spot = next((spot for spot in self._spots() if spot.target == place.target), None)
        if spot is not None:
            self.scroll_to(y=spot.top - place.row, animate=False, immediate=True)
        elif place.figure is not None:
            self.scroll_to(y=self.line_of(place.figure) - place.row, animate=False, immediate=True)
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
                Spot(figure, at, start + tops[at], start + tops[at + 1], part.target)
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
