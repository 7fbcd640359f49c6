"""P15: bringing the progress files of several machines together."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from itertools import count
from pathlib import Path

from bench.effort import Bench
from bench.history import COURSES, progress, write_history
from bench.rows import Row, until_plain
from bench.timing import timed
from studyapp.study.rows import EventRow, event_row
from studyapp.study.store.derive import COLUMNS
from studyapp.study.store.schema import create
from studyapp.study.store.transfer import Imported

MACHINES = 3


def rows(bench: Bench) -> list[Row]:
    """Files of machines that were used in turn, against one SQLite bulk insert of all of their rows."""
    folder = bench.own("merging")
    answers = bench.effort.answers
    days = max(1, answers // (COURSES * len(bench.studied.answers)))
    files, kept = [], []
    for machine in range(MACHINES):
        # a day here, the next day there
        turns = range(machine - MACHINES * days, 0, MACHINES)
        history = list(bench.studied.over(turns, machine=machine))
        files.append(folder / f"machine-{machine}.db")
        write_history(files[-1], history, derive=False)
        kept += [event_row(event) for event in history]
    names = count()

    def pair(_: int) -> tuple[float, float]:
        number = next(names)
        return _insert(folder / f"bare-{number}.db", kept), _merge(
            folder / f"merged-{number}.db", files, len(kept)
        )

    def told(pairs: Sequence[tuple[float, float]]) -> list[Row]:
        what = f"merge {MACHINES} files of {answers:,} answers"
        return [Row("P15", what, "one SQLite bulk insert", "ms", 3, pairs)]

    return until_plain(pair, told, bench.effort.pairs, bench.most(bench.effort.pairs))


def _merge(path: Path, files: Sequence[Path], events: int) -> float:
    """Milliseconds of importing all files into a new one, as the command does."""
    with progress(path) as merged:
        taken: list[Imported] = []
        took = timed(lambda: taken.extend(merged.import_files(files)))
        if sum(one.new for one in taken) != events:
            raise RuntimeError(f"merging {events} events told {taken}")
    return took


def _insert(path: Path, kept: Sequence[EventRow]) -> float:
    """Milliseconds of one durable transaction with all of the rows, into the same tables."""
    with closing(sqlite3.connect(path, isolation_level=None)) as conn:
        conn.execute("PRAGMA journal_mode = DELETE")
        conn.execute("PRAGMA synchronous = EXTRA")
        create(conn)

        def insert() -> None:
            conn.execute("BEGIN IMMEDIATE")
            conn.executemany(f"INSERT INTO events({COLUMNS}) VALUES (?,?,?,?,?,?,?,?)", kept)
            conn.execute("COMMIT")

        return timed(insert)
