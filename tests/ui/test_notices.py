"""What the app says in passing: refusals, what was done, what a try and a hint still cost."""

from __future__ import annotations

import pytest
from screen import SIZE, SLIM, WIDE, MakeApp, lead, press, shown, type_in
from textual.widgets import Input

from builders import course, locate, number, open_answer, single, truefalse, typed
from studyapp.course.model import Settings
from studyapp.ui.app import StudyApp
from studyapp.ui.screens.question import QuestionScreen
from studyapp.ui.widgets.bars import KeyBar
from studyapp.ui.widgets.book import Book
from studyapp.ui.widgets.words import Page

LONG = "Which of these sentences says, of all that it could have said of rivers, lakes and the sea, " * 4


def counting(app: StudyApp) -> list[object]:
    """Grows by one at each layout of the screen."""
    laid: list[object] = []
    app.screen.screen_layout_refresh_signal.subscribe(app, laid.append)
    return laid


# refusals


@pytest.mark.parametrize("size", [(80, 24), SLIM])
async def test_a_refusal_leaves_the_feedback(make_app: MakeApp, size: tuple[int, int]) -> None:
    """It has a line of its own, which the next key takes away."""
    app = make_app(course(single()))
    async with app.run_test(size=size) as pilot:
        text = await press(pilot, "a")
        await press(pilot, lead(text, "In the sea"), "enter")
        text = await press(pilot, "enter")
        assert "Pick a choice first." in text
        assert "✗ Not yet" in text
        assert "That is where it ends." in text or size == SLIM
        text = await press(pilot, "down")
        assert "first." not in text
        await press(pilot, lead(text, "✗ In the sea"))
        assert "already" in await press(pilot, "enter")
        assert "already" not in await press(pilot, "t", "escape")
        assert "✗ Not yet" in await press(pilot, "end")


async def test_a_refusal_moves_nothing(make_app: MakeApp) -> None:
    """Beside the feedback it is painted, and taken away, without a layout."""
    app = make_app(course(single()))
    async with app.run_test(size=(80, 24)) as pilot:
        text = await press(pilot, "a")
        before = (await press(pilot, lead(text, "In the sea"), "enter")).splitlines()
        laid = counting(app)
        text = await press(pilot, "enter")
        assert [a for a, b in zip(before, text.splitlines(), strict=True) if a != b] == [""]
        await press(pilot, "f12")
        assert shown(app).splitlines() == before
        assert laid == []


async def test_a_refusal_goes_with_what_is_typed(make_app: MakeApp) -> None:
    """With the first letter into a field, too."""
    app = make_app(course(number()))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "a")
        assert "such as" in await press(pilot, "enter")
        await type_in(pilot, "6")
        assert "such as" not in shown(app)


async def test_a_refusal_leaves_what_is_asked_for(make_app: MakeApp) -> None:
    """While a sentence is pointed at, the question stays above the text."""
    app = make_app(course(locate(tries=3)))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "a", "enter", "enter", "enter")
        text = await press(pilot, "enter")
        assert "already" in text
        assert "Point with ↑↓: Which sentence" in text
        text = await press(pilot, "j")
        assert "already" not in text
        assert "Point with ↑↓: Which sentence" in text


async def test_what_is_asked_for_is_cut_with_a_sign(make_app: MakeApp) -> None:
    """In a low window a long question above the text ends in an ellipsis."""
    app = make_app(course(locate(prompt=LONG)))
    async with app.run_test(size=SLIM) as pilot:
        await press(pilot, "a")
        text = await press(pilot, "enter")
        assert "Point with ↑↓" in text
        assert "…" in text
        assert "A river begins" in text


# what was done


@pytest.mark.parametrize("size", [(80, 24), SLIM, WIDE])
async def test_what_was_done_is_said_below(make_app: MakeApp, size: tuple[int, int]) -> None:
    """On the lines of the key bar, over nothing else, until the next key."""
    app = make_app(course(single(), truefalse()))
    async with app.run_test(size=size) as pilot:
        before = await press(pilot, "a")
        laid = counting(app)
        bar = app.screen.query_one(KeyBar).region
        text = await press(pilot, "u")
        assert "Nothing to take back" in "\n".join(text.splitlines()[bar.y : bar.bottom])
        assert text.splitlines()[: bar.y] == before.splitlines()[: bar.y]
        assert await press(pilot, "f12") == before
        assert laid == []


async def test_a_kept_report_hides_nothing(make_app: MakeApp) -> None:
    """It is said in a word or two; what becomes of it stood over the field."""
    app = make_app(course(single()))
    async with app.run_test(size=SLIM) as pilot:
        await press(pilot, "a")
        await press(pilot, "exclamation_mark")
        app.screen.query_one(Input).value = "Wrong"
        text = await press(pilot, "enter")
        assert "Report kept" in text.splitlines()[-1]
        assert text.splitlines()[-1].strip() == "Report kept."


async def test_what_is_too_long_for_the_line_is_shown_in_full(make_app: MakeApp) -> None:
    """Over the screen, until the next key; warnings stay for their time."""
    app = make_app(course(single()))
    async with app.run_test(size=SLIM, notifications=True) as pilot:
        app.notify("This is more than a line of forty columns takes, by far.", markup=False)
        await pilot.pause()
        await pilot.pause()
        assert "by far." in shown(app)
        await press(pilot, "f12")
        await pilot.pause()
        assert "by far." not in shown(app)


# what it is worth


async def test_a_try_that_can_earn_nothing_says_so(make_app: MakeApp) -> None:
    """With hints at their price all may be used up; a right answer then tells why it earned nothing."""
    app = make_app(course(typed()))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "a")
        assert "Hint: It sheds" in await press(pilot, "f2", "h")
        for wrong in ("zzz", "yyy"):
            await type_in(pilot, wrong)
            await press(pilot, "enter")
        text = shown(app)
        assert "2 tries left, for practice" in text
        await type_in(pilot, "xxx")
        text = await press(pilot, "enter")
        assert "last try left, for practice" not in text
        assert text.count("last try, for practice") == 2
        await type_in(pilot, "watershed")
        text = await press(pilot, "enter")
        assert "✓ Right   0 of 1 point: 3 earlier tries and 1 hint at −33% each" in text


async def test_a_hint_that_costs_nothing_any_more_is_free(make_app: MakeApp) -> None:
    """Once nothing is left to lose; where hints cost nothing at all, no price stands there."""
    app = make_app(course(single(tries=5, hints=("One.", "Two."), penalty=0.5)))
    async with app.run_test(size=SIZE) as pilot:
        text = await press(pilot, "a")
        assert "h hint −50%" in text
        await press(pilot, "h")
        text = await press(pilot, lead(text, "In the sea"), "enter")
        assert "h hint, free now" in text
    free = make_app(course(single("free", hints=("One.",), penalty=0.0)))
    async with free.run_test(size=SIZE) as pilot:
        assert "h hint   " in await press(pilot, "a")


# the text


async def test_a_field_tells_that_there_is_a_text(make_app: MakeApp) -> None:
    """Its letters leave the text to the list of commands, which names it where it may be opened."""
    app = make_app(course(typed()))
    async with app.run_test(size=(80, 24)) as pilot:
        assert "f2 hint, text, more" in await press(pilot, "a")
    app = make_app(course(typed(hints=())))
    async with app.run_test(size=SLIM) as pilot:
        assert "f2 text, more" in await press(pilot, "a")
    app = make_app(course(typed(), settings=Settings(open_book=False)))
    async with app.run_test(size=(80, 24)) as pilot:
        assert "f2 hint, more" in await press(pilot, "a")
    app = make_app(course(typed()))
    async with app.run_test(size=WIDE) as pilot:
        assert "f2 hint, more" in await press(pilot, "a")


async def test_the_question_stays_where_it_is(make_app: MakeApp) -> None:
    """A wide window keeps the text's room while it may not be seen."""
    app = make_app(course(truefalse(), single(), settings=Settings(open_book=False)))
    async with app.run_test(size=WIDE) as pilot:
        text = await press(pilot, "a")
        assert isinstance(app.screen, QuestionScreen)
        before = app.screen.query_one(Page).region
        assert "The text comes with the answer." in text
        assert "A river begins" not in text
        text = await press(pilot, "1", "enter")
        assert "A river begins" in text
        assert "comes with" not in text
        assert app.screen.query_one(Page).region == before
        assert "comes with" in await press(pilot, "enter")
        assert not app.screen.query_one(Book).display
        assert app.screen.query_one(Page).region == before


async def test_coming_back_to_ticks_shows_them(make_app: MakeApp) -> None:
    """The page begins at the model answer and the criteria, not at the prompt."""
    app = make_app(course(open_answer(prompt=LONG)))
    async with app.run_test(size=(80, 18)) as pilot:
        await press(pilot, "a")
        await type_in(pilot, "It slows")
        await press(pilot, "enter", "escape")
        text = await press(pilot, "a")
        await pilot.pause()
        text = shown(app)
        assert "□   It slows" in text
        assert "□   It drops" in text


# the palette


async def test_the_palette_finds_words(make_app: MakeApp) -> None:
    """Keys stand in a column of their own, no picture stands before the field, and words are found as words."""
    app = make_app(course(single()))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "a", "ctrl+p")
        await app.workers.wait_for_complete()
        text = await press(pilot)
        rows = [line for line in text.splitlines() if "give up" in line.lower() or "not now" in line.lower()]
        assert (
            len({line.index(words) for line in rows for words in ("Give up", "Not now") if words in line})
            == 1
        )
        assert "🔎" not in text
        await type_in(pilot, "last answ")
        await app.workers.wait_for_complete()
        text = await press(pilot)
        assert "Take the last answer back" in text
        assert "Give up" not in text
