"""A row of the table: what was measured beside its floor, pair by pair, and the most that it may be of it.

Verdicts are such that a noisy machine tells the same twice. A row holds where the median of its pairs' ratios is
within the target, else it is over. How plain that is a sign test tells: were the true ratio on the other side of the
target, so many of the pairs on this side would come by chance once in twenty times at most. Pairs are taken until each
row is plain (:func:`until_plain`), twice the usual number at most; what is not plain by then is called near: it may
come out on either side of its target in another run, and whoever needs to know must find a quieter machine.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, comb
from statistics import median, quantiles
from typing import Any, Literal, TypeVar

FEWEST = 5
"""Pairs without which there is no verdict."""

Verdict = Literal["holds", "near", "over", ""]

CHANCE = 0.05
"""The chance of a wrong verdict from which on it is not plain."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Row:
    """One figure, and what it is held against."""

    id: str
    what: str
    floor: str
    unit: str
    most: float | None
    """The largest ratio that is good; None where there is no target, and the figure is only worth knowing."""
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
    def plain(self) -> bool:
        """Whether the pairs tell on which side of the target the ratio lies: a sign test, one-sided."""
        if self.most is None:
            return True
        count = len(self.pairs)
        within = sum(measured <= self.most * floor for floor, measured in self.pairs)
        fewer = min(within, count - within)
        by_chance: float = sum(comb(count, number) for number in range(fewer + 1)) / 2**count
        return by_chance <= CHANCE

    @property
    def verdict(self) -> Verdict:
        """What the ratio is to the target; empty where there is none, or too few pairs."""
        if self.most is None or len(self.pairs) < FEWEST:
            return ""
        if not self.plain:
            return "near"
        return "holds" if self.ratios[1] <= self.most else "over"

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
            "verdict": self.verdict,
            "pairs": [list(pair) for pair in self.pairs],
        }


def until_plain(
    measure: Callable[[int], T], rows: Callable[[Sequence[T]], list[Row]], least: int, most: int
) -> list[Row]:
    """The rows of so many measurements as it takes to make each of them plain.

    ``measure`` is called with 0, 1, ...: ``least`` times, and then ``most`` times at the most; ``rows`` makes the
    rows from all that it gave so far.
    """
    done = [measure(number) for number in range(least)]
    while len(done) < most and not all(row.plain for row in rows(done)):
        done.append(measure(len(done)))
    return rows(done)


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share (0 to 1) of the values does not exceed (nearest rank)."""
    return sorted(values)[max(0, ceil(share * len(values)) - 1)]
