"""``studyapp check``: the mistakes in a course's files, and what makes its questions bad."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from studyapp.commands.courses import named
from studyapp.commands.exits import tell
from studyapp.course.files import display_path, file_error
from studyapp.course.load import find_courses, load
from studyapp.course.model import Course
from studyapp.diagnostics import Diagnostic, Format, Severity, render, summary
from studyapp.errors import CourseError
from studyapp.wording import counted

WRONG_USAGE = 2
FOLDERS = ("questions", "content")


@dataclass(frozen=True, slots=True)
class _Target:
    """A course, or files of it."""

    folder: Path
    files: frozenset[Path] = frozenset()
    """Resolved; empty for all."""

    def tells(self, one: Diagnostic) -> bool:
        """Whether a diagnostic is about what was asked for."""
        places = {Path(one.file).resolve(), *(Path(label.file).resolve() for label in one.labels)}
        return not self.files or not self.files.isdisjoint(places)


def check(
    words: Sequence[str],
    form: Format | Literal["sarif"],
    *,
    strict: bool = False,
    info: bool = False,
    players: bool = False,
) -> int:
    """Print what is wrong with courses or single files of them, by default with the course of the current folder.

    Returns 1 where there are errors, or warnings if it is ``strict``, else 0; 2 where there is nothing to check.
    ``info`` prints what is only worth knowing too; ``players`` prints what guessing earns, and no findings.
    """
    if not words and find_courses(here := Path()) != [here]:
        tell(_no_course_here(here.resolve()))
        return WRONG_USAGE
    try:
        targets = _targets(words or ["."])
    except CourseError as error:
        tell(str(error))
        return WRONG_USAGE
    found: list[Diagnostic] = []
    opened: list[Course] = []
    for target in targets:
        found += _checked(target, opened, rules=not players)
    if players:
        from studyapp.commands.guessing import guessing

        return guessing(opened, found)
    told = [one for one in found if info or one.severity is not Severity.INFO]
    if printed := _printed(told, form):
        print(printed, flush=True)
    if form in ("full", "short"):
        tell(
            f"{summary(told)}{_looked_at(opened, 'of' if told else 'in')}{_not_shown(len(found) - len(told))}"
        )
    failing = (Severity.ERROR, Severity.WARNING) if strict else (Severity.ERROR,)
    return int(any(one.severity in failing for one in found))


def _targets(words: Sequence[str]) -> list[_Target]:
    """The courses named, each once, and the files of courses; raises CourseError for a file of none."""
    files: dict[Path, set[Path]] = {}
    for word in words:
        path = Path(word)
        if path.is_file():
            files.setdefault(_course_of(path), set()).add(path.resolve())
    folders = named([word for word in words if not Path(word).is_file()])
    whole = {folder.resolve() for folder in folders}
    of_files = [
        _Target(folder, frozenset(wanted))
        for folder, wanted in files.items()
        if folder.resolve() not in whole
    ]
    return [*map(_Target, folders), *of_files]


def _course_of(file: Path) -> Path:
    """The folder of the course that a file belongs to."""
    parent = file.parent
    if parent.resolve().name in FOLDERS:
        return parent.parent if parent.name in FOLDERS else parent / ".."
    if file.name == "course.yaml":
        return parent
    raise CourseError(
        f"{display_path(file)} belongs to no course: question files lie in COURSE/questions/, texts in COURSE/content/."
    )


def _checked(target: _Target, opened: list[Course], *, rules: bool) -> list[Diagnostic]:
    """What reading a course reports, then what the rules find in it; the course is added to ``opened``."""
    try:
        loaded = load(target.folder)
    except CourseError as error:
        return [file_error("no-course", str(error), display_path(target.folder), "")]
    opened.append(loaded.course)
    found = list(loaded.diagnostics)
    if rules:
        from studyapp.check.run import check as check_rules

        found += check_rules(loaded.course)
    return [one for one in found if target.tells(one)] if target.files else found


def _printed(found: Sequence[Diagnostic], form: Format | Literal["sarif"]) -> str:
    if form != "sarif":
        return render(found, form)
    from studyapp.check.pages import ABOUT
    from studyapp.sarif import sarif

    return sarif(found, ABOUT)


def _no_course_here(here: Path) -> str:
    told = "The current folder is no course: it has neither course.yaml nor content/."
    if find_courses(here.parent) == [here.parent]:
        return f"{told} The folder above it is one: studyapp check .."
    return f"{told} Name one: studyapp check COURSE"


def _looked_at(courses: Sequence[Course], joined: str) -> str:
    """What was looked at, such as `` in rivers: 9 sections, 63 questions``."""
    if not courses:
        return ""
    sections = sum(len(course.sections) for course in courses)
    questions = sum(len(section.questions) for course in courses for section in course.sections)
    name = f"{len(courses)} courses" if len(courses) > 1 else courses[0].folder.resolve().name
    return f" {joined} {name}: {counted(sections, 'section')}, {counted(questions, 'question')}"


def _not_shown(number: int) -> str:
    return f"; {counted(number, 'note')} not shown: --info" if number else ""
