"""A program in a real pseudo-terminal: keys go in, its output is stamped, and pyte tells what stands on the screen.

Reading only stamps and stores what comes and answers the program's questions about the terminal; the output is
parsed when the screen is looked at, so that parsing never competes with a program that is being timed.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import pyte

SIZE = (120, 40)
"""Columns and rows, unless told otherwise."""

LIMIT = 60.0
"""Seconds to wait for something that is bound to come."""

_REPLIES = (
    # Synchronised output is known; resizes in the input are not, so that SIGWINCH is used.
    (re.compile(rb"\x1b\[\?2026\$p"), b"\x1b[?2026;2$y"),
    (re.compile(rb"\x1b\[\?2048\$p"), b"\x1b[?2048;0$y"),
    (re.compile(rb"\x1b\[0?c"), b"\x1b[?62;22c"),
    (re.compile(rb"\x1b\[6n"), b"\x1b[1;1R"),
)
_NOT_FOR_PYTE = re.compile(rb"\x1b\[[<=>][0-9;]*[a-zA-Z]")
"""Sequences, such as those of kitty's keyboard, that pyte would draw as text."""

_FROM_OUTSIDE = (
    *("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR"),
    *("STUDYAPP_PROGRESS", "STUDYAPP_SETTINGS", "STUDYAPP_CACHE"),
)
"""Variables that would make a program differ from one machine to the next."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """What one read gave."""

    at: float
    """Seconds, on the clock of time.perf_counter."""
    data: bytes


class Terminal:
    """A program that runs in a pseudo-terminal of its own."""

    def __init__(
        self, argv: Sequence[str], *, size: tuple[int, int] = SIZE, env: Mapping[str, str] | None = None
    ) -> None:
        """Start ``argv``; ``size`` is columns and rows, ``env`` is put over this process's environment."""
        self.size = size
        self.chunks: list[Chunk] = []
        self.screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self.screen)
        self._drawn = 0
        """How many chunks the screen shows."""
        self._code: int | None = None
        self._terminal, theirs = os.openpty()
        self._set_size()
        name = os.ttyname(theirs)
        # Opened by name in the new session, so that it becomes the program's controlling terminal.
        actions = [
            (os.POSIX_SPAWN_OPEN, 0, name, os.O_RDWR, 0),
            (os.POSIX_SPAWN_DUP2, 0, 1),
            (os.POSIX_SPAWN_DUP2, 0, 2),
            (os.POSIX_SPAWN_CLOSE, self._terminal),
            (os.POSIX_SPAWN_CLOSE, theirs),
        ]
        inherited = {name: value for name, value in os.environ.items() if name not in _FROM_OUTSIDE}
        full = {**inherited, "TERM": "xterm-256color", "COLORTERM": "truecolor", **(env or {})}
        self.modes = termios.tcgetattr(theirs)
        """The terminal's modes before the program ran."""
        self.started = time.perf_counter()
        """The moment of the start, on the clock of the chunks."""
        # whoever runs this may ignore signals, as nohup does; a terminal's program begins without that
        heeded = [signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM]
        self.pid = os.posix_spawnp(
            argv[0], list(argv), full, file_actions=actions, setsid=True, setsigdef=heeded
        )
        os.close(theirs)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._code is None:
            self.kill(signal.SIGKILL)
            self.wait()
        os.close(self._terminal)

    # output

    def pump(self, timeout: float) -> bytes:
        """What comes within ``timeout`` seconds, one chunk at most; empty where nothing does."""
        ready, _, _ = select.select([self._terminal], [], [], timeout)
        if not ready:
            return b""
        try:
            data = os.read(self._terminal, 1 << 16)
        except OSError:  # The program has closed its side.
            return b""
        self.chunks.append(Chunk(time.perf_counter(), data))
        for question, reply in _REPLIES:
            if question.search(data):
                os.write(self._terminal, reply)
        return data

    def settle(self, quiet: float, *, first: float = LIMIT) -> None:
        """Pump until nothing has come for ``quiet`` seconds; ``first`` is how long to wait for the beginning."""
        if self.pump(first):
            while self.pump(quiet):
                pass

    def until(self, *wanted: str, limit: float = LIMIT) -> str:
        """Pump until the screen shows all of ``wanted``, and return its text; TimeoutError where it never does."""
        end = time.monotonic() + limit
        while not all(words in (text := self.text()) for words in wanted):
            if time.monotonic() > end or (not self.pump(0.05) and self.poll() is not None):
                raise TimeoutError(f"never showed {wanted}; the screen is\n{text}")
        return text

    def text(self) -> str:
        """The screen's lines, as they stand after all that came so far."""
        self.draw(len(self.chunks))
        return "\n".join(self.screen.display)

    def draw(self, upto: int) -> None:
        """Bring the screen to the state after the first ``upto`` chunks; it never goes back."""
        for chunk in self.chunks[self._drawn : upto]:
            self._stream.feed(_NOT_FOR_PYTE.sub(b"", chunk.data))
        self._drawn = max(self._drawn, upto)

    # input

    def send(self, keys: bytes) -> float:
        """Type, and return the moment."""
        now = time.perf_counter()
        os.write(self._terminal, keys)
        return now

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size; the program is told by the kernel."""
        self.draw(len(self.chunks))
        self.size = columns, rows
        self.screen.resize(rows, columns)
        self._set_size()

    def _set_size(self) -> None:
        columns, rows = self.size
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    # the process

    def kill(self, number: int) -> None:
        """Send a signal."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, number)

    def poll(self) -> int | None:
        """The exit code, negative for a signal; None while the program runs."""
        if self._code is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self._code = os.waitstatus_to_exitcode(status)
        return self._code

    def wait(self, limit: float = LIMIT) -> int:
        """Pump until the program ends, and return its exit code; TimeoutError where it does not end."""
        end = time.monotonic() + limit
        while self.poll() is None:
            if time.monotonic() > end:
                raise TimeoutError(f"the program goes on; the screen is\n{self.text()}")
            if not self.pump(0.02):
                time.sleep(0.005)  # A terminal that the program has closed answers at once.
        while self.pump(0):
            pass
        return self.poll() or 0

    @property
    def restored(self) -> bool:
        """Whether the terminal is as before the program: its modes, and no alternate screen."""
        output = b"".join(chunk.data for chunk in self.chunks)
        on, off = output.rfind(b"\x1b[?1049h"), output.rfind(b"\x1b[?1049l")
        return on <= off and termios.tcgetattr(self._terminal) == self.modes

    def memory(self) -> tuple[float, float]:
        """The process's RSS and PSS in MB (of 10**6 bytes), from Linux's /proc."""
        told = Path(f"/proc/{self.pid}/smaps_rollup").read_text(encoding="ascii")
        found = dict(re.findall(r"^(Rss|Pss):\s+(\d+) kB", told, re.MULTILINE))
        return int(found["Rss"]) * 1024 / 1e6, int(found["Pss"]) * 1024 / 1e6

    def processor_time(self) -> float:
        """Seconds of processor time that the process has used, from Linux's /proc."""
        # the name, in brackets, may hold anything; user and system time are the 12th and 13th field behind it
        fields = Path(f"/proc/{self.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
