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
    """Types a key at a time and times the frames that follow."""

    def __init__(self, terminal: Terminal, quiet: float = 0.05) -> None:
        """``quiet``: so many seconds without output end what follows from a key."""
        self.terminal = terminal
        self.quiet = quiet
        self._typed: list[tuple[float, int]] = []
        """Moment of each key, and how many chunks there were."""

    def type(self, key: bytes) -> int:
        """Type a key and wait until all that follows is drawn; the number of the key."""
        before = len(self.terminal.chunks)
        self._typed.append((self.terminal.send(key), before))
        self.terminal.settle(self.quiet)
        return len(self._typed) - 1

    def times(self) -> list[float]:
        """For each key, in order, milliseconds to the last chunk that changed the screen; to be called at the end."""
        found = []
        ends = [before for _, before in self._typed[1:]] + [len(self.terminal.chunks)]
        for (at, before), end in zip(self._typed, ends, strict=True):
            self.terminal.draw(before)
            self.terminal.screen.dirty.clear()
            cells = _cells(self.terminal)
            last = None
            for count in range(before + 1, end + 1):
                self.terminal.draw(count)
                if _changed(self.terminal, cells):
                    last = self.terminal.chunks[count - 1].at
            if last is None:
                raise ValueError(f"a key changed nothing; the screen is\n{self.terminal.text()}")
            found.append((last - at) * 1e3)
        return found


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
