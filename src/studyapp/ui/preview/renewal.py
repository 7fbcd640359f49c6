"""From a course as it was to the same course after an edit: what to show, and where in it the author was."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import takewhile
from pathlib import PurePath

from studyapp.course.files import display_path
from studyapp.course.model import Course, Question, Section
from studyapp.diagnostics import Diagnostic


def with_last_good(new: Course, old: Course) -> Course:
    """The new course, where a file has errors with what it held before them; the section still says that it has.

    A file that is being written, or has a slip in it, so never empties the screen.
    """
    return replace(new, sections=tuple(_mended(one, old.section(one.stem)) for one in new.sections))


def _mended(new: Section, old: Section | None) -> Section:
    if not new.left_out or old is None:
        return new
    if not new.text:
        new = replace(new, text=old.text, title=old.title)
    if not new.questions:
        new = replace(new, questions=old.questions, settings=old.settings)
    return new


def as_before(section: Section) -> str:
    """What of a section is shown as it was before an error in its file, and in which line that is; empty if nothing."""
    kept = {
        section.question_file: ("questions", section.questions),
        section.content_file: ("text", section.text),
    }
    for file, (what, held) in kept.items():
        errors = [one for one in section.left_out if PurePath(one.file).match(file)]
        if held and errors:
            return f"{what} as before the error in line {errors[0].span.line}"
    return ""


def section_now(old: Course, new: Course, section: Section) -> Section | None:
    """What has become of a section: that of its name, else the one file that is new; None where it is gone."""
    if (same := new.section(section.stem)) is not None:
        return same
    known = {one.stem for one in old.sections}
    added = [one for one in new.sections if one.stem not in known]
    return added[0] if len(added) == 1 else None


def question_now(old: Section, new: Section, question: Question) -> Question | None:
    """What has become of a question: that of its id, else what replaces it, else what stands in its place."""
    if (same := new.question(question.id)) is not None:
        return same
    heirs = (one for one in new.questions if question.id in one.replaces)
    if (heir := next(heirs, None)) is not None or not new.questions:
        return heir
    ids = [one.id for one in old.questions]
    place = ids.index(question.id) if question.id in ids else 0
    return new.questions[min(place, len(new.questions) - 1)]


def offset_now(old: str, new: str, offset: int) -> int:
    """Where the place of an offset is after an edit: what stands before and behind the edit has moved with it.

    >>> offset_now("one two three", "one and two three", 8)
    12
    """
    before = _alike(old, new)
    if offset <= before:
        return offset
    if offset >= len(old) - _alike(reversed(old), reversed(new)):
        return offset + len(new) - len(old)
    return before


def _alike(one: Iterable[str], other: Iterable[str]) -> int:
    """How many letters are the same from the start on."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def about(course: Course, found: Diagnostic) -> tuple[Section | None, Question | None]:
    """The section and the question that a diagnostic is about; None where it is about no single one."""
    for section in course.sections:
        if found.file == display_path(course.folder, section.content_file):
            return section, None
        if found.file == display_path(course.folder, section.question_file):
            above = [one for one in section.questions if one.line <= found.span.line]
            return section, above[-1] if above else next(iter(section.questions), None)
    return None, None


def line_at(text: str, offset: int) -> int:
    """The line of an offset, from 1."""
    return text.count("\n", 0, offset) + 1


def offset_of(text: str, line: int) -> int:
    """Where a line (from 1) begins; the text's end where it has fewer."""
    return sum(map(len, text.splitlines(keepends=True)[: line - 1]))
