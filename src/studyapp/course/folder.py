"""A course's folder: which one is a course, and what was made of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from studyapp.values import dataclass

if TYPE_CHECKING:
    from studyapp.course.model import Course
    from studyapp.diagnostics import Diagnostic

COURSE_FILE = "course.yaml"


@dataclass(frozen=True, slots=True)
class Loaded:
    """A course, and what was found in its files, in order of file and place."""

    course: Course
    diagnostics: tuple[Diagnostic, ...]


def find_courses(folder: Path) -> list[Path]:
    """The folder itself if it is a course, else those of its direct sub-folders that are, by name."""
    if _is_course(folder):
        return [folder]
    try:
        return sorted(
            path for path in folder.iterdir() if path.name[0] != "." and path.is_dir() and _is_course(path)
        )
    except OSError:
        return []


def _is_course(folder: Path) -> bool:
    return (folder / COURSE_FILE).is_file() or (folder / "content").is_dir()
