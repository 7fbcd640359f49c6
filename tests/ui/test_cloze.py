"""Gaps filled, from a bank and by typing."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import pytest
from host import Host, click, contents, place
from hypothesis import given
from hypothesis import strategies as st
from screen import press, shown, type_in
from textual import events
from textual.pilot import Pilot

from studyapp.ui.widgets.cloze import ClozeText
from studyapp.ui.widgets.gaps import GapText

PIECES = ("The ", " report by ", " changed how medicine is taught in ", ".")
BANK = ("Flexner", "1910", "America", "Europe")


@asynccontextmanager
async def asked(
    bank: Sequence[str] = (), pieces: Sequence[str] = PIECES, width: int = 40, height: int = 20
) -> AsyncIterator[tuple[ClozeText, Pilot[None]]]:
    """A text with gaps in a window."""
    cloze = ClozeText()
    async with Host(cloze).run_test(size=(width, height)) as pilot:
        cloze.ask(contents(*pieces), len(pieces) - 1, contents(*bank))
        cloze.take_focus()
        await pilot.pause()
        yield cloze, pilot


def submitted(pilot: Pilot[None]) -> int:
    """How often Enter came to the screen."""
    assert isinstance(pilot.app, Host)
    return pilot.app.desk.submitted


async def test_what_is_typed_shows_in_the_text() -> None:
    """Letter by letter, in the gap that has the cursor, which is told by a sign."""
    async with asked() as (cloze, pilot):
        assert "The 1›______ report by 2 ______\n" in shown(pilot.app)
        await type_in(pilot, "19 h")
        assert "The 1›19 h" in shown(pilot.app)
        assert cloze.fills == ["19 h", "", ""]
        await press(pilot, "backspace", "backspace")
        assert cloze.fills == ["19", "", ""]


async def test_enter_fills_gap_after_gap_then_submits() -> None:
    """It goes to the next empty gap, round; only where there is none it is the screen's."""
    async with asked() as (cloze, pilot):
        await press(pilot, "down")
        await type_in(pilot, "Flexner")
        await press(pilot, "enter")
        await type_in(pilot, "America")
        await press(pilot, "enter")
        await type_in(pilot, "1910")
        assert submitted(pilot) == 0
        assert cloze.fills == ["1910", "Flexner", "America"]
        await press(pilot, "enter")
        assert submitted(pilot) == 1


async def test_gaps_left_open_can_be_submitted() -> None:
    """From an empty gap Enter goes forward only, so that it ends at the screen."""
    async with asked() as (_, pilot):
        await press(pilot, "enter", "enter")
        assert submitted(pilot) == 0
        await press(pilot, "enter")
        assert submitted(pilot) == 1


async def test_tab_and_arrows_change_the_gap() -> None:
    """The field has what the gap has; the arrows go round, tab leaves at the last gap."""
    async with asked() as (cloze, pilot):
        await type_in(pilot, "one")
        await press(pilot, "tab")
        await type_in(pilot, "two")
        await press(pilot, "up")
        assert cloze.field.value == "one"
        await press(pilot, "up")
        await type_in(pilot, "three")
        await press(pilot, "shift+tab")
        assert cloze.field.value == "two"
        await press(pilot, "tab")
        assert cloze.field.has_focus
        await press(pilot, "tab")
        assert not cloze.field.has_focus
        assert cloze.fills == ["one", "two", "three"]


async def test_letters_behind_a_tab_go_to_the_next_gap() -> None:
    """Also where all come at once, as over a slow line."""
    async with asked() as (cloze, pilot):
        for key in ["a", "tab", "b", "enter", "c", "up", "d"]:
            pilot.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await pilot.pause()
        assert cloze.fills == ["a", "bd", "c"]


async def test_a_gap_can_be_clicked() -> None:
    """Typing goes on there."""
    async with asked() as (cloze, pilot):
        await type_in(pilot, "one")
        await click(pilot, "2 ____")
        await type_in(pilot, "two")
        await click(pilot, "medicine")
        assert cloze.field.has_focus
        assert cloze.fills == ["one", "two", ""]


async def test_words_are_cleaned() -> None:
    """No control character comes out of the field or is shown from a file."""
    async with asked() as (cloze, pilot):
        cloze.field.value = " red\x1b[2J\tsea "
        await pilot.pause()
        assert cloze.fills[0] == "red [2J sea"
        cloze.mark(["a\nb\x1b", "", ""], {}, settled=False)
        assert cloze.fills[0] == "a b"


async def test_marks_of_typed_gaps() -> None:
    """Right and wrong by sign; the first wrong one is to be typed anew, and loses its mark then."""
    async with asked() as (cloze, pilot):
        cloze.mark(["1910", "Flecks", ""], {0: True, 1: False}, settled=False)
        await pilot.pause()
        assert "The 1 1910 ✓ report by 2›Flecks ✗" in shown(pilot.app)
        await type_in(pilot, "Flexner")
        text = shown(pilot.app)
        assert "2›Flexner\n" in text
        assert "✗" not in text
        assert cloze.fills == ["1910", "Flexner", ""]


async def test_settled_gaps_stay() -> None:
    """The field is gone, and a click does nothing; the next question has the field again."""
    async with asked() as (cloze, pilot):
        cloze.mark(["1910", "x", ""], {0: True, 1: False, 2: False}, settled=True)
        await pilot.pause()
        assert not cloze.is_typed
        assert not cloze.take_focus()
        await click(pilot, "2 x ✗")
        assert "›" not in shown(pilot.app)
        cloze.ask(contents("A ", " b"), 1, [])
        assert cloze.take_focus()
        await pilot.pause()
        await type_in(pilot, "z")
        assert cloze.fills == ["z"]


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("b a c", [1, 0, 2]),
        ("tab a c", [None, 0, 2]),
        ("down j k a backspace", [None, 0, None]),
        ("right right up left", [1, None, 3]),
        ("a shift+tab delete", [None, None, None]),
        ("G c g d", [3, None, 2]),
    ],
)
async def test_keys_of_a_bank(keys: str, expected: list[int | None]) -> None:
    """As with pairs; tab goes through the gaps."""
    async with asked(BANK) as (cloze, pilot):
        assert not cloze.is_typed
        await press(pilot, *keys.split())
        assert cloze.picked == expected
        await press(pilot, "enter")
        assert submitted(pilot) == 1


async def test_tab_leaves_a_bank_at_its_ends() -> None:
    """The widget holds nobody back."""
    async with asked(BANK) as (cloze, pilot):
        await press(pilot, "tab", "tab")
        assert cloze.text.has_focus
        await press(pilot, "tab")
        assert not cloze.text.has_focus


async def test_clicks_on_a_bank() -> None:
    """A gap is made current by a click, an option goes there."""
    async with asked(BANK) as (cloze, pilot):
        await click(pilot, "2 ____")
        await click(pilot, "Flexner")
        assert cloze.picked == [None, 0, None]
        assert "by 2 Flexner\n" in shown(pilot.app)


async def test_a_settled_bank() -> None:
    """Marked behind the gaps, and closed."""
    async with asked(BANK, height=5) as (cloze, pilot):
        cloze.mark([1, 3, None], {0: True, 1: False, 2: False}, settled=True)
        text = await press(pilot, "a", "right", "backspace")
        assert "1 1910 ✓ report by 2 Europe ✗" in text
        await press(pilot, "down")
        assert cloze.picked == [1, 3, None]
        assert pilot.app.query_one("#page").scroll_y > 0


async def test_the_screen_is_told_where_the_gap_is() -> None:
    """Its line in the text."""
    async with asked(BANK, width=24) as (cloze, pilot):
        await press(pilot, "end")
        assert isinstance(pilot.app, Host)
        moved = pilot.app.moves[-1]
        assert moved.widget is cloze.text
        assert place(pilot.app, "3›")[1] == 1 + moved.region.y


@given(
    st.lists(st.text("ab 日e\u0301", max_size=30), min_size=2, max_size=30),
    st.integers(20, 200),
    st.data(),
)
def test_gaps_flow_as_words(pieces: list[str], width: int, data: st.DataObject) -> None:
    """No line is wider than the window, and a gap that fits on a line is on one."""
    text = GapText()
    fills = data.draw(
        st.lists(st.text("cd ", max_size=12), min_size=len(pieces) - 1, max_size=len(pieces) - 1)
    )
    text.ask(contents(*(f" {piece} " for piece in pieces)), ())
    text.mark([fill.strip() for fill in fills], {}, settled=True)
    lines = text.draw(width)
    assert all(line.cell_length <= width for line in lines)
    if not "".join(pieces).strip():
        return  # a lone word without any text around it may be broken like one that is too long
    for number, fill in enumerate(fills, 1):
        gap = f"{number} {fill.strip() or '______'}"
        assert any(gap in line.plain for line in lines)
