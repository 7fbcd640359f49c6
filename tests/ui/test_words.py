"""Text that changes in place: what stands on the screen is what a whole new layout would draw."""

from __future__ import annotations

import asyncio
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from screen import shown
from textual.app import App, ComposeResult
from textual.content import Content
from textual.pilot import Pilot
from textual.visual import Visual
from textual.widget import Widget

import studyapp.ui.app
from studyapp.ui.prose import Prose
from studyapp.ui.theme import DARK, LIGHT
from studyapp.ui.widgets.row import Row, Stack
from studyapp.ui.widgets.verdict import FeedbackView
from studyapp.ui.widgets.words import NOTHING, Page, Words

TEXTS = st.sampled_from(
    [
        NOTHING,
        Content("short"),
        Content("a line of some length that wraps where the window is narrow"),
        Prose("# A heading\n\nand a paragraph\n\n* with\n* a list"),
        Stack(
            (Content(), Row(Content("what is told, a little longer"), Content("1 ✗ ")), Prose("why " * 30))
        ),
        Prose("much\n\n" * 12),
    ]
)


class Sheet(App[None]):
    """A page of three texts, as the question's screen has it; counts the layouts."""

    CSS_PATH = Path(studyapp.ui.app.__file__).with_name("app.tcss")

    def __init__(self) -> None:
        super().__init__()
        self.laid = 0
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = DARK.name

    def compose(self) -> ComposeResult:
        with Page(id="page", can_focus=True):
            yield Words(id="prompt", classes="column")
            yield FeedbackView(id="hints", classes="column")
            yield FeedbackView(id="verdict", classes="column")

    def on_mount(self) -> None:
        def count(_screen: object) -> None:
            self.laid += 1

        self.screen.screen_layout_refresh_signal.subscribe(self, count)


async def _laid_out_anew(pilot: Pilot[None]) -> str:
    page = pilot.app.query_one(Page)
    for widget in [page, *page.children]:
        widget.refresh(layout=True)
    await pilot.pause()
    await pilot.pause()
    return shown(pilot.app)


@settings(max_examples=8, deadline=None)
@given(
    st.sampled_from([(80, 24), (40, 15), (30, 8)]),
    st.lists(st.tuples(st.integers(0, 2), TEXTS), min_size=1, max_size=6),
)
def test_in_place_is_as_laid_out_anew(size: tuple[int, int], changes: list[tuple[int, Visual]]) -> None:
    """Whatever replaces whatever, by lines that are painted or by a layout."""

    async def run() -> None:
        app = Sheet()
        async with app.run_test(size=size) as pilot:
            for index, words in changes:
                widget = list(app.query_one(Page).query(Words))[index]
                widget.show(words)
                await pilot.pause()
                await pilot.pause()
                seen, scrolls = shown(app), app.query_one(Page).max_scroll_y
                assert seen == await _laid_out_anew(pilot)
                assert scrolls == app.query_one(Page).max_scroll_y

    asyncio.run(run())


async def test_feedback_that_has_room_moves_nothing() -> None:
    """It is painted without a layout, and taken away so; one that has none is scrolled to."""
    app = Sheet()
    async with app.run_test(size=(80, 24)) as pilot:
        app.query_one("#prompt", Words).show(Prose("What is a river?"))
        await pilot.pause()
        before, verdict = app.laid, app.query_one("#verdict", FeedbackView)
        verdict.tell(Prose("Water that flows.\n\nTo the sea."))
        await pilot.pause()
        assert "To the sea." in shown(app)
        verdict.tell(None)
        await pilot.pause()
        assert "flows" not in shown(app)
        assert app.laid == before
        verdict.tell(Prose("It flows.\n\n" * 20))
        await pilot.pause()
        await pilot.pause()
        assert app.laid > before
        assert app.query_one(Page).scroll_y > 0


async def test_what_is_hidden_is_seen_once_it_is_shown() -> None:
    """Words that came while the page was away stand on it when it is back."""
    app = Sheet()
    async with app.run_test(size=(80, 24)) as pilot:
        page: Widget = app.query_one(Page)
        page.display = False
        await pilot.pause()
        app.query_one("#verdict", FeedbackView).tell(Content("Right"))
        await pilot.pause()
        page.display = True
        await pilot.pause()
        await pilot.pause()
        assert "Right" in shown(app)
