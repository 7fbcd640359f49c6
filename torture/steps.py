"""F12, F14, F15: a migration, a backup and a merge killed at each of their steps, and the laws of merging.

A step is a statement, a thousand instructions within one, or a change to a file's name: a process that dies at the
n-th of them is made by counting.
"""

from __future__ import annotations

import io
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable
from functools import partial
from itertools import permutations
from pathlib import Path
from random import Random
from typing import Any

from studyapp.places import backup_folder
from studyapp.study.events import Event
from studyapp.study.store import Progress
from torture.faults import make_older
from torture.machine import Machine, answer, exit_status, filled, kept
from torture.rows import Trial, row

DIED = 9
INSTRUCTIONS = 1_000
"""Of SQLite's own machine, that are one step."""
NAMES = frozenset({"os.link", "os.rename", "os.remove", "os.mkdir", "open"})
"""Events of auditing that are steps."""


class Clock:
    """Counts steps, and ends the process at one of them."""

    def __init__(self, last: int | None) -> None:
        self.steps = 0
        self._last = last

    def tick(self) -> None:
        """One step more."""
        if self.steps == self._last:
            os._exit(DIED)
        self.steps += 1


def stepping(run: Callable[[], object], last: int | None = None) -> int:
    """Run, and end this process at a step; the number of steps of a run that was not ended."""
    clock, connect = Clock(last), sqlite3.connect

    def connected(*args: Any, **named: Any) -> sqlite3.Connection:
        conn: sqlite3.Connection = connect(*args, **named)
        conn.set_trace_callback(lambda _: clock.tick())
        conn.set_progress_handler(clock.tick, INSTRUCTIONS)
        return conn

    def audited(event: str, _: object) -> None:
        if event in NAMES and clock.steps:
            clock.tick()

    sqlite3.connect = connected  # type: ignore[assignment]
    sys.addaudithook(audited)
    run()
    return clock.steps


def steps_of(run: Callable[[], object], folder: Path) -> int:
    """How many steps something takes."""
    told = folder / "steps"
    if exit_status(lambda: told.write_text(str(stepping(run)), encoding="ascii")):
        raise RuntimeError("it failed without being killed")
    return int(told.read_text(encoding="ascii"))


def killed_at_each(
    trial: Trial, machine: Machine, run: Callable[[Machine], object], events: list[list[Event]], then: str
) -> None:
    """Kill what is done to a copy of a machine's files at each step; the file is to hold one of these lists then."""
    folder = trial.folder / "copy"
    for step in trial.some(steps_of(partial(run, _copied(machine, folder)), trial.folder)):
        with trial.attempt(f"step {step}"):
            copy = _copied(machine, folder)
            status = exit_status(partial(stepping, partial(run, copy), step))
            trial.holds(status in (0, DIED), f"step {step}: ended with {status}")
            with copy.open() as progress:
                trial.holds(not progress.notices, f"step {step}: {progress.notices}")
            trial.holds(kept(copy) in events, f"step {step}: {then}")
            for backup in backup_folder(copy.path).glob("*.db"):
                with Machine(folder).open(backup) as opened:
                    trial.holds(list(opened.events()) in events, f"step {step}: a backup is not whole")


def _copied(machine: Machine, folder: Path) -> Machine:
    """A machine with the same files, in a folder made anew."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(machine.folder, folder)
    return Machine(folder, now=machine.now)


@row(
    "F12",
    "a migration killed at any step: the file opens, is migrated then, and every answer is there",
    "steps",
)
def migration(trial: Trial) -> None:
    """From the oldest version."""
    machine = Machine(trial.place() / "data")
    events = filled(machine, 40)
    make_older(machine.path)
    killed_at_each(trial, machine, lambda copy: copy.open().close(), [events], "answers are lost")


@row("F14", "a backup killed at any step: no half copy is taken for one, and the file is as it was", "steps")
def backup(trial: Trial) -> None:
    """To a file of its own in the folder of backups."""
    machine = Machine(trial.place() / "data")
    events = filled(machine, 40)

    def back_up(copy: Machine) -> None:
        with copy.open() as progress:
            progress.backup(backup_folder(copy.path) / "progress-20260101-000000.db")

    killed_at_each(trial, machine, back_up, [events], "answers are lost")


@row("F15", "a merge killed at any step: all of it came in or nothing", "steps")
def merge_killed(trial: Trial) -> None:
    """Of another machine's progress file and of a third one's export."""
    machine = Machine(trial.place() / "data")
    others = [Machine(trial.place(), random=Random(number)) for number in (2, 3)]
    ours, theirs = filled(machine, 20), [event for other in others for event in filled(other, 10)]
    export = others[1].folder / "export.jsonl"
    export.write_bytes(_export(others[1]))

    def merge(copy: Machine) -> None:
        with copy.open() as progress:
            progress.import_files([others[0].path, export])

    both = sorted([*ours, *theirs], key=lambda event: event.order)
    killed_at_each(trial, machine, merge, [ours, both], "a part of it came in, or answers are lost")


@row("F15 order", "merges in any order, and twice, come to the same events and the same standings", "orders")
def merge_orders(trial: Trial) -> None:
    """Of three machines that studied the same questions in the same second."""
    exports = []
    for number in range(3):
        machine = Machine(trial.place(), random=Random(number))
        with machine.open() as progress:
            for _ in range(10):
                answer(progress.journal("c"), f"q{trial.random.randrange(4)}", ms=number)
        exports.append(_export(machine))
    found = set()
    for order in permutations((*exports, exports[0])):
        with trial.attempt():
            machine = Machine(trial.place(), random=Random(9))
            with machine.open() as progress:
                for content in order:
                    progress.import_events(io.BytesIO(content))
                shown = [str(progress.journal("c").standing(f"q{number}")) for number in range(4)]
                trial.holds(progress.check() == [], "the file is not whole")
                found.add((_exported(progress), *shown))
            shutil.rmtree(machine.folder)
    trial.holds(len(found) == 1, f"{len(found)} outcomes")


def _export(machine: Machine) -> bytes:
    with machine.open() as progress:
        return _exported(progress)


def _exported(progress: Progress) -> bytes:
    stream = io.StringIO()
    progress.export(stream)
    return stream.getvalue().encode()
