"""Lending the terminal to another program."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager

from textual.app import App


@contextmanager
def lent(app: App[None]) -> Iterator[None]:
    """Within, the terminal is as it was before the app; on the way out the app draws itself again."""
    with app.suspend():
        # Textual's own handlers are set aside: one that ran late would start the driver a second time
        stops = (signal.SIGTSTP, signal.SIGCONT)
        handlers = [signal.signal(number, signal.SIG_DFL) for number in stops]
        try:
            yield
        finally:
            for number, handler in zip(stops, handlers, strict=True):
                signal.signal(number, handler)
