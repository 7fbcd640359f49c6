"""The list of courses, where there are several."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets.option_list import Option

from studyapp.course.model import Course
from studyapp.study.results import course_result, section_results
from studyapp.ui.commands import COURSES, bindings
from studyapp.ui.screens.base import StudyScreen
from studyapp.ui.text import line
from studyapp.ui.widgets.menu import Menu
from studyapp.ui.widgets.row import Row, Stack


class CoursesScreen(StudyScreen):
    """Pick a course."""

    KEYS = COURSES
    BINDINGS: ClassVar[list[BindingType]] = bindings(COURSES)

    def compose_body(self) -> Iterable[Widget]:
        """The list."""
        yield Menu(id="courses", classes="column")

    def on_screen_resume(self) -> None:
        """Standings may have changed."""
        super().on_screen_resume()
        menu = self.query_one("#courses", Menu)
        kept = menu.highlighted
        menu.set_options(Option(self._row(course)) for course in self.study.courses)
        menu.highlighted = kept or 0
        menu.focus()
        self.show_title(line("Courses", "bold"), line(f"{len(self.study.courses)}", "$quiet"))
        self.show_keys({}, [command.id for command in COURSES if not self._can(command.action)])

    def _row(self, course: Course) -> Stack:
        journal = self.study.journal(course)
        whole = course_result(course, section_results(course, journal))
        tails = (line(f"{whole.passed} of {whole.total} passed", "$quiet"),) if whole.total else ()
        title = Row(line(course.title, "bold"), tails=tails)
        about = (Row(line(course.description, "$quiet")),) if course.description else ()
        return Stack((title, *about, Content(" ")))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is a review where anything is due."""
        return action != "review" or self.study.due() > 0

    async def action_review(self) -> None:
        """Review what is due."""
        await self.study.open_review()

    def action_progress(self) -> None:
        """What the learner has come to."""
        self.study.open_progress()

    @on(Menu.OptionSelected, "#courses")
    def action_open(self) -> None:
        """Open the highlighted course."""
        index = self.query_one("#courses", Menu).highlighted
        if index is not None:
            self.study.open_course(self.study.courses[index])
