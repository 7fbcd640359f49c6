"""Two fingerprints of a question: what is asked, and what is right.

Kept with each answer, so that an edit of the course can be told apart: neither changed (nothing happens), the
key changed (past responses are scored anew), or what is asked changed (the question is asked once more).
"""

from __future__ import annotations

from hashlib import blake2b
from typing import Any, TypeAlias

from studyapp.course.model import (
    ChoiceQuestion,
    Cloze,
    Locate,
    Match,
    Multiple,
    NumberAnswer,
    Open,
    Order,
    Question,
    TextAnswer,
    TrueFalse,
)

Fingerprints: TypeAlias = tuple[str, str]
"""What is asked, and the key."""


def fingerprints(question: Question) -> Fingerprints:
    """Both fingerprints."""
    return asked(question), key(question)


def asked(question: Question) -> str:
    """Fingerprint of what the learner is asked, 16 hexadecimal digits.

    The order of choices does not count, nor do line breaks and other white space.
    """
    return _digest(question.kind, _flat(question.prompt), _flat(_asked_parts(question)))


def key(question: Question) -> str:
    """Fingerprint of what is right and what it earns: 16 hexadecimal digits."""
    return _digest(question.kind, question.penalty, *_key_parts(question))


def _asked_parts(question: Question) -> tuple[Any, ...]:
    match question:
        case ChoiceQuestion():
            return tuple(sorted(choice.text for choice in question.choices))
        case Cloze():
            return question.pieces, tuple(sorted(question.bank))
        case Match():
            return tuple(sorted(pair.left for pair in question.pairs)), tuple(sorted(question.options))
        case Order():
            return tuple(sorted(question.items))
        case Open():
            return tuple(sorted(criterion.text for criterion in question.rubric))
    return ()


def _flat(part: Any) -> Any:
    """A text, or a nested tuple of them, with single spaces for all white space."""
    return " ".join(part.split()) if isinstance(part, str) else tuple(map(_flat, part))


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
        case Cloze():
            return question.gaps, question.all_or_nothing
        case Match():
            pairs = tuple(sorted((pair.left, pair.right) for pair in question.pairs))
            return pairs, question.all_or_nothing
        case Order():
            return question.items, question.all_or_nothing
        case Open():
            return tuple(sorted((criterion.text, criterion.points) for criterion in question.rubric))
        case Locate():
            return (question.evidence,)
    raise TypeError(f"no key for a question of kind {question.kind!r}")


def _digest(*parts: Any) -> str:
    # repr of str, bool, float and nested tuples of them is unambiguous and the same on every machine
    return blake2b(repr(parts).encode(), digest_size=8).hexdigest()
