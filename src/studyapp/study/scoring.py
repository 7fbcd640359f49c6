"""What a response is worth: ``score(question, response)``, from 0 to 1, before penalties."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from studyapp.course.model import (
    ChoiceQuestion,
    Course,
    Mistake,
    Multiple,
    NumberAnswer,
    Question,
    Single,
    TextAnswer,
    TrueFalse,
)


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
        case _:
            return "" if str(response).strip() else "Type an answer first."


def score(question: Question, response: Any, protected: Collection[str] = ()) -> Score:
    """Score a response; it never raises for a response that an older form of the question took.

    ``protected`` are the words that no typo may lead away from; see :func:`protected_words`.
    """
    match question:
        case Single():
            choice = question.choice(response) if isinstance(response, str) else None
            return Score(0.0 if choice is None else 1.0 if choice.correct else choice.score)
        case Multiple():
            return Score(_per_choice(question, response if isinstance(response, list) else []))
        case TrueFalse():
            return Score(float(response is question.answer))
        case TextAnswer():
            return _score_text(question, str(response), protected)
        case NumberAnswer():
            return _score_number(question, str(response))
    raise TypeError(f"no scoring for a question of kind {question.kind!r}")


def _per_choice(question: Multiple, picked: list[Any]) -> float:
    """Right picks minus wrong picks over the number of right choices, never below 0."""
    picks = {pick for pick in picked if isinstance(pick, str)}
    right = question.correct_keys
    if question.all_or_nothing:
        return float(picks == right)
    wrong = picks - right
    return max(0.0, (len(picks & right) - len(wrong)) / len(right))


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
    return []
