"""P9: courses of any size, opened for the first time and again."""

from __future__ import annotations

import time
from collections.abc import Sequence
from itertools import count
from pathlib import Path
from typing import NamedTuple

from bench.courses import question_file, section_text, write_course
from bench.effort import Bench
from bench.loading import LEAST, bare_events, question_files
from bench.programs import REPOSITORY, studyapp
from bench.rows import Row, until_plain
from bench.starting import Start, memory, shipped_outline, start

EACH = 100
"""Questions of a section."""

SETTLING = 3
"""Seconds after which a course that was just written may be remembered."""


class Round(NamedTuple):
    """What is taken in turn."""

    shipped: Start
    """The course that ships."""
    events: float
    """Milliseconds that libyaml takes for the bytes of the large course."""
    cold: Start
    """The large course, opened for the first time."""
    warm: Start
    """The same, for the second time."""


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
    homes = count()

    def measure(_: int) -> Round:
        home = folder / f"{size}-home-{next(homes)}"
        # wherever it keeps what it knows of a course: a new home knows of none
        env = {name: str(home / name) for name in ("XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")}
        app = studyapp(course, home / "progress.db")
        first = start(studyapp(REPOSITORY, shipped), outline)
        events = bare_events(files)
        cold = start(app, wanted, env, resting=True)
        return Round(first, events, cold, start(app, wanted, env))

    def told(rounds: Sequence[Round]) -> list[Row]:
        what = f"open {size:,} questions"
        cold = [(one.events, one.cold.ms) for one in rounds]
        warm = [(one.events, one.warm.ms) for one in rounds]
        extra = [
            Row("P9", f"{what}, first time", LEAST, "ms", None, cold),
            Row("P9", f"{what}, again", LEAST, "ms", None, warm),
        ]
        if not whole:
            return extra
        pairs = [(one.shipped, one.warm) for one in rounds]
        least = "the shipped course"
        again = Row("P9", f"{what}, again", least, "ms", 1.25, [(one.ms, other.ms) for one, other in pairs])
        return [again, *memory("P9", "then", least, pairs, None), *extra]

    start(studyapp(REPOSITORY, shipped), outline)
    time.sleep(SETTLING)
    least = bench.effort.pairs
    return until_plain(measure, told, least, bench.most(least) if whole else least)


def _course(folder: Path, questions: int) -> Path:
    number = questions // EACH
    texts = [section_text(f"Section {at} of {number}", 300) for at in range(1, number + 1)]
    files = [question_file(EACH, first=at * EACH) for at in range(number)]
    return write_course(folder, texts, files)
