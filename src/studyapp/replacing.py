"""Putting new contents in a file's place at once."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from stat import S_IMODE, S_ISLNK
from tempfile import mkstemp


def replace_file(path: Path, data: bytes) -> None:
    """Give a file new contents, or make it; at every moment, also after a power cut, it is whole: old or new.

    The mode of one that is there stays. A link at that path is replaced itself, never followed. Raises OSError where
    it can't be written.
    """
    handle, name = mkstemp(prefix=f".{path.name[:50]}.", dir=path.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        with suppress(FileNotFoundError):
            mode = path.lstat().st_mode
            if not S_ISLNK(mode):
                beside.chmod(S_IMODE(mode))
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
