"""The form of a response by its question's kind; see :mod:`studyapp.course.model`."""

from __future__ import annotations

from typing import Any

from studyapp.course.model import (
    ChoiceQuestion,
    Cloze,
    Match,
    Multiple,
    Open,
    Order,
    Question,
    TrueFalse,
)


def sound(question: Question, response: Any) -> Any:
    """A stored response in its kind's form: what does not fit is left out.

    An older form of the question, or another program, may have stored anything.
    """
    match question:
        case Multiple():
            return _texts(response)
        case ChoiceQuestion():
            return response if isinstance(response, str) else None
        case TrueFalse():
            return response if isinstance(response, bool) else None
        case Cloze():
            count = len(question.gaps)
            return [*_texts(response), *[""] * count][:count]
        case Match():
            found = response if isinstance(response, dict) else {}
            return {left: right for left, right in found.items() if isinstance(right, str)}
        case Order():
            found = dict.fromkeys(one for one in _texts(response) if one in question.items)
            return list(found) if len(found) == len(question.items) else []
        case Open():
            return response if isinstance(response, dict) else {}
    return response if isinstance(response, str) else ""


def _texts(response: Any) -> list[str]:
    return [one for one in response if isinstance(one, str)] if isinstance(response, list) else []
