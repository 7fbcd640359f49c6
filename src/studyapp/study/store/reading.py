"""Reading a progress file and leaving it as it is, to look at what would become of it.

:meth:`Progress.open` makes, migrates and mends files; nothing here writes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from studyapp.clean import one_line
from studyapp.errors import ForeignFile, NewerFile, ProgressError
from studyapp.study.events import Event
from studyapp.study.store.eventrows import read_events
from studyapp.study.store.schema import APPLICATION_ID, VERSION, objects, pragma


def read_unchanged(path: Path, timeout: float = 5.0) -> tuple[list[Event], list[str]]:
    """All sound events in their order, and what the learner is to be told, such as which were left out as damaged.

    ``path`` is absolute; ``timeout`` is how many seconds a lock of another program is waited for. Raises
    :class:`ForeignFile`, :class:`NewerFile`, and :class:`ProgressError` where there is no file, or it can't be read as
    it is.
    """
    notices: list[str] = []
    try:
        if not path.exists():
            raise ProgressError(
                f"There is no progress file at {path}. Name the one that is meant with --progress."
            )
        with _unchanged(path, timeout) as conn:
            _refuse(conn, path)
            # an empty file is a progress file in which nothing happened yet
            events = list(read_events(conn, None, notices)) if objects(conn) else []
    except (OSError, sqlite3.Error) as error:
        raise ProgressError(
            f"{path} can't be read as it is ({one_line(str(error))}). Name another with --progress, or open this one"
            " with studyapp first, which mends what can be mended."
        ) from error
    return events, notices


@contextmanager
def _unchanged(path: Path, timeout: float) -> Iterator[sqlite3.Connection]:
    """A connection that only reads, and sees no write of another program half done."""
    conn = sqlite3.connect(f"{path.as_uri()}?mode=ro", timeout=timeout, isolation_level=None, uri=True)
    try:
        for setting in ("trusted_schema = OFF", "cell_size_check = ON"):
            conn.execute(f"PRAGMA {setting}")
        yield conn
    finally:
        conn.close()


def _refuse(conn: sqlite3.Connection, path: Path) -> None:
    """Refuse what is not a progress file that this version can read."""
    if objects(conn) and pragma(conn, "application_id") != APPLICATION_ID:
        raise ForeignFile(f"{path} is a database of another program. Name another with --progress.")
    if pragma(conn, "user_version") > VERSION:
        raise NewerFile(f"{path} was written by a newer studyapp. Update studyapp to use it.")
    if conn.execute("SELECT 1 FROM sqlite_schema WHERE type IN ('view', 'trigger')").fetchone():
        raise ForeignFile(f"{path} holds views or triggers, which studyapp never makes.")
