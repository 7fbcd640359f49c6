"""``studyapp progress``: every course and section with where the learner stands, for people or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from math import ceil
from typing import TYPE_CHECKING, Any

from studyapp.clean import one_line
from studyapp.commands.courses import opened
from studyapp.study.results import State, section_result
from studyapp.wording import percent

if TYPE_CHECKING:
    from studyapp.course.model import Course
    from studyapp.study.store import CourseRow, Progress

Row = tuple[str, ...]
HEAD: Row = ("section", "state", "score", "last studied", "time")


def table(progress: Progress, words: Sequence[str], *, as_json: bool) -> int:
    """Print the table of the courses that are meant, and of those that only the progress file knows."""
    data = [_course(one.course, progress) for one in opened(words)]
    known = {course["id"] for course in data}
    data += [_from_file(row) for row in progress.courses() if row.id not in known]
    if as_json:
        print(json.dumps({"courses": data}, indent=2))
    else:
        print("\n\n".join("\n".join(_lines(course)) for course in data))
    return 0


def _course(course: Course, progress: Progress) -> dict[str, Any]:
    """A course whose folder is at hand, as plain data; times are ISO 8601 in UTC, ``seconds`` is time spent."""
    journal = progress.journal(course.id)
    sections = []
    for section in course.sections:
        result = section_result(section, journal)
        spent = journal.section(section.stem).ms + sum(
            journal.standing(one.id).ms for one in section.questions
        )
        sections.append(
            {
                "section": section.stem,
                "title": section.title,
                "state": str(result.state),
                "answered": result.answered,
                "questions": result.total,
                "points": round(result.points, 6),
                "maximum": result.maximum,
                "score": round(result.share, 6) if result.maximum else None,
                "last_studied": iso(result.at),
                "seconds": ceil(spent / 1000),
            }
        )
    return {"id": course.id, "title": course.title, "folder": str(course.folder), "sections": sections}


def _from_file(row: CourseRow) -> dict[str, Any]:
    """A course that only the progress file knows."""
    return {
        "id": row.id,
        "title": row.title,
        "folder": None,
        "sections_opened": row.sections,
        "sections_passed": row.passed,
        "questions_met": row.questions,
        "last_studied": iso(row.at),
    }


def _lines(course: dict[str, Any]) -> Iterator[str]:
    if course["folder"] is None:
        title = f"{one_line(course['title'])} " if course["title"] else ""
        yield f"{title}({one_line(course['id'])}), whose folder is not open here"
        yield (
            f"  sections opened: {course['sections_opened']}, passed: {course['sections_passed']}; "
            f"questions met: {course['questions_met']}; last studied: {day(course['last_studied'])}"
        )
        return
    yield f"{one_line(course['title'])} ({one_line(course['id'])})"
    rows = [HEAD, *map(_row, course["sections"])]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        padded = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        yield "  " + "  ".join(padded).rstrip()


def _row(section: dict[str, Any]) -> Row:
    return (
        one_line(section["title"]),
        _state(section),
        "-" if section["score"] is None else percent(section["score"]),
        day(section["last_studied"]),
        _duration(section["seconds"]),
    )


def _state(section: dict[str, Any]) -> str:
    """How far a section has come, in the words of the outline."""
    state = section["state"]
    if not section["questions"]:
        return "to read" if state == State.NEW else "read"
    if state == State.PASSED:
        return f"passed, {percent(section['score'])}"
    if state != State.ANSWERING:
        return str(state)
    if section["answered"] == section["questions"]:
        return f"{percent(section['score'])}, not passed"
    return f"answered {section['answered']} of {section['questions']}"


def iso(at: int) -> str | None:
    """UTC microseconds in ISO 8601; None for none."""
    return datetime.fromtimestamp(at // 1_000_000, UTC).isoformat() if at else None


def day(iso: str | None) -> str:
    """The local date of a time."""
    return datetime.fromisoformat(iso).astimezone().date().isoformat() if iso else "-"


def _duration(seconds: int) -> str:
    if not seconds:
        return "-"
    minutes = seconds // 60
    if not minutes:
        return "<1 min"
    return f"{minutes // 60} h {minutes % 60:02} min" if minutes >= 60 else f"{minutes} min"
