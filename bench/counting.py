"""P13b: what the progress screen shows."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bench.effort import Bench
from bench.history import progress
from bench.rows import Row, until_plain
from bench.starting import quickest
from bench.timing import timed
from studyapp.course.load import load
from studyapp.course.model import Course
from studyapp.study.overview.whole import overview


def rows(bench: Bench) -> list[Row]:
    """All of its figures with a long history, against those of the same courses and questions with a short one."""
    course = load(bench.course).course
    files = bench.short_history, bench.long_history
    effort = bench.effort

    def told(pairs: Sequence[tuple[float, float]]) -> list[Row]:
        what, least = f"progress screen, {effort.history:,} events", f"with {effort.short_history:,}"
        return [Row("P13b", what, least, "ms", 1.5, pairs)]

    def pair(_: int) -> tuple[float, float]:
        return quickest(bench, lambda: _figures(course, files[0]), lambda: _figures(course, files[1]))

    pair(0)
    return until_plain(pair, told, effort.commands, bench.most(effort.commands))


def _figures(course: Course, file: Path) -> float:
    """Milliseconds of all figures; the course is open already, as it is in the app."""
    with progress(file) as kept:
        kept.journal(course.id)
        return timed(lambda: overview([course], kept))
