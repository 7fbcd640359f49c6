"""How long a learner has kept at it, one missed day in any seven forgiven.

A streak is a run of days from a study day to a study day in which any seven days in a row hold at most one missed day;
so two missed days are a week or more apart, and never next to each other. Its length is the number of its study days:
a forgiven day breaks nothing and counts nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

WEEK: Final = 7
"""Days of which one may be missed."""


@dataclass(frozen=True, slots=True)
class Streak:
    """Lengths in study days."""

    current: int
    """Of the streak that studying today continues or continued; today itself counts once it is a study day."""
    longest: int
    """Of the longest there ever was."""


def streak(days: Sequence[int], today: int) -> Streak:
    """The streaks of study days, which ascend, each once. Left out are days after ``today``: a clock was wrong."""
    known = [day for day in days if day <= today]
    studied = known[-1:] == [today]
    *_, current = _lengths(known if studied else [*known, today])
    return Streak(current if studied else current - 1, max(_lengths(known), default=0))


def _lengths(days: Sequence[int]) -> Iterator[int]:
    """For each day the length of the longest streak that ends on it.

    Every part of a streak is one too, from study day to study day, so that the longest begins as early as the one
    before allows.
    """
    start = resumed = 0  # where the streak begins, and where it goes on behind its latest missed day
    missed: int | None = None
    for index, day in enumerate(days):
        gap = day - days[index - 1] if index else 1
        if gap > 2:
            start, missed = index, None
        elif gap == 2:
            if missed is not None and day - 1 - missed < WEEK:
                start = resumed
            missed, resumed = day - 1, index
        yield index - start + 1
