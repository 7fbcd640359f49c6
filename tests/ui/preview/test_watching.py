"""Noticing that files were saved."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import aclosing
from pathlib import Path

import pytest

pytest.importorskip("watchfiles")

from watchfiles import Change

from rivers import RIVERS, write_course
from studyapp.ui.preview.watching import changes, is_heeded

LIMIT = 30


async def told(watch: AsyncIterator[None]) -> None:
    """Wait for the next notice."""
    await asyncio.wait_for(anext(watch), LIMIT)


async def test_each_way_to_save_is_noticed(course_folder: Path) -> None:
    """Written in place, put in place by a new name, added, deleted."""
    file = course_folder / "content" / "02-seas.md"
    async with aclosing(changes(course_folder)) as watch:
        await told(watch)  # what may have changed before it began
        file.write_text("# Oceans\n")
        await told(watch)
        (new := file.with_name(".new")).write_text("# Lakes\n")
        new.replace(file)
        await told(watch)
        (course_folder / "questions" / "02-seas.yaml").write_text("questions: []\n")
        await told(watch)
        (course_folder / "course.yaml").unlink()
        await told(watch)


async def test_a_folder_may_go_and_come_back(course_folder: Path) -> None:
    """Its files are followed again."""
    async with aclosing(changes(course_folder)) as watch:
        await told(watch)
        shutil.rmtree(course_folder)
        await told(watch)
        write_course(course_folder, RIVERS)
        await told(watch)
        (course_folder / "content" / "02-seas.md").write_text("# Oceans\n")
        await told(watch)


@pytest.mark.parametrize(
    "name", [".01.yaml.swp", "01.yaml~", "#01.yaml#", ".#01.yaml", "4913", "01.yaml.tmp"]
)
def test_what_an_editor_keeps_beside_a_file_is_not_heeded(name: str) -> None:
    """The file itself is."""
    assert not is_heeded(Change.modified, f"/course/questions/{name}")
    assert is_heeded(Change.modified, "/course/questions/01.yaml")
