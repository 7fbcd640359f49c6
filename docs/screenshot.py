"""Draw docs/screenshot.png anew: the shipped course in the app, one answer in. Needs rsvg-convert (librsvg)."""

from __future__ import annotations

import asyncio
import os
import subprocess
import tempfile
import time
from pathlib import Path

from studyapp.course.load import load
from studyapp.study.store import Progress
from studyapp.ui.app import StudyApp

ROOT = Path(__file__).parents[1]
SIZE = (132, 32)


async def picture(progress: Progress) -> str:
    """The window as SVG, after one right answer beside the open text."""
    course = load(ROOT).course
    app = StudyApp([course], progress)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("a")
        turn = app.screen.sitting.turn()  # type: ignore[attr-defined]
        place = next(number for number, choice in enumerate(turn.choices, 1) if choice.correct)
        await pilot.press(str(place), "enter")
        await pilot.pause()
        return app.export_screenshot(title="studyapp")


def main() -> None:
    """Draw it."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Progress.open(
            Path(folder) / "progress.db", clock=lambda: time.time_ns() // 1000, entropy=os.urandom
        ) as progress,
    ):
        svg = asyncio.run(picture(progress)).replace("<text ", "<text xml:space='preserve' ")
    target = ROOT / "docs" / "screenshot.png"
    subprocess.run(["rsvg-convert", "-w", "1600", "-o", str(target)], input=svg.encode(), check=True)


if __name__ == "__main__":
    main()
