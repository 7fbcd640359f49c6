"""All that a rule may look at."""

from __future__ import annotations

from functools import cached_property

from studyapp.check.files import Ignore
from studyapp.check.near import Pair, near_pairs
from studyapp.check.posed import Posed
from studyapp.course.model import Course

NEAR = 90
"""From this likeness on, in per cent, two stems are worth a look."""


class Material:
    """All that a rule may look at."""

    def __init__(
        self, course: Course, ignores: tuple[Ignore, ...] = (), codes: frozenset[str] = frozenset()
    ) -> None:
        self.course = course
        self.ignores = ignores
        """What is switched off, known or not."""
        self.codes = codes
        """Of all rules."""
        self.posed = tuple([Posed(question, section) for section, question in course.questions()])

    @property
    def english(self) -> bool:
        """Whether the course says that it is in English, as it does by default."""
        return self.course.language.lower().startswith("en")

    @cached_property
    def near(self) -> tuple[Pair, ...]:
        """Pairs of questions that nearly ask the same."""
        return tuple(near_pairs(self.posed, NEAR))
