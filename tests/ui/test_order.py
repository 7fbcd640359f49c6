"""Items put in order, by key and by mouse."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from host import Host, click, contents, drag, place
from screen import press, shown
from textual.pilot import Pilot

from studyapp.ui.widgets.order import OrderList

RIVER = contents("source", "brook", "river", "delta")


@asynccontextmanager
async def asked(width: int = 40, height: int = 15) -> AsyncIterator[tuple[OrderList, Pilot[None]]]:
    """Four items in a window."""
    order = OrderList()
    async with Host(order).run_test(size=(width, height)) as pilot:
        order.ask(RIVER)
        order.focus()
        await pilot.pause()
        yield order, pilot


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("", [0, 1, 2, 3]),
        ("shift+down", [1, 0, 2, 3]),
        ("J J", [1, 2, 0, 3]),
        ("down j shift+up", [0, 2, 1, 3]),
        ("up K", [0, 1, 3, 2]),
        ("k k K", [0, 2, 1, 3]),
        ("shift+up", [0, 1, 2, 3]),
        ("G shift+down", [0, 1, 2, 3]),
        ("3", [1, 2, 0, 3]),
        ("3 2", [1, 0, 2, 3]),
        ("7", [0, 1, 2, 3]),
        ("end 1", [3, 0, 1, 2]),
        ("space down down space down", [1, 2, 0, 3]),
        ("space up", [0, 1, 2, 3]),
        ("space j K", [0, 1, 2, 3]),
        ("space G", [1, 2, 3, 0]),
        ("end space home", [3, 0, 1, 2]),
        ("space 2 down", [1, 0, 2, 3]),
        ("space down home", [0, 1, 2, 3]),
    ],
)
async def test_keys(keys: str, expected: list[int]) -> None:
    """Each key, from the first item on; an item does not go round, the cursor does."""
    async with asked() as (order, pilot):
        await press(pilot, *keys.split())
        assert order.order == expected


async def test_what_is_picked_up_is_told_by_a_sign() -> None:
    """Not by colour alone; and so is the cursor."""
    async with asked() as (_, pilot):
        assert "›  1 ≡   source" in shown(pilot.app)
        assert "›  2 ↕   source" in await press(pilot, "space", "down")
        text = await press(pilot, "space", "down")
        assert "↕" not in text
        assert "›  3 ≡   river" in text


async def test_clicks_pick_up_and_put_down() -> None:
    """One click picks up, a second puts down: elsewhere, or where it was."""
    async with asked() as (order, pilot):
        await click(pilot, "delta")
        assert "4 ↕   delta" in shown(pilot.app)
        await click(pilot, "brook")
        assert order.order == [0, 3, 1, 2]
        assert "↕" not in shown(pilot.app)
        await click(pilot, "source")
        await click(pilot, "source")
        assert "↕" not in shown(pilot.app)
        assert order.order == [0, 3, 1, 2]


async def test_a_drag_moves_an_item() -> None:
    """Pressed on one row, let go on another."""
    async with asked() as (order, pilot):
        await drag(pilot, "source", "river")
        assert order.order == [1, 2, 0, 3]
        assert "↕" not in shown(pilot.app)


async def test_the_mouse_shows_what_a_click_would_be_on() -> None:
    """And nothing any more where it is elsewhere, or the order is settled."""
    async with asked() as (order, pilot):
        here = place(pilot.app, "river")

        def lit() -> bool:
            under = pilot.app.screen.get_style_at(here[0], here[1]).bgcolor
            return under != pilot.app.screen.get_style_at(here[0], here[1] + 1).bgcolor

        await pilot.hover(offset=here)
        assert lit()
        await pilot.hover(offset=(here[0], here[1] + 5))
        assert not lit()
        await pilot.hover(offset=here)
        order.mark(order.order, None, settled=True)
        await pilot.pause()
        assert not lit()


async def test_places_are_told_in_words_and_signs() -> None:
    """Once the answer is shown, each row tells whether it stood right, and else where it belongs."""
    async with asked() as (order, pilot):
        order.mark([1, 0, 2, 3], {0: 1, 1: 2, 2: 3, 3: 4}, settled=True)
        await pilot.pause()
        assert [line.split() for line in shown(pilot.app).splitlines()[1:5]] == [
            ["1", "→", "2", "brook"],
            ["2", "→", "1", "source"],
            ["3", "✓", "river"],
            ["4", "✓", "delta"],
        ]


async def test_a_wrong_try_can_be_changed() -> None:
    """While tries are left nothing is told, and what was picked up is down."""
    async with asked() as (order, pilot):
        await press(pilot, "space")
        order.mark([3, 2, 1, 0], None, settled=False)
        text = await press(pilot, "shift+down")
        assert order.order == [2, 3, 1, 0]
        assert not set("✓→↕") & set(text)


async def test_a_settled_order_stays() -> None:
    """No key or click moves anything; the keys scroll the page, and Enter goes on."""
    async with asked(height=5) as (order, pilot):
        order.mark([0, 1, 2, 3], None, settled=True)
        order.styles.padding = (0, 0, 9, 0)
        await press(pilot, "shift+down", "space", "2", "J", "down")
        await click(pilot, "river")
        await click(pilot, "brook")
        assert order.order == [0, 1, 2, 3]
        assert pilot.app.query_one("#page").scroll_y > 0
        await press(pilot, "enter")
        assert isinstance(pilot.app, Host)
        assert pilot.app.desk.submitted == 1


async def test_the_screen_is_told_where_the_cursor_is() -> None:
    """The lines of the row, so that they can be kept in the window."""
    async with asked(width=20) as (order, pilot):
        order.ask(contents("one", "two words that wrap", "three"))
        await press(pilot, "down")
        assert isinstance(pilot.app, Host)
        moved = pilot.app.moves[-1]
        assert moved.widget is order
        assert (moved.region.y, moved.region.height) == (1, 2)


@pytest.mark.parametrize("width", [20, 40, 80, 200])
async def test_any_texts_at_any_width(width: int) -> None:
    """Wide and combining characters wrap within the window, and every word is there."""
    async with asked(width=width, height=60) as (order, pilot):
        items = ["日本の川は短くて急である", "cafe\u0301 " * 9 + "end", "x" * 50, ""] + ["more"] * 26
        order.ask(contents(*items))
        text = await press(pilot, "K", "space", "G", "space")
        assert order.order[-1] == 0
        assert text.count("more") == 26
        assert "".join(text.split()).count("x") == 50
        assert text.count("cafe\u0301") == 9
