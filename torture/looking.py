"""Looking at a progress file after a fault: is it whole, and is all in it that the learner was told is kept?"""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path

from studyapp.study.events import Event
from studyapp.study.store import Progress
from torture.machine import NOON


def wrong(path: Path, acknowledged: Collection[str], *, rescued: Path | None = None) -> list[str]:
    """What is wrong with the file that the program would open now, a line each.

    ``acknowledged`` are the ids of events that must be there, once a rescue file was taken in.
    """
    found: list[str] = []
    with Progress.open(path, clock=lambda: NOON * 2, entropy=os.urandom) as progress:
        if rescued:
            progress.import_file(rescued)
        there = {event.id for event in progress.events()}
        missing = [id for id in acknowledged if id not in there]
        if missing:
            found.append(f"{len(missing)} of {len(acknowledged)} acknowledged answers are lost")
        found += progress.check()
        found += progress.notices
        if progress.trouble:
            found.append(progress.trouble)
    return found


def events_of(path: Path) -> list[Event]:
    """All events of the file."""
    with Progress.open(path, clock=lambda: NOON * 2, entropy=os.urandom) as progress:
        return list(progress.events())
