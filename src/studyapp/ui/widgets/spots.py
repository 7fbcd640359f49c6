"""Text with spots that keys and mouse point at: the ground of the widgets in which an answer is put together."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.style import Style
from textual.visual import Visual
from textual.widget import Widget

CURSOR = "$block-cursor-foreground on $block-cursor-background"
HOVER = "on $block-hover-background"


@dataclass
class Moved(Message):
    """The cursor is at another spot."""

    widget: Widget
    """What it happened in."""
    region: Region
    """The spot's lines, in the widget."""


class SpotView(Widget, can_focus=True):
    """Lines with spots in them: rows, or gaps in running text.

    The first ``stops`` spots can have the cursor; more can be clicked. A change repaints only the lines it changes.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.go_on", show=False),
        Binding("down,j", "move(1)", show=False),
        Binding("up,k", "move(-1)", show=False),
        Binding("home,g", "move_to(0)", show=False),
        Binding("end,G", "move_to(-1)", show=False),
    ]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.stops = 0
        self.cursor = 0
        self.settled = False
        self._hover: int | None = None
        self._drawn: tuple[int, list[Content]] = (0, [])

    # for each kind of widget to say

    @abstractmethod
    def draw(self, width: int) -> list[Content]:
        """All lines at a width, with :meth:`spot` put on what can be pointed at."""

    @abstractmethod
    def press(self, index: int) -> None:
        """A spot is clicked."""

    # pointing

    def restart(self, stops: int) -> None:
        """Show something else to answer, the cursor at its beginning."""
        self.stops, self.cursor, self.settled, self._hover = stops, 0, False, None
        self.redraw()

    def point(self, index: int) -> None:
        """Move the cursor to a spot and tell where it is."""
        self.cursor = index
        self.redraw()
        self.post_message(Moved(self, self._region(index)))

    def must_be_open(self) -> None:
        """Leave the key to the page, which it scrolls, where nothing can be changed.

        Raises:
            SkipAction: Nothing is asked, or the answer is settled.
        """
        if self.settled or not self.stops:
            raise SkipAction

    def action_move(self, step: int) -> None:
        """Move the cursor, round and round."""
        self.must_be_open()
        self.point((self.cursor + step) % self.stops)

    def action_move_to(self, index: int) -> None:
        """Move the cursor to a spot, counted from 0; -1 is the last."""
        self.must_be_open()
        self.point(index % self.stops)

    def on_click(self, event: events.Click) -> None:
        """Do what this kind of widget does with a click on a spot."""
        index = self._spot_under(event)
        if index is not None:
            self.press(index)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Show what a click would be on."""
        self._set_hover(self._spot_under(event))

    def on_leave(self) -> None:
        """The mouse is elsewhere."""
        self._set_hover(None)

    def _spot_under(self, event: events.MouseEvent) -> int | None:
        index = event.style.meta.get("spot")
        return index if isinstance(index, int) and not self.settled else None

    def _set_hover(self, index: int | None) -> None:
        if index != self._hover:
            self._hover = index
            self.redraw()

    # drawing

    def at_cursor(self, index: int) -> bool:
        """The spot has the cursor."""
        return index == self.cursor and not self.settled

    def spot(self, text: Content, index: int) -> Content:
        """The text as a spot: found by the mouse, and lit where the cursor or the mouse is at it."""
        light = CURSOR if index == self.cursor else HOVER if index == self._hover else ""
        return (text if self.settled else text.stylize_before(light)).stylize(_tag(index))

    def row(self, lines: Iterable[Content], index: int, width: int) -> list[Content]:
        """Lines that are a spot over the whole width."""
        return [self.spot(line.pad_right(max(0, width - line.cell_length)), index) for line in lines]

    def margin(self, index: int) -> Content:
        """The two cells before a row; the cursor is told by a sign too."""
        return Content.styled("› ", "bold $primary") if self.at_cursor(index) else Content("  ")

    def redraw(self) -> None:
        """Draw what changed."""
        width = self.size.width
        drawn, before = self._drawn
        lines = self.draw(width) if width else []
        self._drawn = width, lines
        if drawn != width or len(lines) != len(before):
            self.refresh(layout=True)
            return
        pairs = zip(before, lines, strict=True)
        changed = [Region(0, y, width, 1) for y, (old, new) in enumerate(pairs) if not old.is_same(new)]
        if changed:
            self.refresh(*changed)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as are drawn."""
        return len(self._lines(width))

    def render_line(self, y: int) -> Strip:
        """One of the lines."""
        width, lines = self.size.width, self._lines(self.size.width)
        if y >= len(lines):
            return Strip.blank(width, self.rich_style)
        strip = Visual.to_strips(self, lines[y], width, 1, self.visual_style)[0]
        return strip.extend_cell_length(width, self.rich_style)

    def _lines(self, width: int) -> list[Content]:
        if self._drawn[0] != width:
            self._drawn = width, self.draw(width)
        return self._drawn[1]

    def _region(self, index: int) -> Region:
        """The lines that a spot is on."""
        width, tag = self.size.width, _tag(index)
        lines = [
            y for y, line in enumerate(self._lines(width)) if any(span.style == tag for span in line.spans)
        ]
        return Region(0, lines[0], width, lines[-1] - lines[0] + 1) if lines else Region()


def hang(lead: Content, text: Content, width: int) -> list[Content]:
    """A text behind a lead, wrapped under itself, a cell free at the right."""
    parts = text.wrap(max(1, width - lead.cell_length - 1)) or [text]
    indent = Content(" " * lead.cell_length)
    return [(indent if number else lead) + part for number, part in enumerate(parts)]


def _tag(index: int) -> Style:
    return Style.from_meta({"spot": index})
