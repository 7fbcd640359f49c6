"""All of a question's events in order: what was taken back, scored anew or taken over, and what follows from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from studyapp.study.advancing import advance
from studyapp.study.events import Event, Kind
from studyapp.study.review.policy import DEFAULT, Policy
from studyapp.study.standing import Standing

REPLAYED = frozenset({Kind.UNDONE, Kind.REGRADED, Kind.ADOPTED})
"""Kinds that change what earlier events came to: after one, a question's events are replayed."""


def undone(events: Iterable[Event]) -> frozenset[str]:
    """Ids of the events that later ones take back; an undo can't take back what came after it.

    That a history was taken over can't be taken back: it is among the events.
    """
    events = list(events)
    if all(event.kind != Kind.UNDONE for event in events):
        return frozenset()
    seen: set[str] = set()
    gone: set[str] = set()
    for event in sorted(events, key=_order):
        if event.kind != Kind.ADOPTED:
            seen.add(event.id)
        if event.kind == Kind.UNDONE and event.data["event"] in seen:
            gone.add(event.data["event"])
    return frozenset(gone)


def regraded(events: Iterable[Event]) -> list[Event]:
    """Events in their order with each answer's latest regrade put in; void ones and older regrades are left out."""
    ordered = sorted(events, key=_order)
    if all(event.kind != Kind.REGRADED for event in ordered):
        return ordered
    newest: dict[str, Event] = {
        id: event for event in ordered if event.kind == Kind.REGRADED for id in event.data["answers"]
    }
    last = max((event for event in ordered if event.kind == Kind.REGRADED), key=_order, default=None)
    found = []
    for event in ordered:
        # like an undo, a regrade does not reach what comes after it, nor what was taken over
        by = newest.get(event.id) if event.kind != Kind.ADOPTED else None
        if by is not None and by.order > event.order:
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
