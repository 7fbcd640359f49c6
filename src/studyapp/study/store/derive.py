"""Deriving the progress file's rows from its events."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

from studyapp.study.advancing import advance, advance_section, bears_on_section, is_pass
from studyapp.study.events import Event, Kind
from studyapp.study.replaying import REPLAYED, history, replay, undone
from studyapp.study.rows import event_row, read_section, read_standing, section_json, standing_json
from studyapp.study.standing import SectionStanding, Standing
from studyapp.study.store.days import Days
from studyapp.study.store.eventrows import COLUMNS as COLUMNS
from studyapp.study.store.eventrows import events_in_turn, insert, question_events, sound
from studyapp.study.store.fitted import in_force, put_in_force
from studyapp.study.store.schema import DERIVED

Order = tuple[int, str]
Key = tuple[str, str]
"""A course's id, and a question's id or a section's stem."""


@dataclass(slots=True)
class Title:
    """A course's title and the order of the event that told it."""

    order: Order
    text: str


class Derived:
    """The derived rows within one transaction: each read once, advanced in memory, written at the end.

    Events are taken each once, in any order. A question with an event that changes what earlier ones came to, or
    with one that comes late, is replayed from all of its events when the rows are written, and so are those that
    took its history over; by then they must have been inserted. With a newer fit all rows are derived anew, and
    those here are of no use.
    """

    def __init__(
        self, conn: sqlite3.Connection, newest: dict[str, int] | None = None, sound_after: int | None = None
    ) -> None:
        """``newest`` is the time of the newest event, by course, as far as it is known; it is kept up to date.

        Rows of events after that of number ``sound_after`` are known to be sound: they were written just now.
        """
        self._conn = conn
        self._sound_after = sound_after
        self.questions: dict[Key, tuple[Order, Standing]] = {}
        self._times_kept: dict[Key, tuple[int | None, int | None, int | None]] = {}
        """What :func:`_times` gave of the rows that are in the file, of those read."""
        self.sections: dict[Key, SectionStanding] = {}
        self._titles: dict[str, Title] = {}
        self._days = Days()
        self.left_out: list[str] = []
        """What replays left out, one sentence each."""
        self._newest = {} if newest is None else newest
        self._late: set[Key] = set()
        """Questions with an event that is not newer than all of the course before it."""
        self._replayed: set[Key] = set()
        self._gone: dict[Key, frozenset[str]] = {}
        self._passing: dict[str, dict[str, Event]] = {}
        """By course and id: what passed a section, of the questions replayed."""
        self._times: dict[Key, int] = {}
        """The newest event of each section, of those taken."""
        self._policy = in_force(conn).policy
        self.refitted = False
        """A fit came that is newer than the one in force."""

    def take(self, event: Event) -> None:
        """Advance the rows that an event bears on."""
        if event.kind == Kind.FITTED:
            self.refitted |= put_in_force(self._conn, event)
            return
        self._days.take(event)
        course, at = event.course, event.at
        newest = self._newest_of(course)
        if event.question:
            if at <= newest:
                self._late.add((course, event.question))
            self._take_question((course, event.question), event)
        if at > newest:
            self._newest[course] = at
        key = course, event.section
        self._times[key] = max(at, self._times.get(key, 0))
        if bears_on_section(event):
            self._take_section(key, event)
        if event.kind == Kind.BEGAN and event.data.get("title"):
            self._take_title(event)

    def write(self) -> None:
        """Put the rows into the file."""
        if self.refitted:
            self.left_out += rebuild(self._conn).left_out
            return
        for course in {course for course, _ in self._late}:
            late = {question for its, question in self._late if its == course}
            self._replayed |= {(course, question) for question in self._adopters(course, late)}
        for key in sorted(self._replayed):
            self._replay(key)
        for course, passing in self._passing.items():
            self._settle(course, passing)
        for key, at in self._times.items():
            section = self._section(key)
            self.sections[key] = section._replace(at=max(at, section.at))
        self._days.write(self._conn)
        self._write_questions()
        self._conn.executemany(
            "INSERT OR REPLACE INTO sections(course, section, at, standing) VALUES (?,?,?,?)",
            ((*key, one.at, section_json(one)) for key, one in self.sections.items()),
        )
        self._conn.executemany(
            "INSERT OR REPLACE INTO courses(course, at, event, title) VALUES (?,?,?,?)",
            ((course, *title.order, title.text) for course, title in self._titles.items()),
        )

    def _write_questions(self) -> None:
        rows = {key: (*order, standing_json(one)) for key, (order, one) in self.questions.items()}
        times = {key: _times(one) for key, (_, one) in self.questions.items()}
        # Where the times stay as they are, so does their index: that is a page less to write.
        kept = {key for key, one in self._times_kept.items() if times[key] == one}
        self._conn.executemany(
            "UPDATE questions SET at = ?, event = ?, standing = ? WHERE course = ? AND question = ?",
            ((*row, *key) for key, row in rows.items() if key in kept),
        )
        self._conn.executemany(
            "INSERT OR REPLACE INTO questions VALUES (?,?,?,?,?,?,?,?)",
            ((*key, *row, *times[key]) for key, row in rows.items() if key not in kept),
        )

    def _take_question(self, key: Key, event: Event) -> None:
        if key in self._replayed:
            return
        newest, standing = self._question(key)
        if event.kind in REPLAYED or event.order < newest:
            self._replayed.add(key)
        else:
            self.questions[key] = event.order, advance(standing, event, self._policy)

    def _take_section(self, key: Key, event: Event) -> None:
        section = self._section(key)
        # what an undo does to passes is settled once all histories that hold the answer are known
        passes = section.passes if event.kind == Kind.UNDONE else None
        section = advance_section(section, event)
        self.sections[key] = section if passes is None else section._replace(passes=passes)

    def _take_title(self, event: Event) -> None:
        if event.order > self._title(event.course).order:
            self._titles[event.course] = Title(event.order, event.data["title"])

    def _replay(self, key: Key) -> None:
        events = self._history(key)
        self.questions[key] = max(event.order for event in events), replay(events, self._policy)
        self._gone[key] = undone(events)
        if passing := {event.id: event for event in events if is_pass(event)}:
            self._passing.setdefault(key[0], {}).update(passing)

    def _settle(self, course: str, passing: Mapping[str, Event]) -> None:
        """Take anew which of the events that passed a section stand: those that no question with them takes back."""
        owners = {event.question for event in passing.values()}
        family = [(course, question) for question in owners | self._adopters(course, owners)]
        gone = {id for key in family for id in self._gone_of(key)}
        for stem in {event.section for event in passing.values()}:
            mine = {event.id for event in passing.values() if event.section == stem}
            section = self._section((course, stem))
            passes = set(section.passes) - mine | (mine - gone)
            self.sections[course, stem] = section._replace(passes=tuple(sorted(passes)))

    def _adopters(self, course: str, questions: Set[str]) -> set[str]:
        """The questions of a course that took over the history of any of these."""
        statement = (
            """SELECT question, standing FROM questions WHERE course = ? AND instr(standing, '"adopted":')"""
        )
        standings = {id: read_standing(text) for id, text in self._conn.execute(statement, (course,))}
        standings |= {id: one for (its, id), (_, one) in self.questions.items() if its == course}
        return {
            id for id, one in standings.items() if any(earlier in questions for earlier, _ in one.adopted)
        }

    def _gone_of(self, key: Key) -> frozenset[str]:
        if key not in self._gone:
            self._gone[key] = undone(self._history(key))
        return self._gone[key]

    def _history(self, key: Key) -> list[Event]:
        course, question = key
        known = self._sound_after
        return history(question, lambda id: question_events(self._conn, course, id, self.left_out, known))

    def _newest_of(self, course: str) -> int:
        if course not in self._newest:
            statement = "SELECT coalesce(max(at), -1) FROM sections WHERE course = ?"
            self._newest[course] = self._conn.execute(statement, (course,)).fetchone()[0]
        return self._newest[course]

    def _question(self, key: Key) -> tuple[Order, Standing]:
        if key not in self.questions:
            statement = (
                "SELECT at, event, standing, due, last, reps FROM questions WHERE course = ? AND question = ?"
            )
            row = self._conn.execute(statement, key).fetchone()
            self.questions[key] = ((row[0], row[1]), read_standing(row[2])) if row else ((0, ""), Standing())
            if row:
                self._times_kept[key] = row[3:]
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


def absorb(
    conn: sqlite3.Connection, events: Iterable[Event], newest: dict[str, int] | None = None
) -> Derived:
    """Add events that are not there yet, within the caller's transaction; the rows that changed by it.

    ``newest`` is as for :class:`Derived`.
    """
    derived = Derived(conn, newest)
    for (_, event, _), new in insert(conn, ((event_row(event), event, 0) for event in events)):
        if new:
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
    for event in events_in_turn(conn, left_out):
        derived.take(event)
        count += 1
    derived.write()
    return Rebuilt(count, tuple(left_out))


def derived_rows(conn: sqlite3.Connection) -> list[tuple[object, ...]]:
    """All derived rows, to be compared."""
    return [
        (table, *row) for table in DERIVED for row in conn.execute(f"SELECT * FROM {table} ORDER BY 1, 2")
    ]
