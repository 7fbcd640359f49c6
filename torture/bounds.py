"""Commands of ours in processes of their own, and the time and memory that they take."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from random import Random

import studyapp.check.run
import studyapp.commands.check
import studyapp.commands.study
import studyapp.course.load
import studyapp.plain  # noqa: F401  # here, not in each of the processes anew
from studyapp.cli import main
from studyapp.course import opening
from torture.rows import Trial

SECONDS, MEGABYTES = 2.0, 200.0
"""That a hostile input may take at most."""
PATIENCE = 30
"""Seconds after which a program that goes on is ended."""
NOW, SECOND = 1_800_000_000_000_000_000, 1_000_000_000
"""Nanoseconds since 1970, later than any file; and of a second."""
_OURS = 70


@dataclass(frozen=True, slots=True)
class Ran:
    """What running a command came to."""

    code: int
    output: str
    seconds: float
    """Of the processor."""
    megabytes: float
    """At most."""


def run(argv: Sequence[str], typed: str, folder: Path) -> Ran:
    """Run a command of ours in a process of its own."""

    def command() -> int:
        keep_at_once()
        # What is shown twice is to come in the same order.
        os.urandom, time.time_ns = Random(1).randbytes, count(NOW, SECOND).__next__
        os.environ.update(STUDYAPP_PROGRESS=str(folder / "progress.db"), HOME=str(folder))
        return main(list(argv))

    return measured(command, folder, typed)


def keep_at_once() -> None:
    """Let this process put courses into the cache however new their files are."""
    opening.SETTLED = -sys.maxsize  # type: ignore[misc]


def measured(work: Callable[[], int], folder: Path, typed: str = "") -> Ran:
    """Do something in a process of its own, where its outcome is the exit code."""
    told, asked = folder / "told", folder / "typed"
    asked.write_text(typed, encoding="utf-8")
    sys.stdout.flush()
    if (child := os.fork()) == 0:
        code = _OURS
        try:
            signal.alarm(PATIENCE)
            for number, path, flags in (
                (0, asked, os.O_RDONLY),
                (1, told, os.O_WRONLY | os.O_CREAT | os.O_TRUNC),
            ):
                os.dup2(os.open(path, flags), number)
            os.dup2(1, 2)
            code = work()
            sys.stdout.flush()
            sys.stderr.flush()
        finally:
            os._exit(code)
    _, status, used = os.wait4(child, 0)
    output = told.read_bytes().decode(errors="surrogateescape")
    return Ran(
        os.waitstatus_to_exitcode(status), output, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
    )


def within_bounds(trial: Trial, what: str, ran: Ran) -> None:
    """Whether it took no more time and memory than it may."""
    trial.holds(ran.seconds <= SECONDS, f"{what} took {ran.seconds:.1f} s")
    trial.holds(ran.megabytes <= MEGABYTES, f"{what} took {ran.megabytes:.0f} MB")
