"""F08, F09, F11: a progress file that is damaged, or was cut off in the middle of a transaction."""

from __future__ import annotations

import os
import shutil
import sqlite3
from functools import partial
from pathlib import Path

from studyapp.study.events import Event
from torture.faults import DAMAGES, journal_blocked
from torture.machine import Machine, answer, exit_status, filled, kept
from torture.rows import Trial, row


@row("F08", "a damaged file is kept under another name, and the backup gives back every answer", "damages")
def damaged(trial: Trial) -> None:
    """Also with pages overwritten at random, and where the damage is met only when writing."""
    whole = Machine(trial.place() / "data")
    events = filled(whole)
    content = whole.path.read_bytes()
    pages = range(2, len(content) // 4096)
    changed = {name: damage(content) for name, damage in DAMAGES.items()}
    for _ in range(60 // trial.effort.every):
        page = trial.random.choice(pages) * 4096
        noise = trial.random.randbytes(4096)
        changed[f"page at {page}"] = content[:page] + noise + content[page + 4096 :]
    for name, damaged_content in changed.items():
        with trial.attempt(name):
            machine = _copy(whole, trial)
            machine.path.write_bytes(damaged_content)
            trial.holds(_sorted(machine) == events, f"{name}: answers are lost")
            aside = list(machine.folder.glob("progress.damaged-*.db"))
            same = [file.read_bytes() for file in aside] == [damaged_content]
            trial.holds(same, f"{name}: the damaged file is not as it was")
            trial.holds(kept(machine) == events, f"{name}: the mended file is not whole")


def _copy(machine: Machine, trial: Trial) -> Machine:
    """A machine with the same files."""
    folder = trial.folder / "copy"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(machine.folder, folder)
    return Machine(folder, now=machine.now)


def _sorted(machine: Machine) -> list[Event]:
    """All events, read and then, where damage lies in what reading does not need, after a look at the whole."""
    with machine.open() as progress:
        list(progress.events())
        if progress.check():
            progress.salvage()
        return list(progress.events())


@row(
    "F09",
    "a bit flipped in an answer's row: it is told, it counts for nothing, and an import heals it",
    "bits",
)
def flipped(trial: Trial) -> None:
    """In each byte of what was answered."""
    machine, text = Machine(trial.place() / "data"), "Leiden and Edinburgh"
    filled(machine, 5)
    with machine.open() as progress:
        answer(progress.journal("c"), "flipped", response=text)
        good = machine.folder / "good.db"
        progress.backup(good)
    content = machine.path.read_bytes()
    start = content.index(text.encode())
    for bit in trial.some(len(text) * 8):
        with trial.attempt(f"bit {bit}"):
            turned = bytearray(content)
            turned[start + bit // 8] ^= 1 << bit % 8
            for old in machine.folder.glob("progress*.db"):
                old.unlink()
            machine.path.write_bytes(turned)
            with machine.open() as progress:
                trial.holds(progress.check() or progress.notices, f"bit {bit}: not told")
                trial.holds(len(list(progress.events())) == 5, f"bit {bit}: the row was taken for good")
                progress.import_file(good)
                trial.holds(len(list(progress.events())) == 6, f"bit {bit}: not healed")
                trial.holds(progress.check() == [], f"bit {bit}: not whole after it was healed")


@row(
    "F11",
    "a transaction cut off in the middle is undone by its journal; without one the file is as it was",
    "files",
)
def hot_journal(trial: Trial) -> None:
    """A journal that can't be used by another program's making is told, and what is answered waits."""
    for spilled in (True, False):
        with trial.attempt("spilled" if spilled else "not spilled"):
            machine = Machine(trial.place() / "data")
            events = filled(machine, 30)
            exit_status(partial(_cut_off, machine.path, spilled))
            trial.holds(kept(machine) == events, "answers are lost")
    with trial.attempt("blocked"):
        machine = Machine(trial.place() / "data")
        events = filled(machine, 3)
        with machine.open() as progress:
            with journal_blocked(machine.path):
                events.append(answer(progress.journal("c"), "new"))
                trial.holds(progress.unsaved == 1 and progress.trouble, "a false word that it is saved")
            trial.holds(progress.save(), "not written after")
        trial.holds(kept(machine) == events, "answers are lost")


def _cut_off(path: Path, spilled: bool) -> None:
    conn = sqlite3.connect(path, isolation_level=None)
    if spilled:
        conn.execute("PRAGMA cache_size = 1")
        conn.execute("PRAGMA cache_spill = 1")
    conn.execute("BEGIN IMMEDIATE")
    conn.execute("UPDATE events SET data = data || zeroblob(200)")
    conn.execute("DELETE FROM questions")
    os._exit(0)
