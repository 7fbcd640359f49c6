"""The list of courses, where there are several."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets.option_list import Option

from studyapp.course.model import Course
from studyapp.study.results import State, section_result
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
        self.show_keys({})

    def _row(self, course: Course) -> Stack:
        journal = self.study.journal(course)
        questioned = [section for section in course.sections if section.questions]
        passed = sum(section_result(section, journal).state is State.PASSED for section in questioned)
        tail = line(f"{passed} of {len(questioned)} passed", "$quiet")
        return Stack(
            (Row(line(course.title, "bold"), tails=(tail,)), Row(line(course.description, "$quiet")))
        )

    @on(Menu.OptionSelected, "#courses")
    def action_open(self) -> None:
        """Open the highlighted course."""
        index = self.query_one("#courses", Menu).highlighted
        if index is not None:
            self.study.open_course(self.study.courses[index])
