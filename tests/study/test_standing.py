"""Standings follow from events: rows advanced one by one are those that a rebuild gives."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.study.events import EVERY_COURSE, Event, Kind, Stamps, uuid7
from studyapp.study.journal import Journal
from studyapp.study.review.policy import WEIGHTS
from studyapp.study.standing import SectionStanding, replay, settle_passes
from studyapp.study.store import derive, schema, transfer
from studyapp.study.store.opening import open_file

QUESTIONS = ("q1", "q2", "q3")
SECTIONS = ("01-a", "02-b")
KINDS = tuple(kind for kind in Kind if kind != Kind.FITTED)
"""What happens within a course."""


@st.composite
def histories(draw: st.DrawFn) -> list[Event]:
    """Events of two machines, some within one microsecond, with undos before and after what they take back."""
    events: list[Event] = []
    random = Random(draw(st.integers(0, 2**32)))
    for _ in range(draw(st.integers(1, 14))):
        at = draw(st.integers(1, 12))
        kind = draw(st.sampled_from(KINDS))
        alone = kind in (Kind.READ, Kind.BEGAN, Kind.FITTED)
        question = "" if alone else draw(st.sampled_from(QUESTIONS))
        undoable = [event.id for event in events if event.question == question] or ["none"]
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


@given(histories(), st.randoms(use_true_random=False), st.integers(1, 4))
@settings(deadline=None)
def test_rows_do_not_depend_on_the_order_and_are_those_of_a_rebuild(
    events: list[Event], random: Random, batch: int
) -> None:
    """Events merged in any order, in transactions of any size, give the rows that all of them in order give."""
    random.shuffle(events)
    with TemporaryDirectory() as folder:
        conn, _ = open_file(Path(folder) / "progress.db", 0, 1)
        for start in range(0, len(events), batch):
            with schema.transaction(conn):
                transfer.merge(conn, events[start : start + batch])
        taken = derive.derived_rows(conn)
        with schema.transaction(conn):
            assert derive.rebuild(conn).events == len(events)
        assert derive.derived_rows(conn) == taken
        conn.close()


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


def test_settling_leaves_the_passes_of_other_questions() -> None:
    """Only the one question's passing answers are taken anew."""
    kept = journal()
    other, mine = answer(kept, "q2", passed=True), answer(kept, "q1", passed=True)
    settled = settle_passes(SectionStanding(passes=(other.id,)), "01-a", [mine])
    assert settled.passes == tuple(sorted((other.id, mine.id)))


def test_a_regrade_does_not_reach_into_the_future() -> None:
    """A regrade that comes before an answer in their order leaves it."""
    kept = journal()
    event = answer(kept)
    data = {"asked": "p", "key": "k", "answers": {event.id: {"void": True}}}
    early = replace(event, id=uuid7(0, bytes(8)), at=0, kind=Kind.REGRADED, data=data)
    assert replay([early, event]).credit == 1.0
