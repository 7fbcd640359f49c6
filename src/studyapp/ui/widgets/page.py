"""A window on a laid-out text: moving in it, drawing its lines, selecting with the mouse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import ClassVar

from textual.cache import LRUCache
from textual.content import Content
from textual.geometry import Region, Size
from textual.selection import Selection
from textual.strip import Strip
from textual.style import Style
from textual.timer import Timer

from studyapp.ui.layout import Layout, Place
from studyapp.ui.markdown import Typography
from studyapp.ui.marking import Marking
from studyapp.ui.search import Search
from studyapp.ui.sweeping import sweep
from studyapp.ui.typeset import Line
from studyapp.ui.widgets.scrolled import Scrolled

AHEAD = 0.02
"""Seconds after a page was shown until the next one is prepared: by then the frame has gone out."""

_KEPT_PAGES = 4  # drawn lines, in windows
_LINE_BITS = 20  # a place as one number, for Textual's selections: block, then line
_COPIED_BLOCKS = 500  # a longer selection is copied as its source


@dataclass(frozen=True, slots=True)
class _Styles:
    """The theme's styles as the page draws with them."""

    base: Style
    typography: Typography
    evidence: Style
    hit: Style
    current: Style
    pointed: Style


class Page(Scrolled, inherit_bindings=False):
    """Shows a Markdown text in a column of readable width.

    The text is cut into blocks by one scan; a block is parsed and wrapped when it comes near the window, so a
    million words open like a page. Until then a block's height is an estimate. The place is kept as block and line,
    and Textual's scroll position follows it, so the lines shown never jump when an estimate is corrected.
    """

    DEFAULT_CSS = """
    Page {
        height: 1fr;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
        .reading--heading { color: $primary; text-style: bold; }
        .reading--code { background: $foreground 8%; }
        .reading--quote { color: $foreground 70%; }
        .reading--link { color: $primary; }
        .reading--faint { color: $foreground 35%; }
        .reading--evidence { background: $success 30%; }
        .reading--hit { background: $warning 30%; }
        .reading--hit-current { background: $warning; color: $background; text-style: bold; }
        .reading--pointed { background: $primary 40%; color: $foreground; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "reading--heading",
        "reading--code",
        "reading--quote",
        "reading--link",
        "reading--faint",
        "reading--evidence",
        "reading--hit",
        "reading--hit-current",
        "reading--pointed",
    }
    ALLOW_SELECT = True

    def __init__(self, text: str = "", *, measure: int = 72, id: str | None = None) -> None:
        """``measure`` is the width of the text in columns, at most."""
        super().__init__(id=id)
        self.measure = measure
        self._ahead: Timer | None = None
        self.show(text)

    def show(self, text: str) -> None:
        """Show another text, from its beginning."""
        self.text = text
        self.at_end = False
        """Whether the text's last line is in the window."""
        self.progress = 0.0
        """Share of the text up to the end of the window, 0 to 1."""
        self._evidence: Sequence[tuple[int, int]] = ()
        self._search: Search | None = None
        self._pointed: tuple[int, int] | None = None
        self._layout = Layout(text)
        self._styles: _Styles | None = None
        self._strips: LRUCache[Place, tuple[Line, Strip]] = LRUCache(0)
        self._window: list[tuple[Place, Line]] = []
        self._laid_out = Size(0, 0), 0
        self._top = Place(0, 0)
        self._line = 0  # Textual's scroll position for `_top`
        self._offset: int | None = 0  # of the first line, where it is known
        self._part = 0  # the window's share above that line, as `_aim` has it
        if self.is_mounted:
            self._expect()
            self._lay_out()

    # Moving

    @property
    def place(self) -> int:
        """Source offset of the first line shown; it survives another width."""
        if self._offset is None:
            self._offset = self._layout.offset(self._top) if self._top > (0, 0) else 0
        return self._offset

    def restore(self, place: int) -> None:
        """Show the line that holds the source offset ``place`` at the top."""
        self._aim(place, 0)

    def scroll_to_offset(self, offset: int) -> None:
        """Show the line that holds a source offset about a third down the window."""
        self._aim(offset, 3)

    def move(self, lines: int) -> None:
        """Move down by so many lines, up if negative, as far as the text goes."""
        if self._ready:
            self._settle(self._layout.walk(self._top, lines))

    def move_to_end(self) -> None:
        """Show the text's last line at the bottom."""
        if self._ready:
            last = len(self._layout.blocks) - 1
            self._settle(self._layout.walk(Place(last, 0), len(self._layout.lay(last).lines)))

    def shows(self, offset: int) -> bool:
        """Whether the line that holds a source offset is in the window."""
        return self._ready and self._layout.place(offset) in (place for place, _ in self._window)

    def moved(self) -> None:
        """Called when the place or the progress has changed."""

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
            self._offset, self._part = offset, part

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
        self._strips = LRUCache(_KEPT_PAGES * height)
        self._restyle()
        column = min(self.measure, width - 2 if width > 2 else width)
        if column != self._layout.width:
            self._layout.set_width(column)
        if self._layout.blocks:
            self._aim(offset, self._part)
        else:
            self._window, self.at_end, self.progress = [], True, 1.0
            self._follow()
        self.laid_out()

    def _settle(self, top: Place) -> None:
        """Make ``top`` the window's first line, or one before it where the text ends sooner."""
        before = (self._offset, self.progress)
        lines = list(islice(self._layout.lines_from(top), self._height + 1))
        if len(lines) < self._height:
            top = self._layout.walk(top, len(lines) - self._height)
            lines = list(islice(self._layout.lines_from(top), self._height + 1))
        self._top, self._window = top, lines[: self._height]
        self._offset, self._part = None, 0
        self.at_end = len(lines) <= self._height
        self.progress = 1.0 if self.at_end else self._layout.offset(lines[-1][0]) / len(self.text)
        self._follow()
        if (self.place, self.progress) != before:
            self.moved()
        if self._ahead is not None:
            self._ahead.reset()

    def on_mount(self) -> None:
        """Be ready for a first frame, and to prepare pages."""
        self._expect()
        self._ahead = self.set_interval(AHEAD, self._read_ahead, pause=True)

    def _read_ahead(self) -> None:
        """Wrap and draw the next page, so that its key has only to show it."""
        if self._ahead is not None:
            self._ahead.pause()
        (width, height), _ = self._laid_out
        if width and self._window:
            for place, line in islice(self._layout.lines_from(self._window[-1][0]), height + 1):
                self._strip(place, line, width)
        sweep()

    def _follow(self) -> None:
        """Let Textual's scroll position, and the bar, follow the place."""
        heights = self._layout.heights
        self._line = heights.above(self._top.block) + self._top.line if heights.total else 0
        self.stand_at(self._line, heights.total)

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

    # Drawing

    def _restyle(self) -> bool:
        """Take over the theme's styles; whether they have changed."""
        base, part = self.visual_style, self._component_style
        typography = Typography(part("heading"), part("code"), part("quote"), part("link"), part("faint"))
        marks = map(part, ("evidence", "hit", "hit-current", "pointed"))
        styles = _Styles(base, typography, *marks)
        changed = styles != self._styles
        if changed:
            self._styles = styles
            self._layout.set_typography(typography)
            self._mark(styles)
        return changed

    def _component_style(self, name: str) -> Style:
        """What a component class sets, its background made opaque: backgrounds may lie on each other."""
        styles = self.get_component_styles(f"reading--{name}")
        ground = self.visual_style.background
        marks = styles.text_style
        return Style(
            background=ground + styles.background if ground and styles.has_rule("background") else None,
            foreground=styles.color if styles.has_rule("color") else None,
            bold=marks.bold,
            italic=marks.italic,
            underline=marks.underline,
        )

    def _mark(self, styles: _Styles) -> None:
        """Tell the layout what to draw in the text."""
        search = self._search
        pattern, current = (search.pattern, search.current) if search else (None, None)
        places = (self._evidence, pattern, current, self._pointed)
        self._layout.set_marking(
            Marking(*places, styles.evidence, styles.hit, styles.current, styles.pointed)
        )

    def redraw(self) -> None:
        """Draw those of the window's lines anew in which what is marked has changed."""
        if self._styles is None:
            return
        before = self._window
        self._mark(self._styles)
        if self._ready:
            self._window = list(islice(self._layout.lines_from(self._top), self._height))
        width = self.scrollable_content_region.width
        for y, ((_, old), (_, new)) in enumerate(zip(before, self._window, strict=False)):
            if not new.is_same(old):
                self.refresh(Region(0, y, width, 1))
        if len(before) != len(self._window):
            self.refresh()

    def _fill(self) -> None:
        self._strips.clear()
        if self._ready:
            self._window = list(islice(self._layout.lines_from(self._top), self._height))

    def render_lines(self, crop: Region) -> list[Strip]:
        """The window's lines, in the styles that the theme has now."""
        if self._layout.width and self._restyle():
            self._fill()
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """The window's line ``y``."""
        width = self._laid_out[0].width
        if self._styles is None or y >= len(self._window):
            return Strip.blank(width, self.rich_style)
        return self._strip(*self._window[y], width)

    def _strip(self, place: Place, line: Line, width: int) -> Strip:
        drawn, strip = self._strips.get(place) or (None, Strip.blank(0))
        if drawn is not line and self._styles is not None:
            strip = self._draw(place, line, width, self._styles.base)
            self._strips[place] = line, strip
        return strip

    def _draw(self, place: Place, line: Line, width: int, base: Style) -> Strip:
        text = line.prefix + line.text
        if line.fill is not None:
            text = text.pad_right(max(0, self._layout.width - text.cell_length))
            text = text.stylize_before(line.fill, len(line.prefix))
        number = _number(place)
        selection = self.text_selection
        if selection is not None and (span := selection.get_span(number)) is not None:
            start, stop = max(0, span[0]), len(text) if span[1] < 0 else span[1]
            text = text.stylize(self.screen.get_visual_style("screen--selection"), start, stop)
        left = (width - self._layout.width) // 2
        strip = Strip(Content(" " * left).render_segments(base) + text.render_segments(base))
        return strip.crop_extend(0, width, base.rich_style).apply_offsets(-left, number)

    # Selecting with the mouse

    def selection_updated(self, selection: Selection | None) -> None:
        """Draw the selection."""
        self._strips.clear()
        self.refresh()

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected text; lines that only the width has broken are joined."""
        if not self._ready:
            return None
        blocks = self._layout.blocks
        first = _place(selection.start.y) if selection.start else Place(0, 0)
        last = _place(selection.end.y).block if selection.end else len(blocks) - 1
        if last - first.block > _COPIED_BLOCKS:
            return self.text[blocks[first.block].start : blocks[last].stop], "\n"
        text = ""
        for place, line in self._layout.lines_from(first):
            span = selection.get_span(_number(place))
            if span is None:
                break
            start = max(0, span[0], len(line.prefix) if line.soft else 0)
            piece = (line.prefix + line.text).plain[start : None if span[1] < 0 else span[1]]
            text += piece if line.soft and line.fill else (" " if line.soft else "\n") + piece
        return text[1:], "\n"


def _number(place: Place) -> int:
    return place.block << _LINE_BITS | place.line


def _place(number: int) -> Place:
    return Place(number >> _LINE_BITS, number & ((1 << _LINE_BITS) - 1))
