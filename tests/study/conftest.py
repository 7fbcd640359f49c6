"""Fixtures of the progress file's tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from studyapp.study.store import Progress
from torture.machine import Machine


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path / "data")


@pytest.fixture
def progress(machine: Machine) -> Iterator[Progress]:
    with machine.open() as progress:
        yield progress
