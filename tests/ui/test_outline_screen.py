"""The outline's rows: one bar, one meaning."""

from __future__ import annotations

import pytest
from screen import MakeApp, press, shown

from builders import course, truefalse
from studyapp.course.model import Section

SEAS = Section(
    stem="02-seas",
    title="Seas",
    text="# Seas\n\nA sea is wide.\n",
    questions=(truefalse("wide"), truefalse("deep")),
)


def row(text: str, title: str) -> str:
    """The last line that holds a section's title: above it is the next step."""
    return [line for line in text.splitlines() if title in line][-1]


@pytest.mark.parametrize("size", [(80, 24), (200, 60)])
async def test_a_bar_is_what_stands_above_it(make_app: MakeApp, size: tuple[int, int]) -> None:
    """Of what is answered as long as nothing else has one; then only of what is known today."""
    app = make_app(course(truefalse(), more=(SEAS,)))
    async with app.run_test(size=size) as pilot:
        await press(pilot, "down", "down", "a", "1", "enter")
        text = await press(pilot, "escape")
        assert "known today" not in text
        assert "answered 1 of 2  ━━━━━─────" in row(text, "Seas")
        await press(pilot, "home", "down", "a", "1", "enter", "enter")
        text = await press(pilot, "escape")
        assert "known today" in text
        assert "━━━━━━━━━━ 100%" in row(text, "Rivers")
        seas = row(text, "Seas")
        assert "answered 1 of 2" in seas
        assert not set("━─") & set(seas)
        assert seas.index("answered") < row(text, "Rivers").index("━")


async def test_a_slim_outline_has_no_bars(make_app: MakeApp) -> None:
    """Nor a word above them."""
    app = make_app(course(truefalse(), more=(SEAS,)))
    async with app.run_test(size=(40, 15)) as pilot:
        await press(pilot, "down", "a", "1", "enter", "enter")
        text = await press(pilot, "escape")
        assert "known today" not in text
        assert not set("━─") & set(row(shown(app), "Seas"))
