"""``studyapp where``: the places of the learner's files."""

from __future__ import annotations

import os
from collections.abc import Mapping

from studyapp.clean import one_line
from studyapp.commands.exits import tell
from studyapp.diagnostics import render
from studyapp.places import backup_folder, cache_folder, library_folder, progress_file, settings_file
from studyapp.settings import read


def where(progress_option: str | None) -> int:
    """Print each place on a line: its name, its path, whether it is there. What is wrong in the settings is told."""
    progress, settings = progress_file(progress_option, os.environ), settings_file(os.environ)
    places = {
        "progress": progress,
        "backups": backup_folder(progress),
        "courses": library_folder(),
        "settings": settings,
        "cache": cache_folder(os.environ),
    }
    for name, path in places.items():
        print(f"{name:10}{one_line(str(path))}  ({'exists' if path.exists() else 'not yet'})")
    _, problems = read(settings, key_complaints)
    if problems:
        tell(render(problems))
    return 0


def key_complaints(keys: Mapping[str, str]) -> Mapping[str, tuple[str, str]]:
    """What the screens can't use; they are loaded only where there are keys."""
    from studyapp.ui.keymap import complaints

    return complaints(keys)
