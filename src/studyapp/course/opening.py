"""Opening a course: from the cache where it has the folder as it is, else from the files."""

from __future__ import annotations

import os
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path
from typing import Final

from studyapp.course import cache
from studyapp.course.folder import Loaded
from studyapp.course.model import Course
from studyapp.course.scan import scan

SETTLED: Final = 2_000_000_000
"""Nanoseconds without a change before a course is kept: a file system's clock may tick no more often than that."""
KEPT: Final = 50
"""Courses in the cache; those kept longest ago go first."""


def open_course(folder: Path, store: Path, clock: Callable[[], int]) -> Loaded:
    """The course as :func:`studyapp.course.load.load` returns it, by way of the cache in the folder ``store``.

    Texts and questions that come from there are read when they are first asked for. ``clock`` tells nanoseconds since
    1970. Whatever is wrong with the cache costs time only. Raises CourseError as the loader does.
    """

    def load() -> Loaded:
        from studyapp.course.load import load

        return load(folder)

    def course() -> Course:
        return load().course

    started, seen = clock(), scan(folder)
    if seen is None:
        return load()
    path = store / f"{blake2b(os.fsencode(os.path.realpath(folder)), digest_size=8).hexdigest()}.course"
    if _is_private(store) and (kept := cache.read(path, seen.key, folder, course)):
        return kept
    loaded = load()
    if started - seen.changed > SETTLED and scan(folder) == seen:
        _keep(path, seen.key, loaded, started)
    return loaded


def _keep(path: Path, key: str, loaded: Loaded, now: int) -> None:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if _is_private(path.parent):
            cache.write(path, key, loaded)
            older = sorted(path.parent.glob("*.course"), key=lambda one: -one.lstat().st_mtime_ns)
            for one in (*older[KEPT:], *cache.abandoned(path.parent, now)):
                one.unlink()
    except (OSError, ValueError):
        pass  # a read-only disk, a full one, another program at the same


def _is_private(store: Path) -> bool:
    """Whether nobody else can put anything into the folder."""
    try:
        status = store.stat()
    except OSError:
        return False
    return os.name != "posix" or (status.st_uid == os.getuid() and not status.st_mode & 0o077)
