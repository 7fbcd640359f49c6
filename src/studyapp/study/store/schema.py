"""The tables of the progress file, its marks, and its versions."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

APPLICATION_ID = 0x53747564
""""Stud": marks a SQLite file as ours."""

VERSION = 1
"""``user_version`` of the files that this program writes."""

MIGRATIONS: Mapping[int, Callable[[sqlite3.Connection], None]] = {}
"""By version: what makes a file of that version one of the next. Each runs within one transaction with all."""

# `events` keeps its rowid: rows are salvaged by it from a damaged file, and an index on it is short. The index
# serves the replay of one question (undo, merge); events of no question, such as reading, stay out of it. The
# other tables are small, are looked up by their key alone, and are derived from the events. The index comes last,
# as it does in a copy that VACUUM makes: so all files begin with the same first page, and it can be salvaged.
TABLES = """
CREATE TABLE events(
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    at INTEGER NOT NULL CHECK (at >= 0),
    kind TEXT NOT NULL CHECK (kind <> ''),
    course TEXT NOT NULL CHECK (course <> ''),
    section TEXT NOT NULL,
    question TEXT NOT NULL,
    data TEXT NOT NULL,
    sum BLOB NOT NULL CHECK (length(sum) = 8)
) STRICT;
CREATE TABLE questions(
    course TEXT NOT NULL,
    question TEXT NOT NULL,
    at INTEGER NOT NULL,
    event TEXT NOT NULL,
    standing TEXT NOT NULL,
    PRIMARY KEY (course, question)
) STRICT, WITHOUT ROWID;
CREATE TABLE sections(
    course TEXT NOT NULL,
    section TEXT NOT NULL,
    at INTEGER NOT NULL,
    standing TEXT NOT NULL,
    PRIMARY KEY (course, section)
) STRICT, WITHOUT ROWID;
CREATE TABLE courses(
    course TEXT NOT NULL PRIMARY KEY,
    at INTEGER NOT NULL,
    event TEXT NOT NULL,
    title TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX events_of_question ON events(course, question) WHERE question <> '';
"""

NAMES = frozenset({"events", "events_of_question", "questions", "sections", "courses"})
DERIVED = ("questions", "sections", "courses")


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
        for statement in TABLES.split(";\n")[:-1]:
            conn.execute(statement)
        conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        conn.execute(f"PRAGMA user_version = {VERSION}")


def migrate(conn: sqlite3.Connection) -> None:
    """Bring an older file to this version, in one transaction."""
    with transaction(conn):
        # Read again under the lock: another program may have done it meanwhile.
        for version in range(pragma(conn, "user_version"), VERSION):
            MIGRATIONS[version](conn)
        conn.execute(f"PRAGMA user_version = {VERSION}")
