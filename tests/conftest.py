"""A small course as a folder, and a progress file: what tests of more than one part share."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from rivers import RIVERS, write_course

# a slow machine is no failure
settings.register_profile("suite", deadline=None)
settings.register_profile(
    "torture", deadline=None, database=None, max_examples=int(os.environ.get("TORTURE_EXAMPLES", "10000"))
)
settings.load_profile("suite")

if TYPE_CHECKING:
    from studyapp.study.store import Progress


@pytest.fixture(autouse=True, scope="session")
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Courses that are opened are kept for the tests alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STUDYAPP_CACHE", str(tmp_path_factory.mktemp("cache") / "studyapp"))
        yield


@pytest.fixture
def course_folder(tmp_path: Path) -> Path:
    """The folder of :data:`RIVERS`."""
    return write_course(tmp_path / "rivers", RIVERS)


@pytest.fixture
def progress(tmp_path: Path) -> Iterator[Progress]:
    """A new progress file with a clock that ticks a millisecond an event."""
    from studyapp.study.store import Progress

    ticks, tails = count(1_790_000_000_000_000, 1000), count()
    with Progress.open(
        tmp_path / "data" / "progress.db",
        clock=lambda: next(ticks),
        entropy=lambda size: next(tails).to_bytes(size, "big"),
    ) as opened:
        yield opened
