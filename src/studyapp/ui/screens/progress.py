"""What the learner has come to: drawn, or in tables."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from studyapp.errors import ProgressError
from studyapp.ui.commands import PROGRESS, bindings
from studyapp.ui.progress.coming import coming
from studyapp.ui.progress.days import days
from studyapp.ui.progress.mastery import mastery
from studyapp.ui.progress.misjudged import misjudged
from studyapp.ui.progress.spent import spent
from studyapp.ui.progress.sureness import sureness
from studyapp.ui.screens.base import StudyScreen
from studyapp.ui.text import line
from studyapp.ui.widgets.figure import Figure, Part, Target
from studyapp.ui.widgets.figures import Figures
from studyapp.wording import counted

if TYPE_CHECKING:
    from studyapp.study.overview.whole import Overview

QUIET = 0.3
"""Seconds that counting may take before it is told."""
WIDE = 150
"""Columns from which the figures stand in two columns."""

Parts = Callable[..., Iterator[Part]]

LEFT: tuple[tuple[str, Parts], ...] = (
    ("", mastery),
    ("Study days", days),
    ("Due in the next 30 days", coming),
)
RIGHT: tuple[tuple[str, Parts], ...] = (
    ("How sure, and how often right", sureness),
    ("Sure, and wrong", misjudged),
    ("Time", spent),
)
"""Each figure's heading, and what it is made by; these are beside the others, or below them."""


class ProgressScreen(StudyScreen):
    """All figures of the overview, to scroll through."""

    KEYS = PROGRESS
    BINDINGS: ClassVar[list[BindingType]] = bindings(PROGRESS)
    HORIZONTAL_BREAKPOINTS = [(0, "-single"), (WIDE, "-double")]

    whole: Overview | None = None
    """What is shown; None while it is counted."""
    tables = False
    """Whether the figures are shown as tables."""

    def compose_body(self) -> Iterable[Widget]:
        """The figures in two columns; the second goes below the first where it is narrow."""
        yield Static(id="counting", classes="column")
        with Figures(), Container():
            with Vertical():
                yield from (Figure() for _ in LEFT)
            with Vertical():
                yield from (Figure() for _ in RIGHT)

    def on_mount(self) -> None:
        """Count, and meanwhile show that it is being done if it takes long."""
        self.show_title(line("Progress", "bold"))
        self.show_commands()
        self.query_one(Figures).focus()
        telling = self.set_timer(QUIET, lambda: self._tell("counting…"))
        self.run_worker(self._count(telling))

    def _tell(self, told: str) -> None:
        self.query_one("#counting", Static).update(line(told, "$quiet"))

    async def _count(self, telling: Timer) -> None:
        try:
            self.whole = await asyncio.to_thread(self._overview)
        except ProgressError as error:
            self._tell(str(error))
            return
        finally:
            telling.stop()
        self.query_one("#counting").display = False
        days = len(self.whole.calendar.days)
        self.show_title(line("Progress", "bold"), line(counted(days, "study day") if days else "", "$quiet"))
        self._fill()

    def _overview(self) -> Overview:
        """The course that is open comes first."""
        from studyapp.study.overview.whole import overview

        ordered = sorted(self.study.courses, key=lambda one: one is not self.study.course)
        return overview(ordered, self.study.progress)

    def _fill(self) -> None:
        if self.whole is None:
            return
        for figure, (heading, parts) in zip(self.query(Figure), (*LEFT, *RIGHT), strict=True):
            shown = list(parts(self.whole, table=self.tables))
            if shown and heading:
                shown.insert(0, Part(Content.styled(heading, "bold $primary")))
            figure.show(shown)
        self.call_after_refresh(self.query_one(Figures).settle)

    @on(Figures.Moved)
    def show_commands(self) -> None:
        """Name what can be done where the cursor is."""
        cursor = self.query_one(Figures).cursor
        labels = {"progress.table": "drawings" if self.tables else "tables"}
        if cursor is not None and cursor.target.question:
            labels["progress.open"] = "show where"
        self.show_keys(labels, [command.id for command in PROGRESS if not self._can(command.action)])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Something opens only where the cursor is on it."""
        return action != "open" or self.query_one(Figures).cursor is not None

    def action_open(self) -> None:
        """Open what the cursor is on."""
        cursor = self.query_one(Figures).cursor
        if cursor is not None:
            self._open(cursor.target)

    @on(Figure.Opened)
    def open_clicked(self, event: Figure.Opened) -> None:
        """Open what was clicked."""
        self._open(event.target)

    def _open(self, target: Target) -> None:
        """The section's text; for a question at its evidence."""
        for course in self.study.courses:
            section = course.section(target.section) if course.id == target.course else None
            if section is None:
                continue
            question = section.question(target.question) if target.question else None
            if question is not None:
                self.study.open_evidence(course, section, question)
            else:
                self.study.open_section(course, section)
            return

    def action_table(self) -> None:
        """Every drawing as a table of the same figures, and back; the same one stays in the window."""
        self.tables = not self.tables
        figures = self.query_one(Figures)
        place = figures.place
        self._fill()
        self.show_commands()
        self.call_after_refresh(figures.restore, place)

    def action_back(self) -> None:
        """To where it was opened."""
        self.app.pop_screen()
