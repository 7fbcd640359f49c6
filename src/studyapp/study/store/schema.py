"""The tables of the progress file, its marks, and its versions."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from studyapp.study.fileformat import APPLICATION_ID as APPLICATION_ID
from studyapp.study.fileformat import VERSION as VERSION

# `events` keeps its rowid: rows are salvaged by it from a damaged file, and an index on it is short. The index
# serves the replay of one question (undo, merge); events of no question, such as reading, stay out of it. The
# other tables are small and are derived from the events. The indexes come last, as they do in a copy that VACUUM
# makes: so all files begin with the same first page, and it can be salvaged.
EVENTS = (
    """CREATE TABLE events(
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    at INTEGER NOT NULL CHECK (at >= 0),
    kind TEXT NOT NULL CHECK (kind <> ''),
    course TEXT NOT NULL CHECK (course <> ''),
    section TEXT NOT NULL,
    question TEXT NOT NULL,
    data TEXT NOT NULL,
    sum BLOB NOT NULL CHECK (length(sum) = 8)
) STRICT""",
)
ROWS = (
    """CREATE TABLE questions(
    course TEXT NOT NULL,
    question TEXT NOT NULL,
    at INTEGER NOT NULL,
    event TEXT NOT NULL,
    standing TEXT NOT NULL,
    due INTEGER,
    last INTEGER,
    reps INTEGER,
    PRIMARY KEY (course, question)
) STRICT, WITHOUT ROWID""",
    """CREATE TABLE sections(
    course TEXT NOT NULL,
    section TEXT NOT NULL,
    at INTEGER NOT NULL,
    standing TEXT NOT NULL,
    PRIMARY KEY (course, section)
) STRICT, WITHOUT ROWID""",
    """CREATE TABLE courses(
    course TEXT NOT NULL PRIMARY KEY,
    at INTEGER NOT NULL,
    event TEXT NOT NULL,
    title TEXT NOT NULL
) STRICT, WITHOUT ROWID""",
    """CREATE TABLE days(
    day INTEGER NOT NULL PRIMARY KEY,
    answers INTEGER NOT NULL,
    ms INTEGER NOT NULL
) STRICT""",
    """CREATE TABLE fitted(
    event TEXT NOT NULL PRIMARY KEY,
    at INTEGER NOT NULL,
    policy TEXT NOT NULL
) STRICT, WITHOUT ROWID""",
)
INDEXES = (
    "CREATE INDEX events_of_question ON events(course, question) WHERE question <> ''",
    "CREATE INDEX questions_due ON questions(due, last, reps) WHERE due IS NOT NULL",
)

DERIVED = ("questions", "sections", "courses", "days", "fitted")
NAMES = frozenset({"events", *DERIVED, "events_of_question", "questions_due"})


@contextmanager
def transaction(conn: sqlite3.Connection) -> Iterator[None]:
    """One write transaction: all of it or nothing."""
    conn.execute("BEGIN IMMEDIATE")
    try:
        yield
        conn.execute("COMMIT")
    except BaseException:
        if conn.in_transaction:
            conn.execute("ROLLBACK")
        raise


def pragma(conn: sqlite3.Connection, name: str) -> int:
    """The number that a pragma tells."""
    return int(conn.execute(f"PRAGMA {name}").fetchone()[0])


def objects(conn: sqlite3.Connection) -> frozenset[str]:
    """Names of all tables, indexes, views and triggers, SQLite's own left out."""
    found = conn.execute("SELECT name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'")
    return frozenset(name for (name,) in found)


def create(conn: sqlite3.Connection) -> None:
    """Make the tables and marks in an empty file, unless another program just has."""
    with transaction(conn):
        if pragma(conn, "application_id") or objects(conn):
            return
        for statement in (*EVENTS, *ROWS, *INDEXES):
            conn.execute(statement)
        conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        conn.execute(f"PRAGMA user_version = {VERSION}")


def make_rows_anew(conn: sqlite3.Connection) -> None:
    """Put empty derived tables, of this version's form, in the place of those that are there."""
    for table in DERIVED:
        conn.execute(f"DROP TABLE IF EXISTS {table}")
    conn.execute("DROP INDEX IF EXISTS events_of_question")
    for statement in (*ROWS, *INDEXES):
        conn.execute(statement)


def migrate(conn: sqlite3.Connection, rebuild: Callable[[sqlite3.Connection], object]) -> None:
    """Bring an older file to this version, in one transaction; ``rebuild`` fills the derived tables.

    No version has changed the form of events yet, so all that there is to do is to derive the rest anew.
    """
    with transaction(conn):
        # Read again under the lock: another program may have done it meanwhile.
        if pragma(conn, "user_version") < VERSION:
            make_rows_anew(conn)
            rebuild(conn)
            conn.execute(f"PRAGMA user_version = {VERSION}")
