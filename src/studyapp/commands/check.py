"""``studyapp check``: the mistakes in a course's files, and what makes its questions bad."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from studyapp.commands.courses import named
from studyapp.commands.exits import WRONG_USAGE, tell
from studyapp.course.files import display_path, file_error
from studyapp.course.folder import find_courses
from studyapp.course.load import load
from studyapp.course.model import Course
from studyapp.diagnostics import Diagnostic, Format, Severity, render, summary
from studyapp.errors import CourseError
from studyapp.wording import counted

FOLDERS = ("questions", "content")
Form: TypeAlias = Format | Literal["sarif"]


@dataclass(frozen=True, slots=True)
class _Target:
    """A course, or files of it."""

    folder: Path
    files: frozenset[Path] = frozenset()
    """Resolved; empty for all."""

    def holds(self, path: Path) -> bool:
        """Whether a file is one that was asked for."""
        return not self.files or path.resolve() in self.files

    def tells(self, one: Diagnostic) -> bool:
        """Whether a diagnostic is about what was asked for."""
        return any(self.holds(Path(file)) for file in (one.file, *(label.file for label in one.labels)))


def check(
    words: Sequence[str],
    form: Form,
    *,
    strict: bool = False,
    info: bool = False,
    players: bool = False,
    fix: bool = False,
) -> int:
    """Print what is wrong with courses or single files of them, by default with the course of the current folder.

    Returns 1 where there are errors, or warnings if it is ``strict``, else 0; 2 where there is nothing to check.
    ``info`` prints what is only worth knowing too; ``players`` prints what guessing earns, and no findings; ``fix``
    first writes what has one right answer, and tells it on stderr.
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
        if fix:
            from studyapp.check.fixing import fix as mend

            mend(target.folder, tell, target.holds)
        found += _checked(target, opened, rules=not players)
    if players:
        from studyapp.commands.guessing import guessing

        return guessing(opened, found)
    _print(found, form, info, _looked_at(targets, opened))
    failing = (Severity.ERROR, Severity.WARNING) if strict else (Severity.ERROR,)
    return int(any(one.severity in failing for one in found))


def _print(found: Sequence[Diagnostic], form: Form, info: bool, looked_at: tuple[str, str]) -> None:
    """Print the findings, and in forms for people how many there are in what was looked at."""
    told = [one for one in found if info or one.severity is not Severity.INFO]
    if printed := _printed(told, form):
        print(printed, flush=True)
    if form in ("full", "short"):
        files, courses = looked_at
        where = f" of {courses}" if told else f" in {files}{courses}"
        notes = len(found) - len(told)
        more = f"; {counted(notes, 'note')} not shown: --info" if notes else ""
        tell(f"{summary(told)}{where if courses else ''}{more}")


def _targets(words: Sequence[str]) -> list[_Target]:
    """The courses named, each once, and the files of courses; raises CourseError for a file of none."""
    files: dict[Path, set[Path]] = {}
    for word in words:
        path = Path(word)
        if path.is_file():
            files.setdefault(_course_of(path), set()).update(_section_of(path.resolve()))
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


def _section_of(file: Path) -> list[Path]:
    """The file, and with a text the questions about it: what an edit of the text breaks is found there."""
    questions = file.parents[1] / "questions" / f"{file.stem}.yaml"
    return [file, questions] if file.parent.name == "content" and questions.is_file() else [file]


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


def _printed(found: Sequence[Diagnostic], form: Form) -> str:
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


def _looked_at(targets: Sequence[_Target], courses: Sequence[Course]) -> tuple[str, str]:
    """How many files, where not all were looked at, and of which courses: ``rivers: 9 sections, 63 questions``."""
    if not courses:
        return "", ""
    name = f"{len(courses)} courses" if len(courses) > 1 else courses[0].folder.resolve().name
    if all(target.files for target in targets):
        return f"{counted(sum(len(target.files) for target in targets), 'file')} of ", name
    sections = sum(len(course.sections) for course in courses)
    questions = sum(len(section.questions) for course in courses for section in course.sections)
    return "", f"{name}: {counted(sections, 'section')}, {counted(questions, 'question')}"
