"""One question within a sitting: all that can be done with it. Nothing is told before it is recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from studyapp import __version__
from studyapp.clean import clean
from studyapp.course import fingerprint
from studyapp.course.model import (
    ChoiceQuestion,
    Cloze,
    Course,
    Locate,
    NumberAnswer,
    Open,
    Question,
    Section,
    TextAnswer,
)
from studyapp.errors import ProgressError
from studyapp.study import showing
from studyapp.study.events import Event, Kind
from studyapp.study.feedback import Feedback, feedback
from studyapp.study.journal import Journal
from studyapp.study.replaying import undone
from studyapp.study.results import first_pass
from studyapp.study.review.scheduling import scheduled
from studyapp.study.scoring import Remark, complaint, credit, picks, score
from studyapp.study.standing import Standing
from studyapp.study.turn import Turn, is_told

LONGEST: Final = 2000
"""Characters that are kept of a typed response; the rest is cut before anything looks at it."""

LONGEST_SENTENCE: Final = 100_000
"""Characters that are kept of a sentence that was pointed at."""

ASKED_ONCE_MORE: Final = frozenset({Remark.NEAR, Remark.UNIT_MISSING})
"""Near misses: the first one in an attempt costs no try."""


class NotTakenBack(ValueError):
    """The latest answer can't be taken back; ``str()`` is the sentence for the learner. Nothing was recorded."""


class Unanswerable(ValueError):
    """The response can't be scored; ``str()`` is the sentence for the learner. Nothing was recorded."""


@dataclass(slots=True, eq=False)
class Asked:
    """A question that a sitting asks."""

    course: Course
    section: Section
    question: Question
    journal: Journal
    sitting: str
    """The sitting's id."""
    words: Callable[[], frozenset[str]]
    """The words of the course that a typed answer is not to be taken for."""
    _known: tuple[Standing, Standing] | None = field(default=None, init=False)
    """The journal's standing that was seen last, and what it is within the sitting."""

    @property
    def name(self) -> str:
        """What names the question among all courses."""
        return f"{self.course.id}/{self.question.id}"

    @property
    def standing(self) -> Standing:
        """Where the learner stands with it within this sitting.

        What was answered before an edit made it another question does not count.
        """
        kept = self.journal.standing(self.question.id)
        if self._known is None or self._known[0] is not kept:
            standing = kept.in_sitting(self.sitting)
            changed = standing.asked and standing.asked != fingerprint.asked(self.question)
            self._known = kept, standing.anew() if changed else standing
        return self._known[1]

    @property
    def begun(self) -> bool:
        """Whether anything was done with it in the sitting."""
        standing = self.standing
        return bool(standing.tries or standing.draft or standing.hints)

    @property
    def right(self) -> bool:
        """Whether it came out right, at whichever try."""
        standing = self.standing
        return standing.done and not standing.revealed and standing.tries[-1].score >= 1

    @property
    def knew_where(self) -> bool:
        """Whether the learner pointed at the evidence, as the answer itself or after it."""
        return self.right if isinstance(self.question, Locate) else self.standing.located is True

    @property
    def feedback(self) -> Feedback | None:
        """What the latest response came to; None before the first."""
        standing = self.standing
        shown = [choice.key for choice in showing.choices(self.question, self._seed)]
        return feedback(self.question, standing, self._protected() if standing.tries else (), shown)

    def turn(self, number: int, total: int) -> Turn:
        """It, ready to show; its number is its place in the sitting, from 1."""
        question, standing, settings = self.question, self.standing, self.section.settings
        unstated = not standing.stated and not isinstance(question, Open)
        unlocated = standing.located is None and question.evidence and not isinstance(question, Locate)
        return Turn(
            question=question,
            number=number,
            total=total,
            choices=showing.choices(question, self._seed),
            options=showing.options(question, self._seed),
            standing=standing,
            feedback=self.feedback,
            asks_certainty=settings.certainty and not standing.done and unstated,
            asks_where=settings.where and standing.done and bool(unlocated),
            rereads=standing.done and not self.right and self._is_leech,
        )

    def draft(self, text: str, *, ms: int = 0) -> None:
        """Keep the answer to an open question; from then on the model answer may be shown, and it is to be marked.

        Raises Unanswerable where nothing was written.
        """
        self._must_be_open()
        text = clean(text[:LONGEST])
        if not text.strip():
            raise Unanswerable("Write an answer first.")
        self._record(Kind.DRAFTED, text=text, ms=ms, asked=fingerprint.asked(self.question))

    def admit(self, response: Any) -> Any:
        """A response as :meth:`respond` takes it: texts cut and clean. Nothing is recorded.

        Raises Unanswerable as :meth:`respond` does.
        """
        self._must_be_open()
        response = _kept(response, LONGEST_SENTENCE if isinstance(self.question, Locate) else LONGEST)
        if sentence := complaint(self.question, response):
            raise Unanswerable(sentence)
        if any(_same(self.question, response, earlier.response) for earlier in self.standing.tries):
            raise Unanswerable("You tried that already. Give another answer.")
        return response

    def respond(self, response: Any, *, certainty: int = 0, ms: int = 0) -> Feedback:
        """Score a response, record it, and tell what it came to.

        For an open question it is the texts of the criteria that the draft meets. ``certainty`` is 1 to 3, 0 where
        it is not asked (see :mod:`studyapp.study.certainty`); ``ms`` is how long the learner took. When this returns,
        the answer is in the journal.

        Raises:
            Unanswerable: the response can't be scored (nothing picked, no number) or was given before in this
                attempt; nothing was recorded.
        """
        question, standing, response = self.question, self.standing, self.admit(response)
        if isinstance(question, Open):
            if not standing.draft:
                raise RuntimeError("the answer to an open question is written first")
            response = {"text": standing.draft, "met": response}
        result = score(question, response, self._protected())
        free = result.remark in ASKED_ONCE_MORE and not any(one.free for one in standing.tries)
        shown = [one.key for one in showing.choices(question, self._seed)]
        data = {
            "response": response,
            "shown": shown or showing.options(question, self._seed),
            "seed": self._seed,
            "score": result.value,
            "done": result.right or not (free or standing.used + 1 < question.tries),
            "free": free,
            "remark": str(result.remark),
            "certainty": certainty,
            "typed": _is_typed(question),
            "fresh": self.journal.read_today(self.section.stem),
            "ms": ms,
            **self._forms(),
        }
        if data["done"]:
            earned = credit(question, result.value, standing.used, standing.hints)
            passed = first_pass(self.section, self.journal, question, earned)
            data |= {"credit": earned, "passed": passed, **self._schedule(Kind.ANSWERED, data)}
        self._record(Kind.ANSWERED, **data)
        return self._told()

    def point(self, sentence: str) -> bool:
        """Keep where in the text the learner saw the answer; whether that sentence holds the evidence.

        ``sentence`` is its source.
        """
        from studyapp.course.sentences import holds

        right = any(holds(sentence, quotation) for quotation in self.question.evidence)
        self._record(Kind.LOCATED, sentence=clean(sentence[:LONGEST_SENTENCE]), right=right)
        return right

    def leave(self, response: Any) -> None:
        """Keep a response that was put together but not given, for when the learner comes back."""
        kept = _kept(response, LONGEST)
        self._record(Kind.LEFT, response=kept, asked=fingerprint.asked(self.question))

    def hint(self) -> str | None:
        """Show the next hint, at its price; None where there is none left."""
        turn = self.turn(1, 1)
        if not turn.hints_left:
            return None
        self._record(Kind.HINTED, asked=fingerprint.asked(self.question))
        return self.question.hints[len(turn.hints)]

    def reveal(self, *, ms: int = 0) -> Feedback:
        """Give up: it ends without credit and its answer is told."""
        self._must_be_open()
        data = {"ms": ms, **self._forms()}
        self._record(Kind.REVEALED, **data, **self._schedule(Kind.REVEALED, data))
        return self._told()

    def skip(self) -> None:
        """Put it off."""
        self._must_be_open()
        self._record(Kind.SKIPPED)

    @property
    def told(self) -> bool:
        """Its answer was shown, so that the attempt can't be taken back."""
        return is_told(self.question, self.standing)

    def undo(self) -> bool:
        """Take the latest answer back; False where there is none.

        The answer stays in the log, with an event that says it was taken back; so do those after it, which a
        regrade has left out since it ended the attempt. Of an open answer that is yet to be marked, it is what was
        written that is taken back, and kept as an answer not given yet.

        Raises:
            NotTakenBack: the answer was shown, or what was written can't be looked up now.
        """
        if self.told:
            raise NotTakenBack("The answer was shown; this can't be taken back.")
        standing = self.standing
        if standing.draft and not standing.tries:
            self._undo_draft(standing.draft)
        elif standing.last:
            self._undo_answers(standing.last)
        return bool(standing.draft or standing.last)

    def _undo_answers(self, first: str) -> None:
        """Take that answer back, and what was answered or shown after it."""
        try:
            ids = [id for id in self._recorded(Kind.ANSWERED, Kind.REVEALED) if id >= first]
        except ProgressError:
            ids = [first]  # what came after it is not known now; it is taken back all the same
        self._take_back(ids)

    def _undo_draft(self, text: str) -> None:
        """Take what was written back, and keep it as an answer not given yet."""
        try:
            ids = self._recorded(Kind.DRAFTED)
        except ProgressError as problem:
            raise NotTakenBack(
                "The progress file can't be read now, so this can't be taken back. Try again later."
            ) from problem
        self._take_back(ids)
        self.leave(text)

    def _take_back(self, ids: Iterable[str]) -> None:
        for id in ids:
            self.journal.record(Kind.UNDONE, self.section.stem, self.question.id, event=id)

    def note(self, text: str) -> Event:
        """Keep the learner's own note on it."""
        return self._remember(Kind.NOTED, text)

    def flag(self, text: str) -> Event:
        """Keep a report on it for the instructor."""
        return self._remember(Kind.FLAGGED, text)

    def _remember(self, kind: Kind, text: str) -> Event:
        return self.journal.record(kind, self.section.stem, self.question.id, text=clean(text[:LONGEST]))

    def _record(self, kind: Kind, **data: Any) -> None:
        self.journal.record(kind, self.section.stem, self.question.id, sitting=self.sitting, **data)

    def _must_be_open(self) -> None:
        if self.standing.done:
            raise RuntimeError("the question is done")

    def _told(self) -> Feedback:
        told = self.feedback
        assert told is not None
        return told

    def _protected(self) -> frozenset[str]:
        return self.words() if isinstance(self.question, TextAnswer | Cloze) else frozenset()

    def _recorded(self, *kinds: Kind) -> list[str]:
        """Ids of what was recorded of it in the sitting and not taken back, of these kinds, the latest first.

        Raises ProgressError where that can't be read.
        """
        history = self.journal.history(self.question.id)
        gone, asked = undone(history), fingerprint.asked(self.question)
        return sorted(
            (
                event.id
                for event in history
                if event.kind in kinds
                and event.id not in gone
                and event.data["sitting"] == self.sitting
                and event.data.get("asked", asked) == asked
            ),
            reverse=True,
        )

    def _forms(self) -> dict[str, str]:
        """What tells later which form of the question, and which program, gave a score."""
        asked, key = fingerprint.fingerprints(self.question)
        return {"asked": asked, "key": key, "version": __version__}

    @property
    def _seed(self) -> str:
        """What the order shown follows from: choices come in a new one for each try, the rest stays as arranged."""
        seed = f"{self.sitting}/{self.question.id}"
        if not isinstance(self.question, ChoiceQuestion):
            return seed
        standing = self.standing
        # once the answer is told the choices stay as they were picked
        return f"{seed}/{len(standing.tries) - (standing.done and not standing.revealed)}"

    def _schedule(self, kind: Kind, data: Mapping[str, Any]) -> dict[str, Any]:
        """When it comes back, once this ends it."""
        standing, journal = self.standing, self.journal
        event = journal.draft_event(kind, self.section.stem, self.question.id, data)
        return scheduled(standing, event, journal, self.course.exam)

    @property
    def _is_leech(self) -> bool:
        """It was failed again and again, and today."""
        card = self.standing.card
        return card is not None and card.leech and card.last == self.journal.today()


def _kept(response: Any, longest: int) -> Any:
    """A response as it is kept: its texts cut and clean."""
    if isinstance(response, str):
        return clean(response[:longest])
    return [_kept(one, longest) for one in response] if isinstance(response, list) else response


def _same(question: Question, response: Any, earlier: Any) -> bool:
    """Whether two responses are one: of several picks the order does not count."""
    if isinstance(question, ChoiceQuestion):
        return picks(question, response) == picks(question, earlier)
    return bool(response == earlier)


def _is_typed(question: Question) -> bool:
    """Whether the answer comes from the learner's own head, with nothing to pick from."""
    if isinstance(question, Cloze):
        return not question.bank
    return isinstance(question, TextAnswer | NumberAnswer | Open)
