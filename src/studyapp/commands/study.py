"""``studyapp [COURSE ...]``: the Textual app, or the linear twin."""

from __future__ import annotations

import asyncio
import errno
import gc
import os
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from types import FrameType
from typing import TYPE_CHECKING, Any, NoReturn, TextIO

from studyapp.commands.courses import opened
from studyapp.commands.exits import ON_SIGNAL, tell
from studyapp.commands.keeping import keeping
from studyapp.commands.where import key_complaints
from studyapp.course.folder import Loaded
from studyapp.diagnostics import Severity, render
from studyapp.errors import CourseError
from studyapp.places import settings_file
from studyapp.settings import personal, read
from studyapp.wording import counted

if TYPE_CHECKING:
    from studyapp.course.model import Course
    from studyapp.study.store import Progress
    from studyapp.ui.app import StudyApp

ENDING = (signal.SIGTERM, signal.SIGHUP)
"""Signals that end the program in order: all is kept, the terminal restored."""

STARTED = 1.0
"""Seconds after which the first frame has long been drawn."""


def study(words: Sequence[str], progress_option: str | None, *, plain: bool, review: bool) -> int:
    """Open courses, study them, beginning with a review of what is due if asked to, and return the exit code."""
    loaded = opened(words)
    if not loaded:
        raise CourseError("There is no course to open. Name one's folder: studyapp FOLDER")
    courses = [one.course for one in loaded]
    with keeping(progress_option) as progress:
        show = _in_lines if plain or not has_screen() else _on_screen
        code = show(courses, progress, review)
    for one in loaded:
        _tell_errors(one)
    return code


def has_screen() -> bool:
    """Whether there is a terminal to draw on; the app draws on stderr."""
    terminals = all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr))
    return terminals and os.environ.get("TERM") != "dumb"


def _on_screen(courses: Sequence[Course], progress: Progress, review: bool) -> int:
    from studyapp.ui.app import StudyApp

    file = settings_file(os.environ)
    settings, problems = read(file, key_complaints)
    return run_app(
        StudyApp(courses, progress, settings=settings, settings_file=file, problems=problems, review=review)
    )


def run_app(app: StudyApp) -> int:
    """Run the app until it ends, in order on a signal too; the exit code. Raises what it failed by."""

    async def run() -> None:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, *_heeded()):
            loop.add_signal_handler(number, _end, app, number)
        loop.call_later(STARTED, _collect_from_now_on)
        await app.run_async()

    terminal = sys.__stderr__
    sys.__stderr__ = _Screen(sys.stderr)  # type: ignore[misc,assignment]
    try:
        asyncio.run(run())
    finally:
        sys.__stderr__ = terminal  # type: ignore[misc]
    if app.failure is not None:
        raise app.failure
    return app.return_code or 0


class _Screen:
    """The terminal as Textual writes to it, from a thread that is not to die when the window is closed.

    Where it did, nobody would take what is drawn any more, and the app would wait for that and never end.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        """Write where that can be done; how many characters were taken."""
        with suppress(OSError):
            self._stream.write(text)
        return len(text)

    def flush(self) -> None:
        """Flush likewise."""
        with suppress(OSError):
            self._stream.flush()


def _end(app: StudyApp, number: int) -> None:
    """End the app in order on a signal."""
    _let_go_of_a_closed_window()
    app.exit(None, ON_SIGNAL + number)


def _let_go_of_a_closed_window() -> None:
    """Have what is still said to a terminal that is gone go nowhere, rather than fail."""
    for stream in range(3):
        try:
            os.tcgetpgrp(stream)
        except OSError as error:
            if error.errno == errno.EIO:
                nothing = os.open(os.devnull, os.O_RDWR)
                os.dup2(nothing, stream)
                os.close(nothing)


def _collect_from_now_on() -> None:
    """Let garbage be collected, but seldom, and not what is there from the start: it stays to the end.

    A collection holds the key up that it falls on, by 30 ms once a long text is open.
    """
    gc.freeze()
    gc.set_threshold(10_000)
    gc.enable()


def _in_lines(courses: Sequence[Course], progress: Progress, review: bool) -> int:
    from studyapp.plain import run

    settings, problems = read(settings_file(os.environ))
    if problems:
        tell(render(problems, "short"))
    courses = [personal(course, settings) for course in courses]
    for course in courses:
        progress.journal(course.id).retention = settings.retention
    gc.enable()
    with _ended_by_signals():
        return run(
            courses,
            progress,
            lines_in=sys.stdin,
            out=sys.stdout,
            seconds=time.monotonic,
            cap=settings.daily_cap,
            review=review,
        )


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    """Within, a signal that ends the program raises SystemExit, so that everything is closed on the way out."""

    def end(number: int, _frame: FrameType | None) -> NoReturn:
        for one in before:
            signal.signal(one, signal.SIG_IGN)
        _let_go_of_a_closed_window()
        raise SystemExit(ON_SIGNAL + number)

    before = {number: signal.signal(number, end) for number in _heeded()}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _heeded() -> list[signal.Signals]:
    """The ending signals but for those that the program was told to ignore, as nohup does."""
    return [number for number in ENDING if signal.getsignal(number) is not signal.SIG_IGN]


def _tell_errors(loaded: Loaded) -> None:
    errors = [one for one in loaded.diagnostics if one.severity is Severity.ERROR]
    if errors:
        files = len({one.file for one in errors})
        tell(
            f"{counted(len(errors), 'error')} in {counted(files, 'file')}: studyapp check {loaded.course.folder}"
        )
