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
from studyapp.study.memory import memory
from studyapp.study.results import course_result, section_results
from studyapp.ui.commands import COURSES, bindings
from studyapp.ui.screens.base import StudyScreen
from studyapp.ui.text import line
from studyapp.ui.widgets.menu import Menu
from studyapp.ui.widgets.row import Row, Stack
from studyapp.wording import counted, review_minutes

REVIEW = "review"
"""The row of the review; those of the courses are numbered."""


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
        menu, courses, due = self.query_one("#courses", Menu), self.study.courses, self.study.due()
        kept = menu.highlighted_option
        review = [Option(_review_row(due), id=REVIEW)] if due else []
        menu.set_options([*review, *(Option(self._row(one), id=str(at)) for at, one in enumerate(courses))])
        ids = [option.id for option in menu.options]
        menu.highlighted = ids.index(kept.id) if kept and kept.id in ids else 0
        menu.focus()
        self.show_title(line("Courses", "bold"), line(counted(len(courses), "course"), "$quiet"))
        self.show_keys({}, [command.id for command in COURSES if not self._can(command.action)])

    def _row(self, course: Course) -> Stack:
        journal = self.study.journal(course)
        whole = course_result(course, section_results(course, journal))
        due = sum(memory(section, journal, course.exam).due for section in course.sections)
        done = (
            f"{whole.passed} of {whole.total} passed"
            if whole.total
            else counted(len(course.sections), "text")
        )
        tail = line(done, "$quiet")
        tails = (line(f"{due} due", "$primary") + Content("  ") + tail, tail) if due else (tail,)
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
    async def action_open(self) -> None:
        """Open the highlighted course, or review."""
        option = self.query_one("#courses", Menu).highlighted_option
        if option is not None and option.id == REVIEW:
            await self.study.open_review()
        elif option is not None:
            self.study.open_course(self.study.courses[int(option.id or 0)])


def _review_row(due: int) -> Stack:
    tail = line(f"about {review_minutes(due)} min", "$quiet")
    lead = Content.styled("→ ", "bold $primary")
    review = Row(Content.styled(f"Review: {due} due", "bold $primary"), lead, (tail,))
    return Stack((review, Content(" ")))
