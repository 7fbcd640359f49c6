"""The progress screen: the overview's figures, drawn and in tables, and the ways from them to the texts."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from host import click
from hypothesis import given
from hypothesis import strategies as st
from screen import SLIM, press, shown, type_in
from textual.content import Content
from textual.pilot import Pilot

from builders import as_day, course, truefalse
from studyapp.course.model import Course, Section, Settings
from studyapp.errors import ProgressError
from studyapp.study.events import Kind
from studyapp.study.overview import whole
from studyapp.study.overview.calendar import StudyDay, calendar
from studyapp.study.overview.calibration import Level, wilson
from studyapp.study.overview.dates import duration
from studyapp.study.overview.whole import Overview, overview
from studyapp.study.sitting import Sitting
from studyapp.study.store import Progress
from studyapp.ui.app import StudyApp
from studyapp.ui.progress.sureness import meaning
from studyapp.ui.screens.outline import OutlineScreen
from studyapp.ui.screens.progress import LEFT, QUIET, RIGHT, ProgressScreen
from studyapp.ui.screens.question import QuestionScreen
from studyapp.ui.screens.section import SectionScreen
from studyapp.ui.widgets.columns import LINES, Columns
from studyapp.ui.widgets.figures import Figures
from studyapp.ui.widgets.interval import Interval
from studyapp.ui.widgets.reading import ReadingView
from studyapp.ui.widgets.table import Table
from studyapp.ui.widgets.weeks import LEFT as NAMES
from studyapp.ui.widgets.weeks import Weeks, legend
from studyapp.wording import percent

TALL = (84, 140)
"""A window that holds every figure."""
DAY = 86_400_000_000
DELTA = "build a delta"
QUESTIONS = tuple(truefalse(f"q{number}", evidence=(DELTA,)) for number in range(14))
WRONG_ONE = truefalse("deep", prompt="Is it *deep*?", answer=False, evidence=(DELTA,))
SEAS = Section(stem="02-seas", title="Seas", text="# Seas\n\nA sea is wide.\n")
COURSE = replace(
    course(*QUESTIONS, WRONG_ONE, settings=Settings(certainty=True, shuffle=False), more=(SEAS,)),
    title="The world",
)


class Clock:
    """Ticks a second an event, and can go on to another day."""

    now = 1_790_000_000_000_000

    def __call__(self) -> int:
        self.now += 1_000_000
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Progress]:
    tails = count(1)
    with Progress.open(
        tmp_path / "progress.db", clock=clock, entropy=lambda size: next(tails).to_bytes(size, "big")
    ) as progress:
        yield progress


@pytest.fixture
def studied(store: Progress, clock: Clock) -> Overview:
    """Two study days with one missed between them, and two days later: what came of it."""
    journal = store.journal(COURSE.id)
    section = COURSE.sections[0]
    journal.record(Kind.READ, section.stem, place=10, share=1.0, ms=300_000)
    answer(Sitting.open(COURSE, section, journal), [True] * 14 + [False])
    clock.now += 2 * DAY
    again = Sitting.begin(COURSE, section, journal, section.questions[-3:])
    answer(again, [True, False, False])
    clock.now += 2 * DAY
    return overview([COURSE], store)


def answer(sitting: Sitting, right: Sequence[bool]) -> None:
    """Answer in order, always most sure."""
    for one in right:
        turn = sitting.turn()
        assert turn is not None
        truth = turn.question.answer  # type: ignore[union-attr]
        sitting.respond(truth if one else not truth, certainty=3, ms=61_000)
        sitting.go_on()


async def until(pilot: Pilot[None], holds: Callable[[], bool]) -> None:
    """Wait for what a thread or a timer does."""
    for _ in range(200):
        await pilot.pause(0.02)
        if holds():
            return
    raise AssertionError("it does not come")


async def opened(pilot: Pilot[None]) -> ProgressScreen:
    """The screen with its figures."""
    await press(pilot, "v")
    screen = pilot.app.screen
    assert isinstance(screen, ProgressScreen)
    await until(pilot, lambda: screen.whole is not None)
    await pilot.pause()
    return screen


def under(text: str, heading: str) -> list[str]:
    """The lines below a heading, up to the next one."""
    lines = [line.strip() for line in text.splitlines()[:-1]]
    start = lines.index(heading)
    headings = {name for name, _ in (*LEFT, *RIGHT) if name}
    end = next((at for at in range(start + 1, len(lines)) if lines[at] in headings), len(lines))
    return [line for line in lines[start + 1 : end] if line]


def cells(text: str, lead: str) -> list[str]:
    """The words of the line that begins so, without those."""
    line = next(line.strip() for line in text.splitlines() if line.strip().startswith(lead))
    return line.removeprefix(lead).split()


# --- the figures


async def test_before_anything_was_studied_it_says_what_to_do(store: Progress) -> None:
    """The sections are there to be opened; nothing is drawn of what there is nothing of."""
    app = StudyApp([COURSE], store)
    async with app.run_test(size=TALL) as pilot:
        await opened(pilot)
        text = shown(app)
        assert "Nothing studied yet. Answer a section's questions and its days appear here." in text
        assert cells(text, "Rivers  ") == ["new", "-", "-"]
        assert "30 days" not in text
        assert "Time" not in text


async def test_tables_tell_what_the_overview_tells(store: Progress, studied: Overview) -> None:
    """Every figure, once more in numbers."""
    app = StudyApp([COURSE], store)
    async with app.run_test(size=TALL) as pilot:
        await opened(pilot)
        text = await press(pilot, "d")
        (mastered,) = studied.courses
        rivers, seas = mastered.sections
        recall = rivers.memory.recall
        assert recall is not None
        assert cells(text, "Rivers  ") == [
            str(rivers.stage),
            f"{rivers.result.answered}/{rivers.result.total}",
            percent(rivers.result.share),
            percent(recall),
            str(rivers.memory.due),
            *duration(rivers.spent.total).split(),
        ]
        assert cells(text, "Seas  ") == [str(seas.stage), "-", "-", "-", "0", "-"]
        *_, weeks = "\n".join(under(text, "Study days")).partition("Sun\n")
        days = [one for line in weeks.splitlines() for one in line.split()[2:]]
        assert sorted(int(one) for one in days if one.isdigit()) == sorted(
            one.answers for one in studied.calendar.days
        )
        due = dict(line.rsplit(maxsplit=1) for line in under(text, "Due in the next 30 days")[2:])
        assert list(map(int, due.values())) == [one for one in studied.forecast.questions if one]
        sure = studied.certainty[-1]
        assert sure.interval is not None
        assert sure.accuracy is not None
        low, high = map(percent, sure.interval)
        assert cells(text, "over 80 %") == [
            str(sure.answers),
            str(sure.right),
            percent(sure.accuracy),
            low,
            "to",
            high,
        ]
        spent = under(text, "Time")
        assert [line.split(maxsplit=2)[2] for line in spent[3:]] == [
            duration(one.ms) for one in reversed(studied.calendar.days)
        ]


async def test_drawings_tell_the_same_in_words(store: Progress, studied: Overview) -> None:
    """Recall, the streak, what is due, certainty, and the time."""
    app = StudyApp([COURSE], store)
    async with app.run_test(size=TALL) as pilot:
        await opened(pilot)
        text = shown(app)
        (mastered,) = studied.courses
        rivers = mastered.sections[0]
        assert rivers.memory.recall is not None
        assert percent(rivers.memory.recall) in cells(text, "Rivers  ")
        assert cells(text, "Rivers  ")[-1] == str(rivers.memory.due)
        streak, days = studied.calendar.streak, under(text, "Study days")
        assert f"Streak: {streak.current} day" in days[0] if streak.current else "No streak now" in days[0]
        assert f"the longest: {streak.longest} day" in days[0]
        ahead = studied.forecast
        assert f"{ahead.questions[0]} question" in under(text, "Due in the next 30 days")[0]
        sure = studied.certainty[-1]
        assert f"{sure.right} of {sure.answers} answers right" in text
        assert f"{duration(sum(one.ms for one in studied.calendar.days))} in all" in under(text, "Time")


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        ([(1, 9, 3), (3, 9, 0)], "From 10 answers at a level on"),
        ([(3, 100, 50)], "You are right less often than you say."),
        ([(1, 100, 95)], "You are right more often than you say."),
        ([(2, 100, 75), (3, 100, 90)], "You are right about as often as you say."),
        ([(1, 100, 95), (3, 100, 50)], "less often than you say, and more often where you are not"),
    ],
)
def test_what_certainty_means_is_said(counts: list[tuple[int, int, int]], sentence: str) -> None:
    """By where the interval lies against the level's range; too few answers say nothing."""
    assert sentence in meaning([Level(*one) for one in counts])


# --- ways


async def test_enter_opens_the_section_and_escape_comes_back(store: Progress, studied: Overview) -> None:
    """The cursor is where it was."""
    app = StudyApp([COURSE], store)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await press(pilot, "j", "enter")
        assert isinstance(app.screen, SectionScreen)
        assert app.screen.section.stem == "02-seas"
        await press(pilot, "escape")
        assert app.screen is screen
        cursor = screen.query_one(Figures).cursor
        assert cursor is not None
        assert cursor.target.section == "02-seas"
        await press(pilot, "escape")
        assert isinstance(app.screen, OutlineScreen)


@pytest.mark.parametrize("tables", [False, True])
async def test_what_was_sure_and_wrong_opens_at_its_evidence(
    store: Progress, studied: Overview, tables: bool
) -> None:
    """By Enter, and by a click."""
    app = StudyApp([COURSE], store)
    wrong = {one.question for one in studied.misjudged}
    assert wrong == {"q13", "deep"}
    async with app.run_test(size=TALL) as pilot:
        await opened(pilot)
        if tables:
            await press(pilot, "d")
        assert "Is it deep?" in shown(app)
        await press(pilot, "G", "enter")
        await pilot.pause()
        view = app.screen.query_one(ReadingView)
        (span,) = view._evidence
        assert COURSE.sections[0].text[slice(*span)] == DELTA
        await press(pilot, "escape")
        await click(pilot, "Is it deep?")
        assert isinstance(app.screen, SectionScreen)


async def test_the_key_bar_names_what_enter_does(store: Progress, studied: Overview) -> None:
    """And nothing where nothing can be opened."""
    app = StudyApp([COURSE], store)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        assert "enter open" in shown(app)
        bars = [(await press(pilot, "pagedown")).splitlines()[-1] for _ in range(6)]
        assert any("enter" not in bar for bar in bars)
        assert any("enter show where" in bar for bar in bars)


async def test_the_list_of_courses_begins_with_the_review(
    store: Progress, studied: Overview, clock: Clock
) -> None:
    """Where anything is due, with how much of each course; Enter begins it."""
    other = Course(id="seas", title="Seas of the world", folder=Path(), sections=(SEAS,))
    clock.now += 400 * DAY
    app = StudyApp([COURSE, other], store)
    async with app.run_test(size=TALL) as pilot:
        await pilot.pause()
        lines = shown(app).splitlines()
        wanted = "Review", "The world", "Seas of the world"
        review, world, seas = (next(line for line in lines if words in line) for words in wanted)
        due = app.due()
        assert f"→ Review: {due} due" in review
        assert f"{due} due  " in world
        assert "due" not in seas
        await press(pilot, "enter")
        assert isinstance(app.screen, QuestionScreen)


async def test_it_opens_from_the_palette_and_from_the_list_of_courses(store: Progress) -> None:
    """All courses are in it."""
    other = Course(id="seas", title="Seas of the world", folder=Path(), sections=(SEAS,))
    app = StudyApp([COURSE, other], store)
    async with app.run_test(size=TALL) as pilot:
        await opened(pilot)
        assert "Seas of the world" in shown(app)
        await press(pilot, "escape", "down", "enter", "ctrl+p")
        await type_in(pilot, "come to")
        await pilot.pause(0.5)
        await press(pilot, "enter")
        screen = app.screen
        assert isinstance(screen, ProgressScreen)
        await until(pilot, lambda: screen.whole is not None)
        assert screen.whole is not None
        assert [one.id for one in screen.whole.courses] == ["seas", "rivers"]  # the open one first


@pytest.mark.parametrize("size", [SLIM, (160, 24)])
async def test_every_figure_can_be_reached(store: Progress, studied: Overview, size: tuple[int, int]) -> None:
    """Line by line, down and up again, with the cursor always in the window."""
    app = StudyApp([COURSE], store)
    async with app.run_test(size=size) as pilot:
        screen = await opened(pilot)
        figures = screen.query_one(Figures)
        seen = shown(app)
        for key, end in (("j", figures.max_scroll_y), ("k", 0)):
            for _ in range(200):
                if figures.scroll_y == end:
                    break
                seen += await press(pilot, key)
                cursor = figures.cursor
                assert cursor is None or figures.scroll_y <= cursor.top
                assert cursor is None or cursor.bottom <= figures.scroll_y + figures.size.height
            assert figures.scroll_y == end
        assert all(heading in seen for heading, _ in (*LEFT, *RIGHT))


async def test_the_table_key_keeps_the_place(store: Progress, studied: Overview) -> None:
    """The figure at the top stays there, and what the cursor is on."""
    app = StudyApp([COURSE], store)
    async with app.run_test(size=SLIM) as pilot:
        screen = await opened(pilot)
        figures = screen.query_one(Figures)
        await press(pilot, "j", "d")
        await pilot.pause()
        assert figures.cursor is not None
        assert figures.cursor.target.section == "02-seas"
        await press(pilot, "d")
        await press(pilot, *["pagedown"] * 2)
        before = figures.place
        await press(pilot, "d")
        await pilot.pause()
        assert figures.place.figure is before.figure is not None


async def test_the_table_key_keeps_the_question(store: Progress, studied: Overview) -> None:
    """It has another number among the lines, and may have been scrolled away."""
    app = StudyApp([COURSE], store)
    async with app.run_test(size=SLIM) as pilot:
        figures = (await opened(pilot)).query_one(Figures)
        for _ in range(20):
            await press(pilot, "pagedown")
            if figures.cursor and figures.cursor.target.question:
                break
        assert figures.cursor is not None
        first = figures.cursor.target
        assert first.question in ("q13", "deep")
        for _ in range(2):
            text = await press(pilot, "d")
            await pilot.pause()
            assert figures.cursor is not None
            assert figures.cursor.target == first
            assert "enter show where" in text


async def test_wide_windows_have_two_columns(store: Progress, studied: Overview) -> None:
    """Side by side, and one below the other again."""
    app = StudyApp([COURSE], store)
    async with app.run_test(size=(200, 60)) as pilot:
        await opened(pilot)
        beside = next(line for line in shown(app).splitlines() if "How sure" in line)
        assert "The world" in beside
        await pilot.resize_terminal(100, 60)
        await pilot.pause()
        assert not any("How sure" in line and "The world" in line for line in shown(app).splitlines())


# --- counting


async def test_a_long_count_is_told_and_holds_nothing_up(
    store: Progress, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The screen is there before its figures, and can be left."""
    done = Event()

    def slowly(*given: Any) -> Overview:
        done.wait(30)
        return overview(*given)

    monkeypatch.setattr(whole, "overview", slowly)
    app = StudyApp([COURSE], store)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "v")
        assert "Progress" in shown(app)
        await press(pilot, "d")
        await until(pilot, lambda: "counting…" in shown(app))
        await press(pilot, "escape", "v")
        done.set()
        await until(pilot, lambda: "new" in shown(app))
        assert "counting…" not in shown(app)


async def test_a_file_that_can_not_be_read_is_told(store: Progress, monkeypatch: pytest.MonkeyPatch) -> None:
    """In its own words; brackets in them are text."""

    def fails(*given: Any) -> Overview:
        raise ProgressError("[/b] is damaged.")

    monkeypatch.setattr(whole, "overview", fails)
    app = StudyApp([COURSE], store)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "v")
        await until(pilot, lambda: "[/b] is damaged." in shown(app))
        later = asyncio.Event()
        app.screen.set_timer(QUIET * 1.5, later.set)
        await later.wait()
        await pilot.pause()
        assert "[/b] is damaged." in shown(app), "nothing is counted any more"


async def test_foreign_text_is_drawn_as_it_is(store: Progress) -> None:
    """Markup is text, wide characters keep the columns, control characters go nowhere."""
    odd = Section(stem="odd", title="[b]海[/b] \x1b[31m" + "海洋" * 40, text="# x")
    app = StudyApp([course(more=(odd,))], store)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        text = shown(app)
        assert "[b]海[/b]" in text
        assert "\x1b" not in text
        assert "[b]海[/b]" in await press(pilot, "d")


# --- the drawings


def plain(lines: Sequence[Content]) -> list[str]:
    return [one.plain for one in lines]


def test_the_calendar_has_a_column_a_week() -> None:
    """Each day by a glyph of its own, today marked, days to come left out, months above their first Monday."""
    today = as_day(date(2026, 11, 25))  # a Wednesday
    days = [
        StudyDay(as_day(date(2026, 11, 2)), answers=30, ms=1),
        StudyDay(as_day(date(2026, 11, 9)), answers=10, ms=1),
        StudyDay(as_day(date(2026, 11, 16)), answers=1, ms=1),
        StudyDay(as_day(date(2026, 11, 23)), answers=0, ms=1),
    ]
    months, monday, tuesday, wednesday, thursday, *_ = plain(Weeks(calendar(days, today)).lines(80))
    assert monday.split() == ["Mon", *"·" * 9, "█", "▓", "▒", "░"]
    assert tuesday.split() == ["·"] * 13
    assert wednesday.split() == ["Wed", *"·" * 12, "·◂"]
    assert thursday.split() == ["·"] * 12
    assert months.index("Nov") == monday.index("█")


@given(st.integers(1, 120), st.integers(0, 800), st.integers(0, 6))
def test_the_calendar_fits(width: int, ago: int, weekday: int) -> None:
    """Whatever the width, the history and the day; today is always in it."""
    today = as_day(date(2026, 11, 23)) + weekday
    lines = plain(Weeks(calendar([StudyDay(today - ago, 1, 1)], today)).lines(width))
    assert len(lines) == 8
    assert "".join(lines).count("◂") == 1
    assert all(len(line) <= max(width, NAMES + 2) for line in lines)


@given(st.integers(20, 100))
def test_the_legend_parts_no_entry(width: int) -> None:
    """It may take several lines, but each holds whole entries."""
    lines = plain(legend().lines(width))
    assert all(len(line) <= width for line in lines)
    entries = [entry for line in lines for entry in line.split("   ")]
    assert entries == ["░ read only", "▒ 1 to 9 answers", "▓ 10 to 29", "█ 30 and more", "◂ today"]


@given(
    st.lists(st.just(0.0) | st.floats(0.01, 1000), min_size=30, max_size=30),
    st.integers(36, 120),
)
def test_columns_show_every_amount(amounts: list[float], width: int) -> None:
    """The largest is as high as the scale, nothing is a dot, and any amount at all is seen."""
    top = max(4.0, *amounts)
    lines = plain(Columns(100, tuple(amounts), 100, top, "top").lines(width))
    step = min(2, (width - 4) // 30)
    *columns, _ = [line.ljust(4 + 30 * step) for line in lines]
    for day, amount in enumerate(amounts):
        drawn = [line[4 + step * day] for line in columns]
        assert (drawn[-1] == "·") is (amount == 0)
        assert (drawn[0] == "█") is (amount > top * (1 - 1 / (8 * LINES)))
    assert all(len(line) <= width for line in lines)


@pytest.mark.parametrize(("today", "first"), [(100, 100), (129, 100)])
@pytest.mark.parametrize("width", [36, 80])
def test_columns_are_dated(today: int, first: int, width: int) -> None:
    """Today by name, under its own column as far as there is room."""
    *_, dates = plain(Columns(first, (1.0,) * 30, today, 4, "4").lines(width))
    assert dates.count("today") == 1
    assert len(dates.split()) >= 5


@given(st.integers(10, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), st.integers(10, 90))
def test_an_interval_holds_its_share(counts: tuple[int, int], width: int) -> None:
    """On a line of exactly the width, over the range that is claimed."""
    right, answers = counts
    reach = wilson(right, answers)
    (line,) = plain(Interval((0.67, 0.8), right / answers, reach).lines(width))
    assert len(line) == width
    assert line.index("●") == min(width - 1, int(right / answers * width))
    low, high = (min(width - 1, int(end * width)) for end in reach)
    assert set(line[low : high + 1]) <= set("━●")
    (line,) = plain(Interval((0.67, 0.8), None, None).lines(width))
    assert line.count("░") == round(0.8 * width) - round(0.67 * width)


@given(st.integers(12, 60))
def test_a_table_fits_any_width(width: int) -> None:
    """In columns, or with each figure named; words are shortened, figures never."""
    table = Table(
        ("section", "score", "due"), [("A long title of a section", "100%", "12"), ("B", "7%", "3")]
    )
    lines = [one for row in table.lines() for one in plain(row.lines(width))]
    assert all(len(one) <= width for one in lines)
    told = " ".join(lines).replace(",", " ").split()
    assert {"100%", "12", "7%", "3", "score", "due"} <= set(told)
