"""An author at work: a file is edited, and the preview shows it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

from screen import shown
from textual.pilot import Pilot

from studyapp.ui.preview.app import PreviewApp

BANK = "questions/01-rivers.yaml"
TEXT = "content/01-rivers.md"

Edit = Callable[..., None]
"""Puts words in the place of others in a file, by default of the questions."""


async def never(_: Path) -> AsyncIterator[None]:
    """Tells of no change: the test itself has the course loaded again."""
    await asyncio.Event().wait()
    yield


async def reloaded(pilot: Pilot[None]) -> str:
    """What is shown once the course was loaded again."""
    assert isinstance(pilot.app, PreviewApp)
    await pilot.app.reload()
    await pilot.pause()
    await pilot.pause()
    return shown(pilot.app)
