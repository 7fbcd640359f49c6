"""Pairs matched, by key and by mouse."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import pytest
from host import Host, click, contents
from screen import press, shown
from textual.pilot import Pilot

from studyapp.ui.widgets.letters import LETTERS
from studyapp.ui.widgets.pairs import PairList

LEFTS = ("Nile", "Rhine", "Volga")
OPTIONS = ("Africa", "North Sea", "Caspian Sea", "Asia")


@asynccontextmanager
async def asked(
    lefts: Sequence[str] = LEFTS, options: Sequence[str] = OPTIONS, width: int = 40, height: int = 20
) -> AsyncIterator[tuple[PairList, Pilot[None]]]:
    """Pairs to match in a window."""
    pairs = PairList()
    async with Host(pairs).run_test(size=(width, height)) as pilot:
        pairs.ask(contents(*lefts), contents(*options))
        pairs.focus()
        await pilot.pause()
        yield pairs, pilot


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("b", [1, None, None]),
        ("b a c", [1, 0, 2]),
        ("down b a a", [0, 1, 0]),
        ("up c up b", [None, None, 1]),
        ("up c down b a", [0, 1, 2]),
        ("j d k k b", [1, 3, None]),
        ("k d k c a", [0, None, 2]),
        ("a b c d", [0, 1, 3]),
        ("a b backspace k backspace", [0, None, None]),
        ("a home delete", [None, None, None]),
        ("G c g a", [0, None, 2]),
        ("end c 2 b", [None, 1, 2]),
        ("right", [0, None, None]),
        ("right right down left", [1, 3, None]),
        ("left right", [0, None, None]),
        ("f 9", [None, None, None]),
    ],
)
async def test_keys(keys: str, expected: list[int | None]) -> None:
    """A letter fills and goes on to the next open left, round; the arrows alone are enough."""
    async with asked() as (pairs, pilot):
        await press(pilot, *keys.split())
        assert pairs.assigned == expected


async def test_letters_are_no_commands_of_the_screen() -> None:
    """What the question's screen does with a letter stays possible."""
    from studyapp.ui.commands import QUESTION

    commands = {key for command in QUESTION if command.action for key in command.keys.split(",")}
    assert not commands & set(LETTERS)
    assert not set("jkgG") & set(LETTERS)


async def test_more_options_than_letters() -> None:
    """Those beyond have none, and are reached by the arrows."""
    async with asked(options=[f"option {number}" for number in range(30)], height=50) as (pairs, pilot):
        text = await press(pilot, "z", "up", "right")
        assert pairs.assigned == [len(LETTERS), None, None]
        assert f"→ ·  option {len(LETTERS)}" in text
        await click(pilot, "option 29")
        assert pairs.assigned[0] == 29


async def test_clicks() -> None:
    """A left is made current by a click, an option goes there, and out again where it is there already."""
    async with asked() as (pairs, pilot):
        await click(pilot, "Rhine")
        await click(pilot, "North Sea")
        assert pairs.assigned == [None, 1, None]
        assert "›  3   Volga" in shown(pilot.app)
        await click(pilot, "Rhine")
        x, y = 10, shown(pilot.app).splitlines().index("   b   North Sea")
        await pilot.click(offset=(x, y))
        assert pairs.assigned == [None, None, None]


async def test_beside_where_there_is_room_and_below_where_not() -> None:
    """One line a pair at 40 columns; at 20, and with long texts, the answer is on the next line."""
    async with asked() as (_, pilot):
        text = await press(pilot, "c")
        assert "   1   Nile   → c  Caspian Sea\n›  2   Rhine  → …\n   3   Volga  → …\n\n   a   Africa" in text
    async with asked(width=24) as (_, pilot):
        assert "   1   Nile\n       → c  Caspian Sea" not in await press(pilot, "b")
        assert "›  2   Rhine\n       → …\n" in shown(pilot.app)


async def test_marks() -> None:
    """Right and wrong by sign; while tries are left the first wrong one is current, and loses its mark when changed."""
    async with asked() as (pairs, pilot):
        pairs.mark([0, 2, 1], {0: True, 1: False, 2: False}, settled=False)
        await pilot.pause()
        text = shown(pilot.app)
        assert "   1 ✓ Nile " in text
        assert "›  2 ✗ Rhine " in text
        text = await press(pilot, "b")
        assert "2   Rhine  → b  North Sea" in text
        assert "3 ✗ Volga" in text
        assert pairs.assigned == [0, 1, 1]


async def test_settled_pairs_stay() -> None:
    """No key or click changes anything; the keys scroll the page, and Enter goes on."""
    async with asked(height=6) as (pairs, pilot):
        pairs.mark([0, None, 2], {0: True, 1: False, 2: True}, settled=True)
        await press(pilot, "b", "right", "backspace", "2")
        await click(pilot, "Rhine")
        await press(pilot, "down")
        assert pairs.assigned == [0, None, 2]
        assert pilot.app.query_one("#page").scroll_y > 0
        await press(pilot, "enter")
        assert isinstance(pilot.app, Host)
        assert pilot.app.desk.submitted == 1


async def test_the_screen_is_told_where_the_cursor_is() -> None:
    """After a letter that is the next left."""
    async with asked(width=20) as (pairs, pilot):
        await press(pilot, "b")
        assert isinstance(pilot.app, Host)
        moved = pilot.app.moves[-1]
        assert moved.widget is pairs
        first = shown(pilot.app).splitlines()[1 + moved.region.y]
        assert first.startswith("›  2   Rhine")


@pytest.mark.parametrize("width", [20, 40, 80, 200])
async def test_any_texts_at_any_width(width: int) -> None:
    """Wide and combining characters wrap within the window, and every word is there."""
    lefts = ["日本の川は短くて急である", "cafe\u0301 " * 9, "x" * 50, ""] + ["more"] * 26
    options = ["山から海まで", "y" * 40, *OPTIONS]
    async with asked(lefts, options, width=width, height=140) as (pairs, pilot):
        text = await press(pilot, "b", "a")
        assert pairs.assigned[:3] == [1, 0, None]
        assert text.count("more") == 26
        assert "".join(text.split()).count("y") >= 80
        assert text.count("cafe\u0301") == 9
