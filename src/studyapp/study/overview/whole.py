"""All that the progress screen shows, from the courses that are at hand and the progress file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from studyapp.course.model import Course
from studyapp.study.journal import Journal
from studyapp.study.memory import card_of, met
from studyapp.study.overview.calendar import Calendar, calendar
from studyapp.study.overview.calibration import Level, levels
from studyapp.study.overview.forecast import Forecast, forecast
from studyapp.study.overview.mastery import CourseMastery, course_mastery
from studyapp.study.overview.misjudged import Misjudged, misjudged, misjudged_elsewhere

if TYPE_CHECKING:
    from studyapp.study.store import CourseRow, Progress


@dataclass(frozen=True, slots=True)
class Overview:
    """What a learner has come to, on one study day."""

    today: int
    """The study day, in days since 1970-01-01; see :mod:`studyapp.study.review.days`."""
    courses: tuple[CourseMastery, ...]
    """Those at hand, in the order given."""
    others: tuple[CourseRow, ...]
    """What the progress file alone knows of other courses, the one studied last first."""
    calendar: Calendar
    """Of all courses together."""
    forecast: Forecast
    """Of the courses at hand: the others' questions can't be reviewed."""
    certainty: tuple[Level, ...]
    """Each level, from the lowest; of all courses together."""
    misjudged: tuple[Misjudged, ...]
    """The latest first; of all courses."""


def overview(courses: Sequence[Course], progress: Progress) -> Overview:
    """The overview on the learner's study day, by the progress file's clock.

    Its cost grows with the questions, not with the history. Raises ProgressError where the file can't be read.
    """
    today = progress.today()
    journals = [progress.journal(course.id) for course in courses]
    at_hand = list(zip(courses, journals, strict=True))
    ids = {course.id for course in courses}
    others = tuple(row for row in progress.courses() if row.id not in ids)
    return Overview(
        today,
        tuple(course_mastery(course, journal) for course, journal in at_hand),
        others,
        calendar(progress.study_days(), today),
        forecast((day for course, journal in at_hand for day in _due(course, journal)), today),
        levels(progress.stated()),
        _misjudged(at_hand, others, progress),
    )


def _due(course: Course, journal: Journal) -> list[int]:
    cards = [card_of(question, journal, course.exam) for _, question in met(course, journal)]
    return [card.due for card in cards if card is not None]


def _misjudged(
    at_hand: Sequence[tuple[Course, Journal]], others: Sequence[CourseRow], progress: Progress
) -> tuple[Misjudged, ...]:
    found = [one for course, journal in at_hand for one in misjudged(course, journal)]
    found += [one for row in others for one in misjudged_elsewhere(row.title, progress.journal(row.id))]
    return tuple(sorted(found, key=lambda one: -one.day))
