"""A text on the screen: its lines drawn in the theme's styles, the next page's ahead; marks and selection in them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import ClassVar

from textual.cache import LRUCache
from textual.content import Content
from textual.geometry import Region
from textual.selection import Selection
from textual.strip import Strip
from textual.timer import Timer

from studyapp.ui.layout import Place
from studyapp.ui.marking import Range
from studyapp.ui.search import Search
from studyapp.ui.selecting import number_of, selected
from studyapp.ui.sweeping import sweep
from studyapp.ui.typeset import Line
from studyapp.ui.widgets.pagestyles import PageStyles, page_styles
from studyapp.ui.widgets.windowed import Windowed

AHEAD = 0.02
"""Seconds after a page was shown until the next one is prepared: by then the frame has gone out."""

_KEPT_PAGES = 4  # drawn lines, in windows


class Page(Windowed, inherit_bindings=False):
    """Shows a Markdown text in a column of readable width."""

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

    _ahead: Timer | None = None

    def show(self, text: str, title: str = "") -> None:
        """Show another text, from its beginning, with nothing marked in it."""
        self._evidence: Sequence[Range] = ()
        self._search: Search | None = None
        self._pointed: Range | None = None
        self._styles: PageStyles | None = None
        self._strips: LRUCache[Place, tuple[Line, Strip]] = LRUCache(0)
        super().show(text, title)

    def prepare(self, height: int) -> None:
        """Draw all lines anew."""
        self._strips = LRUCache(_KEPT_PAGES * height)
        self._restyle()

    def on_mount(self) -> None:
        """Be ready to prepare pages."""
        self._ahead = self.set_interval(AHEAD, self._read_ahead, pause=True)

    def _settle(self, top: Place) -> None:
        super()._settle(top)
        if self._ahead is not None:
            self._ahead.reset()

    def _read_ahead(self) -> None:
        """Wrap and draw the next page, so that its key has only to show it."""
        if self._ahead is not None:
            self._ahead.pause()
        (width, height), _ = self._laid_out
        if width and self._window.lines:
            for place, line in islice(self._layout.lines_from(self._window.lines[-1][0]), height + 1):
                self._strip(place, line, width)
        sweep()

    def _restyle(self) -> bool:
        """Take over the theme's styles; whether they have changed."""
        styles = page_styles(self)
        changed = styles != self._styles
        if changed:
            self._styles = styles
            self._layout.set_typography(styles.typography)
            self._mark(styles)
        return changed

    def _mark(self, styles: PageStyles) -> None:
        self._layout.set_marking(styles.marking(self._evidence, self._search, self._pointed))

    def redraw(self) -> None:
        """Draw those of the window's lines anew in which what is marked has changed."""
        if self._styles is None:
            return
        before = self._window.lines
        self._mark(self._styles)
        if self._ready:
            self._window.refill()
        width = self.scrollable_content_region.width
        for y, ((_, old), (_, new)) in enumerate(zip(before, self._window.lines, strict=False)):
            if not new.is_same(old):
                self.refresh(Region(0, y, width, 1))
        if len(before) != len(self._window.lines):
            self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The window's lines, in the styles that the theme has now."""
        if self._layout.width and self._restyle():
            self._strips.clear()
            if self._ready:
                self._window.refill()
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """The window's line ``y``."""
        width = self._laid_out[0].width
        if self._styles is None or y >= len(self._window.lines):
            return Strip.blank(width, self.rich_style)
        return self._strip(*self._window.lines[y], width)

    def _strip(self, place: Place, line: Line, width: int) -> Strip:
        drawn, strip = self._strips.get(place) or (None, Strip.blank(0))
        if drawn is not line and self._styles is not None:
            number = number_of(place)
            text = line.filled(self._layout.width)
            selection = self.text_selection
            if selection is not None and (span := selection.get_span(number)) is not None:
                start, stop = max(0, span[0]), len(text) if span[1] < 0 else span[1]
                text = text.stylize(self.screen.get_visual_style("screen--selection"), start, stop)
            base, left = self._styles.base, (width - self._layout.width) // 2
            strip = Strip(Content(" " * left).render_segments(base) + text.render_segments(base))
            strip = strip.crop_extend(0, width, base.rich_style).apply_offsets(-left, number)
            self._strips[place] = line, strip
        return strip

    def selection_updated(self, selection: Selection | None) -> None:
        """Draw the selection."""
        self._strips.clear()
        self.refresh()

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected text; lines that only the width has broken are joined."""
        return (selected(self._layout, selection), "\n") if self._ready else None
