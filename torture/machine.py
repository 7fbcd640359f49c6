"""A computer to study on, with a clock, a randomness and a folder of its own; and what is done and looked at there."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from studyapp.study.events import Event, Kind
from studyapp.study.journal import Journal
from studyapp.study.store import Progress

NOON = 1_790_000_000_000_000
"""Some day of 2026 in UTC microseconds."""
DAY = 86_400_000_000


@dataclass
class Machine:
    """A computer: its clock, its randomness, and the folder that progress files lie in."""

    folder: Path
    now: int = NOON
    random: Random = field(default_factory=lambda: Random(1))

    @property
    def path(self) -> Path:
        """Where the progress file lies."""
        return self.folder / "progress.db"

    def clock(self) -> int:
        """The time, a millisecond after the last one."""
        self.now += 1000
        return self.now

    def open(self, path: Path | None = None, timeout: float = 0.05) -> Progress:
        """Open the progress file, or another one."""
        return Progress.open(
            path or self.path, clock=self.clock, entropy=self.random.randbytes, timeout=timeout
        )


def answer(journal: Journal, question: str = "q1", **data: object) -> Event:
    """Record an answer."""
    whole = {"sitting": "s", "response": "a", "score": 1.0, "done": True, "credit": 1.0} | data
    return journal.record(Kind.ANSWERED, "01-a", question, **whole)


def filled(machine: Machine, count: int = 300) -> list[Event]:
    """A file of so many events, one a transaction, and its backup."""
    with machine.open() as progress:
        return [answer(progress.journal("c"), f"q{number % 7}", ms=number) for number in range(count)]


def kept(machine: Machine) -> list[Event]:
    """All events of the file, which is to be whole."""
    with machine.open() as progress:
        assert progress.check() == []
        return list(progress.events())


def exit_status(run: Callable[[], object]) -> int:
    """Run in a process of its own; its exit status."""
    if child := os.fork():
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    try:
        run()
        os._exit(0)
    except BaseException as error:
        os.write(2, repr(error).encode())
        os._exit(1)


def as_nobody() -> None:
    """Become someone to whom permissions apply, as they do not to root."""
    if os.getuid() == 0:
        os.setgid(65534)
        os.setuid(65534)
