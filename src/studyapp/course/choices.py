"""The choices of a question."""

from __future__ import annotations

from typing import Final

from studyapp.clean import printable
from studyapp.course.fields import OneOf, sequence, share, text, truth
from studyapp.course.forms import Form, fields
from studyapp.course.ids import identifier
from studyapp.course.model import Choice
from studyapp.course.parts import MAX_ITEM, short_text
from studyapp.course.yamlio import Document, Scalar, Sequence, Value, place
from studyapp.diagnostics import Severity

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


def choices(document: Document, value: Value, name: str) -> tuple[tuple[Choice, ...], tuple[Value, ...]]:
    """At least two choices that differ, and the value of each; after an error the correct ones alone."""
    before = len(document.source.found)
    items: list[Value] = []
    found: list[Choice] = []
    for item in sequence(document, value, name):
        items.append(item)
        found.append(_choice(document, item))
    if len(found) < 2 and isinstance(value, Sequence):
        message = "a question needs at least two choices"
        document.source.error("too-few-choices", message, *place(value), "add another choice")
    if len({one.text for one in found}) < len(found) or len({one.key for one in found}) < len(found):
        _report_twins(document, found, items)
    told = document.source.found[before:]
    if told and any(one.severity is Severity.ERROR for one in told):
        correct = [at for at, one in enumerate(found) if one.correct]
        return tuple([found[at] for at in correct]), tuple([items[at] for at in correct])
    return tuple(found), tuple(items)


def _choice(document: Document, value: Value) -> Choice:
    if type(value) is Scalar:
        words = text(document, value, "choice", MAX_ITEM)
        return Choice(words, words)
    found = fields(document, value, CHOICE)
    words, correct = found["text"], found.get("correct", False)
    score = found.get("score", float(correct))
    if correct != (score == 1):
        _report_score(document, value, correct)
    return Choice(
        found.get("id", words),
        words,
        correct,
        found.get("feedback", ""),
        found.get("unpicked", ""),
        score,
        found.get("pin") == "last",
    )


def _report_score(document: Document, value: Value, correct: bool) -> None:
    message, help = "a wrong choice can't earn 1", "write `correct: true` instead, or a lower score"
    if correct:
        message, help = "a correct choice always earns 1", "delete its `score`"
    document.source.error("bad-score", message, *place(value), help)


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
