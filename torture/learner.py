"""A learner without a face, in a process of its own: ``python -m torture.learner PROGRESS ANSWERS``.

Each line on stdout tells of one answer, once the engine has come back with its feedback: ``ack ID`` where it is
durable, ``kept ID`` where it is in memory only, as the learner is told then too. The last line of one who comes to
the end is ``end UNSAVED RESCUED``: how many events are in memory only, and the file that they were rescued to.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from pathlib import Path
from random import Random

from studyapp.course.model import Choice, Course, Section, Settings, Single
from studyapp.study.asked import NotTakenBack
from studyapp.study.sitting import Sitting
from studyapp.study.store import Progress
from torture.machine import NOON

QUESTIONS = 12
SECOND = 1_000_000


def _question(number: int) -> Single:
    choices = tuple(Choice(text, text, correct=text == "right") for text in ("right", "wrong", "neither"))
    return Single(id=f"question-{number}", prompt="Which?", choices=choices, tries=2)


SECTION = Section(
    stem="01-rivers", title="Rivers", text="# Rivers\n", questions=tuple(map(_question, range(QUESTIONS)))
)
COURSE = Course(id="rivers", title="Rivers", folder=Path(), sections=(SECTION,), settings=Settings())


def study(
    path: Path,
    tell: Callable[[str], object],
    answers: int,
    random: Random,
    *,
    timeout: float = 5.0,
    course: Course = COURSE,
) -> None:
    """Answer so many questions, wrong ones among them, and take one back now and then."""
    ticks = count(_newest(path) + SECOND, SECOND)
    progress = Progress.open(path, clock=lambda: next(ticks), entropy=random.randbytes, timeout=timeout)
    journal = progress.journal(course.id)
    sitting = Sitting.open(course, SECTION, journal)
    for _ in range(answers):
        while (turn := sitting.turn()) is None:
            sitting = Sitting.begin(course, SECTION, journal)
        given = {one.response for one in turn.standing.tries}
        sitting.respond(random.choice([one.key for one in turn.choices if one.key not in given]), ms=1000)
        tell(f"{'kept' if progress.unsaved else 'ack'} {journal.standing(turn.question.id).last}")
        if random.random() < 0.1:
            with suppress(NotTakenBack):
                sitting.undo()
        sitting.go_on()
    progress.save()
    rescued = progress.close()
    tell(f"end {progress.unsaved} {rescued or '-'}")


def _newest(path: Path) -> int:
    """A clock that goes on where the file's last change left it; reading the file would be a call that can fail."""
    try:
        return NOON + path.stat().st_size * SECOND
    except OSError:
        return NOON


def say(line: str) -> None:
    """A line that is out when this returns."""
    os.write(1, f"{line}\n".encode())


if __name__ == "__main__":
    study(Path(sys.argv[1]), say, int(sys.argv[2]), Random(sys.argv[3]), timeout=0.05)
