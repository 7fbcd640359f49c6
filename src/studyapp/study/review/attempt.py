"""An ended attempt as scheduling looks at it, and how it is read from the event that ended it."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from studyapp.study.events import Event, Kind
from studyapp.study.review.days import study_day

FARTHEST = 24 * 60
"""Minutes that no place's clocks are off UTC."""


class Certainty(IntEnum):
    """How sure the learner said to be."""

    NOT_ASKED = 0
    LOW = 1
    """Under 67 %: a right answer may have been a guess."""
    MIDDLE = 2
    HIGH = 3


class Attempt(NamedTuple):
    """An ended attempt at a question; a tuple, as a rebuild makes one of each answer ever given."""

    day: int
    """The study day on which it ended."""
    score: float
    """0 to 1, of the response that ended it, before penalties; 0 where the answer was revealed."""
    wrong_tries: int = 0
    """Responses before the one that ended it, without those that cost no try."""
    hints: int = 0
    """Hints shown."""
    revealed: bool = False
    """Given up: the answer was shown."""
    certainty: int = Certainty.NOT_ASKED
    """One of :class:`Certainty`."""
    typed: bool = False
    """The answer was typed, not picked."""
    fresh: bool = False
    """The first answer right after reading the text."""
    due: int | None = None
    """The study day that was chosen when it was recorded."""
    stability: float | None = None
    """The stability in days that ``due`` was chosen for."""


def attempt_of(event: Event, wrong_tries: int, hints: int, stated: int = Certainty.NOT_ASKED) -> Attempt:
    """The attempt that an event ended: ``answered`` that is done, or ``revealed``.

    ``wrong_tries`` and ``hints`` count what came before the event in the same attempt, and ``stated`` is how sure the
    learner was at its first try: that is asked once. Of the event's data it reads
    ``score`` and, where they are there and sound, ``offset`` (minutes that clocks were ahead of UTC; else 0),
    ``certainty``, ``typed``, ``fresh``, ``due`` and ``stability``.
    """
    data = event.data
    revealed = event.kind == Kind.REVEALED
    due, stability = data.get("due"), data.get("stability")
    # by position, as a rebuild does it for each answer ever given
    return Attempt(
        study_day(event.at, _whole(data.get("offset"), -FARTHEST, FARTHEST)),
        0.0 if revealed else data["score"],
        wrong_tries,
        hints,
        revealed,
        stated or _whole(data.get("certainty"), Certainty.NOT_ASKED, Certainty.HIGH),
        data.get("typed") is True,
        data.get("fresh") is True,
        due if type(due) is int else None,
        stability if type(stability) is float else None,
    )


def _whole(value: object, low: int, high: int) -> int:
    """The value, if it is a whole number within the bounds, else 0; an event of another program may hold anything."""
    return value if type(value) is int and low <= value <= high else 0
