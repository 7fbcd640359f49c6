"""The settings file. What reads TOML is loaded only where there is one: most starts need none of it."""

from __future__ import annotations

import errno
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from studyapp.clean import printable
from studyapp.course.files import Refusal, display_path, file_error
from studyapp.course.source import Source
from studyapp.diagnostics import Diagnostic
from studyapp.settings.table import DEFAULTS, LearnerSettings

if TYPE_CHECKING:
    from studyapp.settings.reading import CheckKeys

MAX_BYTES = 1_000_000
"""A settings file may have this many bytes."""
BOM = b"\xef\xbb\xbf"


def read(path: Path, check_keys: CheckKeys = lambda _: {}) -> tuple[LearnerSettings, tuple[Diagnostic, ...]]:
    """The settings of a file, and what is wrong in it; a missing file sets nothing.

    ``check_keys`` is asked only where the file has keys; those that it objects to are left out.
    """
    file = display_path(path)
    try:
        data = contents(path)
    except FileNotFoundError:
        return DEFAULTS, ()
    except OSError as error:
        reason = printable(error.strerror or "it can't be opened").lower()
        help = "your settings are the defaults until it is a text file that you may read"
        return DEFAULTS, (file_error("unreadable", f"can't be read: {reason}", file, help),)
    from studyapp.settings.reading import Reading

    data = data.removeprefix(BOM).replace(b"\r\n", b"\n")
    reading = Reading(Source(file, data.decode(errors="replace")))
    try:
        reading.check_encoding(data)
        reading.read()
        reading.check_keys(check_keys)
    except Refusal as refusal:
        reading.source.found.append(refusal.diagnostic)
    return LearnerSettings(**reading.values, keys=reading.keys), tuple(reading.source.found)


def contents(path: Path) -> bytes:
    """What a file holds; raises OSError, also where it is no regular file or too large."""
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "it is not a regular file")
    with path.open("rb") as stream:
        data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise OSError(errno.EFBIG, "it is larger than 1 MB")
    return data
