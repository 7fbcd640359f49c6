"""The overview: what it tells follows from the events, whichever way they are added up."""

from __future__ import annotations

import io
import sqlite3
from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from builders import as_day, course, single, truefalse, typed
from studyapp.course.model import Course, Section
from studyapp.study.events import Event, Kind
from studyapp.study.overview.calendar import Calendar, StudyDay, calendar
from studyapp.study.overview.calibration import Level, levels, wilson
from studyapp.study.overview.forecast import DAYS, forecast
from studyapp.study.overview.mastery import Stage
from studyapp.study.overview.streak import Streak, streak
from studyapp.study.overview.whole import Overview, overview
from studyapp.study.replaying import history as whole_history
from studyapp.study.replaying import regraded, undone
from studyapp.study.review.days import study_day
from studyapp.study.sitting import Sitting
from studyapp.study.store import Progress
from studyapp.study.store.days import MOST, STUDYING
from studyapp.study.store.sums import Stated
from studyapp.study.store.transfer import write_events
from torture.machine import DAY, Machine

# --- streaks


def is_streak(days: list[int], first: int, last: int) -> bool:
    """The definition, word by word."""
    missed = [day for day in range(first, last + 1) if day not in days]
    weeks = [range(start, start + 7) for start in range(first, last + 1)]
    ends = first in days and last in days
    return ends and all(sum(day in week for day in missed) <= 1 for week in weeks)


def longest_by_definition(days: list[int], last: int | None = None) -> int:
    """The most study days of any streak, or of any that ends on a day."""
    ends = days if last is None else [last]
    found = [
        sum(first <= day <= end for day in days)
        for first in days
        for end in ends
        if first <= end and is_streak(days, first, end)
    ]
    return max(found, default=0)


@given(st.sets(st.integers(0, 40), max_size=41))
@example({0, 1, 2, 4, 5, 7})
@example({day for day in range(41) if day % 7 != 3})
def test_streaks_are_those_of_the_definition(studied: set[int]) -> None:
    """Today's is the one that studying today continues, and today counts only if it is a study day."""
    days, today = sorted(studied), 40
    current = longest_by_definition(sorted(studied | {today}), today) - (today not in studied)
    assert streak(days, today) == Streak(current, longest_by_definition(days))


@pytest.mark.parametrize(
    ("days", "current"),
    [
        ([], 0),
        ([10], 1),
        ([9], 1),
        ([8], 1),  # yesterday is forgiven
        ([7], 0),
        ([1, 2, 4, 5, 6, 7, 8, 10], 6),  # the 3rd and the 9th are six days apart
        ([0, 1, 3, 4, 5, 6, 7, 8, 10], 9),  # the 2nd and the 9th are a week apart
        ([11, 12], 0),  # a clock was wrong
    ],
)
def test_the_streak_of_the_10th(days: list[int], current: int) -> None:
    """A missed day is forgiven once a week."""
    assert streak(days, 10).current == current


def test_the_calendar_tells_every_day_of_a_span() -> None:
    """Those without study too."""
    known = calendar([StudyDay(3, 2, 1000), StudyDay(5), StudyDay(9, 1)], 9)
    assert known.span(3, 6) == (StudyDay(3, 2, 1000), StudyDay(4), StudyDay(5), StudyDay(6))


# --- forecast, certainty


@given(st.lists(st.integers(0, 200)), st.integers(0, 150))
def test_the_forecast_counts_every_question_once(due: list[int], today: int) -> None:
    """What is overdue is counted today."""
    told = forecast(due, today)
    assert len(told.questions) == DAYS
    assert sum(told.questions) + told.later == len(due)
    assert told.questions[0] == sum(day <= today for day in due)
    assert told.overdue == sum(day < today for day in due)
    assert told.questions[1:] == tuple(due.count(today + ahead) for ahead in range(1, DAYS))


@given(st.integers(1, 500), st.data())
def test_wilsons_interval_solves_his_equation(answers: int, data: st.DataObject) -> None:
    """Its ends are the shares that the one seen is just so far from, measured in their own deviations."""
    right = data.draw(st.integers(0, answers))
    low, high = wilson(right, answers)
    assert 0 <= low <= right / answers <= high <= 1
    for end in (low, high):
        deviation = 1.959963984540054**2 * end * (1 - end) / answers
        assert (right / answers - end) ** 2 == pytest.approx(deviation, abs=1e-9)


def test_an_interval_is_told_from_ten_answers_on() -> None:
    """By the published figure: 9 of 10 is .596 to .982."""
    low, middle, high = levels({(1, True): 9, (2, True): 9, (2, False): 1})
    assert (low.accuracy, low.interval) == (1.0, None)
    assert middle.interval == pytest.approx((0.59585, 0.98212), abs=1e-5)
    assert high == Level(3, 0, 0)
    assert (high.accuracy, high.claim, high.claimed) == (None, "over 80 %", (0.8, 1.0))


# --- adding events up


Tally = tuple[tuple[StudyDay, ...], Stated]


def tally(events: Iterable[Event]) -> Tally:
    """What events add up to, one by one."""
    known, answers, spent = list(events), Counter[int](), Counter[int]()
    for one in known:
        if one.kind in STUDYING:
            day = study_day(one.at, one.data.get("offset", 0))
            answers[day] += one.kind == Kind.ANSWERED
            spent[day] += one.data.get("ms", 0)
    return tuple(StudyDay(day, answers[day], spent[day]) for day in sorted(spent)), stated(known)


def stated(events: list[Event]) -> Stated:
    """By the definition, question for question; one that was taken over counts with the one that did so."""
    taken = {one.data["question"] for one in events if one.kind == Kind.ADOPTED}
    found = Stated()
    for question in {one.question for one in events} - taken:
        known = whole_history(question, lambda id: [one for one in events if one.question == id])
        gone, attempt, carried = undone(known), ("", ""), 0
        for one in regraded(known):
            if one.id in gone or "sitting" not in one.data:
                continue
            now = one.data["sitting"], one.data.get("asked", attempt[1])
            if now != attempt:
                attempt, carried = now, 0
            if one.kind == Kind.ANSWERED:
                level = one.data.get("certainty", 0) or carried
                carried = level if one.data.get("free") else 0
                if level and not carried:
                    found[level, one.data["score"] >= 1] += 1
    return found


def event(number: int, kind: str, about: str = "", /, at: int = 0, **data: Any) -> Event:
    """An event of the course ``rivers``."""
    name = f"00000000-0000-7000-8000-{number:012x}"
    return Event(name, at or 1000 * number, kind, "rivers", "01-rivers", about, data)


def answered(number: int, question: str = "source", **data: Any) -> Event:
    known = {"sitting": "s", "response": "x", "score": 1.0, "done": True, "credit": 1.0}
    return event(number, Kind.ANSWERED, question, **{**known, **data})


RETRIED = {"sitting": "s", "asked": "a", "done": False, "score": 0.0}


@pytest.mark.parametrize(
    ("events", "found"),
    [
        (
            [answered(1, certainty=3), answered(2, "delta", certainty=1, score=0.5)],
            {(3, True): 1, (1, False): 1},
        ),
        ([answered(1)], {}),
        # a retry states nothing
        ([answered(1, **RETRIED, certainty=2), answered(2, asked="a")], {(2, False): 1}),
        # what was said of a near miss holds for the try that counts
        ([answered(1, **RETRIED, certainty=2, free=True), answered(2, asked="a")], {(2, True): 1}),
        ([answered(1, **RETRIED, certainty=2, free=True)], {}),
        ([answered(1, **RETRIED, certainty=2, free=True), answered(2, sitting="t", asked="a")], {}),
        # what was taken back does not count
        ([answered(1, certainty=3), event(2, Kind.UNDONE, "source", event=answered(1).id)], {}),
        # an answer counts as it is marked now
        (
            [
                answered(1, certainty=3),
                answered(2, "delta", certainty=3),
                event(
                    3,
                    Kind.REGRADED,
                    "source",
                    asked="",
                    key="k",
                    answers={answered(1).id: {"score": 0.0, "done": True, "credit": 0.0}},
                ),
                event(4, Kind.REGRADED, "delta", asked="", key="k", answers={answered(2).id: {"void": True}}),
            ],
            {(3, False): 1},
        ),
    ],
)
def test_certainty_counts_once_an_attempt(events: list[Event], found: Stated, machine: Machine) -> None:
    """As the answers stand now; the rows come to the same."""
    assert stated(events) == found
    assert stored(machine, events) == tally(events)


def stored(machine: Machine, events: Iterable[Event]) -> Tally:
    """What the progress file adds them up to, which a rebuild does not change."""
    with machine.open() as progress:
        for one in events:
            progress.journal(one.course).take(one)
        found = progress.study_days(), progress.stated()
        progress.rebuild()
        assert (progress.study_days(), progress.stated()) == found
        return found


def test_days_are_those_of_the_learners_clock(machine: Machine) -> None:
    """By the offset of each event; notes and hints make no study day."""
    midnight = as_day_at(2026, 3, 10)
    events = [
        event(1, Kind.READ, at=midnight + 3 * HOUR, ms=500),  # the day before, by a clock that shows UTC
        event(2, Kind.READ, at=midnight + 3 * HOUR, offset=120, ms=70),
        answered(3, at=midnight + 5 * HOUR, ms=2000),
        event(4, Kind.NOTED, "source", at=midnight + 40 * HOUR, text="x"),
        event(5, Kind.REVEALED, "delta", at=midnight + 80 * HOUR, offset=-600, sitting="s", ms=3),
    ]
    day = midnight // DAY
    assert tally(events)[0] == (StudyDay(day - 1, 0, 500), StudyDay(day, 1, 2070), StudyDay(day + 2, 0, 3))
    assert stored(machine, events) == tally(events)


HOUR = 3_600_000_000


def as_day_at(year: int, month: int, day: int) -> int:
    """Midnight of a date in UTC microseconds."""
    from datetime import date

    return as_day(date(year, month, day)) * DAY


KINDS = (Kind.READ, Kind.ANSWERED, Kind.ANSWERED, Kind.ANSWERED, Kind.REVEALED, Kind.UNDONE, Kind.REGRADED)


def history(seed: int, length: int) -> list[Event]:
    """Some events of some questions, undone, regraded and adopted here and there."""
    random, found = Random(seed), list[Event]()
    for number in range(1, length + 1):
        kind, question = random.choice(KINDS), f"q{random.randrange(4)}"
        offset, at = random.choice((-1440, -300, 0, 90, 1440)), random.randrange(40 * DAY)
        known = [one for one in found if one.question == question and one.kind == Kind.ANSWERED]
        more = {"offset": offset, "ms": random.randrange(9000)}
        if kind == Kind.READ:
            found.append(event(number, kind, at=at, **more))
        elif kind == Kind.ANSWERED:
            more |= {"certainty": random.randrange(4), "score": random.choice((0.0, 0.5, 1.0))}
            more |= {"free": True} if random.random() < 0.2 else {}
            found.append(answered(number, question, at=at, sitting=f"s{number // 4}", **more))
        elif kind == Kind.REVEALED:
            found.append(event(number, kind, question, at=at, sitting="s", **more))
        elif known and kind == Kind.UNDONE:
            found.append(event(number, kind, question, at=at, event=random.choice(known).id, offset=offset))
        elif known and random.random() < 0.3:
            now = random.choice(({"void": True}, {"score": 0.0, "done": True, "credit": 0.0}))
            answers = {random.choice(known).id: now}
            found.append(event(number, kind, question, at=at, asked="a", key="k", answers=answers))
    return [*found, event(length + 1, Kind.ADOPTED, "q9", at=41 * DAY, question="q0")]


@pytest.mark.parametrize("seed", range(8))
def test_the_rows_add_up_what_the_events_say(seed: int, machine: Machine) -> None:
    """Whatever was undone, regraded or adopted, and in whichever time zone."""
    events = history(seed, 120)
    assert stored(machine, events) == tally(events)


def test_no_sum_is_too_large(machine: Machine) -> None:
    """However long another program says that reading took."""
    most = 2**53 - 1
    events = [event(number, Kind.READ, ms=most) for number in range(1, 1100)]
    with machine.open() as progress:
        with io.TextIOWrapper(io.BytesIO(), encoding="ascii") as stream:
            write_events(iter(events), stream)
            stream.seek(0)
            progress.import_events(stream.buffer)
        (day,) = progress.study_days()
    assert day.ms == MOST


def test_a_damaged_event_hides_no_other(machine: Machine) -> None:
    """A rebuild leaves out what is no JSON, and the rest is added up."""
    events = [answered(1, certainty=3, ms=7), answered(2, "delta", certainty=2, ms=8)]
    stored(machine, events)
    with closing(sqlite3.connect(machine.path)) as conn:
        conn.execute("UPDATE events SET data = '{' || data WHERE id = ?", (events[0].id,))
        conn.commit()
    with machine.open() as progress:
        progress.rebuild()
        assert (progress.study_days(), progress.stated()) == tally(events[1:])


@pytest.mark.parametrize(
    "standing", ['{"sure":5}', '{"sure":[1]}', '{"sure":"x"}', '{"adopted":[1]}', '{"adopted":[["a",[]],2]}']
)
def test_sums_of_rows_from_elsewhere_are_made_anew(machine: Machine, standing: str) -> None:
    """A derived row of another form is derived again, rather than the end of the program."""
    event = answered(1, certainty=2)
    with machine.open() as progress:
        progress.journal(event.course).take(event)
        found = progress.stated()
    with closing(sqlite3.connect(machine.path)) as conn:
        conn.execute("UPDATE questions SET standing = ?", (standing,))
        conn.commit()
    with machine.open() as progress:
        assert progress.stated() == found != Stated()


# --- all of it


def studied(machine: Machine, progress: Progress, rivers: Course) -> Overview:
    """Both questions of the first section answered, one surely and wrong; then some days later."""
    journal = progress.journal(rivers.id)
    journal.record(Kind.READ, "01-rivers", share=1.0, ms=60_000)
    sitting = Sitting.begin(rivers, rivers.sections[0], journal)
    sitting.respond("At its source", certainty=2, ms=4000)
    sitting.go_on()
    sitting.respond(False, certainty=3, ms=6000)
    machine.now += 4 * DAY
    return overview([rivers], progress)


RIVERS = course(
    single(), truefalse(), more=(Section(stem="02-seas", title="Seas", text="# Seas\n", part="Water"),)
)


def test_the_overview_tells_what_was_studied(machine: Machine, progress: Progress) -> None:
    """Sections, days, what is due, and what was misjudged."""
    whole = studied(machine, progress, RIVERS)
    (rivers,) = whole.courses
    first, second = rivers.sections
    assert whole.today == study_day(machine.now, 0)
    assert (first.stage, first.result.share, first.memory.due) == (Stage.READ, 0.5, 2)
    assert (first.spent.reading, first.spent.answering, rivers.spent.total) == (60_000, 10_000, 70_000)
    assert first.memory.recall == rivers.recall
    assert (second.stage, second.part, second.memory.recall) == (Stage.NEW, "Water", None)
    assert whole.calendar == Calendar(whole.today, (StudyDay(whole.today - 4, 2, 70_000),), Streak(0, 1))
    assert (whole.forecast.questions[0], whole.forecast.overdue, rivers.due) == (2, 2, 2)
    assert [(one.answers, one.right) for one in whole.certainty] == [(0, 0), (1, 1), (1, 0)]
    (wrong,) = whole.misjudged
    assert (wrong.section, wrong.question, wrong.day) == ("01-rivers", "delta", whole.today - 4)
    assert (wrong.prompt, wrong.section_title) == ("The Nile has a delta.", "Rivers")


def test_a_course_that_is_not_at_hand_is_told_as_far_as_it_is_known(
    machine: Machine, progress: Progress
) -> None:
    """Its days and its misjudged questions, but nothing that would be due."""
    studied(machine, progress, RIVERS)
    whole = overview([], progress)
    assert [row.id for row in whole.others] == ["rivers"]
    assert len(whole.calendar.days) == 1
    assert sum(whole.forecast.questions) == 0
    (wrong,) = whole.misjudged
    assert (wrong.course, wrong.course_title, wrong.question, wrong.prompt) == (
        "rivers",
        "Rivers",
        "delta",
        "",
    )


def test_a_section_is_durable_after_three_days(machine: Machine, progress: Progress) -> None:
    """On which all of it was known."""
    rivers, stages = course(typed(), truefalse()), []
    journal = progress.journal(rivers.id)
    for _ in range(3):
        sitting = Sitting.begin(rivers, rivers.sections[0], journal)
        sitting.respond("watershed")
        sitting.go_on()
        sitting.respond(True)
        stages.append(overview([rivers], progress).courses[0].sections[0].stage)
        machine.now += DAY
    assert stages == [Stage.PASSED, Stage.PASSED, Stage.DURABLE]


def test_nothing_studied_is_told_too(progress: Progress) -> None:
    """On the first day there is nothing to tell, and no mistake."""
    whole = overview([RIVERS], progress)
    assert whole.calendar.days == whole.misjudged == whole.others == ()
    assert whole.courses[0].recall is None
    assert [one.stage for one in whole.courses[0].sections] == [Stage.NEW, Stage.NEW]


def test_the_file_stays_as_it_is(machine: Machine, progress: Progress, tmp_path: Path) -> None:
    """To look is to change nothing."""
    studied(machine, progress, RIVERS)
    before = machine.path.read_bytes()
    overview([RIVERS], progress)
    assert machine.path.read_bytes() == before
