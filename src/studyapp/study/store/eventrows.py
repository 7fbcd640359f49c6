"""The table of events: rows put into it, and sound events read back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import islice

from studyapp.study.events import Event
from studyapp.study.rows import EventRow, read_event, row_event
from studyapp.study.wellformed import flaw

COLUMNS = "id, at, kind, course, section, question, data, sum"

_INSERT = f"INSERT INTO events({COLUMNS}) VALUES (?,?,?,?,?,?,?,?) ON CONFLICT(id) DO NOTHING"
_NEWEST_IDS = "SELECT id FROM events ORDER BY rowid DESC LIMIT ?"
# The index holds only rows of a question, and SQLite must be told that this is one.
_OF_QUESTION = f"SELECT {COLUMNS} FROM events WHERE course = ? AND question = ? AND question <> ''"
# Without the limit SQLite would leave the sorting out.
_IN_TURN = f"""
SELECT {COLUMNS} FROM (SELECT rowid AS number FROM events ORDER BY at, id LIMIT -1)
CROSS JOIN events ON events.rowid = number
"""

CHUNK = 100
"""Rows that are put in by one call: of more, so many values would live at once that Python looked for garbage."""

Arrival = tuple[EventRow, Event, int]
"""The row of an event that is to be kept, the event, and the number of the source that it comes from."""


def insert(conn: sqlite3.Connection, arrivals: Iterable[Arrival]) -> Iterator[tuple[Arrival, bool]]:
    """Add events; each of them, once it is in the file, and whether it is new there: no event had its id before."""
    arrivals = iter(arrivals)
    while chunk := list(islice(arrivals, CHUNK)):
        count = conn.executemany(_INSERT, [row for row, _, _ in chunk]).rowcount
        new = {row[0] for row, _, _ in chunk}
        if count < len(chunk):
            new = {id for (id,) in conn.execute(_NEWEST_IDS, (count,))}
        for one in chunk:
            id = one[0][0]
            yield one, id in new
            new.discard(id)


def last_row(conn: sqlite3.Connection) -> int:
    """The number of the row that was added last; 0 without any."""
    return int(conn.execute("SELECT coalesce(max(rowid), 0) FROM events").fetchone()[0])


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
    rows = conn.execute(f"SELECT {COLUMNS} FROM events {where} ORDER BY at, id", values)
    yield from sound(rows, left_out)


def rows_in_turn(conn: sqlite3.Connection) -> Iterator[EventRow]:
    """All events' rows, in the order of the events as far as SQLite likes: for what takes them in any.

    Half the time of :func:`read_events` in a long history: only the numbers of the rows are sorted, not the rows.
    """
    return conn.execute(_IN_TURN)


def events_in_turn(conn: sqlite3.Connection, left_out: list[str]) -> Iterator[Event]:
    """All sound events, as :func:`rows_in_turn` gives them."""
    return sound(rows_in_turn(conn), left_out)


def question_events(
    conn: sqlite3.Connection, course: str, question: str, left_out: list[str], known: int | None = None
) -> list[Event]:
    """A question's sound events, in no order. Rows after that of number ``known`` are known to be sound."""
    if known is None:
        rows = conn.execute(_OF_QUESTION, (course, question))
        return list(sound(rows, left_out))
    earlier = conn.execute(f"{_OF_QUESTION} AND rowid <= ?", (course, question, known))
    later = conn.execute(f"{_OF_QUESTION} AND rowid > ?", (course, question, known))
    return [*sound(earlier, left_out), *map(read_event, later)]
