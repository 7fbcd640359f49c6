"""The reading view: drawing, moving, evidence, search, selection, and texts that mean harm."""

from __future__ import annotations

from itertools import pairwise

import pytest
from textual.app import App, ComposeResult

from studyapp.course.text import find
from studyapp.ui.widgets.pagestyles import component_style
from studyapp.ui.widgets.reading import ReadingView

PARAGRAPH = (
    "Paragraph {0} says that **knowledge** and _practice_ are exchanged, again and again, in part {0}.\n"
)
LONG = "# A long text\n\n" + "\n".join(PARAGRAPH.format(number) for number in range(3_000))


class ReadingApp(App[None]):
    """A window with nothing but the view."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.view = ReadingView(text)
        self.moves: list[tuple[int, float]] = []
        self.links: list[str] = []

    def compose(self) -> ComposeResult:
        yield self.view

    def on_mount(self) -> None:
        self.view.focus()

    def on_reading_view_moved(self, event: ReadingView.Moved) -> None:
        self.moves.append((event.place, event.progress))

    def on_reading_view_link_clicked(self, event: ReadingView.LinkClicked) -> None:
        self.links.append(event.href)


def rows(view: ReadingView) -> list[str]:
    """The lines on the screen, without the margins."""
    return [view.render_line(y).text.strip() for y in range(view.size.height)]


def drawn(view: ReadingView, name: str) -> list[str]:
    """The texts drawn on the background of a component class."""
    wanted = component_style(view, name).background
    assert wanted is not None
    return [
        segment.text
        for y in range(view.size.height)
        for segment in view.render_line(y)
        if segment.style and segment.style.bgcolor == wanted.rich_color
    ]


async def test_opens_at_the_beginning() -> None:
    """The first lines are shown, and only what is near the window has been laid out."""
    app = ReadingApp(LONG)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert rows(app.view)[1] == "A long text"
        assert "Paragraph 0 says that knowledge and practice" in rows(app.view)[4]
        assert len(app.view._layout._parts) < 30
        assert (app.view.place, app.view.at_end) == (0, False)


@pytest.mark.parametrize("size", [(80, 24), (200, 60), (40, 15), (9, 4), (2, 1)])
async def test_every_width(size: tuple[int, int]) -> None:
    """Text keeps to the measure and the window, from one end to the other."""
    app = ReadingApp(LONG[:2_000])
    async with app.run_test(size=size) as pilot:
        await pilot.press("end")
        assert app.view.at_end
        assert app.view.progress == 1
        assert all(len(row) <= min(72, size[0]) for row in rows(app.view))
        await pilot.press("home")
        assert app.view.place == 0


async def test_keys() -> None:
    """Letters, arrows and page keys move; up undoes down."""
    app = ReadingApp(LONG)
    async with app.run_test(size=(80, 24)) as pilot:
        tops = []
        for key in ("j", "down", "space", "pagedown", "ctrl+d"):
            await pilot.press(key)
            tops.append(app.view.scroll_offset.y)
        assert tops == [1, 2, 24, 46, 57]
        for key in ("k", "up", "b", "pageup", "ctrl+u"):
            await pilot.press(key)
        assert app.view.scroll_offset.y == 0
        await pilot.press("G")
        assert rows(app.view)[-1].endswith("in part 2999.")
        await pilot.press("g")
        assert rows(app.view)[1] == "A long text"
        assert app.moves[-1][0] == 0


async def test_pages_join_without_a_gap() -> None:
    """Paging down and up again passes the same lines, wherever estimates were wrong."""
    app = ReadingApp(LONG)
    async with app.run_test(size=(50, 20)) as pilot:
        app.view.restore(len(LONG) // 2)
        await pilot.pause()
        seen = []
        for _ in range(6):
            seen.append(rows(app.view))
            await pilot.press("space")
        for lines in reversed(seen):
            await pilot.press("b")
            assert rows(app.view) == lines
        for before, after in pairwise(seen):
            assert before[-2:] == after[:2]


async def test_a_line_up_shows_one_more_line() -> None:
    """Blocks above the window have estimated heights; scrolling into them never jumps."""
    app = ReadingApp(LONG)
    async with app.run_test(size=(50, 20)) as pilot:
        app.view.restore(len(LONG) // 3)
        await pilot.pause()
        for _ in range(12):
            before = rows(app.view)
            await pilot.press("k")
            assert rows(app.view)[1:] == before[:-1]


async def test_wheel_and_scroll_bar() -> None:
    """Outside changes of the scroll position are followed, to the very end."""
    app = ReadingApp(LONG)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.view.scroll_to(y=3, animate=False)
        await pilot.pause()
        assert rows(app.view)[1].startswith("Paragraph 0")
        app.view.scroll_to(y=app.view.max_scroll_y // 2, animate=False)
        await pilot.pause()
        assert 0.4 < app.view.progress < 0.6
        app.view.scroll_to(y=app.view.max_scroll_y, animate=False)
        await pilot.pause()
        assert app.view.at_end
        assert rows(app.view)[-1].endswith("in part 2999.")


@pytest.mark.parametrize("share", [0.0, 0.2, 0.71, 1.0])
async def test_place_survives_resizes(share: float) -> None:
    """After other widths and back, the same line is at the top."""
    app = ReadingApp(LONG)
    async with app.run_test(size=(80, 24)) as pilot:
        app.view.restore(int(len(LONG) * share))
        await pilot.press("j", "k")
        place, top = app.view.place, rows(app.view)[0]
        for size in ((40, 15), (200, 60), (33, 24), (80, 24)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert app.view.place == place
        assert rows(app.view)[0] == top


async def test_place_survives_a_restart() -> None:
    """Restoring a place in a new view, before it has a size, shows the same line."""
    app = ReadingApp(LONG)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*["space"] * 7)
        place, top = app.view.place, rows(app.view)[0]
    again = ReadingApp(LONG)
    again.view.restore(place)
    async with again.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert (again.view.place, rows(again.view)[0]) == (place, top)


async def test_another_text() -> None:
    """Showing another text starts at its beginning and forgets the search."""
    app = ReadingApp(LONG)
    async with app.run_test(size=(80, 24)) as pilot:
        app.view.search("practice")
        await pilot.press("G")
        app.view.show("Short.")
        await pilot.pause()
        assert [row for row in rows(app.view) if row] == ["Short."]
        assert app.view.at_end
        assert not drawn(app.view, "hit")


async def test_an_empty_text() -> None:
    """Nothing to read is read to its end."""
    app = ReadingApp("\n \n")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("space", "G", "k")
        assert app.view.at_end
        assert app.view.search("x") == 0


@pytest.mark.parametrize(
    ("text", "quotation", "shown"),
    [
        ("The **exchange of knowledge** and\npractice.", "exchange of knowledge and practice", None),
        ("same words, and\n\nsame words again", "same words again", "same words again"),
        ("no yes no **yes** no", "no yes no", "no yes no"),
        ("1. first item\n2. second item\n", "first item 2. second item", "first itemsecond item"),
        ("| a | b |\n|---|---|\n| left cell | right cell |", "left cell | right cell", "left cellright cell"),
        ("> a quoted\n> passage", "quoted passage", "quoted passage"),
        ("```\ncode here\n```", "code here", "code here"),
        (
            "It’s [a link](http://x.org/it) — really&nbsp;so",
            "It's a link - really so",
            "It’s a link — really\xa0so",
        ),
    ],
)
async def test_evidence_is_drawn(text: str, quotation: str, shown: str | None) -> None:
    """A quotation is highlighted as it is shown, marks or not."""
    app = ReadingApp(text)
    async with app.run_test(size=(80, 24)) as pilot:
        span = find(text, quotation)
        assert span is not None
        app.view.highlight([span])
        await pilot.pause()
        assert "".join(drawn(app.view, "evidence")) == (quotation if shown is None else shown)
        app.view.highlight([])
        await pilot.pause()
        assert not drawn(app.view, "evidence")


async def test_the_right_one_of_equal_passages() -> None:
    """Evidence at the third of equal words is drawn there, not at the first."""
    text = "word one word two **word** three word"
    app = ReadingApp(text)
    async with app.run_test(size=(80, 24)) as pilot:
        start = text.index("**word") + 2
        app.view.highlight([(start, start + 4)])
        await pilot.pause()
        line = app.view.render_line(1)
        at = 0
        for segment in line:
            if segment.text == "word" and segment.style and segment.style.bold:
                break
            at += len(segment.text)
        assert drawn(app.view, "evidence") == ["word"]
        assert line.text[:at].endswith("two ")


async def test_reveal_brings_evidence_to_a_third_of_the_window() -> None:
    """Evidence far down is brought into view, near a third of the window."""
    app = ReadingApp(LONG)
    async with app.run_test(size=(80, 24)) as pilot:
        span = find(LONG, "in part 2345.")
        assert span is not None
        app.view.reveal([span])
        await pilot.pause()
        assert "".join(drawn(app.view, "evidence")) == "in part 2345."
        row = next(y for y, text in enumerate(rows(app.view)) if "2345." in text)
        assert 7 <= row <= 10


async def test_search() -> None:
    """All hits are drawn, the current one stronger; next and previous go round."""
    text = "One **Kno**wledge.\n\nTwo knowledge.\n\n[three](http://knowledge.org) KNOWLEDGE"
    app = ReadingApp(text)
    async with app.run_test(size=(80, 24)) as pilot:
        assert app.view.search("knowledge") == 3
        await pilot.pause()
        assert "".join(drawn(app.view, "hit-current")) == "Knowledge"
        assert drawn(app.view, "hit") == ["knowledge", "KNOWLEDGE"]
        app.view.next_hit()
        await pilot.pause()
        assert drawn(app.view, "hit-current") == ["knowledge"]
        app.view.previous_hit()
        app.view.previous_hit()
        await pilot.pause()
        assert drawn(app.view, "hit-current") == ["KNOWLEDGE"]
        assert app.view.search("Knowledge") == 1
        assert app.view.search("nowhere") == 0
        app.view.next_hit()
        app.view.search("two knowledge")
        app.view.clear_search()
        await pilot.pause()
        assert not drawn(app.view, "hit") + drawn(app.view, "hit-current")


async def test_search_goes_to_the_next_hit_from_here() -> None:
    """The first hit behind the reading place is shown, though others stand before it."""
    app = ReadingApp(LONG)
    async with app.run_test(size=(80, 24)) as pilot:
        app.view.restore(LONG.index("Paragraph 2000"))
        await pilot.pause()
        assert app.view.search("in part 5.") == 1
        await pilot.pause()
        assert drawn(app.view, "hit-current") == ["in part 5."]
        app.view.restore(LONG.index("Paragraph 2000"))
        assert app.view.search("again and again") == 3_000
        await pilot.pause()
        assert app.view.place >= LONG.index("Paragraph 1999")


async def test_rendering() -> None:
    """Lists hang, quotes have a bar, tables line up, footnotes are numbered, images are words."""
    text = (
        "1. one\n   - two\n\n> quote\n\n| h | n |\n|---|--:|\n| 中国 | 1 |\n\n~~no~~ ![a map](http://x/y.png)[^z]\n\n"
        "See [ref].\n\n[ref]: http://x.org\n\n[^z]: The *note*.\n\n<b>html</b> &amp; \\*"
    )
    app = ReadingApp(text)
    async with app.run_test(size=(60, 30)) as pilot:
        await pilot.pause()
        assert [row for row in rows(app.view) if row] == [
            "1. one",
            "• two",
            "▎ quote",
            "h    │ n",
            "─────┼──",
            "中国 │ 1",
            "no [a map]¹",
            "See ref.",
            "¹ The note.",
            "<b>html</b> & *",
        ]


async def test_a_wide_table_becomes_lines() -> None:
    """A table that can't fit is shown as one line a cell, with its header."""
    header = "|" + "".join(f" head {n} |" for n in range(50))
    text = f"{header}\n|{'---|' * 50}\n" + ("|" + " cell |" * 50 + "\n") * 100
    app = ReadingApp(text)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("space")
        assert "head 30: cell" in rows(app.view)
        await pilot.press("G")
        assert rows(app.view)[-1] == "head 49: cell"


@pytest.mark.parametrize(
    "text",
    [
        "[/b] and [@click=app.quit]x[/] and [red]y and list[int] and [bold",
        "**a _b `c ~~d [e](f ![g",
        "👨‍👩‍👧‍👦 🇩🇪 é ́́ 中文字符" * 20,
        "שלום עולם العربية " * 30,
        "x" * 5_000,
        "中" * 5_000,
        "> " * 200 + "deep",
        "\n".join("  " * depth + "- item" for depth in range(60)),
        "\n".join(f"- item {number}" for number in range(2_000)),
        "```\n" + "code " * 50_000,
        "|\n|-|\n|a|b|c|",
        "[a]: b\n\n[c]: d",
        "[^1]: \n\n[^1]:\n",
        "- \n- \n\n-\n\n> \n\n# \n\n&#x202e;&#7;&nbsp;",
        "\t\ttabs\there\n\n\u00ad\u200b",
    ],
)
@pytest.mark.parametrize("size", [(80, 24), (7, 5)])
async def test_hostile_texts(text: str, size: tuple[int, int]) -> None:
    """Whatever a text holds, it is drawn within the window, and the app lives on."""
    app = ReadingApp(text)
    async with app.run_test(size=size) as pilot:
        for key in ("space", "G", "b", "k", "g"):
            await pilot.press(key)
        app.view.search("a")
        app.view.highlight([(0, len(text))])
        await pilot.pause()
        for y in range(size[1]):
            line = app.view.render_line(y)
            assert line.cell_length <= size[0]
            assert not any(
                meta for segment in line if (meta := segment.style and segment.style.meta.get("@click"))
            )
            assert "\x07" not in line.text
            assert "\u202e" not in line.text


async def test_markup_is_literal() -> None:
    """Brackets of the text are shown as they are."""
    text = "[/b] [@click=app.quit]x[/] list[int]"
    app = ReadingApp(text)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.click(ReadingView, offset=(12, 1))
        assert rows(app.view)[1] == text
        assert app.is_running


async def test_links_are_reported() -> None:
    """A click on a link says where it leads and opens nothing."""
    app = ReadingApp("[here](http://x.org/a?b) and [there][r]\n\n[r]: javascript:x")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.click(ReadingView, offset=(5, 1))
        await pilot.click(ReadingView, offset=(11, 1))
        assert app.links == ["http://x.org/a?b"]
        await pilot.click(ReadingView, offset=(15, 1))
        assert len(app.links) == 2


async def test_selection_is_copied() -> None:
    """Dragging over lines selects the passage, and lines broken by the width are joined."""
    app = ReadingApp("word " * 30 + "\n\nEnd **of** it.")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.mouse_down(ReadingView, offset=(8, 1))
        await pilot.hover(ReadingView, offset=(5, 5))
        await pilot.mouse_up(ReadingView, offset=(5, 5))
        await pilot.pause()
        assert app.screen.get_selected_text() == ("word " * 29).strip() + "\n\nEnd"
        app.view.text_select_all()
        assert (app.screen.get_selected_text() or "").strip().endswith("End of it.")


async def test_theme_change() -> None:
    """Colours follow the theme at once."""
    app = ReadingApp("# Title\n\n`code`")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        dark = [segment.style for segment in app.view.render_line(1) if segment.text == "Title"]
        app.theme = "textual-light"
        await pilot.pause()
        light = [segment.style for segment in app.view.render_line(1) if segment.text == "Title"]
        assert dark
        assert light
        assert dark != light
        assert drawn(app.view, "code") == ["code"]
