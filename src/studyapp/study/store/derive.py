"""Deriving the progress file's rows from its events, and reading events back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from studyapp.study.events import Event, Kind
from studyapp.study.review.policy import DEFAULT, Policy
from studyapp.study.rows import (
    EventRow,
    event_row,
    read_section,
    read_standing,
    row_event,
    section_json,
    standing_json,
)
from studyapp.study.standing import (
    REPLAYED,
    SectionStanding,
    Standing,
    advance,
    advance_section,
    history,
    replay,
    settle_passes,
)
from studyapp.study.store.fitted import in_force, put_in_force
from studyapp.study.store.schema import DERIVED
from studyapp.study.wellformed import flaw

COLUMNS = "id, at, kind, course, section, question, data, sum"

Order = tuple[int, str]
Key = tuple[str, str]
"""A course's id, and a question's id or a section's stem."""


def insert(conn: sqlite3.Connection, event: Event) -> bool:
    """Add an event; False where one of its id is there already."""
    statement = f"INSERT INTO events({COLUMNS}) VALUES (?,?,?,?,?,?,?,?) ON CONFLICT(id) DO NOTHING"
    return conn.execute(statement, event_row(event)).rowcount == 1


def sound(rows: Iterable[EventRow], left_out: list[str]) -> Iterator[Event]:
    """The events that rows keep. Left out, with a sentence each, are damaged rows and events of no good form."""
    for row in rows:
        event = row_event(row)
        if event is None:
            left_out.append(
                f"The event {row[0]!a:.40} is damaged (its checksum does not hold) and was left out."
            )
        elif wrong := flaw(event):
            left_out.append(f"The event {row[0]!a:.40} {wrong} and was left out.")
        else:
            yield event


def read_events(conn: sqlite3.Connection, course: str | None, left_out: list[str]) -> Iterator[Event]:
    """All sound events, or one course's, in their order."""
    where, values = ("WHERE course = ?", (course,)) if course is not None else ("", ())
    yield from sound(conn.execute(f"SELECT {COLUMNS} FROM events {where} ORDER BY at, id", values), left_out)


def question_events(conn: sqlite3.Connection, course: str, question: str, left_out: list[str]) -> list[Event]:
    """A question's sound events, in no order."""
    # The index holds only rows of a question, and SQLite must be told that this is one.
    statement = f"SELECT {COLUMNS} FROM events WHERE course = ? AND question = ? AND question <> ''"
    return list(sound(conn.execute(statement, (course, question)), left_out))


@dataclass(frozen=True, slots=True)
class CourseRows:
    """A course's rows as texts: to be read when they are asked for."""

    questions: dict[str, str]
    sections: dict[str, str]
    newest: int
    """Time of the newest event; 0 where there is none."""
    policy: Policy = DEFAULT
    """What the memory states in them follow from."""


def course_rows(conn: sqlite3.Connection, course: str) -> CourseRows:
    """The derived rows of a course."""
    questions = conn.execute("SELECT question, standing FROM questions WHERE course = ?", (course,))
    sections = conn.execute(
        "SELECT section, standing, at FROM sections WHERE course = ?", (course,)
    ).fetchall()
    fit = in_force(conn)
    newest = max((at for _, _, at in sections), default=0)
    return CourseRows(
        dict(questions),
        {stem: text for stem, text, _ in sections},
        max(newest, fit.order[0]),
        fit.policy,
    )


def load(conn: sqlite3.Connection, first: int, last: int, without: Key) -> dict[int, int]:
    """How many questions, but for one, are due on each study day from ``first`` to ``last``."""
    statement = (
        "SELECT due, count(*) FROM questions WHERE due BETWEEN ? AND ? AND NOT (course = ? AND question = ?)"
        " GROUP BY due"
    )
    return dict(conn.execute(statement, (first, last, *without)).fetchall())


def newest(conn: sqlite3.Connection) -> int:
    """Time of the newest event of all; 0 where there is none."""
    times = "SELECT at FROM sections UNION ALL SELECT at FROM fitted"
    return int(conn.execute(f"SELECT coalesce(max(at), 0) FROM ({times})").fetchone()[0])


@dataclass(slots=True)
class Title:
    """A course's title and the order of the event that told it."""

    order: Order
    text: str


class Derived:
    """The derived rows within one transaction: each read once, advanced in memory, written at the end.

    Events are taken each once, in any order. A question with an event that changes what earlier ones came to, or
    with one that comes late, is replayed from all of its events when the rows are written; by then they must have
    been inserted. With a newer fit all rows are derived anew, and those here are of no use.
    """

    def __init__(self, conn: sqlite3.Connection) -> None:
        self._conn = conn
        self.questions: dict[Key, tuple[Order, Standing]] = {}
        self.sections: dict[Key, SectionStanding] = {}
        self._titles: dict[str, Title] = {}
        self.left_out: list[str] = []
        """What replays left out, one sentence each."""
        self._replayed: set[Key] = set()
        self._policy = in_force(conn).policy
        self.refitted = False
        """A fit came that is newer than the one in force."""

    def take(self, event: Event) -> None:
        """Advance the rows that an event bears on."""
        if event.kind == Kind.FITTED:
            self.refitted |= put_in_force(self._conn, event)
            return
        key = event.course, event.section
        self.sections[key] = advance_section(self._section(key), event)
        if event.question:
            self._take_question((event.course, event.question), event)
        if event.kind == Kind.BEGAN and event.data.get("title"):
            title = self._title(event.course)
            if event.order > title.order:
                self._titles[event.course] = Title(event.order, event.data["title"])

    def replay_adopters(self) -> None:
        """Have the questions that took over others' history replayed: events of those may have come late."""
        statement = "SELECT DISTINCT course, question FROM events WHERE kind = ?"
        self._replayed.update(self._conn.execute(statement, (Kind.ADOPTED,)))

    def write(self) -> None:
        """Put the rows into the file."""
        if self.refitted:
            self.left_out += rebuild(self._conn).left_out
            return
        for key in self._replayed:
            self._replay(key)
        self._conn.executemany(
            "INSERT OR REPLACE INTO questions VALUES (?,?,?,?,?,?,?,?)",
            (
                (*key, *order, standing_json(one), *_times(one))
                for key, (order, one) in self.questions.items()
            ),
        )
        self._conn.executemany(
            "INSERT OR REPLACE INTO sections(course, section, at, standing) VALUES (?,?,?,?)",
            ((*key, one.at, section_json(one)) for key, one in self.sections.items()),
        )
        self._conn.executemany(
            "INSERT OR REPLACE INTO courses(course, at, event, title) VALUES (?,?,?,?)",
            ((course, *title.order, title.text) for course, title in self._titles.items()),
        )

    def _take_question(self, key: Key, event: Event) -> None:
        if key in self._replayed:
            return
        newest, standing = self._question(key)
        if event.kind in REPLAYED or event.order < newest:
            self._replayed.add(key)
        else:
            self.questions[key] = event.order, advance(standing, event, self._policy)

    def _replay(self, key: Key) -> None:
        course, question = key
        events = history(question, lambda id: question_events(self._conn, course, id, self.left_out))
        self.questions[key] = max(event.order for event in events), replay(events, self._policy)
        for stem in {event.section for event in events}:
            place = course, stem
            self.sections[place] = settle_passes(self._section(place), stem, events)

    def _question(self, key: Key) -> tuple[Order, Standing]:
        if key not in self.questions:
            statement = "SELECT at, event, standing FROM questions WHERE course = ? AND question = ?"
            row = self._conn.execute(statement, key).fetchone()
            self.questions[key] = ((row[0], row[1]), read_standing(row[2])) if row else ((0, ""), Standing())
        return self.questions[key]

    def _section(self, key: Key) -> SectionStanding:
        if key not in self.sections:
            statement = "SELECT standing FROM sections WHERE course = ? AND section = ?"
            row = self._conn.execute(statement, key).fetchone()
            self.sections[key] = read_section(row[0]) if row else SectionStanding()
        return self.sections[key]

    def _title(self, course: str) -> Title:
        if course not in self._titles:
            statement = "SELECT at, event, title FROM courses WHERE course = ?"
            row = self._conn.execute(statement, (course,)).fetchone()
            self._titles[course] = Title((row[0], row[1]), row[2]) if row else Title((0, ""), "")
        return self._titles[course]


def _times(standing: Standing) -> tuple[int | None, int | None, int | None]:
    """When a question is due, when it was rated last, and how often; nothing for what does not come back."""
    card = standing.card
    return (None, None, None) if card is None or standing.retired else (card.due, card.last, card.reps)


def absorb(conn: sqlite3.Connection, events: Iterable[Event]) -> Derived:
    """Add events that are not there yet, within the caller's transaction; the rows that changed by it."""
    derived = Derived(conn)
    for event in events:
        if insert(conn, event):
            derived.take(event)
    derived.write()
    return derived


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a rebuild found."""

    events: int
    """Events that the rows were derived from."""
    left_out: tuple[str, ...]
    """One sentence for each event that was left out. It stays in the file."""


def rebuild(conn: sqlite3.Connection) -> Rebuilt:
    """Derive all rows anew, within the caller's transaction."""
    for table in DERIVED:
        conn.execute(f"DELETE FROM {table}")
    # All rows follow from the newest fit, also those of events that came before it.
    fits = conn.execute(f"SELECT {COLUMNS} FROM events WHERE kind = ?", (Kind.FITTED,))
    for fit in list(sound(fits, [])):
        put_in_force(conn, fit)
    derived = Derived(conn)
    count = 0
    left_out: list[str] = []
    for event in read_events(conn, None, left_out):
        derived.take(event)
        count += 1
    derived.write()
    return Rebuilt(count, tuple(left_out))


def derived_rows(conn: sqlite3.Connection) -> list[tuple[object, ...]]:
    """All derived rows, to be compared."""
    return [
        (table, *row) for table in DERIVED for row in conn.execute(f"SELECT * FROM {table} ORDER BY 1, 2")
    ]
