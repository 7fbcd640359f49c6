"""Events on their way between progress files: the export form, and what may come in.

The export form is JSON lines in ASCII: a header, then one event a line, in their order::

    {"studyapp": "progress", "version": 1}
    {"id": "0190...", "at": 1767225600000000, "kind": "answered", "course": ..., "section": ..., "question": ...,
     "data": {...}}
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from heapq import merge as in_turn
from pathlib import Path
from typing import Any, Protocol, TextIO

from studyapp.clean import one_line
from studyapp.errors import BadImport
from studyapp.study.events import Event
from studyapp.study.rows import EventRow, event_row, row_event
from studyapp.study.store import derive
from studyapp.study.store.eventrows import COLUMNS, Arrival, insert, last_row, rows_in_turn
from studyapp.study.store.foreign import open_foreign
from studyapp.study.store.schema import APPLICATION_ID, VERSION, pragma
from studyapp.study.wellformed import flaw
from studyapp.values import dataclass

HEADER = {"studyapp": "progress", "version": 1}
FIELDS = ("id", "at", "kind", "course", "section", "question", "data")
NOTHING = "Nothing was imported."
LONGEST_LINE = 1_000_000
"""Bytes of one event's line."""
AHEAD = 86_400_000_000
"""Microseconds that an event may lie ahead of this machine's time: clocks and time zones set wrongly by hand."""

Read = tuple[EventRow, Event]
"""An event that was read and checked, and its row."""


class Lines(Protocol):
    """What lines are read from, such as a file opened as bytes."""

    def readline(self, size: int, /) -> bytes:
        """The next line, or as much of it; empty at the end."""


@dataclass(frozen=True, slots=True)
class Source:
    """What events come in from."""

    name: str
    """Of its file; empty where it has none."""
    read: Callable[[int], Iterator[Read]]
    """Gives the events, from the first on each time; it is handed the newest time, in UTC microseconds, that is not
    in the future. Raises :class:`BadImport`."""

    def refusal(self, why: str) -> BadImport:
        """The error that says why nothing was taken."""
        return BadImport(f"{self.name}: {why}" if self.name else why)


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import came to."""

    new: int
    known: int
    """Events that were here already."""


def write_events(events: Iterable[Event], stream: TextIO) -> int:
    """Write the export form; how many events there were."""
    stream.write(json.dumps(HEADER) + "\n")
    count = 0
    for event in events:
        line = {name: getattr(event, name) for name in FIELDS} | {"data": dict(sorted(event.data.items()))}
        stream.write(json.dumps(line, allow_nan=False) + "\n")
        count += 1
    return count


def read_lines(stream: Lines, now: int) -> Iterator[Read]:
    """The events of an export, with rows to keep them in.

    ``now`` is the newest time, in UTC microseconds, that is not in the future. Raises :class:`BadImport`, which
    names the line.
    """
    number = 0
    while line := stream.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) > LONGEST_LINE:
            raise BadImport(
                f"Line {number} is longer than {LONGEST_LINE:,} bytes, which no event is. {NOTHING}"
            )
        found = _parse(line, number)
        if "studyapp" in found:
            if found != HEADER:
                raise BadImport(
                    f"Line {number}: written by a newer studyapp. Update studyapp and import again."
                )
        elif number == 1:
            raise BadImport(_foreign_text())
        else:
            event = _event(found, number)
            if wrong := _flaw(event, now):
                raise BadImport(f"Line {number}: the event {wrong}. {NOTHING}")
            try:
                row = event_row(event)
            except ValueError as error:
                raise BadImport(f"Line {number}: it tells a number that is not finite. {NOTHING}") from error
            yield row, event
    if number == 0:
        raise BadImport(f"It is empty: an export has a header line at least. {NOTHING}")


def read_database(path: Path, now: int) -> Iterator[Read]:
    """The events of another progress file in their order, with their rows. Raises :class:`BadImport`.

    The file is left as it is.
    """
    if path.with_name(path.name + "-journal").exists():
        raise BadImport(
            "It is in use or was cut off while it was written. Open and close it with studyapp first."
        )
    try:
        conn = open_foreign(path)
    except sqlite3.Error as error:
        raise BadImport(f"It can't be read ({one_line(str(error))}). {NOTHING}") from error
    try:
        if pragma(conn, "application_id") != APPLICATION_ID:
            raise BadImport(f"It is a database of another program. {NOTHING}")
        if pragma(conn, "user_version") > VERSION:
            raise BadImport("It was written by a newer studyapp. Update studyapp and import again.")
        for row in rows_in_turn(conn):
            event = row_event(row)
            wrong = "is damaged: its checksum does not hold" if event is None else _flaw(event, now)
            if event is None or wrong:
                raise BadImport(f"The event {row[0]!a:.40} {wrong}. {NOTHING}")
            yield row, event
    except sqlite3.Error as error:
        raise BadImport(f"It can't be read to its end ({one_line(str(error))}). {NOTHING}") from error
    finally:
        conn.close()


def merge(conn: sqlite3.Connection, sources: Sequence[Source], now: int) -> list[Imported]:
    """Add the events that are not there yet, within the caller's transaction; what each source came to.

    All sources are gone through at once: where they give their events in order, only those come late that are older
    than what is there already. ``now`` is the newest time, in UTC microseconds, that is not in the future. Raises
    :class:`BadImport` also where an id is there with another content. A row whose checksum no longer holds gets its
    content back.
    """
    derived = derive.Derived(conn, sound_after=last_row(conn))
    counts = [[0, 0] for _ in sources]
    healed = 0
    arrivals = in_turn(*(_arrivals(*one, now) for one in enumerate(sources)), key=_order)
    for (row, event, source), new in insert(conn, arrivals):
        counts[source][new] += 1
        if new:
            derived.take(event)
        else:
            healed += _heal(conn, row, event, sources[source])
    derived.write()
    if healed:
        derive.rebuild(conn)
    return [Imported(new, known) for known, new in counts]


def _arrivals(number: int, source: Source, now: int) -> Iterator[Arrival]:
    try:
        for row, event in source.read(now):
            yield row, event, number
    except BadImport as error:
        raise source.refusal(str(error)) from error


def _order(arrival: Arrival) -> tuple[int, str]:
    return arrival[1].order


def _heal(conn: sqlite3.Connection, row: EventRow, event: Event, source: Source) -> bool:
    """Whether the row of that id was damaged and is now this one; False where it keeps this event already."""
    kept = conn.execute(f"SELECT {COLUMNS} FROM events WHERE id = ?", (row[0],)).fetchone()
    if kept == row:
        return False
    if (before := row_event(kept)) is not None:
        if event_row(before) == event_row(event):  # the same, but spelled otherwise
            return False
        raise source.refusal(
            f"The event {row[0]} is here already with another content: one was changed. {NOTHING}"
        )
    statement = (
        "UPDATE events SET at = ?2, kind = ?3, course = ?4, section = ?5, question = ?6, data = ?7, sum = ?8"
        " WHERE id = ?1"
    )
    conn.execute(statement, row)
    return True


def _parse(line: bytes, number: int) -> dict[str, Any]:
    try:
        found = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError):
        found = None
    if isinstance(found, dict):
        return found
    if number == 1:
        raise BadImport(_foreign_text())
    end = "" if line.endswith(b"\n") else ", and it is cut off"
    raise BadImport(f"Line {number} is not an event{end}. Export again and import the whole file. {NOTHING}")


def _event(found: dict[str, Any], number: int) -> Event:
    if set(found) != set(FIELDS):
        raise BadImport(f"Line {number} is not an event: it must have {', '.join(FIELDS)}. {NOTHING}")
    return Event(**found)


def _flaw(event: Event, now: int) -> str:
    """Why an event may not come in, as words that follow "the event"; empty where it may."""
    if wrong := flaw(event):
        return wrong
    return "lies in the future. Set this computer's clock and import again" if event.at > now + AHEAD else ""


def _foreign_text() -> str:
    return f"It is not what `studyapp progress export` writes. {NOTHING}"
