"""What an event makes of the standings of its question and its section: a fold over events, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from studyapp.course.fingerprint import Fingerprints
from studyapp.study.events import Event, Kind
from studyapp.study.review.attempt import attempt_of
from studyapp.study.review.card import Card
from studyapp.study.review.fold import advance_card
from studyapp.study.review.policy import DEFAULT, Policy
from studyapp.study.standing import SectionStanding, Standing, Try


def advance(standing: Standing, event: Event, policy: Policy = DEFAULT) -> Standing:
    """The question's standing after one more of its events. Undone events must have been left out."""
    rule = _RULES.get(event.kind)
    return standing if rule is None else rule(standing, event, policy)


def _answered(standing: Standing, event: Event, policy: Policy) -> Standing:
    data = event.data
    now = standing.found_by(data)
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


def _revealed(standing: Standing, event: Event, policy: Policy) -> Standing:
    now = standing.found_by(event.data)
    return now._replace(
        done=True,
        revealed=True,
        unsent=None,
        last=event.id,
        at=event.at,
        ms=now.ms + event.data.get("ms", 0),
        credit=0.0,
        attempts=now.attempts + 1,
        card=_card(now, event, policy),
        graded=now.scored_by(_form(event)),
        changed=False,
    )


def _hinted(standing: Standing, event: Event, _: Policy) -> Standing:
    now = standing.found_by(event.data)
    # by the key of now the attempt may have ended before; an undo may open it again
    return now if now.done else now._replace(hints=now.hints + 1)


def _drafted(standing: Standing, event: Event, _: Policy) -> Standing:
    data = event.data
    now = standing.found_by(data)
    return now if now.done else now._replace(draft=data["text"], unsent=None, ms=now.ms + data.get("ms", 0))


def _left(standing: Standing, event: Event, _: Policy) -> Standing:
    now = standing.found_by(event.data)
    return standing if now.done else now._replace(unsent=event.data["response"])


def _skipped(standing: Standing, event: Event, _: Policy) -> Standing:
    now = standing.found_by(event.data)
    return now._replace(skips=now.skips + 1)


def _located(standing: Standing, event: Event, _: Policy) -> Standing:
    now = standing.found_by(event.data)
    return now._replace(located=event.data["right"]) if now.done else standing


def _regraded(standing: Standing, event: Event, _: Policy) -> Standing:
    data = event.data
    form = (data["asked"], data["key"])
    return standing._replace(graded=standing.scored_by(form), changed=bool(data.get("again")))


def _adopted(standing: Standing, event: Event, _: Policy) -> Standing:
    earlier = event.data["question"]
    others = (one for one in standing.adopted if one[0] != earlier)
    return standing._replace(adopted=(*others, (earlier, event.at)))


def _retired(standing: Standing, event: Event, _: Policy) -> Standing:
    return standing._replace(retired=event.data["retired"])


def _noted(standing: Standing, event: Event, _: Policy) -> Standing:
    return standing._replace(note=str(event.data.get("text", "")))


_RULES: Mapping[str, Callable[[Standing, Event, Policy], Standing]] = {
    Kind.ANSWERED: _answered,
    Kind.REVEALED: _revealed,
    Kind.HINTED: _hinted,
    Kind.DRAFTED: _drafted,
    Kind.LEFT: _left,
    Kind.SKIPPED: _skipped,
    Kind.LOCATED: _located,
    Kind.REGRADED: _regraded,
    Kind.ADOPTED: _adopted,
    Kind.RETIRED: _retired,
    Kind.NOTED: _noted,
}
"""By kind, what an event makes of its question's standing; other kinds leave it as it is."""


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
    rule = _SECTION_RULES.get(event.kind)
    now = standing if rule is None else rule(standing, event)
    return now._replace(at=event.at) if event.at > now.at else now


def _read(now: SectionStanding, event: Event) -> SectionStanding:
    data = event.data
    share = max(now.share, data.get("share", 0.0))
    read = now._replace(share=share, ms=now.ms + data.get("ms", 0), read=max(now.read, event.at))
    if event.order < now.placed:
        return read
    return read._replace(place=data.get("place", 0), placed=event.order)


def _began(now: SectionStanding, event: Event) -> SectionStanding:
    if event.order <= (now.begun, now.sitting):
        return now
    return now._replace(sitting=event.id, questions=tuple(event.data["questions"]), begun=event.at)


def _passed(now: SectionStanding, event: Event) -> SectionStanding:
    return now._replace(passes=tuple(sorted((*now.passes, event.id)))) if is_pass(event) else now


def _pass_undone(now: SectionStanding, event: Event) -> SectionStanding:
    return now._replace(passes=tuple(one for one in now.passes if one != event.data["event"]))


_OF_SECTIONS = frozenset({Kind.READ, Kind.BEGAN, Kind.UNDONE})
_PASSING = frozenset({Kind.ANSWERED, Kind.REGRADED})
_SECTION_RULES: Mapping[str, Callable[[SectionStanding, Event], SectionStanding]] = {
    Kind.READ: _read,
    Kind.BEGAN: _began,
    Kind.ANSWERED: _passed,
    Kind.REGRADED: _passed,
    Kind.UNDONE: _pass_undone,
}
"""By kind, what an event makes of its section's standing besides its time."""


def bears_on_section(event: Event) -> bool:
    """Whether it makes more of its section's standing than the time of the newest event: most answers do not."""
    return event.kind in _OF_SECTIONS or is_pass(event)


def is_pass(event: Event) -> bool:
    """Whether it made its section passed."""
    return event.kind in _PASSING and bool(event.data.get("passed"))
