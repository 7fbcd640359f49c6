"""How much is measured, and what is made for it once for all parts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bench.courses import question_file, section_text, write_course
from bench.history import COURSES, Studied, studied, write_history
from studyapp.course.load import load


@dataclass(frozen=True, slots=True)
class Effort:
    """How much to measure."""

    pairs: int
    """Interleaved pairs of the floor and what is held against it; twice as many where a verdict is not plain."""
    commands: int
    """Pairs of what ends within milliseconds."""
    tries: int
    """Starts of which the quickest counts."""
    keys: int
    """Keys a pair."""
    submits: int
    """Answers a pair."""
    words: tuple[int, ...]
    """Lengths of the sections to open."""
    questions: int
    """Questions of the file to read, and of the course to check."""
    courses: tuple[int, ...]
    """Questions of the courses to open; the last is the course of P9."""
    cold: int
    """How often each of them is opened for the first time."""
    commits: int
    """Answers to keep a pair."""
    history: int
    """Events of the long history."""
    short_history: int
    """Events of the short one."""
    answers: int
    """Rated answers to rebuild, and answers of each file to merge."""


FULL = Effort(
    pairs=5,
    commands=11,
    tries=5,
    keys=100,
    submits=20,
    words=(1_000, 10_000, 100_000, 1_000_000),
    questions=10_000,
    courses=(100, 1_000, 10_000, 100_000),
    cold=3,
    commits=20,
    history=1_000_000,
    short_history=1_000,
    answers=100_000,
)
QUICK = Effort(
    pairs=1,
    commands=1,
    tries=1,
    keys=4,
    submits=2,
    words=(10_000,),
    questions=100,
    courses=(200,),
    cold=1,
    commits=2,
    history=3_000,
    short_history=1_000,
    answers=1_000,
)

SECTIONS, EACH = 10, 20
"""The sections of the course that the histories are of, and the questions of each."""


class Bench:
    """What a part of the bench works with."""

    def __init__(self, effort: Effort, folder: Path) -> None:
        self.effort = effort
        self.folder = folder
        """For what is made here; each part has a folder of its own in it."""

    def own(self, part: str) -> Path:
        """A new folder of that name."""
        path = self.folder / part
        path.mkdir()
        return path

    def most(self, least: int) -> int:
        """How many pairs may be taken where a verdict is not plain; in the short form there are no verdicts."""
        return least if least == 1 else 2 * least

    @cached_property
    def course(self) -> Path:
        """The folder of a course of 200 questions, all of four choices and one try."""
        texts = [section_text(f"Section {number} of {SECTIONS}", 500) for number in range(1, SECTIONS + 1)]
        files = [question_file(EACH, first=number * EACH) for number in range(SECTIONS)]
        return write_course(self.folder / "studied", texts, files)

    @cached_property
    def studied(self) -> Studied:
        """What answers to that course's questions look like."""
        return studied(load(self.course).course)

    @cached_property
    def long_history(self) -> Path:
        """A progress file of the course and four others like it, with a long history."""
        return self._history("long.db", self.effort.history, daily=3, reading=True)

    @cached_property
    def short_history(self) -> Path:
        """A progress file with a short history of the same questions: each was answered once."""
        return self._history("short.db", self.effort.short_history, daily=1, reading=False)

    def _history(self, name: str, events: int, *, daily: int, reading: bool) -> Path:
        path = self.folder / name
        a_day = daily * (1 + reading) * COURSES * len(self.studied.answers)
        days = max(1, round(events / a_day))
        write_history(path, self.studied.over(range(-11 * days, 0, 11), daily=daily, reading=reading))
        return path
