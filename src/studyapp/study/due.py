"""How many questions are due, read straight from the progress file.

A shell prompt waits for it, so what keeps the file (:mod:`studyapp.study.store`) is not loaded; here nothing is
written, and nothing mended.
"""

from __future__ import annotations

import sqlite3

from studyapp.errors import ForeignFile, NewerFile, ProgressError
from studyapp.study.fileformat import APPLICATION_ID, VERSION

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    CourseDue: TypeAlias = tuple[str, str, int]
    """A course's id, its title (empty where none is known), and how many of its questions are due."""

TIMEOUT = 1.0
"""Seconds that a lock of another program is waited for."""

_DUE = """
SELECT course, coalesce((SELECT title FROM courses WHERE courses.course = waiting.course), ''), number
FROM (SELECT course, count(*) AS number FROM questions WHERE due <= ? GROUP BY course) AS waiting
ORDER BY number DESC, course
"""


def due_by_course(path: str, today: int) -> list[CourseDue]:
    """What is due on a study day, of each course of the progress file at an absolute path; the most first.

    Nothing where there is no file. Raises ForeignFile, NewerFile, and ProgressError where the file can't be read.
    """
    # Of what a path may hold, only these mean something else in a URI.
    uri = path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    try:
        with open(path, "rb"):  # noqa: PTH123 - pathlib takes as long to load as all of this
            pass
        conn = sqlite3.connect(f"file:{uri}?mode=ro", uri=True, timeout=TIMEOUT)
    except FileNotFoundError:
        return []
    except (OSError, sqlite3.Error) as error:
        raise _unreadable(path, error) from error
    try:
        return conn.execute(_DUE, (today,)).fetchall() if _ours(conn, path) else []
    except sqlite3.Error as error:
        raise _unreadable(path, error) from error
    finally:
        conn.close()


def _ours(conn: sqlite3.Connection, path: str) -> bool:
    """Whether it is a progress file, and not one in which nothing happened yet. Raises as :func:`due_by_course`."""
    for setting in ("trusted_schema = OFF", "cell_size_check = ON"):
        conn.execute(f"PRAGMA {setting}")
    if not conn.execute("SELECT 1 FROM sqlite_schema").fetchone():
        return False
    if _pragma(conn, "application_id") != APPLICATION_ID:
        raise ForeignFile(f"{path} is a database of another program. Name another with --progress.")
    version = _pragma(conn, "user_version")
    if version > VERSION:
        raise NewerFile(f"{path} was written by a newer studyapp. Update studyapp to use it.")
    if version < VERSION:
        raise ProgressError(
            f"{path} was written by an older studyapp. Open it once with studyapp: that updates it."
        )
    if conn.execute("SELECT 1 FROM sqlite_schema WHERE type IN ('view', 'trigger')").fetchone():
        raise ForeignFile(f"{path} holds views or triggers, which studyapp never makes.")
    return True


def _pragma(conn: sqlite3.Connection, name: str) -> int:
    return int(conn.execute(f"PRAGMA {name}").fetchone()[0])


def _unreadable(path: str, error: OSError | sqlite3.Error) -> ProgressError:
    why = error.strerror if isinstance(error, OSError) else str(error)
    return ProgressError(
        f"{path} can't be read ({why}). Open it once with studyapp: that mends what can be mended."
    )
