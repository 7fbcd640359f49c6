"""The last resort: events that the progress file did not take, in a file of their own."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from studyapp.study.events import Event
from studyapp.study.store.files import free_name, stamp
from studyapp.study.store.transfer import write_events


def rescue(events: Sequence[Event], path: Path, now: int) -> Path | None:
    """Export events beside the progress file, or else in the folder for temporary files.

    The file's path, or None where nothing at all can be written.
    """
    from tempfile import gettempdir

    for folder in (str(path.parent), ""):
        try:
            # On a full disk there may be no folder for temporary files either, which is an OSError too.
            target = free_name(Path(folder or gettempdir()) / f"{path.stem}.unsaved-{stamp(now)}.jsonl")
            # Only for the learner's eyes, and never through a link that someone else laid.
            handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8") as stream:
                write_events(events, stream)
                stream.flush()
                os.fsync(handle)
        except OSError:
            continue
        return target
    return None
