"""A row of the table: a promise, how often it was tried, and what was lost."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any


@dataclass(frozen=True, slots=True)
class Effort:
    """How much to try."""

    kills: int
    """Of a learner's process."""
    app_kills: int
    """Of the app on a terminal."""
    images: int
    """Disks rebuilt after a power cut."""
    every: int
    """Of the calls, limits, bits and steps at which something can fail, each so many-th is made to fail."""
    locked: float
    """Seconds that a lock is held."""
    mutants: int
    """Courses with something changed in their files."""
    examples: int
    """Of each law."""
    seconds: int
    """Of the fuzzer."""


FULL = Effort(500, 10, 4_000, 1, 60, 1_000, 10_000, 60)
QUICK = Effort(6, 1, 60, 40, 0.4, 20, 20, 2)


class NotHere(Exception):
    """A row that can't be tried on this machine; the text says why."""


@dataclass(slots=True)
class Trial:
    """What a row works with, and what it finds."""

    effort: Effort
    folder: Path
    """Its own, empty."""
    random: Random
    """Seeded."""
    tried: int = 0
    lost: list[str] = field(default_factory=list)
    """What was lost or broken, a line each."""

    def holds(self, promise: object, told: str) -> None:
        """Note what is told as broken, unless the promise holds."""
        if not promise:
            self.lost.append(told)

    @contextmanager
    def attempt(self, told: str = "") -> Iterator[None]:
        """Count what is done within; an error in it is something broken, named by what is told."""
        self.tried += 1
        try:
            yield
        except NotHere:
            raise
        except Exception as error:
            self.lost.append(": ".join(filter(None, (told, explained(error)))))

    def some(self, number: int) -> range:
        """Each so many-th of 0 to ``number``, from a random one on."""
        return range(self.random.randrange(min(self.effort.every, max(1, number))), number, self.effort.every)

    def place(self) -> Path:
        """A new folder within the row's own."""
        path = self.folder / str(len(list(self.folder.iterdir())))
        path.mkdir()
        return path


@dataclass(frozen=True, slots=True)
class Kind:
    """A row that can be tried."""

    id: str
    promise: str
    unit: str
    """What is counted, in the plural."""
    run: Callable[[Trial], None]


@dataclass(frozen=True, slots=True)
class Row:
    """What trying came to."""

    id: str
    promise: str
    tried: int
    unit: str
    lost: tuple[str, ...] = ()
    untried: str = ""
    """Why it could not be tried."""
    seconds: float = 0
    processor: float = 0
    """Seconds of it that it took, with all programs that it ran; the other figure tells of the machine as well."""

    @property
    def verdict(self) -> str:
        """``held``, ``BROKEN`` or ``not tried``."""
        if self.lost:
            return "BROKEN"
        return "not tried" if self.untried else "held"

    def as_json(self) -> dict[str, Any]:
        """All of the row as plain data."""
        return {
            "id": self.id,
            "promise": self.promise,
            "tried": self.tried,
            "unit": self.unit,
            "lost": list(self.lost),
            "untried": self.untried,
            "verdict": self.verdict,
            "seconds": round(self.seconds, 1),
            "processor": round(self.processor, 1),
        }


KINDS: list[Kind] = []
"""All rows."""


def row(id: str, promise: str, unit: str) -> Callable[[Callable[[Trial], None]], Callable[[Trial], None]]:
    """Make a function a row; an error that it raises is something broken."""

    def add(run: Callable[[Trial], None]) -> Callable[[Trial], None]:
        KINDS.append(Kind(id, promise, unit, run))
        return run

    return add


def explained(error: BaseException) -> str:
    """An error in one line, with the place that it came from."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" ({Path(frames[-1].filename).name}:{frames[-1].lineno})" if frames else ""
    text = " ".join(str(error).split())
    return f"{type(error).__name__}: {text[:300]}{place}"
