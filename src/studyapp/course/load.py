"""A folder to a course, with everything that is wrong with it."""

from __future__ import annotations

import gc
import os
import re
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from studyapp.course.coursefile import CourseFile
from studyapp.course.fields import did_you_mean
from studyapp.course.files import Refusal, display_path, file_error, names
from studyapp.course.ids import slug
from studyapp.course.model import Course, Question, Section, Settings
from studyapp.course.questions import QuestionReader
from studyapp.course.source import Source, read
from studyapp.course.text import title_of
from studyapp.diagnostics import Diagnostic, Severity, printable
from studyapp.errors import CourseError

COURSE_FILE = "course.yaml"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Loaded:
    """A course, and what was found in its files, in order of file and place."""

    course: Course
    diagnostics: tuple[Diagnostic, ...]


def load(folder: Path) -> Loaded:
    """The course in a folder; what has errors is left out of it and says so.

    Raises CourseError where there is nothing to open: no such folder, or no readable ``content/`` with a ``.md``
    file in it.
    """
    if not folder.is_dir():
        what = "is not a folder" if folder.exists() else "does not exist"
        raise CourseError(
            f"{display_path(folder)} {what}. Give the folder that holds content/ and questions/."
        )
    with _collector_paused():
        return _Loader(folder).load()


def find_courses(folder: Path) -> list[Path]:
    """The folder itself if it is a course, else those of its direct sub-folders that are, by name."""
    if _is_course(folder):
        return [folder]
    try:
        return sorted(
            path for path in folder.iterdir() if path.name[0] != "." and path.is_dir() and _is_course(path)
        )
    except OSError:
        return []


def _is_course(folder: Path) -> bool:
    return (folder / COURSE_FILE).is_file() or (folder / "content").is_dir()


@contextmanager
def _collector_paused() -> Iterator[None]:
    """No garbage collection: a course is many objects and no cycles, and each collection would walk them all."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


class _Loader:
    """One run over a folder; ``found`` gathers the diagnostics of all its files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.found: list[Diagnostic] = []
        self.questions = QuestionReader()

    def load(self) -> Loaded:
        stems = self._content_stems()
        banks = self._question_stems(stems)
        about = self._course_file(stems)
        sections = tuple(
            self._section(stem, part, about.settings, stem in banks)
            for stem, part in self._ordered(about, stems)
        )
        name = self.folder.resolve().name
        course = Course(
            id=about.id or slug(name) or "course",
            title=about.title or prettified(name),
            folder=self.folder,
            description=about.description,
            authors=about.authors,
            language=about.language,
            licence=about.licence,
            settings=about.settings,
            sections=sections,
        )
        self.found.sort(key=lambda one: (one.file, one.span.line, one.span.column))
        return Loaded(course, tuple(self.found))

    def _content_stems(self) -> list[str]:
        try:
            stems = self._stems("content", ".md")
        except Refusal as refusal:
            raise CourseError(f"{refusal.diagnostic.file}: {refusal.diagnostic.message}") from None
        if not stems:
            raise CourseError(
                f"{display_path(self.folder, 'content')} holds no section: no file that ends in .md."
            )
        return stems

    def _question_stems(self, stems: Collection[str]) -> set[str]:
        if not os.path.lexists(self.folder / "questions"):
            return set()
        try:
            banks = self._stems("questions", ".yaml")
        except Refusal as refusal:
            self.found.append(refusal.diagnostic)
            return set()
        for stem in banks:
            if stem not in stems:
                file = display_path(self.folder, "questions", f"{stem}.yaml")
                message = f"there is no content/{stem}.md that these questions belong to"
                help = did_you_mean(stem, stems) or "name the file as its section, or delete it"
                self.found.append(file_error("question-file-without-section", message, file, help))
        return set(banks)

    def _stems(self, part: str, ending: str) -> list[str]:
        """The stems of a sub-folder's files with that ending; raises Refusal where it can't be listed."""
        stems = []
        for name in names(self.folder, part):
            if name.startswith("."):
                continue
            file = display_path(self.folder, part, name)
            if Path(name).suffix != ending:
                self._check_ending(file, Path(name), ending)
            elif not name.isprintable():
                help = "rename the file: letters, digits, dashes"
                self.found.append(
                    file_error(
                        "bad-file-name", "the file's name has characters that can't be shown", file, help
                    )
                )
            else:
                stems.append(name.removesuffix(ending))
        return stems

    def _check_ending(self, file: str, name: Path, ending: str) -> None:
        """Report a file that is named almost as one that would be read."""
        if name.suffix.lower() in {".md": (".md", ".markdown"), ".yaml": (".yaml", ".yml")}[ending]:
            help = f"rename it to {printable(name.stem)}{ending}"
            message = f"the file is not read: its name ends in {printable(name.suffix)}"
            self.found.append(file_error("wrong-ending", message, file, help))

    def _file(self, use: Callable[[Source], T], *parts: str) -> tuple[T | None, tuple[Diagnostic, ...]]:
        """What ``use`` makes of a file, and the file's errors."""
        made, found = None, []
        try:
            source = read(self.folder, *parts)
            found = source.found
            if not found:
                made = use(source)
        except Refusal as refusal:
            found.append(refusal.diagnostic)
        self.found += found
        return made, tuple(one for one in found if one.severity is Severity.ERROR)

    def _course_file(self, stems: Collection[str]) -> CourseFile:
        for name in sorted(path.name for path in self.folder.glob("[cC][oO][uU][rR][sS][eE].[yY]*")):
            if name != COURSE_FILE:
                self._check_ending(display_path(self.folder, name), Path(name), ".yaml")
        about = CourseFile()
        if os.path.lexists(self.folder / COURSE_FILE):
            self._file(lambda source: about.read(source, stems), COURSE_FILE)
        return about

    def _ordered(self, about: CourseFile, stems: list[str]) -> list[tuple[str, str]]:
        """The sections as listed, then those that course.yaml forgets."""
        listed = {stem for stem, _ in about.sections}
        forgotten = [stem for stem in stems if stem not in listed]
        if about.sections:
            file = display_path(self.folder, COURSE_FILE)
            for stem in forgotten:
                message = f"`sections` does not list {stem}, which is put at the end"
                warning = file_error("section-not-listed", message, file, f"add `- {stem}` to `sections`")
                self.found.append(replace(warning, severity=Severity.WARNING))
        return about.sections + [(stem, "") for stem in forgotten]

    def _section(self, stem: str, part: str, settings: Settings, has_questions: bool) -> Section:
        content_file, question_file = f"content/{stem}.md", f"questions/{stem}.yaml"
        content, errors = self._file(lambda source: source, *content_file.split("/"))
        questions: tuple[Question, ...] = ()
        if has_questions:
            made, more = self._file(
                lambda source: self.questions.read(source, content, settings), *question_file.split("/")
            )
            errors += more
            if made and not more:
                questions, settings = made
        text = content.text if content else ""
        return Section(
            stem=stem,
            title=title_of(text) or prettified(stem),
            text=text,
            questions=questions,
            settings=settings,
            part=part,
            content_file=content_file,
            question_file=question_file,
            left_out=errors,
        )


def prettified(stem: str) -> str:
    """A title made of a file's stem, without its number and dashes.

    >>> prettified("01-current-landscape")
    'Current landscape'
    """
    words = " ".join(re.sub(r"^[0-9]+(?=[-_ .])", "", stem).replace("-", " ").replace("_", " ").split())
    return words[:1].upper() + words[1:] or stem
