"""F16: a clock that jumps, summer time, and two machines in one second."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from random import Random

from studyapp.study.review.days import study_day
from studyapp.study.sitting import Sitting
from studyapp.study.store import Progress
from torture.learner import COURSE, SECTION
from torture.looking import wrong
from torture.machine import DAY, NOON, Machine
from torture.rows import Trial, row

MINUTE = 60_000_000
JUMPS = {
    "a second back": -1_000_000,
    "an hour back": -60 * MINUTE,
    "a year back": -365 * DAY,
    "a year ahead": 365 * DAY,
    "to 1970": -NOON,
    "to 2200": 63_000 * DAY,
}
"""Microseconds that a clock is suddenly ahead."""


@row(
    "F16", "the clock jumps between answers: each is kept, in the order given, and can be taken back", "jumps"
)
def jumps(trial: Trial) -> None:
    """While the file is open, and between two starts."""
    for name, jump in JUMPS.items():
        for closed in (False, True):
            with trial.attempt(name):
                machine = Machine(trial.place())
                shift = 0
                progress = _open(machine, lambda: shift)  # noqa: B023
                sitting = Sitting.open(COURSE, SECTION, progress.journal(COURSE.id))
                given = [_answer(sitting, trial.random) for _ in range(3)]
                shift = jump
                if closed:
                    progress.close()
                    progress = _open(machine, lambda: shift)  # noqa: B023
                    sitting = Sitting.open(COURSE, SECTION, progress.journal(COURSE.id))
                given += [_answer(sitting, trial.random) for _ in range(3)]
                events = [event for event in progress.events() if event.kind == "answered"]
                trial.holds([event.id for event in events] == given, f"{name}: not all in the order given")
                last = SECTION.questions[(sitting.number or len(SECTION.questions)) - 2]
                undone = sitting.undo()
                trial.holds(undone is last, f"{name}: another answer was taken back")
                progress.close()
                trial.lost += [f"{name}: {line}" for line in wrong(machine.path, given)]


def _open(machine: Machine, shift: Callable[[], int]) -> Progress:
    return Progress.open(
        machine.path, clock=lambda: max(0, machine.clock() + shift()), entropy=machine.random.randbytes
    )


def _answer(sitting: Sitting, random: Random) -> str:
    """Answer the question there is right, and go on; the id of the answer."""
    turn = sitting.turn()
    if turn is None:
        raise RuntimeError("no question is left")
    sitting.respond("right", ms=random.randrange(1000))
    sitting.go_on()
    return sitting.standing(turn.question).last


@row(
    "F16 day",
    "summer time and travel: the study day never goes back while time goes on in one place",
    "moments",
)
def days(trial: Trial) -> None:
    """Around each change of the clocks, minute by minute, in places that change by an hour or by half of one."""
    from zoneinfo import ZoneInfo

    for place, month, day in (
        ("Europe/London", 3, 29),
        ("America/New_York", 11, 1),
        ("Australia/Lord_Howe", 4, 5),
    ):
        zone = ZoneInfo(place)
        moments = [
            _moment(month, day) + minute * MINUTE for minute in range(0, 2880, max(1, trial.effort.every))
        ]
        found = [study_day(at, _offset(at, zone)) for at in moments]
        trial.tried += len(found)
        back = [before for before, after in pairwise(found) if after < before]
        trial.holds(not back, f"{place}: the day went back after {back}")
        trial.holds(len(set(found)) in (2, 3), f"{place}: {len(set(found))} days in 48 hours")


def _moment(month: int, day: int) -> int:
    from datetime import UTC, datetime

    return int(datetime(2026, month, day, tzinfo=UTC).timestamp() - 86_400) * 1_000_000


def _offset(at: int, zone: object) -> int:
    from datetime import UTC, datetime, timedelta, tzinfo

    if not isinstance(zone, tzinfo):
        raise TypeError
    there = datetime.fromtimestamp(at // 1_000_000, UTC).astimezone(zone).utcoffset()
    return int((there or timedelta()) / timedelta(minutes=1))


@row("F16 two", "two machines in one second: their files merge to all that was answered on both", "answers")
def two_machines(trial: Trial) -> None:
    """With clocks that tell the same to the microsecond."""
    machines = [Machine(trial.place(), random=Random(number)) for number in range(2)]
    given = []
    for machine in machines:
        with machine.open() as progress:
            sitting = Sitting.open(COURSE, SECTION, progress.journal(COURSE.id))
            given += [_answer(sitting, Random(0)) for _ in range(10)]
    with machines[0].open() as progress:
        progress.import_file(machines[1].path)
    trial.tried = len(given)
    trial.lost += wrong(machines[0].path, given)
