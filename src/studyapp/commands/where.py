"""``studyapp where``: the places of the learner's files."""

from __future__ import annotations

import os

from studyapp.clean import one_line
from studyapp.places import backup_folder, library_folder, progress_file


def where(progress_option: str | None) -> int:
    """Print each place on a line: its name, its path, whether it is there."""
    progress = progress_file(progress_option, os.environ)
    places = {"progress": progress, "backups": backup_folder(progress), "courses": library_folder()}
    for name, path in places.items():
        print(f"{name:10}{one_line(str(path))}  ({'exists' if path.exists() else 'not yet'})")
    return 0
