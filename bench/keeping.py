"""P11: making an answer durable, with no history and with a long one."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from bench.courses import question_file, section_text, write_course
from bench.rows import Effort, Row
from studyapp.course.load import load
from studyapp.course.model import Course
from studyapp.study.events import Kind, uuid7
from studyapp.study.rows import checksum
from studyapp.study.sitting import Sitting
from studyapp.study.store import Progress

QUESTIONS = 100
"""Questions that were all answered before."""

# Each copy of the events there are lies an hour before the one that was made first.
COPIES = """
WITH RECURSIVE copies(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM copies WHERE n < ?),
    copied AS (SELECT at - n * 3600000000 AS at, kind, course, section, question, data FROM events, copies),
    named AS (SELECT new_id(at) AS id, * FROM copied ORDER BY at)
INSERT INTO events(id, at, kind, course, section, question, data, sum)
SELECT id, at, kind, course, section, question, data, checksum(id, at, kind, course, section, question, data) FROM named
"""

SIZE = """
SELECT
    (SELECT length(id || at || kind || course || section || question || data) + length(sum) FROM events WHERE id = :id)
    + (SELECT length(course || question || at || event || standing) FROM questions WHERE event = :id)
    + (SELECT length(course || section || at || standing) FROM sections)
"""
"""Bytes of all the rows that an answer writes."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is recorded each time."""

    course: str
    section: str
    data: Mapping[str, Any]


def rows(effort: Effort, folder: Path) -> list[Row]:
    """An answer kept, against one SQLite commit of the same bytes."""
    files = [question_file(QUESTIONS)]
    course = load(write_course(folder / "course", [section_text("Questions", 100)], files)).course
    short, long, bare = folder / "short.db", folder / "long.db", folder / "bare.db"
    answer, size = _answer_all(course, short)
    _answer_all(course, long)
    events = _lengthen(long, effort.history)
    least = _connection(bare, "journal_mode = DELETE", "synchronous = EXTRA")
    with closing(least), _progress(short) as one, _progress(long) as other:
        commits = (_bare_commit(least, size), _record(one, answer), _record(other, answer))
        rounds = [_round(commits, effort.commits) for _ in range(effort.pairs)]
    histories = (("no history", 1), (f"{events:,} events", 2))
    found = []
    for what, index in histories:
        pairs = [(one[0], one[index]) for one in rounds]
        found.append(Row("P11", f"keep an answer, {what}", "one SQLite commit", "ms", 1.5, pairs))
    return found


def _progress(path: Path) -> Progress:
    return Progress.open(path, clock=lambda: time.time_ns() // 1000, entropy=os.urandom)


def _answer_all(course: Course, path: Path) -> tuple[Answer, int]:
    """Answer every question once; an answer as it was recorded, and the bytes that it took."""
    section = course.sections[0]
    with _progress(path) as progress:
        sitting = Sitting.begin(course, section, progress.journal(course.id))
        while turn := sitting.turn():
            sitting.respond(turn.choices[0].key, ms=1000)
            sitting.go_on()
        last = list(progress.events())[-1]
    with closing(sqlite3.connect(path)) as conn:
        size = conn.execute(SIZE, {"id": last.id}).fetchone()[0]
    return Answer(course.id, section.stem, last.data), size


def _lengthen(path: Path, events: int) -> int:
    """Copy the events, with times before theirs, until there are at least so many; how many there are."""
    with closing(_connection(path, "journal_mode = OFF", "synchronous = OFF")) as conn:
        conn.create_function("new_id", 1, lambda at: uuid7(at, os.urandom(8)))
        conn.create_function("checksum", 7, checksum, deterministic=True)
        conn.execute(COPIES, (events // QUESTIONS,))
        return int(conn.execute("SELECT count(*) FROM events").fetchone()[0])


def _connection(path: Path, *settings: str) -> sqlite3.Connection:
    conn = sqlite3.connect(path, isolation_level=None)
    for setting in settings:
        conn.execute(f"PRAGMA {setting}")
    return conn


def _record(progress: Progress, answer: Answer) -> Callable[[int], None]:
    journal = progress.journal(answer.course)

    def record(number: int) -> None:
        question = f"question-{number % QUESTIONS}"
        journal.record(Kind.ANSWERED, answer.section, question, **answer.data)
        if progress.unsaved:
            raise RuntimeError(progress.trouble)

    return record


def _bare_commit(conn: sqlite3.Connection, size: int) -> Callable[[int], None]:
    conn.execute("CREATE TABLE kept(data TEXT)")

    def commit(number: int) -> None:
        conn.execute("BEGIN IMMEDIATE")
        conn.execute("INSERT INTO kept(data) VALUES (?)", (f"{number:0{size}}",))
        conn.execute("COMMIT")

    return commit


def _round(commits: tuple[Callable[[int], None], ...], number: int) -> list[float]:
    """Median milliseconds of each way to commit, taken in turn."""
    took: list[list[float]] = [[] for _ in commits]
    for index in range(number):
        for times, commit in zip(took, commits, strict=True):
            start = time.perf_counter()
            commit(index)
            times.append((time.perf_counter() - start) * 1e3)
    return [median(times) for times in took]
