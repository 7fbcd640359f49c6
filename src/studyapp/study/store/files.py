"""Files on the disk: which one it is, names that are free, and moves that overwrite nothing."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

from studyapp.errors import ProgressError

_STAMP = "%Y%m%d-%H%M%S"


def stamp(now: int) -> str:
    """A time in UTC microseconds as part of a file name, such as ``20260131-235959``."""
    return datetime.fromtimestamp(now / 1_000_000, UTC).strftime(_STAMP)


def free_name(path: Path) -> Path:
    """This path, or the first of ``name-2``, ``name-3``, ... at which there is no file."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return free


def identity(path: Path) -> tuple[int, int] | None:
    """What tells this file from another at the same path; None where there is none."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def move_to_new(source: Path, target: Path) -> None:
    """Give a file another name, unless there is a file of that name: :class:`ProgressError`."""
    try:
        os.link(source, target)
    except FileExistsError:
        raise ProgressError(f"{target} exists already and was left as it is. Name another file.") from None
    except OSError:
        # A file system without hard links.
        if target.exists():
            raise ProgressError(
                f"{target} exists already and was left as it is. Name another file."
            ) from None
        source.rename(target)
    else:
        source.unlink()


def sync(path: Path) -> None:
    """Have the disk keep a file or a folder as it now is."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
