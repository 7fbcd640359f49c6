"""A scroll view that is told where it stands, and draws its scroll bar anew only where the thumb is seen to move."""

from __future__ import annotations

from math import ceil

from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar
from textual.widget import Widget

_EIGHTHS = 8
"""Steps in which a thumb's ends are drawn within a cell."""


class Scrolled(ScrollView):
    """Its owner knows the lines; position and bar follow.

    To Textual another length is a reason to lay the whole screen out. Here it is none while the bar stays: a length
    that was estimated becomes exact at every page, and that moves nothing.
    """

    def stand_at(self, line: int, lines: int) -> None:
        """Have the window begin at ``line`` (from 0) of so many ``lines``; it is drawn anew."""
        self.set_reactive(Widget.virtual_size, Size(self.scrollable_content_region.width, lines))
        self.set_reactive(Widget.scroll_target_y, line)
        self.set_reactive(Widget.scroll_y, line)
        self._show_bar(lines > self.container_size.height)
        if self.show_vertical_scrollbar:
            show_position(self.vertical_scrollbar, line, lines)
        self.refresh()

    def expect(self, lines: int) -> None:
        """Have the bar in the first frame already, if about so many lines are to come and need one.

        A guess: no layout has told what room there is. If it is wrong, a second frame mends it.
        """
        if not self.size:
            self.set_reactive(Widget.virtual_size, Size(0, lines))
            self._show_bar(lines > self.app.size.height)

    def _show_bar(self, shown: bool) -> None:
        if shown != self.show_vertical_scrollbar:
            self.show_vertical_scrollbar = self.vertical_scrollbar.display = shown


def show_position(bar: ScrollBar, line: int, lines: int) -> None:
    """Let the bar stand for a window whose first line is ``line`` (from 0) in a text of so many ``lines``.

    In a long text hardly any step moves the thumb by an eighth of a cell, and a bar is as dear to draw as a page.
    """
    before = _ends(bar)
    bar.set_reactive(ScrollBar.position, float(line))
    bar.set_reactive(ScrollBar.window_virtual_size, lines)
    if _ends(bar) != before:
        bar.refresh()


def _ends(bar: ScrollBar) -> tuple[int, int]:
    """Where the thumb begins, and its length, in eighths of a cell, as Textual's bar draws it."""
    size, lines = bar.window_size, bar.window_virtual_size
    if not 0 < size < lines:
        return 0, 0
    length = max(1.0, size * size / lines)
    start = (size - length) * bar.position / (lines - size)
    return int(start * _EIGHTHS), ceil(length * _EIGHTHS)
