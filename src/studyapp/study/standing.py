"""Where the learner stands with a question and a section: a fold over events, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from studyapp.course.fingerprint import Fingerprints
from studyapp.study.events import Event, Kind
from studyapp.study.review.attempt import attempt_of
from studyapp.study.review.card import Card
from studyapp.study.review.fold import advance_card
from studyapp.study.review.policy import DEFAULT, Policy

NEVER: Fingerprints = ("", "")
MIXED: Fingerprints = ("mixed", "")
"""Of responses that were not all scored by one form of the question."""


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
    free: bool = False
    """A near miss, asked once more: it costs neither a try nor credit."""
    certainty: int = 0
    """How sure the learner was, 1 to 3; 0 where that was not asked."""


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
    draft: str = ""
    """The current attempt's answer to an open question, until it is marked."""
    located: bool | None = None
    """Whether the learner pointed at the evidence after the current attempt; None where it pointed at nothing."""
    last: str = ""
    """Id of the current attempt's latest response, if an undo can take it back."""
    asked: str = ""
    """Fingerprint of what the current attempt is at."""
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
    graded: Fingerprints = NEVER
    """The form of the question that the responses were scored by; ``MIXED`` where they were not all by one."""
    changed: bool = False
    """What is asked has changed since it was answered: it is to be asked once more."""
    adopted: tuple[str, ...] = ()
    """Ids of the questions whose history it took over."""
    card: Card | None = None
    """What is known of the learner's memory of it, and when it comes back; None before the first ended attempt."""
    retired: bool = False
    """The course no longer has it: it does not come back."""

    @property
    def used(self) -> int:
        """How many of the tries count."""
        return sum(not one.free for one in self.tries)

    def in_sitting(self, sitting: str) -> Standing:
        """This standing as that sitting finds it: a new sitting starts a new attempt."""
        return self if self.sitting == sitting else replace(self.anew(), sitting=sitting, skips=0)

    def anew(self) -> Standing:
        """This standing before a new attempt at the question."""
        return replace(
            self, tries=(), hints=0, done=False, revealed=False, draft="", located=None, last="", asked=""
        )

    def asking(self, data: Mapping[str, Any]) -> Standing:
        """This standing as an event finds it: at another form of the question a new attempt starts."""
        asked = data.get("asked", self.asked)
        return (
            self
            if asked == self.asked
            else replace(self.anew() if self.asked or self.tries else self, asked=asked)
        )

    def scored_by(self, form: Fingerprints) -> Fingerprints:
        """What ``graded`` is with one more response that was scored by a form of the question."""
        return form if self.graded in (form, NEVER) else MIXED


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
    read: int = 0
    """When it was read last."""


def advance(standing: Standing, event: Event, policy: Policy = DEFAULT) -> Standing:
    """The question's standing after one more of its events. Undone events must have been left out."""
    data = event.data
    match event.kind:
        case Kind.NOTED:
            return replace(standing, note=str(data.get("text", "")))
        case Kind.RETIRED:
            return replace(standing, retired=data["retired"])
        case Kind.ADOPTED:
            return replace(standing, adopted=(*standing.adopted, data["question"]))
        case Kind.REGRADED:
            form = (data["asked"], data["key"])
            return replace(standing, graded=standing.scored_by(form), changed=bool(data.get("again")))
    if "sitting" not in data:
        return standing
    now = standing.in_sitting(data["sitting"]).asking(data)
    match event.kind:
        case Kind.HINTED | Kind.DRAFTED if now.done:
            # by the key of now the attempt had ended before; an undo may open it again
            return now
        case Kind.HINTED:
            return replace(now, hints=now.hints + 1)
        case Kind.SKIPPED:
            return replace(now, skips=now.skips + 1)
        case Kind.LOCATED if now.done:
            return replace(now, located=data["right"])
        case Kind.DRAFTED:
            return replace(now, draft=data["text"], ms=now.ms + data.get("ms", 0))
        case Kind.REVEALED:
            return replace(
                now,
                done=True,
                revealed=True,
                last="",
                at=event.at,
                ms=now.ms + data.get("ms", 0),
                credit=0.0,
                attempts=now.attempts + 1,
                card=_card(now, event, policy),
                graded=now.scored_by(_form(event)),
                changed=False,
            )
        case Kind.ANSWERED:
            return _answered(now, event, policy)
    return standing


def _answered(now: Standing, event: Event, policy: Policy) -> Standing:
    data = event.data
    done = data["done"]
    one = Try(
        data["response"],
        data["score"],
        tuple(data.get("shown", ())),
        data.get("remark", ""),
        data.get("free", False),
        data.get("certainty", 0),
    )
    return replace(
        now,
        tries=(*now.tries, one),
        done=done,
        last=event.id,
        at=event.at if done else now.at,
        ms=now.ms + data.get("ms", 0),
        credit=data["credit"] if done else now.credit,
        attempts=now.attempts + done,
        card=_card(now, event, policy) if done else now.card,
        graded=now.scored_by(_form(event)),
        changed=now.changed and not done,
    )


def _card(now: Standing, event: Event, policy: Policy) -> Card:
    """The card after the attempt that ends with an event; ``now`` is the standing before it."""
    attempt = attempt_of(event, now.used, now.hints)
    return advance_card(now.card, attempt, f"{event.course}/{event.question}", policy)


def _form(event: Event) -> Fingerprints:
    return event.data.get("asked", ""), event.data.get("key", "")


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
            read = replace(now, share=share, ms=now.ms + data.get("ms", 0), read=max(now.read, event.at))
            if event.order < now.placed:
                return read
            return replace(read, place=data.get("place", 0), placed=event.order)
        case Kind.BEGAN if event.order > (now.begun, now.sitting):
            return replace(now, sitting=event.id, questions=tuple(data["questions"]), begun=event.at)
        case Kind.ANSWERED | Kind.REGRADED if data.get("passed"):
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
        if event.kind in (Kind.ANSWERED, Kind.REGRADED) and event.section == stem and event.data.get("passed")
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


def regraded(events: Iterable[Event]) -> list[Event]:
    """Events in their order with each answer's latest regrade put in; void ones and older regrades are left out."""
    ordered = sorted(events, key=lambda event: event.order)
    newest: dict[str, Event] = {
        id: event for event in ordered if event.kind == Kind.REGRADED for id in event.data["answers"]
    }
    last = max((event for event in ordered if event.kind == Kind.REGRADED), key=_order, default=None)
    found = []
    for event in ordered:
        # like an undo, a regrade does not reach what comes after it
        if (by := newest.get(event.id)) is not None and by.order > event.order:
            now = by.data["answers"][event.id]
            if not now.get("void"):
                form = {"asked": by.data["asked"], "key": by.data["key"]}
                found.append(replace(event, data={**event.data, **form, **now}))
        elif event.kind != Kind.REGRADED or event is last:
            found.append(event)
    return found


def _order(event: Event) -> tuple[int, str]:
    return event.order


def history(question: str, fetch: Callable[[str], list[Event]]) -> list[Event]:
    """A question's events, and those of the questions that it adopted, up to when it did.

    ``fetch`` gives the events of one id.
    """
    found: dict[str, Event] = {}
    waiting: list[tuple[str, tuple[int, str] | None]] = [(question, None)]
    while waiting:
        id, until = waiting.pop()
        for event in fetch(id):
            if until is not None and (event.order >= until or event.kind == Kind.RETIRED):
                continue  # that the course let go of the earlier id says nothing of this one
            if event.id not in found:
                found[event.id] = event
                if event.kind == Kind.ADOPTED:
                    waiting.append((event.data["question"], event.order))
    return list(found.values())


def unfold(events: Iterable[Event], policy: Policy = DEFAULT) -> Iterator[Standing]:
    """A question's standings, one after each of its events, which come in any order; undone ones are left out."""
    events = tuple(events)
    gone = undone(events)
    standing = Standing()
    for event in regraded(events):
        if event.id not in gone:
            standing = advance(standing, event, policy)
            yield standing


def replay(events: Iterable[Event], policy: Policy = DEFAULT) -> Standing:
    """A question's standing from all of its events, in any order; undone ones are left out."""
    standing = Standing()
    for standing in unfold(events, policy):  # noqa: B007 - the last one is it
        pass
    return standing


REPLAYED = frozenset({Kind.UNDONE, Kind.REGRADED, Kind.ADOPTED})
"""Kinds that change what earlier events came to: after one, a question's events are replayed."""
