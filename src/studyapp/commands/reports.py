"""``studyapp progress reports``: what the learner reported and noted on questions, with the places in their files."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from studyapp.clean import one_line
from studyapp.commands.courses import opened
from studyapp.commands.exits import tell
from studyapp.commands.table import day, iso
from studyapp.study.events import Event, Kind

if TYPE_CHECKING:
    from studyapp.course.model import Course
    from studyapp.study.store import Progress

NAMES = {Kind.FLAGGED: "report", Kind.NOTED: "note"}


def reports(progress: Progress, words: Sequence[str], *, as_json: bool) -> int:
    """Print the reports and notes of the courses that are named, or of all that the progress file knows."""
    courses = {one.course.id: one.course for one in opened(words)}
    titles = {row.id: row.title for row in progress.courses()}
    ids = courses if words else dict.fromkeys((*courses, *titles))
    data = [_data(event, courses.get(one), titles) for one in ids for event in _standing(progress, one)]
    if as_json:
        print(json.dumps({"reports": data}, indent=2))
    elif data:
        groups = groupby(data, key=lambda one: (one["course"], one["title"]))
        print("\n\n".join("\n".join(_lines(*course, found)) for course, found in groups))
    else:
        tell("There are no reports and no notes.")
    return 0


def _standing(progress: Progress, course: str) -> list[Event]:
    """A course's reports and, of each question, the newest note, in the order of their times."""
    events = [event for event in progress.events(course) if event.kind in NAMES]
    newest = {event.question: event.id for event in events if event.kind == Kind.NOTED}
    return [
        event
        for event in events
        if event.kind == Kind.FLAGGED or (event.id == newest[event.question] and event.data["text"])
    ]


def _data(event: Event, course: Course | None, titles: dict[str, str]) -> dict[str, Any]:
    """A report or note as plain data; ``file`` and ``line`` are None where the question is not at hand."""
    file, line = _place(event.question, course)
    return {
        "course": event.course,
        "title": course.title if course else titles.get(event.course, ""),
        "section": event.section,
        "question": event.question,
        "kind": NAMES[Kind(event.kind)],
        "at": iso(event.at),
        "text": event.data["text"],
        "file": file,
        "line": line,
    }


def _place(question_id: str, course: Course | None) -> tuple[str | None, int | None]:
    """Where a question stands now: its file's path and its line."""
    for section, question in course.questions() if course else ():
        if question_id in (question.id, *question.replaces):
            assert course is not None
            return str(course.folder / section.question_file), question.line
    return None, None


def _lines(course: str, title: str, found: Iterator[dict[str, Any]]) -> Iterator[str]:
    name = one_line(course)
    yield f"{one_line(title)} ({name})" if title else name
    for one in found:
        on = f"{one_line(one['section'])}, {one_line(one['question'])}"
        yield f"  {day(one['at'])}  {one['kind']} on {on}: {one_line(one['text'])}"
        if one["file"]:
            yield f"    {one_line(one['file'])}:{one['line']}"
