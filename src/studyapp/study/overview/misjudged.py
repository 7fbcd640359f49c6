"""What the learner was sure of, and wrong about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from studyapp.course.model import Course
from studyapp.study.journal import Journal
from studyapp.study.memory import card_of, met


@dataclass(frozen=True, slots=True)
class Misjudged:
    """A question whose latest rated answer was wrong, and given with the highest certainty."""

    course: str
    """The course's id."""
    course_title: str
    section: str
    """The section's stem; empty, as its title and the prompt are, where the course is not at hand."""
    section_title: str
    question: str
    """The question's id."""
    prompt: str
    """Markdown."""
    day: int
    """The study day of the answer."""


def misjudged(course: Course, journal: Journal) -> Iterator[Misjudged]:
    """Those of a course that is at hand."""
    for section, question in met(course, journal):
        card = card_of(question, journal)
        if card is not None and card.overconfident:
            yield Misjudged(
                course.id,
                course.title,
                section.stem,
                section.title,
                question.id,
                question.prompt,
                card.last,
            )


def misjudged_elsewhere(title: str, journal: Journal) -> Iterator[Misjudged]:
    """Those of a course of which there is only the journal, and the title that it was studied by."""
    for id in sorted(journal.known()):
        standing = journal.standing(id)
        if standing.card is not None and standing.card.overconfident and not standing.retired:
            yield Misjudged(journal.course, title, "", "", id, "", standing.card.last)
