"""The Textual app: which screen comes when, and what all of them share."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from rich.console import RenderableType
from textual.app import App
from textual.binding import BindingType
from textual.command import Provider
from textual.filter import LineFilter
from textual.types import CSSPathType
from textual.widget import Widget

from studyapp.clean import one_line
from studyapp.course.model import Course, Question, Section
from studyapp.course.text import find
from studyapp.diagnostics import Diagnostic
from studyapp.settings import DEFAULTS, LearnerSettings, Value, personal
from studyapp.study.journal import Journal
from studyapp.study.sitting import Run, Sitting
from studyapp.ui.commands import EVERYWHERE, Command, bindings
from studyapp.ui.screens.base import StudyScreen
from studyapp.ui.screens.outline import OutlineScreen
from studyapp.ui.text import TerminalFilter, line
from studyapp.ui.theme import DARK, LIGHT

if TYPE_CHECKING:
    from studyapp.study.regrading import Regraded
    from studyapp.study.store import Progress

RETRY_EVERY = 5.0
"""Seconds between tries to save what could not be saved."""


def _providers() -> type[Provider]:
    from studyapp.ui.palette import StudyCommands

    return StudyCommands


class StudyApp(App[None]):
    """Courses to study and the progress file that keeps the answers."""

    TITLE = "studyapp"
    NOTIFICATION_TIMEOUT = 3
    CSS_PATH: ClassVar[CSSPathType | None] = "app.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings(EVERYWHERE)
    COMMANDS = {_providers}
    COMMON: ClassVar[tuple[Command, ...]] = EVERYWHERE
    """The commands of every screen."""
    SITTING: ClassVar[type[Sitting]] = Sitting
    """What asks a section's questions."""
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
        super().__init__()
        self.courses = courses
        self.progress = progress
        self.settings = settings
        self.settings_file = settings_file
        self._problems = problems
        self._begins_with_review = review
        self._writing = asyncio.Lock()
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

    # what the screens share

    def compose_common(self) -> Iterable[Widget]:
        """What stands on every screen beside its own."""
        return ()

    def journal(self, course: Course) -> Journal:
        """The course's journal in the progress file."""
        journal = self.progress.journal(course.id)
        journal.retention = self.settings.retention
        return journal

    @property
    def trouble(self) -> str:
        """Why answers are not being saved; empty where they are."""
        return self.progress.trouble

    @property
    def course(self) -> Course | None:
        """The course that is open."""
        return next(
            (screen.course for screen in reversed(self.screen_stack) if isinstance(screen, OutlineScreen)),
            None,
        )

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

    def _own(self, course: Course) -> Course:
        """The course as the learner has set it now, also where it is given as it was set before."""
        as_loaded = next(
            (one for one in self.courses if (one.id, one.folder) == (course.id, course.folder)), course
        )
        return personal(as_loaded, self.settings)

    # ways from screen to screen

    def open_course(self, course: Course) -> None:
        """The course's outline."""
        self.push_screen(OutlineScreen(course))

    def _reconciled(self) -> list[Regraded]:
        """Mark answers anew where the courses were edited since; what is to be told of it, once."""
        from studyapp.study.regrading import reconcile

        return [one for course in self.courses for one in reconcile(course, self.journal(course))]

    def due(self) -> int:
        """How many questions a review would ask now."""
        from studyapp.study.reviewing import waiting

        return len(waiting(self._shelf(), self.settings.daily_cap))

    def coming(self) -> tuple[int, int] | None:
        """In how many days the next questions are due, and how many; None where none comes back."""
        from studyapp.study.reviewing import coming

        return coming(self._shelf())

    def _shelf(self) -> list[tuple[Course, Journal]]:
        """All courses as the learner has set them, each with its journal."""
        return [(self._own(course), self.journal(course)) for course in self.courses]

    async def open_review(self) -> None:
        """What is due of all courses, over the screen that it was started from."""
        from studyapp.study.reviewing import Review
        from studyapp.ui.screens.question import QuestionScreen

        review = await asyncio.to_thread(Review, self._shelf(), self.settings.daily_cap)
        if review.current is None:
            self.notify("Nothing is due today.", markup=False)
        else:
            self.push_screen(QuestionScreen(review))

    def open_progress(self) -> None:
        """What the learner has come to, in all courses."""
        from studyapp.ui.screens.progress import ProgressScreen

        self.push_screen(ProgressScreen())

    def open_section(
        self,
        course: Course,
        section: Section,
        *,
        at: int | None = None,
        search: str = "",
        highlight: Sequence[tuple[int, int]] = (),
    ) -> None:
        """The section's text; at an offset, with words searched for, or passages highlighted."""
        from studyapp.ui.screens.section import SectionScreen

        self.push_screen(SectionScreen(course, section, at=at, search=search, highlight=highlight))

    async def open_questions(
        self, course: Course, section: Section, *, retry: Sequence[Question] | None = None
    ) -> None:
        """The section's questions: where the learner was, or a new sitting over those to retry."""
        course = self._own(course)
        section = course.section(section.stem) or section
        journal = self.journal(course)
        if retry is None:
            sitting = await asyncio.to_thread(self.SITTING.open, course, section, journal)
        else:
            sitting = await asyncio.to_thread(Sitting.begin, course, section, journal, retry)
        self.show_questions(sitting)

    def show_questions(self, sitting: Sitting) -> None:
        """The sitting's current question, over the outline."""
        from studyapp.ui.screens.question import QuestionScreen

        self.to_outline()
        self.push_screen(QuestionScreen(sitting))

    def open_summary(self, run: Run) -> None:
        """What the sitting or review came to, in place of its questions."""
        from studyapp.study.reviewing import Review

        if isinstance(run, Sitting):
            from studyapp.ui.screens.summary import SummaryScreen

            self.switch_screen(SummaryScreen(run))
        elif isinstance(run, Review):
            from studyapp.ui.screens.reviewed import ReviewedScreen

            self.switch_screen(ReviewedScreen(run))

    def open_evidence(self, course: Course, section: Section, question: Question) -> None:
        """The section's text, at what supports the answer to a question."""
        spans = [span for quote in question.evidence if (span := find(section.text, quote)) is not None]
        self.open_section(course, section, highlight=spans)

    def to_outline(self) -> None:
        """Close what is open over the outline."""
        while len(self.screen_stack) > 1 and not isinstance(self.screen, OutlineScreen):
            self.pop_screen()

    def search_course(self, course: Course) -> None:
        """Search the texts, then open the hit."""
        from studyapp.ui.screens.search import SearchScreen

        def go(hit: tuple[Section, int, str] | None) -> None:
            if hit is not None:
                section, start, words = hit
                self.open_section(course, section, at=start, search=words)

        self.push_screen(SearchScreen(course), go)

    def ask_link(self, href: str) -> None:
        """Open a link of a text, but only http(s), and only after the learner has seen the address."""
        from studyapp.ui.links import web_address
        from studyapp.ui.screens.modal import ConfirmScreen

        address = web_address(href)
        if address is None:
            self.notify("That link leads to no web page; it stays closed.", markup=False)
            return

        def go(yes: bool | None) -> None:
            if yes:
                self.open_url(address)

        self.push_screen(ConfirmScreen("Open this page in the browser?", line(address)), go)

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
