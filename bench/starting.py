"""P1, P2: from exec to the first complete frame, and the memory then."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bench.floors import READY
from bench.frames import first_frame
from bench.programs import REPOSITORY, floor, quit_app, studyapp
from bench.rows import Effort, Row
from bench.terminal import Terminal
from studyapp.course.load import load

QUIET = 0.6
"""Seconds without output after which a program has started."""


def rows(effort: Effort, folder: Path) -> list[Row]:
    """The outline of the course that ships, against a minimal app."""
    course = load(REPOSITORY).course
    outline = (course.title, course.sections[-1].title, "enter")
    app = studyapp(REPOSITORY, folder / "progress.db")
    _start(app, outline)  # Makes the progress file, and brings all that is read into memory.
    pairs = [(_start(floor("page"), (READY,)), _start(app, outline)) for _ in range(effort.starts)]
    kinds = (
        ("P1", "first complete frame", "ms", 1.25),
        ("P2 RSS", "memory then", "MB", 1.35),
        ("P2 PSS", "memory then", "MB", 1.35),
    )
    return [
        Row(id, what, "minimal app", unit, most, [(least[index], ours[index]) for least, ours in pairs])
        for index, (id, what, unit, most) in enumerate(kinds)
    ]


def _start(argv: Sequence[str], wanted: tuple[str, ...]) -> tuple[float, float, float]:
    """Milliseconds to the first frame with all of ``wanted``, then RSS and PSS in MB."""
    with Terminal(argv) as terminal:
        terminal.settle(QUIET)
        terminal.until(*wanted)
        memory = terminal.memory()
        quit_app(terminal)
        return first_frame(terminal, *wanted), *memory
