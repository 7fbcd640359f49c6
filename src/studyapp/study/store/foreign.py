"""SQLite files that someone else may have made: opened so that they can do no harm."""

from __future__ import annotations

import sqlite3
from pathlib import Path

STEPS = 20_000_000
"""Steps of SQLite's machine that a file may cost however small it is: one or two seconds."""

STEPS_PER_BYTE = 4
"""Steps that each of its bytes may cost beyond: an honest event of 400 bytes is read in some 20."""

LONGEST = 10_000_000
"""Bytes that one value or statement may have."""

_STEPS_A_CALL = 100_000


def open_foreign(path: Path) -> sqlite3.Connection:
    """A connection that only reads, and runs nothing that the file brings. Raises sqlite3.Error.

    Refused with sqlite3.DatabaseError: views, triggers, and queries that do not come to an end. The file must not
    be in use by another program: locks are not looked at.
    """
    calls = (STEPS + STEPS_PER_BYTE * path.stat().st_size) // _STEPS_A_CALL
    left = iter(range(calls, -1, -1))
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    conn = sqlite3.connect(uri, isolation_level=None, check_same_thread=False, uri=True)
    conn.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST)
    conn.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    conn.setlimit(sqlite3.SQLITE_LIMIT_VDBE_OP, 25_000)
    conn.set_progress_handler(lambda: next(left, 0) == 0, _STEPS_A_CALL)
    try:
        for setting in ("trusted_schema = OFF", "cell_size_check = ON", "query_only = ON"):
            conn.execute(f"PRAGMA {setting}")
        if conn.execute("SELECT 1 FROM sqlite_schema WHERE type IN ('view', 'trigger')").fetchone():
            raise sqlite3.DatabaseError("it holds views or triggers")
    except BaseException:
        conn.close()
        raise
    return conn
