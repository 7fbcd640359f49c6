"""What standings add up to: a section's score and state, a course's, and what to do next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from studyapp.course.model import Course, Question, Section
from studyapp.study.journal import Journal


class State(StrEnum):
    """How far a section has come."""

    NEW = "new"
    READING = "reading"
    """Opened, no question answered."""
    ANSWERING = "answering"
    PASSED = "passed"


@dataclass(frozen=True, slots=True)
class SectionResult:
    """A section's score: the points' share over its questions' standings, unanswered ones counting 0."""

    state: State
    points: float
    maximum: float
    answered: int
    """Questions with an ended attempt; those of one pool count as one."""
    total: int
    at: int
    """The newest event, UTC microseconds; 0 where there is none."""

    @property
    def share(self) -> float:
        """Points over maximum, 0 to 1."""
        return self.points / self.maximum if self.maximum else 0.0


def figure(points: float) -> str:
    """Points as they are written for people: two decimals at the most."""
    return f"{points:.2f}".rstrip("0").rstrip(".")


def pools(section: Section) -> list[tuple[Question, ...]]:
    """The section's questions, those of one pool together, in the order of the file."""
    groups: dict[str, list[Question]] = {}
    for question in section.questions:
        # ids hold no colon, so a lone question can't meet a pool's name
        groups.setdefault(f"pool:{question.pool}" if question.pool else question.id, []).append(question)
    return [tuple(group) for group in groups.values()]


def drawn(section: Section, journal: Journal) -> list[Question]:
    """A sitting's questions: of each pool the one that was asked least, then longest ago."""

    def turns(question: Question) -> tuple[int, int]:
        standing = journal.standing(question.id)
        return standing.attempts, standing.at

    return [min(group, key=turns) for group in pools(section)]


def section_result(
    section: Section, journal: Journal, earned: Mapping[str, float] | None = None
) -> SectionResult:
    """The section's score as the journal has it; ``earned`` holds credits by question id not yet in it."""
    earned = earned or {}
    points = maximum = 0.0
    answered = 0
    groups = pools(section)
    for group in groups:
        newest = max(group, key=lambda question: (question.id in earned, journal.standing(question.id).at))
        credit = earned.get(newest.id, journal.standing(newest.id).credit)
        maximum += newest.points
        if credit is not None:
            answered += 1
            points += credit * newest.points
    standing = journal.section(section.stem)
    if standing.passes:
        state = State.PASSED
    elif answered or standing.sitting:
        state = State.ANSWERING
    else:
        state = State.READING if standing.at else State.NEW
    return SectionResult(state, points, maximum, answered, len(groups), standing.at)


class Step(StrEnum):
    """Kinds of next step."""

    READ = "read"
    ANSWER = "answer"
    RETRY = "retry"
    """Every question was answered, the section is not passed."""
    DONE = "done"


@dataclass(frozen=True, slots=True)
class NextStep:
    """The one obvious next thing in a course."""

    step: Step
    section: Section | None = None
    """None where the course is done or empty."""


def next_step(course: Course, journal: Journal) -> NextStep:
    """Go on with the section studied last while it is unfinished; else the first unfinished one."""
    results = [(section, section_result(section, journal)) for section in course.sections]
    unfinished = [(section, result) for section, result in results if _unfinished(section, result, journal)]
    if not unfinished:
        return NextStep(Step.DONE)
    section, result = max(unfinished, key=lambda pair: pair[1].at)
    if result.state is State.ANSWERING:
        return NextStep(Step.RETRY if result.answered == result.total else Step.ANSWER, section)
    return NextStep(Step.READ, section)


def _unfinished(section: Section, result: SectionResult, journal: Journal) -> bool:
    if not section.questions:
        return bool(section.text) and journal.section(section.stem).share < 1.0
    return result.state is not State.PASSED
