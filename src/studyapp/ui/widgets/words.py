"""Text that changes in place, and the page that it stands on."""

from __future__ import annotations

from textual.containers import VerticalScroll
from textual.content import Content
from textual.css.styles import RulesMap
from textual.geometry import Region, Size
from textual.layout import ArrangeResult, Layout
from textual.layouts.vertical import VerticalLayout
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual
from textual.widget import Widget

from studyapp.ui.strips import strip
from studyapp.ui.widgets.row import Stack
from studyapp.values import dataclass

NOTHING = Stack(())
"""Takes no room."""


@dataclass(frozen=True, slots=True)
class Excerpt(Visual):
    """Words of which as many lines are drawn as there is room for; an ellipsis tells that there are more."""

    words: Content

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """Strips of at most ``width`` cells."""
        lines = self.words.wrap(width) if width > 0 else []
        kept = lines[:height]
        if len(kept) < len(lines) and kept:
            kept[-1] = kept[-1].truncate(width - 1).rstrip() + "…"
        return [strip(line, width, style) for line in kept]

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Cells that they take on one line."""
        return self.words.cell_length

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Lines that all of them take at that width."""
        return len(self.words.wrap(width)) if width > 0 else 0


class _ToTheEnd(VerticalLayout):
    """One under the other; the last one has what is left of the window."""

    name = "to_the_end"

    def arrange(
        self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True
    ) -> ArrangeResult:
        """Where each one stands."""
        placements = super().arrange(parent, children, size, greedy)
        if placements:
            last = placements[-1]
            left = max(0, size.height - last.region.bottom)
            placements[-1] = last._replace(region=last.region.grow((0, 0, left, 0)))
        return placements


class Page(VerticalScroll):
    """Widgets one under the other; the last reaches to the window's end, so that it can fill without a layout."""

    _TO_THE_END = _ToTheEnd()

    @property
    def layout(self) -> Layout:
        """How it places its widgets."""
        return self._TO_THE_END

    def room(self, widget: Widget) -> int:
        """Lines that the widget may come to take without any other moving; 0 unless it ends the page."""
        if self.max_scroll_y or widget is not self.displayed_children[-1]:
            return 0
        return widget.content_size.height


class Words(Widget):
    """Text of which a change paints only the lines that it had and has, and moves the rest only if it must.

    It is drawn once for the width and the style that it has: to know its height, and to paint it.
    """

    DEFAULT_CSS = "Words { height: auto; }"

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.auto_links = False
        self._words: Visual = NOTHING
        self._drawn: tuple[object, list[Strip]] = (None, [])

    @property
    def words(self) -> Visual:
        """What is shown."""
        return self._words

    def show(self, words: Visual) -> None:
        """Show other words in its place."""
        page, width, before = self.parent, self.content_size.width, len(self._strips())
        self._words, self._drawn = words, (None, [])
        now = len(self._strips())
        most = max(before, now)
        if width and (before == now or (isinstance(page, Page) and most <= page.room(self))):
            self.refresh(Region(0, 0, width, most))
        else:
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the words take."""
        return self._words.get_height(self.styles.get_rules(), width) if width else 0

    def render(self) -> Visual:
        """The words, for what asks for all of them."""
        return self._words

    def render_line(self, y: int) -> Strip:
        """A line of the words, or an empty one below them."""
        strips = self._strips()
        return strips[y] if y < len(strips) else Strip.blank(self.size.width, self.visual_style.rich_style)

    def _strips(self) -> list[Strip]:
        width = self.content_size.width
        state = width, self.visual_style, self.text_selection
        if self._drawn[0] != state:
            self._drawn = (
                state,
                Visual.to_strips(self, self._words, width, None, self.visual_style) if width else [],
            )
        return self._drawn[1]
