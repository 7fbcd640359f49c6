"""P3, P4, P5, P7: from a key to the frame that shows what it did.

A round types in three programs at once, a key here, a key there: a disturbance of the machine meets all of them. In
each round the long text is opened at another place.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.courses import question_file, section_text, write_course
from bench.effort import Bench
from bench.floors import READY
from bench.frames import Typist
from bench.history import progress
from bench.programs import floor, quit_app, studyapp
from bench.rows import Row, percentile, until_plain
from bench.terminal import Terminal
from studyapp.course.load import load
from studyapp.study.events import Kind

DOWN, ENTER, PAGE_DOWN = b"\x1b[B", b"\r", b"\x1b[6~"

PLACES = 5
"""Parts of the long text; each round pages down from the beginning of another one."""

LEAST = "move in a bare OptionList"


@dataclass(frozen=True, slots=True)
class Round:
    """Milliseconds of the keys of one round."""

    floor: Sequence[float]
    """A move in a bare OptionList."""
    moves: Sequence[float]
    """A move in a question's choices."""
    pages: Sequence[float]
    """A page down in a long text."""
    submits: Sequence[float]
    """Enter, until the feedback is drawn."""
    nexts: Sequence[float]
    """Enter, until the next question is drawn."""


def rows(bench: Bench) -> list[Row]:
    """A question of four choices and a long text, against a bare list of four."""
    effort, folder = bench.effort, bench.own("keys")
    asking = write_course(
        folder / "asking", [section_text("Questions", 500)], [question_file(effort.submits + 1)]
    )
    reading = write_course(folder / "reading", [section_text("Much to read", effort.words[-1])])

    def measure(number: int) -> Round:
        place = folder / f"reading-{number}.db"
        _read_to(reading, place, number % PLACES / PLACES)
        argvs = floor("choices"), studyapp(asking, folder / f"asking-{number}.db"), studyapp(reading, place)
        with Terminal(argvs[0]) as bare, Terminal(argvs[1]) as asked, Terminal(argvs[2]) as read:
            return _type(bare, asked, read, effort.keys, effort.submits)

    # a round takes half a minute
    return until_plain(measure, _rows, effort.pairs, min(bench.most(effort.pairs), effort.pairs + 2))


def _rows(rounds: Sequence[Round]) -> list[Row]:
    def row(
        id: str, what: str, most: float | None, ours: Callable[[Round], Sequence[float]], share: float = 0.5
    ) -> Row:
        figure = median if share == 0.5 else lambda keys: percentile(keys, share)
        least = f"{LEAST}, {'p50' if share == 0.5 else 'p99'}"
        pairs = [(figure(one.floor), figure(ours(one))) for one in rounds]
        return Row(id, f"{what}, {'p50' if share == 0.5 else 'p99'}", least, "ms", most, pairs)

    return [
        row("P3", "move in choices", 1.5, lambda one: one.moves),
        row("P3", "move in choices", 1.5, lambda one: one.moves, 0.99),
        row("P4", "submit to feedback", 3, lambda one: one.submits),
        row("P4", "submit to feedback", None, lambda one: one.submits, 0.99),
        row("P5", "next question", 4, lambda one: one.nexts),
        row("P5", "next question", None, lambda one: one.nexts, 0.99),
        row("P7", "page down", None, lambda one: one.pages),
        row("P7", "page down", 3, lambda one: one.pages, 0.99),
    ]


def _read_to(course: Path, file: Path, share: float) -> None:
    """Let the learner have left the text at that share of it."""
    course_read = load(course).course
    section = course_read.sections[0]
    with progress(file) as kept:
        place = int(share * len(section.text))
        kept.journal(course_read.id).record(Kind.READ, section.stem, place=place, share=share, ms=1000)


def _type(bare: Terminal, asked: Terminal, read: Terminal, keys: int, submits: int) -> Round:
    """Type in all programs in turn."""
    _idle(bare, READY)
    _idle(asked, "Questions", "enter")
    _idle(read, "Much to read", "enter")
    asked.send(b"a")
    _idle(asked, "paragraph 0", "submit")
    read.send(ENTER)
    _idle(read, "min left", "read on")
    in_list, in_app, in_text = Typist(bare), Typist(asked), Typist(read)
    bare_moves, moves, pages = [], [], []
    for _ in range(keys):
        bare_moves.append(in_list.type(DOWN))
        moves.append(in_app.type(DOWN))
        pages.append(in_text.type(PAGE_DOWN))
    given, nexts = [], []
    for _ in range(submits):
        given.append(in_app.type(ENTER))
        nexts.append(in_app.type(ENTER))
        in_app.type(DOWN)
    for terminal in (bare, asked, read):
        quit_app(terminal)
    return Round(bare_moves, moves, pages, given, nexts)


def _idle(terminal: Terminal, *wanted: str) -> None:
    """Wait for a screen, and until the program has nothing left to do for it."""
    terminal.until(*wanted)
    terminal.settle(0.3, first=0.3)
