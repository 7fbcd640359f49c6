"""Which courses are meant, and opening them."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from pathlib import Path

from studyapp.commands.exits import tell
from studyapp.course.folder import COURSE_FILE, Loaded, find_courses
from studyapp.course.opening import open_course
from studyapp.errors import CourseError
from studyapp.places import cache_folder


def chosen(words: Sequence[str]) -> list[Path]:
    """The folders of the courses to open.

    Those named; else the current folder if it is a course; else those of the library and the one that ships.
    """
    if words:
        return named(words)
    if find_courses(here := Path()) == [here]:
        folders = [here]
    else:
        from studyapp.places import library_folder

        folders = [*find_courses(library_folder()), *_shipped()]
    return _once(folders)


def named(words: Sequence[str]) -> list[Path]:
    """The folders of the courses named, each once; a folder of courses stands for those in it."""
    return _once([found for word in words for found in find_courses(Path(word)) or [Path(word)]])


def _once(folders: list[Path]) -> list[Path]:
    return list({folder.resolve(): folder for folder in folders}.values())


def opened(words: Sequence[str]) -> list[Loaded]:
    """The courses that are meant, loaded.

    Raises CourseError where one that is named can't be opened; where none is named, such ones are told and left out.
    """
    loaded = []
    store = cache_folder(os.environ)
    for folder in chosen(words):
        try:
            loaded.append(open_course(folder, store, time.time_ns))
        except CourseError as error:
            if words:
                raise
            tell(str(error))
    return loaded


def _shipped() -> list[Path]:
    """The folder of the course that ships: in the package, else the checkout that the package lies in."""
    package = Path(__file__).resolve().parents[1]
    places = (package / "shipped", package.parents[1])
    return [folder for folder in places if (folder / COURSE_FILE).is_file()][:1]
