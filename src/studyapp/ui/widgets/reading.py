"""The reading view: a section's text, however long, with evidence and search hits drawn in it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.cache import LRUCache
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget

from studyapp.course.folding import fold
from studyapp.course.text import folded
from studyapp.ui.layout import Layout, Mark, Place
from studyapp.ui.markdown import Palette
from studyapp.ui.typeset import Line

_LINE_BITS = 20  # a place as one number, for Textual's selections: block, then line
_COPIED_BLOCKS = 500  # a longer selection is copied as its source


def _key(keys: str, action: str, what: str) -> Binding:
    return Binding(keys, action, what, show=False, tooltip=what, id=f"text.{action}")


@dataclass(frozen=True, slots=True)
class _Styles:
    """The theme's styles as the view draws with them."""

    base: Style
    palette: Palette
    evidence: Style
    hit: Style
    current: Style


class ReadingView(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows a Markdown text in a column of readable width.

    The text is cut into blocks by one scan; a block is parsed and wrapped when it comes near the window, so a
    million words open like a page. Until then a block's height is an estimate. The place is kept as block and line,
    and Textual's scroll position follows it, so the lines shown never jump when an estimate is corrected.
    """

    DEFAULT_CSS = """
    ReadingView {
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
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        _key("j,down", "line_down", "A line down"),
        _key("k,up", "line_up", "A line up"),
        _key("space,pagedown", "page_down", "A page down"),
        _key("b,pageup", "page_up", "A page up"),
        _key("ctrl+d", "half_page_down", "Half a page down"),
        _key("ctrl+u", "half_page_up", "Half a page up"),
        _key("g,home", "top", "To the beginning"),
        _key("G,end", "bottom", "To the end"),
    ]
    ALLOW_SELECT = True

    class _Said(Message):
        """A message of a reading view."""

        def __init__(self, view: ReadingView) -> None:
            super().__init__()
            self.view = view

        @property
        def control(self) -> ReadingView:
            """The view, for selectors."""
            return self.view

    class Moved(_Said):
        """Another part of the text is shown."""

        def __init__(self, view: ReadingView, place: int, progress: float) -> None:
            super().__init__(view)
            self.place = place
            """Source offset of the first line shown."""
            self.progress = progress
            """Share of the text up to the end of the window, 0 to 1."""

    class LinkClicked(_Said):
        """A link in the text was clicked; the view itself opens nothing."""

        def __init__(self, view: ReadingView, href: str) -> None:
            super().__init__(view)
            self.href = href
            """The link's address as the text gives it."""

    def __init__(self, text: str = "", *, measure: int = 72, id: str | None = None) -> None:
        """`measure` is the width of the text in columns, at most."""
        super().__init__(id=id)
        self.measure = measure
        self.show(text)

    def show(self, text: str) -> None:
        """Show another text, from its beginning."""
        self.text = text
        self._layout = Layout(text)
        self._styles: _Styles | None = None
        self._strips: LRUCache[Place, Strip] = LRUCache(1024)
        self._top = Place(0, 0)
        self._window: list[tuple[Place, Line]] = []
        self._line = 0
        self._following = False
        self._offset: int | None = 0
        self._rise = 0
        self._laid_out = Size(0, 0)
        self.at_end = False
        """Whether the text's last line is in the window."""
        self.progress = 0.0
        """Share of the text up to the end of the window, 0 to 1."""
        self._pattern: re.Pattern[str] | None = None
        self._hits: list[int] = []
        self._hit = -1
        if self.is_mounted:
            self._lay_out()

    # The place

    @property
    def place(self) -> int:
        """Source offset of the first line shown; it survives another width."""
        if self._offset is None:
            self._offset = self._layout.offset(self._top) if self._top > (0, 0) else 0
        return self._offset

    def restore(self, place: int) -> None:
        """Show the line that holds the source offset `place` at the top."""
        self._aim(place, 0)

    def scroll_to_offset(self, offset: int) -> None:
        """Show the line that holds a source offset about a third down the window."""
        self._aim(offset, 3)

    def _aim(self, offset: int, part: int) -> None:
        """Show an offset at the top, or 1/`part` of the window below it: now, or once there is a window."""
        self._offset, self._rise = offset, part
        if self._ready:
            rise = self._height // part if part else 0
            target = self._layout.place(offset)
            self._settle(self._layout.walk(target, -rise) if rise else target)
            if not part:
                self._offset = offset

    @property
    def _ready(self) -> bool:
        return bool(self._layout.width and self._layout.blocks and self._height)

    @property
    def _height(self) -> int:
        return self.scrollable_content_region.height

    def on_resize(self) -> None:
        """Wrap anew; the place stays."""
        self._lay_out()

    def _lay_out(self) -> None:
        width, height = self.scrollable_content_region.size
        if not width or not height:
            return
        offset = self.place
        self._laid_out = self.scrollable_content_region.size
        self._restyle()
        if self._column != self._layout.width:
            self._layout.set_width(self._column)
        self._strips.clear()
        if self._layout.blocks:
            self._aim(offset, self._rise)
        else:
            self._window, self.at_end, self.progress = [], True, 1.0
            self.virtual_size = Size(width, 0)
            self.refresh()

    @property
    def _column(self) -> int:
        width = self.scrollable_content_region.width
        return min(self.measure, width - 2 if width > 2 else width)

    def _settle(self, top: Place) -> None:
        """Make `top` the window's first line, or one before it where the text ends sooner."""
        before = (self._offset, self.progress)
        lines = list(islice(self._layout.lines_from(top), self._height + 1))
        if len(lines) < self._height:
            top = self._layout.walk(top, len(lines) - self._height)
            lines = list(islice(self._layout.lines_from(top), self._height + 1))
        self._top, self._window, self._offset = top, lines[: self._height], None
        self.at_end = len(lines) <= self._height
        self.progress = 1.0 if self.at_end else self._layout.offset(lines[-1][0]) / len(self.text)
        self._follow()
        if (self.place, self.progress) != before:
            self.post_message(self.Moved(self, self.place, self.progress))

    def _follow(self) -> None:
        """Let Textual's scroll position follow the place."""
        heights = self._layout.heights
        self._line = heights.above(self._top.block) + self._top.line
        self._following = True
        self.virtual_size = Size(self.scrollable_content_region.width, heights.total)
        self.set_reactive(Widget.scroll_target_y, self._line)
        self.scroll_y = self._line
        self._following = False
        self.refresh()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Follow a scroll bar or wheel: a short way by the lines as they are, a long way by the estimates."""
        super().watch_scroll_y(old_value, new_value)
        line = round(new_value)
        if self._following or not self._ready or line == self._line:
            return
        if self.scrollable_content_region.size != self._laid_out:
            return  # a resize is on its way, which keeps the place
        if line >= self.max_scroll_y:
            self.action_bottom()
        elif abs(line - self._line) <= 2 * self._height:
            self._move(line - self._line)
        else:
            block, within = self._layout.heights.at(line)
            self._settle(self._layout.walk(Place(block, 0), within))

    def _move(self, lines: int) -> None:
        if self._ready:
            self._rise = 0
            self._settle(self._layout.walk(self._top, lines))

    @property
    def _page(self) -> int:
        return max(1, self._height - 2)

    def action_line_down(self) -> None:
        """One line down."""
        self._move(1)

    def action_line_up(self) -> None:
        """One line up."""
        self._move(-1)

    def action_page_down(self) -> None:
        """One page down; two lines stay, to read on from."""
        self._move(self._page)

    def action_page_up(self) -> None:
        """One page up."""
        self._move(-self._page)

    def action_half_page_down(self) -> None:
        """Half a page down."""
        self._move(self._page // 2)

    def action_half_page_up(self) -> None:
        """Half a page up."""
        self._move(-(self._page // 2))

    def action_top(self) -> None:
        """To the beginning."""
        self.restore(0)

    def action_bottom(self) -> None:
        """To the end."""
        if self._ready:
            self._rise = 0
            last = len(self._layout.blocks) - 1
            self._settle(self._layout.walk(Place(last, 0), len(self._layout.lay(last).lines)))

    # Evidence and search

    def highlight(self, spans: Sequence[tuple[int, int]]) -> None:
        """Draw source ranges (start, stop), as `course.text.find` gives them, as evidence; none to end it."""
        self._evidence = tuple(spans)
        self._redraw()

    def reveal(self, spans: Sequence[tuple[int, int]]) -> None:
        """Draw the source ranges as evidence and scroll to the first."""
        self.highlight(spans)
        if spans:
            self.scroll_to_offset(spans[0][0])

    _evidence: tuple[tuple[int, int], ...] = ()

    def search(self, needle: str) -> int:
        """Draw all places of `needle` and go to the next one from here; how many there are.

        White space, quotes, dashes and Markdown's marks are folded; upper and lower case are the same unless the
        needle has capitals.
        """
        wanted = fold(needle).text.strip()
        flags = re.NOFLAG if any(map(str.isupper, wanted)) else re.IGNORECASE
        self._pattern = re.compile(re.escape(wanted), flags) if wanted else None
        whole = folded(self.text)
        self._hits = [match.start() for match in self._pattern.finditer(whole.text)] if self._pattern else []
        self._hit = bisect_left(self._hits, whole.place(self.place)) - 1
        self._step_hit(1)
        return len(self._hits)

    def next_hit(self) -> None:
        """To the next hit, behind the last one to the first."""
        self._step_hit(1)

    def previous_hit(self) -> None:
        """To the hit before, before the first one to the last."""
        self._step_hit(-1)

    def clear_search(self) -> None:
        """End the search; nothing of it is drawn any more."""
        self._pattern, self._hits, self._hit = None, [], -1
        self._redraw()

    def _step_hit(self, step: int) -> None:
        if self._hits:
            self._hit = (self._hit + step) % len(self._hits)
        self._redraw()
        if self._hits:
            start, _ = self._current_hit()
            if not self._ready or not self._in_window(start):
                self.scroll_to_offset(start)

    def _current_hit(self) -> tuple[int, int]:
        """Source range of the current hit."""
        assert self._pattern is not None
        whole = folded(self.text)
        match = self._pattern.match(whole.text, self._hits[self._hit])
        assert match is not None
        return whole.source_start(match.start()), whole.source_stop(match.end())

    def _in_window(self, offset: int) -> bool:
        return any(place == self._layout.place(offset) for place, _ in self._window)

    # Drawing

    def _restyle(self) -> bool:
        """Take over the theme's styles; whether they have changed."""
        base, part = self.visual_style, self._component_style
        palette = Palette(part("heading"), part("code"), part("quote"), part("link"), part("faint"))
        styles = _Styles(base, palette, part("evidence"), part("hit"), part("hit-current"))
        changed = styles != self._styles
        if changed:
            self._styles = styles
            self._layout.set_palette(palette)
            self._mark()
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

    def _mark(self) -> None:
        """Tell the layout what to draw in the text."""
        assert self._styles is not None
        layout = self._layout
        layout.marks = [Mark(start, stop, self._styles.evidence) for start, stop in self._evidence]
        layout.pattern, layout.hit = self._pattern, self._styles.hit
        layout.current = Mark(*self._current_hit(), self._styles.current) if self._hits else None
        layout.restyle()

    def _redraw(self) -> None:
        """Draw the window's lines anew."""
        if self._styles is not None:
            self._mark()
            self._fill()
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
        """The window's line `y`."""
        width = self.scrollable_content_region.width
        if self._styles is None or y >= len(self._window):
            return Strip.blank(width, self.rich_style)
        place, line = self._window[y]
        strip = self._strips.get(place)
        if strip is None:
            strip = self._strips[place] = self._draw(place, line, width, self._styles)
        return strip

    def _draw(self, place: Place, line: Line, width: int, styles: _Styles) -> Strip:
        text = line.prefix + line.text
        if line.fill is not None:
            text = text.pad_right(max(0, self._layout.width - text.cell_length))
            text = text.stylize_before(line.fill, len(line.prefix))
        number = place.block << _LINE_BITS | place.line
        selection = self.text_selection
        if selection is not None and (span := selection.get_span(number)) is not None:
            start, stop = max(0, span[0]), len(text) if span[1] < 0 else span[1]
            text = text.stylize(self.screen.get_visual_style("screen--selection"), start, stop)
        left = (width - self._layout.width) // 2
        strip = Strip(Content(" " * left).render_segments(styles.base) + text.render_segments(styles.base))
        return strip.crop_extend(0, width, styles.base.rich_style).apply_offsets(-left, number)

    def on_click(self, event: events.Click) -> None:
        """Report a click on a link."""
        href = event.style.meta.get("href")
        if isinstance(href, str):
            event.stop()
            self.post_message(self.LinkClicked(self, href))

    # Selection with the mouse

    def selection_updated(self, selection: Selection | None) -> None:
        """Draw the selection."""
        self._strips.clear()
        self.refresh()

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected text; lines that only the width has broken are joined."""
        if not self._ready:
            return None
        mask = (1 << _LINE_BITS) - 1
        last = len(self._layout.blocks) - 1
        first = selection.start.y >> _LINE_BITS if selection.start else 0
        final = selection.end.y >> _LINE_BITS if selection.end else last
        if final - first > _COPIED_BLOCKS:
            return self.text[self._layout.blocks[first].start : self._layout.blocks[final].stop], "\n"
        text = ""
        for place, line in self._layout.lines_from(
            Place(first, selection.start.y & mask if selection.start else 0)
        ):
            span = selection.get_span(place.block << _LINE_BITS | place.line)
            if span is None:
                break
            whole = line.prefix + line.text
            start = max(0, span[0], len(line.prefix) if line.soft else 0)
            piece = whole.plain[start : None if span[1] < 0 else span[1]]
            text += (" " if line.soft and text else "\n" if text else "") + piece
        return text, "\n"
