"""How far each section of a course has come, and what of it is still known today."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import fsum

from studyapp.course.model import Course, Section
from studyapp.study.journal import Journal
from studyapp.study.memory import Memory, card_of, known_on, memory, met
from studyapp.study.results import SectionResult, State, section_result


class Stage(StrEnum):
    """What a section has come to, from nothing to what lasts."""

    NEW = "new"
    READ = "read"
    """Opened, and not passed."""
    PASSED = "passed"
    DURABLE = "durable"
    """Passed, and every question, or one of each pool, was known on three different days."""


@dataclass(frozen=True, slots=True)
class Spent:
    """Time in milliseconds."""

    reading: int
    answering: int

    @property
    def total(self) -> int:
        """Both together."""
        return self.reading + self.answering


@dataclass(frozen=True, slots=True)
class SectionMastery:
    """Where the learner stands with a section today."""

    stem: str
    title: str
    part: str
    """Title of the group that the course puts it in; empty where it is in none."""
    stage: Stage
    result: SectionResult
    """Its score (``share``, of ``maximum``), and how much is answered (``answered`` of ``total``)."""
    memory: Memory
    """``due``, and the ``recall`` predicted for today: None before anything was answered."""
    spent: Spent


@dataclass(frozen=True, slots=True)
class CourseMastery:
    """Where the learner stands with a course today."""

    id: str
    title: str
    sections: tuple[SectionMastery, ...]
    recall: float | None
    """The predicted share of the answered questions that is known, 0 to 1; None where none was answered."""

    @property
    def due(self) -> int:
        """Questions that are to be reviewed."""
        return sum(section.memory.due for section in self.sections)

    @property
    def spent(self) -> Spent:
        """Time on all sections."""
        return Spent(
            sum(section.spent.reading for section in self.sections),
            sum(section.spent.answering for section in self.sections),
        )


def course_mastery(course: Course, journal: Journal) -> CourseMastery:
    """A course on the learner's study day, from what the journal derived; no event is read."""
    today = journal.today()
    cards = [card_of(question, journal, course.exam) for _, question in met(course, journal)]
    known = [known_on(card, today, journal.policy) for card in cards if card is not None]
    return CourseMastery(
        course.id,
        course.title,
        tuple(_section(section, journal, course.exam) for section in course.sections),
        fsum(known) / len(known) if known else None,
    )


def _section(section: Section, journal: Journal, exam: int | None) -> SectionMastery:
    result, known = section_result(section, journal), memory(section, journal, exam)
    return SectionMastery(
        section.stem,
        section.title,
        section.part,
        _stage(result, known),
        result,
        known,
        Spent(
            journal.section(section.stem).ms,
            sum(journal.standing(id).ms for id in section.gist.ids),
        ),
    )


def _stage(result: SectionResult, known: Memory) -> Stage:
    if result.state is State.PASSED:
        return Stage.DURABLE if known.durable else Stage.PASSED
    return Stage.NEW if result.state is State.NEW else Stage.READ
