"""A sitting for authors: all of a section's questions, any of which can be turned to."""

from __future__ import annotations

from typing import Self

from studyapp.course.model import Course, Question, Section
from studyapp.study.asked import Asked
from studyapp.study.journal import Journal
from studyapp.study.sitting import Sitting


class Rehearsal(Sitting):
    """A sitting that asks what the question file holds now: each question of a pool, and new ones at once."""

    @property
    def asked(self) -> tuple[Asked, ...]:
        """The section's questions, in order, as they are asked."""
        return tuple(map(self._ask, self.section.questions))

    @classmethod
    def open(cls, course: Course, section: Section, journal: Journal) -> Self:
        """Go on with the section's unfinished sitting, or begin one."""
        if journal.section(section.stem).sitting:
            sitting = cls(course, section, journal)
            if sitting.current is not None:
                return sitting
        return cls._anew(course, section, journal)

    @classmethod
    def at(cls, course: Course, section: Section, journal: Journal, question: Question) -> Self:
        """The section's sitting, or a new one, at a question of the section, whether or not it is done."""
        begun = journal.section(section.stem).sitting
        sitting = cls(course, section, journal) if begun else cls._anew(course, section, journal)
        sitting._current = sitting._ask(question)
        return sitting

    @classmethod
    def _anew(cls, course: Course, section: Section, journal: Journal) -> Self:
        cls.begin(course, section, journal, section.questions)
        return cls(course, section, journal)
