"""The Textual app: how it begins and ends, and what its screens share."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from rich.console import RenderableType
from textual import events
from textual.binding import BindingType
from textual.command import Provider
from textual.filter import LineFilter
from textual.notifications import SeverityLevel
from textual.types import CSSPathType
from textual.widget import Widget

from studyapp.clean import one_line
from studyapp.course.model import Course
from studyapp.diagnostics import Diagnostic
from studyapp.settings import DEFAULTS, LearnerSettings, Value
from studyapp.ui.commands import EVERYWHERE, Command, bindings
from studyapp.ui.screens.base import StudyScreen
from studyapp.ui.text import TerminalFilter, line
from studyapp.ui.theme import DARK, LIGHT
from studyapp.ui.ways import Ways

if TYPE_CHECKING:
    from studyapp.study.regrading import Regraded
    from studyapp.study.store import Progress

RETRY_EVERY = 5.0
"""Seconds between tries to save what could not be saved."""


def _providers() -> type[Provider]:
    from studyapp.ui.palette import StudyCommands

    return StudyCommands


class StudyApp(Ways):
    """Courses to study and the progress file that keeps the answers."""

    TITLE = "studyapp"
    NOTIFICATION_TIMEOUT = 3
    CSS_PATH: ClassVar[CSSPathType | None] = "app.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings(EVERYWHERE)
    COMMANDS = {_providers}
    COMMON: ClassVar[tuple[Command, ...]] = EVERYWHERE
    """The commands of every screen."""
    HORIZONTAL_BREAKPOINTS = [(0, "-slim"), (60, "-roomy")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-tall")]

    def __init__(
        self,
        courses: Sequence[Course],
        progress: Progress,
        *,
        settings: LearnerSettings = DEFAULTS,
        settings_file: Path | None = None,
        problems: Sequence[Diagnostic] = (),
        review: bool = False,
    ) -> None:
        """``settings_file`` keeps changed settings, none without it; ``problems`` are what was wrong in it.

        With ``review`` it begins with what is due.
        """
        super().__init__(courses, progress, settings)
        self.settings_file = settings_file
        self._problems = problems
        self._begins_with_review = review
        self._writing = asyncio.Lock()
        self._covers = False
        """Something said in passing stands over the screen."""
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self._show_theme()
        self._terminal_filter = TerminalFilter()

    async def on_mount(self) -> None:
        """Open the only course, or the list of several; a review over it if asked to."""
        if self.settings.keys:
            self.set_keymap(self.settings.keys)
        if len(self.courses) == 1:
            self.open_course(self.courses[0])
        else:
            from studyapp.ui.screens.courses import CoursesScreen

            self.push_screen(CoursesScreen())
        told = self._reconciled()
        if self._begins_with_review:
            await self.open_review()
        if told:
            from studyapp.ui.screens.regraded import RegradedScreen

            self.push_screen(RegradedScreen(told))
        self.set_interval(RETRY_EVERY, self._save)
        for notice in self.progress.notices:
            self.notify(one_line(notice), severity="warning", timeout=20, markup=False)
        if self._problems:
            self._tell_problems()

    def _reconciled(self) -> list[Regraded]:
        """Mark answers anew where the courses were edited since; what is to be told of it, once."""
        from studyapp.study.regrading import reconcile

        return [one for course in self.courses for one in reconcile(course, self.journal(course))]

    def _tell_problems(self) -> None:
        """The first of what is wrong in the settings file, and where the rest is told."""
        first, *rest = self._problems
        more = f" (one of {len(self._problems)}: studyapp where tells all)" if rest else ""
        told = f"Your settings, line {first.span.line}: {first.message}; {first.help}{more}"
        self.notify(one_line(told), severity="warning", timeout=20, markup=False)

    async def _save(self) -> None:
        """Try again to write what could not be written."""
        if self.trouble:
            await asyncio.to_thread(self.progress.save)
            if isinstance(self.screen, StudyScreen):
                self.screen.show_trouble()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """The net under every widget comes last."""
        return [*super().get_line_filters(), self._terminal_filter]

    @property
    def failure(self) -> Exception | None:
        """The unexpected error that ended the app; who runs it reports it."""
        return self._exception

    def _fatal_error(self) -> None:
        """End without the usual traceback, which prints the values of variables; see :attr:`failure`."""
        self._close_messages_no_wait()

    def panic(self, *renderables: RenderableType) -> None:
        """End likewise."""
        self._close_messages_no_wait()

    # what is said in passing

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Say it: in passing at the key bar, where it covers nothing; over the screen if it is long, or a warning."""
        if severity == "information" and self._study_screen is not None:
            if self._study_screen.say(line(message, "bold $foreground")):
                return
            self._covers = True
        super().notify(message, title=title, severity=severity, timeout=timeout, markup=markup)

    async def on_event(self, event: events.Event) -> None:
        """Take away what was said in passing, before anything else is done with a key or click."""
        if isinstance(event, events.Key | events.MouseDown | events.Paste) and not event.is_forwarded:
            if self._study_screen is not None and self._study_screen.in_passing:
                self._study_screen.forget()
            if self._covers:
                self._covers = False
                self.clear_notifications()
        await super().on_event(event)

    @property
    def _study_screen(self) -> StudyScreen | None:
        """The uppermost full screen, which may have a small window over it."""
        return next((one for one in reversed(self.screen_stack) if isinstance(one, StudyScreen)), None)

    # what the screens share

    def compose_common(self) -> Iterable[Widget]:
        """What stands on every screen beside its own."""
        return ()

    @property
    def trouble(self) -> str:
        """Why answers are not being saved; empty where they are."""
        return self.progress.trouble

    # the learner's settings

    @property
    def measure(self) -> int:
        """The width of a text in columns, at most."""
        return self.settings.width

    def rebound(self, commands: Iterable[Command]) -> tuple[Command, ...]:
        """The commands with the learner's own keys."""
        if not self.settings.keys:
            return tuple(commands)
        from studyapp.ui.keymap import rebound

        return rebound(commands, self.settings.keys)

    async def change_setting(self, name: str, value: Value) -> None:
        """Let a setting hold from now on, and keep it in the file; where that fails, say so."""
        changed: dict[str, Any] = {name: value}
        self.settings = replace(self.settings, **changed)
        if name == "theme":
            self._show_theme()
        if self.settings_file is None:
            return
        from studyapp.settings.writing import write

        try:
            async with self._writing:
                await asyncio.to_thread(write, self.settings_file, name, value)
        except OSError as error:
            told = f"This holds until you quit: {self.settings_file} can't be written ({error.strerror})."
            self.notify(one_line(told), severity="warning", timeout=10, markup=False)

    def _show_theme(self) -> None:
        self.theme = LIGHT.name if self.settings.theme == "light" else DARK.name

    # commands that work everywhere

    def action_help(self) -> None:
        """The keys of this screen, each of which Enter does."""
        self.action_commands()

    def action_commands(self) -> None:
        """This screen's commands, to pick from."""
        from studyapp.ui.screens.modal import CommandsScreen

        screen = self.screen
        if not isinstance(screen, StudyScreen):
            return

        async def run(command: Command | None) -> None:
            if command is not None and command.action:
                await self.run_action(command.action, default_namespace=screen)

        self.push_screen(CommandsScreen([*screen.available(), *self.rebound(self.COMMON)]), run)

    def action_suspend(self) -> None:
        """To the shell, with all that was started together with the app (such as make); ``fg`` comes back."""
        if hasattr(signal, "SIGTSTP"):
            from studyapp.ui.terminal import lent

            with lent(self):
                os.kill(0, signal.SIGTSTP)

    async def action_toggle_theme(self) -> None:
        """Light, or dark."""
        await self.change_setting("theme", "light" if self.current_theme.dark else "dark")

    def action_settings(self) -> None:
        """The learner's own settings; again: back."""
        from studyapp.ui.screens.settings import SettingsScreen

        if isinstance(self.screen, SettingsScreen):
            self.pop_screen()
        elif isinstance(self.screen, StudyScreen):
            self.push_screen(SettingsScreen())
