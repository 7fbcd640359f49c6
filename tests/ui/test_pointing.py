"""Pointing at a sentence in the reading view: keys, mouse, drawing, windows of any size."""

from __future__ import annotations

import pytest
from test_reading import LONG, ReadingApp, drawn, rows
from textual.geometry import Region

from studyapp.course.sentences import sentences
from studyapp.course.text import find
from studyapp.ui.widgets.pagestyles import component_style
from studyapp.ui.widgets.reading import ReadingView

TEXT = """# Rivers

A river begins at its **source** and ends at its [mouth. It
may](http://x.org/delta) build a delta, as the _Nile_ does. The end.

1. First item. More of it.
2. Second item <http://x.org/auto>
   - Inner item

| name | length |
|------|-------:|
| Nile | 6650   |

> A quoted sentence. Another.

```py
code = [1]
```
"""


class PointingApp(ReadingApp):
    """Notes what was chosen, and how often left and right came through."""

    BINDINGS = [("left,right", "pass", "Pass")]

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.chosen: list[tuple[int, int]] = []
        self.passed = 0

    def on_reading_view_chosen(self, event: ReadingView.Chosen) -> None:
        self.chosen.append(event.sentence)

    def action_pass(self) -> None:
        self.passed += 1


def pointed(view: ReadingView) -> str:
    """The source of the sentence under the cursor."""
    assert view.pointed is not None
    return view.text[slice(*view.pointed)]


def cursor(view: ReadingView) -> str:
    """What is drawn as the cursor, without the breaks of lines."""
    wanted = component_style(view, "pointed").background
    assert wanted is not None
    lines = (
        "".join(
            part.text
            for part in view.render_line(y)
            if part.style and part.style.bgcolor == wanted.rich_color
        )
        for y in range(view.size.height)
    )
    return " ".join(" ".join(lines).split())


SHOWN = [
    "Rivers",
    "A river begins at its source and ends at its mouth.",
    "It may build a delta, as the Nile does.",
    "The end.",
    "First item.",
    "More of it.",
    "Second item http://x.org/auto",
    "Inner item",
    "name length",
    "Nile 6650",
    "A quoted sentence.",
    "Another.",
    "code = [1]",
]


@pytest.mark.parametrize("size", [(80, 40), (40, 60), (20, 80)])
async def test_each_sentence_is_drawn(size: tuple[int, int]) -> None:
    """From the first to the last and back, the sentence under the cursor is drawn as it is shown, at any width."""
    app = PointingApp(TEXT)
    async with app.run_test(size=size) as pilot:
        app.view.start_pointing()
        for key in ("j", "k"):
            seen = []
            for _ in SHOWN:
                await pilot.pause()
                seen.append(cursor(app.view).replace(" │ ", " "))
                await pilot.press(key)
            expected = SHOWN if key == "j" else SHOWN[::-1]
            assert ["".join(each.split()) for each in seen] == ["".join(each.split()) for each in expected]


async def test_keys_step_and_come_through_again() -> None:
    """Letters and arrows go from sentence to sentence while there is a cursor, and mean lines without it."""
    app = PointingApp(TEXT)
    async with app.run_test(size=(80, 10)) as pilot:
        await pilot.press("right")
        assert app.view.pointed is None
        assert app.passed == 1
        app.view.start_pointing()
        found = sentences(TEXT)
        for key, index in (("j", 1), ("down", 2), ("right", 3), ("k", 2), ("up", 1), ("left", 0), ("k", 0)):
            await pilot.press(key)
            assert app.view.pointed == found[index]
        assert app.passed == 1
        assert app.view.place == 0
        app.view.stop_pointing()
        await pilot.press("j", "left")
        assert app.view.pointed is None
        assert app.view.scroll_offset.y == 1
        assert app.passed == 2
        assert not drawn(app.view, "pointed")


async def test_starts_where_it_is_told() -> None:
    """At a source offset, which is brought into view, or at the first sentence that begins in the window."""
    app = PointingApp(LONG)
    async with app.run_test(size=(40, 15)) as pilot:
        app.view.start_pointing(LONG.index("in part 2000."))
        await pilot.pause()
        assert pointed(app.view).startswith("Paragraph 2000 says")
        assert cursor(app.view).startswith("Paragraph 2000 says")
        app.view.restore(LONG.index("again, in part 1000"))
        app.view.start_pointing()
        assert pointed(app.view).startswith("Paragraph 1001")
        app.view.start_pointing(len(LONG))
        assert pointed(app.view).startswith("Paragraph 2999")


async def test_starts_before_there_is_a_window() -> None:
    """A cursor set before the view has a size is in the window once it has one."""
    app = PointingApp(LONG)
    app.view.start_pointing(LONG.index("Paragraph 1234"))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        assert cursor(app.view).startswith("Paragraph 1234")


async def test_the_window_follows_only_where_it_must() -> None:
    """Steps within the window leave it; behind its end it moves so that the sentence is whole in it."""
    app = PointingApp(LONG)
    async with app.run_test(size=(60, 12)) as pilot:
        app.view.start_pointing()
        tops = []
        for number in range(6):
            await pilot.press("j")
            tops.append(app.view.scroll_offset.y)
            assert cursor(app.view).startswith(f"Paragraph {number} ")
            assert cursor(app.view).endswith(f"part {number}.")
        assert tops[:3] == [0, 0, 0]
        assert len(set(tops)) < len(tops) - 1


async def test_page_keys_take_the_cursor_along() -> None:
    """Pages and the ends scroll as ever; the cursor goes to the first sentence that begins in the window."""
    app = PointingApp(LONG)
    async with app.run_test(size=(60, 12)) as pilot:
        app.view.start_pointing()
        for key, top in (("space", 10), ("ctrl+d", 15), ("pageup", 5), ("g", 0)):
            await pilot.press(key)
            assert app.view.scroll_offset.y == top
            assert cursor(app.view)
        assert cursor(app.view) == "A long text"
        await pilot.press("G")
        assert app.view.at_end
        assert pointed(app.view) in LONG[-600:]
        assert cursor(app.view) in " ".join(" ".join(rows(app.view)).split())


async def test_a_cursor_scrolled_away_is_fetched() -> None:
    """After the wheel has left it behind, a step goes to the first sentence in the window."""
    app = PointingApp(LONG)
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.pause()
        app.view.start_pointing()
        app.view.scroll_to(y=300, animate=False)
        await pilot.pause()
        assert pointed(app.view) == "A long text"
        await pilot.press("j")
        assert app.view.scroll_offset.y == 300
        assert cursor(app.view).startswith("Paragraph")


async def test_a_sentence_longer_than_the_window() -> None:
    """It begins at the top, and the next step goes on behind it."""
    text = "Short one.\n\n" + "word " * 400 + "end.\n\nThe next."
    app = PointingApp(text)
    async with app.run_test(size=(40, 8)) as pilot:
        app.view.start_pointing()
        await pilot.press("j")
        assert rows(app.view)[0].startswith("word word")
        assert all("word" in row for row in rows(app.view))
        await pilot.press("j")
        assert cursor(app.view) == "The next."


@pytest.mark.parametrize("size", [(40, 15), (200, 50), (23, 9)])
async def test_the_cursor_survives_resizes(size: tuple[int, int]) -> None:
    """The same sentence is under the cursor and in the window."""
    app = PointingApp(LONG)
    async with app.run_test(size=(80, 24)) as pilot:
        app.view.start_pointing(LONG.index("Paragraph 700"))
        await pilot.press("j", "j", "j")
        before = app.view.pointed
        await pilot.resize_terminal(*size)
        await pilot.pause()
        assert app.view.pointed == before
        assert cursor(app.view).startswith("Paragraph 703 says")


async def test_clicks_point_and_choose() -> None:
    """A click points, a click on the cursor's sentence chooses it; links are not followed, white space is nothing."""
    app = PointingApp(TEXT)
    async with app.run_test(size=(80, 40)) as pilot:
        app.view.start_pointing()
        await pilot.pause()
        y = next(y for y, row in enumerate(rows(app.view)) if row.startswith("A river"))
        x = app.view.render_line(y).text.index("mouth")
        await pilot.click(ReadingView, offset=(x, y))
        assert pointed(app.view).startswith("A river")
        assert app.chosen == []
        await pilot.click(ReadingView, offset=(79, 0))
        await pilot.click(ReadingView, offset=(x + 9, y))
        assert pointed(app.view).startswith("It\nmay")
        await pilot.click(ReadingView, offset=(x + 9, y))
        assert app.chosen == [app.view.pointed]
        assert app.links == []
        app.view.stop_pointing()
        await pilot.pause()
        await pilot.click(ReadingView, offset=(x, y))
        assert app.links == ["http://x.org/delta"]


async def test_a_drag_selects() -> None:
    """Selecting with the mouse moves no cursor."""
    app = PointingApp(TEXT)
    async with app.run_test(size=(80, 40)) as pilot:
        app.view.start_pointing()
        await pilot.pause()
        await pilot.mouse_down(ReadingView, offset=(8, 5))
        await pilot.hover(ReadingView, offset=(20, 5))
        await pilot.mouse_up(ReadingView, offset=(20, 5))
        await pilot.pause()
        assert app.screen.get_selected_text()
        assert pointed(app.view) == "Rivers"


async def test_evidence_is_drawn_beside_the_cursor() -> None:
    """Both are seen at once; the cursor lies over the evidence and leaves it."""
    app = PointingApp(TEXT)
    async with app.run_test(size=(80, 40)) as pilot:
        span = find(TEXT, "The end")
        assert span is not None
        app.view.highlight([span])
        app.view.start_pointing()
        await pilot.pause()
        assert (cursor(app.view), drawn(app.view, "evidence")) == ("Rivers", ["The end"])
        await pilot.press("j", "j", "j")
        assert (cursor(app.view), drawn(app.view, "evidence")) == ("The end.", [])
        app.view.stop_pointing()
        await pilot.pause()
        assert drawn(app.view, "evidence") == ["The end"]


async def test_only_changed_lines_are_drawn_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """A step repaints the lines of the two sentences, and lays out no other block."""
    text = "\n\n".join(" ".join(f"Sentence {n} of {p} says it." for n in range(12)) for p in range(3))
    app = PointingApp(text)
    async with app.run_test(size=(60, 40)) as pilot:
        app.view.start_pointing()
        await pilot.pause()
        others = [app.view._layout.lay(block) for block in (1, 2)]
        regions: list[Region] = []
        monkeypatch.setattr(app.view, "refresh", lambda *areas, **_: regions.extend(areas))
        app.view.action_line_down()
        assert {(region.y, region.height) for region in regions} == {(1, 1)}
        regions.clear()
        app.view.action_line_down()
        assert {(region.y, region.height) for region in regions} == {(1, 1), (2, 1)}
        assert [app.view._layout.lay(block) for block in (1, 2)] == others
        assert all(app.view._layout.lay(block) is laid for block, laid in zip((1, 2), others, strict=True))


async def test_far_blocks_cost_nothing() -> None:
    """Of a long text, only what is near the window is read."""
    app = PointingApp(LONG)
    async with app.run_test(size=(80, 24)) as pilot:
        app.view.start_pointing()
        await pilot.press("j", "j")
        assert len(app.view._layout._laid) < 30


@pytest.mark.parametrize(
    "text", ["", "\n \n", "---\n\n**\n", "[r]: http://x.org", "![](x.png)", "🎉", "\u200b"]
)
async def test_texts_with_hardly_a_sentence(text: str) -> None:
    """Nothing to point at is no trouble."""
    app = PointingApp(text)
    async with app.run_test(size=(20, 5)) as pilot:
        app.view.start_pointing()
        await pilot.press("j", "k", "G", "g", "space", "left")
        await pilot.click(ReadingView, offset=(1, 1))
        assert app.is_running


async def test_another_text_ends_it() -> None:
    """Showing another text takes the cursor away."""
    app = PointingApp(TEXT)
    async with app.run_test(size=(40, 15)) as pilot:
        app.view.start_pointing()
        app.view.show("Short. Text.")
        await pilot.pause()
        assert app.view.pointed is None
