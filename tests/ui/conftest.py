"""The app over a course made in memory and a progress file in a folder of the test's own."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from screen import MakeApp

from studyapp.course.model import Course
from studyapp.study.store import Progress
from studyapp.ui.app import StudyApp


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Progress]:
    """A progress file whose clock ticks a second an event."""
    ticks = count(1_790_000_000_000_000, 1_000_000)
    tails = count(1)
    with Progress.open(
        tmp_path / "data" / "progress.db",
        clock=lambda: next(ticks),
        entropy=lambda size: next(tails).to_bytes(size, "big"),
        timeout=0.05,
    ) as progress:
        yield progress


@pytest.fixture
def make_app(store: Progress) -> MakeApp:
    """The app over any courses; again and again on the same progress file."""

    def make(*courses: Course) -> StudyApp:
        return StudyApp(courses, store)

    return make
