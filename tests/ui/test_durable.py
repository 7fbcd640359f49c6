"""Nothing is told of an answer before it is in the progress file."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path

import pytest
from screen import SIZE, press, shown
from textual import events

from builders import course, single, truefalse
from studyapp.course.model import Question
from studyapp.study.events import Kind
from studyapp.study.store import Progress
from studyapp.ui.app import StudyApp
from studyapp.ui.screens.question import QuestionScreen

LOOKS = 100
"""Turns of the event loop in which the window is looked at."""


@pytest.fixture
def patient(tmp_path: Path) -> Iterator[Progress]:
    """A progress file that waits long for another program's lock."""
    ticks, tails = count(1_790_000_000_000_000, 1_000_000), count(1)
    with Progress.open(
        tmp_path / "progress.db",
        clock=lambda: next(ticks),
        entropy=lambda size: next(tails).to_bytes(size, "big"),
        timeout=60,
    ) as progress:
        yield progress


@contextmanager
def held_back(progress: Progress) -> Iterator[None]:
    """Let no other connection write."""
    with closing(sqlite3.connect(progress.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            other.execute("ROLLBACK")


@pytest.mark.parametrize("key", ["1", "2"])
@pytest.mark.parametrize("question", [single(tries=1), truefalse(tries=1)])
async def test_no_feedback_stands_before_the_answer_is_durable(
    patient: Progress, question: Question, key: str
) -> None:
    """Right or wrong: as long as the write waits, the window stays as it was."""
    app = StudyApp([course(question)], patient)
    async with app.run_test(size=SIZE) as pilot:
        before = await press(pilot, "a", key)
        with held_back(patient):
            app.post_message(events.Key("enter", "\r"))
            for _ in range(LOOKS):
                await asyncio.sleep(0)
                assert shown(app) == before
            assert isinstance(app.screen, QuestionScreen)
            assert app.screen.busy
        while app.screen.busy:
            await asyncio.sleep(0)
        await pilot.pause()
        assert {"✓", "✗"} & set(shown(app))
        assert [event.kind for event in patient.events()].count(Kind.ANSWERED) == 1
