"""Histories of any length, made for measuring: the events of a learner who went through courses again and again."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from studyapp.course.model import Course
from studyapp.study.events import Event, Kind, Stamps, uuid7
from studyapp.study.journal import Journal
from studyapp.study.review.attempt import attempt_of
from studyapp.study.review.card import Card
from studyapp.study.review.fold import advance_card
from studyapp.study.rows import event_row
from studyapp.study.sitting import Sitting
from studyapp.study.store import Progress
from studyapp.study.store.derive import COLUMNS

SECOND = 1_000_000
DAY = 86_400 * SECOND
NINE = 9 * 3600 * SECOND
"""The hour of the day, in UTC, at which the first course is studied; each other one an hour after the one before."""

COURSES = 5
"""Those that a history is of."""

BETWEEN = 5 * SECOND
"""From an answer to the next."""

Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Studied:
    """What the events of a course look like; see :meth:`over`."""

    course: str
    began: Mapping[str, Data]
    """By section."""
    answers: Mapping[str, tuple[str, Data, Data]]
    """By question: its section, and the data of a right and of a wrong answer."""
    today: int
    """Days since 1970."""

    def over(
        self, days: Sequence[int], *, daily: int = 1, reading: bool = False, machine: int = 0
    ) -> Iterator[Event]:
        """Events in their order: on each day all questions of the courses are answered ``daily`` times.

        Days ascend and are counted from today. The other courses are copies of this one, but for their ids. Four in
        five answers are right. With ``reading``, there is an event of reading for each answer. ``machine`` tells
        apart what is made twice for the same days.
        """
        chance = Random(machine)
        cards: dict[tuple[str, str], Card] = {}
        names = [self.course, *(f"{self.course}-{number}" for number in range(2, COURSES + 1))]
        for day in days:
            for hour, name in enumerate(names):
                at = (self.today + day) * DAY + NINE + hour * 3600 * SECOND
                for run in range(daily):
                    for event in self._run(name, at, chance, cards, first=day == days[0] and not run):
                        if reading and event.question:
                            yield _read(event, chance)
                        yield event
                        at = event.at + BETWEEN

    def _run(
        self, course: str, at: int, chance: Random, cards: dict[tuple[str, str], Card], *, first: bool
    ) -> Iterator[Event]:
        """Once through a course."""
        sittings: dict[str, str] = {}
        for question, (section, right, wrong) in self.answers.items():
            if section not in sittings:
                sittings[section] = id = uuid7(at, chance.randbytes(8))
                yield Event(id, at, str(Kind.BEGAN), course, section, "", self.began[section])
            at += BETWEEN
            data = {
                **(right if chance.random() < 0.8 else wrong),
                "sitting": sittings[section],
                "certainty": chance.choice((0, 1, 2, 3, 3)),
                "ms": chance.randrange(1_000, 60_000),
            }
            data["passed"] = first and bool(data.get("passed"))
            key = course, question
            event = Event(
                uuid7(at, chance.randbytes(8)), at, str(Kind.ANSWERED), course, section, question, data
            )
            attempt = attempt_of(event, 0, 0)
            before = cards.get(key)
            card = cards[key] = advance_card(before, attempt, f"{course}/{question}")
            if card is not before:
                data |= {"due": card.due, "stability": card.stability}
            yield event


def _read(answered: Event, chance: Random) -> Event:
    """Some reading, just before an answer."""
    at = answered.at - BETWEEN // 2
    share = round(chance.random(), 4)
    data = {"place": int(share * 3_000), "share": share, "ms": chance.randrange(1_000, 30_000)}
    return Event(
        uuid7(at, chance.randbytes(8)), at, str(Kind.READ), answered.course, answered.section, "", data
    )


def studied(course: Course) -> Studied:
    """What answers to a course of questions with choices look like, from answering all of them."""
    today = time.time_ns() // 1000 // DAY
    began: dict[str, Data] = {}
    answers: dict[str, tuple[str, Data, Data]] = {}
    for right in (True, False):
        journal = Journal(course.id, Stamps(lambda: time.time_ns() // 1000, os.urandom))
        for section in course.sections:
            sitting = Sitting.begin(course, section, journal)
            began[section.stem] = next(
                event.data for event in journal.history("") if event.section == section.stem
            )
            while turn := sitting.turn():
                sitting.respond(turn.choices[0 if right else 1].key)
                sitting.go_on()
        for section in course.sections:
            for question in section.questions:
                data = _plain(journal.history(question.id)[-1].data)
                answers[question.id] = (
                    (section.stem, data, data) if right else (section.stem, answers[question.id][1], data)
                )
    return Studied(course.id, began, answers, today)


def _plain(data: Data) -> Data:
    """An answer's data without what was chosen for the day on which it was made."""
    return {name: value for name, value in data.items() if name not in ("due", "stability")}


def write_history(path: Path, events: Iterable[Event], *, derive: bool = True) -> int:
    """Make a progress file of events in no time, and have it derive what follows; how many there are."""
    with progress(path):
        pass
    with closing(sqlite3.connect(path, isolation_level=None)) as conn:
        conn.execute("PRAGMA journal_mode = OFF")
        conn.execute("PRAGMA synchronous = OFF")
        conn.execute("BEGIN")
        rows = (event_row(event) for event in events)
        count = conn.executemany(f"INSERT INTO events({COLUMNS}) VALUES (?,?,?,?,?,?,?,?)", rows).rowcount
        conn.execute("COMMIT")
    if derive:
        with progress(path) as whole:
            whole.rebuild()
    os.sync()  # what is still on its way to the disk would slow down what is measured next
    return count


def progress(path: Path) -> Progress:
    """A progress file, open."""
    return Progress.open(path, clock=lambda: time.time_ns() // 1000, entropy=os.urandom)
