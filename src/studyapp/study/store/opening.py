"""Opening the progress file: is it ours, of this version, and whole?

Only what costs the same for every history is looked at here: the header, the marks, the tables' names, and
SQLite's own comparison of the file's size with its header. Each event is checked by its checksum when it is read;
the whole file is checked by :meth:`Progress.check` (``studyapp progress doctor``), and any damage that SQLite
reports later leads back here, to :func:`recover`.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from studyapp.errors import ForeignFile, NewerFile, ProgressError
from studyapp.places import PROGRESS_NAME
from studyapp.study.store import schema
from studyapp.study.store.backups import automatic_backup, backups
from studyapp.study.store.derive import rebuild
from studyapp.study.store.salvage import recover
from studyapp.study.store.trouble import is_damage

MAGIC = b"SQLite format 3\x00"
_APPLICATION_ID = slice(68, 72)


class Damaged(Exception):
    """The file is ours and can't be used as it is."""


def open_file(path: Path, now: int, timeout: float) -> tuple[sqlite3.Connection, list[str]]:
    """A connection to the progress file, and what the learner is to be told.

    The file is made where it is missing, migrated where it is older, and recovered where it is damaged; ``now`` is
    the time in UTC microseconds, ``timeout`` how many seconds to wait for a lock. Raises :class:`ForeignFile` and
    :class:`NewerFile`, the file untouched, and OSError or sqlite3.Error where it can't be reached.
    """
    notices: list[str] = []
    try:
        notices += _look(path)
        return _connect(path, now, timeout), notices
    except (Damaged, sqlite3.DatabaseError) as error:
        if not (isinstance(error, Damaged) or is_damage(error)):
            raise
    notices += recover(path, now)
    return _connect(path, now, timeout), notices


def _look(path: Path) -> list[str]:
    """Look at the file without SQLite, and make it where it is missing."""
    if path.is_dir():
        raise ProgressError(f"{path} is a folder. Name a file with --progress.")
    kept = backups(path)
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except FileNotFoundError:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        if not kept:
            return []
        return [
            f"There was no progress file at {path}, so a new one was begun. To take back the newest backup: "
            f"studyapp progress import {kept[0]}"
        ]
    if not head:
        # A new file is empty until its tables are made, and so is one that lost its content.
        if kept:
            raise Damaged
    elif not head.startswith(MAGIC) and (any(head) or not _being_made(path, head)):
        if path.name != PROGRESS_NAME and not kept:
            raise ForeignFile(
                f"{path} is not a progress file; it was left as it is. Name another with --progress."
            )
        raise Damaged
    elif head[_APPLICATION_ID] != schema.APPLICATION_ID.to_bytes(4, "big"):
        if len(head) < _APPLICATION_ID.stop:
            raise Damaged
        if not _being_made(path, head):
            raise ForeignFile(
                f"{path} is a database of another program; it was left as it is. Name another file with --progress."
            )
    return []


def _being_made(path: Path, head: bytes) -> bool:
    # Killed while its tables were made: SQLite's journal still takes the file back to nothing.
    return not any(head[_APPLICATION_ID]) and path.with_name(path.name + "-journal").exists()


def _connect(path: Path, now: int, timeout: float) -> sqlite3.Connection:
    conn = sqlite3.connect(
        f"{path.as_uri()}?mode=rw", timeout=timeout, isolation_level=None, check_same_thread=False, uri=True
    )
    try:
        # One file that is whole whenever it is copied; EXTRA also makes the journal's removal durable.
        for setting in (
            "journal_mode = DELETE",
            "synchronous = EXTRA",
            "trusted_schema = OFF",
            "cell_size_check = ON",
        ):
            conn.execute(f"PRAGMA {setting}")
        if not schema.pragma(conn, "application_id") and not schema.objects(conn):
            schema.create(conn)
        _check(conn, path, now)
    except BaseException:
        conn.close()
        raise
    return conn


def _check(conn: sqlite3.Connection, path: Path, now: int) -> None:
    version = schema.pragma(conn, "user_version")
    if version > schema.VERSION:
        raise NewerFile(
            f"{path} was written by a newer studyapp; it was left as it is. Update studyapp to use it."
        )
    if conn.execute("SELECT 1 FROM sqlite_schema WHERE type IN ('view', 'trigger')").fetchone():
        raise ForeignFile(
            f"{path} holds views or triggers, which studyapp never makes; it was left as it is."
        )
    if version < schema.VERSION:
        if not version:
            raise Damaged
        automatic_backup(conn, path, now)
        schema.migrate(conn, rebuild)
    if not schema.objects(conn) >= schema.NAMES:
        raise Damaged
