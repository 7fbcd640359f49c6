"""What a response is worth."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import Any

import answers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import (
    bank,
    cloze,
    course,
    every_kind,
    locate,
    match,
    multiple,
    number,
    open_answer,
    order,
    single,
    truefalse,
    typed,
)
from studyapp.course.model import Choice, Cloze, Match, Mistake, Order, Pair, Question
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
        (cloze(), ["Nile"]),
        (cloze(), ["Nile", " "]),
        (cloze(), ["Nile", "mouth", "sea"]),
        (cloze(), ["Nile", None]),
        (cloze(), "Nile"),
        (match(), {}),
        (match(), {"Nile": "river", "Volga": "river"}),
        (match(), {"Nile": "river", "Volga": "river", "Etna": "lake"}),
        (match(), None),
        (order(), ["source", "brook", "river"]),
        (order(), ["source", "source", "brook", "river", "delta"]),
        (order(), None),
        (locate(), ""),
        (locate(), None),
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


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=5), inner, max_size=5),
    max_leaves=9,
)
PARTLY = (cloze(), bank(), match(), order(), multiple())
"""Questions that can be partly right."""
RIGHT = {**answers.RIGHT, "why": {"text": "", "met": answers.RIGHT["why"]}}


@given(st.sampled_from(every_kind()), JUNK, st.booleans())
def test_score_is_a_share_for_any_response(question: Question, response: Any, whole: bool) -> None:
    """Whatever was stored as a response, scoring gives 0 to 1 and never raises, nor does asking whether it can be."""
    if question in PARTLY:
        question = replace(question, all_or_nothing=whole)
    found = score(question, response)
    assert 0.0 <= found.value <= 1.0
    assert found.right or found.value < 1
    assert isinstance(complaint(question, response), str)


@pytest.mark.parametrize("question", every_kind(), ids=lambda question: question.id)
def test_the_right_answer_earns_all(question: Question) -> None:
    """And nothing is to be said of it."""
    found = score(question, RIGHT[question.id])
    assert (found.value, found.remark, all(found.parts)) == (1.0, Remark.NONE, True)
    assert complaint(question, RIGHT[question.id]) == ""


@pytest.mark.parametrize(
    ("response", "value", "parts", "remark"),
    [
        (["Nile", "mouth"], 1.0, (True, True), Remark.NONE),
        (["the nile river", "Mouth."], 1.0, (True, True), Remark.NONE),
        (["Nile", "source"], 0.5, (True, False), Remark.NONE),
        (["mouth", "Nile"], 0.0, (False, False), Remark.NONE),
        (["Nile", "muoth"], 1.0, (True, True), Remark.TYPO),
        (["Nile"], 0.5, (True, False), Remark.NONE),
        (["Nile", "mouth", "more"], 1.0, (True, True), Remark.NONE),
        ([], 0.0, (False, False), Remark.NONE),
        (None, 0.0, (False, False), Remark.NONE),
    ],
)
def test_cloze(response: Any, value: float, parts: tuple[bool, ...], remark: Remark) -> None:
    """The share of gaps that are right, each typed as a text answer is."""
    found = score(cloze(), response)
    assert (found.value, found.parts, found.remark) == (value, parts, remark)


GAPS = cloze(gaps=(("watershed",), ("Córdoba",)))


@pytest.mark.parametrize(
    ("response", "value", "remark"),
    [
        (["watersched", "Córdoba"], 1.0, Remark.TYPO),
        (["watershed", "Cordoba"], 1.0, Remark.ACCENTS),
        (["watersched", "Cordoba"], 1.0, Remark.TYPO),
        (["watterschet", "Córdoba"], 0.5, Remark.NEAR),
        (["watterschet", "Cordoba"], 0.5, Remark.NEAR),
        (["watterschet", "mountain"], 0.0, Remark.NONE),
        (["watersched", "mountain"], 0.5, Remark.NONE),
    ],
)
def test_the_remark_on_gaps_is_of_the_worst(response: Any, value: float, remark: Remark) -> None:
    """Slips are told where no gap is plainly wrong; a near miss comes before a typo, a typo before an accent."""
    found = score(GAPS, response)
    assert (found.value, found.remark) == (value, remark)


@given(
    st.sampled_from(
        ["watershed", "watersched", "watershd", "The Watershed", "watterschet", "mountain", "delta"]
    )
)
def test_a_gap_takes_what_a_text_answer_takes(response: str) -> None:
    """The same typos, cases and articles."""
    alone = typed(answers=("watershed",), mistakes=())
    assert (
        score(cloze(pieces=("", ""), gaps=(("watershed",),)), [response]).value
        == score(alone, response).value
    )


def test_no_typo_leads_to_another_gap_s_answer() -> None:
    """The course's words are protected in gaps too, as are those of a bank and of right sides."""
    question = cloze(gaps=(("afferent",), ("efferent",)))
    words = protected_words(course(question, bank(), match()))
    assert {"afferent", "efferent", "catchments", "mountain", "sea"} <= words
    assert score(question, ["efferent", "afferent"], words).value == 0.0


@pytest.mark.parametrize(
    ("response", "value"),
    [
        (["watershed", "catchments"], 1.0),
        (["watershed", "delta"], 0.5),
        (["catchments", "watershed"], 0.0),
        (["watersched", "catchments"], 0.5),
        (["Watershed", "catchments"], 0.5),
    ],
)
def test_a_word_of_a_bank_is_taken_as_it_is(response: Any, value: float) -> None:
    """It was picked, so there is no typo in it."""
    found = score(bank(), response)
    assert (found.value, found.remark) == (value, Remark.NONE)


@pytest.mark.parametrize(
    ("rights", "value", "parts"),
    [
        (("river", "river", "mountain"), 1.0, (True, True, True)),
        (("river", "sea", "mountain"), 2 / 3, (True, False, True)),
        (("mountain", "mountain", "river"), 0.0, (False, False, False)),
        (("river",), 1 / 3, (True, False, False)),
        ((), 0.0, (False, False, False)),
    ],
)
def test_match(rights: tuple[str, ...], value: float, parts: tuple[bool, ...]) -> None:
    """The share of pairs; a right side may be given twice."""
    found = score(match(), dict(zip(("Nile", "Volga", "Etna"), rights, strict=False)))
    assert (found.value, found.parts) == (pytest.approx(value), parts)


@pytest.mark.parametrize(
    ("given", "value"),
    [
        ("abcd", 1.0),
        ("dcba", 0.0),
        ("abdc", 2 / 3),
        ("dabc", 2 / 3),
        ("bcda", 2 / 3),
        ("badc", 1 / 3),
        ("cdab", 1 / 3),
        ("abc", 2 / 3),
        ("aaaa", 0.0),
        ("abcdx", 1.0),
        ("", 0.0),
    ],
)
def test_order(given: str, value: float) -> None:
    """The longest run kept in order, without its first, over the neighbouring pairs."""
    assert score(order(items=tuple("abcd")), list(given)).value == pytest.approx(value)


@given(st.permutations("abcdef"))
def test_order_is_the_longest_increasing_run(given: list[str]) -> None:
    """As found by trying all runs."""
    runs = (run for size in range(1, 7) for run in combinations(given, size) if list(run) == sorted(run))
    assert score(order(items=tuple("abcdef")), given).value == pytest.approx((max(map(len, runs)) - 1) / 5)


@pytest.mark.parametrize(
    ("met", "value"),
    [
        (["It slows", "It drops what it carries"], 1.0),
        (["It slows"], 0.25),
        (["It drops what it carries"], 0.75),
        (["It slows", "It slows", "gone"], 0.25),
        ([], 0.0),
        (None, 0.0),
    ],
)
def test_open(met: Any, value: float) -> None:
    """The points of the criteria met, over all points."""
    assert score(open_answer(), {"text": "x", "met": met}).value == value


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("The Nile is about 6650 km long.", 1.0),
        ("The **Nile** is about\n6650 km long.", 1.0),
        ("# Rivers", 0.0),
        ("", 0.0),
        (None, 0.0),
    ],
)
def test_locate(sentence: Any, value: float) -> None:
    """The sentence holds the evidence, marks and line ends aside."""
    assert score(locate(), sentence).value == value


@given(st.data(), st.sampled_from(PARTLY))
def test_all_or_nothing_is_all_or_nothing(data: st.DataObject, question: Question) -> None:
    """All that is right earns 1, everything else 0; which parts are right is told all the same."""
    whole = replace(question, all_or_nothing=True)  # type: ignore[call-arg]
    response = data.draw(responses(question))
    one, all_ = score(question, response), score(whole, response)
    assert all_.value == (1.0 if one.right else 0.0)
    assert (all_.parts, all_.remark) == (one.parts, one.remark)


@st.composite
def responses(draw: st.DrawFn, question: Question) -> Any:
    """A response to a question that can be partly right, as a face gives it."""
    match question:
        case Cloze():
            words = [word for gap in question.gaps for word in gap]
            return [draw(st.sampled_from([*words, "wrong"])) for _ in question.gaps]
        case Match():
            return {pair.left: draw(st.sampled_from(question.options)) for pair in question.pairs}
        case Order():
            return draw(st.permutations(question.items))
    return draw(st.lists(st.sampled_from("ABCD"), unique=True))


@given(st.data(), st.sampled_from([cloze(), bank(), match()]), st.integers(0, 1))
def test_a_part_made_wrong_never_raises_the_score(data: st.DataObject, question: Question, at: int) -> None:
    """Neither a gap nor a pair."""
    response = data.draw(responses(question))
    before = score(question, response).value
    worse = {**response, "Nile": "sea"} if isinstance(response, dict) else [*response]
    if isinstance(worse, list):
        worse[at] = "quite wrong"
    assert score(question, worse).value <= before


@given(st.permutations(range(3)), st.permutations(("river", "mountain", "sea")), st.data())
def test_the_order_in_which_pairs_are_written_or_given_is_nothing(
    turned: list[int], rights: list[str], data: st.DataObject
) -> None:
    """Nor that of the keys of a response."""
    question = match()
    given = data.draw(responses(question))
    other = replace(question, pairs=tuple(question.pairs[place] for place in turned), extra=tuple(rights[:1]))
    assert score(other, dict(reversed(given.items()))).value == score(question, given).value


@given(st.lists(st.sampled_from("ABCD"), unique=True), st.permutations("ABCD"))
def test_the_order_of_picks_and_choices_is_nothing(picked: list[str], turned: list[str]) -> None:
    """As each is known by its key."""
    question = multiple()
    choices = tuple(choice for key in turned for choice in question.choices if choice.key == key)
    assert score(replace(question, choices=choices), picked[::-1]) == score(question, picked)


def test_two_pairs_may_share_a_right_side() -> None:
    """It is one option."""
    assert match().options == ("river", "mountain", "sea")
    assert Match(id="q", prompt="p", pairs=(Pair("a", "x"), Pair("b", "x"))).options == ("x",)
