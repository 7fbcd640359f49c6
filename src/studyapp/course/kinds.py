"""The types of question: the fields of each, and what completes them.

A further type is a model class, readers of its fields in ``QUESTION``, a function that completes them, and a line in
``KINDS``. A field is read in the same way whatever the type, as the type is known only when all have been read;
only ``answer`` is kept as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final, TypeAlias, get_args

from studyapp.course.choices import choices
from studyapp.course.fields import (
    Form,
    count,
    fields,
    number,
    one_of,
    parse_number,
    positive,
    scalar,
    scalars,
    sequence,
    share,
    text,
    texts,
    truth,
)
from studyapp.course.ids import identifier, identifiers
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
from studyapp.course.yamlio import Document, Scalar, Value, place

_PERCENT = re.compile(r"(.+?) ?%")
MISTAKE: Final = Form("mistake", {"match": text, "feedback": text, "score": share}, required=("match",))
FEEDBACK: Final = Form("feedback", {"true": text, "false": text})


def _mistakes(document: Document, value: Value, name: str) -> tuple[Mistake, ...]:
    items = sequence(document, value, name)
    return tuple([Mistake(**fields(document, item, MISTAKE)) for item in items])


def _feedback(document: Document, value: Value, _name: str) -> dict[str, str]:
    return fields(document, value, FEEDBACK)


def _tolerance(document: Document, value: Value, name: str) -> tuple[Fraction, bool]:
    """The number, and whether it is a percentage."""
    typed = scalar(document, value, name)
    percent = _PERCENT.fullmatch(typed.value) if typed else None
    found = parse_number(percent[1] if percent else typed.value) if typed else Fraction(0)
    if found is None:
        message = f"`{name}` must be a number or a percentage"
        document.source.error("bad-number", message, *place(value), "write it like 0.5 or 2%")
    elif found < 0:
        document.source.error(
            "out-of-range", f"`{name}` must not be negative", *place(value), "delete the minus"
        )
    return found or Fraction(0), bool(percent)


def _range(document: Document, value: Value, name: str) -> tuple[Fraction, Fraction, str]:
    """The bounds, and both as they are shown."""
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


def _later(document: Document, value: Value, _name: str) -> None:
    document.skip(value)


QUESTION: Final = Form(
    "question",
    {
        "id": identifier,
        "type": scalar,
        "prompt": text,
        "points": positive,
        "explanation": text,
        "evidence": texts,
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
        **dict.fromkeys(("cloze", "bank", "pairs", "extra", "items", "rubric"), _later),
    },
    required=("prompt",),
)
"""How each field of a question is read."""
_COMMON: Final = frozenset(tuple(QUESTION.readers)[: tuple(QUESTION.readers).index("choices")])

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
        document.source.error("several-correct", message, *field_place(keys, "choices"), help)


def _complete_multiple(document: Document, found: Found, keys: Keys) -> None:
    _count_correct(document, found, keys)
    if "scoring" in found:
        found["all_or_nothing"] = found.pop("scoring") == "all-or-nothing"
    if any(choice.score not in (0, 1) for choice in found["choices"]):
        help = "delete it; `scoring` says how a multiple question is scored"
        message = "a choice of a multiple question has no score"
        document.source.error("bad-score", message, *field_place(keys, "choices"), help)


def _count_correct(document: Document, found: Found, keys: Keys) -> int:
    correct = len([choice for choice in found["choices"] if choice.correct])
    if not correct and found["choices"]:
        help = "add `correct: true` to the right choice"
        document.source.error(
            "no-correct-choice", "no choice is correct", *field_place(keys, "choices"), help
        )
    return correct


def _complete_truefalse(document: Document, found: Found, _keys: Keys) -> None:
    answers = found["answer"]
    found["answer"] = bool(answers) and truth(document, answers[0], "answer")
    for answer, words in found.pop("feedback", {}).items():
        found[f"feedback_{answer}"] = words
    found.setdefault("tries", 1)


def _complete_text(document: Document, found: Found, _keys: Keys) -> None:
    found["answers"] = tuple([text(document, answer, "answer") for answer in found.pop("answer")])


def _complete_number(document: Document, found: Found, keys: Keys) -> None:
    answers = found.pop("answer", ())
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
