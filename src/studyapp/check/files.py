"""The files behind a course: what their comments switch off, and where in them a finding stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from studyapp.course.files import Refusal, display_path, read_bytes
from studyapp.course.folder import COURSE_FILE
from studyapp.course.model import Course, Section
from studyapp.diagnostics import Span

_COMMENT = re.compile(r"(?:^|\s)#\s*check:\s*ignore\s+(?P<codes>[\w-]+(?:\s*,\s*[\w-]+)*)")

_NO_FIELD = re.compile(r"\s*(?:-\s*)?(?:#|$)")
"""A line with nothing but a comment, or a list's dash before one."""


@dataclass(frozen=True, slots=True)
class Ignore:
    """A rule that is switched off."""

    code: str
    file: str
    """Relative to the course's folder."""
    line: int
    question: int = 0
    """The line of the question that it stands beside; 0 for all of the file, or of the course in course.yaml."""


class Files:
    """A course's files as lines; one that can't be read has none."""

    def __init__(self, course: Course) -> None:
        self._course = course
        self._known: dict[str, list[str]] = {}
        self._starts: dict[str, list[int]] = {}

    def lines(self, file: str) -> list[str]:
        """The lines of a file, by its path within the course."""
        if file not in self._known:
            try:
                data = read_bytes(self._course.folder, *file.split("/"))
            except Refusal:
                data = b""
            text = data.removeprefix(b"\xef\xbb\xbf").decode(errors="replace")
            self._known[file] = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        return self._known[file]

    def shown(self, file: str) -> str:
        """A file's path as the user would type it."""
        return display_path(self._course.folder, *file.split("/"))

    @cached_property
    def ignores(self) -> tuple[Ignore, ...]:
        """What course.yaml and comments in question files switch off."""
        beside = [one for section in self._course.sections for one in self._comments(section)]
        lines = self.lines(COURSE_FILE) if self._course.ignored else []
        start = next((at for at, line in enumerate(lines) if line.startswith("check:")), 0)
        return (
            *(
                Ignore(
                    code,
                    COURSE_FILE,
                    1 + next((at for at, line in enumerate(lines) if at >= start and code in line), 0),
                )
                for code in self._course.ignored
            ),
            *beside,
        )

    def _comments(self, section: Section) -> Iterator[Ignore]:
        """What the comments of a question file switch off."""
        if not section.questions:
            return
        starts = self._first_lines(section)
        lines = self.lines(section.question_file)
        for number, line in enumerate(lines, 1):
            if "ignore" in line and (found := _COMMENT.search(line)):
                question = _meant(starts, lines, number)
                for code in re.split(r"\s*,\s*", found["codes"]):
                    yield Ignore(code, section.question_file, number, question)

    def span(self, section: Section, line: int, field: str, quote: str) -> Span:
        """Where in a question, which begins at ``line``, a quotation stands, else its field, else all of it."""
        lines = self.lines(section.question_file)
        starts = self._first_lines(section)
        after = bisect_right(starts, line)
        stop = starts[after] - 1 if after < len(starts) else len(lines)
        within = range(line - 1, min(stop, len(lines)))
        if piece := quote.split("\n", 1)[0][:40].strip():
            for at in within:
                if (column := lines[at].find(piece)) >= 0:
                    return _to_line_end(lines, at, column)
        if field:
            key = re.compile(rf"(?:^|[\s{{,-])({field}\s*:)")
            for at in within:
                if found := key.search(lines[at]):
                    return _to_line_end(lines, at, found.start(1))
        return _to_line_end(lines, line - 1, None)

    def span_of(self, ignore: Ignore) -> Span:
        """Where a code stands that is to be switched off."""
        line = self.lines(ignore.file)[ignore.line - 1]
        start = max(0, line.find(ignore.code)) + 1
        return Span(ignore.line, start, ignore.line, start + len(ignore.code))

    def _first_lines(self, section: Section) -> list[int]:
        """The first lines of a section's questions, ascending."""
        if section.question_file not in self._starts:
            self._starts[section.question_file] = sorted(question.line for question in section.questions)
        return self._starts[section.question_file]


def _meant(starts: list[int], lines: list[str], number: int) -> int:
    """The first line of the question that a comment in line ``number`` is for, 0 where it is for the file.

    One above the first question is for the file, one on the lines right above another for that, any other for the
    question that it stands in.
    """
    before = bisect_right(starts, number)
    behind_dash = lines[number - 1].lstrip().startswith("-")
    if (before or behind_dash) and before < len(starts):
        between = lines[number - 1 : starts[before] - 1]
        if between and all(_NO_FIELD.match(line) for line in between):
            return starts[before]
    return starts[before - 1] if before else 0


def _to_line_end(lines: list[str], at: int, column: int | None) -> Span:
    """From a column (from 0, None for the first that is no space) to the end of the line with that index."""
    line = lines[at] if at < len(lines) else ""
    start = column if column is not None else len(line) - len(line.lstrip())
    return Span(at + 1, start + 1, at + 1, max(len(line.rstrip()), start + 1) + 1)
