"""What can't be read off rows and follows from every event: what was done from day to day, and how sure it was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from studyapp.study.events import Event, Kind
from studyapp.study.overview.calendar import StudyDay
from studyapp.study.replaying import regraded, undone

STUDYING: Final = (Kind.READ, Kind.DRAFTED, Kind.ANSWERED, Kind.REVEALED)
"""What makes a day a study day."""

Stated = Counter[tuple[int, bool]]
"""How many answers were given with each level of certainty, those right in full and the others."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What all events add up to."""

    days: tuple[StudyDay, ...]
    """They ascend; each by the offset of the clock where and when its events happened."""
    stated: Stated
    """See :func:`stated`."""


def stated(events: Iterable[Event]) -> Stated:
    """How answers came out by the certainty that was stated with them, as undone and regraded answers stand now.

    What is said of a near miss, which costs no try, holds for the attempt's next answer. All events of the questions
    must be there, in any order.
    """
    known = tuple(events)
    gone = undone(known)
    found = Stated()
    carried: dict[tuple[str, ...], int] = {}
    for event in regraded(known):
        if event.kind != Kind.ANSWERED or event.id in gone:
            continue
        data = event.data
        attempt = event.course, event.question, data["sitting"], data.get("asked", "")
        level = data.get("certainty", 0) or carried.pop(attempt, 0)
        if data.get("free"):
            carried[attempt] = level
        elif level:
            found[level, data["score"] >= 1] += 1
    return found
