"""``studyapp check``: the mistakes in a course's files."""

from __future__ import annotations

from collections.abc import Sequence

from studyapp.commands.courses import chosen
from studyapp.commands.exits import tell
from studyapp.course.load import load
from studyapp.diagnostics import Diagnostic, Format, Severity, render, summary
from studyapp.errors import CourseError


def check(courses: Sequence[str], form: Format) -> int:
    """Print what is wrong with the courses; 1 where there are errors, else 0."""
    found: list[Diagnostic] = []
    failed = False
    for folder in chosen(courses):
        try:
            found += load(folder).diagnostics
        except CourseError as error:
            tell(str(error))
            failed = True
    if told := render(found, form):
        print(told, flush=True)
    if form in ("full", "short"):
        tell(summary(found))
    return int(failed or any(one.severity is Severity.ERROR for one in found))
