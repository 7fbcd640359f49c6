"""A computer to study on, with a clock, a randomness and a folder of its own."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from random import Random

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
        return self.folder / "progress.db"

    def clock(self) -> int:
        self.now += 1000
        return self.now

    def open(self, path: Path | None = None, timeout: float = 0.05) -> Progress:
        return Progress.open(
            path or self.path, clock=self.clock, entropy=self.random.randbytes, timeout=timeout
        )
