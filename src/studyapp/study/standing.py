"""Where the learner stands with a question and a section: a fold over events, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from studyapp.course.fingerprint import Fingerprints
from studyapp.study.events import Event, Kind
from studyapp.study.review.attempt import attempt_of
from studyapp.study.review.card import Card
from studyapp.study.review.fold import advance_card
from studyapp.study.review.policy import DEFAULT, Policy

NEVER: Fingerprints = ("", "")
MIXED: Fingerprints = ("mixed", "")
"""Of responses that were not all scored by one form of the question."""


class Try(NamedTuple):
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


class Standing(NamedTuple):
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
    unsent: Any = None
    """A response that was put together and not given yet, as the learner left it; None without."""
    located: bool | None = None
    """Whether the learner pointed at the evidence after the current attempt; None where it pointed at nothing."""
    last: str = ""
    """Id of the current attempt's latest response, or of giving up: what an undo takes back."""
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
    adopted: tuple[tuple[str, int], ...] = ()
    """Ids of the questions whose history it took over, and when it did so last."""
    card: Card | None = None
    """What is known of the learner's memory of it, and when it comes back; None before the first ended attempt."""
    retired: bool = False
    """The course no longer has it: it does not come back."""
    sure: tuple[int, ...] = ()
    """Answers by how sure the learner said to be: with certainty 1 those not right in full and those right, and so on
    to 3; empty without any. Of each attempt the first try that counts is among them."""

    @property
    def used(self) -> int:
        """How many of the tries count."""
        return sum(not one.free for one in self.tries)

    @property
    def stated(self) -> int:
        """How sure the learner said to be in the current attempt, 1 to 3; 0 where that was not asked."""
        return next((one.certainty for one in self.tries if one.certainty), 0)

    def in_sitting(self, sitting: str) -> Standing:
        """This standing as that sitting finds it: a new sitting starts a new attempt."""
        return self if self.sitting == sitting else self.anew()._replace(sitting=sitting, skips=0)

    def reopened(self) -> Standing:
        """This standing without its latest response, as far as that can be told without the events before it."""
        attempts = self.attempts - self.done
        before = self if attempts else self._replace(at=0, credit=None, card=None)
        return before._replace(tries=self.tries[:-1], done=False, last="", attempts=attempts)

    def anew(self) -> Standing:
        """This standing before a new attempt at the question."""
        return self._replace(
            tries=(),
            hints=0,
            done=False,
            revealed=False,
            draft="",
            unsent=None,
            located=None,
            last="",
            asked="",
        )

    def asking(self, data: Mapping[str, Any]) -> Standing:
        """This standing as an event finds it: at another form of the question a new attempt starts."""
        asked = data.get("asked", self.asked)
        return (
            self
            if asked == self.asked
            else (self.anew() if self.asked or self.tries else self)._replace(asked=asked)
        )

    def scored_by(self, form: Fingerprints) -> Fingerprints:
        """What ``graded`` is with one more response that was scored by a form of the question."""
        return form if self.graded in (form, NEVER) else MIXED


class SectionStanding(NamedTuple):
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
            return standing._replace(note=str(data.get("text", "")))
        case Kind.RETIRED:
            return standing._replace(retired=data["retired"])
        case Kind.ADOPTED:
            others = (one for one in standing.adopted if one[0] != data["question"])
            return standing._replace(adopted=(*others, (data["question"], event.at)))
        case Kind.REGRADED:
            form = (data["asked"], data["key"])
            return standing._replace(graded=standing.scored_by(form), changed=bool(data.get("again")))
    if "sitting" not in data:
        return standing
    now = standing.in_sitting(data["sitting"]).asking(data)
    match event.kind:
        case Kind.HINTED | Kind.DRAFTED if now.done:
            # by the key of now the attempt had ended before; an undo may open it again
            return now
        case Kind.HINTED:
            return now._replace(hints=now.hints + 1)
        case Kind.LEFT if not now.done:
            return now._replace(unsent=data["response"])
        case Kind.SKIPPED:
            return now._replace(skips=now.skips + 1)
        case Kind.LOCATED if now.done:
            return now._replace(located=data["right"])
        case Kind.DRAFTED:
            return now._replace(draft=data["text"], unsent=None, ms=now.ms + data.get("ms", 0))
        case Kind.REVEALED:
            return now._replace(
                done=True,
                revealed=True,
                unsent=None,
                last=event.id,
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
    return now._replace(
        tries=(*now.tries, one),
        sure=_sure(now, one),
        done=done,
        unsent=None,
        last=event.id,
        at=event.at if done else now.at,
        ms=now.ms + data.get("ms", 0),
        credit=data["credit"] if done else now.credit,
        attempts=now.attempts + done,
        card=_card(now, event, policy) if done else now.card,
        graded=now.scored_by(_form(event)),
        changed=now.changed and not done,
    )


def _sure(now: Standing, one: Try) -> tuple[int, ...]:
    """``sure`` with one more try. What is said of a near miss, which costs no try, holds for the next one."""
    level = one.certainty
    for earlier in reversed(now.tries):
        if level or not earlier.free:
            break
        level = earlier.certainty
    if one.free or not level:
        return now.sure
    counts = list(now.sure or (0,) * 6)
    counts[2 * (level - 1) + (one.score >= 1)] += 1
    return tuple(counts)


def _card(now: Standing, event: Event, policy: Policy) -> Card:
    """The card after the attempt that ends with an event; ``now`` is the standing before it."""
    attempt = attempt_of(event, now.used, now.hints, now.stated)
    return advance_card(now.card, attempt, f"{event.course}/{event.question}", policy)


def _form(event: Event) -> Fingerprints:
    return event.data.get("asked", ""), event.data.get("key", "")


def advance_section(standing: SectionStanding, event: Event) -> SectionStanding:
    """The section's standing after one more of its events. Undone events may be among them.

    Events may come in any order, as they do when two machines' files are merged, as long as each comes once;
    an undo and the answer that it takes back must come in theirs.
    """
    data = event.data
    now = standing._replace(at=max(standing.at, event.at))
    match event.kind:
        case Kind.READ:
            share = max(now.share, data.get("share", 0.0))
            read = now._replace(share=share, ms=now.ms + data.get("ms", 0), read=max(now.read, event.at))
            if event.order < now.placed:
                return read
            return read._replace(place=data.get("place", 0), placed=event.order)
        case Kind.BEGAN if event.order > (now.begun, now.sitting):
            return now._replace(sitting=event.id, questions=tuple(data["questions"]), begun=event.at)
        case _ if is_pass(event):
            return now._replace(passes=tuple(sorted((*now.passes, event.id))))
        case Kind.UNDONE:
            return now._replace(passes=tuple(one for one in now.passes if one != data["event"]))
    return now


def is_pass(event: Event) -> bool:
    """Whether it made its section passed."""
    return event.kind in (Kind.ANSWERED, Kind.REGRADED) and bool(event.data.get("passed"))
