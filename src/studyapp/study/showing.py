"""In what order choices, items and right sides are shown: the same for the same seed, on every machine."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any

from studyapp.course.model import Choice, ChoiceQuestion, Cloze, Match, Order, Question


def choices(question: Question, seed: str) -> tuple[Choice, ...]:
    """The choices in the order to show; empty for kinds without.

    Numbers go up; else they are shuffled unless the question says no, those pinned staying last.
    """
    if not isinstance(question, ChoiceQuestion):
        return ()
    found = list(question.choices)
    if numbers := _all_numbers(found):
        ranked = sorted(zip(numbers, found, strict=True), key=lambda pair: pair[0])
        return tuple(choice for _, choice in ranked)
    if question.shuffle:
        Random(seed).shuffle(found)
    return tuple(sorted(found, key=lambda choice: choice.pin_last))


def options(question: Question, seed: str) -> tuple[str, ...]:
    """What is there to match, to fill in from or to put in order; empty for kinds without.

    Always shuffled, as the order that they are written in is the answer. Items never begin in their right order.
    """
    match question:
        case Match():
            found = question.options
        case Cloze():
            found = question.bank
        case Order():
            found = question.items
        case _:
            return ()
    mixed = list(found)
    Random(seed).shuffle(mixed)
    if isinstance(question, Order) and tuple(mixed) == found:
        mixed = [*mixed[1:], mixed[0]]
    return tuple(mixed)


def _all_numbers(choices: Sequence[Choice]) -> list[Any] | None:
    from studyapp.study.numbers import parse_number

    numbers = [parse_number(choice.text) for choice in choices]
    values = [number.value for number in numbers if number is not None and not number.unit]
    return values if len(values) == len(choices) else None
