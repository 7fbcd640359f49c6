"""The programs that are measured, as they are installed beside this Python."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from bench.terminal import Terminal

REPOSITORY = Path(__file__).resolve().parents[1]
"""The course that ships lies here."""

STUDYAPP = str(Path(sys.executable).with_name("studyapp"))
"""The installed command."""


def studyapp(course: Path, progress: Path) -> Sequence[str]:
    """The command line that opens a course."""
    return STUDYAPP, "--progress", str(progress), str(course)


def floor(name: str) -> Sequence[str]:
    """The command line of a minimal app; see :mod:`bench.floors`."""
    return sys.executable, str(REPOSITORY / "bench" / "floors.py"), name


def quit_app(terminal: Terminal) -> None:
    """End an app by its key, and see that it ended well."""
    terminal.send(b"\x11")
    if code := terminal.wait():
        raise RuntimeError(f"ended with {code}; the screen is\n{terminal.text()}")
