"""What docs/course-format.md must tell: the name of every field, and of every type of question."""

from __future__ import annotations

from typing import Final

from studyapp.course.choices import CHOICE
from studyapp.course.coursefile import CHECK, COURSE_FIELDS, PART
from studyapp.course.kinds import KINDS, QUESTION
from studyapp.course.parts import CRITERION, FEEDBACK, MISTAKE, PAIR
from studyapp.course.questions import FILE_FIELDS
from studyapp.course.settings import SETTINGS

FIELDS: Final[dict[str, tuple[str, ...]]] = {
    "course.yaml": COURSE_FIELDS,
    "part": tuple(PART.readers),
    "check": tuple(CHECK.readers),
    "settings": tuple(SETTINGS.readers),
    "question file": FILE_FIELDS,
    "question": tuple(QUESTION.readers),
    "choice": tuple(CHOICE.readers),
    "mistake": tuple(MISTAKE.readers),
    "feedback": tuple(FEEDBACK.readers),
    "pair": tuple(PAIR.readers),
    "criterion": tuple(CRITERION.readers),
}
"""Field names by what they belong to."""
TYPES: Final = tuple(KINDS)
