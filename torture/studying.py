"""A small course as files, and a learner who studies it in a terminal."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from bench.terminal import LIMIT, Terminal
from studyapp.study.feedback import Verdict

ENTER, ESCAPE, QUIT = b"\r", b"\x1b", b"\x11"
PROGRESS = "progress.db"

COURSE = """\
format: 1
id: rivers
title: Rivers of the world
settings: {shuffle: false}
"""
TEXT = """\
# Rivers

A river begins at its source and ends at its mouth. A ridge that parts two catchments is called a watershed.
"""
QUESTIONS = """\
questions:
  - id: source
    prompt: Where does a river begin?
    choices:
      - {text: At its source, correct: true}
      - {text: In the sea, feedback: That is where it ends.}
  - id: ridge
    prompt: What is the ridge called?
    answer: watershed
  - id: mouth
    prompt: A river ends at its mouth.
    answer: true
"""


def make_course(folder: Path) -> Path:
    """A course of two sections, the first with three questions; returns its folder."""
    for path, text in {
        "course.yaml": COURSE,
        "content/01-rivers.md": TEXT,
        "content/02-seas.md": "# Seas\n\nA sea is wide.\n",
        "questions/01-rivers.yaml": QUESTIONS,
    }.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


def argv(folder: Path) -> list[str]:
    """The command line that opens the course in a folder, made where it is missing, with a progress file beside it."""
    course = folder / "course"
    if not course.exists():
        make_course(course)
    return [sys.executable, "-m", "studyapp", "--progress", str(folder / PROGRESS), str(course)]


class Window(Terminal):
    """A terminal that can be closed."""

    def hang_up(self) -> int:
        """Close it under the program, and return its exit code; TimeoutError where it goes on without a terminal."""
        nothing = os.open(os.devnull, os.O_RDWR)
        os.dup2(nothing, self._terminal)
        os.close(nothing)
        end = time.monotonic() + LIMIT
        while (code := self.poll()) is None:
            if time.monotonic() > end:
                raise TimeoutError("it goes on without a terminal")
            time.sleep(0.02)
        return code


def opened(folder: Path, **env: str) -> Window:
    """The course open in a terminal of its own."""
    return Window(argv(folder), env={"HOME": str(folder), "TMPDIR": str(folder), "LC_ALL": "C.UTF-8", **env})


def to_question(terminal: Terminal) -> None:
    """From the outline to the first question, with nothing but Enter."""
    terminal.until("Start", "Rivers")
    terminal.send(ENTER)
    terminal.until("A river begins", "answer 3 questions")
    terminal.send(ENTER)
    terminal.until("Where does a river begin?", "submit")


def answer(terminal: Terminal, keys: bytes, shown: str) -> None:
    """Type an answer, see it stand there, submit it, and see it accepted."""
    terminal.send(keys)
    terminal.until(shown)
    terminal.send(ENTER)
    terminal.until(f"✓ {Verdict.RIGHT}")


def until(terminal: Terminal, done: Callable[[], bool], typing: bytes = b"") -> None:
    """Pump until it is done, typing these keys again and again; TimeoutError where it never is."""
    end = time.monotonic() + LIMIT
    while not done():
        if typing:
            terminal.send(typing)
        terminal.pump(0.2)
        if time.monotonic() > end:
            raise TimeoutError(f"it was never done; the screen is\n{terminal.text()}")


def through_sizes(terminal: Terminal, *wanted: str) -> None:
    """Make the window small, tiny and odd, and back again; then the screen shows all of ``wanted``."""
    for size in ((40, 15), (1, 1), (2, 60), (200, 2), (120, 40)):
        before = len(terminal.chunks)
        terminal.resize(*size)
        while len(terminal.chunks) == before:
            if not terminal.pump(30):
                raise TimeoutError(f"nothing was drawn at {size}")
    terminal.until(*wanted)
    # Frames of smaller sizes may still have come: in the last one the keys are on the last line.
    until(terminal, lambda: "keys" in terminal.text().splitlines()[-1])


def through_the_shell(terminal: Terminal, command: list[str]) -> None:
    """Answer half, go to the shell by ctrl+z and back by fg: what was put together still stands there."""
    terminal.until("$")
    terminal.send(f"env {' '.join(command)}\n".encode())
    to_question(terminal)
    terminal.send(b"2")
    terminal.until("●   In the sea")
    terminal.send(b"\x1a")
    terminal.until("Stopped")
    terminal.send(b"echo $((40 + 2))\n")
    terminal.until("42")
    terminal.send(b"fg\n")
    # The frame of before is still on the emulated screen: the terminal's modes tell that the program is back.
    until(terminal, lambda: not terminal.restored)
    terminal.until("Where does a river begin?", "●   In the sea")
    # What is typed while the modes are being set is dropped.
    until(terminal, lambda: "●   At its source" in terminal.text(), typing=b"1")
    terminal.send(QUIT)
    until(terminal, lambda: terminal.restored)
    # The program is still about to end, and what is typed until then may be dropped with it.
    until(terminal, lambda: "1001" in terminal.text(), typing=b"echo $((1000 + 1))\n")
    terminal.send(b"exit\n")
    terminal.wait()
