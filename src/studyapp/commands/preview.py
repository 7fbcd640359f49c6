"""``studyapp preview``: the app for authors. It follows the course's files, and records nothing."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from studyapp.commands.exits import WRONG_USAGE, tell
from studyapp.commands.keeping import now
from studyapp.commands.study import has_screen, run_app
from studyapp.commands.where import key_complaints
from studyapp.course.files import display_path
from studyapp.course.folder import find_courses
from studyapp.course.load import load
from studyapp.errors import CourseError
from studyapp.places import PROGRESS_NAME, settings_file
from studyapp.settings import read
from studyapp.study.review.days import offset_at
from studyapp.study.store import Progress

if TYPE_CHECKING:
    from studyapp.course.folder import Loaded


def preview(word: str | None, *, plain: bool) -> int:
    """Show the course of a folder, by default of the current one, until the author quits; the exit code.

    2 where there is no terminal, no course, or no watchfiles.
    """
    if plain or not has_screen():
        tell("The preview needs a terminal to draw on. In lines: studyapp --plain COURSE")
        return WRONG_USAGE
    if find_spec("watchfiles") is None:
        from studyapp.formats.reading import EXTRA

        tell(f"The preview needs watchfiles, which tells when a file is saved. Install it: {EXTRA}.")
        return WRONG_USAGE
    try:
        loaded = _course(Path(word or "."))
    except CourseError as error:
        tell(str(error))
        return WRONG_USAGE
    return _show(loaded)


def _course(folder: Path) -> Loaded:
    """The one course that is meant. Raises CourseError."""
    inside = find_courses(folder)
    if len(inside) > 1:
        named = f"{len(inside)} courses lie in {display_path(folder)}: name one"
        raise CourseError(f"{named}, such as studyapp preview {display_path(inside[0])}")
    if not inside and folder == Path():
        told = "The current folder is no course: it has neither course.yaml nor content/."
        raise CourseError(f"{told} Name one: studyapp preview COURSE")
    return load(inside[0] if inside else folder)


def _show(loaded: Loaded) -> int:
    from studyapp.check.run import check
    from studyapp.ui.preview.app import PreviewApp
    from studyapp.ui.preview.watching import changes

    file = settings_file(os.environ)
    settings, problems = read(file, key_complaints)
    with _thrown_away() as progress:
        return run_app(
            PreviewApp(
                loaded, progress, changes, check, settings=settings, settings_file=file, problems=problems
            )
        )


@contextmanager
def _thrown_away() -> Iterator[Progress]:
    """A new progress file that is gone afterwards; the learner's own is not even looked for."""
    with (
        TemporaryDirectory(prefix="studyapp-preview-", ignore_cleanup_errors=True) as folder,
        Progress.open(
            Path(folder) / PROGRESS_NAME, clock=now, entropy=os.urandom, offset=offset_at
        ) as progress,
    ):
        yield progress
