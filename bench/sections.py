"""P6: opening a section, however long."""

from __future__ import annotations

from pathlib import Path

from bench.courses import section_text, write_course
from bench.frames import Typist
from bench.programs import quit_app, studyapp
from bench.rows import Effort, Row
from bench.terminal import Terminal

DOWN, ENTER, ESCAPE = b"\x1b[B", b"\r", b"\x1b"

QUIET = 0.4
"""Seconds without output after which a section is open."""

MILLION = 1_000_000


def rows(effort: Effort, folder: Path) -> list[Row]:
    """Sections of each length, against a section with a heading and nothing else."""
    warm_up, empty = section_text("Warm-up", 500), "# Empty\n"
    texts = [warm_up, empty, *(section_text(f"{words} words", words) for words in effort.words)]
    course = write_course(folder / "course", texts)
    runs = [_open_each(course, len(texts), folder / f"{number}.db") for number in range(effort.pairs)]
    return [
        Row(
            "P6",
            f"open {words:,} words",
            "an empty section",
            "ms",
            1.6 if words >= MILLION else 1.3,
            [(run[1], run[index]) for run in runs],
        )
        for index, words in enumerate(effort.words, 2)
    ]


def _open_each(course: Path, sections: int, progress: Path) -> list[float]:
    """Milliseconds from Enter on the outline to the section drawn, for each in order, each for the first time."""
    with Terminal(studyapp(course, progress)) as terminal:
        terminal.until("Warm-up", "enter")
        terminal.settle(QUIET, first=QUIET)
        typist = Typist(terminal, QUIET)
        opened = []
        for _ in range(sections):
            typist.type(DOWN)
            opened.append(typist.type(ENTER))
            typist.type(ESCAPE)
        quit_app(terminal)
        return opened
