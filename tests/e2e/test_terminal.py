"""The terminal that the end-to-end tests and the bench drive programs in."""

from __future__ import annotations

import sys

import pytest

from bench.frames import Typist, first_frame
from bench.terminal import Terminal

ECHO = r"""
import os, tty
tty.setraw(0)
os.write(1, b"\x1b[2J\x1b[Hready")
while (key := os.read(0, 1)) != b"q":
    os.write(1, b"\x1b[2;1H" + key if key != b"." else b"\x1b[0m")
"""
"""Writes each key into the second line; a full stop makes output that changes nothing."""

SIZES = """
import os, signal
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGWINCH])
print(*os.get_terminal_size())
signal.sigwait([signal.SIGWINCH])
print(*os.get_terminal_size())
"""
"""Tells the terminal's size, then once more when it has changed."""


def python(code: str) -> Terminal:
    """A Python program in a terminal of 20 columns and 5 rows."""
    return Terminal([sys.executable, "-c", code], size=(20, 5))


def test_the_screen_is_what_the_program_drew() -> None:
    """Input reaches the program, and what it writes stands on the screen."""
    with python("print('one'); print(input()[::-1])") as terminal:
        terminal.until("one")
        terminal.send(b"owt\n")
        assert terminal.until("two").splitlines()[2].strip() == "two"
        assert terminal.wait() == 0


def test_the_program_has_the_size_that_was_given() -> None:
    """Before its start, and after a resize, of which the kernel tells it."""
    with python(SIZES) as terminal:
        terminal.until("20 5")
        terminal.resize(30, 7)
        terminal.until("30 7")


def test_what_never_shows_is_told_with_the_screen() -> None:
    """Waiting ends when the program has."""
    with python("print('something else')") as terminal:
        terminal.until("something")
        with pytest.raises(TimeoutError, match="something else"):
            terminal.until("anything")


def test_a_terminal_left_raw_is_not_restored() -> None:
    """Neither is one left on the alternate screen."""
    for code in ("import tty; tty.setraw(0)", r"print('\x1b[?1049h')"):
        with python(code) as terminal:
            assert terminal.wait() == 0
            assert not terminal.restored


def test_each_key_has_the_time_of_its_last_visible_change() -> None:
    """In milliseconds."""
    with python(ECHO) as terminal:
        terminal.until("ready")
        typist = Typist(terminal)
        assert all(typist.type(key) > 0 for key in (b"a", b"b"))
        terminal.send(b"q")
        assert terminal.wait() == 0


def test_the_first_frame_has_all_that_is_wanted() -> None:
    """A screen with a part of it is not yet the one."""
    with python("print('title'); input(); print('last line')") as terminal:
        terminal.pump(30)
        between = (terminal.send(b"\n") - terminal.started) * 1e3
        terminal.wait()
        assert first_frame(terminal, "title", "last line") > between
        with pytest.raises(ValueError, match="no screen shows"):
            first_frame(terminal, "title", "something else")


def test_a_key_that_changes_nothing_has_no_time() -> None:
    """Output alone is no frame."""
    with python(ECHO) as terminal:
        terminal.until("ready")
        with pytest.raises(ValueError, match="changed nothing"):
            Typist(terminal, limit=1).type(b".")
