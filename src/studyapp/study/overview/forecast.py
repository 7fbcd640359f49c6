"""What comes due in the days ahead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

DAYS: Final = 30
"""Days that are looked ahead, today included."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """How many questions come due from day to day, if none is reviewed meanwhile."""

    today: int
    """The study day that ``questions`` begins with."""
    questions: tuple[int, ...]
    """How many come due on each of :data:`DAYS` days; what is overdue is counted today."""
    overdue: int
    """How many of today's were due before."""
    later: int
    """How many come due after that."""


def forecast(due: Iterable[int], today: int) -> Forecast:
    """The forecast of questions by the study days on which they are due."""
    waiting = Counter(due)
    overdue = sum(count for day, count in waiting.items() if day < today)
    questions = [waiting[day] for day in range(today, today + DAYS)]
    questions[0] += overdue
    return Forecast(today, tuple(questions), overdue, waiting.total() - sum(questions))
