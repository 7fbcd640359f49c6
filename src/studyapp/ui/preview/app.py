"""The app in the mode for authors."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import ClassVar
from weakref import WeakSet

from textual.binding import BindingType
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget

from studyapp.clean import one_line
from studyapp.course.files import display_path, file_error
from studyapp.course.folder import Loaded
from studyapp.course.load import load
from studyapp.course.model import Course
from studyapp.diagnostics import Diagnostic, Severity
from studyapp.errors import CourseError
from studyapp.settings import LearnerSettings
from studyapp.study.regrading import reconcile
from studyapp.study.sitting import Sitting
from studyapp.study.store import Progress
from studyapp.ui.app import StudyApp
from studyapp.ui.commands import EVERYWHERE, PREVIEW, bindings
from studyapp.ui.preview.editor import Place, edit
from studyapp.ui.preview.panel import ProblemsPanel
from studyapp.ui.preview.rehearsal import Rehearsal
from studyapp.ui.preview.renewal import about, offset_of, with_last_good
from studyapp.ui.preview.screens import Gone, place_of, renewed
from studyapp.ui.screens.question import QuestionScreen

Changes = Callable[[Path], AsyncIterator[None]]
"""Yields whenever files of a course's folder may have changed."""
Check = Callable[[Course], Sequence[Diagnostic]]
"""What the rules find in a course."""
SHORTLY = 0.02
"""Seconds after which a screen that is recording something is looked at again."""


class PreviewApp(StudyApp):
    """One course, which is loaded again whenever it changes; what is on the screen follows."""

    CSS_PATH = ["../app.tcss", "preview.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = bindings(PREVIEW)
    COMMON = (*PREVIEW, *EVERYWHERE)
    SITTING: ClassVar[type[Sitting]] = Rehearsal

    found: reactive[tuple[Diagnostic, ...]] = reactive(())
    """What is wrong in the files: errors first, then by file and place."""
    panel_open: reactive[bool] = reactive(False)
    """The panel that lists it is shown."""

    def __init__(
        self,
        loaded: Loaded,
        progress: Progress,
        changes: Changes,
        check: Check,
        *,
        settings: LearnerSettings,
        settings_file: Path | None = None,
        problems: Sequence[Diagnostic] = (),
    ) -> None:
        """``progress`` is one to throw away. Of the author's own settings those hold that a course can't set."""
        as_course = replace(settings, certainty=None, where=None, book=None)
        super().__init__(
            [loaded.course], progress, settings=as_course, settings_file=settings_file, problems=problems
        )
        self._folder = loaded.course.folder
        self._loaded = loaded
        self._changes, self._check = changes, check
        self._broken: tuple[Diagnostic, ...] = loaded.diagnostics
        """What loading told."""
        self._bad: tuple[Diagnostic, ...] = ()
        """What the rules told."""
        self.picked: tuple[int, Diagnostic | None] = 0, None
        """What is highlighted in the panel, and its place in the list; each screen has a panel of its own."""
        self._renewing = asyncio.Lock()
        self._stale = WeakSet[Screen[object]]()
        """Screens that show the course as it was before the latest change."""

    def on_mount(self) -> None:  # type: ignore[override] # Textual calls that of StudyApp too
        """Begin to follow the files."""
        self._tell()
        self.screen_change_signal.subscribe(self, self._came_back)
        self.run_worker(self._follow())

    def compose_common(self) -> Iterable[Widget]:
        """The panel."""
        yield ProblemsPanel()

    # following the files

    async def _follow(self) -> None:
        await self.reload()
        async for _ in self._changes(self._folder):
            await self.reload()

    async def reload(self) -> None:
        """Load and check the course, and show what has changed; where it can't be loaded, what was shown stays."""
        async with self._renewing:
            try:
                loaded = await asyncio.to_thread(load, self._folder)
            except CourseError as error:
                file = display_path(self._folder)
                self._broken, self._bad = (file_error("no-course", str(error), file, ""),), ()
                self._tell()
                return
            if loaded != self._loaded:
                self._loaded = loaded
                await self._take(with_last_good(loaded.course, self.courses[0]))
            self._broken = loaded.diagnostics
            self._tell()
            self._bad = tuple(await asyncio.to_thread(self._check, loaded.course))
            self._tell()

    async def _take(self, course: Course) -> None:
        """Let a course take the place of what it was before."""
        await asyncio.to_thread(reconcile, course, self.journal(course))
        self.courses = (course,)
        self._stale.update(self.screen_stack)
        await self._renew()

    def _came_back(self, screen: Screen[object]) -> None:
        if screen in self._stale:
            self.run_worker(self._catch_up())

    async def _catch_up(self) -> None:
        async with self._renewing:
            await self._renew()

    async def _renew(self) -> None:
        """Show the course as it is now on the screen in front; those under it follow when they come to the front."""
        while not self.screen.is_mounted or (isinstance(self.screen, QuestionScreen) and self.screen.busy):
            await asyncio.sleep(SHORTLY)
        screen = self.screen
        if screen not in self._stale:
            return
        self._stale.discard(screen)
        in_panel = self.panel is not None and self.panel.has_keys
        try:
            await renewed(screen, self._own(self.courses[0]), self)
        except Gone as gone:
            self.notify(one_line(str(gone)), severity="warning", timeout=10, markup=False)
        panel = self.panel
        if in_panel and panel is not None and not panel.has_keys:
            panel.call_after_refresh(panel.take_focus)  # once the screen has given the keys to its own

    def _tell(self) -> None:
        told = [one for one in (*self._broken, *self._bad) if one.severity is not Severity.INFO]
        order = list(Severity)
        told.sort(key=lambda one: (order.index(one.severity), one.file, one.span.line, one.span.column))
        self.found = tuple(told)

    # the panel, and where it leads

    @property
    def panel(self) -> ProblemsPanel | None:
        """That of the screen in front; None where it has none, or none yet."""
        return next(iter(self.screen.query(ProblemsPanel)), None)

    def action_problems(self) -> None:
        """Show what is wrong, or go back to the list of it; from there: away with it."""
        panel = self.panel
        self.panel_open = not self.panel_open or bool(self.found and panel and not panel.has_keys)
        if self.panel_open and panel is not None:
            panel.take_focus()

    async def go_to(self, found: Diagnostic) -> None:
        """Open the question or the text that something is wrong with."""
        course = self._own(self.courses[0])
        section, question = about(course, found)
        if section is None:
            self.to_outline()
            self.notify("This is about no section; e opens its file.", markup=False)
            if self.panel is not None:
                self.panel.take_focus()
        elif question is not None:
            journal = self.journal(course)
            self.show_questions(await asyncio.to_thread(Rehearsal.at, course, section, journal, question))
        else:
            self.to_outline()
            in_text = found.file == display_path(course.folder, section.content_file)
            self.open_section(
                course, section, at=offset_of(section.text, found.span.line) if in_text else None
            )

    # the editor

    async def action_edit(self) -> None:
        """Open what is at hand in the author's editor, and come back when it is closed."""
        panel = self.panel
        one = panel.selected if panel is not None else None
        if one is not None:
            place = Place(Path(one.file), one.span.line, one.span.column)
        else:
            place = place_of(self.screen, self._folder)
        if told := edit(self, place):
            self.notify(one_line(told), severity="error", timeout=10, markup=False)
        await self.reload()
