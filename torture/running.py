"""Running rows, each in a process of its own: a fault that is provoked in one reaches no other."""

from __future__ import annotations

import os
import pickle
import select
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

from torture.rows import Effort, Kind, NotHere, Row, Trial, explained

MEMORY = Path("/dev/shm")
"""A folder in memory, where syncing costs nothing; faults of the disk are simulated and need none."""


def run(kinds: Sequence[Kind], effort: Effort, seed: int, told: Callable[[Row], None]) -> list[Row]:
    """Try all rows, as many at once as there are cores; ``told`` gets each once it is done.

    The last are begun first, for among them are the longest.
    """
    waiting = list(kinds)
    running: dict[int, Kind] = {}
    found: dict[str, Row] = {}
    base = str(MEMORY) if os.access(MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="studyapp-torture-", dir=base) as folder:
        while waiting or running:
            while waiting and len(running) < (os.cpu_count() or 1):
                kind = waiting.pop()
                running[_begin(kind, effort, seed, Path(folder, _folder_name(kind)))] = kind
            for pipe in select.select(list(running), [], [])[0]:
                kind = running.pop(pipe)
                found[kind.id] = row = _end(pipe, kind)
                told(row)
                for own in Path(folder).glob(f"{_folder_name(kind)}*"):
                    shutil.rmtree(own, ignore_errors=True)
    return [found[kind.id] for kind in kinds]


def _folder_name(kind: Kind) -> str:
    return f"{kind.id.replace(' ', '-')}."


def _begin(kind: Kind, effort: Effort, seed: int, folder: Path) -> int:
    """Start a row; the pipe that its outcome comes through."""
    sys.stdout.flush()
    folder.mkdir()
    result, tell = os.pipe()
    if os.fork() == 0:
        code = 1
        try:
            os.close(result)
            for name in ("STUDYAPP_CACHE", "TMPDIR"):
                os.environ[name] = f"{folder}{name}"
                Path(os.environ[name]).mkdir(0o700)
            row = attempt(kind, effort, seed, folder)
            with os.fdopen(tell, "wb") as stream:
                pickle.dump(row, stream)
            code = 0
        finally:
            os._exit(code)
    os.close(tell)
    return result


def attempt(kind: Kind, effort: Effort, seed: int, folder: Path) -> Row:
    """Try one row in this process."""
    trial = Trial(effort, folder, Random(f"{seed} {kind.id}"))
    untried, start = "", time.monotonic()
    try:
        kind.run(trial)
        if not trial.tried:
            untried = "nothing was tried"
    except NotHere as error:
        untried = str(error)
    except Exception as error:
        trial.lost.append(explained(error))
    took = time.monotonic() - start
    processor = sum(os.times()[:4])
    return Row(kind.id, kind.promise, trial.tried, kind.unit, tuple(trial.lost), untried, took, processor)


def _end(pipe: int, kind: Kind) -> Row:
    with os.fdopen(pipe, "rb") as stream:
        data = stream.read()
    if not data:
        return Row(kind.id, kind.promise, 0, kind.unit, ("the row's own process was ended",))
    row: Row = pickle.loads(data)
    return row
