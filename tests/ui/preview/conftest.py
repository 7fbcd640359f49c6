"""The preview over a course of files, which tests edit."""

from __future__ import annotations

from pathlib import Path

import pytest
from author import BANK, Edit, never

from studyapp.check.run import check
from studyapp.course.load import load
from studyapp.settings import DEFAULTS
from studyapp.study.store import Progress
from studyapp.ui.preview.app import PreviewApp


@pytest.fixture
def preview(course_folder: Path, store: Progress) -> PreviewApp:
    """Shows RIVERS."""
    return PreviewApp(load(course_folder), store, never, check, settings=DEFAULTS)


@pytest.fixture
def edit(course_folder: Path) -> Edit:
    """Puts words in the place of others in a file."""

    def edit(old: str, new: str, file: str = BANK) -> None:
        path = course_folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return edit
