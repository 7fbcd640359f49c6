"""Each kind of question on its screen: wrong, then right, by keyboard and mouse."""

from __future__ import annotations

import pytest
from host import click, drag
from screen import SIZE, SLIM, WIDE, MakeApp, lead, press, responses, shown, type_in
from textual.pilot import Pilot

from builders import bank, cloze, course, locate, match, open_answer, order, single, typed
from studyapp.course.model import Choice, Settings
from studyapp.study.store import Progress
from studyapp.ui.screens.outline import OutlineScreen
from studyapp.ui.screens.question import QuestionScreen
from studyapp.ui.widgets.order import OrderList
from studyapp.ui.widgets.writing import WritingField


async def arrange(pilot: Pilot[None], *items: str) -> str:
    """Bring items into an order: each in turn is moved up to its place."""
    for place, item in enumerate(items):
        lines = shown(pilot.app).splitlines()
        now = [line.split()[-1] for line in lines if "≡" in line]
        await press(pilot, "g", *["j"] * now.index(item), *["K"] * (now.index(item) - place))
    return shown(pilot.app)


# gaps, pairs, order


async def test_gaps_are_typed(make_app: MakeApp, store: Progress) -> None:
    """Enter leads from gap to gap and submits at the last; a wrong gap is marked, no right one is."""
    app = make_app(course(cloze(tries=3, hints=("It is in Egypt.",))))
    async with app.run_test(size=SIZE) as pilot:
        assert "enter next gap" in await press(pilot, "a")
        await type_in(pilot, "Volga")
        await press(pilot, "enter")
        await type_in(pilot, "mouth")
        assert "enter submit" in shown(app)
        text = await press(pilot, "enter")
        assert "◐ Partly right" in text
        assert "Volga ✗" in text
        assert "✓" not in text
        assert "Nile" not in text
        assert "Hint: It is in Egypt." in await press(pilot, "f2", "h")
        await type_in(pilot, "Nile")
        text = await press(pilot, "enter")
        assert "✓ Right" in text
        assert "1 Nile ✓" in text
    assert responses(store) == [["Volga", "mouth"], ["Nile", "mouth"]]


async def test_the_gap_that_is_typed_is_seen(make_app: MakeApp) -> None:
    """In a small window also when the feedback of the try before had pushed it out of sight."""
    long = cloze(pieces=("The ", " river runs on and on. " * 20, "."), gaps=(("Nile",), ("mouth",)))
    app = make_app(course(long))
    async with app.run_test(size=SLIM) as pilot:
        assert "1›______" in await press(pilot, "a")
        await type_in(pilot, "Volga")
        assert "2›______" in await press(pilot, "enter")
        await type_in(pilot, "mouth")
        assert "◐ Partly right" in await press(pilot, "enter")
        await type_in(pilot, "N")
        assert "1›N" in shown(app)


async def test_gaps_are_filled_from_a_bank(make_app: MakeApp, store: Progress) -> None:
    """Letters fill one gap after the other; what is wrong is named, what is right only after the end."""
    app = make_app(course(bank()))
    async with app.run_test(size=SLIM) as pilot:
        text = await press(pilot, "a")
        text = await press(pilot, lead(text, " delta"), lead(text, " catchments"), "enter")
        assert "delta ✗" in text
        assert "✓" not in text
        text = await press(pilot, lead(text, " mouth"), "enter")
        assert "1  watershed" in text
        assert "2  catchments" not in text
    assert responses(store) == [["delta", "catchments"], ["mouth", "catchments"]]


async def test_lines_are_matched(make_app: MakeApp, store: Progress) -> None:
    """The cursor goes to the wrong line, which a letter mends; one option may be given twice."""
    app = make_app(course(match()))
    async with app.run_test(size=SIZE) as pilot:
        text = await press(pilot, "a")
        river, sea = lead(text, " river"), lead(text, " sea")
        mountain = lead(text, " mountain")
        text = await press(pilot, river, sea, mountain, "enter")
        assert "✗ Volga" in text
        assert "✓" not in text
        assert "✗ Nile" not in text
        text = await press(pilot, river, "enter")
        assert "✓ Right" in text
        assert text.count("✓") == 4
    assert responses(store)[-1] == {"Nile": "river", "Volga": "river", "Etna": "mountain"}


async def test_what_can_be_given_comes_into_a_small_window(make_app: MakeApp) -> None:
    """With the cursor at a line, the options below are shown too as far as there is room."""
    app = make_app(course(match(prompt="What is each? " * 12)))
    async with app.run_test(size=SLIM) as pilot:
        assert "c   " not in await press(pilot, "a")
        text = await press(pilot, "j")
        assert "›  2   Volga" in text
        assert all(f"{letter}   " in text for letter in "abc")


async def test_items_are_ordered(make_app: MakeApp, store: Progress) -> None:
    """By the keys; once told, each item says where it belongs."""
    items = ("source", "brook", "river", "delta")
    app = make_app(course(order()))
    async with app.run_test(size=SIZE) as pilot:
        assert "shift+↑↓ moves a line" in await press(pilot, "a")
        await arrange(pilot, *items[1:], items[0])
        text = await press(pilot, "enter")
        assert "Not yet" in text or "Partly right" in text
        assert "→" not in text
        await arrange(pilot, *items)
        text = await press(pilot, "enter")
        assert "✓ Right" in text
        assert "shift" not in text
    assert responses(store) == [[*items[1:], items[0]], list(items)]


async def test_items_are_dragged(make_app: MakeApp) -> None:
    """The mouse orders them too."""
    app = make_app(course(order()))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "a")
        before = app.screen.query_one(OrderList).order
        names = [line.split()[-1] for line in shown(app).splitlines() if "≡" in line]
        await drag(pilot, names[0], names[2])
        assert app.screen.query_one(OrderList).order == [*before[1:3], before[0], *before[3:]]


async def test_a_long_list_follows_the_cursor(make_app: MakeApp) -> None:
    """In a small window the line at the cursor is always seen."""
    items = tuple(f"Stage number {number}" for number in range(1, 16))
    app = make_app(course(order(items=items)))
    async with app.run_test(size=SLIM) as pilot:
        await press(pilot, "a")
        for key in ("G", "K", "K", "g", *["j"] * 14):
            assert "›" in await press(pilot, key)


# open


async def test_an_answer_in_own_words_is_marked_by_the_learner(make_app: MakeApp, store: Progress) -> None:
    """The model answer comes when the answer is kept; what is ticked is the score."""
    app = make_app(course(open_answer()))
    async with app.run_test(size=SIZE) as pilot:
        text = await press(pilot, "a")
        assert "Answer in your own words" in text
        assert "Write an answer first." in await press(pilot, "enter")
        await type_in(pilot, "It is")
        await press(pilot, "ctrl+j")
        await type_in(pilot, "slow")
        text = await press(pilot, "enter")
        assert "  It is\n  slow" in text
        assert "The water slows" in text
        assert "enter done ticking   1-9 tick" in text
        assert "Right" not in text
        text = await press(pilot, "1", "enter")
        assert "◐ Partly right   0.25 of 1 point" in text
        assert "■ ✓ It slows" in text
    assert responses(store) == [{"text": "It is\nslow", "met": ["It slows"]}]


async def test_marking_goes_on_where_it_was_left(make_app: MakeApp) -> None:
    """Leaving between writing and marking keeps the answer; it can't be written anew with the model answer seen."""
    made = course(open_answer())
    app = make_app(made)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "a")
        await type_in(pilot, "It slows")
        await press(pilot, "enter", "escape")
        text = await press(pilot, "a")
        assert "What of this does your answer say?" in text
        assert "Write here" not in text
    again = make_app(made)
    async with again.run_test(size=SIZE) as pilot:
        assert "The water slows" in await press(pilot, "a")
        assert "✓ Right   1 of 1 point" in await press(pilot, "1", "2", "enter")


async def test_the_criteria_are_seen_before_they_are_to_be_ticked(make_app: MakeApp) -> None:
    """However long the learner's own answer is, the model answer and the criteria come into the window."""
    app = make_app(course(open_answer()))
    async with app.run_test(size=SLIM) as pilot:
        await press(pilot, "a")
        app.screen.query_one(WritingField).text = "It slows and slows. " * 20
        text = await press(pilot, "enter")
        assert "Model answer" in text
        assert "□   It slows" in text
        assert "□   It drops" in text


# locate


@pytest.mark.parametrize("size", [SLIM, SIZE, WIDE])
async def test_a_sentence_is_pointed_at_by_keys(
    make_app: MakeApp, store: Progress, size: tuple[int, int]
) -> None:
    """A wrong sentence says so; the next try begins there; the right one ends it."""
    app = make_app(course(locate(tries=3)))
    async with app.run_test(size=size) as pilot:
        assert "enter point  " in await press(pilot, "a")
        text = await press(pilot, "enter")
        assert "Point with ↑↓: Which sentence" in text
        assert "enter this one   esc back" in text
        text = await press(pilot, "enter")
        assert "✗ Not yet" in text
        assert "You pointed at: A river begins" in text
        assert "enter point  " in text
        await press(pilot, "enter", "down", "right", "enter")
        assert "✓ Right" in shown(app)
    assert [str(one).split()[0] for one in responses(store)] == ["A", "The"]


@pytest.mark.parametrize("size", [SIZE, WIDE])
async def test_a_sentence_is_pointed_at_by_mouse(make_app: MakeApp, size: tuple[int, int]) -> None:
    """One click points, a second one there answers."""
    app = make_app(course(locate()))
    async with app.run_test(size=size) as pilot:
        await press(pilot, "a", "enter")
        await click(pilot, "about 6650")
        assert "✓" not in shown(app)
        await click(pilot, "about 6650")
        assert "✓ Right" in shown(app)


@pytest.mark.parametrize("size", [SIZE, WIDE])
async def test_escape_ends_pointing_and_answers_nothing(
    make_app: MakeApp, store: Progress, size: tuple[int, int]
) -> None:
    """Back to the question first, then to the outline; also from where Tab leads."""
    app = make_app(course(locate()))
    async with app.run_test(size=size) as pilot:
        assert "enter point  " in await press(pilot, "a", "enter", "j", "escape")
        assert "enter point  " in await press(pilot, "enter", "tab", "escape")
        assert isinstance(app.screen, QuestionScreen)
        await press(pilot, "escape")
        assert isinstance(app.screen, OutlineScreen)
        assert responses(store) == []


async def test_a_locate_question_opens_a_closed_book(make_app: MakeApp) -> None:
    """Its answer is in the text, so the text may be read."""
    app = make_app(course(locate(), settings=Settings(open_book=False)))
    async with app.run_test(size=SIZE) as pilot:
        assert "A river begins" in await press(pilot, "a", "enter")


# choices


async def test_choices_come_in_a_new_order_for_each_try(make_app: MakeApp) -> None:
    """And the numbers before the feedback are those of the choices as they stand now."""
    names = [f"Choice {letter}" for letter in "ABCDEF"]
    choices = tuple(
        Choice(
            name, name, correct=name == names[0], score=float(name == names[0]), feedback=f"{name} is told."
        )
        for name in names
    )
    app = make_app(course(single(choices=choices, tries=5)))
    async with app.run_test(size=SIZE) as pilot:
        text = await press(pilot, "a")
        orders = []
        for name in names[1:4]:
            orders.append([line.split()[-1] for line in text.splitlines() if "○" in line])
            text = await press(pilot, lead(text, name), "enter")
            told = next(line for line in text.splitlines() if f"{name} is told." in line)
            assert told.split()[:2] == [lead(text, name), "✗"]
        assert len({tuple(each) for each in orders}) > 1
        text = await press(pilot, lead(text, names[0]), "enter")
        settled = [line.split()[-1] for line in text.splitlines() if "○" in line or "●" in line]
        assert sorted(settled) == sorted(orders[0])


async def test_a_near_miss_is_asked_once_more(make_app: MakeApp) -> None:
    """Almost: no try is used, the word stays to be mended, and full credit can still be had."""
    app = make_app(course(typed()))
    async with app.run_test(size=SIZE) as pilot:
        assert "4 tries" in await press(pilot, "a")
        await type_in(pilot, "watterschet")
        text = await press(pilot, "enter")
        assert "≈ Almost   not counted as a try" in text
        assert "Check the spelling." in text
        assert "4 tries" in text
        await press(pilot, *["backspace"] * 8)
        await type_in(pilot, "ershed")
        assert "✓ Right   1 of 1 point" in await press(pilot, "enter")
