"""The reading view: a section's text, however long, with evidence and search hits drawn in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from studyapp.ui.search import Search
from studyapp.ui.widgets.page import Page


def _key(keys: str, action: str, what: str) -> Binding:
    return Binding(keys, action, what, show=False, tooltip=what, id=f"text.{action}")


class ReadingView(Page, can_focus=True):
    """A text to read: its keys, its evidence, a search in it, its links."""

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

    class Moved(Message):
        """Another part of the text is shown."""

        def __init__(self, view: ReadingView, place: int, progress: float) -> None:
            super().__init__()
            self.view = view
            self.place = place
            """Source offset of the first line shown."""
            self.progress = progress
            """Share of the text up to the end of the window, 0 to 1."""

        @property
        def control(self) -> ReadingView:
            """The view, for selectors."""
            return self.view

    class LinkClicked(Message):
        """A link in the text was clicked; the view itself opens nothing."""

        def __init__(self, view: ReadingView, href: str) -> None:
            super().__init__()
            self.view = view
            self.href = href
            """The link's address as the text gives it."""

        @property
        def control(self) -> ReadingView:
            """The view, for selectors."""
            return self.view

    def moved(self) -> None:
        """Tell of the new place."""
        self.post_message(self.Moved(self, self.place, self.progress))

    def on_click(self, event: events.Click) -> None:
        """Report a click on a link."""
        href = event.style.meta.get("href")
        if isinstance(href, str):
            event.stop()
            self.post_message(self.LinkClicked(self, href))

    def highlight(self, spans: Sequence[tuple[int, int]]) -> None:
        """Draw source ranges (start, stop), as ``course.text.find`` gives them, as evidence; none to end it."""
        self._evidence = tuple(spans)
        self.redraw()

    def reveal(self, spans: Sequence[tuple[int, int]]) -> None:
        """Draw source ranges as evidence, and scroll to the first if it is not in the window."""
        self.highlight(spans)
        if spans and not self.shows(spans[0][0]):
            self.scroll_to_offset(spans[0][0])

    def search(self, needle: str) -> int:
        """Draw all places of ``needle`` and go to the next one from here; how many there are. See ``Search``."""
        self._search = Search(self.text, needle)
        self._search.start_from(self.place)
        self._show_hit()
        return len(self._search)

    def next_hit(self) -> None:
        """To the next hit, behind the last one to the first."""
        self._step_hit(1)

    def previous_hit(self) -> None:
        """To the hit before, before the first one to the last."""
        self._step_hit(-1)

    def clear_search(self) -> None:
        """End the search; nothing of it is drawn any more."""
        self._search = None
        self.redraw()

    def _step_hit(self, step: int) -> None:
        if self._search is not None:
            self._search.step(step)
            self._show_hit()

    def _show_hit(self) -> None:
        """Draw the hits, and scroll if the current one is not in the window."""
        self.redraw()
        current = self._search.current if self._search else None
        if current is not None and not self.shows(current[0]):
            self.scroll_to_offset(current[0])

    def action_line_down(self) -> None:
        """One line down."""
        self.move(1)

    def action_line_up(self) -> None:
        """One line up."""
        self.move(-1)

    def action_page_down(self) -> None:
        """One page down; two lines stay, to read on from."""
        self.move(self._step)

    def action_page_up(self) -> None:
        """One page up."""
        self.move(-self._step)

    def action_half_page_down(self) -> None:
        """Half a page down."""
        self.move(max(1, self._step // 2))

    def action_half_page_up(self) -> None:
        """Half a page up."""
        self.move(-max(1, self._step // 2))

    def action_top(self) -> None:
        """To the beginning."""
        self.restore(0)

    def action_bottom(self) -> None:
        """To the end."""
        self.move_to_end()

    @property
    def _step(self) -> int:
        return max(1, self.scrollable_content_region.height - 2)
