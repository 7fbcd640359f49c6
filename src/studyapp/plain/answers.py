"""A typed line to a response, and the words that ask for one."""

from __future__ import annotations

import re
from typing import Any

from studyapp.course.model import Multiple, NumberAnswer, Question, Single, TrueFalse
from studyapp.study.sitting import Turn, Unanswerable

TRUE = ("t", "true", "1")
FALSE = ("f", "false", "2")


def response(turn: Turn, typed: str) -> Any:
    """The response that a line is; see the course's model for each kind's form.

    Raises Unanswerable where the line is none.
    """
    match turn.question:
        case Single():
            picks = _picks(turn, typed)
            if len(picks) != 1:
                raise Unanswerable(f"Type the number of one choice, 1 to {len(turn.choices)}.")
            return picks[0]
        case Multiple():
            if picks := _picks(turn, typed):
                return picks
            raise Unanswerable(
                f"Type the numbers of choices, 1 to {len(turn.choices)}, with spaces between them."
            )
        case TrueFalse():
            word = typed.casefold()
            if word not in TRUE + FALSE:
                raise Unanswerable("Type t for true, or f for false.")
            return word in TRUE
    return typed


def manner(question: Question) -> str:
    """How the question is to be answered."""
    match question:
        case Single():
            return "Pick one: type its number."
        case Multiple():
            return "Pick all that apply: type their numbers, with spaces between them."
        case TrueFalse():
            return "True or false? Type t or f."
        case NumberAnswer():
            return f"Type a number, in {question.units[0]}." if question.units else "Type a number."
    return "Type a word or phrase."


def _picks(turn: Turn, typed: str) -> list[str]:
    """Keys of the choices whose numbers are typed, each once; none where anything else is typed."""
    words = re.split(r"[\s,;]+", typed.strip(" ,;"))
    if not all(word.isdecimal() and 1 <= int(word) <= len(turn.choices) for word in words):
        return []
    return list(dict.fromkeys(turn.choices[int(word) - 1].key for word in words))
