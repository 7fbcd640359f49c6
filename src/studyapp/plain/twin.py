"""The way through: courses, outline, section, questions, summary, next section."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, TextIO

from studyapp.course.model import Course
from studyapp.plain.outline import passed_words
from studyapp.plain.studying import Studying
from studyapp.plain.talk import Leave, Talk

if TYPE_CHECKING:
    from studyapp.study.store import Progress


def run(
    courses: Sequence[Course],
    progress: Progress,
    *,
    lines_in: Iterable[str],
    out: TextIO,
    seconds: Callable[[], float],
) -> int:
    """Study the courses until the learner leaves or the lines end; returns the exit code, 0.

    ``seconds`` is a clock that never goes back: it tells how long reading and answering took.
    """
    talk = Talk(lines_in, out)
    talk.say("Type :help for the commands, :quit to leave.")
    try:
        while (course := _pick(courses, progress, talk)) is not None:
            Studying(course, progress, talk, seconds).study()
            if len(courses) == 1:
                break
    except Leave:
        pass
    talk.say(f"NOT SAVED: {progress.trouble}" if progress.unsaved else "Goodbye. Everything is kept.")
    out.flush()
    return 0


def _pick(courses: Sequence[Course], progress: Progress, talk: Talk) -> Course | None:
    """The only course, or the one that the learner picks; None to leave."""
    if len(courses) == 1:
        return courses[0]
    talk.say(f"{len(courses)} courses.")
    for number, course in enumerate(courses, 1):
        talk.say(f"{number}. {course.title}: {passed_words(course, progress.journal(course.id))}")
    latest = max(courses, key=lambda course: _newest(course, progress))
    picked = talk.ask_number(f"Enter: open {latest.title}.", len(courses))
    if picked is None:
        return None
    return courses[picked - 1] if picked else latest


def _newest(course: Course, progress: Progress) -> int:
    journal = progress.journal(course.id)
    return max((journal.section(section.stem).at for section in course.sections), default=0)
