"""Sittings over the questions of builders, and responses that are right and wrong to each."""

from __future__ import annotations

from typing import Any

from builders import course, journal
from studyapp.course.model import Question, Settings
from studyapp.study.feedback import Feedback
from studyapp.study.sitting import Sitting

RIGHT: dict[str, Any] = {
    "source": "At its source",
    "catchment": ["A", "B"],
    "delta": True,
    "ridge": "watershed",
    "nile": "6650 km",
    "report": ["Nile", "mouth"],
    "words": ["watershed", "catchments"],
    "parts": {"Nile": "river", "Volga": "river", "Etna": "mountain"},
    "course": ["source", "brook", "river", "delta"],
    "why": ["It slows", "It drops what it carries"],
    "point": "The Nile is about 6650 km long.",
}
WRONG: dict[str, Any] = {
    "source": "In the sea",
    "catchment": ["C"],
    "delta": False,
    "ridge": "mountain",
    "nile": "1 km",
    "report": ["Volga", "end"],
    "words": ["delta", "mouth"],
    "parts": {"Nile": "sea", "Volga": "mountain", "Etna": "river"},
    "course": ["delta", "river", "brook", "source"],
    "why": [],
    "point": "# Rivers",
}


ALL_ON = Settings(certainty=True, where=True)


def open_sitting(*questions: Question, **more: Any) -> Sitting:
    """A sitting over a new course with an empty journal."""
    made = course(*questions, **more)
    return Sitting.open(made, made.sections[0], journal())


def give(sitting: Sitting, responses: dict[str, Any]) -> Feedback:
    """Answer the current question as listed; an open one is written first."""
    turn = sitting.turn()
    assert turn is not None
    if turn.question.kind == "open" and not turn.marking:
        sitting.draft("The water slows.")
    return sitting.respond(responses[turn.question.id])
