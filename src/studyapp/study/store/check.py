"""The full check of a progress file, for ``studyapp progress doctor``."""

from __future__ import annotations

import sqlite3

from studyapp.study.store import derive


def findings(conn: sqlite3.Connection) -> list[str]:
    """What is wrong with the file, one sentence each; it is left as it is."""
    found = [
        f"The file is damaged: {line}. To save what can be read: studyapp progress salvage"
        for (line,) in conn.execute("PRAGMA integrity_check(10)")
        if line != "ok"
    ]
    conn.execute("BEGIN IMMEDIATE")
    try:
        before = derive.derived_rows(conn)
        rebuilt = derive.rebuild(conn)
        if derive.derived_rows(conn) != before:
            found.append(
                "What is shown does not follow from the events. To derive it anew: studyapp progress rebuild"
            )
    finally:
        conn.execute("ROLLBACK")
    return [*found, *rebuilt.left_out]
