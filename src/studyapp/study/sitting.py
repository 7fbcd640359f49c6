"""A sitting: one run through a section's questions. Every face drives the same one.

A sitting keeps nothing of its own but which question is in front of the learner: all else is in the journal,
so that a sitting that was cut off at any moment goes on where it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, Final

from studyapp.clean import one_line
from studyapp.course.model import Course, Question, Section
from studyapp.study.asked import Asked, NotTakenBack
from studyapp.study.events import Event, Kind
from studyapp.study.feedback import Feedback
from studyapp.study.journal import Journal
from studyapp.study.results import State, changed, drawn, improvable, section_result
from studyapp.study.scoring import protected_words
from studyapp.study.standing import Standing
from studyapp.study.turn import Turn

SKIPS: Final = 2
"""A question put off this often is not asked again in the sitting."""


class Run:
    """Questions asked one after another; what is done is done to the one in front of the learner."""

    from_memory = False
    """The text is not to stand beside a question before it is answered, though it may be looked up."""

    def __init__(self) -> None:
        self._limit = SKIPS
        """A question put off this often is not asked now."""
        self._current: Asked | None = self._next()

    @property
    def asked(self) -> tuple[Asked, ...]:
        """The questions, in order."""
        raise NotImplementedError

    @property
    def current(self) -> Question | None:
        """The question in front of the learner; None where the run is finished."""
        return self._current.question if self._current else None

    @property
    def section(self) -> Section:
        """The section of the question in front of the learner. Raises RuntimeError where there is none."""
        return self._asking().section

    @property
    def title(self) -> str:
        """What the question in front of the learner belongs to."""
        return self.section.title

    @property
    def done(self) -> int:
        """How many of the questions are done."""
        return sum(one.standing.done for one in self.asked)

    @property
    def number(self) -> int:
        """The place of the question in front of the learner, from 1; 0 where the run is finished."""
        if self._current is None:
            return 0
        return next(at for at, one in enumerate(self.asked, 1) if one.name == self._current.name)

    @property
    def begun(self) -> bool:
        """Whether anything was done in the run, and something is left to do."""
        return self._current is not None and (self.number > 1 or self._current.begun)

    def turn(self) -> Turn | None:
        """The question in front of the learner, ready to show; None where the run is finished."""
        return self._current.turn(self.number, len(self.asked)) if self._current else None

    def draft(self, text: str, *, ms: int = 0) -> None:
        """Keep the answer to an open question; see :meth:`Asked.draft`."""
        self._asking().draft(text, ms=ms)

    def admit(self, response: Any) -> Any:
        """A response as :meth:`respond` takes it; see :meth:`Asked.admit`."""
        return self._asking().admit(response)

    def respond(self, response: Any, *, certainty: int = 0, ms: int = 0) -> Feedback:
        """Score a response and record it; see :meth:`Asked.respond`."""
        return self._asking().respond(response, certainty=certainty, ms=ms)

    def point(self, sentence: str) -> bool:
        """Keep where in the text the learner saw the answer; see :meth:`Asked.point`."""
        return self._asking().point(sentence)

    def leave(self, response: Any) -> None:
        """Keep a response that was put together but not given; see :meth:`Asked.leave`."""
        self._asking().leave(response)

    def hint(self) -> str | None:
        """Show the next hint, at its price; None where there is none left."""
        return self._current.hint() if self._current else None

    def reveal(self, *, ms: int = 0) -> Feedback:
        """Give up on the question; see :meth:`Asked.reveal`."""
        return self._asking().reveal(ms=ms)

    def skip(self) -> None:
        """Put the question off: it comes again after the others, once."""
        self._asking().skip()
        self._current = self._next()

    @property
    def ends_by_skip(self) -> bool:
        """Putting the question off once more would end the run, with questions left."""
        waiting = self._waiting()
        return len(waiting) == 1 and waiting[0].standing.skips + 1 >= self._limit

    @property
    def left(self) -> tuple[Question, ...]:
        """The questions that are not done, those put off for good among them, in order."""
        return tuple(one.question for one in self._open())

    def ask_left(self) -> Question | None:
        """Ask what was put off once more, as it was left; the question asked now, None where nothing is left."""
        if self._current is None and (left := self._open()):
            # each may be put off once more
            self._limit = 1 + max(self._limit, *(one.standing.skips for one in left))
            self._current = self._next()
        return self.current

    def go_on(self) -> Question | None:
        """Turn to the next question once this one is done; None where the run is finished."""
        if self._current is None or self._current.standing.done:
            self._current = self._next()
        return self.current

    def undo(self) -> Question | None:
        """Take an answer back and turn to its question; None where there is none.

        It is the latest to the question in front of the learner; where it has none, the latest of the run.

        Raises:
            NotTakenBack: as :meth:`Asked.undo`.
        """
        latest = self._to_undo()
        if latest is None:
            return None
        if latest.told and latest is not self._current:
            number = self.asked.index(latest) + 1
            raise NotTakenBack(f"The answer to question {number} was shown; it can't be taken back.")
        if not latest.undo():
            return None
        self._current = latest
        return latest.question

    def note(self, text: str) -> Event:
        """Keep the learner's own note on the question."""
        return self._asking().note(text)

    def flag(self, text: str) -> Event:
        """Keep a report on the question for the instructor."""
        return self._asking().flag(text)

    def _asking(self) -> Asked:
        if self._current is None:
            raise RuntimeError("no question is being asked")
        return self._current

    def _next(self) -> Asked | None:
        """The first open question, those put off coming last."""
        return min(self._waiting(), key=lambda one: one.standing.skips, default=None)

    def _waiting(self) -> list[Asked]:
        """The open questions that were not put off too often."""
        return [one for one in self._open() if one.standing.skips < self._limit]

    def _open(self) -> list[Asked]:
        """The questions that are not done, in the run or elsewhere since it began."""
        return [one for one in self.asked if not (one.standing.done or self._was_asked_since(one))]

    def _to_undo(self) -> Asked | None:
        """The question whose answer an undo takes back."""
        current = self._current
        if current is not None and (current.standing.last or current.standing.draft):
            return current
        # ids of events sort by time
        latest = max(self.asked, key=lambda one: one.standing.last, default=None)
        return latest if latest is not None and latest.standing.last else None

    def _was_asked_since(self, _one: Asked) -> bool:
        """Whether a question was done elsewhere since the run began."""
        return False


class Sitting(Run):
    """One run through a section's questions; see :meth:`open`."""

    def __init__(self, course: Course, section: Section, journal: Journal) -> None:
        self.course = course
        self._section = section
        self._journal = journal
        self._words = cache(lambda: protected_words(course))
        self._begun: tuple[str, tuple[str, ...]] = "", ()
        """The section's newest sitting, as it was seen last, and its questions."""
        self._asked: dict[str, Asked] = {}
        super().__init__()

    @classmethod
    def open(cls, course: Course, section: Section, journal: Journal) -> Sitting:
        """Go on with the section's unfinished sitting, with what was put off in it too, or begin one.

        A section that was answered is tried again: with what has changed since, or, where it is not passed, with
        what can still gain; else all is asked.
        """
        sitting = cls(course, section, journal)
        if sitting.ask_left() is not None:
            return sitting
        result = section_result(section, journal)
        anew: Sequence[Question] | None = None
        if result.state is State.PASSED:
            anew = changed(section, journal) or None
        elif result.answered == result.total:
            anew = improvable(section, journal)
        return cls.begin(course, section, journal, anew)

    @classmethod
    def begin(
        cls, course: Course, section: Section, journal: Journal, questions: Sequence[Question] | None = None
    ) -> Sitting:
        """Begin a new sitting over these questions; by default the section's, one drawn of each pool."""
        chosen = drawn(section, journal) if questions is None else questions
        ids = [question.id for question in chosen]
        journal.record(Kind.BEGAN, section.stem, questions=ids, title=one_line(course.title))
        return cls(course, section, journal)

    @property
    def section(self) -> Section:
        """The section."""
        return self._section

    @property
    def id(self) -> str:
        """The sitting's id; empty where the section never had one."""
        return self._journal.section(self._section.stem).sitting

    @property
    def questions(self) -> tuple[Question, ...]:
        """The sitting's questions that the course still has, in order."""
        return tuple(one.question for one in self.asked)

    @property
    def asked(self) -> tuple[Asked, ...]:
        """The same, as they are asked."""
        kept = self._journal.section(self._section.stem)
        if (kept.sitting, kept.questions) != self._begun:
            self._begun = kept.sitting, kept.questions
            known = {id: one for one in self._section.questions for id in (*one.replaces, one.id)}
            # one question may have replaced several
            questions = {known[id].id: known[id] for id in kept.questions if id in known}
            self._asked = {id: self._ask(question) for id, question in questions.items()}
        return tuple(self._asked.values())

    def _was_asked_since(self, one: Asked) -> bool:
        """In a review, which is a run of its own."""
        latest = self._journal.standing(one.question.id)
        return latest.sitting != self.id and latest.at > self._journal.section(self._section.stem).begun

    def standing(self, question: Question) -> Standing:
        """Where the learner stands with a question within this sitting."""
        return self._ask(question).standing

    def missed(self) -> tuple[Question, ...]:
        """What is worth another sitting: what did not come out right in this one or was not answered; while the
        section is not passed, all of it that can still gain points.
        """
        if section_result(self._section, self._journal).state is not State.PASSED:
            return tuple(improvable(self._section, self._journal))
        return tuple(question for question in self.questions if not self.right(question))

    def right(self, question: Question) -> bool:
        """Whether the question came out right in this sitting, at whichever try."""
        return self._ask(question).right

    def knew_where(self, question: Question) -> bool:
        """Whether the learner pointed at the evidence in this sitting."""
        return self._ask(question).knew_where

    def _ask(self, question: Question) -> Asked:
        return Asked(self.course, self._section, question, self._journal, self.id, self._words)
