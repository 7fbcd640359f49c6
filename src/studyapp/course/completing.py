"""What makes the fields of a question its type's: checks that need several fields, and the model's own names."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any, Final, TypeAlias

from studyapp.clean import printable
from studyapp.course.fields import literal, number, text, truth
from studyapp.course.forms import fields
from studyapp.course.lookalike import warn_of_type
from studyapp.course.model import Criterion
from studyapp.course.parts import FEEDBACK
from studyapp.course.yamlio import Document, Scalar, Value, place

_TEXT_ONLY: Final = frozenset(("type", "exact", "typos", "mistakes"))
"""Fields that tell that an answer is meant as text."""
WHOLE: Final = "It says what the model answer says"
"""The criterion of an open question that has no rubric."""
Found: TypeAlias = dict[str, Any]
Keys: TypeAlias = Mapping[str, Scalar]
Completion: TypeAlias = Callable[[Document, Found, Keys], None]


def field_place(keys: Keys, name: str) -> tuple[int, int]:
    """The place of a field's first line."""
    at = keys[name].start_mark.index
    return at, at


def complete_single(document: Document, found: Found, keys: Keys) -> None:
    """Exactly one choice is correct."""
    correct = _count_correct(document, found, keys)
    if correct > 1:
        message = f"{correct} choices are correct, a single question has one"
        help = "keep one, or write `type: multiple`"
        second = [value for choice, value in zip(*found["choices"], strict=True) if choice.correct][1]
        document.source.error("several-correct", message, *place(second), help)
    _without_places(found)


def complete_multiple(document: Document, found: Found, keys: Keys) -> None:
    """At least one choice is correct, and none has a score of its own."""
    _count_correct(document, found, keys)
    _name_scoring(found)
    for choice, value in zip(*found["choices"], strict=True):
        if not choice.correct and 0 < choice.score < 1:
            help = "delete it; `scoring` says how a multiple question is scored"
            message = "a choice of a multiple question has no score"
            document.source.error("bad-score", message, *place(value), help)
    _without_places(found)


def _name_scoring(found: Found) -> None:
    if "scoring" in found:
        found["all_or_nothing"] = found.pop("scoring") == "all-or-nothing"


def _without_places(found: Found) -> None:
    found["choices"], _ = found["choices"]


def _count_correct(document: Document, found: Found, keys: Keys) -> int:
    choices, values = found["choices"]
    correct: int = sum([choice.correct for choice in choices])
    if not correct and choices:
        help = "add `correct: true` to the right choice"
        if all(type(value) is Scalar for value in values):
            help = "write the right one as `- text: ...`, and on the next line, below `text`, `correct: true`"
        document.source.error(
            "no-correct-choice", "no choice is correct", *field_place(keys, "choices"), help
        )
    return correct


def complete_truefalse(document: Document, found: Found, _keys: Keys) -> None:
    """One truth value; feedback on either answer."""
    answers = found["answer"]
    _expect_one(document, answers, "write true or false")
    found["answer"] = bool(answers) and truth(document, answers[0], "answer")
    feedback = found.pop("feedback", {})
    if type(feedback) is Scalar:
        feedback = fields(document, feedback, FEEDBACK)
    for answer, words in feedback.items():
        found[f"feedback_{answer}"] = words
    found.setdefault("tries", 1)


def _expect_one(document: Document, answers: tuple[Scalar, ...], help: str) -> None:
    if len(answers) > 1:
        document.source.error("wrong-type", "`answer` takes one answer, not a list", *place(answers[1]), help)


def complete_text(document: Document, found: Found, keys: Keys) -> None:
    """Accepted answers, none of which is a mistake."""
    answers = found.pop("answer")
    taken = not _TEXT_ONLY.isdisjoint(keys) or not warn_of_type(document, answers)
    read = text if taken else literal
    found["answers"] = tuple([read(document, answer, "answer") for answer in answers])
    right = {answer.casefold() for answer in found["answers"]}
    for mistake in found.get("mistakes", ()):
        if mistake.match.casefold() in right:
            message = f"this mistake is an accepted answer: {printable(mistake.match[:60])}"
            help = "delete it: an accepted answer is never a mistake"
            document.source.warning("mistake-is-answer", message, *field_place(keys, "mistakes"), help)


def complete_number(document: Document, found: Found, keys: Keys) -> None:
    """The number or range, with its tolerance, as bounds."""
    answers = found.pop("answer", ())
    _expect_one(document, answers, "for several numbers write `range: [lowest, highest]`")
    answer = number(document, answers[0], "answer") if answers else None
    bounds = found.pop("range", None)
    size, percent = found.pop("tolerance", (Fraction(0), False))
    found["low"], found["high"], found["answer"] = (
        Fraction(0),
        Fraction(0),
        answers[0].value if answers else "",
    )
    found["units"] = found.pop("unit", ())
    if bounds:
        found["low"], found["high"] = bounds[:2]
        found["answer"] = found["answer"] or bounds[2]
        if "tolerance" in keys:
            message = "`tolerance` and `range` exclude each other"
            document.source.error(
                "tolerance-and-range", message, *field_place(keys, "tolerance"), "keep one of the two"
            )
        if answer is not None and not bounds[0] <= answer <= bounds[1]:
            message = "`answer` lies outside of `range`"
            document.source.error("out-of-range", message, *field_place(keys, "answer"), "mend one of them")
    elif answer is not None:
        width = abs(answer) * size / 100 if percent else size
        found["low"], found["high"] = answer - width, answer + width


def complete_cloze(document: Document, found: Found, _keys: Keys) -> None:
    """The text around its gaps, and the bank with the gaps' own answers."""
    _name_scoring(found)
    found["pieces"], found["gaps"] = found.pop("cloze")
    if "bank" in found:
        words = _without_twins(document, found.pop("bank"), "bank")
        found["bank"] = tuple(dict.fromkeys((*(gap[0] for gap in found["gaps"]), *words)))


def complete_match(document: Document, found: Found, _keys: Keys) -> None:
    """Pairs whose left sides differ."""
    _name_scoring(found)
    pairs = found["pairs"]
    _without_twins(document, [(pair.left, value) for pair, value in pairs], "pairs")
    found["pairs"] = tuple([pair for pair, _ in pairs])
    if "extra" in found:
        found["extra"] = _without_twins(document, found["extra"], "extra")


def complete_order(document: Document, found: Found, _keys: Keys) -> None:
    """Items that differ."""
    _name_scoring(found)
    found["items"] = _without_twins(document, found["items"], "items")


def complete_open(document: Document, found: Found, _keys: Keys) -> None:
    """One model answer, and criteria that differ: at least one."""
    answers = found["answer"]
    _expect_one(document, answers, "write one model answer; what it must hold belongs in `rubric`")
    found["answer"] = text(document, answers[0], "answer") if answers else ""
    rubric = found.get("rubric", ())
    _without_twins(document, [(criterion.text, value) for criterion, value in rubric], "rubric")
    found["rubric"] = tuple([criterion for criterion, _ in rubric]) or (Criterion(WHOLE),)
    found["tries"] = 1


def complete_locate(document: Document, found: Found, keys: Keys) -> None:
    """There is evidence to point at."""
    if not found["evidence"]:
        help = "write a quotation from the section's text"
        document.source.error("empty-text", "`evidence` is empty", *field_place(keys, "evidence"), help)


def _without_twins(document: Document, found: Sequence[tuple[str, Value]], name: str) -> tuple[str, ...]:
    """The texts; an error for each that is there already."""
    seen: dict[str, Value] = {}
    for words, value in found:
        if words and words in seen:
            label = document.source.label("first written here", *place(seen[words]))
            message = f"two of `{name}` are the same: {printable(words[:60])}"
            document.source.error(
                "duplicate-item", message, *place(value), "change or delete one of them", (label,)
            )
        seen.setdefault(words, value)
    return tuple(seen)
