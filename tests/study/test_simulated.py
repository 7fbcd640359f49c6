"""120 days of a simulated learner with the shipped course: what comes out is what an independent count gives."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from operator import eq
from random import Random
from statistics import fmean

import pytest
from naive import SCHEDULER, Replay, noon, number, streaks, study_day
from simulated import CAP, COURSE, DAYS, FIRST, Learner, offset_at

from builders import stamps
from studyapp.study.events import Event, Kind, Stamps
from studyapp.study.journal import Journal
from studyapp.study.memory import memory
from studyapp.study.results import pools
from studyapp.study.store import Progress, derive


@pytest.fixture(scope="module")
def learner(tmp_path_factory: pytest.TempPathFactory) -> Learner:
    """One who has lived through all the days."""
    learner = Learner(tmp_path_factory.mktemp("simulated") / "progress.db", Random(4))
    for day in range(DAYS):
        learner.study(day)
    return learner


@pytest.fixture
def progress(learner: Learner) -> Iterator[Progress]:
    with Progress.open(
        learner.path, clock=lambda: learner.now, entropy=learner.random.randbytes, offset=offset_at
    ) as progress:
        yield progress


@pytest.fixture
def journal(progress: Progress) -> Journal:
    return progress.journal(COURSE.id)


@pytest.fixture
def events(progress: Progress) -> list[Event]:
    return list(progress.events())


def test_all_of_it_happened(learner: Learner, events: list[Event]) -> None:
    """Or else the other tests would tell little."""
    kinds = Counter(event.kind for event in events)
    assert kinds[Kind.ANSWERED] > 400
    assert (
        min(kinds[kind] for kind in (Kind.UNDONE, Kind.HINTED, Kind.REVEALED, Kind.SKIPPED, Kind.DRAFTED)) > 5
    )
    offsets = {event.data.get("offset", 0) for event in events}
    assert offsets == {60, 0, -300}
    local = [(event.at // 60_000_000 + event.data.get("offset", 0)) % 1440 for event in events]
    assert any(minutes < 4 * 60 for minutes in local)
    assert len({study_day(event.at) for event in events}) < DAYS - 5
    assert Counter(map(len, learner.orders))[CAP] > 3


def test_due_dates_are_those_of_py_fsrs_and_the_spread(journal: Journal, events: list[Event]) -> None:
    """Each question's whole card, from the events alone."""
    states = Replay(events).states
    assert set(states) == {
        id for _, question in COURSE.questions() if journal.standing(id := question.id).card
    }
    for id, state in states.items():
        card = journal.standing(id).card
        assert card is not None
        assert (card.stability, card.difficulty) == (state.theirs.stability, state.theirs.difficulty)
        assert (card.last, card.due) == (state.last, state.due)
        assert (card.reps, card.successes, card.lapses) == (state.reps, state.successes, state.lapses)


def test_the_daily_cap_holds(learner: Learner, events: list[Event]) -> None:
    """However often a review is cut short and begun again on a day."""
    reviews = {event.id for event in events if event.kind == Kind.BEGAN and not event.section}
    asked = {
        (study_day(event.at), event.question)
        for event in events
        if event.data.get("sitting") in reviews and event.kind in (Kind.ANSWERED, Kind.REVEALED)
    }
    a_day = Counter(day for day, _ in asked)
    assert max(a_day.values()) == CAP
    assert max(map(len, learner.orders)) == CAP


def test_no_two_siblings_follow_each_other(learner: Learner) -> None:
    """Unless they are half of what is asked, and nothing could part them."""
    together = 0
    for order in learner.orders:
        families = [(one.section.stem, one.question.pool or one.question.id) for one in order]
        largest = max(Counter(families).values(), default=0)
        assert 2 * largest > len(order) + 1 or not any(map(eq, families, families[1:]))
        together += largest > 1
    assert together


def test_a_rebuild_gives_the_same_rows(learner: Learner, progress: Progress) -> None:
    """What was advanced answer by answer follows from the events."""

    def rows() -> list[tuple[object, ...]]:
        conn = sqlite3.connect(learner.path)
        found = derive.derived_rows(conn)
        conn.close()
        return found

    before = rows()
    progress.rebuild()
    assert rows() == before
    assert progress.check() == []


def test_the_journal_in_memory_says_the_same(journal: Journal, events: list[Event]) -> None:
    """Of each question and section."""
    own = Journal(COURSE.id, stamps())
    for event in events:
        own.take(event)
    assert set(own.known()) == set(journal.known())
    assert all(own.standing(id) == journal.standing(id) for id in own.known())
    assert all(own.section(one.stem) == journal.section(one.stem) for one in COURSE.sections)


def test_what_is_durable_due_and_known_is_as_counted(events: list[Event]) -> None:
    """Known on three different days and last, of each pool one question; the mean of py-fsrs's own predictions, but
    where the question was rated today: then what the answer showed.
    """
    told = []
    for count in (len(events) // 3, len(events)):
        replay, now = Replay(events[:count]), events[count - 1].at
        journal = Journal(COURSE.id, Stamps(lambda now=now: now, bytes, offset_at))
        for event in events[:count]:
            journal.take(event)
        passed = Counter(question for _, question, rating in replay.ratings if rating > 1)
        latest = {question: (day, rating) for day, question, rating in replay.ratings}
        lasting = {one for one, count in passed.items() if count >= 3 and latest[one][1] > 1}
        for section in COURSE.sections:
            told.append(found := memory(section, journal))
            assert found.durable == all(any(one.id in lasting for one in pool) for pool in pools(section))
            asked = [one.id for one in section.questions if one.id in replay.states]
            states = [replay.states[one] for one in asked]
            assert found.due == sum(state.due <= number(study_day(now)) for state in states)
            today = study_day(now)
            chances = [
                float(latest[one][1] > 1)
                if latest[one][0] == today
                else SCHEDULER.get_card_retrievability(replay.states[one].theirs, noon(today))
                for one in asked
            ]
            assert found.recall == (pytest.approx(fmean(chances)) if chances else None)
    assert {one.durable for one in told} == {True, False}


def test_days_and_streaks_are_as_counted(progress: Progress, events: list[Event]) -> None:
    """A missed day a week is forgiven; the days are the learner's own, wherever that was."""
    from studyapp.study.overview.streak import streak

    did = (Kind.READ, Kind.DRAFTED, Kind.ANSWERED, Kind.REVEALED)
    days = sorted({number(study_day(event.at)) for event in events if event.kind in did})
    assert [one.day for one in progress.study_days()] == days
    today = number((FIRST + timedelta(days=DAYS - 1)).date())
    found = streak(days, today)
    assert found.longest == max(map(len, streaks(days)))
    ending = [len(run) for run in streaks(sorted({*days, today})) if run[-1] == today]
    assert found.current == max(ending) - (today not in days)
    assert found.longest < len(days)


def test_an_answer_taken_back_gives_back_the_schedule(learner: Learner) -> None:
    """Exactly: memory and date."""
    assert len(learner.taken_back) > 10
    assert any(before is not None for before, _ in learner.taken_back)
    assert all(before == after for before, after in learner.taken_back)
