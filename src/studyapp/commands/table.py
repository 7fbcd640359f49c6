"""An overview as lines of text, for ``studyapp progress``; and the words for it that the page uses too."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from math import ceil
from shutil import get_terminal_size
from typing import TYPE_CHECKING

from studyapp.clean import one_line
from studyapp.study.overview.dates import duration
from studyapp.study.results import State
from studyapp.width import cells, fitted
from studyapp.wording import counted, percent, review_minutes

if TYPE_CHECKING:
    from studyapp.study.overview.mastery import CourseMastery, SectionMastery
    from studyapp.study.overview.whole import Overview
    from studyapp.study.store import CourseRow

Row = tuple[str, ...]
HEAD: Row = ("section", "state", "due", "recall", "last studied", "time")
SHORTEST = 16
"""Columns that a title has at least, however narrow the terminal."""


def table(whole: Overview) -> str:
    """The courses at hand section by section, those that only the progress file knows, and the study days."""
    return "\n\n".join("\n".join(lines) for lines in _paragraphs(whole))


def _paragraphs(whole: Overview) -> Iterator[Iterator[str]]:
    for course in whole.courses:
        yield _course(course)
    for row in whole.others:
        yield _from_file(row)
    if whole.calendar.days:
        yield _days(whole)


def _course(course: CourseMastery) -> Iterator[str]:
    yield f"{one_line(course.title)} ({one_line(course.id)})"
    rows = [HEAD, *map(_row, course.sections)]
    widths = [max(map(cells, column)) for column in zip(*rows, strict=True)]
    others = sum(width + 2 for width in widths[1:]) + 2
    widths[0] = min(widths[0], max(SHORTEST, get_terminal_size().columns - others))
    for row in rows:
        padded = [fitted(cell, width) for cell, width in zip(row, widths, strict=True)]
        yield "  " + "  ".join(padded).rstrip()
    if course.due:
        yield f"  {course.due} due, {about(course.due)}"


def _from_file(row: CourseRow) -> Iterator[str]:
    title = f"{one_line(row.title)} " if row.title else ""
    yield f"{title}({one_line(row.id)}), whose folder is not open here"
    yield (
        f"  sections opened: {row.sections}, passed: {row.passed}; "
        f"questions met: {row.questions}; last studied: {day(iso(row.at))}"
    )


def _days(whole: Overview) -> Iterator[str]:
    streak = whole.calendar.streak
    yield (
        f"Studied on {counted(len(whole.calendar.days), 'day')}; "
        f"streak: {counted(streak.current, 'day')}, the longest: {counted(streak.longest, 'day')}"
    )


def _row(section: SectionMastery) -> Row:
    result, known = section.result, section.memory
    return (
        one_line(section.title),
        state_words(section),
        str(known.due) if known.due else "-",
        "-" if known.recall is None else percent(known.recall),
        day(iso(result.at)),
        duration(section.spent.total),
    )


def state_words(section: SectionMastery) -> str:
    """How far a section has come, in the words of the outline."""
    result = section.result
    if not result.total:
        return "to read" if result.state is State.NEW else "read"
    if result.state is State.PASSED:
        return f"{'durable' if section.memory.durable else 'passed'}, {percent(result.share)}"
    if result.state is not State.ANSWERING:
        return str(result.state)
    if result.answered == result.total:
        return f"{percent(result.share)}, not passed"
    return f"answered {result.answered} of {result.total}"


def about(questions: int) -> str:
    """``about 2 minutes``: how long so many questions take."""
    return f"about {counted(review_minutes(questions), 'minute')}"


def iso(at: int) -> str | None:
    """UTC microseconds in ISO 8601; None for none."""
    return datetime.fromtimestamp(at // 1_000_000, UTC).isoformat() if at else None


def day(iso: str | None) -> str:
    """The local date of a time."""
    return datetime.fromisoformat(iso).astimezone().date().isoformat() if iso else "-"


def seconds(ms: int) -> int:
    """Milliseconds in whole seconds; any time at all is at least one."""
    return ceil(ms / 1000)
