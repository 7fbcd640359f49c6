"""The types of question: the fields of each, and what completes them.

A further type is a model class, readers of its fields in ``QUESTION``, a function that completes them, and a line in
``KINDS``. A field is read in the same way whatever the type, as the type is known only when all have been read;
only ``answer`` is kept as it stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, get_args

from studyapp.course import completing, parts
from studyapp.course.choices import choices
from studyapp.course.completing import Completion
from studyapp.course.fields import OneOf, count, positive, scalar, scalars, share, text, texts, truth
from studyapp.course.forms import Form
from studyapp.course.ids import identifier, identifiers
from studyapp.course.model import (
    Cloze,
    Level,
    Locate,
    Match,
    Multiple,
    NumberAnswer,
    Open,
    Order,
    Question,
    Single,
    TextAnswer,
    TrueFalse,
)
from studyapp.values import dataclass

OF_A_CHOICE: Final = "this belongs to a choice: indent it"
QUESTION: Final = Form(
    "question",
    {
        "id": identifier,
        "type": scalar,
        "prompt": text,
        "points": positive,
        "explanation": text,
        "evidence": parts.evidence,
        "hints": texts,
        "tries": count,
        "penalty": share,
        "tags": texts,
        "objective": text,
        "level": OneOf(get_args(Level)),
        "pool": identifier,
        "replaces": identifiers,
        "shuffle": truth,
        "choices": choices,
        "scoring": OneOf(("per-choice", "all-or-nothing")),
        "answer": scalars,
        "feedback": parts.feedback,
        "exact": truth,
        "typos": truth,
        "mistakes": parts.mistakes,
        "tolerance": parts.tolerance,
        "range": parts.bounds,
        "unit": texts,
        "cloze": parts.cloze,
        "bank": parts.short_texts,
        "pairs": parts.pairs,
        "extra": parts.short_texts,
        "items": parts.items,
        "rubric": parts.rubric,
    },
    required=("prompt",),
    synonyms={
        "question": "prompt",
        "options": "choices",
        "answers": "answer",
        "solution": "answer",
        "hint": "hints",
        "tag": "tags",
        "units": "unit",
        "quote": "evidence",
        "order": "items",
        "match": "pairs",
        "gaps": "cloze",
        "criteria": "rubric",
        **dict.fromkeys(("correct", "right", "unpicked", "score", "pin"), OF_A_CHOICE),
        "text": f"{OF_A_CHOICE}; a question's own text is its `prompt`",
    },
)
"""How each field of a question is read."""
_COMMON: Final = frozenset(tuple(QUESTION.readers)[: tuple(QUESTION.readers).index("choices")])


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of question: its model, its fields, which of its own it must have, and what makes them the model's."""

    model: type[Question]
    fields: frozenset[str]
    required: tuple[str, ...]
    complete: Completion


def _kind(
    model: type[Question], required: tuple[str, ...], complete: Completion, *optional: str, without: str = ""
) -> Kind:
    return Kind(model, (_COMMON - {without}).union(required, optional), required, complete)


KINDS: Final[Mapping[str, Kind]] = {
    "single": _kind(Single, ("choices",), completing.complete_single),
    "multiple": _kind(Multiple, ("choices",), completing.complete_multiple, "scoring"),
    "truefalse": _kind(TrueFalse, ("answer",), completing.complete_truefalse, "feedback"),
    "text": _kind(TextAnswer, ("answer",), completing.complete_text, "exact", "typos", "mistakes"),
    "number": _kind(NumberAnswer, ("answer",), completing.complete_number, "tolerance", "range", "unit"),
    "cloze": _kind(Cloze, ("cloze",), completing.complete_cloze, "bank", "scoring"),
    "match": _kind(Match, ("pairs",), completing.complete_match, "extra", "scoring"),
    "order": _kind(Order, ("items",), completing.complete_order, "scoring"),
    "open": _kind(Open, ("answer",), completing.complete_open, "rubric", without="tries"),
    "locate": _kind(Locate, ("evidence",), completing.complete_locate),
}
