"""A view of a text through a window: moving in it, keeping the place at another size, the bar following."""

from __future__ import annotations

from textual.geometry import Size

from studyapp.course.text import Heading, first_heading
from studyapp.ui.layout import Layout, Place
from studyapp.ui.widgets.scrolled import Scrolled
from studyapp.ui.window import Window

LOW = 17
"""Lines of a window under which its text does not begin with the title that stands above the window."""


class Windowed(Scrolled, inherit_bindings=False):
    """Knows which lines are in the window; drawing them is left to the class that inherits.

    The text is cut into blocks by one scan; a block is parsed and wrapped when it comes near the window, so a
    million words open like a page. Until then a block's height is an estimate. Textual's scroll position follows the
    window, so the lines shown never jump when an estimate is corrected.
    """

    def __init__(self, text: str = "", *, measure: int = 72, id: str | None = None) -> None:
        """``measure`` is the width of the text in columns, at most."""
        super().__init__(id=id)
        self.measure = measure
        self.show(text)

    def show(self, text: str, title: str = "") -> None:
        """Show another text, from its beginning; ``title`` is what stands above the window already."""
        self.text = text
        self._window = Window(text)
        self._layout = self._window.layout
        self._is_titled = _begins_with(self._layout, title)
        self._laid_out = Size(0, 0), 0
        self._line = 0  # Textual's scroll position for the window
        if self.is_mounted:
            self._expect()
            self._lay_out()

    def on_mount(self) -> None:
        """Be ready for a first frame."""
        self._expect()

    @property
    def place(self) -> int:
        """Source offset of the first line shown; it survives another width."""
        return self._window.place

    @property
    def at_end(self) -> bool:
        """Whether the text's last line is in the window."""
        return self._window.at_end

    @property
    def progress(self) -> float:
        """Share of the text up to the end of the window, 0 to 1."""
        return self._window.progress

    def restore(self, place: int) -> None:
        """Show the line that holds the source offset ``place`` at the top."""
        self._aim(place, 0)

    def scroll_to_offset(self, offset: int) -> None:
        """Show the line that holds a source offset about a third down the window."""
        self._aim(offset, 3)

    def move(self, lines: int) -> None:
        """Move down by so many lines, up if negative, as far as the text goes."""
        if self._ready:
            self._settle(self._layout.walk(self._window.top, lines))

    def move_to_end(self) -> None:
        """Show the text's last line at the bottom."""
        if self._ready:
            last = len(self._layout.blocks) - 1
            self._settle(self._layout.walk(Place(last, 0), len(self._layout.lay(last).lines)))

    def shows(self, offset: int) -> bool:
        """Whether the line that holds a source offset is in the window."""
        return self._ready and self._window.shows(offset)

    def moved(self) -> None:
        """Called when the place or the progress has changed."""

    def prepare(self, height: int) -> None:
        """Called before the text is laid out for a window of so many lines."""

    def laid_out(self) -> None:
        """Called when the window has another size or text."""

    @property
    def _ready(self) -> bool:
        return bool(self._layout.width and self._layout.blocks and self._height)

    @property
    def _height(self) -> int:
        return self.scrollable_content_region.height

    def _aim(self, offset: int, part: int) -> None:
        """Show an offset at the top, or 1/``part`` of the window below it: now, or once there is a window."""
        if self._ready:
            target = self._layout.place(offset)
            self._settle(self._layout.walk(target, -(self._height // part)) if part else target)
        if not part or not self._ready:
            self._window.keep(offset, part)

    def _settle(self, top: Place) -> None:
        """Make ``top`` the window's first line, or one before it where the text ends sooner."""
        has_moved = self._window.settle(top)
        self._follow()
        if has_moved:
            self.moved()

    def _size_updated(
        self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True
    ) -> bool:
        """Take the size that a layout gave, and lay the text out for the frame that follows at once.

        The event of another size comes only after that frame, which would show no text, or the text of before.
        """
        resized = (size, size - self.styles.gutter.totals) != (self.outer_size, self.container_size)
        if resized:  # else Textual would draw the bar anew at every layout of the screen
            super()._size_updated(size, virtual_size, container_size, layout)
        self.on_resize()
        return resized

    def on_resize(self) -> None:
        """Wrap anew where the room for the text has changed; the place stays."""
        if (self.scrollable_content_region.size, self.measure) != self._laid_out:
            self._lay_out()

    def on_hide(self) -> None:
        """Lay out again when it is shown again: a hidden page has no window to keep a place or a cursor in."""
        self._laid_out = Size(0, 0), 0

    def _lay_out(self) -> None:
        size = width, height = self.scrollable_content_region.size
        self._laid_out = size, self.measure
        if not width or not height:
            return
        offset = self.place
        self.prepare(height)
        column = min(self.measure, width - 2 if width > 2 else width)
        self._window.fit(column, height, first=int(self._is_titled and height < LOW))
        if self._layout.blocks:
            self._aim(offset, self._window.part)
        else:
            self._follow()
        self.laid_out()

    def _follow(self) -> None:
        """Let Textual's scroll position, and the bar, follow the place."""
        self._line = self._window.line
        self.stand_at(self._line, self._layout.heights.total)

    def _expect(self) -> None:
        """Expect as many lines as the text has at least, but for marks that are not shown."""
        self.expect(len(self.text) // self.measure)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Follow a scroll bar or wheel: a short way by the lines as they are, a long way by the estimates."""
        super().watch_scroll_y(old_value, new_value)
        line = round(new_value)
        if not self._ready or line == self._line:
            return
        if self.scrollable_content_region.size != self._laid_out[0]:
            return  # a resize is on its way, which keeps the place
        if line >= self.max_scroll_y:
            self.move_to_end()
        elif abs(line - self._line) <= 2 * self._height:
            self.move(line - self._line)
        else:
            block, within = self._layout.heights.at(line)
            self._settle(self._layout.walk(Place(block, 0), within))


def _begins_with(layout: Layout, title: str) -> bool:
    """Whether the text's first block is a heading that says the title and nothing else, and more follows."""
    if not title or len(layout.blocks) < 2:
        return False
    start, stop, _ = layout.blocks[0]
    source = layout.text[start:stop].strip()
    return "\n" not in source and first_heading(source) == Heading(1, title, 0)
