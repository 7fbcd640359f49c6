"""A row of the table: what was measured beside its floor, pair by pair, and the most that it may be of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from statistics import median, quantiles
from typing import Any


@dataclass(frozen=True, slots=True)
class Effort:
    """How much to measure."""

    pairs: int
    """Interleaved pairs of the floor and what is held against it."""
    starts: int
    """Pairs of starts."""
    commands: int
    """Pairs of what ends within milliseconds."""
    keys: int
    """Keys a pair."""
    submits: int
    """Answers a pair."""
    words: tuple[int, ...]
    """Lengths of the sections to open."""
    questions: int
    """Questions of the file to read."""
    commits: int
    """Answers to keep a pair."""
    history: int
    """Events of the long history."""


FULL = Effort(5, 11, 31, 200, 20, (1_000, 10_000, 100_000, 1_000_000), 10_000, 20, 1_000_000)
QUICK = Effort(1, 1, 2, 4, 2, (1_000,), 100, 2, 1_000)


@dataclass(frozen=True, slots=True)
class Row:
    """One figure, and what it is held against."""

    id: str
    what: str
    floor: str
    unit: str
    most: float
    """The largest ratio that is good."""
    pairs: Sequence[tuple[float, float]]
    """The floor's figure and the measured one, taken one right after the other."""

    @property
    def floor_median(self) -> float:
        """The floor, in the row's unit."""
        return median(floor for floor, _ in self.pairs)

    @property
    def measured_median(self) -> float:
        """What was measured, in the row's unit."""
        return median(measured for _, measured in self.pairs)

    @property
    def ratios(self) -> tuple[float, float, float]:
        """Lower quartile, median and upper quartile of the pairs' ratios."""
        found = [measured / floor for floor, measured in self.pairs]
        if len(found) == 1:
            return found[0], found[0], found[0]
        low, middle, high = quantiles(found, method="inclusive")
        return low, middle, high

    @property
    def holds(self) -> bool:
        """Whether the median ratio is within the target."""
        return self.ratios[1] <= self.most

    def as_json(self) -> dict[str, Any]:
        """All of the row as plain data."""
        low, ratio, high = self.ratios
        return {
            "id": self.id,
            "what": self.what,
            "floor": self.floor,
            "unit": self.unit,
            "floor_median": self.floor_median,
            "measured_median": self.measured_median,
            "ratio": ratio,
            "ratio_quartiles": [low, high],
            "most": self.most,
            "holds": self.holds,
            "pairs": [list(pair) for pair in self.pairs],
        }


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share (0 to 1) of the values does not exceed (nearest rank)."""
    return sorted(values)[max(0, ceil(share * len(values)) - 1)]
