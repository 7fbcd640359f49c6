"""F05 to F07, F10 and F13: a progress file that can't be written, is shared, is gone, or is not ours."""

from __future__ import annotations

import os
import shutil
import sqlite3
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from random import Random

from studyapp.errors import ForeignFile, NewerFile, ProgressError
from studyapp.places import backup_folder
from studyapp.study.store import schema
from torture.faults import locked
from torture.learner import COURSE, study
from torture.looking import wrong
from torture.machine import Machine, answer, as_nobody, exit_status, filled, kept
from torture.rows import Trial, row

TWO = 2
"""Programs at once."""


@row(
    "F05", "a read-only file or folder is told, what is there is shown, and new answers are rescued", "places"
)
def read_only(trial: Trial) -> None:
    """As someone to whom permissions apply."""
    for closed in ("file", "folder", "nothing there"):
        with trial.attempt(closed):
            machine = Machine(trial.place() / "data")
            if closed == "nothing there":
                machine.folder.mkdir()
            else:
                filled(machine, 3)
            open_to_all(machine.folder)
            machine.folder.chmod(0o777 if closed == "file" else 0o555)
            if machine.path.exists():
                machine.path.chmod(0o444 if closed == "file" else 0o666)
            known = int(closed != "nothing there")
            status = exit_status(partial(_study_closed, machine, known))
            trial.holds(status == 0, f"{closed}: not as promised")
            machine.folder.chmod(0o700)


def open_to_all(folder: Path) -> None:
    """Let everybody go through the folders of ours that this one lies in."""
    for above in folder.parents:
        if above.stat().st_uid == os.getuid() and above != above.parent:
            above.chmod(above.stat().st_mode | 0o755)


def _study_closed(machine: Machine, known: int) -> None:
    as_nobody()
    progress = machine.open()
    journal = progress.journal("c")
    assert journal.standing("q1").attempts == known
    answer(journal, "new")
    assert progress.unsaved == 1
    assert "read-only" in progress.trouble
    assert journal.standing("new").done
    rescued = progress.close()
    assert rescued is not None
    assert "answered" in rescued.read_text()
    rescued.unlink()


@row("F06", "two programs at once: each answer of both is in the file", "answers")
def two_programs(trial: Trial) -> None:
    """Both as fast as they can; and both see it all when they open it again."""
    path = trial.place() / "progress.db"
    answers = max(5, 200 // trial.effort.every)
    told = [trial.folder / f"told-{number}" for number in range(TWO)]
    children = [_beside(path, file, answers, number) for number, file in enumerate(told)]
    ended = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    lines = [line for file in told for line in file.read_text(encoding="utf-8").splitlines()]
    given = [line.split()[1] for line in lines if not line.startswith("end ")]
    trial.tried += len(given)
    trial.holds(ended == [0] * TWO, f"the programs ended with {ended}")
    trial.holds(len(given) == TWO * answers, f"{len(given)} answers were told, not {TWO * answers}")
    trial.lost += wrong(path, given)


def _beside(path: Path, told: Path, answers: int, number: int) -> int:
    """A learner in a process of its own; the process."""
    if child := os.fork():
        return child
    try:
        lines: list[str] = []
        course = replace(
            COURSE, id=f"rivers-{number}"
        )  # Two in one sitting would answer each other's questions.
        study(path, lines.append, answers, Random(number), course=course)
        told.write_text("\n".join(lines), encoding="utf-8")
        os._exit(0)
    finally:
        os._exit(1)


@row(
    "F07",
    "a lock held by another program: answers wait in memory, told as unsaved, and are written after",
    "seconds",
)
def held_lock(trial: Trial) -> None:
    """The learner answers on all the while."""
    machine = Machine(trial.place() / "data")
    events = filled(machine, 3)
    start = time.monotonic()
    with machine.open() as progress:
        journal = progress.journal("c")
        with locked(machine.path):
            while time.monotonic() - start < trial.effort.locked:
                events.append(answer(journal, "new"))
                trial.holds("locked" in progress.trouble, "the lock was not told")
                trial.holds(progress.unsaved == len(events) - 3, "unsaved answers were not counted")
                threading.Event().wait(0.2)
        trial.holds(progress.save(), "the file was not written once the lock was gone")
    trial.tried = round(time.monotonic() - start) or 1
    trial.holds(kept(machine) == events, "answers are lost")


def _delete(machine: Machine) -> None:
    machine.path.unlink()


def _delete_folder(machine: Machine) -> None:
    shutil.rmtree(machine.folder)


def _replace_by_older(machine: Machine) -> None:
    older = machine.folder / "older.db"
    shutil.copy(max(backup_folder(machine.path).iterdir()), older)
    older.replace(machine.path)


def _replace_by_garbage(machine: Machine) -> None:
    new = machine.folder / "new"
    new.write_bytes(b"x" * 5000)
    new.replace(machine.path)


def _empty(machine: Machine) -> None:
    os.truncate(machine.path, 0)


@row(
    "F10",
    "the file deleted, emptied or replaced while open: all that was in it is in the file that is there",
    "files",
)
def gone(trial: Trial) -> None:
    """Nothing is acknowledged into a file that is no longer there.

    In one that is emptied nothing can be written: answers are told as unsaved and rescued; the backup has the rest.
    """
    for harm in (_delete, _delete_folder, _replace_by_older, _replace_by_garbage, _empty):
        with trial.attempt(harm.__name__):
            machine = Machine(trial.place() / "data")
            events = filled(machine, 20)
            progress = machine.open()
            journal = progress.journal("c")
            if harm is not _empty:
                events.append(answer(journal, "new"))
            harm(machine)
            events.append(answer(journal, "newer"))
            trial.holds(
                progress.trouble if harm is _empty else progress.notices, f"{harm.__name__}: not told"
            )
            trial.holds(bool(progress.unsaved) == (harm is _empty), f"{harm.__name__}: {progress.trouble}")
            if rescued := progress.close():
                with machine.open() as again:
                    again.import_file(rescued)
            trial.holds(kept(machine) == events, f"{harm.__name__}: answers are lost")


@row(
    "F13",
    "a file of a newer version or of another program is refused by name, and left as it is to the byte",
    "files",
)
def not_ours(trial: Trial) -> None:
    """Whatever its name is, and wherever it lies."""
    machine = Machine(trial.place() / "data")
    filled(machine, 3)
    content = machine.path.read_bytes()
    made: dict[str, type[ProgressError]] = {
        f"PRAGMA user_version = {schema.VERSION + 1}": NewerFile,
        "PRAGMA application_id = 7": ForeignFile,
        "PRAGMA application_id = 0": ForeignFile,
        "CREATE VIEW v AS SELECT 1": ForeignFile,
        "CREATE TRIGGER t AFTER INSERT ON events BEGIN DELETE FROM events; END": ForeignFile,
    }
    for statement, refusal in made.items():
        with trial.attempt(statement):
            machine.path.write_bytes(content)
            conn = sqlite3.connect(machine.path)
            conn.execute(statement)
            conn.close()
            trial.holds(_refused(machine, refusal), f"{statement}: not refused, or changed")
    other = Machine(trial.place())
    for text in (b"", b"My thesis", b"\x7fELF", b"%PDF-1.7" + bytes(9000)):
        with trial.attempt(repr(text[:8])):
            named = other.folder / "thesis.txt"
            named.write_bytes(text or b"x")
            trial.holds(_refused(other, ForeignFile, named), f"{text[:8]!r}: not refused, or changed")


def _refused(machine: Machine, refusal: type[ProgressError], path: Path | None = None) -> bool:
    """Whether the file is refused so and stays as it is, and nothing is made beside it."""
    file = path or machine.path
    before, beside = file.read_bytes(), sorted(machine.folder.rglob("*"))
    return (
        _raises(lambda: machine.open(path), refusal)
        and file.read_bytes() == before
        and sorted(machine.folder.rglob("*")) == beside
    )


def _raises(run: Callable[[], object], error: type[ProgressError]) -> bool:
    try:
        run()
    except error as found:
        return "left as it is" in str(found)
    return False
