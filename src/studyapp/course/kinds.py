"""The types of question: the fields of each, and what completes them.

A further type is a model class, readers of its fields in ``QUESTION``, a function that completes them, and a line in
``KINDS``. A field is read in the same way whatever the type, as the type is known only when all have been read;
only ``answer`` is kept as it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final, TypeAlias, get_args

from studyapp.clean import printable
from studyapp.course.choices import choices
from studyapp.course.fields import (
    count,
    exact_number,
    number,
    one_of,
    percentage,
    positive,
    scalar,
    scalars,
    sequence,
    share,
    text,
    texts,
    truth,
)
from studyapp.course.forms import Form, fields
from studyapp.course.ids import identifier, identifiers
from studyapp.course.lookalike import warn_of_type
from studyapp.course.model import (
    Level,
    Mistake,
    Multiple,
    NumberAnswer,
    Question,
    Single,
    TextAnswer,
    TrueFalse,
)
from studyapp.course.yamlio import Document, Scalar, Sequence, Value, place

MISTAKE: Final = Form("mistake", {"match": text, "feedback": text, "score": share}, required=("match",))
FEEDBACK: Final = Form("feedback", {"true": text, "false": text})


def _mistakes(document: Document, value: Value, name: str) -> tuple[Mistake, ...]:
    items = sequence(document, value, name)
    return tuple([Mistake(**fields(document, item, MISTAKE)) for item in items])


def _feedback(document: Document, value: Value, _name: str) -> dict[str, str] | Scalar:
    """The texts; a bare text as it is, since it belongs to a choice where there are choices."""
    return value if type(value) is Scalar else fields(document, value, FEEDBACK)


def _tolerance(document: Document, value: Value, name: str) -> tuple[Fraction, bool]:
    """The number, and whether it is a percentage."""
    typed = scalar(document, value, name)
    if typed is None:
        return Fraction(0), False
    percent = percentage(typed.value)
    found = exact_number(typed.value) if percent is None else percent
    if found is None:
        message = f"`{name}` must be a number or a percentage"
        document.source.error("bad-number", message, *place(value), "write it like 0.5 or 2%")
    elif found < 0:
        document.source.error(
            "out-of-range", f"`{name}` must not be negative", *place(value), "delete the minus"
        )
    return found or Fraction(0), percent is not None


def _range(document: Document, value: Value, name: str) -> tuple[Fraction, Fraction, str]:
    """The bounds, and both as they are shown."""
    if not isinstance(value, Sequence):
        document.skip(value)
        help = "write [lowest, highest]"
        document.source.error("wrong-type", f"`{name}` must be two numbers", *place(value), help)
        return Fraction(0), Fraction(0), ""
    bounds = [(item, number(document, item, name)) for item in sequence(document, value, name)]
    if len(bounds) != 2:
        document.source.error(
            "wrong-type", f"`{name}` must be two numbers", *place(value), "write [lowest, highest]"
        )
        return Fraction(0), Fraction(0), ""
    (_, low), (_, high) = bounds
    if low > high:
        message = f"`{name}` goes from high to low"
        document.source.error("out-of-range", message, *place(value), "write [lowest, highest]")
    return low, high, " to ".join(item.value for item, _ in bounds if isinstance(item, Scalar))


def _evidence(document: Document, value: Value, name: str) -> tuple[tuple[str, Value], ...]:
    """One or several quotations, each with its value."""
    items = document.items(value) if isinstance(value, Sequence) else (value,)
    return tuple([(text(document, item, name), item) for item in items])


def _later(document: Document, value: Value, _name: str) -> None:
    document.skip(value)


OF_A_CHOICE: Final = "this belongs to a choice: indent it"
_LATER_FIELDS: Final = ("cloze", "bank", "pairs", "extra", "items", "rubric")
QUESTION: Final = Form(
    "question",
    {
        "id": identifier,
        "type": scalar,
        "prompt": text,
        "points": positive,
        "explanation": text,
        "evidence": _evidence,
        "hints": texts,
        "tries": count,
        "penalty": share,
        "tags": texts,
        "objective": text,
        "level": one_of(*get_args(Level)),
        "pool": identifier,
        "replaces": identifiers,
        "shuffle": truth,
        "choices": choices,
        "scoring": one_of("per-choice", "all-or-nothing"),
        "answer": scalars,
        "feedback": _feedback,
        "exact": truth,
        "typos": truth,
        "mistakes": _mistakes,
        "tolerance": _tolerance,
        "range": _range,
        "unit": texts,
        **dict.fromkeys(_LATER_FIELDS, _later),
    },
    required=("prompt",),
    synonyms={
        "question": "prompt",
        "options": "choices",
        "answers": "answer",
        "solution": "answer",
        "hint": "hints",
        "tag": "tags",
        "units": "unit",
        "quote": "evidence",
        **dict.fromkeys(("correct", "right", "unpicked", "score", "pin"), OF_A_CHOICE),
        "text": f"{OF_A_CHOICE}; a question's own text is its `prompt`",
    },
    unlisted=frozenset(_LATER_FIELDS),
)
"""How each field of a question is read."""
_COMMON: Final = frozenset(tuple(QUESTION.readers)[: tuple(QUESTION.readers).index("choices")])

_TEXT_ONLY: Final = frozenset(("type", "exact", "typos", "mistakes"))
"""Fields that tell that an answer is meant as text."""
Found: TypeAlias = dict[str, Any]
Keys: TypeAlias = Mapping[str, Scalar]
Completion: TypeAlias = Callable[[Document, Found, Keys], None]


def field_place(keys: Keys, name: str) -> tuple[int, int]:
    """The place of a field's first line."""
    at = keys[name].start_mark.index
    return at, at


def _complete_single(document: Document, found: Found, keys: Keys) -> None:
    correct = _count_correct(document, found, keys)
    if correct > 1:
        message = f"{correct} choices are correct, a single question has one"
        help = "keep one, or write `type: multiple`"
        _, second = [pair for pair in found["choices"] if pair[0].correct][1]
        document.source.error("several-correct", message, *place(second), help)
    _without_places(found)


def _complete_multiple(document: Document, found: Found, keys: Keys) -> None:
    _count_correct(document, found, keys)
    if "scoring" in found:
        found["all_or_nothing"] = found.pop("scoring") == "all-or-nothing"
    for choice, value in found["choices"]:
        if not choice.correct and 0 < choice.score < 1:
            help = "delete it; `scoring` says how a multiple question is scored"
            message = "a choice of a multiple question has no score"
            document.source.error("bad-score", message, *place(value), help)
    _without_places(found)


def _without_places(found: Found) -> None:
    found["choices"] = tuple([choice for choice, _ in found["choices"]])


def _count_correct(document: Document, found: Found, keys: Keys) -> int:
    correct = len([choice for choice, _ in found["choices"] if choice.correct])
    if not correct and found["choices"]:
        help = "add `correct: true` to the right choice"
        document.source.error(
            "no-correct-choice", "no choice is correct", *field_place(keys, "choices"), help
        )
    return correct


def _complete_truefalse(document: Document, found: Found, _keys: Keys) -> None:
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


def _complete_text(document: Document, found: Found, keys: Keys) -> None:
    answers = found.pop("answer")
    taken = not _TEXT_ONLY.isdisjoint(keys) or not warn_of_type(document, answers)
    found["answers"] = tuple([text(document, answer, "answer", prose=taken) for answer in answers])
    right = {answer.casefold() for answer in found["answers"]}
    for mistake in found.get("mistakes", ()):
        if mistake.match.casefold() in right:
            message = f"this mistake is an accepted answer: {printable(mistake.match[:60])}"
            help = "delete it: an accepted answer is never a mistake"
            document.source.warning("mistake-is-answer", message, *field_place(keys, "mistakes"), help)


def _complete_number(document: Document, found: Found, keys: Keys) -> None:
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


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of question: its model, its fields, which of its own it must have, and what makes them the model's."""

    model: type[Question]
    fields: frozenset[str]
    required: tuple[str, ...]
    complete: Completion


KINDS: Final[Mapping[str, Kind]] = {
    "single": Kind(Single, _COMMON | {"choices"}, ("choices",), _complete_single),
    "multiple": Kind(Multiple, _COMMON | {"choices", "scoring"}, ("choices",), _complete_multiple),
    "truefalse": Kind(TrueFalse, _COMMON | {"answer", "feedback"}, ("answer",), _complete_truefalse),
    "text": Kind(TextAnswer, _COMMON | {"answer", "exact", "typos", "mistakes"}, ("answer",), _complete_text),
    "number": Kind(
        NumberAnswer, _COMMON | {"answer", "tolerance", "range", "unit"}, ("answer",), _complete_number
    ),
}
LATER: Final = ("cloze", "match", "order", "open", "locate")
"""Types of the format that this version does not ask yet."""
