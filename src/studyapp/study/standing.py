"""Where the learner stands with a question and a section: a fold over events, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from studyapp.study.events import Event, Kind


@dataclass(frozen=True, slots=True)
class Try:
    """One response within an attempt."""

    response: Any
    """As given; see :mod:`studyapp.course.model` for each kind's form."""
    score: float
    """0 to 1, before penalties."""
    shown: tuple[str, ...] = ()
    """Keys of the choices in the order shown."""
    remark: str = ""
    """How a typed answer was taken, such as ``typo``; see :mod:`studyapp.study.scoring`."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A question's current attempt, and what the ended ones came to."""

    sitting: str = ""
    """The sitting that the current attempt belongs to."""
    tries: tuple[Try, ...] = ()
    hints: int = 0
    """Hints shown in the current attempt."""
    skips: int = 0
    """How often it was put off in this sitting."""
    done: bool = False
    """The current attempt has ended: right, out of tries, or revealed."""
    revealed: bool = False
    last: str = ""
    """Id of the current attempt's latest response, if an undo can take it back."""
    asked: str = ""
    """Fingerprint of what the current attempt's responses answered."""
    at: int = 0
    """When the latest ended attempt ended; 0 where none has."""
    credit: float | None = None
    """Credit of the latest ended attempt, 0 to 1; None where none has ended."""
    attempts: int = 0
    """Ended attempts."""
    ms: int = 0
    """Time spent on the question in all."""
    note: str = ""
    """The learner's own note."""

    def in_sitting(self, sitting: str) -> Standing:
        """This standing as that sitting finds it: a new sitting starts a new attempt."""
        return self if self.sitting == sitting else replace(self.anew(), sitting=sitting, skips=0)

    def anew(self) -> Standing:
        """This standing before a new attempt at the question."""
        return replace(self, tries=(), hints=0, done=False, revealed=False, last="", asked="")


@dataclass(frozen=True, slots=True)
class SectionStanding:
    """What was read of a section, and its sitting."""

    sitting: str = ""
    """The newest sitting; whether it is finished follows from its questions' standings."""
    questions: tuple[str, ...] = ()
    """Ids of that sitting's questions, in its order."""
    place: int = 0
    """Where the reader was: an offset in the text's characters."""
    share: float = 0.0
    """The furthest that was read, 0 to 1."""
    ms: int = 0
    """Time spent reading."""
    passes: tuple[str, ...] = ()
    """Ids of the answers that made it passed, sorted; passed while any stands."""
    at: int = 0
    """The newest event of the section."""
    placed: tuple[int, str] = (0, "")
    """Order of the event that ``place`` is from."""
    begun: int = 0
    """When the sitting began."""


def advance(standing: Standing, event: Event) -> Standing:
    """The question's standing after one more of its events. Undone events must have been left out."""
    data = event.data
    if event.kind == Kind.NOTED:
        return replace(standing, note=str(data.get("text", "")))
    if "sitting" not in data:
        return standing
    now = standing.in_sitting(data["sitting"])
    match event.kind:
        case Kind.HINTED:
            return replace(now, hints=now.hints + 1)
        case Kind.SKIPPED:
            return replace(now, skips=now.skips + 1)
        case Kind.REVEALED:
            ended = replace(now, done=True, revealed=True, credit=0.0, attempts=now.attempts + 1)
            return replace(ended, last="", at=event.at, ms=now.ms + data.get("ms", 0))
        case Kind.ANSWERED:
            one = Try(data["response"], data["score"], tuple(data.get("shown", ())), data.get("remark", ""))
            done, asked = data["done"], data.get("asked", "")
            if now.tries and asked != now.asked:
                now = now.anew()
            return replace(
                now,
                tries=(*now.tries, one),
                done=done,
                last=event.id,
                asked=asked,
                at=event.at if done else now.at,
                ms=now.ms + data.get("ms", 0),
                credit=data["credit"] if done else now.credit,
                attempts=now.attempts + done,
            )
    return standing


def advance_section(standing: SectionStanding, event: Event) -> SectionStanding:
    """The section's standing after one more of its events. Undone events may be among them.

    Events may come in any order, as they do when two machines' files are merged, as long as each comes once;
    an undo and the answer that it takes back must come in theirs.
    """
    data = event.data
    now = replace(standing, at=max(standing.at, event.at))
    match event.kind:
        case Kind.READ:
            share = max(now.share, data.get("share", 0.0))
            read = replace(now, share=share, ms=now.ms + data.get("ms", 0))
            if event.order < now.placed:
                return read
            return replace(read, place=data.get("place", 0), placed=event.order)
        case Kind.BEGAN if event.order > (now.begun, now.sitting):
            return replace(now, sitting=event.id, questions=tuple(data["questions"]), begun=event.at)
        case Kind.ANSWERED if data.get("passed"):
            return replace(now, passes=tuple(sorted((*now.passes, event.id))))
        case Kind.UNDONE:
            return replace(now, passes=tuple(one for one in now.passes if one != data["event"]))
    return now


def settle_passes(standing: SectionStanding, stem: str, history: Iterable[Event]) -> SectionStanding:
    """The section's standing with one question's passing answers taken anew from all of its events."""
    history = tuple(history)
    gone = undone(history)
    known = {event.id for event in history}
    stand = {
        event.id
        for event in history
        if event.kind == Kind.ANSWERED and event.section == stem and event.data.get("passed")
    }
    passes = (set(standing.passes) - known) | (stand - gone)
    return replace(standing, passes=tuple(sorted(passes)))


def undone(events: Iterable[Event]) -> frozenset[str]:
    """Ids of the events that later ones take back; an undo can't take back what came after it."""
    seen: set[str] = set()
    gone: set[str] = set()
    for event in sorted(events, key=lambda event: event.order):
        seen.add(event.id)
        if event.kind == Kind.UNDONE and event.data["event"] in seen:
            gone.add(event.data["event"])
    return frozenset(gone)


def replay(events: Iterable[Event]) -> Standing:
    """A question's standing from all of its events, in any order; undone ones are left out."""
    ordered = sorted(events, key=lambda event: event.order)
    gone = undone(ordered)
    standing = Standing()
    for event in ordered:
        if event.id not in gone:
            standing = advance(standing, event)
    return standing
