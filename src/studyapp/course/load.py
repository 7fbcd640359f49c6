"""A folder to a course, with everything that is wrong with it."""

from __future__ import annotations

import gc
import os
import re
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from studyapp.clean import one_line, printable
from studyapp.course.coursefile import CourseFile
from studyapp.course.files import Refusal, display_path, file_error, names, read_bytes
from studyapp.course.folder import COURSE_FILE, Loaded
from studyapp.course.forms import did_you_mean
from studyapp.course.ids import MAX_ID, slug
from studyapp.course.model import Course, Question, Section, Settings
from studyapp.course.questions import QuestionReader
from studyapp.course.source import Source, read
from studyapp.course.text import Heading, first_heading
from studyapp.diagnostics import Diagnostic, Severity
from studyapp.errors import CourseError

MAX_TITLE = 200
"""Characters of a section's title."""
_ID_LINE = re.compile(r"^[\ufeff\ufffd]*id:[^\w\n]*([^\n]+)", re.MULTILINE)
_TITLE_LINE = re.compile(r"^[\ufeff\ufffd]*title:[ \t]*([^\s\[{|>&*!#][^\n]*)", re.MULTILINE)
_READ = {".md": (".md", ".markdown"), ".yaml": (".yaml", ".yml")}
"""Endings of files that are read, and those that are meant for them."""
_FOLDERS = {"content": "content", "contents": "content", "question": "questions", "questions": "questions"}
T = TypeVar("T")


def load(folder: Path) -> Loaded:
    """The course in a folder; what has errors is left out of it and says so.

    Raises CourseError where there is nothing to open: no such folder, no readable ``content/`` with a ``.md``
    file in it, or another version of the format.
    """
    if not folder.is_dir():
        what = "is not a folder" if folder.exists() else "does not exist"
        raise CourseError(
            f"{display_path(folder)} {what}. Give the folder that holds content/ and questions/."
        )
    with _collector_paused():
        return _Loader(folder).load()


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
        self._check_folders()
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
            exam=about.exam,
            settings=about.settings,
            ignored=about.ignored,
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
                self._check_inside(part, name)
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
        """Report a file that is named almost as one that would be read, or that another folder should hold."""
        if name.suffix.lower() in _READ[ending]:
            help = f"rename it to {printable(name.stem)}{ending}"
            message = f"the file is not read: its name ends in {printable(name.suffix)}"
            self.found.append(file_error("wrong-ending", message, file, help))
        elif name.suffix == ".txt" and Path(name.stem).suffix.lower() in _READ[ending]:
            self._not_read("file", file, f"rename it to {printable(Path(name.stem).stem)}{ending}")
        elif name.suffix.lower() in (*_READ[".md"], *_READ[".yaml"]):
            self._not_read("file", file, "texts (.md) belong in content/, questions (.yaml) in questions/")

    def _not_read(self, what: str, file: str, help: str) -> None:
        error = file_error("not-read", f"this {what} is not read", file, help)
        self.found.append(replace(error, severity=Severity.WARNING))

    def _check_inside(self, *parts: str) -> None:
        """Report a folder within content/ or questions/ that holds what would be read there."""
        try:
            inner = names(self.folder, *parts)
        except Refusal:
            return
        if any(Path(name).suffix in _READ for name in inner):
            self._not_read("folder", display_path(self.folder, *parts), f"move its files to {parts[0]}/")

    def _check_folders(self) -> None:
        """Report folders that are named almost as those that are read."""
        for path in self.folder.glob("*"):
            meant = _FOLDERS.get(path.name.lower(), path.name)
            if meant != path.name and path.is_dir():
                help = f"move its files to {meant}/, in lower case"
                self._not_read("folder", display_path(self.folder, path.name), help)

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
            if name != COURSE_FILE and name.lower().removesuffix(".txt") in ("course.yaml", "course.yml"):
                message = f"the file is not read: it is named {printable(name)}"
                file = display_path(self.folder, name)
                self.found.append(file_error("wrong-ending", message, file, f"rename it to {COURSE_FILE}"))
        about = CourseFile()
        if os.path.lexists(self.folder / COURSE_FILE):
            _, errors = self._file(lambda source: about.read(source, stems), COURSE_FILE)
            if errors:
                self._salvage(about)
        return about

    def _salvage(self, about: CourseFile) -> None:
        """Take id and title from a file with errors: progress is kept under the id, which must not change."""
        try:
            data = read_bytes(self.folder, COURSE_FILE)
        except Refusal:
            return
        text = data.decode(errors="replace").replace("\0", "").replace("\r", "\n")
        if not about.id and (line := _ID_LINE.search(text)):
            about.id = slug(re.split(r"[ \t]#", line[1])[0], words=MAX_ID)
        if not about.title and (line := _TITLE_LINE.search(text)):
            about.title = one_line(line[1]).strip("\"'")[:MAX_TITLE]

    def _ordered(self, about: CourseFile, stems: list[str]) -> list[tuple[str, str]]:
        """The sections as listed, then those that course.yaml forgets."""
        listed = {stem for stem, _ in about.sections}
        return about.sections + [(stem, "") for stem in stems if stem not in listed]

    def _section(self, stem: str, part: str, settings: Settings, has_questions: bool) -> Section:
        content_file, question_file = f"content/{stem}.md", f"questions/{stem}.yaml"
        heading: Heading | None = None

        def take(source: Source) -> Source:
            nonlocal heading
            heading = _checked_heading(source)
            return source

        content, errors = self._file(take, *content_file.split("/"))
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
            title=heading.title[:MAX_TITLE] if heading else prettified(stem),
            text=text,
            questions=questions,
            settings=settings,
            part=part,
            content_file=content_file,
            question_file=question_file,
            left_out=errors,
        )


def _checked_heading(source: Source) -> Heading | None:
    """A text's first heading; a warning where it is too long for a title."""
    heading = first_heading(source.text)
    if heading and len(heading.title) > MAX_TITLE:
        message = f"the title has {len(heading.title):,} characters, of which {MAX_TITLE} are shown"
        source.warning("long-title", message, heading.start, heading.start, "shorten the heading")
    return heading


def prettified(stem: str) -> str:
    """A title made of a file's stem, without its number and dashes.

    >>> prettified("01-current-landscape")
    'Current landscape'
    """
    words = " ".join(re.sub(r"^[0-9]+(?=[-_ .])", "", stem).replace("-", " ").replace("_", " ").split())
    return words[:1].upper() + words[1:] or stem
