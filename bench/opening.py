"""P9: courses of any size, opened for the first time and again."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from bench.courses import question_file, section_text, write_course
from bench.effort import Bench
from bench.loading import LEAST, bare_events, question_files
from bench.programs import REPOSITORY, studyapp
from bench.rows import Row, until_plain
from bench.starting import Start, memory, quickest, shipped_outline, start, times

EACH = 100
"""Questions of a section."""

SETTLING = 3
"""Seconds after which a course that was just written may be remembered."""


class Cold(NamedTuple):
    """A course opened for the first time."""

    events: float
    """Milliseconds that libyaml takes for the bytes of its question files."""
    ms: float
    """Milliseconds to the first frame."""


def rows(bench: Bench) -> list[Row]:
    """The outline of each course; that of the largest, a second time, is held against that of the course that ships."""
    folder = bench.own("opening")
    found: list[Row] = []
    for size in bench.effort.courses:
        found += _opened(bench, folder, size, whole=size == bench.effort.courses[-1])
    return found


def _opened(bench: Bench, folder: Path, size: int, *, whole: bool) -> list[Row]:
    course = _course(folder / str(size), size)
    files = question_files(course)
    shipped = folder / "progress.db"
    outline, wanted = shipped_outline(), ("Made for measuring", "Section 1 of", "enter")
    first, env = studyapp(REPOSITORY, shipped), _home(folder / f"{size}-home")
    again = studyapp(course, folder / f"{size}-progress.db")

    def cold(number: int) -> Cold:
        # wherever it keeps what it knows of a course: a new home knows of none
        app = studyapp(course, folder / f"{size}-{number}.db")
        home = _home(folder / f"{size}-home-{number}")
        return Cold(bare_events(files), start(app, wanted, home, resting=True).ms)

    def warm(_: int) -> tuple[Start, Start]:
        if not whole:
            return start(first, outline), start(again, wanted, env)
        return quickest(bench, lambda: start(first, outline), lambda: start(again, wanted, env))

    def told(pairs: Sequence[tuple[Start, Start]]) -> list[Row]:
        what, least = f"open {size:,} questions, again", "the shipped course"
        return [
            Row("P9", what, least, "ms", 1.25 if whole else None, times(pairs)),
            *(memory("P9", "then", least, pairs, None) if whole else []),
        ]

    time.sleep(SETTLING)
    opened = [cold(number) for number in range(bench.effort.cold)]
    start(first, outline), start(again, wanted, env, resting=True)
    least = bench.effort.pairs
    return [
        *until_plain(warm, told, least, bench.most(least)),
        Row("P9", f"open {size:,} questions, first time", LEAST, "ms", None, opened),
    ]


def _home(folder: Path) -> dict[str, str]:
    """The variables that make a new home of a folder."""
    return {name: str(folder / name) for name in ("XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")}


def _course(folder: Path, questions: int) -> Path:
    number = questions // EACH
    texts = [section_text(f"Section {at} of {number}", 300) for at in range(1, number + 1)]
    files = [question_file(EACH, first=at * EACH) for at in range(number)]
    return write_course(folder, texts, files)
