"""``studyapp regrade``: what edits of the courses' question files do to the answers in a progress file."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from studyapp.clean import one_line
from studyapp.commands.courses import opened
from studyapp.commands.exits import DONE, NO_PROGRESS, tell
from studyapp.commands.keeping import keeping, now
from studyapp.course.folder import Loaded
from studyapp.course.model import Course
from studyapp.diagnostics import Severity
from studyapp.errors import CourseError, ProgressError
from studyapp.places import progress_file
from studyapp.study.events import Stamps
from studyapp.study.journal import Journal
from studyapp.study.regrading import Regraded, reconcile
from studyapp.study.store.reading import read_unchanged
from studyapp.wording import counted, counted_points, figure

Told = list[tuple[Course, Regraded]]


def regrade(words: Sequence[str], progress_option: str | None, *, dry_run: bool, as_json: bool) -> int:
    """Bring the answers in line with the courses that are meant, and print what that does; a dry run only prints.

    Raises CourseError where there is no course, ProgressError where the progress file can't be used.
    """
    loaded = opened(words)
    if not loaded:
        raise CourseError("There is no course to look at. Name one's folder: studyapp regrade FOLDER")
    courses = [one.course for one in loaded]
    if dry_run:
        _print(_foreseen(courses, progress_option), dry_run=True, as_json=as_json)
        code = DONE
    else:
        code = _done(courses, progress_option, as_json=as_json)
    for one in loaded:
        _tell_errors(one)
    return code


def _foreseen(courses: Sequence[Course], progress_option: str | None) -> Told:
    """What would be done, found out by doing it to a copy in memory."""
    events, notices = read_unchanged(progress_file(progress_option, os.environ))
    for notice in notices:
        tell(notice)
    told: Told = []
    for course in courses:
        journal = Journal(course.id, Stamps(now, os.urandom))
        for event in events:
            if event.course == course.id:
                journal.take(event)
        told += [(course, one) for one in reconcile(course, journal)]
    return told


def _done(courses: Sequence[Course], progress_option: str | None, *, as_json: bool) -> int:
    """Do it and print what was done. Once done the learner is not told of it again, so it is printed at once."""
    with keeping(progress_option) as progress:
        journals = [progress.journal(course.id) for course in courses]
        if progress.trouble:  # What can't be read shows no answers, and of them nothing would change.
            raise ProgressError(progress.trouble)
        told = [
            (course, one)
            for course, journal in zip(courses, journals, strict=True)
            for one in reconcile(course, journal)
        ]
        _print(told, dry_run=False, as_json=as_json)
        return NO_PROGRESS if progress.unsaved else DONE


def _print(told: Told, *, dry_run: bool, as_json: bool) -> None:
    data = [_data(course, one) for course, one in told]
    if as_json:
        print(json.dumps({"dry_run": dry_run, "regraded": data}, indent=2))
    elif data:
        groups = groupby(data, key=lambda one: (one["course"], one["title"]))
        parts = ["\n".join(_lines(*course, found)) for course, found in groups]
        print("\n\n".join([*parts, _counts(data, dry_run=dry_run)]))
    else:
        tell("Nothing changes.")


def _data(course: Course, regraded: Regraded) -> dict[str, Any]:
    """What became of a question's answers as plain data, in points; None stands for no answer that counts."""
    section, question = regraded.section, regraded.question
    before, after = (
        None if credit is None else round(credit * question.points, 6)
        for credit in (regraded.before, regraded.after)
    )
    return {
        "course": course.id,
        "title": course.title,
        "section": section.stem,
        "question": question.id,
        "file": str(course.folder / section.question_file),
        "line": question.line,
        "before": before,
        "after": after,
        "maximum": question.points,
        "again": regraded.again,
    }


def _lines(course: str, title: str, found: Iterator[dict[str, Any]]) -> Iterator[str]:
    yield f"{one_line(title)} ({one_line(course)})"
    for one in found:
        yield f"  {one_line(one['section'])}, {one_line(one['question'])}: {_change(one)}"
        yield f"    {one_line(one['file'])}:{one['line']}"


def _change(one: dict[str, Any]) -> str:
    """A section's score counts no answer as 0 points, and so does this."""
    if one["again"]:
        return "asked once more"
    return f"{figure(one['before'] or 0)} -> {figure(one['after'] or 0)} of {counted_points(one['maximum'])}"


def _counts(data: list[dict[str, Any]], *, dry_run: bool) -> str:
    again = sum(one["again"] for one in data)
    told = {
        f"{counted(len(data) - again, 'answer')} {'to be ' if dry_run else ''}regraded": len(data) - again,
        f"{counted(again, 'question')} to be asked once more": again,
    }
    words = ", ".join(words for words, number in told.items() if number)
    return f"{words}; nothing was written" if dry_run else words


def _tell_errors(loaded: Loaded) -> None:
    """Whoever has broken a question is not to believe that its answers stay as they are."""
    if any(one.severity is Severity.ERROR for one in loaded.diagnostics):
        tell(f"Questions with errors were left out. They are named by: studyapp check {loaded.course.folder}")
