"""The choices of a question."""

from __future__ import annotations

from operator import attrgetter
from typing import Final

from studyapp.clean import printable
from studyapp.course.fields import OneOf, sequence, share, text, truth
from studyapp.course.forms import Form, fields
from studyapp.course.ids import identifier
from studyapp.course.model import Choice
from studyapp.course.parts import MAX_ITEM, short_text
from studyapp.course.yamlio import Document, Scalar, Sequence, Value, place
from studyapp.diagnostics import Severity

_TEXT = attrgetter("text")
_KEY = attrgetter("key")


CHOICE: Final = Form(
    "choice",
    {
        "id": identifier,
        "text": short_text,
        "correct": truth,
        "feedback": text,
        "unpicked": text,
        "score": share,
        "pin": OneOf(("last",)),
    },
    required=("text",),
    synonyms={
        "right": "correct",
        "answer": "correct",
        "true": "correct",
        "choice": "text",
        "explanation": "the question's is to line up with `choices`; what is said of this choice is its `feedback`",
        "points": "score",
    },
    or_text=True,
)


def choices(document: Document, value: Value, name: str) -> tuple[tuple[Choice, Value], ...]:
    """At least two choices that differ, each with its value; after an error the correct ones alone."""
    before = len(document.source.found)
    found = []
    items = []
    for item in sequence(document, value, name):
        items.append(item)
        if type(item) is Scalar:
            words = text(document, item, "choice", MAX_ITEM)
            found.append(Choice(words, words))
        else:
            found.append(_choice(document, item))
    if len(found) < 2 and isinstance(value, Sequence):
        message = "a question needs at least two choices"
        document.source.error("too-few-choices", message, *place(value), "add another choice")
    if min(len(set(map(_TEXT, found))), len(set(map(_KEY, found)))) < len(found):
        _report_twins(document, found, items)
    if any(one.severity is Severity.ERROR for one in document.source.found[before:]):
        return tuple([pair for pair in zip(found, items, strict=True) if pair[0].correct])
    return tuple(zip(found, items, strict=True))


def _choice(document: Document, value: Value) -> Choice:
    found = fields(document, value, CHOICE)
    if "pin" in found:
        found["pin_last"] = found.pop("pin") == "last"
    if found.get("correct"):
        if found.setdefault("score", 1.0) != 1:
            message = "a correct choice always earns 1"
            document.source.error("bad-score", message, *place(value), "delete its `score`")
    elif found.get("score") == 1:
        help = "write `correct: true` instead, or a lower score"
        document.source.error("bad-score", "a wrong choice can't earn 1", *place(value), help)
    return Choice(found.pop("id", found["text"]), **found)


def _report_twins(document: Document, choices: list[Choice], items: list[Value]) -> None:
    seen: dict[str, Value] = {}
    for choice, item in zip(choices, items, strict=True):
        first = seen.get(choice.key) or seen.get(choice.text)
        if first and choice.text:
            label = document.source.label("first written here", *place(first))
            message = f"two choices are the same: {printable(choice.text[:60])}"
            document.source.error(
                "duplicate-choice", message, *place(item), "change or delete one of them", (label,)
            )
        seen[choice.key] = seen[choice.text] = item
