"""Two fingerprints of a question: what is asked, and what is right.

Kept with each answer, so that an edit of the course can be told apart: neither changed (nothing happens), the
key changed (past responses can be scored anew), or what is asked changed (the question is asked once more).
"""

from __future__ import annotations

from hashlib import blake2b
from typing import Any

from studyapp.course.model import ChoiceQuestion, Multiple, NumberAnswer, Question, TextAnswer, TrueFalse


def asked(question: Question) -> str:
    """Fingerprint of what the learner is asked, 16 hexadecimal digits; the order of choices does not count."""
    choices: tuple[str, ...] = ()
    if isinstance(question, ChoiceQuestion):
        choices = tuple(sorted(choice.text for choice in question.choices))
    return _digest(question.kind, question.prompt, choices)


def key(question: Question) -> str:
    """Fingerprint of what is right and what it earns: 16 hexadecimal digits."""
    return _digest(question.kind, *_key_parts(question))


def _key_parts(question: Question) -> tuple[Any, ...]:
    match question:
        case ChoiceQuestion():
            worth = tuple(sorted((choice.key, choice.correct, choice.score) for choice in question.choices))
            return worth, isinstance(question, Multiple) and question.all_or_nothing
        case TrueFalse():
            return (question.answer,)
        case TextAnswer():
            mistakes = tuple((mistake.match, mistake.score) for mistake in question.mistakes)
            return question.answers, question.exact, question.typos, mistakes
        case NumberAnswer():
            return str(question.low), str(question.high), question.units
    raise TypeError(f"no key for a question of kind {question.kind!r}")


def _digest(*parts: Any) -> str:
    # repr of str, bool, float and nested tuples of them is unambiguous and the same on every machine
    return blake2b(repr(parts).encode(), digest_size=8).hexdigest()
