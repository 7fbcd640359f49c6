"""Noticing that files of a course were saved. The only module that imports watchfiles."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing
from pathlib import Path

from watchfiles import Change, awatch

QUIET = 50
"""Milliseconds without a further change after which changes are told: an editor saves in several steps."""
LOOK_EVERY = 1000
"""Milliseconds after which the folders themselves are looked at: one that was replaced is no longer watched."""

Folders = dict[Path, tuple[int, int]]
"""Folders by their path, with what tells one from another of the same name."""


async def changes(folder: Path) -> AsyncIterator[None]:
    """Yield whenever something in a course's folder may have changed.

    Only what the loader reads is watched: the folder and its ``content/`` and ``questions/``, none of their
    sub-folders. They may come and go. Where the system's notices can't be had, files are looked at again and again.
    """
    polling: bool | None = None
    was_there = True
    while True:
        if not (folders := _folders(folder)):
            if was_there:
                yield
            was_there = False
            await asyncio.sleep(LOOK_EVERY / 1000)
            continue
        was_there = missed = True  # what changed before the watch began
        try:
            watch = awatch(
                *folders,
                watch_filter=is_heeded,
                step=QUIET,
                rust_timeout=LOOK_EVERY,
                yield_on_timeout=True,
                recursive=False,
                force_polling=polling,
            )
            async with aclosing(watch):
                async for found in watch:
                    if found or missed:
                        missed = False
                        yield
                    # a folder that was deleted and made again may have its old number
                    if _folders(folder) != folders or any(Path(path) in folders for _, path in found):
                        break
        except FileNotFoundError:
            continue  # gone since it was looked at
        except OSError:
            if polling:
                raise
            polling = True


def _folders(folder: Path) -> Folders:
    """The folders to watch that are there."""
    found: Folders = {}
    for path in (folder, folder / "content", folder / "questions"):
        try:
            status = path.stat()
        except OSError:
            continue
        found[path] = status.st_dev, status.st_ino
    return found if folder in found else {}


def is_heeded(_change: Change, path: str) -> bool:
    """Whether a path may be a file of the course, and not one that an editor keeps beside it.

    >>> [name for name in ("a.yaml", ".a.yaml.swp", "a.yaml~", "#a.yaml#", "4913") if is_heeded(Change.added, name)]
    ['a.yaml']
    """
    name = Path(path).name
    return not (name.startswith((".", "#")) or name.endswith(("~", ".swp", ".tmp")) or name.isdigit())
