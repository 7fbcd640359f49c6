"""F17 to F19: signals, a closed terminal, ctrl+z, a mistake of ours, and terminals of every kind and size."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import time
from pathlib import Path

from bench.terminal import LIMIT, Terminal
from torture import studying
from torture.rows import Trial, row

DRAFT = b"water"
SIGNALLED = 128


@row("F17", "SIGTERM, SIGHUP, a closed terminal: an orderly end, and what was typed is kept", "ends")
def ended(trial: Trial) -> None:
    """In the middle of a typed answer; the exit code is 128 + n, and the draft stands there again."""
    for number in (signal.SIGTERM, signal.SIGHUP, None):
        with trial.attempt(str(number)):
            folder = trial.place()
            with studying.opened(folder) as terminal:
                _to_draft(terminal)
                if number is None:
                    code = terminal.hang_up()
                else:
                    terminal.kill(number)
                    code = terminal.wait()
                    trial.holds(terminal.restored, f"{number.name}: the terminal is not as before")
                wanted = SIGNALLED + (number or signal.SIGHUP)
                trial.holds(code == wanted, f"{number or 'closed'}: exit code {code}, not {wanted}")
            with studying.opened(folder) as terminal:
                terminal.until("answered 1 of 3")
                terminal.send(studying.ENTER)
                terminal.until("What is the ridge called?", DRAFT.decode())
    with trial.attempt("lines"), studying.opened(trial.place(), TERM="dumb") as terminal:
        terminal.until("Enter: Start: Rivers.")
        terminal.send(b"\n")
        terminal.until("A river begins")
        code = terminal.hang_up()
        trial.holds(code == SIGNALLED + signal.SIGHUP, f"lines: exit code {code}")


def _to_draft(terminal: Terminal) -> None:
    """Answer the first question, and half of the second."""
    studying.to_question(terminal)
    studying.answer(terminal, b"1", "●   At its source")
    terminal.send(studying.ENTER)
    terminal.until("What is the ridge called?", "submit")
    terminal.send(DRAFT)
    terminal.until(DRAFT.decode())


@row(
    "F17 shell",
    "ctrl+z and fg in the middle of an answer: the screen is back, and what was picked stands there",
    "times",
)
def suspended(trial: Trial) -> None:
    """From a shell, as a job of it."""
    for _ in range(max(1, 3 // trial.effort.every)):
        with trial.attempt():
            folder = trial.place()
            command = studying.argv(folder)
            env = {"HOME": str(folder), "LC_ALL": "C.UTF-8", "PS1": "$ "}
            with Terminal(["sh", "-i"], env=env) as terminal:
                studying.through_the_shell(terminal, command)
                trial.holds(terminal.wait() == 0, "the shell did not end well")


MISTAKEN = """\
import sys
from importlib import import_module
module, name, method = sys.argv.pop(1).split(":")
def fail(*_args, **_named):
    answer = "what the learner typed"
    raise KeyError(answer)
setattr(getattr(import_module(module), name), method, fail)
from studyapp.cli import main
sys.exit(main(sys.argv[1:]))
"""
"""The program with a mistake of ours in one of its methods."""
MISTAKES = (
    "studyapp.ui.screens.outline:OutlineScreen:on_mount",
    "studyapp.ui.screens.section:SectionScreen:show_place",
    "studyapp.ui.screens.question:QuestionScreen:compose",
    "studyapp.study.sitting:Run:respond",
    "studyapp.study.sitting:Run:go_on",
)


@row(
    "F18",
    "a mistake of ours: one sentence, exit code 70, the terminal restored, no value shown or reported",
    "mistakes",
)
def mistakes(trial: Trial) -> None:
    """An error in a method of each screen, and of what answers."""
    for index in trial.some(len(MISTAKES)):
        mistake = MISTAKES[index]
        with trial.attempt(mistake):
            folder = trial.place()
            argv = studying.argv(folder)
            faulty = [argv[0], "-c", MISTAKEN, mistake, *argv[3:]]
            with Terminal(faulty, env={"HOME": str(folder), "TMPDIR": str(folder)}) as terminal:
                _until_ended(terminal)
                output = b"".join(chunk.data for chunk in terminal.chunks)
                trial.holds(terminal.wait() == 70, f"{mistake}: exit code {terminal.wait()}")
                trial.holds(terminal.restored, f"{mistake}: the terminal is not as before")
            for words in (b"Traceback", b"what the learner typed"):
                trial.holds(words not in output, f"{mistake}: {words!r} was shown")
            trial.holds(b"failed by a mistake of its own" in output, f"{mistake}: it was not told")
            reports = [file.read_text(encoding="utf-8") for file in folder.glob("studyapp-report-*.txt")]
            trial.holds(len(reports) == 1, f"{mistake}: {len(reports)} reports")
            trial.holds(
                "what the learner typed" not in "".join(reports), f"{mistake}: the report tells values"
            )


def _until_ended(terminal: Terminal) -> None:
    """Study on with Enter and a pick until the program has ended."""
    end = time.monotonic() + LIMIT
    while terminal.poll() is None:
        if time.monotonic() > end:
            raise TimeoutError(f"it never failed; the screen is\n{terminal.text()}")
        terminal.pump(0.3)
        terminal.send(b"1\r")


@row(
    "F19",
    "no terminal, TERM=dumb, NO_COLOR, LC_ALL=C, a window of one cell: it is studied all the same",
    "terminals",
)
def any_terminal(trial: Trial) -> None:
    """Down to 1 x 1 and up again, on each screen."""
    for way in (_resized, _without_colour, _plain_letters, _dumb, _piped, _nothing_to_read):
        with trial.attempt(way.__name__.strip("_")):
            folder = trial.place()
            trial.holds(way(folder), way.__name__.strip("_"))


def _resized(folder: Path) -> bool:
    ways: tuple[tuple[str, ...], ...] = (
        ("Start", "Rivers", "Seas"),
        ("A river begins", "answer 3 questions"),
        ("Where does a river begin?", "In the sea", "submit"),
    )
    with studying.opened(folder) as terminal:
        for wanted in ways:
            terminal.until(*wanted)
            studying.through_sizes(terminal, *wanted)
            if wanted is not ways[-1]:
                terminal.send(studying.ENTER)
        return _quit(terminal)


def _quit(terminal: Terminal) -> bool:
    terminal.send(studying.QUIT)
    return terminal.wait() == 0 and terminal.restored


def _without_colour(folder: Path) -> bool:
    with studying.opened(folder, NO_COLOR="1") as terminal:
        studying.to_question(terminal)
        studying.answer(terminal, b"1", "●   At its source")
        output = b"".join(chunk.data for chunk in terminal.chunks)
        return _quit(terminal) and b"\x1b[38;2;255;" not in output


def _plain_letters(folder: Path) -> bool:
    with studying.opened(folder, LC_ALL="C") as terminal:
        terminal.until("Start", "Rivers")
        return _quit(terminal)


def _dumb(folder: Path) -> bool:
    with studying.opened(folder, TERM="dumb") as terminal:
        terminal.until("Course: Rivers of the world", "Enter: Start: Rivers.")
        terminal.send(b"\n")
        terminal.until("A river begins at its source")
        terminal.send(b":quit\n")
        return terminal.wait() == 0 and b"\x1b" not in b"".join(chunk.data for chunk in terminal.chunks)


def _piped(folder: Path) -> bool:
    done = _run(folder, "\n\n1\n:quit\n")
    conn = sqlite3.connect(folder / studying.PROGRESS)
    (kept,) = conn.execute("SELECT count(*) FROM events WHERE kind = 'answered'").fetchone()
    conn.close()
    return done.returncode == 0 and kept == 1 and "\x1b" not in done.stdout


def _nothing_to_read(folder: Path) -> bool:
    done = _run(folder, "")
    return done.returncode == 0 and "Traceback" not in done.stderr


def _run(folder: Path, typed: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "HOME": str(folder), "LC_ALL": "C"}
    return subprocess.run(
        studying.argv(folder),
        input=typed,
        capture_output=True,
        text=True,
        env=env,
        timeout=LIMIT,
        errors="replace",
    )
