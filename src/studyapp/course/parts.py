"""What the parts of a question are made of: readers of the fields that are more than a text or a number."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

from studyapp.course.fields import (
    exact_number,
    number,
    percentage,
    positive,
    scalar,
    sequence,
    share,
    text,
)
from studyapp.course.forms import Form, fields
from studyapp.course.model import Criterion, Mistake, Pair
from studyapp.course.yamlio import Document, Scalar, Sequence, Value, place

MAX_ITEM = 1_000
"""Characters of a choice, an item, one side of a pair, a word of a bank, or a criterion."""


def short_text(document: Document, value: Value, name: str) -> str:
    """A text as short as a choice."""
    return text(document, value, name, MAX_ITEM)


def short_texts(document: Document, value: Value, name: str) -> tuple[tuple[str, Value], ...]:
    """Short texts, each with its value."""
    return tuple([(short_text(document, one, name), one) for one in sequence(document, value, name)])


MISTAKE: Final = Form(
    "mistake",
    {"match": text, "feedback": text, "score": share},
    required=("match",),
    in_short=("match", "feedback"),
)
FEEDBACK: Final = Form("feedback", {"true": text, "false": text})


def mistakes(document: Document, value: Value, name: str) -> tuple[Mistake, ...]:
    """Foreseen wrong answers."""
    items = sequence(document, value, name)
    return tuple([Mistake(**fields(document, item, MISTAKE)) for item in items])


def feedback(document: Document, value: Value, _name: str) -> dict[str, str] | Scalar:
    """The texts; a bare text as it is, since it belongs to a choice where there are choices."""
    return value if type(value) is Scalar else fields(document, value, FEEDBACK)


def tolerance(document: Document, value: Value, name: str) -> tuple[Fraction, bool]:
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


def bounds(document: Document, value: Value, name: str) -> tuple[Fraction, Fraction, str]:
    """The bounds, and both as they are shown."""
    if not isinstance(value, Sequence):
        document.skip(value)
        help = "write [lowest, highest]"
        document.source.error("wrong-type", f"`{name}` must be two numbers", *place(value), help)
        return Fraction(0), Fraction(0), ""
    ends = [(item, number(document, item, name)) for item in sequence(document, value, name)]
    if len(ends) != 2:
        document.source.error(
            "wrong-type", f"`{name}` must be two numbers", *place(value), "write [lowest, highest]"
        )
        return Fraction(0), Fraction(0), ""
    (_, low), (_, high) = ends
    if low > high:
        message = f"`{name}` goes from high to low"
        document.source.error("out-of-range", message, *place(value), "write [lowest, highest]")
    return low, high, " to ".join(item.value for item, _ in ends if isinstance(item, Scalar))


def evidence(document: Document, value: Value, name: str) -> tuple[tuple[str, Value], ...]:
    """One or several quotations, each with its value."""
    items = document.items(value) if isinstance(value, Sequence) else (value,)
    return tuple([(text(document, item, name), item) for item in items])


PAIR: Final = Form(
    "pair", {"left": short_text, "right": short_text}, required=("left", "right"), in_short=("left", "right")
)
CRITERION: Final = Form(
    "criterion",
    {"text": short_text, "points": positive},
    required=("text",),
    synonyms={"criterion": "text", "score": "points"},
    or_text=True,
    in_short=("text", "points"),
)
_GAP = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)


def pairs(document: Document, value: Value, name: str) -> tuple[tuple[Pair, Value], ...]:
    """At least two pairs, each with its value."""
    found = tuple([(Pair(**fields(document, one, PAIR)), one) for one in sequence(document, value, name)])
    _at_least_two(document, value, name, len(found))
    return found


def items(document: Document, value: Value, name: str) -> tuple[tuple[str, Value], ...]:
    """At least two short texts, each with its value."""
    found = short_texts(document, value, name)
    _at_least_two(document, value, name, len(found))
    return found


def _at_least_two(document: Document, value: Value, name: str, count: int) -> None:
    if count < 2 and isinstance(value, Sequence):
        message = f"`{name}` needs at least two"
        document.source.error("too-few-items", message, *place(value), "add another one")


def rubric(document: Document, value: Value, name: str) -> tuple[tuple[Criterion, Value], ...]:
    """Criteria, each with its value; a bare text is one of 1 point."""
    return tuple([(_criterion(document, one), one) for one in sequence(document, value, name)])


def _criterion(document: Document, value: Value) -> Criterion:
    if type(value) is Scalar:
        return Criterion(short_text(document, value, "text"))
    return Criterion(**fields(document, value, CRITERION))


def cloze(document: Document, value: Value, name: str) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The pieces of a text around its gaps ``{{answer | other answer}}``, and what each gap accepts."""
    found = text(document, value, name)
    pieces = _GAP.split(found)
    gaps = tuple([tuple([word.strip() for word in gap.split("|")]) for gap in pieces[1::2]])
    if any("{{" in piece or "}}" in piece for piece in (*pieces[::2], *pieces[1::2])):
        help = "write each gap as {{answer}}, or {{answer | other answer}}"
        document.source.error("bad-gap", "two braces here neither open nor close a gap", *place(value), help)
    elif not all(word for gap in gaps for word in gap):
        help = "write what belongs there: {{answer}}"
        document.source.error("bad-gap", "a gap has an empty answer", *place(value), help)
    elif found and not gaps:
        help = "put what is to be filled in into two braces: The {{1910}} report"
        document.source.error("bad-gap", f"`{name}` has no gap", *place(value), help)
    return tuple(pieces[::2]), gaps
