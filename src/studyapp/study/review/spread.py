"""On which day near the computed one a question is due: so that those learned together do not stay together."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from hashlib import blake2b
from math import inf
from types import MappingProxyType

from studyapp.study.review.card import Card
from studyapp.study.review.policy import LONGEST

FUZZ = ((2.5, 7.0, 0.15), (7.0, 20.0, 0.1), (20.0, inf, 0.05))
"""From, to (days) and the part of the days between them that an interval may be off, besides one day: FSRS's own."""

SHORTEST = 2.5
"""Intervals under so many days are kept as they are."""

BALANCED = 90
"""Intervals up to so many days go to a day with little due; beyond, what is due then is hardly known yet."""

NO_LOAD: Mapping[int, int] = MappingProxyType({})


@cache
def fuzz_range(interval: int, longest: int = LONGEST) -> range:
    """The intervals, in days, that may be taken for a computed one; none is longer than ``longest``.

    What is too long is cut before the range is laid around it, so that questions that meet the limit are spread too.
    """
    interval = min(interval, longest)
    if interval < SHORTEST:
        return range(interval, interval + 1)
    off = 1 + sum(part * max(0.0, min(interval, end) - start) for start, end, part in FUZZ)
    high = min(round(interval + off), longest)
    return range(round(interval - off), high + 1)


def longest(day: int, exam: int | None) -> int:
    """Days that an interval from a study day on may have, so that it ends before the exam's day, if one is ahead.

    An answer on the exam's eve can't come back before it: it does on the day itself.
    """
    if exam is None or exam <= day:
        return LONGEST
    return min(LONGEST, max(1, exam - day - 1))


def choose(
    interval: int, day: int, draw: float, load: Mapping[int, int] = NO_LOAD, longest: int = LONGEST
) -> int:
    """The study day on which a question answered on ``day`` is due.

    ``draw`` is a number from 0 to below 1, ``load`` the number of questions already due by study day. Among the days
    of the fuzz range (of those with the fewest due, up to :data:`BALANCED` days), n in number, it is the
    ``floor(draw * n)``-th; with an even load that is ``floor(low + draw (1 + high - low))``.
    """
    lengths = fuzz_range(interval, longest)
    if load and min(interval, longest) <= BALANCED:
        fewest = min(load.get(day + length, 0) for length in lengths)
        free = [length for length in lengths if load.get(day + length, 0) == fewest]
        return day + free[int(draw * len(free))]
    return day + lengths[int(draw * len(lengths))]


def draw(question: str, reps: int) -> float:
    """A number from 0 to below 1, the same for a question's same repetition on every machine."""
    digest = blake2b(f"{question}\0{reps}".encode("utf-8", "surrogatepass"), digest_size=4).digest()
    return int.from_bytes(digest, "big") / 2**32


def before_exam(card: Card, question: str, exam: int, today: int) -> Card:
    """The card with a day that lies before the exam, where the exam was not known of when the day was chosen.

    So the cards stay as they are whenever the date of the exam is moved. An exam that is over counts no more.
    """
    interval, most = card.due - card.last, longest(card.last, exam)
    if exam < today or interval <= most:
        return card
    return card._replace(due=choose(interval, card.last, draw(question, card.reps - 1), longest=most))
