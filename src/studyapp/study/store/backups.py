"""Backups of the progress file: whole copies, in a rotation of ten."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from studyapp.places import backup_folder
from studyapp.study.store.files import free_name, move_to_new, stamp, sync

KEPT = 10
"""Automatic backups that are kept."""


def backups(path: Path) -> list[Path]:
    """The automatic backups of a progress file, newest first."""
    digit = "[0-9]"
    pattern = f"{_glob_escaped(path.stem)}-{digit * 8}-{digit * 6}*.db"
    return sorted(backup_folder(path).glob(pattern), key=lambda one: one.stem, reverse=True)


def copy_to(conn: sqlite3.Connection, target: Path) -> None:
    """Write a whole copy of the file to ``target``, which must not exist; it appears there only when complete.

    Raises :class:`ProgressError` where there is a file already, OSError or sqlite3.Error where writing fails.
    """
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    try:
        # Made beforehand, so that nobody else can read it.
        os.close(os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        conn.execute("VACUUM INTO ?", (str(part),))
        sync(part)
        move_to_new(part, target)
    finally:
        part.unlink(missing_ok=True)
    sync(target.parent)


def automatic_backup(conn: sqlite3.Connection, path: Path, now: int) -> Path:
    """One more backup in the rotation; the oldest beyond :data:`KEPT` go."""
    folder = backup_folder(path)
    folder.mkdir(mode=0o700, exist_ok=True)
    target = free_name(folder / f"{path.stem}-{stamp(now)}.db")
    copy_to(conn, target)
    for old in backups(path)[KEPT:]:
        old.unlink()
    return target


def backed_up_today(path: Path, now: int) -> bool:
    """Whether there is an automatic backup of this day (UTC)."""
    today = f"{path.stem}-{stamp(now)[:8]}"
    return any(one.name.startswith(today) for one in backups(path))


def _glob_escaped(text: str) -> str:
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in text)
