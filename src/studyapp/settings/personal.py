"""A course as one learner has set it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from studyapp.course.model import Course
from studyapp.settings.table import LearnerSettings


def personal(course: Course, settings: LearnerSettings) -> Course:
    """The course with the learner's settings over those of its sections; the course itself if there are none."""
    own: dict[str, Any] = {"certainty": settings.certainty, "where": settings.where}
    if settings.book is not None:
        own["open_book"] = settings.book == "open"
    own = {name: value for name, value in own.items() if value is not None}
    if not own:
        return course
    sections = tuple([one.under(replace(one.settings, **own)) for one in course.sections])
    return replace(course, settings=replace(course.settings, **own), sections=sections)
