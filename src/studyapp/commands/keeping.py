"""The progress file while a command runs; the clock and the randomness are made here."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

from studyapp.commands.exits import tell
from studyapp.places import progress_file
from studyapp.study.review.days import offset_at
from studyapp.study.store import Progress


@contextmanager
def keeping(option: str | None) -> Iterator[Progress]:
    """The progress file, open; closed on every way out. What happened to it is told on stderr.

    Raises ProgressError where the file can't be used.
    """
    progress = Progress.open(
        progress_file(option, os.environ), clock=now, entropy=os.urandom, offset=offset_at
    )
    told = _tell_from(0, progress)
    try:
        yield progress
    finally:
        rescued = progress.close()
        _tell_from(told, progress)
        if rescued:
            tell(
                f"NOT SAVED: {progress.trouble}\nWhat could not be saved is in {rescued}. "
                f"Once {progress.path} can be written again: studyapp progress import {rescued}"
            )


def now() -> int:
    """UTC microseconds since 1970."""
    return time.time_ns() // 1000


def _tell_from(first: int, progress: Progress) -> int:
    """Tell the notices from this one on; how many there are now."""
    for notice in progress.notices[first:]:
        tell(notice)
    return len(progress.notices)
