"""Events: what happened while a learner studied. They are only ever added; all else is derived from them."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, Final

from studyapp.values import dataclass

EVERY_COURSE: Final = "*"
"""Stands for a course in events that bear on all of them; no course's id is this."""


class Kind(StrEnum):
    """What happened; the keys of ``data`` stand under each.

    All may have ``offset``: the minutes that the learner's clock was ahead of UTC, 0 where it is left out.
    """

    READ = "read"
    """``place`` (characters), ``share`` (0 to 1), ``ms``"""
    BEGAN = "began"
    """``questions`` (ids), ``title`` (of the course); the event's own id names the sitting"""
    ANSWERED = "answered"
    """``sitting``, ``response``, ``shown`` (choice keys in order), ``seed`` (of that order), ``score`` (0 to 1),
    ``done``, ``credit`` (if done), ``passed`` (if it passed the section), ``free`` (if it costs no try), ``remark``,
    ``certainty`` (1 to 3, if asked), ``typed``, ``fresh`` (right after reading), ``due`` and ``stability`` (if it was
    rated; see :mod:`studyapp.study.review.fold`), ``ms``, ``asked``, ``key`` (see
    :mod:`studyapp.course.fingerprint`), ``version`` (of studyapp)"""
    DRAFTED = "drafted"
    """``sitting``, ``text`` (the answer to an open question, which is yet to be marked), ``ms``, ``asked``"""
    HINTED = "hinted"
    """``sitting``, ``asked``"""
    LEFT = "left"
    """``sitting``, ``response`` (as far as it was put together), ``asked``: the learner left without giving it"""
    REVEALED = "revealed"
    """``sitting``, ``ms``, ``asked``, ``key``, and ``due`` and ``stability`` as above"""
    LOCATED = "located"
    """``sitting``, ``sentence`` (its source), ``right``: where the learner saw the answer in the text"""
    SKIPPED = "skipped"
    """``sitting``"""
    UNDONE = "undone"
    """``event`` (the id of what is taken back)"""
    REGRADED = "regraded"
    """``asked``, ``key``: what the question is now. ``answers``: by the id of each earlier answer what it comes to
    now: its ``score``, ``remark``, ``done`` and, if done, ``credit``, or ``void`` where it answered another question
    or came after the attempt's end; by that of a hint or draft whether it is ``void``, as it was at another question.
    ``again``: all answers are void. ``passed`` (if it passed the section), ``version``"""
    ADOPTED = "adopted"
    """``question``: the id whose history up to now is this question's too"""
    RETIRED = "retired"
    """``retired``: the course no longer has the question, or has it again"""
    NOTED = "noted"
    """``text``: the learner's own note, replacing the earlier one"""
    FLAGGED = "flagged"
    """``text``: what is wrong with the question, for the instructor"""
    FITTED = "fitted"
    """``weights``: FSRS's parameters as the learner's own history gave them, of :data:`EVERY_COURSE`. The newest are
    what memory states follow from. ``retention`` (the recall aimed for; 0.9 where it is left out), ``reviews`` (that
    they were fitted to), ``before`` and ``after`` (log loss over the newest fifth of those)"""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened, whole in itself."""

    id: str
    """UUIDv7: files of two machines merge as a set union."""
    at: int
    """UTC, in microseconds since 1970."""
    kind: str
    """One of :class:`Kind`, or a kind that a newer version wrote: kept, and otherwise ignored."""
    course: str
    section: str = ""
    question: str = ""
    data: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    """Plain JSON data."""

    @property
    def order(self) -> tuple[int, str]:
        """The total order in which events are replayed."""
        return self.at, self.id


def utc(_at: int) -> int:
    """The offset of a clock that shows UTC."""
    return 0


@dataclasses.dataclass(slots=True)
class Stamps:
    """Hands out each event's time and id; the clock and the randomness are handed in."""

    clock: Callable[[], int]
    """UTC microseconds."""
    entropy: Callable[[int], bytes]
    """n random bytes, as :func:`os.urandom` gives."""
    offset: Callable[[int], int] = utc
    """Minutes that the learner's clock is ahead of UTC at a time in UTC microseconds."""
    last: int = 0
    """The newest time handed out or known. A clock that goes back does not reorder what happened."""

    def next(self) -> tuple[int, str]:
        """``(at, id)``, later than every one before."""
        self.last = max(self.clock(), self.last + 1)
        return self.last, uuid7(self.last, self.entropy(8))


def uuid7(at: int, random: bytes) -> str:
    """A UUID of version 7 (RFC 9562, section 5.7) for a time in microseconds and 8 random bytes.

    The 12 bits after the milliseconds hold the fraction of the millisecond (method 3 of section 6.2), so
    that ids made within one millisecond still sort by time.
    """
    milliseconds, rest = divmod(at, 1000)
    fraction = rest * 4096 // 1000
    tail = int.from_bytes(random, "big") & ((1 << 62) - 1)
    value = (milliseconds & ((1 << 48) - 1)) << 80 | 0x7 << 76 | fraction << 64 | 0b10 << 62 | tail
    digits = f"{value:032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))
