"""Small courses made in memory, for tests of the engine and the screens."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import count
from pathlib import Path
from typing import Any

from studyapp.course.model import (
    Choice,
    Cloze,
    Course,
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
    Section,
    Settings,
    Single,
    TextAnswer,
    TrueFalse,
)
from studyapp.study.events import Stamps
from studyapp.study.journal import Journal

AS_DEFAULT = Settings()
TEXT = """# Rivers

A river begins at its **source** and ends at its mouth. Where it meets the sea it may
build a delta, as the Nile does. The Nile is about 6650 km long.

Rain that falls on a catchment drains into one river. A ridge that parts two
catchments is called a *watershed*.
"""


def single(id: str = "source", **more: Any) -> Single:
    """One right choice, one worth half, one wrong."""
    choices = (
        Choice("At its source", "At its source", correct=True, score=1.0, feedback="Yes."),
        Choice("At a lake", "At a lake", score=0.5, feedback="Some do, not all."),
        Choice("In the sea", "In the sea", feedback="That is where it ends.", unpicked="The sea is its end."),
    )
    known = {"prompt": "Where does a river begin?", "choices": choices, "evidence": ("begins at its source",)}
    return Single(id=id, **{**known, "explanation": "It begins at its **source**.", **more})


def multiple(id: str = "catchment", **more: Any) -> Multiple:
    """Two right choices of four."""
    choices = tuple(
        Choice(text, text, correct=text in "AB", feedback="" if text in "AB" else f"{text} is wrong.")
        for text in "ABCD"
    )
    return Multiple(id=id, **{"prompt": "Which hold?", "choices": choices, **more})


def truefalse(id: str = "delta", **more: Any) -> TrueFalse:
    """A true statement."""
    known = {"prompt": "The Nile has a delta.", "answer": True, "tries": 1, "feedback_false": "Read again."}
    return TrueFalse(id=id, **{**known, **more})


def typed(id: str = "ridge", **more: Any) -> TextAnswer:
    """A word with a listed mistake."""
    known = {
        "prompt": "What is the ridge called?",
        "answers": ("watershed", "drainage divide"),
        "mistakes": (Mistake("catchment", "That is the area.", 0.25),),
        "hints": ("It sheds water.", "Two words in one."),
        "tries": 4,
    }
    return TextAnswer(id=id, **{**known, **more})


def number(id: str = "nile", **more: Any) -> NumberAnswer:
    """A length with a unit."""
    known = {
        "prompt": "How long is the Nile?",
        "answer": "6650",
        "low": Fraction(6600),
        "high": Fraction(6700),
        "units": ("km", "kilometres"),
    }
    return NumberAnswer(id=id, **{**known, **more})


def cloze(id: str = "report", **more: Any) -> Cloze:
    """Two gaps to type, one with a second answer."""
    known = {
        "prompt": "Fill the gaps.",
        "pieces": ("The ", " river ends at its ", "."),
        "gaps": (("Nile", "Nile River"), ("mouth",)),
    }
    return Cloze(id=id, **{**known, **more})


def bank(id: str = "words", **more: Any) -> Cloze:
    """Two gaps to fill from four words."""
    known = {
        "prompt": "Pick a word for each gap.",
        "pieces": ("A ", " parts two ", "."),
        "gaps": (("watershed",), ("catchments",)),
        "bank": ("watershed", "catchments", "delta", "mouth"),
    }
    return Cloze(id=id, **{**known, **more})


def match(id: str = "parts", **more: Any) -> Match:
    """Three pairs, two of which have the same right side, and a right side too many."""
    known = {
        "prompt": "What is each?",
        "pairs": (Pair("Nile", "river"), Pair("Volga", "river"), Pair("Etna", "mountain")),
        "extra": ("sea",),
    }
    return Match(id=id, **{**known, **more})


def order(id: str = "course", **more: Any) -> Order:
    """Four items."""
    known = {"prompt": "From the mountain to the sea.", "items": ("source", "brook", "river", "delta")}
    return Order(id=id, **{**known, **more})


def open_answer(id: str = "why", **more: Any) -> Open:
    """A model answer, and two criteria of unlike weight."""
    known = {
        "prompt": "Why is there a delta?",
        "answer": "The water slows and drops what it carries.",
        "rubric": (Criterion("It slows", 1.0), Criterion("It drops what it carries", 3.0)),
        "tries": 1,
    }
    return Open(id=id, **{**known, **more})


def locate(id: str = "point", **more: Any) -> Locate:
    """A sentence to point at."""
    known = {"prompt": "Which sentence says how long it is?", "evidence": ("about 6650 km long",)}
    return Locate(id=id, **{**known, **more})


def picked_and_typed() -> tuple[Question, ...]:
    """A question of each kind that is one pick or one typed answer."""
    return single(), multiple(), truefalse(), typed(), number()


def every_kind() -> tuple[Question, ...]:
    """A question of each kind, and a second one with gaps: typed and from a bank."""
    return *picked_and_typed(), cloze(), bank(), match(), order(), open_answer(), locate()


def course(*questions: Question, settings: Settings = AS_DEFAULT, more: tuple[Section, ...] = ()) -> Course:
    """A course whose first section holds the questions."""
    section = Section(
        stem="01-rivers",
        title="Rivers",
        text=TEXT,
        questions=questions or every_kind(),
        settings=settings,
        content_file="content/01-rivers.md",
        question_file="questions/01-rivers.yaml",
    )
    return Course(id="rivers", title="Rivers", folder=Path(), sections=(section, *more))


def stamps() -> Stamps:
    """A clock that ticks a millisecond an event, and bytes that count."""
    ticks, tails = count(1_700_000_000_000_000, 1000), count()
    return Stamps(lambda: next(ticks), lambda size: next(tails).to_bytes(size, "big"))


def journal(course_id: str = "rivers") -> Journal:
    """An empty journal in memory."""
    return Journal(course_id, stamps())


def as_day(on: date) -> int:
    """The study day of a date."""
    return (on - date(1970, 1, 1)).days
