"""Why the progress file could not be written, as a sentence for the learner."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

from studyapp.clean import one_line
from studyapp.errors import ProgressError

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_CLOSED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_DAMAGE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_BROKEN_TEXT = "Could not decode to UTF-8"
"""How Python's own error begins where a row's text is none; SQLite itself does not look."""
_LOCKED = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})


def is_damage(error: BaseException) -> bool:
    """Whether the file itself is broken, rather than out of reach."""
    if not isinstance(error, sqlite3.Error):
        return False
    return _primary(error) in _DAMAGE or str(error).startswith(_BROKEN_TEXT)


def explain(error: BaseException, path: Path) -> str:
    """What is wrong with the file at ``path`` and what to do about it."""
    if isinstance(error, ProgressError):
        return str(error)
    code = _primary(error) if isinstance(error, sqlite3.Error) else None
    number = error.errno if isinstance(error, OSError) else None
    if code in _LOCKED:
        return f"Another program keeps {path} locked. Close it, or wait."
    if code == sqlite3.SQLITE_FULL or number in _FULL:
        return f"There is no room left to write {path}. Free some space on its disk."
    if code == sqlite3.SQLITE_READONLY or number in _CLOSED:
        return f"{path} or its folder is read-only. Make both writable, or name another file with --progress."
    if is_damage(error):
        return f"{path} is damaged. Close studyapp and start it again: it saves what can be read."
    return f"{path} can't be written ({one_line(str(error))}). Check its disk and folder."


def _primary(error: sqlite3.Error) -> int | None:
    # The low byte; the rest of the code only says more about it.
    code = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF
