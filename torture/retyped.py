"""H29: a question that keeps its id and becomes one of another type."""

from __future__ import annotations

import re
import shutil
from itertools import permutations

from studyapp.course.model import Course
from studyapp.study.events import Event, Kind
from studyapp.study.regrading import reconcile
from studyapp.study.sitting import Sitting
from torture.hostile import BANK, TEXT, written
from torture.machine import Machine, kept
from torture.rows import Trial, row

RESPONSES: dict[str, object] = {
    "single": "this",
    "multiple": ["this", "that"],
    "truefalse": True,
    "text": "water",
    "number": "100 km",
    "cloze": ["water", "ice"],
    "match": {"this": "that"},
    "order": ["this", "that"],
    "open": {"text": "So it is.", "met": []},
    "locate": "Water boils at 100 degrees.",
}
"""Types -> what was answered to such a question."""


@row(
    "H29 type",
    "a question that becomes one of another type: asked anew, what was answered is kept",
    "changes",
)
def retyped(trial: Trial) -> None:
    """From each type to each other one."""
    changes = list(permutations(RESPONSES, 2))
    for index in trial.some(len(changes)):
        before, after = changes[index]
        with trial.attempt(f"{before} to {after}"):
            machine = Machine(trial.folder / "data")
            given = _answered(machine, _course(trial, before), RESPONSES[before])
            _studied(machine, _course(trial, after))
            trial.holds(given in kept(machine), f"{before} to {after}: the answer is lost")
            shutil.rmtree(machine.folder)


def _course(trial: Trial, kind: str) -> Course:
    """A course whose one question, always of the same id, is of this type."""
    from studyapp.course.load import load
    from studyapp.course.starter import example, text

    question = re.sub(r"(?m)^  - id: .*$", "  - id: q", example(kind))
    folder = written(trial.folder / "course", {BANK: f"questions:\n{question}", TEXT: f"# A\n\n{text()}"})
    return load(folder).course


def _answered(machine: Machine, course: Course, response: object) -> Event:
    """Answer the question, rightly as far as the file tells."""
    section = course.sections[0]
    with machine.open() as progress:
        journal = progress.journal(course.id)
        sitting = Sitting.open(course, section, journal)
        outcome = {"sitting": sitting.id, "response": response, "score": 1.0, "done": True, "credit": 1.0}
        return journal.record(Kind.ANSWERED, section.stem, section.questions[0].id, **outcome)


def _studied(machine: Machine, course: Course) -> None:
    """Open it as the program does, and study what is asked then."""
    with machine.open() as progress:
        journal = progress.journal(course.id)
        reconcile(course, journal)
        sitting = Sitting.begin(course, course.sections[0], journal)
        if sitting.turn() is None:
            raise RuntimeError("nothing is asked")
        sitting.hint()
        sitting.reveal()
        sitting.go_on()
