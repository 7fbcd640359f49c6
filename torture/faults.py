"""What can be wrong with a progress file's place or content, to be had at will."""

from __future__ import annotations

import resource
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

PAGE = 4096


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Another program holds the file."""
    conn = sqlite3.connect(path, isolation_level=None)
    conn.execute("BEGIN EXCLUSIVE")
    yield
    conn.close()


@contextmanager
def journal_blocked(path: Path) -> Iterator[None]:
    """SQLite can't make its journal: as in a read-only folder, and root can't either."""
    blocked = path.with_name(path.name + "-journal")
    (blocked / "x").mkdir(parents=True)
    yield
    shutil.rmtree(blocked)


@contextmanager
def no_file_beyond(size: int) -> Iterator[None]:
    """No file may grow beyond so many bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def disk_full(path: Path) -> Iterator[None]:
    """No file may grow beyond half of the progress file's size."""
    with no_file_beyond(path.stat().st_size // 2):
        yield


def half(content: bytes) -> bytes:
    """Only the beginning is there."""
    return content[: len(content) // 2]


def garbage(content: bytes) -> bytes:
    """No byte is as it was."""
    return bytes(byte ^ 0x5A for byte in content)


def holes(content: bytes) -> bytes:
    """Every seventh page from the tenth on is overwritten, but none above the rows' own pages."""
    pages = [content[start : start + PAGE] for start in range(0, len(content), PAGE)]
    return b"".join(
        b"\xaa" * PAGE if number > 9 and number % 7 == 4 else page for number, page in enumerate(pages)
    )


def beheaded(content: bytes) -> bytes:
    """The first page is lost, but for its header."""
    return content[:100] + bytes(PAGE - 100) + content[PAGE:]


DAMAGES: Mapping[str, Callable[[bytes], bytes]] = {
    "half a file": half,
    "garbage": garbage,
    "holes": holes,
    "first page lost": beheaded,
    "100 bytes": lambda content: content[:100],
    "40 bytes": lambda content: content[:40],
    "0 bytes": lambda _: b"",
}
"""What a damaged file's content may become, by name."""


def make_older(path: Path) -> None:
    """Take the file back to version 1, which had no columns for what is due."""
    conn = sqlite3.connect(path)
    conn.execute("DROP INDEX questions_due")
    for column in ("due", "last", "reps"):
        conn.execute(f"ALTER TABLE questions DROP COLUMN {column}")
    conn.execute("PRAGMA user_version = 1")
    conn.commit()
    conn.close()
