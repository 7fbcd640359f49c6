"""P6: opening a section, however long."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from bench.courses import section_text, write_course
from bench.effort import Bench
from bench.frames import Typist
from bench.programs import quit_app, studyapp
from bench.rows import Row, until_plain
from bench.terminal import Terminal

DOWN, ENTER, ESCAPE = b"\x1b[B", b"\r", b"\x1b"

QUIET = 0.4
"""Seconds without output after which a section is open."""

MILLION = 1_000_000


class Opened(NamedTuple):
    """A section that was opened."""

    ms: float
    """From Enter on the outline to the section drawn."""
    rss: float
    """Megabytes, while it was open."""
    pss: float
    """Megabytes, likewise."""


def rows(bench: Bench) -> list[Row]:
    """Sections of each length, against a section with a heading and nothing else."""
    effort, folder = bench.effort, bench.own("sections")
    warm_up, empty = section_text("Warm-up", 500), "# Empty\n"
    texts = [warm_up, empty, *(section_text(f"{words} words", words) for words in effort.words)]
    course = write_course(folder / "course", texts)

    def told(runs: Sequence[Sequence[Opened]]) -> list[Row]:
        what, least = f"{effort.words[-1]:,} words open", "an empty section"
        return [
            *(
                Row(
                    "P6",
                    f"open {words:,} words",
                    least,
                    "ms",
                    1.6 if words >= MILLION else 1.3,
                    [(run[1].ms, run[index].ms) for run in runs],
                )
                for index, words in enumerate(effort.words, 2)
            ),
            Row("P6", f"RSS, {what}", least, "MB", None, [(run[1].rss, run[-1].rss) for run in runs]),
            Row("P6", f"PSS, {what}", least, "MB", None, [(run[1].pss, run[-1].pss) for run in runs]),
        ]

    def measure(number: int) -> Sequence[Opened]:
        return _open_each(course, len(texts), folder / f"{number}.db")

    return until_plain(measure, told, effort.pairs, bench.most(effort.pairs))


def _open_each(course: Path, sections: int, progress: Path) -> list[Opened]:
    """Each section in order, each for the first time."""
    with Terminal(studyapp(course, progress)) as terminal:
        terminal.until("Warm-up", "enter")
        terminal.settle(QUIET, first=QUIET)
        typist = Typist(terminal, QUIET)
        opened = []
        for _ in range(sections):
            typist.type(DOWN)
            took = typist.type(ENTER)
            opened.append(Opened(took, *terminal.memory()))
            typist.type(ESCAPE)
        quit_app(terminal)
        return opened
