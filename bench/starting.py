"""P1, P2, P12: from exec to the first complete frame, and the memory then."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, TypeVar

from bench.effort import SECTIONS, Bench
from bench.floors import READY
from bench.frames import first_frame
from bench.programs import REPOSITORY, floor, quit_app, studyapp
from bench.rows import Row, until_plain
from bench.terminal import Terminal
from studyapp.course.load import load

QUIET = 0.4
"""Seconds without output after which a program has started."""

TICK = 0.02
"""Seconds of processor time that an idle program may use meanwhile."""


class Start(NamedTuple):
    """What a start comes to."""

    ms: float
    """From exec to the first complete frame."""
    rss: float
    """Megabytes."""
    pss: float
    """Megabytes."""


Pair = tuple[Start, Start]

T = TypeVar("T", Start, float)


def rows(bench: Bench) -> list[Row]:
    """The outline of the course that ships, against a minimal app."""
    wanted = shipped_outline()
    app = studyapp(REPOSITORY, bench.own("starting") / "progress.db")
    start(app, wanted)  # Makes the progress file, and brings all that is read into memory.

    def told(pairs: Sequence[Pair]) -> list[Row]:
        return [
            Row("P1", "first complete frame", "minimal app", "ms", 1.25, times(pairs)),
            *memory("P2", "then", "minimal app", pairs, 1.35),
        ]

    def pair(_: int) -> Pair:
        return quickest(bench, lambda: start(floor("page"), (READY,)), lambda: start(app, wanted))

    return until_plain(pair, told, bench.effort.pairs, bench.most(bench.effort.pairs))


def with_history(bench: Bench) -> list[Row]:
    """The outline of a course with a long history, against the same with none."""
    none, long = bench.own("histories") / "none.db", bench.long_history
    wanted = ("Made for measuring", f"Section {SECTIONS} of {SECTIONS}", "enter")
    what, least = f"{bench.effort.history:,} events", "the same with none"
    first, other = (studyapp(bench.course, history) for history in (none, long))
    start(first, wanted), start(other, wanted)

    def told(pairs: Sequence[Pair]) -> list[Row]:
        return [
            Row("P12", f"first frame, {what}", least, "ms", 1.05, times(pairs)),
            *memory("P12", f"then, {what}", least, pairs, None),
        ]

    def pair(_: int) -> Pair:
        return quickest(bench, lambda: start(first, wanted), lambda: start(other, wanted))

    return until_plain(pair, told, bench.effort.pairs, bench.most(bench.effort.pairs))


def quickest(bench: Bench, least: Callable[[], T], ours: Callable[[], T]) -> tuple[T, T]:
    """Both in turn a few times, and of each the quickest: what disturbs a start can only make it longer."""
    done = [(least(), ours()) for _ in range(bench.effort.tries)]
    return min(one for one, _ in done), min(other for _, other in done)


def shipped_outline() -> tuple[str, ...]:
    """What stands on the outline of the course that ships."""
    course = load(REPOSITORY).course
    return course.title, course.sections[-1].title, "enter"


def times(pairs: Sequence[Pair]) -> list[tuple[float, float]]:
    """Milliseconds to the first frame."""
    return [(least.ms, ours.ms) for least, ours in pairs]


def memory(id: str, what: str, least: str, pairs: Sequence[Pair], most: float | None) -> list[Row]:
    """The rows of memory."""
    return [
        Row(id, f"RSS {what}", least, "MB", most, [(bare.rss, ours.rss) for bare, ours in pairs]),
        Row(id, f"PSS {what}", least, "MB", most, [(bare.pss, ours.pss) for bare, ours in pairs]),
    ]


def start(
    argv: Sequence[str],
    wanted: tuple[str, ...],
    env: Mapping[str, str] | None = None,
    *,
    resting: bool = False,
) -> Start:
    """Start a program, wait for the first frame with all of ``wanted``, and end it.

    ``resting``: not before what it does behind its screen is done too.
    """
    with Terminal(argv, env=env) as terminal:
        terminal.settle(QUIET)
        if not all(words in terminal.text() for words in wanted):
            terminal.until(*wanted)
            terminal.settle(QUIET, first=QUIET)
        if resting:
            _rest(terminal)
        told = terminal.memory()
        quit_app(terminal)
        return Start(first_frame(terminal, *wanted), *told)


def _rest(terminal: Terminal) -> None:
    """Pump until the program has used no processor for a while."""
    used, now = -1.0, terminal.processor_time()
    while now > used + TICK:
        terminal.settle(QUIET, first=QUIET)
        used, now = now, terminal.processor_time()
