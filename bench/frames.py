"""When was a frame complete? Told from the stamped output, by replaying it."""

from __future__ import annotations

from pyte.screens import Char

from bench.terminal import Terminal

Cells = dict[int, tuple[Char, ...]]
"""The screen's lines by number, each cell with its colours."""


def first_frame(terminal: Terminal, *wanted: str) -> float:
    """Milliseconds from the start to the first screen that shows all of ``wanted``."""
    for count, chunk in enumerate(terminal.chunks, 1):
        terminal.draw(count)
        text = "\n".join(terminal.screen.display)
        if all(words in text for words in wanted):
            return (chunk.at - terminal.started) * 1e3
    raise ValueError(f"no screen shows {wanted}; the last is\n{terminal.text()}")


class Typist:
    """Types a key at a time and times the frames that follow.

    The output is parsed once the program is idle again, so that parsing never competes with it.
    """

    def __init__(self, terminal: Terminal, quiet: float = 0.05, *, limit: float = 30.0) -> None:
        """``quiet``: so many seconds without output end what follows from a key; ``limit``: to its first change."""
        self.terminal = terminal
        self.quiet = quiet
        self.limit = limit

    def type(self, key: bytes) -> float:
        """Type a key; milliseconds to the last chunk that changed the screen."""
        terminal = self.terminal
        drawn = len(terminal.chunks)
        terminal.draw(drawn)
        terminal.screen.dirty.clear()
        cells = _cells(terminal)
        at, changed = terminal.send(key), None
        # on a busy machine there may be more than a quiet moment before the first change
        while changed is None:
            terminal.settle(self.quiet, first=self.limit)
            if drawn == len(terminal.chunks):
                raise ValueError(f"a key changed nothing; the screen is\n{terminal.text()}")
            while drawn < len(terminal.chunks):
                drawn += 1
                terminal.draw(drawn)
                if _changed(terminal, cells):
                    changed = terminal.chunks[drawn - 1].at
        return (changed - at) * 1e3


def _cells(terminal: Terminal) -> Cells:
    return {number: _line(terminal, number) for number in range(terminal.screen.lines)}


def _line(terminal: Terminal, number: int) -> tuple[Char, ...]:
    line = terminal.screen.buffer[number]
    return tuple(line[column] for column in range(terminal.screen.columns))


def _changed(terminal: Terminal, cells: Cells) -> bool:
    """Whether the screen differs from ``cells``, which are brought to it."""
    now = {number: _line(terminal, number) for number in terminal.screen.dirty if number in cells}
    terminal.screen.dirty.clear()
    changed = any(cells[number] != line for number, line in now.items())
    cells.update(now)
    return changed
