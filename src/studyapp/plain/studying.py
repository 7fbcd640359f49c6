"""One course in lines: from its outline into its sections, from each on to the next."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from studyapp.course.model import Course, Section
from studyapp.plain.asking import Asking, undo
from studyapp.plain.commands import Entry
from studyapp.plain.outline import next_words, only_changed, outline
from studyapp.plain.prose import whole
from studyapp.plain.reviewing import Reviewing
from studyapp.plain.summary import summary
from studyapp.plain.talk import Leave, Talk
from studyapp.study.events import Kind
from studyapp.study.results import (
    NextStep,
    State,
    Step,
    drawn,
    improvable,
    next_step,
    section_result,
    section_results,
)
from studyapp.study.sitting import Sitting
from studyapp.wording import counted

if TYPE_CHECKING:
    from studyapp.study.store import Progress


class Studying:
    """One learner in one course."""

    def __init__(
        self,
        course: Course,
        progress: Progress,
        talk: Talk,
        seconds: Callable[[], float],
        reviewing: Reviewing,
    ) -> None:
        self._course = course
        self._progress = progress
        self._journal = progress.journal(course.id)
        self._talk = talk
        self._seconds = seconds
        self._reviewing = reviewing

    def study(self) -> None:
        """The outline and what is opened from it, until the learner goes back. Raises Leave."""
        self._talk.say()
        self._talk.say(f"Course: {self._course.title}")
        if self._course.description:
            self._talk.say(self._course.description)
        while (picked := self._pick()) is not None:
            section: Section | None
            section, read = picked
            while section is not None:
                section, read = self._section(section, read), True

    def _pick(self) -> tuple[Section, bool] | None:
        """The section to open, and whether its text comes first; None to go back."""
        while (entry := self._outline(step := self._next_step())).command == "review":
            self._reviewing.review()
        if entry.command:
            return None
        if entry.text:
            return self._course.sections[int(entry.text) - 1], True
        if step.section is None:
            raise Leave
        return step.section, step.step is Step.READ

    def _next_step(self) -> NextStep:
        results = section_results(self._course, self._journal)
        return next_step(self._course, self._journal, results)

    def _outline(self, step: NextStep) -> Entry:
        """Tell the sections and what is next, and take what the learner picks."""
        self._talk.say()
        self._talk.say(f"{counted(len(self._course.sections), 'section')}.")
        for told in outline(self._course, self._journal):
            self._talk.say(told)
        does = next_words(self._course, self._journal, step)
        return self._reviewing.pick(does, len(self._course.sections), done=step.section is None)

    def _section(self, section: Section, read: bool) -> Section | None:
        """Read a section and answer its questions; the section to go on with, or None for the outline."""
        if read and not self._read(section):
            return None
        if not section.questions:
            return self._following(section)
        return self._answer(Sitting.open(self._course, section, self._journal))

    def _read(self, section: Section) -> bool:
        """Show the text; False to go back."""
        talk, since = self._talk, self._seconds()
        talk.say()
        number = self._course.sections.index(section) + 1
        talk.say(f"Section {number} of {len(self._course.sections)}: {section.title}")
        if section.left_out:
            talk.say(
                "Something of this section is left out because of errors in its files: studyapp check tells them."
            )
        talk.print(whole(section.text))
        talk.say()
        try:
            return talk.ask_enter(self._after_text(section))
        finally:
            spent = round((self._seconds() - since) * 1000)
            self._journal.record(Kind.READ, section.stem, place=len(section.text), share=1.0, ms=spent)

    def _after_text(self, section: Section) -> str:
        """What Enter does at the end of the text."""
        if section.questions:
            sitting = Sitting(self._course, section, self._journal)
            turn = sitting.turn()
            if turn is not None and turn.number > 1:
                return f"Enter: go on with question {turn.number} of {turn.total}."
            if turn is None and sitting.left:
                return f"Enter: answer the {counted(len(sitting.left), 'question')} left."
            result = section_result(section, self._journal)
            if words := only_changed(result):
                return f"Enter: answer {words}."
            if result.answered == result.total and result.state is not State.PASSED:
                return f"Enter: try {counted(len(improvable(section, self._journal)), 'question')} again."
            return f"Enter: answer {counted(len(drawn(section, self._journal)), 'question')}."
        following = self._following(section)
        return f"Enter: next section, {following.title}." if following else "Enter: back to the outline."

    def _answer(self, sitting: Sitting) -> Section | None:
        """A sitting to its end, and the ones that try again what was missed."""
        while Asking(self._talk, sitting, self._progress, self._seconds).ask_all():
            missed = sitting.missed()
            self._talk.say()
            for told in summary(sitting, self._journal):
                self._talk.say(told)
            following = self._following(sitting.section)
            again = section_result(sitting.section, self._journal).state is not State.PASSED
            entry = self._at_end(sitting, len(missed), again=again)
            if entry.command == "back":
                return None
            if entry.command == "retry" or (again and not entry.command and not sitting.left):
                sitting = Sitting.begin(self._course, sitting.section, self._journal, missed)
            elif not entry.command and sitting.ask_left() is None:
                return following
        return None

    def _at_end(self, sitting: Sitting, missed: int, *, again: bool) -> Entry:
        """What the learner does with a sitting that is done; an answer was taken back where it is that."""
        does = _what_enter_does(missed if again else 0, self._following(sitting.section))
        if left := len(sitting.left):
            does = f"Enter: answer the {counted(left, 'question')} left."
        while True:
            entry = self._talk.ask(does, ("undo", "retry") if missed else ("undo",))
            if entry.command != "undo" or undo(self._talk, sitting):
                return entry

    def _following(self, section: Section) -> Section | None:
        return self._course.neighbour(section, 1)


def _what_enter_does(again: int, following: Section | None) -> str:
    if again:
        return f"Enter: try {counted(again, 'question')} again."
    return f"Enter: next section, {following.title}." if following else "Enter: back to the outline."
