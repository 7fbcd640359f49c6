"""Whether a course's files are the same as before, told without opening one."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from stat import S_IFMT, S_ISDIR

from studyapp import __version__
from studyapp.course.folder import COURSE_FILE
from studyapp.values import dataclass

_TOP = ("content", "contents", "question", "questions")
"""Folders that the loader looks for, in any case."""
_PROGRAM = Path(__file__).parent

Entry = tuple[str, int, int, int, int, int, int]
"""Name, mode, device, inode, size, and when the content and the entry itself were changed, in nanoseconds."""


@dataclass(frozen=True, slots=True)
class Scan:
    """A folder at a moment."""

    key: str
    """Another one where a file that is read came, went or was changed, or where the program was."""
    changed: int
    """When anything was changed last, as far as the entries tell: nanoseconds since 1970."""


def scan(folder: Path) -> Scan | None:
    """The scan of a course's folder; None where it can't be listed.

    A file is the same while its inode, size and times are. A change within the tick of the file system's clock in
    which the file was scanned goes unseen: a scan says something only of what was changed some time before.
    """
    try:
        kinds, entries = _top(folder)
        for part in ("content", "questions"):
            if _is_folder(folder / part):
                entries += _entries(folder / part, part)
        program = sorted(_entries(_PROGRAM, ""))
    except OSError:
        return None
    about = (
        __version__,
        sys.version,
        program,
        os.path.realpath(folder),
        sorted(kinds.items()),
        sorted(entries),
    )
    key = blake2b(json.dumps(about).encode(), digest_size=16).hexdigest()
    return Scan(key, max((max(entry[-2:]) for entry in entries), default=0))


def _is_folder(path: Path) -> bool:
    """Whether it is one itself, and not a link to one: links are not followed."""
    try:
        return S_ISDIR(path.lstat().st_mode)
    except FileNotFoundError:
        return False


def _top(folder: Path) -> tuple[dict[str, int], list[Entry]]:
    """What counts of the folder itself: the kinds of what is looked for, and the course file's entry."""
    kinds: dict[str, int] = {}
    entries = []
    with os.scandir(folder) as found:
        for one in found:
            if (name := one.name.lower()) in _TOP or name.startswith("course.y"):
                status = one.stat(follow_symlinks=False)
                # of Path, for a link that leads to itself is no folder either, and no error
                kinds[one.name] = S_IFMT(status.st_mode) | Path(one.path).is_dir()
                if name == COURSE_FILE:
                    entries.append(_entry(one.name, status))
    return kinds, entries


def _entries(folder: Path, part: str) -> Iterator[Entry]:
    with os.scandir(folder) as found:
        for one in found:
            if not one.name.startswith("."):
                yield _entry(f"{part}/{one.name}", one.stat(follow_symlinks=False))


def _entry(name: str, status: os.stat_result) -> Entry:
    return (
        name,
        status.st_mode,
        status.st_dev,
        status.st_ino,
        status.st_size,
        status.st_mtime_ns,
        status.st_ctime_ns,
    )
