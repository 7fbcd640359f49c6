"""Events on their way between progress files: the export form, and what may come in.

The export form is JSON lines in ASCII: a header, then one event a line, in their order::

    {"studyapp": "progress", "version": 1}
    {"id": "0190...", "at": 1767225600000000, "kind": "answered", "course": ..., "section": ..., "question": ...,
     "data": {...}}
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Protocol, TextIO

from studyapp.clean import one_line
from studyapp.errors import BadImport
from studyapp.study.events import Event
from studyapp.study.rows import EventRow, event_row, row_event
from studyapp.study.store import derive
from studyapp.study.store.eventrows import COLUMNS, Arrival, insert, last_row
from studyapp.study.store.foreign import open_foreign
from studyapp.study.store.schema import APPLICATION_ID, VERSION, pragma
from studyapp.study.wellformed import flaw
from studyapp.values import dataclass

HEADER = {"studyapp": "progress", "version": 1}
FIELDS = ("id", "at", "kind", "course", "section", "question", "data")
LONGEST_LINE = 1_000_000
"""Bytes of one event's line."""
AHEAD = 86_400_000_000
"""Microseconds that an event may lie ahead of this machine's time: clocks and time zones set wrongly by hand."""


class Lines(Protocol):
    """What lines are read from, such as a file opened as bytes."""

    def readline(self, size: int, /) -> bytes:
        """The next line, or as much of it; empty at the end."""


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


def read_lines(stream: Lines, now: int) -> Iterator[Arrival]:
    """The events of an export, with rows to keep them in.

    ``now`` is the newest time, in UTC microseconds, that is not in the future. Raises :class:`BadImport`, which
    names the line.
    """
    number = 0
    while line := stream.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) > LONGEST_LINE:
            raise BadImport(
                f"Line {number} is longer than {LONGEST_LINE:,} bytes, which no event is. {_NOTHING}"
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
            event = _checked(_event(found, number), f"line {number}: the event", now)
            try:
                row = event_row(event)
            except ValueError as error:
                raise BadImport(f"Line {number}: it tells a number that is not finite. {_NOTHING}") from error
            yield row, event
    if number == 0:
        raise BadImport(f"It is empty: an export has a header line at least. {_NOTHING}")


def read_database(path: Path, now: int) -> Iterator[Arrival]:
    """The events of another progress file and their rows; it is left as it is. Raises :class:`BadImport`."""
    if path.with_name(path.name + "-journal").exists():
        raise BadImport(
            f"{path} is in use or was cut off while it was written. Open and close it with studyapp first."
        )
    try:
        conn = open_foreign(path)
    except sqlite3.Error as error:
        raise BadImport(f"{path} can't be read ({one_line(str(error))}). {_NOTHING}") from error
    try:
        if pragma(conn, "application_id") != APPLICATION_ID:
            raise BadImport(f"{path} is a database of another program. {_NOTHING}")
        if pragma(conn, "user_version") > VERSION:
            raise BadImport(f"{path} was written by a newer studyapp. Update studyapp and import again.")
        for *fields, number in conn.execute(f"SELECT {COLUMNS}, rowid FROM events ORDER BY rowid"):
            row = tuple(fields)
            event = row_event(row)
            if event is None:
                raise BadImport(f"{path}, row {number}: its checksum does not hold. {_NOTHING}")
            yield row, _checked(event, f"{path}, row {number}: it", now)
    except sqlite3.Error as error:
        raise BadImport(f"{path} can't be read to its end ({one_line(str(error))}). {_NOTHING}") from error
    finally:
        conn.close()


def merge(conn: sqlite3.Connection, arrivals: Iterable[Arrival]) -> Imported:
    """Add the events that are not there yet, within the caller's transaction.

    Raises :class:`BadImport` where an id is there with another content. A row whose checksum no longer holds gets
    its content back.
    """
    derived = derive.Derived(conn, sound_after=last_row(conn))
    count = known = healed = 0
    for (row, event), new in insert(conn, arrivals):
        if new:
            derived.take(event)
            count += 1
        else:
            known += 1
            healed += _heal(conn, row, event)
    derived.write()
    if healed:
        derive.rebuild(conn)
    return Imported(count, known)


_NOTHING = "Nothing was imported."


def _heal(conn: sqlite3.Connection, row: EventRow, event: Event) -> bool:
    """Whether the row of that id was damaged and is now this one; False where it keeps this event already."""
    kept = conn.execute(f"SELECT {COLUMNS} FROM events WHERE id = ?", (row[0],)).fetchone()
    if kept == row:
        return False
    if (before := row_event(kept)) is not None:
        if event_row(before) == event_row(event):  # the same, but spelled otherwise
            return False
        raise BadImport(
            f"The event {row[0]} is here already with another content: one was changed. {_NOTHING}"
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
    raise BadImport(f"Line {number} is not an event{end}. Export again and import the whole file. {_NOTHING}")


def _event(found: dict[str, Any], number: int) -> Event:
    if set(found) != set(FIELDS):
        raise BadImport(f"Line {number} is not an event: it must have {', '.join(FIELDS)}. {_NOTHING}")
    return Event(**found)


def _checked(event: Event, where: str, now: int) -> Event:
    where = where[0].upper() + where[1:]
    if wrong := flaw(event):
        raise BadImport(f"{where} {wrong}. {_NOTHING}")
    if event.at > now + AHEAD:
        raise BadImport(f"{where} lies in the future. Set this computer's clock and import again. {_NOTHING}")
    return event


def _foreign_text() -> str:
    return f"It is not what `studyapp progress export` writes. {_NOTHING}"
