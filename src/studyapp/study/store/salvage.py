"""Saving what can be read from a damaged progress file, and from its newest backup."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from studyapp.study.events import Event
from studyapp.study.rows import EventRow
from studyapp.study.store import derive, schema
from studyapp.study.store.backups import backups
from studyapp.study.store.eventrows import COLUMNS, sound
from studyapp.study.store.files import free_name, identity, move_to_new, stamp, sync
from studyapp.study.store.foreign import open_foreign
from studyapp.wording import counted

SMALLEST_ROW = 64
"""Bytes that an event's row takes at least: bounds how many a file can hold."""

PAGE = 4096
"""Bytes of one page of the files that are made here."""

_ROWS = f"SELECT rowid, {COLUMNS} FROM events WHERE rowid >= ? AND rowid < ? ORDER BY rowid"


def readable_rows(conn: sqlite3.Connection) -> Iterator[EventRow]:
    """Each event row that SQLite can still read."""
    try:
        ranges = [(1, _newest(conn) + 1)]
    except sqlite3.DatabaseError:
        ranges = [(1, _size(conn) // SMALLEST_ROW)]
    while ranges:
        low, end = ranges.pop()
        try:
            for number, *row in conn.execute(_ROWS, (low, end)):
                low = number + 1
                yield tuple(row)
        except sqlite3.DatabaseError:
            # Somewhere from `low` on it can't be read: halve what is left until only that is left out.
            if end - low > 1:
                middle = (low + end) // 2
                ranges += [(middle, end), (low, middle)]


def readable_events(conn: sqlite3.Connection) -> Iterator[Event]:
    """Each sound event that can still be read."""
    return sound(readable_rows(conn), [])


def recover(path: Path, now: int) -> list[str]:
    """Put a new file in the place of a damaged one, with all that it and its newest good backup still hold.

    The damaged file is kept under a name that says so. Returns what the learner is to be told; raises OSError or
    sqlite3.Error where the new file can't be written, and the damaged one is still in its place then.
    """
    damaged = identity(path)
    fresh = _empty(path.with_name(path.name + ".new"))
    conn = sqlite3.connect(fresh, isolation_level=None)
    try:
        schema.create(conn)
        saved, lost = _take_damaged(conn, path)
        backup, added = _take_backup(conn, path)
    finally:
        conn.close()
    if identity(path) != damaged:
        fresh.unlink()  # Another program was quicker.
        return []
    aside = _set_aside(path, now)
    fresh.replace(path)
    sync(path.parent)
    told = [
        f"The progress file was damaged. {counted(saved, 'event')} could be saved from it; it is kept as {aside}."
    ]
    if lost is None:
        told.append("How many in it could not be read can't be told.")
    elif lost:
        told.append(f"{counted(lost, 'event')} in it could not be read.")
    if backup is not None:
        told.append(f"{counted(added, 'event')} more came from the backup {backup}.")
    elif lost != 0 or not saved:
        told.append("There is no backup that could be used: what is not told here as saved is lost.")
    return told


def _take_damaged(conn: sqlite3.Connection, path: Path) -> tuple[int, int | None]:
    """Take what can be read from a damaged file: events saved, and rows lost, None where that can't be told."""
    saved, newest = _take(conn, path)
    if not saved and path.stat().st_size > PAGE:
        # Without its first page nothing can be found, and a new file's is the same.
        grafted = _empty(path.with_name(path.name + ".grafted"))
        try:
            _graft(conn, path, grafted)
            saved, newest = _take(conn, grafted)
        finally:
            grafted.unlink()
    return saved, None if newest is None else max(newest - saved, 0)


def _take(conn: sqlite3.Connection, path: Path) -> tuple[int, int | None]:
    """Take what can be read from a file: events that were new, and how many it should have had, if it tells that."""
    before = _events(conn)
    try:
        source = open_foreign(path)
    except sqlite3.Error:
        return 0, None
    newest: int | None = None
    try:
        with schema.transaction(conn):
            derive.absorb(conn, readable_events(source))
        with suppress(sqlite3.DatabaseError):
            newest = _newest(source)
    finally:
        source.close()
    return _events(conn) - before, newest


def _graft(conn: sqlite3.Connection, path: Path, grafted: Path) -> None:
    """Copy a file, with the first page of the new file that is open here in place of its own."""
    from shutil import copyfile

    copyfile(path, grafted)
    new = Path(conn.execute("SELECT file FROM pragma_database_list").fetchone()[0])
    with new.open("rb") as source:
        page = bytearray(source.read(PAGE))
    # Where the file format tells the number of pages and the list of free ones.
    page[28:32] = (path.stat().st_size // PAGE).to_bytes(4, "big")
    page[32:40] = bytes(8)
    with grafted.open("r+b") as target:
        target.write(page)


def _take_backup(conn: sqlite3.Connection, path: Path) -> tuple[Path | None, int]:
    """Take the newest backup that is whole: which it was, and how many events only it had."""
    for backup in backups(path):
        if _is_whole(backup):
            return backup, _take(conn, backup)[0]
    return None, 0


def _is_whole(backup: Path) -> bool:
    try:
        conn = open_foreign(backup)
    except sqlite3.Error:
        return False
    try:
        ours = schema.pragma(conn, "application_id") == schema.APPLICATION_ID
        return ours and conn.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
    except sqlite3.DatabaseError:
        return False
    finally:
        conn.close()


def _set_aside(path: Path, now: int) -> Path:
    aside = free_name(path.with_name(f"{path.stem}.damaged-{stamp(now)}{path.suffix}"))
    journal = path.with_name(path.name + "-journal")
    if journal.exists():
        # A rescue by hand would need both.
        journal.rename(aside.with_name(aside.name + "-journal"))
    try:
        os.link(path, aside)  # At no moment is there no file at the path.
    except OSError:
        move_to_new(path, aside)
    return aside


def _empty(path: Path) -> Path:
    """An empty file that only the learner can read, in place of what an earlier run may have left."""
    path.unlink(missing_ok=True)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    return path


def _newest(conn: sqlite3.Connection) -> int:
    return int(conn.execute("SELECT coalesce(max(rowid), 0) FROM events").fetchone()[0])


def _events(conn: sqlite3.Connection) -> int:
    return int(conn.execute("SELECT count(*) FROM events").fetchone()[0])


def _size(conn: sqlite3.Connection) -> int:
    try:
        return schema.pragma(conn, "page_count") * schema.pragma(conn, "page_size")
    except sqlite3.DatabaseError:
        return 0
