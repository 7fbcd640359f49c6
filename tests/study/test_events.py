"""Events: their ids, their times, and what makes one fit to be kept."""

from __future__ import annotations

import math
import uuid
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.study.advancing import advance, advance_section, bears_on_section
from studyapp.study.events import Event, Kind, Stamps, uuid7
from studyapp.study.journal import Journal
from studyapp.study.replaying import replay
from studyapp.study.standing import SectionStanding, Standing
from studyapp.study.wellformed import ALLOWED, NEEDED, flaw

ANSWER: dict[str, Any] = {"sitting": "s", "response": "a", "score": 1.0, "done": True, "credit": 1.0}
EVENT = Event(uuid7(1_000_000, bytes(8)), 1_000_000, Kind.ANSWERED, "c", "01-a", "q", ANSWER)


@given(st.integers(0, 2**55), st.integers(0, 10**7), st.binary(min_size=8, max_size=8))
def test_ids_are_version_7_and_sort_by_time(at: int, later: int, random: bytes) -> None:
    """An id is an RFC 9562 UUID of version 7, and a later microsecond's id sorts later."""
    made = uuid.UUID(uuid7(at, random))
    assert (made.version, made.variant) == (7, uuid.RFC_4122)
    assert made.int >> 80 == at // 1000
    assert str(made) == uuid7(at, random)
    assert uuid7(at, b"\xff" * 8) < uuid7(at + 1 + later, bytes(8))


def test_a_clock_that_goes_back_does_not_reorder_events() -> None:
    """Times handed out only grow, though the clock goes a year back."""
    times = iter([1_000_000, 1_000_000, 5, 6, 2_000_000])
    stamps = Stamps(lambda: next(times), lambda count: bytes(count))
    assert [stamps.next()[0] for _ in range(5)] == [1_000_000, 1_000_001, 1_000_002, 1_000_003, 2_000_000]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"id": "x"}, "not a UUID"),
        ({"id": EVENT.id.upper()}, "not a UUID"),
        ({"at": -1}, "a time"),
        ({"at": 1.5}, "a time"),
        ({"at": True}, "a time"),
        ({"at": 10**18}, "a time"),
        ({"kind": ""}, "kind"),
        ({"course": ""}, "course"),
        ({"course": "a\x1b[2J"}, "course"),
        ({"section": "a\nb"}, "section"),
        ({"question": "\ud800"}, "question"),
        ({"question": "q" * 1001}, "question"),
        ({"section": None}, "section"),
        ({"data": []}, "not an object"),
    ],
)
def test_an_event_of_no_good_form_is_told(change: dict[str, Any], words: str) -> None:
    """Each field of an event is checked."""
    assert flaw(EVENT) == ""
    assert words in flaw(replace(EVENT, **change))


@pytest.mark.parametrize("score", [1e308, -0.1, math.nan, math.inf, "1", None, True])
def test_a_score_is_a_finite_number_from_0_to_1(score: object) -> None:
    """Scores and credits that no answer can have are refused."""
    assert "'score'" in flaw(replace(EVENT, data=ANSWER | {"score": score}))
    assert "'credit'" in flaw(replace(EVENT, data=ANSWER | {"credit": score}))


def test_a_kind_of_a_newer_version_is_kept_whatever_it_holds() -> None:
    """Kinds that are not known are fit, and bear on no standing."""
    event = replace(EVENT, kind="dreamt", data={"anything": [1]})
    assert flaw(event) == ""
    assert replay([event]) == Standing()
    assert advance_section(SectionStanding(), event) == SectionStanding(at=event.at)


def test_recording_what_has_no_good_form_is_a_mistake_of_the_caller() -> None:
    """A journal refuses an event that a rebuild would leave out."""
    journal = Journal("c", Stamps(lambda: 1, lambda count: bytes(count)))
    with pytest.raises(ValueError, match="'response'"):
        journal.record(Kind.ANSWERED, "01-a", "q", sitting="s", score=1, done=False)
    with pytest.raises(ValueError, match="JSON"):
        journal.record(Kind.NOTED, "01-a", "q", text=math.nan)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
NAMES = {name for keys in (*NEEDED.values(), ALLOWED) for name in keys}
KEYS = st.sampled_from(sorted(NAMES))


@given(st.sampled_from([*Kind, "newer"]), st.dictionaries(KEYS, JSON))
def test_no_fold_raises_on_an_event_that_is_well_formed(kind: str, data: dict[str, Any]) -> None:
    """What passes the check can be folded, alone and with a replay."""
    event = replace(EVENT, kind=kind, data=data)
    if flaw(event) == "":
        advance(Standing(), event)
        advance_section(SectionStanding(), event)
        replay([event, replace(event, at=5)])


@given(st.sampled_from([*Kind, "newer"]), st.dictionaries(KEYS, JSON), st.integers(0, 2_000_000))
def test_what_does_not_bear_on_a_section_only_moves_its_time(
    kind: str, data: dict[str, Any], newest: int
) -> None:
    """A rebuild folds such events into their section by their time alone."""
    event, before = replace(EVENT, kind=kind, data=data), SectionStanding("s", place=7, at=newest)
    if flaw(event) == "" and not bears_on_section(event):
        assert advance_section(before, event) == before._replace(at=max(newest, event.at))
