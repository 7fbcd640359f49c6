"""What is taken back, put off and given up: nothing is lost, and nothing is hit that was not meant."""

from __future__ import annotations

from dataclasses import replace

import pytest
from screen import SIZE, SLIM, MakeApp, lead, press, responses, shown, standing, type_in

from builders import course, multiple, open_answer, order, single, truefalse
from studyapp.study.store import Progress
from studyapp.ui.screens.question import QuestionScreen
from studyapp.ui.screens.summary import SummaryScreen


async def test_a_written_answer_is_open_again(make_app: MakeApp, store: Progress) -> None:
    """Enter in mid-sentence is taken back by u: the text is in the field, the question before untouched."""
    before, question = truefalse(), open_answer()
    app = make_app(course(before, question))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "a", "1", "enter", "enter")
        await type_in(pilot, "It sl")
        assert "Your answer" in await press(pilot, "enter")
        text = await press(pilot, "u")
        assert "It sl" in text
        assert "Model answer" not in text
        assert "2 of 2" in text
        await type_in(pilot, "ows")
        assert "It slows" in await press(pilot, "enter")
        assert standing(store, before).credit == 1.0
        await press(pilot, "1", "enter")
        assert responses(store)[-1] == {"text": "It slows", "met": ["It slows"]}


async def test_what_was_picked_is_kept_by_an_undo(make_app: MakeApp, store: Progress) -> None:
    """The question that is open again is named; back here the picks are there."""
    app = make_app(course(truefalse(), multiple()))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "a", "1", "enter", "enter", "1", "2")
        assert "Question 1 is open again: its last answer was taken back." in await press(pilot, "u")
        assert len(standing(store, multiple()).unsent) == 2
        await press(pilot, "1", "enter")
        text = await press(pilot, "enter")
        assert "Which hold?" in text
        assert text.count("■") == 2


@pytest.mark.parametrize("key", ["s", "x"])
async def test_what_was_put_together_is_kept_when_it_is_put_off_or_given_up(
    make_app: MakeApp, store: Progress, key: str
) -> None:
    """As it is by escape."""
    app = make_app(course(multiple(), truefalse()))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "a", "1", "2", key)
        assert any(event.kind == "left" for event in store.events())
        if key == "s":
            await press(pilot, "1", "enter")
            assert (await press(pilot, "enter")).count("■") == 2


async def test_what_was_shown_is_not_taken_back(make_app: MakeApp, store: Progress) -> None:
    """The feedback stays, with a word on why."""
    app = make_app(course(multiple(), truefalse()))
    async with app.run_test(size=SIZE) as pilot:
        text = await press(pilot, "a", "x", "u")
        assert "→ Answer shown" in text
        assert "The answer was shown; this can't be taken back." in text
        assert "The answer to question 1 was shown" in await press(pilot, "enter", "u")
        assert "The Nile has a delta." in shown(app)
    assert standing(store, multiple()).revealed


async def test_notes_stand_as_the_choices_do(make_app: MakeApp) -> None:
    """Wrong, taken back, given up."""
    notes = multiple(
        choices=tuple(replace(one, feedback=f"Note on {one.text}.") for one in multiple().choices)
    )
    app = make_app(course(notes))
    async with app.run_test(size=SIZE) as pilot:
        text = await press(pilot, "a")
        text = await press(pilot, lead(text, "C"), "enter", "u", "x")
        rows = [line.split() for line in text.splitlines() if "Note on" in line]
        assert [row[0] for row in rows] == ["1", "2", "3", "4"]


async def test_a_word_comes_before_the_end_and_what_is_left_first(make_app: MakeApp, store: Progress) -> None:
    """The skip that would end the sitting is asked for twice; Enter then asks what was put off, as it was left."""
    app = make_app(course(single(), truefalse()))
    async with app.run_test(size=SIZE) as pilot:
        text = await press(pilot, "a")
        await press(pilot, lead(text, "In the sea"), "enter", "s", "s", "s")
        assert isinstance(app.screen, QuestionScreen)
        assert "Nothing else is left" in await press(pilot, "s")
        assert isinstance(app.screen, QuestionScreen)
        text = await press(pilot, "s")
        assert isinstance(app.screen, SummaryScreen)
        assert "→ Answer the 2 questions left" in text
        text = await press(pilot, "enter")
        assert "1 of 2" in text
        assert standing(store, single()).used == 1
        await press(pilot, lead(text, "At its source"), "enter", "enter", "1", "enter", "enter")
        assert isinstance(app.screen, SummaryScreen)
        assert "left" not in shown(app)


async def test_an_untouched_order_is_asked_about_once(make_app: MakeApp, store: Progress) -> None:
    """Moving something puts the question away; Enter again submits it so."""
    app = make_app(course(order(tries=3)))
    async with app.run_test(size=SIZE) as pilot:
        assert "Nothing was moved. Enter again submits it so." in await press(pilot, "a", "enter")
        assert responses(store) == []
        assert "Nothing was moved" not in await press(pilot, "shift+down")
        await press(pilot, "shift+up")
        assert "Nothing was moved" not in await press(pilot, "enter")
        assert len(responses(store)) == 1


async def test_an_untouched_order_may_be_the_answer(make_app: MakeApp, store: Progress) -> None:
    """A second Enter submits it; in a low, narrow window the words are seen too."""
    app = make_app(course(order(tries=3)))
    async with app.run_test(size=SLIM) as pilot:
        assert "Nothing was moved." in await press(pilot, "a", "enter")
        await press(pilot, "enter")
        assert len(responses(store)) == 1


@pytest.mark.parametrize(("choice", "offered"), [("1", True), ("2", False)])
async def test_an_undo_is_offered_where_there_is_one(make_app: MakeApp, choice: str, offered: bool) -> None:
    """Right at once may be taken back; once the answer was shown, the key bar does not say that it can be."""
    app = make_app(course(truefalse()))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "a", choice)
        bar = (await press(pilot, "enter")).splitlines()[-1]
        assert "note" in bar
        assert ("undo" in bar) is offered


async def test_an_undo_is_offered_while_an_answer_is_marked(make_app: MakeApp) -> None:
    """One stray Enter in mid-sentence is enough to need it."""
    app = make_app(course(open_answer()))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "a")
        await type_in(pilot, "It sl")
        assert "undo" in (await press(pilot, "enter")).splitlines()[-1]
