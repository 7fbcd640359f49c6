"""A course's values as plain data that JSON can hold, and back: each value is the list of its fields."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass
from fractions import Fraction
from functools import cache
from typing import Any, Final

from studyapp.course.model import (
    Choice,
    Cloze,
    Criterion,
    Locate,
    Match,
    Mistake,
    Multiple,
    NumberAnswer,
    Open,
    Order,
    Pair,
    Question,
    Single,
    TextAnswer,
    TrueFalse,
)

KINDS: Final = {
    kind.kind: kind
    for kind in (Single, Multiple, TrueFalse, TextAnswer, NumberAnswer, Cloze, Match, Order, Open, Locate)
}


def plain(value: Any) -> Any:
    """What stands for a value that JSON does not know."""
    if isinstance(value, Fraction):
        return value.numerator, value.denominator
    if is_dataclass(value) and not isinstance(value, type):
        return [getattr(value, name) for name in _names(type(value))]
    raise TypeError(f"no plain data for {type(value)}")


def question_rows(questions: Iterable[Question]) -> list[Any]:
    """Questions as plain data, for :func:`plain` to complete."""
    return [[question.kind, *plain(question)] for question in questions]


def read_questions(rows: Iterable[Any]) -> tuple[Question, ...]:
    """The questions of such data as JSON gives it back."""
    return tuple([_question(*row) for row in rows])


def _question(kind: str, *row: Any) -> Question:
    made = KINDS[kind]
    values = dict(zip(_names(made), row, strict=True))
    for name, read in _READERS.items():
        if name in values:
            values[name] = read(values[name])
    return made(**values)


@cache
def _names(made: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(made))


def _deep(value: list[Any]) -> tuple[Any, ...]:
    return tuple([_deep(one) if type(one) is list else one for one in value])


def _several(made: type[Any]) -> Callable[[list[Any]], tuple[Any, ...]]:
    return lambda rows: tuple([made(*row) for row in rows])


_READERS: Final[dict[str, Callable[[list[Any]], Any]]] = {
    "choices": _several(Choice),
    "mistakes": _several(Mistake),
    "pairs": _several(Pair),
    "rubric": _several(Criterion),
    "low": lambda pair: Fraction(*pair),
    "high": lambda pair: Fraction(*pair),
    **dict.fromkeys(("evidence", "hints", "tags", "replaces"), tuple),
    **dict.fromkeys(("answers", "units", "pieces", "gaps", "bank", "extra", "items"), _deep),
}
"""What makes the model's values of those fields for which JSON's are not good as they are."""
