"""What a response is worth: ``score(question, response)``, from 0 to 1, before penalties."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import replace
from enum import StrEnum
from math import fsum
from typing import Any

from studyapp.course.model import (
    ChoiceQuestion,
    Cloze,
    Course,
    Locate,
    Match,
    Mistake,
    Multiple,
    NumberAnswer,
    Open,
    Order,
    Question,
    Single,
    TextAnswer,
    TrueFalse,
)
from studyapp.values import dataclass


class Remark(StrEnum):
    """How a typed answer was taken, where that is worth telling."""

    NONE = ""
    TYPO = "typo"
    """Accepted, though a letter or two is off."""
    ACCENTS = "accents"
    """Accepted, though accents are left out or wrong."""
    NEAR = "near"
    """Not accepted, but close to an accepted answer."""
    UNIT_MISSING = "unit-missing"
    """The number is right, its unit was left out."""
    UNIT_WRONG = "unit-wrong"
    """The number is right, its unit is not."""


@dataclass(frozen=True, slots=True)
class Score:
    """What a response earned."""

    value: float
    """0 to 1, before penalties."""
    remark: Remark = Remark.NONE
    mistake: Mistake | None = None
    """The foreseen mistake that the response was, if any."""
    parts: tuple[bool, ...] = ()
    """Whether each gap or pair is right; empty for kinds without such parts."""

    @property
    def right(self) -> bool:
        """Full marks."""
        return self.value >= 1.0


def complaint(question: Question, response: Any) -> str:
    """Why a response can't be scored yet, as a sentence for the learner; empty where it can."""
    match question:
        case Single():
            return "" if response in (choice.key for choice in question.choices) else "Pick a choice first."
        case Multiple():
            return "" if response else "Pick at least one choice."
        case TrueFalse():
            return "" if isinstance(response, bool) else "Pick true or false."
        case NumberAnswer():
            from studyapp.study.numbers import parse_number

            return "" if parse_number(str(response)) else "Type a number, such as 12.5 or 3/4."
        case Cloze():
            filled = len(_texts(response)) == len(question.gaps) and all(map(str.strip, _texts(response)))
            return "" if filled else "Fill every gap first; a guess will do."
        case Match():
            given = response if isinstance(response, dict) else {}
            matched = all(given.get(pair.left) in question.options for pair in question.pairs)
            return "" if matched else "Match every line first; a guess will do."
        case Order():
            return "" if sorted(_texts(response)) == sorted(question.items) else "Name each item once."
        case Locate():
            return "" if response else "Point at a sentence of the text first."
        case Open():
            return ""
        case _:
            return "" if str(response).strip() else "Type an answer first."


def score(question: Question, response: Any, protected: Collection[str] = ()) -> Score:
    """Score a response; it never raises for a response that an older form of the question took.

    ``protected`` are the words that no typo may lead away from; see :func:`protected_words`.
    """
    found = _score(question, response, protected)
    whole = isinstance(question, Multiple | Cloze | Match | Order) and question.all_or_nothing
    return replace(found, value=0.0) if whole and not found.right else found


def _score(question: Question, response: Any, protected: Collection[str]) -> Score:
    match question:
        case Single():
            picked = [one for one in question.choices if one.key in picks(question, response)]
            return Score((1.0 if picked[0].correct else picked[0].score) if len(picked) == 1 else 0.0)
        case Multiple():
            return Score(_per_choice(question, picks(question, response)))
        case TrueFalse():
            return Score(float(response is question.answer))
        case TextAnswer():
            return _score_text(question, response if isinstance(response, str) else "", protected)
        case NumberAnswer():
            return _score_number(question, response if isinstance(response, str) else "")
        case Cloze():
            return _score_cloze(question, _texts(response), protected)
        case Match():
            given = response if isinstance(response, dict) else {}
            return _share_of([given.get(pair.left) == pair.right for pair in question.pairs])
        case Order():
            return Score(_kept_in_order(question.items, _texts(response)))
        case Open():
            return Score(_criteria_met(question, response))
        case Locate():
            from studyapp.course.sentences import holds

            return Score(float(any(holds(str(response), quotation) for quotation in question.evidence)))
    raise TypeError(f"no scoring for a question of kind {question.kind!r}")


def picks(question: ChoiceQuestion, response: Any) -> frozenset[str]:
    """Keys of the picked choices. A choice that was given an id since is known by its text."""
    known = {choice.text: choice.key for choice in question.choices}
    given = response if isinstance(response, list) else [response]
    return frozenset(known.get(one, one) for one in given if isinstance(one, str))


def _per_choice(question: Multiple, picked: frozenset[str]) -> float:
    """Right picks minus wrong picks over the number of right choices, never below 0."""
    right = question.correct_keys
    return max(0.0, (len(picked & right) - len(picked - right)) / len(right))


def _score_text(question: TextAnswer, given: str, protected: Collection[str]) -> Score:
    from studyapp.study.matching import MatchKind, match

    found = match(given, question.answers, exact=question.exact, typos=question.typos, protected=protected)
    if found.kind is MatchKind.EXACT:
        return Score(1.0)
    as_mistake = match(
        given, [mistake.match for mistake in question.mistakes], exact=question.exact, typos=False
    )
    # a mistake may differ from the key by an accent alone: the spelling that fits to the letter wins
    if as_mistake.kind is MatchKind.EXACT or (as_mistake.accepted and found.kind is not MatchKind.SAME):
        mistake = next(one for one in question.mistakes if one.match == as_mistake.answer)
        return Score(mistake.score, mistake=mistake)
    if found.accepted:
        slip = Remark.ACCENTS if found.accents else Remark.NONE
        return Score(1.0, Remark.TYPO if found.kind is MatchKind.TYPO else slip)
    return Score(0.0, Remark.NEAR if found.kind is MatchKind.NEAR else Remark.NONE)


def _score_number(question: NumberAnswer, given: str) -> Score:
    from studyapp.study.numbers import parse_number, same_unit

    number = parse_number(given)
    if number is None or not any(question.low <= reading <= question.high for reading in number.readings):
        return Score(0.0)
    if not question.units:
        return Score(1.0)
    if not number.unit:
        return Score(0.0, Remark.UNIT_MISSING)
    return Score(1.0) if same_unit(number.unit, question.units) else Score(0.0, Remark.UNIT_WRONG)


def _texts(response: Any) -> list[str]:
    """The texts of a response that is a list of them."""
    return [one for one in response if isinstance(one, str)] if isinstance(response, list) else []


def _share_of(parts: Sequence[bool], remark: Remark = Remark.NONE) -> Score:
    return Score(sum(parts) / len(parts), remark, parts=tuple(parts))


def _score_cloze(question: Cloze, given: Sequence[str], protected: Collection[str]) -> Score:
    """The share of gaps that are right. A remark tells of slips where nothing worse happened."""
    from studyapp.study.matching import Match as Found
    from studyapp.study.matching import MatchKind, match

    if question.bank:
        return _share_of([word in gap for word, gap in _gap_by_gap(question, given)])
    found = [match(word, gap, protected=protected) for word, gap in _gap_by_gap(question, given)]
    kinds = {one.kind for one in found}

    def remark(found: Sequence[Found]) -> Remark:
        if MatchKind.NONE in kinds:
            return Remark.NONE
        if MatchKind.NEAR in kinds:
            return Remark.NEAR
        if MatchKind.TYPO in kinds:
            return Remark.TYPO
        return Remark.ACCENTS if any(one.accents for one in found) else Remark.NONE

    return _share_of([one.accepted for one in found], remark(found))


def _gap_by_gap(question: Cloze, given: Sequence[str]) -> list[tuple[str, tuple[str, ...]]]:
    """What was given for each gap, and what it accepts; gaps beyond what was given are empty."""
    padded = [*given, *[""] * len(question.gaps)]
    return list(zip(padded, question.gaps, strict=False))


def _kept_in_order(items: Sequence[str], given: Sequence[str]) -> float:
    """The share of neighbouring pairs kept: the longest run of items in their order, not counting its first.

    The longest common subsequence of two orders of the same items is the longest increasing one of their places.
    """
    place = {item: index for index, item in enumerate(items)}
    ends: list[int] = []
    """The lowest place that a run of each length ends with."""
    for item in given:
        if item in place:
            at = bisect_left(ends, place[item])
            ends[at : at + 1] = [place[item]]
    return max(0, len(ends) - 1) / (len(items) - 1)


def _criteria_met(question: Open, response: Any) -> float:
    """The points of the criteria that the learner found met, over all."""
    met = response.get("met") if isinstance(response, dict) else None
    earned = fsum(one.points for one in question.rubric if isinstance(met, list) and one.text in met)
    return earned / fsum(one.points for one in question.rubric)


def credit(question: Question, value: float, wrong_tries: int, hints: int) -> float:
    """A score less the question's penalty for each earlier wrong try and each hint, never below 0."""
    # 1 - 3 * (1/3) leaves a rest of 1e-16 in binary; nobody earns that
    return round(max(0.0, value - question.penalty * (wrong_tries + hints)), 9)


def protected_words(course: Course) -> frozenset[str]:
    """Normalised words of every accepted answer, mistake and choice of the course."""
    from studyapp.study.matching import normalise

    words: set[str] = set()
    for _, question in course.questions():
        for text in _terms(question):
            words.update(normalise(text).split())
    return frozenset(words)


def _terms(question: Question) -> list[str]:
    if isinstance(question, ChoiceQuestion):
        return [choice.text for choice in question.choices]
    if isinstance(question, TextAnswer):
        return [*question.answers, *(mistake.match for mistake in question.mistakes)]
    if isinstance(question, Cloze):
        return [*question.bank, *(answer for gap in question.gaps for answer in gap)]
    return list(question.options) if isinstance(question, Match) else []
