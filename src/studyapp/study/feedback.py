"""What a learner is told after a response: data that each face puts into its own words' places.

While tries are left it tells what is wrong with this response, never what is right.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from enum import StrEnum
from typing import Any

from studyapp.course.model import (
    ChoiceQuestion,
    Cloze,
    Match,
    NumberAnswer,
    Open,
    Order,
    Question,
    Single,
    TextAnswer,
    TrueFalse,
)
from studyapp.study.certainty import mark
from studyapp.study.scoring import Remark, Score, picks, score
from studyapp.study.standing import Standing
from studyapp.values import dataclass


class Verdict(StrEnum):
    """The response in a word or two; the value is what is shown."""

    RIGHT = "Right"
    PARTLY = "Partly right"
    ALMOST = "Almost"
    """A near miss, which is asked once more."""
    NOT_YET = "Not yet"
    WRONG = "Not right"
    REVEALED = "Answer shown"


@dataclass(frozen=True, slots=True)
class ChoiceNote:
    """A choice as the feedback shows it."""

    key: str
    picked: bool
    correct: bool
    note: str = ""
    """The author's words for this pick, or for leaving it out; Markdown."""


@dataclass(frozen=True, slots=True)
class Feedback:
    """All that is told after a response."""

    verdict: Verdict
    done: bool
    """The attempt has ended."""
    credit: float
    """What the ended attempt earned, 0 to 1."""
    tries_left: int
    wrong_tries: int = 0
    """Tries before the latest that counted; each took the question's penalty off the credit."""
    hints: int = 0
    """Hints shown; each took the penalty off too."""
    remark: str = ""
    """A sentence on how the answer was taken, or how far an order is right."""
    notes: tuple[ChoiceNote, ...] = ()
    """In the order shown; while tries are left only the wrong picks that the learner may know of."""
    comment: str = ""
    """The author's words on this response where it is no choice; Markdown."""
    parts: tuple[bool, ...] = ()
    """Whether each gap or pair is right, in the question's order; empty for kinds without such parts."""
    answer: str = ""
    """The answer to show for a typed or true-or-false question; empty where it was given as such."""
    solution: tuple[str, ...] = ()
    """What fills each gap, the right side of each pair, or the items in order; empty where given as such."""
    model: str = ""
    """The model answer to an open question; Markdown. Empty until the answer is marked or shown."""
    certainty: int = 0
    """How sure the learner was, 1 to 3; 0 where that was not asked."""
    mark: int | None = None
    """What that certainty earned or cost; None for a partly right answer."""
    explanation: str = ""
    """The author's; Markdown. Empty while tries are left."""
    evidence: tuple[str, ...] = ()
    """Quotations from the text. Empty while tries are left."""


def feedback(
    question: Question, standing: Standing, protected: Collection[str] = (), shown: Sequence[str] = ()
) -> Feedback | None:
    """Feedback on the attempt's latest response, or None before the first.

    ``protected`` are the words that the response was scored with; see :func:`studyapp.study.scoring.score`.
    ``shown`` are the keys of the choices in the order shown now; the notes come in it.
    """
    if not standing.tries and not standing.revealed:
        return None
    verdict = _verdict(standing)
    last = standing.tries[-1] if standing.tries else None
    response = last.response if last else None
    remark = last.remark if last else ""
    result = _scored(question, response, protected)
    done = standing.done
    return Feedback(
        verdict=verdict,
        done=done,
        credit=(standing.credit or 0.0) if done else 0.0,
        # an edit may have left fewer tries than were used
        tries_left=0 if done else max(1, question.tries - standing.used),
        wrong_tries=max(0, standing.used - (last is not None and not last.free)),
        hints=standing.hints,
        remark=_remark(remark, response) or _in_place(question, standing),
        notes=_notes(question, response, shown, done),
        comment=_comment(question, response, result),
        parts=result.parts,
        answer=_answer(question) if done and (verdict is not Verdict.RIGHT or remark) else "",
        solution=_solution(question) if done and (verdict is not Verdict.RIGHT or remark) else (),
        model=question.answer if done and isinstance(question, Open) else "",
        explanation=question.explanation if done else "",
        evidence=question.evidence if done else (),
        certainty=standing.stated,
        mark=_mark(standing),
    )


def _scored(question: Question, response: Any, protected: Collection[str]) -> Score:
    """The response scored for what its score does not tell: which parts are right, which mistake it was."""
    telling = isinstance(question, TextAnswer | Cloze | Match) and response is not None
    return score(question, response, protected) if telling else Score(0.0)


def _mark(standing: Standing) -> int | None:
    """The marks for the certainty that was stated, by the first try that counts."""
    counted = next((one for one in standing.tries if not one.free), None)
    return mark(standing.stated, counted.score) if counted else None


def _verdict(standing: Standing) -> Verdict:
    if standing.revealed:
        return Verdict.REVEALED
    last = standing.tries[-1]
    if last.score >= 1:
        return Verdict.RIGHT
    if last.free and not standing.done:
        return Verdict.ALMOST
    if last.score > 0:
        return Verdict.PARTLY
    return Verdict.WRONG if standing.done else Verdict.NOT_YET


def _notes(question: Question, response: Any, shown: Sequence[str], done: bool) -> tuple[ChoiceNote, ...]:
    if not isinstance(question, ChoiceQuestion):
        return ()
    picked = picks(question, response)
    order = {key: index for index, key in enumerate(shown)}
    choices = sorted(question.choices, key=lambda choice: order.get(choice.key, len(order)))
    if done:
        return tuple(
            ChoiceNote(
                choice.key,
                choice.key in picked,
                choice.correct,
                choice.feedback if choice.key in picked else choice.unpicked or choice.feedback,
            )
            for choice in choices
        )
    # of several picks, telling every wrong one would tell the right ones too
    return tuple(
        ChoiceNote(choice.key, True, False, choice.feedback)
        for choice in choices
        if choice.key in picked and not choice.correct and (choice.feedback or isinstance(question, Single))
    )


def _comment(question: Question, response: Any, result: Score) -> str:
    if isinstance(question, TrueFalse) and isinstance(response, bool):
        return question.feedback_true if response else question.feedback_false
    return result.mistake.feedback if result.mistake else ""


def _answer(question: Question) -> str:
    match question:
        case TrueFalse():
            return "True" if question.answer else "False"
        case TextAnswer():
            return question.answers[0]
        case NumberAnswer():
            return f"{question.answer} {question.units[0]}" if question.units else question.answer
    return ""


def _solution(question: Question) -> tuple[str, ...]:
    match question:
        case Cloze():
            return tuple(gap[0] for gap in question.gaps)
        case Match():
            return tuple(pair.right for pair in question.pairs)
        case Order():
            return question.items
    return ()


def _in_place(question: Question, standing: Standing) -> str:
    """How many items of an order stand where they belong, as long as not all do."""
    if not isinstance(question, Order) or standing.revealed or standing.tries[-1].score >= 1:
        return ""
    last, total = standing.tries[-1], len(question.items)
    given = last.response if isinstance(last.response, list) else []
    right = sum(item == its for item, its in zip(given, question.items, strict=False))
    if right:
        return f"{right} of {total} stand{'s' if right == 1 else ''} in {'its' if right == 1 else 'their'} place."
    return "None stands in its place, but some follow one another rightly." if last.score > 0 else ""


def _remark(remark: str, response: Any) -> str:
    match remark:
        case Remark.TYPO:
            wrote = f": you wrote {response}" if isinstance(response, str) else ""
            return f"Accepted, with a typo{wrote}."
        case Remark.ACCENTS:
            return "Accepted; mind the accents."
        case Remark.NEAR:
            return "Close to the answer, but not near enough to accept. Check the spelling."
        case Remark.UNIT_MISSING:
            return "The number is right. Give it with its unit."
        case Remark.UNIT_WRONG:
            return "The number is right, the unit is not."
    return ""
