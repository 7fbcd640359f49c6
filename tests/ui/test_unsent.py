"""What was put together and not given yet is there again after leaving."""

from __future__ import annotations

import pytest
from screen import MakeApp, press, shown, type_in

from builders import cloze, course, match, multiple, open_answer, order, typed


async def test_a_written_answer_is_there_again(make_app: MakeApp) -> None:
    """After escape, and after quitting; given it is gone from the field."""
    made = course(open_answer())
    app = make_app(made)
    async with app.run_test(size=(80, 30)) as pilot:
        await press(pilot, "a")
        await type_in(pilot, "It slows")
        await press(pilot, "escape")
        assert "It slows" in await press(pilot, "a")
        await type_in(pilot, " down")
    again = make_app(made)
    async with again.run_test(size=(80, 30)) as pilot:
        assert "It slows down" in await press(pilot, "a")
        assert "Your answer" in await press(pilot, "enter")


@pytest.mark.parametrize("escape", [True, False])
async def test_every_kind_is_gone_on_with(make_app: MakeApp, *, escape: bool) -> None:
    """Picks, gaps, pairs and an order, each in the form that the learner left."""
    steps = {
        "typed": (typed(), ["w", "a"], "wa"),
        "cloze": (cloze(), ["V", "o"], "Vo"),
        "several": (multiple(), ["1"], "■"),
        "match": (match(), ["b"], "→ b"),
    }
    for question, keys, seen in steps.values():
        app = make_app(course(question))
        async with app.run_test(size=(80, 30)) as pilot:
            await press(pilot, "a", *keys)
            if escape:
                await press(pilot, "escape")
                assert seen in await press(pilot, "a")
        again = make_app(course(question))
        async with again.run_test(size=(80, 30)) as pilot:
            assert seen in await press(pilot, "a")


async def test_an_order_is_gone_on_with(make_app: MakeApp) -> None:
    """The items stand as they were arranged."""
    app = make_app(course(order()))
    async with app.run_test(size=(80, 30)) as pilot:
        await press(pilot, "a", "shift+down")
        before = [line for line in shown(app).splitlines() if "≡" in line]
        await press(pilot, "escape", "a")
        after = [line for line in shown(app).splitlines() if "≡" in line]
        assert [line.split("≡")[1] for line in before] == [line.split("≡")[1] for line in after]
