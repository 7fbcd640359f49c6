"""The ways from screen to screen."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import App

from studyapp.course.model import Course, Question, Section
from studyapp.course.text import find
from studyapp.settings import LearnerSettings, personal
from studyapp.study.journal import Journal
from studyapp.study.sitting import Run, Sitting
from studyapp.ui.screens.outline import OutlineScreen
from studyapp.ui.text import line

if TYPE_CHECKING:
    from studyapp.study.store import Progress


class Ways(App[None]):
    """The part of the app that opens screens, each over a course as the learner has set it."""

    SITTING: ClassVar[type[Sitting]] = Sitting
    """What asks a section's questions."""

    def __init__(self, courses: Sequence[Course], progress: Progress, settings: LearnerSettings) -> None:
        super().__init__()
        self.courses = courses
        self.progress = progress
        self.settings = settings

    # what is studied

    @property
    def course(self) -> Course | None:
        """The course that is open."""
        return next(
            (screen.course for screen in reversed(self.screen_stack) if isinstance(screen, OutlineScreen)),
            None,
        )

    def journal(self, course: Course) -> Journal:
        """The course's journal in the progress file."""
        journal = self.progress.journal(course.id)
        journal.retention = self.settings.retention
        return journal

    def _own(self, course: Course) -> Course:
        """The course as the learner has set it now, also where it is given as it was set before."""
        as_loaded = next(
            (one for one in self.courses if (one.id, one.folder) == (course.id, course.folder)), course
        )
        return personal(as_loaded, self.settings)

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

    # to a screen

    def open_course(self, course: Course) -> None:
        """The course's outline."""
        self.push_screen(OutlineScreen(course))

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
