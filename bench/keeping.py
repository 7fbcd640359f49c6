"""P11: making an answer durable, with no history and with a long one."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from bench.effort import Bench
from bench.history import progress
from bench.rows import Row, until_plain
from studyapp.course.load import load
from studyapp.study.events import Kind
from studyapp.study.sitting import Sitting
from studyapp.study.store import Progress

SIZE = """
SELECT
    (SELECT length(id || at || kind || course || section || question || data) + length(sum) FROM events WHERE id = :id)
    + (SELECT length(course || question || at || event || standing) FROM questions WHERE event = :id)
    + (SELECT length(course || section || at || standing) FROM sections)
"""
"""Bytes of all the rows that an answer writes."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is recorded."""

    section: str
    question: str
    data: Mapping[str, Any]


def rows(bench: Bench) -> list[Row]:
    """An answer kept, against one SQLite commit of the same bytes."""
    effort, folder = bench.effort, bench.own("keeping")
    short, long = folder / "short.db", bench.long_history
    size = _answer_all(bench, short)
    course, answers = bench.studied.course, _answers(bench)
    _backed_up(long)
    least = "one SQLite commit"
    bare = _connection(folder / "bare.db", "journal_mode = DELETE", "synchronous = EXTRA")
    histories = (("no history", 1), (f"{effort.history:,} events", 2))

    def told(rounds: Sequence[Sequence[float]]) -> list[Row]:
        return [
            Row(
                "P11",
                f"keep an answer, {what}",
                least,
                "ms",
                1.5,
                [(one[0], one[index]) for one in rounds],
            )
            for what, index in histories
        ]

    with closing(bare), progress(short) as one, progress(long) as other:
        commits = (_bare_commit(bare, size), _record(one, course, answers), _record(other, course, answers))
        return until_plain(
            lambda _: _round(commits, effort.commits), told, effort.pairs, bench.most(effort.pairs)
        )


def _answer_all(bench: Bench, path: Path) -> int:
    """Answer a section's questions once; the bytes that the last one took."""
    course = load(bench.course).course
    with progress(path) as kept:
        sitting = Sitting.begin(course, course.sections[0], kept.journal(course.id))
        while turn := sitting.turn():
            sitting.respond(turn.choices[0].key, ms=1000)
            sitting.go_on()
        last = list(kept.events())[-1]
    with closing(sqlite3.connect(path)) as conn:
        return int(conn.execute(SIZE, {"id": last.id}).fetchone()[0])


def _answers(bench: Bench) -> list[Answer]:
    """A right answer to each of that section's questions, as in a sitting of its own."""
    found = [
        Answer(section, question, {**right, "ms": 1000, "passed": False})
        for question, (section, right, _) in bench.studied.answers.items()
    ]
    return [one for one in found if one.section == found[0].section]


def _backed_up(path: Path) -> None:
    """Let it seem as if the file had been copied today, for to copy a long history takes a while."""
    folder = path.parent / "backups"
    folder.mkdir(exist_ok=True)
    (folder / f"{path.stem}-{datetime.now(UTC):%Y%m%d-%H%M%S}.db").touch()


def _connection(path: Path, *settings: str) -> sqlite3.Connection:
    conn = sqlite3.connect(path, isolation_level=None)
    for setting in settings:
        conn.execute(f"PRAGMA {setting}")
    return conn


def _record(kept: Progress, course: str, answers: Sequence[Answer]) -> Callable[[int], None]:
    journal = kept.journal(course)

    def record(number: int) -> None:
        answer = answers[number % len(answers)]
        journal.record(Kind.ANSWERED, answer.section, answer.question, **answer.data)
        if kept.unsaved:
            raise RuntimeError(kept.trouble)

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
            start = perf_counter()
            commit(index)
            times.append((perf_counter() - start) * 1e3)
    return [median(times) for times in took]
