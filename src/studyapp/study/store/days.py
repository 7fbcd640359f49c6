"""What was done from day to day, added up: however long the history, it is not gone through again."""

from __future__ import annotations

import sqlite3
from typing import Final

from studyapp.study.events import Event, Kind
from studyapp.study.review.days import study_day

STUDYING: Final = frozenset({Kind.READ, Kind.DRAFTED, Kind.ANSWERED, Kind.REVEALED})
"""What makes a day a study day."""

MOST: Final = 2**53 - 1
"""Where sums end, whatever another program says: so they are the same in whichever order they are made."""

_ADD = f"""
INSERT INTO days(day, answers, ms) VALUES (?,?,?) ON CONFLICT(day) DO UPDATE SET
    answers = answers + excluded.answers, ms = min(ms + excluded.ms, {MOST})
"""


class Days:
    """What new events add to the days' sums. Each is to be taken once; one that is undone later still counts."""

    def __init__(self) -> None:
        self._sums: dict[int, tuple[int, int]] = {}

    def take(self, event: Event) -> None:
        """Add an event up, on the study day of the learner's clock."""
        if event.kind in STUDYING:
            day = study_day(event.at, event.data.get("offset", 0))
            answers, ms = self._sums.get(day, (0, 0))
            spent = min(ms + event.data.get("ms", 0), MOST)
            self._sums[day] = answers + (event.kind == Kind.ANSWERED), spent

    def write(self, conn: sqlite3.Connection) -> None:
        """Add the sums to the file's."""
        conn.executemany(_ADD, ((day, *sums) for day, sums in self._sums.items()))
