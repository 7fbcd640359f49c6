"""The one table of commands."""

from __future__ import annotations

from itertools import chain

import pytest

from studyapp.ui import commands
from studyapp.ui.app import StudyApp
from studyapp.ui.screens.base import StudyScreen
from studyapp.ui.screens.courses import CoursesScreen
from studyapp.ui.screens.outline import OutlineScreen
from studyapp.ui.screens.question import QuestionScreen
from studyapp.ui.screens.section import SectionScreen
from studyapp.ui.screens.settings import SettingsScreen
from studyapp.ui.screens.summary import SummaryScreen

SCREENS = [CoursesScreen, OutlineScreen, SectionScreen, QuestionScreen, SummaryScreen, SettingsScreen]


@pytest.mark.parametrize("screen", SCREENS)
def test_every_command_can_be_done(screen: type[StudyScreen]) -> None:
    """Each action is a method of its screen, or of the app."""
    for command in (*screen.KEYS, *commands.EVERYWHERE):
        if command.action:
            owner = StudyApp if command.action.startswith("app.") else screen
            assert hasattr(owner, f"action_{command.action.removeprefix('app.')}"), command.id


def test_ids_and_keys_are_used_once() -> None:
    """An id names one command; on one screen a key does one thing."""
    ids = [command.id for command in chain(commands.EVERYWHERE, *(screen.KEYS for screen in SCREENS))]
    assert len(ids) == len(set(ids))
    for screen in SCREENS:
        keys = [key for command in (*screen.KEYS, *commands.EVERYWHERE) for key in command.keys.split(",")]
        assert len(keys) == len(set(keys)), screen
