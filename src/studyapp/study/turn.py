"""The question in front of the learner, ready to show."""

from __future__ import annotations

from studyapp.course.model import Choice, Open, Question
from studyapp.study.feedback import Feedback
from studyapp.study.standing import Standing
from studyapp.values import dataclass


@dataclass(frozen=True, slots=True)
class Turn:
    """The question in front of the learner."""

    question: Question
    number: int
    """Its place in the sitting, from 1."""
    total: int
    choices: tuple[Choice, ...]
    """In the order to show; empty for kinds without choices."""
    options: tuple[str, ...]
    """What is there to match, to fill in from or to put in order, in the order to show; empty for other kinds."""
    standing: Standing
    feedback: Feedback | None
    """What the latest response came to; None where it is to be answered for the first time."""
    asks_certainty: bool = False
    """The next response is to come with how sure the learner is."""
    asks_where: bool = False
    """The learner may point at the sentence that supports the answer; until then the evidence is kept back."""
    rereads: bool = False
    """It was failed again and again: reading its section once more will do more than another try."""

    @property
    def hints(self) -> tuple[str, ...]:
        """The hints shown so far."""
        return self.question.hints[: self.standing.hints]

    @property
    def hints_left(self) -> int:
        """Hints that can still be asked for."""
        closed = self.standing.done or self.standing.draft
        return 0 if closed else len(self.question.hints) - len(self.hints)

    @property
    def marking(self) -> bool:
        """An open question was answered, and the learner is to mark the answer."""
        return bool(self.standing.draft) and not self.standing.done

    @property
    def told(self) -> bool:
        """Its answer was shown, so that the attempt can't be taken back; see :func:`is_told`."""
        return is_told(self.question, self.standing)


def is_told(question: Question, standing: Standing) -> bool:
    """Whether the attempt ended with the answer shown where another one could earn more by it.

    What was right at once may be taken back, as there is nothing to gain, and so may the marks of an open answer,
    which its writer gives by the model answer anyway.
    """
    if not standing.done or standing.revealed:
        return standing.done
    at_once = standing.used <= 1 and not standing.hints and standing.tries[-1].score >= 1
    return not (at_once or isinstance(question, Open))


def taken_back(before: Turn | None, after: Turn) -> str:
    """What an undo did, as a sentence for the learner, from the question in front of it before and the one now."""
    if before is None or before.question.id != after.question.id:
        return f"Question {after.number} is open again: its last answer was taken back."
    if before.marking and not after.marking:
        return "Your answer is open again: change it, then submit it."
    return "The last answer is taken back."
