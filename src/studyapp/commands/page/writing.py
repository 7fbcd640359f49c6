"""Putting the page on the disk, over nothing but an earlier one."""

from __future__ import annotations

import os
from pathlib import Path

from studyapp.commands.page.document import GENERATOR, page
from studyapp.errors import StudyError
from studyapp.study.overview.whole import Overview

HEAD = 1000
"""Bytes at a page's beginning among which its mark lies."""


def write(path: Path, whole: Overview) -> None:
    """Write the page, readable for its owner alone.

    Raises StudyError where there is a file already that is no such page, which is left as it is, and where writing
    fails.
    """
    try:
        if _written_before(path):
            part = path.with_name(f"{path.name}.{os.getpid()}.part")
            _write_new(part, page(whole))
            part.replace(path)
        else:
            _write_new(path, page(whole))
    except FileExistsError:
        raise StudyError(f"{path} exists already and was left as it is. Name another file.") from None
    except OSError as error:
        raise StudyError(f"{path} can't be written: {error.strerror}.") from None


def _written_before(path: Path) -> bool:
    """Whether there is an earlier page; raises FileExistsError where there is another file."""
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
    except FileNotFoundError:
        return False
    if GENERATOR.encode() not in head:
        raise FileExistsError
    return True


def _write_new(path: Path, text: str) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
    except OSError:
        path.unlink(missing_ok=True)
        raise
