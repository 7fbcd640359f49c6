"""``studyapp check``: the mistakes in a course's files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from studyapp.commands.courses import named
from studyapp.commands.exits import tell
from studyapp.course.files import display_path, file_error
from studyapp.course.load import find_courses, load
from studyapp.course.model import Course
from studyapp.diagnostics import Diagnostic, Format, Severity, render, summary
from studyapp.errors import CourseError
from studyapp.wording import counted

WRONG_USAGE = 2


def check(courses: Sequence[str], form: Format) -> int:
    """Print what is wrong with the courses, by default that of the current folder; 1 where there are errors, else 0."""
    if not courses and find_courses(here := Path()) != [here]:
        tell(_no_course_here(here.resolve()))
        return WRONG_USAGE
    found: list[Diagnostic] = []
    opened: list[Course] = []
    for folder in named(courses or ["."]):
        try:
            loaded = load(folder)
        except CourseError as error:
            found.append(file_error("no-course", str(error), display_path(folder), ""))
        else:
            opened.append(loaded.course)
            found += loaded.diagnostics
    if told := render(found, form):
        print(told, flush=True)
    if form in ("full", "short"):
        tell(f"{summary(found)}{_checked(opened, 'of' if found else 'in')}")
    return int(any(one.severity is Severity.ERROR for one in found))


def _no_course_here(here: Path) -> str:
    told = "The current folder is no course: it has neither course.yaml nor content/."
    if find_courses(here.parent) == [here.parent]:
        return f"{told} The folder above it is one: studyapp check .."
    return f"{told} Name one: studyapp check COURSE"


def _checked(courses: Sequence[Course], joined: str) -> str:
    """What was looked at, such as `` in rivers: 9 sections, 63 questions``."""
    if not courses:
        return ""
    sections = sum(len(course.sections) for course in courses)
    questions = sum(len(section.questions) for course in courses for section in course.sections)
    name = f"{len(courses)} courses" if len(courses) > 1 else courses[0].folder.resolve().name
    return f" {joined} {name}: {counted(sections, 'section')}, {counted(questions, 'question')}"
