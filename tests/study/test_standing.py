"""Standings follow from events: rows advanced one by one are those that a rebuild gives."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.study.events import EVERY_COURSE, Event, Kind, Stamps, uuid7
from studyapp.study.journal import Journal
from studyapp.study.replaying import replay
from studyapp.study.review.policy import WEIGHTS
from studyapp.study.standing import SectionStanding
from studyapp.study.store import derive, schema

QUESTIONS = ("q1", "q2", "q3")
SECTIONS = ("01-a", "02-b")
KINDS = tuple(kind for kind in Kind if kind != Kind.FITTED)
"""What happens within a course."""


@st.composite
def histories(draw: st.DrawFn, kinds: Sequence[Kind] = KINDS, most: int = 14) -> list[Event]:
    """Events of two machines, some within one microsecond, with undos before and after what they take back."""
    events: list[Event] = []
    random = Random(draw(st.integers(0, 2**32)))
    for _ in range(draw(st.integers(1, most))):
        at = draw(st.integers(1, 12))
        kind = draw(st.sampled_from(kinds))
        alone = kind in (Kind.READ, Kind.BEGAN, Kind.FITTED)
        question = "" if alone else draw(st.sampled_from(QUESTIONS))
        # a question may take back what it took over, and tell of what it knows nothing of
        undoable = [event.id for event in events if event.question] or ["none"]
        forms = {"asked": draw(st.sampled_from("pq")), "key": draw(st.sampled_from("kl"))}
        now = draw(
            st.sampled_from(
                [{"void": True}, {"score": 0.5, "done": False}, {"score": 1, "done": True, "credit": 0.7}]
            )
        )
        whole: dict[str, dict[str, Any]] = {
            Kind.READ: {"place": draw(st.integers(0, 99)), "share": draw(st.floats(0, 1)), "ms": 7},
            Kind.BEGAN: {"questions": list(QUESTIONS), "title": draw(st.sampled_from("AB"))},
            Kind.ANSWERED: {
                "sitting": draw(st.sampled_from("xy")),
                "response": draw(st.sampled_from(["a", ["a", "b"], True])),
                "score": draw(st.floats(0, 1)),
                "shown": ["b", "a"],
                "done": True,
                "credit": draw(st.floats(0, 1)),
                "passed": draw(st.booleans()),
                "ms": 3,
                **forms,
            },
            Kind.DRAFTED: {"sitting": draw(st.sampled_from("xy")), "text": "a draft"},
            Kind.LEFT: {
                "sitting": draw(st.sampled_from("xy")),
                "response": draw(st.sampled_from(["a", None])),
            },
            Kind.LOCATED: {"sitting": draw(st.sampled_from("xy")), "right": draw(st.booleans())},
            Kind.REGRADED: {**forms, "answers": {draw(st.sampled_from(undoable)): now}},
            Kind.RETIRED: {"retired": draw(st.booleans())},
            Kind.ADOPTED: {"question": draw(st.sampled_from(QUESTIONS))},
            Kind.UNDONE: {"event": draw(st.sampled_from(undoable))},
            Kind.NOTED: {"text": draw(st.text(max_size=3))},
            Kind.FLAGGED: {"text": "wrong"},
            Kind.FITTED: {"weights": [draw(st.sampled_from([0.5, 2.0])), *WEIGHTS[1:]]},
        }
        data = whole.get(kind, {"sitting": draw(st.sampled_from("xy"))})
        fit = kind == Kind.FITTED
        course, section = (EVERY_COURSE, "") if fit else ("c", draw(st.sampled_from(SECTIONS)))
        events.append(Event(uuid7(at, random.randbytes(8)), at, kind, course, section, question, data))
    return events


def rows(events: list[Event], batch: int = 1) -> list[tuple[object, ...]]:
    """The rows of a file that takes events in, so many in a transaction; they are those of a rebuild."""
    conn = sqlite3.connect(":memory:", isolation_level=None)
    schema.create(conn)
    for start in range(0, len(events), batch):
        with schema.transaction(conn):
            derive.absorb(conn, events[start : start + batch])
    taken = derive.derived_rows(conn)
    with schema.transaction(conn):
        assert derive.rebuild(conn).events == len(events)
    assert derive.derived_rows(conn) == taken
    conn.close()
    return taken


@given(histories(), st.randoms(use_true_random=False), st.integers(1, 4))
@settings(deadline=None)
def test_rows_do_not_depend_on_the_order_and_are_those_of_a_rebuild(
    events: list[Event], random: Random, batch: int
) -> None:
    """Events taken in in any order, in transactions of any size, give the rows that all of them in order give."""
    random.shuffle(events)
    assert rows(events, batch) == rows(sorted(events, key=lambda event: event.order))


ADOPTING = (Kind.ANSWERED, Kind.ADOPTED, Kind.UNDONE)


@given(histories(ADOPTING, 8), st.randoms(use_true_random=False), st.integers(1, 4))
@settings(deadline=None, max_examples=200)
def test_what_is_taken_over_and_taken_back_does_not_depend_on_the_order(
    events: list[Event], random: Random, batch: int
) -> None:
    """Nor on the order in which the questions that share an answer are looked at."""
    random.shuffle(events)
    assert rows(events, batch) == rows(sorted(events, key=lambda event: event.order))


def at(time: int, kind: Kind, question: str, /, **data: Any) -> Event:
    return Event(uuid7(time, bytes(8)), time, kind, "c", "01-a", question, data)


PASS = {"sitting": "s", "response": "a", "score": 1.0, "done": True, "credit": 1.0, "passed": True}


@pytest.mark.parametrize("question", ["q1", "q2"])
def test_a_pass_that_one_of_two_ids_takes_back_is_gone(question: str) -> None:
    """An answer that an earlier id and the one that took it over share stands while neither takes it back."""
    answer = at(1, Kind.ANSWERED, "q1", **PASS)
    adopted = at(2, Kind.ADOPTED, "q2", question="q1")
    undo = at(3, Kind.UNDONE, question, event=answer.id)
    assert "passes" in str(rows([answer, adopted]))
    for events in permutations([answer, adopted, undo]):
        assert "passes" not in str(rows(list(events)))


def test_an_event_of_an_earlier_id_that_comes_late_reaches_what_took_it_over() -> None:
    """Though it is the newest of its own id; and what took over in its turn."""
    first, late = at(1, Kind.ANSWERED, "q1", **PASS), at(2, Kind.ANSWERED, "q1", **PASS | {"credit": 0.5})
    chain = [at(3, Kind.ADOPTED, "q2", question="q1"), at(4, Kind.ADOPTED, "q3", question="q2")]
    assert rows([first, *chain, late]) == rows([first, late, *chain])


def journal() -> Journal:
    times = iter(range(1, 1000))
    return Journal("c", Stamps(lambda: next(times), Random(1).randbytes))


def answer(journal: Journal, question: str = "q1", **data: object) -> Event:
    whole = {"sitting": "s", "response": "a", "score": 1.0, "done": True, "credit": 1.0} | data
    return journal.record(Kind.ANSWERED, "01-a", question, **whole)


def test_an_undo_takes_the_answer_and_the_pass_back() -> None:
    """What was undone bears on neither the question nor its section."""
    kept = journal()
    first = answer(kept, score=0.5, done=False)
    before = kept.standing("q1"), kept.section("01-a").passes
    second = answer(kept, passed=True)
    assert kept.standing("q1").credit == 1.0
    assert kept.section("01-a").passes == (second.id,)
    kept.record(Kind.UNDONE, "01-a", "q1", event=second.id)
    assert (kept.standing("q1"), kept.section("01-a").passes) == before
    assert kept.standing("q1").last == first.id


def test_an_undo_does_not_reach_into_the_future() -> None:
    """An undo that comes before an event in their order leaves it."""
    kept = journal()
    event = answer(kept)
    early = replace(event, id=uuid7(0, bytes(8)), at=0, kind=Kind.UNDONE, data={"event": event.id})
    assert replay([event, early]) == replay([event])


def test_a_new_sitting_starts_a_new_attempt_and_keeps_the_credit() -> None:
    """Tries and hints are of the sitting; credit, attempts and the note stay."""
    kept = journal()
    kept.record(Kind.HINTED, "01-a", "q1", sitting="s")
    answer(kept, credit=0.5)
    kept.record(Kind.NOTED, "01-a", "q1", text="mind the sign")
    kept.record(Kind.SKIPPED, "01-a", "q1", sitting="t")
    standing = kept.standing("q1")
    assert (standing.tries, standing.hints, standing.done, standing.skips) == ((), 0, False, 1)
    assert (standing.credit, standing.attempts, standing.note) == (0.5, 1, "mind the sign")


def test_a_section_keeps_the_furthest_read_and_the_latest_place() -> None:
    """Going back in the text loses no share; the newest sitting counts."""
    kept = journal()
    kept.record(Kind.READ, "01-a", place=900, share=0.9, ms=10)
    kept.record(Kind.READ, "01-a", place=100, share=0.1, ms=5)
    began = kept.record(Kind.BEGAN, "01-a", questions=["q1"])
    section = kept.section("01-a")
    assert (section.place, section.share, section.ms) == (100, 0.9, 15)
    assert (section.sitting, section.questions) == (began.id, ("q1",))
    assert kept.section("02-b") == SectionStanding()


def test_a_regrade_does_not_reach_into_the_future() -> None:
    """A regrade that comes before an answer in their order leaves it."""
    kept = journal()
    event = answer(kept)
    data = {"asked": "p", "key": "k", "answers": {event.id: {"void": True}}}
    early = replace(event, id=uuid7(0, bytes(8)), at=0, kind=Kind.REGRADED, data=data)
    assert replay([early, event]).credit == 1.0
