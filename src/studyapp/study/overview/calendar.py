"""The days on which a learner studied."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter

from studyapp.study.overview.streak import Streak, streak


@dataclass(frozen=True, slots=True)
class StudyDay:
    """What was done on one study day, whether or not it was taken back later."""

    day: int
    """The study day, in days since 1970-01-01; see :mod:`studyapp.study.review.days`."""
    answers: int = 0
    """Responses given, each try counted."""
    ms: int = 0
    """Time spent reading and answering, in milliseconds."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """All days on which anything was read, drafted, answered or revealed."""

    today: int
    days: tuple[StudyDay, ...]
    """They ascend; days without study are not among them."""
    streak: Streak

    def span(self, first: int, last: int) -> tuple[StudyDay, ...]:
        """Every day from ``first`` to ``last``, those without study too."""
        key = attrgetter("day")
        found = self.days[bisect_left(self.days, first, key=key) : bisect_right(self.days, last, key=key)]
        known = {one.day: one for one in found}
        return tuple(known.get(day) or StudyDay(day) for day in range(first, last + 1))


def calendar(days: Iterable[StudyDay], today: int) -> Calendar:
    """The calendar of the days, which ascend, as it stands on a study day."""
    kept = tuple(days)
    return Calendar(today, kept, streak([one.day for one in kept], today))
