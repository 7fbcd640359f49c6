"""A sitting: one run through a section's questions. Every face drives the same one.

A sitting keeps nothing of its own but which question is in front of the learner: all else is in the journal,
so that a sitting that was cut off at any moment goes on where it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from studyapp import __version__
from studyapp.clean import clean, one_line
from studyapp.course import fingerprint
from studyapp.course.model import Choice, ChoiceQuestion, Course, Question, Section
from studyapp.study.events import Event, Kind
from studyapp.study.feedback import Feedback, feedback
from studyapp.study.journal import Journal
from studyapp.study.results import State, drawn, improvable, section_result
from studyapp.study.scoring import complaint, credit, protected_words, score
from studyapp.study.standing import Standing

LONGEST = 2000
"""Characters that are kept of a typed response; the rest is cut before anything looks at it."""

SKIPS = 2
"""A question put off this often is not asked again in the sitting."""


@dataclass(frozen=True, slots=True)
class Turn:
    """The question in front of the learner."""

    question: Question
    number: int
    """Its place in the sitting, from 1."""
    total: int
    choices: tuple[Choice, ...]
    """In the order to show; empty for kinds without choices."""
    standing: Standing
    feedback: Feedback | None
    """What the latest response came to; None where it is to be answered for the first time."""

    @property
    def hints(self) -> tuple[str, ...]:
        """The hints shown so far."""
        return self.question.hints[: self.standing.hints]

    @property
    def hints_left(self) -> int:
        """Hints that can still be asked for."""
        return 0 if self.standing.done else len(self.question.hints) - len(self.hints)


class Unanswerable(ValueError):
    """The response can't be scored; ``str()`` is the sentence for the learner. Nothing was recorded."""


class Sitting:
    """One run through a section's questions; see :meth:`open`."""

    def __init__(self, course: Course, section: Section, journal: Journal) -> None:
        self.course = course
        self.section = section
        self._journal = journal
        self._protected: frozenset[str] | None = None
        self._current: Question | None = self._next()

    @classmethod
    def open(cls, course: Course, section: Section, journal: Journal) -> Sitting:
        """Go on with the section's unfinished sitting, or begin one.

        A section that was answered and not passed is tried again with what can still gain; else all is asked.
        """
        sitting = cls(course, section, journal)
        if sitting.current is not None:
            return sitting
        result = section_result(section, journal)
        again = result.answered == result.total and result.state is not State.PASSED
        return cls.begin(course, section, journal, improvable(section, journal) if again else None)

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
    def id(self) -> str:
        """The sitting's id; empty where the section never had one."""
        return self._journal.section(self.section.stem).sitting

    @property
    def questions(self) -> tuple[Question, ...]:
        """The sitting's questions that the course still has, in order."""
        ids = self._journal.section(self.section.stem).questions
        known = {question.id: question for question in self.section.questions}
        return tuple(known[one] for one in ids if one in known)

    @property
    def current(self) -> Question | None:
        """The question in front of the learner; None where the sitting is finished."""
        return self._current

    def standing(self, question: Question) -> Standing:
        """Where the learner stands with a question within this sitting.

        What was answered before an edit made it another question does not count.
        """
        standing = self._journal.standing(question.id).in_sitting(self.id)
        if standing.asked and standing.asked != fingerprint.asked(question):
            return standing.anew()
        return standing

    def turn(self) -> Turn | None:
        """The question in front of the learner, ready to show; None where the sitting is finished."""
        if self._current is None:
            return None
        questions, question = self.questions, self._current
        standing = self.standing(question)
        return Turn(
            question=question,
            number=questions.index(question) + 1,
            total=len(questions),
            choices=self._order(question),
            standing=standing,
            feedback=feedback(question, standing),
        )

    def respond(self, response: Any, *, ms: int = 0) -> Feedback:
        """Score a response to the current question, record it, and tell what it came to.

        ``ms`` is how long the learner took. When this returns, the answer is in the journal.

        Raises:
            Unanswerable: the response can't be scored (nothing picked, no number) or was given before in this
                attempt; nothing was recorded.
        """
        question = self._asking()
        if isinstance(response, str):
            response = clean(response[:LONGEST])
        if sentence := complaint(question, response):
            raise Unanswerable(sentence)
        standing = self.standing(question)
        if any(_same(response, earlier.response) for earlier in standing.tries):
            raise Unanswerable("You tried that already. Give another answer.")
        result = score(question, response, self._words())
        done = result.right or len(standing.tries) + 1 >= question.tries
        data = {
            "sitting": self.id,
            "response": response,
            "shown": [choice.key for choice in self._order(question)],
            "score": result.value,
            "done": done,
            "remark": str(result.remark),
            "ms": ms,
            "asked": fingerprint.asked(question),
            "key": fingerprint.key(question),
            "version": __version__,
        }
        if done:
            data["credit"] = credit(question, result.value, len(standing.tries), standing.hints)
            data["passed"] = self._passes(question, data["credit"])
        self._journal.record(Kind.ANSWERED, self.section.stem, question.id, **data)
        told = feedback(question, self.standing(question))
        assert told is not None
        return told

    def hint(self) -> str | None:
        """Show the current question's next hint, at its price; None where there is none left."""
        turn = self.turn()
        if turn is None or not turn.hints_left:
            return None
        self._journal.record(Kind.HINTED, self.section.stem, turn.question.id, sitting=self.id)
        return turn.question.hints[len(turn.hints)]

    def reveal(self, *, ms: int = 0) -> Feedback:
        """Give up on the current question: it ends without credit and its answer is told."""
        question = self._asking()
        self._journal.record(Kind.REVEALED, self.section.stem, question.id, sitting=self.id, ms=ms)
        told = feedback(question, self.standing(question))
        assert told is not None
        return told

    def skip(self) -> None:
        """Put the current question off: it comes again after the others, once."""
        question = self._asking()
        self._journal.record(Kind.SKIPPED, self.section.stem, question.id, sitting=self.id)
        self._current = self._next()

    def go_on(self) -> Question | None:
        """Turn to the next question once this one is done; None where the sitting is finished."""
        if self._current is None or self.standing(self._current).done:
            self._current = self._next()
        return self._current

    def undo(self) -> Question | None:
        """Take the sitting's latest answer back and turn to its question; None where there is none.

        The answer stays in the log, with an event that says it was taken back.
        """
        # ids of events sort by time
        question = max(self.questions, key=lambda one: self.standing(one).last, default=None)
        if question is None or not (last := self.standing(question).last):
            return None
        self._journal.record(Kind.UNDONE, self.section.stem, question.id, event=last)
        self._current = question
        return question

    def missed(self) -> tuple[Question, ...]:
        """What is worth another sitting: what did not come out right in this one or was not answered; while the
        section is not passed, all of it that can still gain points.
        """
        if section_result(self.section, self._journal).state is not State.PASSED:
            return tuple(improvable(self.section, self._journal))
        return tuple(question for question in self.questions if not self.right(question))

    def right(self, question: Question) -> bool:
        """Whether the question came out right in this sitting, at whichever try."""
        standing = self.standing(question)
        return standing.done and not standing.revealed and standing.tries[-1].score >= 1

    def note(self, text: str) -> Event:
        """Keep the learner's own note on the current question."""
        return self._remember(Kind.NOTED, text)

    def flag(self, text: str) -> Event:
        """Keep a report on the current question for the instructor."""
        return self._remember(Kind.FLAGGED, text)

    def _remember(self, kind: Kind, text: str) -> Event:
        question = self._asking(done=True)
        return self._journal.record(kind, self.section.stem, question.id, text=clean(text[:LONGEST]))

    def _asking(self, *, done: bool = False) -> Question:
        """The current question; it must still be open unless ``done``."""
        if self._current is None or (not done and self.standing(self._current).done):
            raise RuntimeError("no question is being asked")
        return self._current

    def _next(self) -> Question | None:
        """The first open question, those put off coming last."""
        open_ = [(self.standing(question), question) for question in self.questions]
        waiting = [pair for pair in open_ if not pair[0].done and pair[0].skips < SKIPS]
        return min(waiting, key=lambda pair: pair[0].skips, default=(None, None))[1]

    def _order(self, question: Question) -> tuple[Choice, ...]:
        """The choices as they are shown in this sitting: in one order for all tries, so that nothing jumps."""
        return shown(question, (self.id, question.id)) if isinstance(question, ChoiceQuestion) else ()

    def _words(self) -> frozenset[str]:
        if self._protected is None:
            self._protected = protected_words(self.course)
        return self._protected

    def _passes(self, question: Question, earned: float) -> bool:
        """Whether this credit takes the section over its bar for the first time."""
        if self._journal.section(self.section.stem).passes:
            return False
        result = section_result(self.section, self._journal, (question, earned))
        return result.reaches(self.section.settings.pass_share)


def _same(response: Any, earlier: Any) -> bool:
    """Whether two responses are one: of several picks the order does not count."""
    if isinstance(response, list) and isinstance(earlier, list):
        return set(response) == set(earlier)
    return bool(response == earlier)


def shown(question: ChoiceQuestion, seed: Iterable[object]) -> tuple[Choice, ...]:
    """The choices in the order to show them: the same for the same seed, on every machine."""
    choices = list(question.choices)
    if numbers := _all_numbers(choices):
        return tuple(
            choice for _, choice in sorted(zip(numbers, choices, strict=True), key=lambda pair: pair[0])
        )
    if question.shuffle:
        Random(repr(tuple(seed))).shuffle(choices)
    return tuple(sorted(choices, key=lambda choice: choice.pin_last))


def _all_numbers(choices: Sequence[Choice]) -> list[Any] | None:
    from studyapp.study.numbers import parse_number

    numbers = [parse_number(choice.text) for choice in choices]
    values = [number.value for number in numbers if number is not None and not number.unit]
    return values if len(values) == len(choices) else None
