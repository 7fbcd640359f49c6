"""F01: killed at any moment, as a process and as the app on a terminal."""

from __future__ import annotations

import os
import select
import signal
import sqlite3
from itertools import islice
from pathlib import Path
from random import Random

from bench.terminal import Terminal
from torture import studying
from torture.learner import study
from torture.looking import wrong
from torture.rows import Trial, row

FOR_EVER = 10**9
MOMENT = 0.02
"""Seconds within which the learner gives several answers: so the kill comes anywhere between and within writes."""


@row("F01", "killed at a random moment: each answer whose feedback was shown is in the file", "kills")
def killed(trial: Trial) -> None:
    """A new learner goes on where the one before was killed; now and then with a new file."""
    path, acknowledged = trial.place() / "progress.db", set[str]()
    for number in range(trial.effort.kills):
        if number % 25 == 0:
            path, acknowledged = trial.place() / "progress.db", set()
        with trial.attempt(f"kill {number}"):
            acknowledged |= study_until_killed(path, trial.random)
            trial.lost += [f"kill {number}: {line}" for line in wrong(path, acknowledged)]


def study_until_killed(path: Path, random: Random) -> set[str]:
    """The answers that a learner in another process was told are kept, before it was killed."""
    told, tell = os.pipe()
    seed = random.random()
    if (child := os.fork()) == 0:
        os.close(told)
        try:
            study(path, lambda line: os.write(tell, f"{line}\n".encode()), FOR_EVER, Random(seed))
        finally:
            os._exit(1)
    os.close(tell)
    with os.fdopen(told, "rb") as lines:
        found = list(islice(lines, random.randrange(5)))
        select.select([], [], [], random.random() * MOMENT)
        os.kill(child, signal.SIGKILL)
        found += lines.readlines()
    _, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status):
        raise RuntimeError("the learner ended by itself")
    whole = [line.decode().split() for line in found if line.endswith(b"\n")]
    return {id for word, id in whole if word == "ack"}


@row(
    "F01 app",
    "the app killed as feedback shows: the answer is in the file, and it goes on from there",
    "kills",
)
def app_killed(trial: Trial) -> None:
    """In a real terminal, at any moment after the check mark is on the screen."""
    for _ in range(trial.effort.app_kills):
        with trial.attempt():
            folder = trial.place()
            with studying.opened(folder) as terminal:
                _answer(terminal, trial.random)
            conn = sqlite3.connect(folder / studying.PROGRESS)
            (kept,) = conn.execute("SELECT count(*) FROM events WHERE kind = 'answered'").fetchone()
            conn.close()
            trial.holds(kept == 1, "the answer is not in the file")
            with studying.opened(folder) as terminal:
                terminal.until("answered 1 of 3", "Continue: Rivers, question 2")


def _answer(terminal: Terminal, random: Random) -> None:
    studying.to_question(terminal)
    studying.answer(terminal, b"1", "●   At its source")
    terminal.pump(random.random() * MOMENT)
    terminal.kill(signal.SIGKILL)
    terminal.wait()
