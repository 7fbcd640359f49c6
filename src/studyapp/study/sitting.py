"""A sitting: one run through a section's questions. Every face drives the same one.

A sitting keeps nothing of its own but which question is in front of the learner: all else is in the journal,
so that a sitting that was cut off at any moment goes on where it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from studyapp import __version__
from studyapp.clean import clean, one_line
from studyapp.course import fingerprint
from studyapp.course.model import (
    ChoiceQuestion,
    Cloze,
    Course,
    Locate,
    Open,
    Question,
    Section,
    TextAnswer,
)
from studyapp.study import showing
from studyapp.study.events import Event, Kind
from studyapp.study.feedback import Feedback, feedback
from studyapp.study.journal import Journal
from studyapp.study.results import State, changed, drawn, first_pass, improvable, section_result
from studyapp.study.scoring import Remark, Score, complaint, credit, picks, protected_words, score
from studyapp.study.standing import Standing, undone
from studyapp.study.turn import Turn

LONGEST = 2000
"""Characters that are kept of a typed response; the rest is cut before anything looks at it."""

SKIPS = 2
"""A question put off this often is not asked again in the sitting."""

ASKED_ONCE_MORE = frozenset({Remark.NEAR, Remark.UNIT_MISSING})
"""Near misses: the first one in an attempt costs no try."""


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

        A section that was answered is tried again: with what has changed since, or, where it is not passed, with
        what can still gain; else all is asked.
        """
        sitting = cls(course, section, journal)
        if sitting.current is not None:
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
    def id(self) -> str:
        """The sitting's id; empty where the section never had one."""
        return self._journal.section(self.section.stem).sitting

    @property
    def questions(self) -> tuple[Question, ...]:
        """The sitting's questions that the course still has, in order."""
        ids = self._journal.section(self.section.stem).questions
        known = {id: one for one in self.section.questions for id in (*one.replaces, one.id)}
        # one question may have replaced several
        return tuple({known[id].id: known[id] for id in ids if id in known}.values())

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
        standing, settings = self.standing(question), self.section.settings
        unstated = not any(one.certainty for one in standing.tries) and not isinstance(question, Open)
        unlocated = standing.located is None and question.evidence and not isinstance(question, Locate)
        return Turn(
            question=question,
            number=questions.index(question) + 1,
            total=len(questions),
            choices=showing.choices(question, self._seed(question)),
            options=showing.options(question, self._seed(question)),
            standing=standing,
            feedback=self._told(question),
            asks_certainty=settings.certainty and not standing.done and unstated,
            asks_where=settings.where and standing.done and bool(unlocated),
        )

    def draft(self, text: str, *, ms: int = 0) -> None:
        """Keep the answer to an open question; from then on the model answer may be shown, and it is to be marked.

        Raises:
            Unanswerable: nothing was written; nothing was recorded.
        """
        question = self._asking()
        text = clean(text[:LONGEST])
        if not text.strip():
            raise Unanswerable("Write an answer first.")
        asked = fingerprint.asked(question)
        self._record(Kind.DRAFTED, question, text=text, ms=ms, asked=asked)

    def admit(self, response: Any) -> Any:
        """A response to the current question as :meth:`respond` takes it: texts cut and clean. Nothing is recorded.

        Raises:
            Unanswerable: as :meth:`respond` does.
        """
        question = self._asking()
        response = _kept(response)
        if sentence := complaint(question, response):
            raise Unanswerable(sentence)
        if any(_same(question, response, earlier.response) for earlier in self.standing(question).tries):
            raise Unanswerable("You tried that already. Give another answer.")
        return response

    def respond(self, response: Any, *, certainty: int = 0, ms: int = 0) -> Feedback:
        """Score a response to the current question, record it, and tell what it came to.

        For an open question it is the texts of the criteria that the draft meets. ``certainty`` is 1 to 3, 0 where
        it is not asked (see :mod:`studyapp.study.certainty`); ``ms`` is how long the learner took. When this returns,
        the answer is in the journal.

        Raises:
            Unanswerable: the response can't be scored (nothing picked, no number) or was given before in this
                attempt; nothing was recorded.
        """
        question, response = self._asking(), self.admit(response)
        standing = self.standing(question)
        if isinstance(question, Open):
            if not standing.draft:
                raise RuntimeError("the answer to an open question is written first")
            response = {"text": standing.draft, "met": response}
        result = score(question, response, self._words(question))
        free = result.remark in ASKED_ONCE_MORE and not any(one.free for one in standing.tries)
        seed = self._seed(question)
        data = {
            "response": response,
            "shown": [one.key for one in showing.choices(question, seed)] or showing.options(question, seed),
            "seed": seed,
            "score": result.value,
            "done": result.right or not (free or standing.used + 1 < question.tries),
            "free": free,
            "remark": str(result.remark),
            "certainty": certainty,
            "ms": ms,
            **self._forms(question),
        }
        if data["done"]:
            data |= self._earned(question, standing, result)
        self._record(Kind.ANSWERED, question, **data)
        told = self._told(question)
        assert told is not None
        return told

    def point(self, sentence: str) -> bool:
        """Keep where in the text the learner saw the answer; whether that sentence holds the evidence.

        ``sentence`` is its source.
        """
        from studyapp.course.sentences import holds

        question = self._asking(done=True)
        right = any(holds(sentence, quotation) for quotation in question.evidence)
        self._record(Kind.LOCATED, question, sentence=clean(sentence[:LONGEST]), right=right)
        return right

    def hint(self) -> str | None:
        """Show the current question's next hint, at its price; None where there is none left."""
        turn = self.turn()
        if turn is None or not turn.hints_left:
            return None
        self._record(Kind.HINTED, turn.question, asked=fingerprint.asked(turn.question))
        return turn.question.hints[len(turn.hints)]

    def reveal(self, *, ms: int = 0) -> Feedback:
        """Give up on the current question: it ends without credit and its answer is told."""
        question = self._asking()
        self._record(Kind.REVEALED, question, ms=ms, **self._forms(question))
        told = self._told(question)
        assert told is not None
        return told

    def skip(self) -> None:
        """Put the current question off: it comes again after the others, once."""
        question = self._asking()
        self._record(Kind.SKIPPED, question)
        self._current = self._next()

    def go_on(self) -> Question | None:
        """Turn to the next question once this one is done; None where the sitting is finished."""
        if self._current is None or self.standing(self._current).done:
            self._current = self._next()
        return self._current

    def undo(self) -> Question | None:
        """Take the sitting's latest answer back and turn to its question; None where there is none.

        The answer stays in the log, with an event that says it was taken back; so do those after it, which a
        regrade has left out since it ended the attempt.
        """
        # ids of events sort by time
        question = max(self.questions, key=lambda one: self.standing(one).last, default=None)
        if question is None or not (last := self.standing(question).last):
            return None
        for id in self._answers_from(question, last):
            self._journal.record(Kind.UNDONE, self.section.stem, question.id, event=id)
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

    def knew_where(self, question: Question) -> bool:
        """Whether the learner pointed at the evidence in this sitting, as the answer itself or after it."""
        if isinstance(question, Locate):
            return self.right(question)
        return self.standing(question).located is True

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

    def _told(self, question: Question) -> Feedback | None:
        standing = self.standing(question)
        return feedback(question, standing, self._words(question) if standing.tries else ())

    def _record(self, kind: Kind, question: Question, **data: Any) -> None:
        self._journal.record(kind, self.section.stem, question.id, sitting=self.id, **data)

    def _answers_from(self, question: Question, first: str) -> list[str]:
        """Ids of the sitting's answers to a question as it is now from that one on, the latest first."""
        history = self._journal.history(question.id)
        gone, asked = undone(history), fingerprint.asked(question)
        return sorted(
            (
                event.id
                for event in history
                if event.kind == Kind.ANSWERED
                and event.id >= first
                and event.id not in gone
                and event.data["sitting"] == self.id
                and event.data.get("asked", asked) == asked
            ),
            reverse=True,
        )

    def _forms(self, question: Question) -> dict[str, str]:
        """What tells later which form of the question, and which program, gave a score."""
        asked, key = fingerprint.fingerprints(question)
        return {"asked": asked, "key": key, "version": __version__}

    def _seed(self, question: Question) -> str:
        """What the order shown follows from: choices come in a new one for each try, the rest stays as arranged."""
        seed = f"{self.id}/{question.id}"
        if not isinstance(question, ChoiceQuestion):
            return seed
        standing = self.standing(question)
        # once the answer is told the choices stay as they were picked
        return f"{seed}/{len(standing.tries) - (standing.done and not standing.revealed)}"

    def _earned(self, question: Question, standing: Standing, result: Score) -> dict[str, Any]:
        """What ends with this response comes to."""
        earned = credit(question, result.value, standing.used, standing.hints)
        return {"credit": earned, "passed": first_pass(self.section, self._journal, question, earned)}

    def _words(self, question: Question) -> frozenset[str]:
        """The words that a typed answer is not to be taken for, worked out when first one is typed."""
        if not isinstance(question, TextAnswer | Cloze):
            return frozenset()
        if self._protected is None:
            self._protected = protected_words(self.course)
        return self._protected


def _kept(response: Any) -> Any:
    """A response as it is kept: its texts cut and clean."""
    if isinstance(response, str):
        return clean(response[:LONGEST])
    return [_kept(one) for one in response] if isinstance(response, list) else response


def _same(question: Question, response: Any, earlier: Any) -> bool:
    """Whether two responses are one: of several picks the order does not count."""
    if isinstance(question, ChoiceQuestion):
        return picks(question, response) == picks(question, earlier)
    return bool(response == earlier)
