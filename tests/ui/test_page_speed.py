"""What makes the page quick and still: one frame for all, no layout at a key, the next page prepared."""

from __future__ import annotations

import gc
import weakref

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App, ComposeResult
from textual.geometry import Region, Size
from textual.pilot import Pilot
from textual.screen import Screen
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.strip import Strip

from studyapp.ui.sweeping import sweep
from studyapp.ui.widgets.reading import ReadingView
from studyapp.ui.widgets.scrolled import show_position

LONG = "# A long text\n\n" + "\n\n".join(
    f"Paragraph {number} says that **knowledge** is exchanged, [again](https://example.org/{number})."
    for number in range(3_000)
)


class Watched(ReadingView):
    """A view that notes what each of its frames was drawn from."""

    def __init__(self) -> None:
        super().__init__(id="text")
        self.frames: list[tuple[Size, Size, bool]] = []

    def on_mount(self) -> None:
        """Show the text once there is an app."""
        self.show(LONG)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Note the room there is, what the lines were laid out for, and whether the bar is there."""
        self.frames.append(
            (self.scrollable_content_region.size, self._laid_out[0], self.show_vertical_scrollbar)
        )
        return super().render_lines(crop)


class Reader(App[None]):
    """A window with nothing but the view, which counts its screen's layouts."""

    def __init__(self) -> None:
        super().__init__()
        self.view = Watched()
        self.layouts = 0

    def compose(self) -> ComposeResult:
        yield self.view

    def on_mount(self) -> None:
        self.view.focus()
        self.screen.screen_layout_refresh_signal.subscribe(self, self._count)

    def _count(self, _screen: Screen[None]) -> None:
        self.layouts += 1


def strips(view: ReadingView) -> list[Strip]:
    """All the lines that are drawn, shown or not."""
    found = [view._strips.get(place) for place in list(view._strips.keys())]
    return [one[1] for one in found if one]


async def _until_prepared(view: ReadingView, pilot: Pilot[None]) -> None:
    """Wait until the page after the one shown has been drawn."""
    for _ in range(500):
        if view._layout.walk(view._window.lines[-1][0], view.size.height - 1) in view._strips:
            return
        await pilot.pause(0.01)
    raise AssertionError("the next page is never prepared")


async def test_the_first_frame_is_whole() -> None:
    """A long text and its scroll bar come together: not the bar in a second frame."""
    app = Reader()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert app.view.frames
        assert all(shown for _, _, shown in app.view.frames)
        assert app.view.vertical_scrollbar.display


async def test_no_frame_shows_lines_of_another_size() -> None:
    """The text is laid out before the frame that follows a resize.

    Textual's event comes only after that frame, so that the page relies on a method which is not public.
    """
    app = Reader()
    async with app.run_test(size=(80, 24)) as pilot:
        for size in ((60, 20), (100, 40), (100, 15), (33, 15)):
            app.view.frames.clear()
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert app.view.frames
            assert all(room == laid_out for room, laid_out, _ in app.view.frames)


async def test_no_key_lays_the_screen_out() -> None:
    """Heights become exact at every page, and neither the screen nor the bar's being there depends on it."""
    app = Reader()
    async with app.run_test(size=(40, 15)) as pilot:
        await pilot.pause()
        app.layouts = 0
        before = app.view.virtual_size
        await pilot.press(*["space"] * 5, "b", "j", "G", "g")
        assert app.view.virtual_size != before
        assert app.layouts == 0


@pytest.mark.parametrize(("paragraphs", "shown"), [(1, False), (12, False), (13, True), (3_000, True)])
async def test_the_bar_is_there_where_there_is_more_to_read(paragraphs: int, shown: bool) -> None:
    """Also where a text takes the place of another: whatever was guessed before it was laid out."""
    app = Reader()
    async with app.run_test(size=(80, 24)) as pilot:
        for text in ("Short.", LONG, "Short."):
            app.view.show(text)
            app.view.show("\n\n".join(["A paragraph of its own."] * paragraphs))
            await pilot.pause()
            assert app.view.show_vertical_scrollbar is shown
            assert app.view.vertical_scrollbar.display is shown


async def test_the_next_page_is_prepared() -> None:
    """Once a page was shown for a moment, a page down neither parses nor draws a line; the lines are the same."""
    app, other = Reader(), Reader()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("space")
        app.view.restore(len(LONG) // 2)
        await _until_prepared(app.view, pilot)
        drawn = set(map(id, strips(app.view)))
        app.view.action_page_down()
        lines = [app.view.render_line(y) for y in range(22)]
        assert drawn.issuperset(map(id, lines))
    async with other.run_test(size=(80, 24)):
        other.view.restore(len(LONG) // 2)
        other.view.action_page_down()
        assert [other.view.render_line(y).text for y in range(22)] == [line.text for line in lines]


async def test_nothing_is_prepared_for_a_page_that_is_not_shown() -> None:
    """A hidden page has no window."""
    app = Reader()
    async with app.run_test(size=(80, 24)) as pilot:
        app.view.display = False
        await pilot.pause()
        app.view._read_ahead()
        assert all(strip.cell_length for strip in strips(app.view))
        app.view.display = True
        await pilot.pause()
        assert "A long text" in app.view.render_line(1).text


class Bar(ScrollBar):
    """A bar outside of any app, which counts when it is to be drawn anew."""

    def __init__(self, height: int) -> None:
        super().__init__()
        self.set_reactive(ScrollBar.window_size, height)
        self.drawn = 0

    def refresh(self, *_regions: Region, **_how: bool) -> Bar:
        """Count."""
        self.drawn += 1
        return self

    def look(self) -> list[tuple[str, object]]:
        """The cells as Textual draws them."""
        segments = ScrollBarRender.render_bar(
            self.window_size, self.window_virtual_size, self.window_size, self.position
        ).segments
        return [(segment.text, segment.style) for segment in segments]


@given(
    height=st.integers(1, 60),
    steps=st.lists(st.tuples(st.integers(2, 100_000), st.floats(0, 1)), min_size=2, max_size=6),
)
def test_a_bar_is_drawn_anew_where_it_looks_other(height: int, steps: list[tuple[int, float]]) -> None:
    """What is on the screen is always what Textual would draw."""
    bar = Bar(height)
    shown: list[tuple[str, object]] | None = None
    for more, share in steps:
        bar.drawn = 0
        show_position(bar, int(share * more), height + more)
        if bar.drawn or shown is None:
            shown = bar.look()
        assert bar.look() == shown


def test_a_bar_stays_in_a_long_text() -> None:
    """A page of a hundred thousand lines does not move the thumb."""
    bar = Bar(36)
    show_position(bar, 50_000, 100_000)
    bar.drawn = 0
    show_position(bar, 50_034, 100_003)
    assert not bar.drawn
    assert (bar.position, bar.window_virtual_size) == (50_034, 100_003)


def test_sweeping_collects_what_is_young() -> None:
    """Garbage in a circle is gone, also what had outlived one sweep."""

    class Circle:
        def __init__(self) -> None:
            self.itself = self

    enabled = gc.isenabled()
    gc.disable()
    try:
        young, old = Circle(), Circle()
        of_young, of_old = weakref.ref(young), weakref.ref(old)
        del young
        sweep()
        assert of_young() is None
        del old
        for _ in range(12):
            sweep()
        assert of_old() is None
    finally:
        if enabled:
            gc.enable()
