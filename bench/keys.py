"""P3, P4, P5: from a key to the frame that shows what it did."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.courses import question_file, section_text, write_course
from bench.floors import READY
from bench.frames import Typist
from bench.programs import floor, quit_app, studyapp
from bench.rows import Effort, Row, percentile
from bench.terminal import Terminal

DOWN, ENTER = b"\x1b[B", b"\r"


@dataclass(frozen=True, slots=True)
class Round:
    """Milliseconds of the keys of one round."""

    floor: list[float]
    """A move in a bare OptionList."""
    moves: list[float]
    """A move in a question's choices."""
    submits: list[float]
    """Enter, until the feedback is drawn."""
    nexts: list[float]
    """Enter, until the next question is drawn."""


def rows(effort: Effort, folder: Path) -> list[Row]:
    """A question of four choices, against a bare list of four."""
    text = section_text("Questions", 500)
    course = write_course(folder / "course", [text], [question_file(effort.submits + 1)])
    done = [_round(effort, course, folder / f"{number}.db") for number in range(effort.pairs)]
    p50 = [(median(one.floor), one) for one in done]
    p99 = [(percentile(one.floor, 0.99), percentile(one.moves, 0.99)) for one in done]
    least = "move in a bare OptionList"
    return [
        Row("P3 p50", "move in choices", least, "ms", 1.5, [(bare, median(one.moves)) for bare, one in p50]),
        Row("P3 p99", "move in choices", f"{least}, p99", "ms", 1.5, p99),
        Row("P4", "submit to feedback", least, "ms", 3, [(bare, median(one.submits)) for bare, one in p50]),
        Row("P5", "next question", least, "ms", 4, [(bare, median(one.nexts)) for bare, one in p50]),
    ]


def _round(effort: Effort, course: Path, progress: Path) -> Round:
    """Type in both programs in turn."""
    with Terminal(floor("choices")) as bare, Terminal(studyapp(course, progress)) as app:
        _idle(bare, READY)
        _idle(app, "Questions", "enter")
        app.send(b"a")
        _idle(app, "paragraph 0", "submit")
        in_list, in_app = Typist(bare), Typist(app)
        bare_moves, moves, submits, nexts = [], [], [], []
        for _ in range(effort.keys):
            bare_moves.append(in_list.type(DOWN))
            moves.append(in_app.type(DOWN))
        for _ in range(effort.submits):
            submits.append(in_app.type(ENTER))
            nexts.append(in_app.type(ENTER))
            in_app.type(DOWN)
        quit_app(bare)
        quit_app(app)
        return Round(bare_moves, moves, submits, nexts)


def _idle(terminal: Terminal, *wanted: str) -> None:
    """Wait for a screen, and until the program has nothing left to do for it."""
    terminal.until(*wanted)
    terminal.settle(0.3, first=0.3)
