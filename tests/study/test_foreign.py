"""A SQLite file of someone else can neither take time nor memory, nor be changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from studyapp.study.store.foreign import LONGEST, open_foreign


@pytest.fixture
def foreign(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    path = tmp_path / "foreign ?#%.db"
    conn = sqlite3.connect(path)
    conn.execute("CREATE TABLE t(x)")
    conn.close()
    opened = open_foreign(path)
    yield opened
    opened.close()


def test_an_endless_query_is_stopped(foreign: sqlite3.Connection) -> None:
    """A query that gives no end is interrupted."""
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x FROM n) SELECT count(*) FROM n"
    with pytest.raises(sqlite3.OperationalError, match="interrupted"):
        foreign.execute(endless)


def test_a_huge_value_is_refused(foreign: sqlite3.Connection) -> None:
    """No value takes more memory than an event may."""
    with pytest.raises(sqlite3.DataError, match="too big"):
        foreign.execute(f"SELECT hex(zeroblob({LONGEST}))").fetchone()


def test_nothing_can_be_written_or_attached(foreign: sqlite3.Connection, tmp_path: Path) -> None:
    """The file stays as it is, and no other comes in."""
    for statement in ("INSERT INTO t VALUES (1)", f"ATTACH '{tmp_path}/other.db' AS other"):
        with pytest.raises(sqlite3.OperationalError):
            foreign.execute(statement)
    assert not (tmp_path / "other.db").exists()
