"""How often the learner was right by how sure they said to be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist
from typing import Final

from studyapp.study.certainty import LEVELS

ENOUGH: Final = 10
"""Answers from which on an accuracy is told with its interval."""

Z: Final = NormalDist().inv_cdf(0.975)
"""The quantile of a 95 % interval."""


CLAIMED: Final = {1: (0.0, 0.67), 2: (0.67, 0.8), 3: (0.8, 1.0)}
"""By level, from where to where the chance to be right lies if the learner knows it well."""


@dataclass(frozen=True, slots=True)
class Level:
    """The answers that were given with one level of certainty: of each attempt the first try that counts."""

    level: int
    """1 to 3; see :mod:`studyapp.study.certainty`."""
    answers: int
    right: int
    """Those that were right in full."""

    @property
    def claim(self) -> str:
        """What the level says of the chance to be right."""
        return LEVELS[self.level]

    @property
    def claimed(self) -> tuple[float, float]:
        """The same as two shares from 0 to 1."""
        return CLAIMED[self.level]

    @property
    def accuracy(self) -> float | None:
        """The share that was right, 0 to 1; None without answers."""
        return self.right / self.answers if self.answers else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The accuracy's 95 % interval; None with less than :data:`ENOUGH` answers."""
        return wilson(self.right, self.answers) if self.answers >= ENOUGH else None


def levels(counts: Mapping[tuple[int, bool], int]) -> tuple[Level, ...]:
    """Every level, from counts of answers by level and whether they were right."""
    found = ((level, counts.get((level, True), 0), counts.get((level, False), 0)) for level in LEVELS)
    return tuple(Level(level, right + wrong, right) for level, right, wrong in found)


def wilson(right: int, answers: int, z: float = Z) -> tuple[float, float]:
    """The score interval of a share, ``right`` of ``answers`` (at least 1).

    E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927) 209-212:
    the shares p for which ``|right/answers - p| <= z sqrt(p (1 - p) / answers)``.
    """
    share, pull = right / answers, z * z / answers
    middle = (share + pull / 2) / (1 + pull)
    reach = z / (1 + pull) * sqrt(share * (1 - share) / answers + pull / (4 * answers))
    # rounding must not part the ends from a share of 0 or 1
    return min(share, max(0.0, middle - reach)), max(share, min(1.0, middle + reach))
