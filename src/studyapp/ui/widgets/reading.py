"""The reading view: a section's text, however long, with evidence and search hits drawn in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from studyapp.ui.layout import Layout
from studyapp.ui.pointing import sentence_after, sentence_before, sentence_lines, sentence_near, sentences_in
from studyapp.ui.search import Search
from studyapp.ui.widgets.page import Page


def _key(keys: str, action: str, what: str) -> Binding:
    return Binding(keys, action, what, show=False, tooltip=what, id=f"text.{action}")


class ReadingView(Page, can_focus=True):
    """A text to read: its keys, its evidence, a search in it, its links, a sentence pointed at."""

    BINDINGS: ClassVar[list[BindingType]] = [
        _key("j,down", "line_down", "A line down"),
        _key("k,up", "line_up", "A line up"),
        _key("space,pagedown", "page_down", "A page down"),
        _key("b,pageup", "page_up", "A page up"),
        _key("ctrl+d", "half_page_down", "Half a page down"),
        _key("ctrl+u", "half_page_up", "Half a page up"),
        _key("g,home", "top", "To the beginning"),
        _key("G,end", "bottom", "To the end"),
        _key("right", "sentence_after", "To the next sentence"),
        _key("left", "sentence_before", "To the sentence before"),
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

    class Chosen(Message):
        """The sentence under the cursor was clicked."""

        def __init__(self, view: ReadingView, start: int, stop: int) -> None:
            super().__init__()
            self.view = view
            self.sentence = start, stop
            """Its source range."""

        @property
        def control(self) -> ReadingView:
            """The view, for selectors."""
            return self.view

    def moved(self) -> None:
        """Tell of the new place."""
        self.post_message(self.Moved(self, self.place, self.progress))

    def on_click(self, event: events.Click) -> None:
        """Point at the sentence clicked, or choose it; else report a click on a link."""
        if self._pointed is not None:
            event.stop()
            sentence = event.style.meta.get("sentence")
            if isinstance(sentence, int) and self.text_selection is None:
                self._click_sentence(sentence)
            return
        href = event.style.meta.get("href")
        if isinstance(href, str):
            event.stop()
            self.post_message(self.LinkClicked(self, href))

    def highlight(self, spans: Sequence[tuple[int, int]]) -> None:
        """Draw source ranges (start, stop), as ``course.text.find`` gives them, as evidence; none to end it."""
        if tuple(spans) != self._evidence:
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

    @property
    def pointed(self) -> tuple[int, int] | None:
        """Source range of the sentence under the cursor; None while there is no cursor."""
        return self._pointed

    def start_pointing(self, near: int | None = None) -> None:
        """Show a cursor on the sentence at a source offset, by default on the first one that begins in the window.

        A text without sentences has none. The keys that move by a line go from sentence to sentence from now on.
        """
        self._point(
            sentence_near(self._layout, self.place if near is None else near), follow=near is not None
        )
        if near is None:
            self._point(self._first_in_window())

    def stop_pointing(self) -> None:
        """Take the cursor away."""
        if self._pointed is not None:
            self._point(None)

    def laid_out(self) -> None:
        """Keep the cursor in the window."""
        self._follow_cursor()

    def _point(self, sentence: tuple[int, int] | None, follow: bool = True) -> None:
        self._pointed = sentence
        self.redraw()
        if follow:
            self._follow_cursor()

    def _follow_cursor(self) -> None:
        """Scroll if some of the cursor's sentence is not in the window: to a third of it, or as it has room."""
        if self._pointed is None or not self._window.lines:
            return
        first, last = sentence_lines(self._layout, self._pointed)
        if self._window.lines[0][0] <= first and last <= self._window.lines[-1][0]:
            return
        room = self._height - (last.line - first.line + 1)
        self._settle(self._layout.walk(first, -max(0, min(self._height // 3, room))))

    def _first_in_window(self) -> tuple[int, int] | None:
        """The first sentence that begins in the window, else the one that is there, else the cursor's."""
        inside = [start for _, line in self._window.lines for start in sentences_in(line)]
        for start in inside:
            sentence = sentence_near(self._layout, start)
            if sentence and sentence_lines(self._layout, sentence)[0] >= self._window.lines[0][0]:
                return sentence
        return sentence_near(self._layout, inside[0]) if inside else self._pointed

    def _step_sentence(self, step: Callable[[Layout, tuple[int, int]], tuple[int, int] | None]) -> None:
        """To the sentence beside the cursor's; where that has been scrolled away, to the first in the window."""
        if self._pointed is None:
            return
        if any(self._pointed[0] in sentences_in(line) for _, line in self._window.lines):
            self._point(step(self._layout, self._pointed) or self._pointed)
        else:
            self._point(self._first_in_window())

    def _click_sentence(self, start: int) -> None:
        if self._pointed and self._pointed[0] == start:
            self.post_message(self.Chosen(self, *self._pointed))
        else:
            self._point(sentence_near(self._layout, start))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Left and right are the screen's, but for the sentence cursor."""
        if action in ("sentence_after", "sentence_before"):
            return self._pointed is not None
        return super().check_action(action, parameters)

    def action_sentence_after(self) -> None:
        """The cursor to the next sentence."""
        self._step_sentence(sentence_after)

    def action_sentence_before(self) -> None:
        """The cursor to the sentence before."""
        self._step_sentence(sentence_before)

    def action_line_down(self) -> None:
        """One line down; the cursor one sentence."""
        if self._pointed is None:
            self.move(1)
        else:
            self.action_sentence_after()

    def action_line_up(self) -> None:
        """One line up; the cursor one sentence."""
        if self._pointed is None:
            self.move(-1)
        else:
            self.action_sentence_before()

    def action_page_down(self) -> None:
        """One page down; two lines stay, to read on from."""
        self._scroll(self._step)

    def action_page_up(self) -> None:
        """One page up."""
        self._scroll(-self._step)

    def action_half_page_down(self) -> None:
        """Half a page down."""
        self._scroll(max(1, self._step // 2))

    def action_half_page_up(self) -> None:
        """Half a page up."""
        self._scroll(-max(1, self._step // 2))

    def action_top(self) -> None:
        """To the beginning."""
        self.restore(0)
        self._take_along()

    def action_bottom(self) -> None:
        """To the end."""
        self.move_to_end()
        self._take_along()

    def _scroll(self, lines: int) -> None:
        self.move(lines)
        self._take_along()

    def _take_along(self) -> None:
        """Bring the cursor to the first sentence in the window."""
        if self._pointed is not None:
            self._point(self._first_in_window(), follow=False)

    @property
    def _step(self) -> int:
        return max(1, self.scrollable_content_region.height - 2)
