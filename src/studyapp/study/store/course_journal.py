"""One course's journal in the progress file."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

from studyapp.errors import ProgressError
from studyapp.study.events import Event, Kind, Stamps
from studyapp.study.journal import Journal
from studyapp.study.rows import BadRow, Shelf, read_section, read_standing
from studyapp.study.standing import SectionStanding, Standing
from studyapp.study.store import derive
from studyapp.study.store.lookup import CourseRows

if TYPE_CHECKING:
    from studyapp.study.store.progress import Progress


class CourseJournal(Journal):
    """A journal whose events are in the progress file when :meth:`record` returns, unless there is trouble."""

    def __init__(self, course: str, progress: Progress, stamps: Stamps) -> None:
        super().__init__(course, stamps)
        self._progress = progress

    def record(self, kind: Kind, section: str, question: str = "", /, **data: Any) -> Event:
        """Keep what happened; see :meth:`Journal.record`."""
        with self._progress.lock:
            return super().record(kind, section, question, **data)

    def load(self, first: int, last: int, without: str) -> dict[int, int]:
        """How many questions of all courses are due from day to day; see :meth:`Journal.load`."""
        return self._progress.load(first, last, (self.course, without))

    def history(self, question: str) -> list[Event]:
        """A question's events; see :meth:`Journal.history`.

        Raises :class:`ProgressError` where the file can't be read.
        """
        with self._progress.lock:
            return super().history(question)

    def together(self) -> AbstractContextManager[None]:
        """What is recorded within is in the file when it ends; see :meth:`Journal.together`."""
        return self._progress.together()

    def standing(self, question: str) -> Standing:
        """Where the learner stands with a question."""
        try:
            return super().standing(question)
        except BadRow:
            self._progress.mend(self)
            return super().standing(question)

    def section(self, stem: str) -> SectionStanding:
        """Where the learner stands with a section."""
        try:
            return super().section(stem)
        except BadRow:
            self._progress.mend(self)
            return super().section(stem)

    def show_file(self, rows: CourseRows) -> None:
        """Show what the file holds."""
        self._standings = Shelf(Standing(), read_standing, rows.questions)
        self._sections = Shelf(SectionStanding(), read_section, rows.sections)
        self._times = rows.times
        self._stamps.last = max(self._stamps.last, rows.newest)
        self.policy = rows.policy

    def show(self, event: Event) -> None:
        """Show what follows from an event that is not in the file."""
        self._derive(event)

    def show_rows(self, derived: derive.Derived) -> None:
        """Show the rows that a write to the file changed."""
        for (course, question), ((at, _), standing) in derived.questions.items():
            if course == self.course:
                self._standings[question] = standing
                self._times[question] = at
        for (course, stem), section in derived.sections.items():
            if course == self.course:
                self._sections[stem] = section

    def _keep(self, event: Event) -> None:
        self._progress.keep(event)

    def _replayed(self, event: Event) -> Standing:
        try:
            return super()._replayed(event)
        except ProgressError:
            # Until the events can be read again, so that the sitting can go on.
            standing = self.standing(event.question)
            undone = event.kind == Kind.UNDONE and event.data["event"] == standing.last
            return standing.reopened() if undone else standing

    def _fetch(self, question: str) -> list[Event]:
        return self._progress.history(self.course, question)
