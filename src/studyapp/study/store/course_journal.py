"""One course's journal in the progress file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from studyapp.study.events import Event, Kind, Stamps
from studyapp.study.journal import Journal
from studyapp.study.rows import BadRow, Shelf, read_section, read_standing
from studyapp.study.standing import SectionStanding, Standing
from studyapp.study.store import derive

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
        """A question's events; see :meth:`Journal.history`."""
        with self._progress.lock:
            return super().history(question)

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

    def show_file(self, rows: derive.CourseRows) -> None:
        """Show what the file holds."""
        self._standings = Shelf(Standing(), read_standing, rows.questions)
        self._sections = Shelf(SectionStanding(), read_section, rows.sections)
        self._stamps.last = max(self._stamps.last, rows.newest)
        self.policy = rows.policy

    def show(self, event: Event) -> None:
        """Show what follows from an event that is not in the file."""
        self._derive(event)

    def show_rows(self, derived: derive.Derived) -> None:
        """Show the rows that a write to the file changed."""
        for (course, question), (_, standing) in derived.questions.items():
            if course == self.course:
                self._standings[question] = standing
        for (course, stem), section in derived.sections.items():
            if course == self.course:
                self._sections[stem] = section

    def _keep(self, event: Event) -> None:
        self._progress.keep(event)

    def _fetch(self, question: str) -> list[Event]:
        return self._progress.history(self.course, question)
