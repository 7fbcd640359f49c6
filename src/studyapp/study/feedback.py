"""What a learner is told after a response: data that each face puts into its own words' places.

While tries are left it tells what is wrong with this response, never what is right.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from studyapp.course.model import ChoiceQuestion, NumberAnswer, Question, Single, TextAnswer, TrueFalse
from studyapp.study.scoring import Remark, score
from studyapp.study.standing import Standing


class Verdict(StrEnum):
    """The response in a word or two; the value is what is shown."""

    RIGHT = "Right"
    PARTLY = "Partly right"
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
    """Tries before the latest; each took the question's penalty off the credit."""
    hints: int = 0
    """Hints shown; each took the penalty off too."""
    remark: str = ""
    """A sentence on how the answer was taken."""
    notes: tuple[ChoiceNote, ...] = ()
    """In the order shown; while tries are left only the wrong picks that the learner may know of."""
    comment: str = ""
    """The author's words on this response where it is no choice; Markdown."""
    answer: str = ""
    """The answer to show for a typed or true-or-false question; empty where it was given as such."""
    explanation: str = ""
    """The author's; Markdown. Empty while tries are left."""
    evidence: tuple[str, ...] = ()
    """Quotations from the text. Empty while tries are left."""


def feedback(question: Question, standing: Standing) -> Feedback | None:
    """Feedback on the attempt's latest response, or None before the first."""
    if not standing.tries and not standing.revealed:
        return None
    verdict = _verdict(standing)
    last = standing.tries[-1] if standing.tries else None
    response = last.response if last else None
    remark = last.remark if last else ""
    return Feedback(
        verdict=verdict,
        done=standing.done,
        credit=(standing.credit or 0.0) if standing.done else 0.0,
        # an edit may have left fewer tries than were used
        tries_left=0 if standing.done else max(1, question.tries - len(standing.tries)),
        wrong_tries=max(0, len(standing.tries) - 1),
        hints=standing.hints,
        remark=_remark(remark, response),
        notes=_notes(question, response, last.shown if last else (), standing.done),
        comment=_comment(question, response),
        answer=_answer(question) if standing.done and (verdict is not Verdict.RIGHT or remark) else "",
        explanation=question.explanation if standing.done else "",
        evidence=question.evidence if standing.done else (),
    )


def _verdict(standing: Standing) -> Verdict:
    if standing.revealed:
        return Verdict.REVEALED
    value = standing.tries[-1].score
    if value >= 1:
        return Verdict.RIGHT
    if value > 0:
        return Verdict.PARTLY
    return Verdict.WRONG if standing.done else Verdict.NOT_YET


def _notes(question: Question, response: Any, shown: tuple[str, ...], done: bool) -> tuple[ChoiceNote, ...]:
    if not isinstance(question, ChoiceQuestion):
        return ()
    picked = response if isinstance(response, list) else [response]
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


def _comment(question: Question, response: Any) -> str:
    match question:
        case TrueFalse() if isinstance(response, bool):
            return question.feedback_true if response else question.feedback_false
        case TextAnswer() if isinstance(response, str):
            mistake = score(question, response).mistake
            return mistake.feedback if mistake else ""
    return ""


def _answer(question: Question) -> str:
    match question:
        case TrueFalse():
            return "True" if question.answer else "False"
        case TextAnswer():
            return question.answers[0]
        case NumberAnswer():
            return f"{question.answer} {question.units[0]}" if question.units else question.answer
    return ""


def _remark(remark: str, response: Any) -> str:
    match remark:
        case Remark.TYPO:
            return f"Accepted, with a typo: you wrote {response!s}."
        case Remark.ACCENTS:
            return "Accepted; mind the accents."
        case Remark.NEAR:
            return "Close to the answer, but not near enough to accept. Check the spelling."
        case Remark.UNIT_MISSING:
            return "The number is right. Give it with its unit."
        case Remark.UNIT_WRONG:
            return "The number is right, the unit is not."
    return ""
