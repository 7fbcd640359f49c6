"""The way through: courses, outline, section, questions, summary, next section; and reviews of all courses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, TextIO

from studyapp.course.model import Course
from studyapp.plain.outline import passed_words, regraded_words
from studyapp.plain.reviewing import Reviewing
from studyapp.plain.studying import Studying
from studyapp.plain.talk import Leave, Talk
from studyapp.study.regrading import reconcile
from studyapp.study.results import next_step, section_results
from studyapp.study.review.queue import CAP
from studyapp.study.reviewing import Shelf

if TYPE_CHECKING:
    from studyapp.study.journal import Journal
    from studyapp.study.store import Progress


def run(
    courses: Sequence[Course],
    progress: Progress,
    *,
    lines_in: Iterable[str],
    out: TextIO,
    seconds: Callable[[], float],
    cap: int = CAP,
    review: bool = False,
) -> int:
    """Study the courses until the learner leaves or the lines end; returns the exit code, 0.

    ``seconds`` is a clock that never goes back: it tells how long reading and answering took. ``cap`` is how many
    questions the learner reviews a day, at most. With ``review`` what is due comes first.
    """
    talk = Talk(lines_in, out)
    talk.say("Type :help for the commands, :quit to leave.")
    shelf = [(course, progress.journal(course.id)) for course in courses]
    reviewing = Reviewing(shelf, cap, progress, talk, seconds)
    try:
        _reconcile(shelf, talk)
        if review:
            reviewing.review()
        while (course := _pick(shelf, talk, reviewing)) is not None:
            Studying(course, progress, talk, seconds, reviewing).study()
            if len(courses) == 1:
                break
    except Leave:
        pass
    talk.say(f"NOT SAVED: {progress.trouble}" if progress.unsaved else "Goodbye. Everything is kept.")
    out.flush()
    return 0


def _reconcile(shelf: Shelf, talk: Talk) -> None:
    """Bring the answers in line with the courses as they are now, and tell what that did to them."""
    for course, journal in shelf:
        if regraded := reconcile(course, journal):
            talk.say()
            talk.say(f"{course.title} has changed. Your answers were marked again:")
        for one in regraded:
            talk.say(regraded_words(one))


def _pick(shelf: Shelf, talk: Talk, reviewing: Reviewing) -> Course | None:
    """The only course, or the one that the learner picks; None to leave."""
    if len(shelf) == 1:
        return shelf[0][0]
    while True:
        talk.say()
        talk.say(f"{len(shelf)} courses.")
        for number, (course, journal) in enumerate(shelf, 1):
            talk.say(f"{number}. {course.title}: {passed_words(course, journal)}")
        latest, _ = max(shelf, key=lambda pair: _newest(*pair))
        steps = (next_step(course, journal, section_results(course, journal)) for course, journal in shelf)
        done = all(step.section is None for step in steps)
        entry = reviewing.pick(f"open {latest.title}.", len(shelf), done=done)
        if entry.command != "review":
            break
        reviewing.review()
    if entry.command:
        return None
    return shelf[int(entry.text) - 1][0] if entry.text else latest


def _newest(course: Course, journal: Journal) -> int:
    return max((journal.section(section.stem).at for section in course.sections), default=0)
