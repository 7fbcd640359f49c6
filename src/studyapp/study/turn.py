"""The question in front of the learner, ready to show."""

from __future__ import annotations

from studyapp.course.model import Choice, Question
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
