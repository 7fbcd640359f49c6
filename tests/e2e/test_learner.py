"""The program as a learner has it: a real process in a real terminal, keys in, a screen out."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from bench.terminal import Terminal
from studyapp.study.feedback import Verdict
from torture.studying import (
    ENTER,
    ESCAPE,
    QUIT,
    answer,
    make_course,
    through_sizes,
    through_the_shell,
    to_question,
    until,
)
from torture.studying import opened as window

Opener = Callable[[], Terminal]


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A course of two sections, the first with three questions."""
    return make_course(tmp_path / "course")


@pytest.fixture
def argv(course: Path, tmp_path: Path) -> list[str]:
    """The command line that opens the course."""
    return [sys.executable, "-m", "studyapp", "--progress", str(tmp_path / "progress.db"), str(course)]


@pytest.fixture
def opened(argv: list[str], tmp_path: Path) -> Opener:
    """Opens the course in a terminal of its own."""
    return partial(Terminal, argv, env={"HOME": str(tmp_path), "LC_ALL": "C.UTF-8"})


def test_a_section_is_studied_with_the_keyboard_alone(opened: Opener) -> None:
    """Read, answer each question, and the section is passed."""
    with opened() as terminal:
        to_question(terminal)
        answer(terminal, b"1", "●   At its source")
        terminal.send(ENTER)
        terminal.until("What is the ridge called?", "submit")
        answer(terminal, b"watershed", "watershed")
        terminal.send(ENTER)
        terminal.until("A river ends at its mouth.", "submit")
        answer(terminal, b"1", "●   True")
        terminal.send(ENTER)
        terminal.until("100%")
        terminal.send(ESCAPE)
        terminal.until("passed, 100%", "1 of 1 passed")
        terminal.send(QUIT)
        assert terminal.wait() == 0


def test_an_answer_whose_feedback_was_seen_outlives_a_kill(opened: Opener) -> None:
    """The answer and the place are there when the program is started again."""
    with opened() as terminal:
        to_question(terminal)
        answer(terminal, b"1", "●   At its source")
        terminal.kill(signal.SIGKILL)
        assert terminal.wait() == -signal.SIGKILL
    with opened() as terminal:
        terminal.until("answered 1 of 3", "Continue: Rivers, question 2")
        terminal.send(ENTER)
        terminal.until("What is the ridge called?", "2 of 3")


def test_a_wrong_answer_does_not_tell_the_right_one(opened: Opener) -> None:
    """While tries are left the feedback speaks of the pick alone, and another pick is another try."""
    with opened() as terminal:
        to_question(terminal)
        terminal.send(b"2")
        terminal.until("●   In the sea")
        terminal.send(ENTER)
        text = terminal.until(Verdict.NOT_YET, "That is where it ends.", "submit")
        assert "✓" not in text
        answer(terminal, b"1", "●   At its source")


def test_quitting_restores_the_terminal_from_every_screen(opened: Opener) -> None:
    """ctrl+q ends with 0, no alternate screen left, the modes as before."""
    ways: dict[str, Callable[[Terminal], object]] = {
        "outline": lambda terminal: terminal.until("Start", "Rivers"),
        "question": to_question,
    }
    for way in ways.values():
        with opened() as terminal:
            way(terminal)
            assert not terminal.restored
            terminal.send(QUIT)
            assert (terminal.wait(), terminal.restored) == (0, True)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_the_program_in_order(opened: Opener, number: signal.Signals) -> None:
    """The exit code is 128 + n and the terminal is as before; what was read and answered is kept."""
    with opened() as terminal:
        to_question(terminal)
        terminal.kill(number)
        assert (terminal.wait(), terminal.restored) == (128 + number, True)
    with opened() as terminal:
        terminal.until("Answer: Rivers, 3 questions")


def test_a_closed_window_ends_the_program_in_order(tmp_path: Path) -> None:
    """As a hang-up does, and nothing waits for a terminal that is gone."""
    with window(tmp_path) as terminal:
        to_question(terminal)
        assert terminal.hang_up() == 128 + signal.SIGHUP
    with window(tmp_path) as terminal:
        terminal.until("Answer: Rivers, 3 questions")


def test_any_size_of_window_is_borne(opened: Opener) -> None:
    """Down to a single cell and back, on each screen."""

    with opened() as terminal:
        terminal.until("Start", "Rivers")
        through_sizes(terminal, "Start", "Rivers", "Seas")
        terminal.send(ENTER)
        terminal.until("A river begins")
        through_sizes(terminal, "A river begins", "answer 3 questions")
        # As long as the program knows of a smaller window only, Enter reads on.
        until(terminal, lambda: "Where does a river begin?" in terminal.text(), typing=ENTER)
        through_sizes(terminal, "Where does a river begin?", "In the sea", "submit")
        terminal.send(QUIT)
        assert (terminal.wait(), terminal.restored) == (0, True)


def test_a_dumb_terminal_gets_lines(argv: list[str], tmp_path: Path) -> None:
    """Without a terminal that can be drawn on, the same course comes line after line."""
    with Terminal(argv, env={"TERM": "dumb", "HOME": str(tmp_path)}) as terminal:
        terminal.until("Course: Rivers of the world", "Enter: Start: Rivers.")
        terminal.send(b"\n")
        terminal.until("A river begins at its source")
        terminal.send(b":quit\n")
        assert terminal.wait() == 0
        assert b"\x1b" not in b"".join(chunk.data for chunk in terminal.chunks)


def test_a_pipe_gets_lines_and_shares_the_progress(argv: list[str], opened: Opener, tmp_path: Path) -> None:
    """A scripted learner answers through a pipe; the app goes on from there."""
    typed = "\n\n1\n:quit\n"
    done = subprocess.run(
        argv,
        input=typed,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "HOME": str(tmp_path)},
    )
    assert "Where does a river begin?" in done.stdout
    assert Verdict.RIGHT in done.stdout
    assert "\x1b" not in done.stdout
    with opened() as terminal:
        terminal.until("answered 1 of 3", "Continue: Rivers, question 2")


def test_ctrl_z_leads_to_the_shell_and_fg_back(argv: list[str], tmp_path: Path) -> None:
    """Also from under another program of the same job, and what was typed is still there."""
    with Terminal(["sh", "-i"], env={"HOME": str(tmp_path), "LC_ALL": "C.UTF-8", "PS1": "$ "}) as terminal:
        through_the_shell(terminal, argv)
        assert terminal.wait() == 0


FAULTY = """\
import sys
from studyapp.cli import main
from studyapp.ui.screens.section import SectionScreen

def fail(self):
    answer = "what the learner typed"
    raise KeyError(answer)

SectionScreen.show_place = fail
sys.exit(main(sys.argv[1:]))
"""
"""The program with a mistake of ours in it."""


def test_a_mistake_of_ours_shows_no_values_and_restores_the_terminal(argv: list[str], tmp_path: Path) -> None:
    """One sentence, exit code 70; neither a traceback nor anything of the learner's."""
    faulty = [sys.executable, "-c", FAULTY, *argv[3:]]
    with Terminal(faulty, env={"HOME": str(tmp_path), "TMPDIR": str(tmp_path)}) as terminal:
        terminal.until("Start", "Rivers")
        terminal.send(ENTER)
        assert (terminal.wait(), terminal.restored) == (70, True)
        output = b"".join(chunk.data for chunk in terminal.chunks)
        assert b"studyapp failed by a mistake of its own" in output
        assert b"Traceback" not in output
        assert b"what the learner typed" not in output
    (report,) = tmp_path.glob("studyapp-report-*.txt")
    assert "what the learner typed" not in report.read_text(encoding="utf-8")
