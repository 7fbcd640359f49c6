"""What a response is worth."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import course, every_kind, multiple, number, single, truefalse, typed
from studyapp.course.model import Choice, Question
from studyapp.study.scoring import Remark, complaint, credit, protected_words, score


@pytest.mark.parametrize(
    ("response", "expected"),
    [("At its source", 1.0), ("At a lake", 0.5), ("In the sea", 0.0), ("no longer there", 0.0), (None, 0.0)],
)
def test_single(response: Any, expected: float) -> None:
    """The right choice earns all, another its own score."""
    question = single()
    choices = tuple(replace(one, score=1.0) if one.correct else one for one in question.choices)
    assert score(replace(question, choices=choices), response).value == expected


def test_single_right_choice_earns_all_whatever_its_score() -> None:
    """A choice marked correct is worth 1, also where the file gives no score."""
    question = single(choices=(Choice("a", "a", correct=True), Choice("b", "b")))
    assert score(question, "a").value == 1.0


@pytest.mark.parametrize(
    ("picked", "expected"),
    [
        (["A", "B"], 1.0),
        (["B", "A"], 1.0),
        (["A"], 0.5),
        (["A", "C"], 0.0),
        (["A", "B", "C"], 0.5),
        (["A", "B", "C", "D"], 0.0),
        (["C"], 0.0),
        ([], 0.0),
        (["A", "A"], 0.5),
        (["A", "gone"], 0.0),
    ],
)
def test_multiple_per_choice(picked: list[str], expected: float) -> None:
    """Right picks less wrong picks over the number of right ones, never below 0."""
    assert score(multiple(), picked).value == expected


@pytest.mark.parametrize(("picked", "expected"), [(["A", "B"], 1.0), (["A"], 0.0), (["A", "B", "C"], 0.0)])
def test_multiple_all_or_nothing(picked: list[str], expected: float) -> None:
    """Only the very set of right choices earns anything."""
    assert score(multiple(all_or_nothing=True), picked).value == expected


@pytest.mark.parametrize(("response", "expected"), [(True, 1.0), (False, 0.0), ("True", 0.0), (1, 0.0)])
def test_truefalse(response: Any, expected: float) -> None:
    """Only the very value counts."""
    assert score(truefalse(), response).value == expected


@pytest.mark.parametrize(
    ("response", "value", "remark"),
    [
        ("watershed", 1.0, Remark.NONE),
        ("The Watershed.", 1.0, Remark.NONE),
        ("water shed", 1.0, Remark.NONE),
        ("drainage  divide", 1.0, Remark.NONE),
        ("watersched", 1.0, Remark.TYPO),
        ("watterschet", 0.0, Remark.NEAR),
        ("catchment", 0.25, Remark.NONE),
        ("mountain", 0.0, Remark.NONE),
    ],
)
def test_text(response: str, value: float, remark: Remark) -> None:
    """Typed answers are taken as the matcher says; a listed mistake has its own score."""
    found = score(typed(), response)
    assert (found.value, found.remark) == (value, remark)


def test_text_mistake_that_differs_by_an_accent() -> None:
    """The spelling that fits to the letter wins over one that fits when accents are folded."""
    from studyapp.course.model import Mistake

    question = typed(answers=("año",), mistakes=(Mistake("ano", "Mind the tilde."),))
    assert score(question, "ano").mistake is not None
    assert score(question, "año").value == 1.0


def test_text_no_typo_leads_to_another_answer_of_the_course() -> None:
    """A word that the course uses elsewhere is not a misspelling of this one."""
    question = typed(answers=("afferent",), mistakes=())
    other = typed(id="other", answers=("efferens",), mistakes=())
    words = protected_words(course(question, other))
    assert score(question, "efferens", words).value == 0.0


@pytest.mark.parametrize(
    ("response", "value", "remark"),
    [
        ("6650 km", 1.0, Remark.NONE),
        ("6600km", 1.0, Remark.NONE),
        ("6,650 kilometres", 1.0, Remark.NONE),
        ("6650", 0.0, Remark.UNIT_MISSING),
        ("6650 miles", 0.0, Remark.UNIT_WRONG),
        ("6700.1 km", 0.0, Remark.NONE),
        ("far", 0.0, Remark.NONE),
    ],
)
def test_number(response: str, value: float, remark: Remark) -> None:
    """Within the borders and with its unit."""
    found = score(number(), response)
    assert (found.value, found.remark) == (value, remark)


@pytest.mark.parametrize(
    ("question", "response"),
    [
        (single(), None),
        (single(), "gone"),
        (multiple(), []),
        (truefalse(), None),
        (typed(), "  "),
        (number(), "about ten"),
        (number(), ""),
    ],
)
def test_complaint(question: Question, response: Any) -> None:
    """What can't be scored is answered with a sentence, and costs nothing."""
    assert complaint(question, response).endswith(".")


@pytest.mark.parametrize(
    ("value", "wrong", "hints", "expected"),
    [(1.0, 0, 0, 1.0), (1.0, 1, 0, 2 / 3), (1.0, 1, 1, 1 / 3), (1.0, 3, 0, 0.0), (0.5, 2, 0, 0.0)],
)
def test_credit(value: float, wrong: int, hints: int, expected: float) -> None:
    """Each earlier wrong try and each hint takes the penalty off, never below 0."""
    assert credit(single(), value, wrong, hints) == pytest.approx(expected, abs=1e-9)


@given(
    st.sampled_from(every_kind()), st.none() | st.booleans() | st.text() | st.lists(st.text()) | st.integers()
)
def test_score_is_a_share_for_any_response(question: Question, response: Any) -> None:
    """Whatever was stored as a response, scoring gives 0 to 1 and never raises."""
    assert 0.0 <= score(question, response).value <= 1.0
