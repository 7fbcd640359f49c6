"""Where the learner stands with a question and a section; :mod:`studyapp.study.advancing` tells how they got there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from studyapp.course.fingerprint import Fingerprints
from studyapp.study.review.card import Card

NEVER: Fingerprints = ("", "")
MIXED: Fingerprints = ("mixed", "")
"""Of responses that were not all scored by one form of the question."""


class Try(NamedTuple):
    """One response within an attempt."""

    response: Any
    """As given; see :mod:`studyapp.course.model` for each kind's form."""
    score: float
    """0 to 1, before penalties."""
    shown: tuple[str, ...] = ()
    """Keys of the choices in the order shown."""
    remark: str = ""
    """How a typed answer was taken, such as ``typo``; see :mod:`studyapp.study.scoring`."""
    free: bool = False
    """A near miss, asked once more: it costs neither a try nor credit."""
    certainty: int = 0
    """How sure the learner was, 1 to 3; 0 where that was not asked."""


class Standing(NamedTuple):
    """A question's current attempt, and what the ended ones came to."""

    sitting: str = ""
    """The sitting that the current attempt belongs to."""
    tries: tuple[Try, ...] = ()
    hints: int = 0
    """Hints shown in the current attempt."""
    skips: int = 0
    """How often it was put off in this sitting."""
    done: bool = False
    """The current attempt has ended: right, out of tries, or revealed."""
    revealed: bool = False
    draft: str = ""
    """The current attempt's answer to an open question, until it is marked."""
    unsent: Any = None
    """A response that was put together and not given yet, as the learner left it; None without."""
    located: bool | None = None
    """Whether the learner pointed at the evidence after the current attempt; None where it pointed at nothing."""
    last: str = ""
    """Id of the current attempt's latest response, or of giving up: what an undo takes back."""
    asked: str = ""
    """Fingerprint of what the current attempt is at."""
    at: int = 0
    """When the latest ended attempt ended; 0 where none has."""
    credit: float | None = None
    """Credit of the latest ended attempt, 0 to 1; None where none has ended."""
    attempts: int = 0
    """Ended attempts."""
    ms: int = 0
    """Time spent on the question in all."""
    note: str = ""
    """The learner's own note."""
    graded: Fingerprints = NEVER
    """The form of the question that the responses were scored by; ``MIXED`` where they were not all by one."""
    changed: bool = False
    """What is asked has changed since it was answered: it is to be asked once more."""
    adopted: tuple[tuple[str, int], ...] = ()
    """Ids of the questions whose history it took over, and when it did so last."""
    card: Card | None = None
    """What is known of the learner's memory of it, and when it comes back; None before the first ended attempt."""
    retired: bool = False
    """The course no longer has it: it does not come back."""
    sure: tuple[int, ...] = ()
    """Answers by how sure the learner said to be: with certainty 1 those not right in full and those right, and so on
    to 3; empty without any. Of each attempt the first try that counts is among them."""

    @property
    def used(self) -> int:
        """How many of the tries count."""
        return sum(not one.free for one in self.tries)

    @property
    def stated(self) -> int:
        """How sure the learner said to be in the current attempt, 1 to 3; 0 where that was not asked."""
        return next((one.certainty for one in self.tries if one.certainty), 0)

    def in_sitting(self, sitting: str) -> Standing:
        """This standing as that sitting finds it: a new sitting starts a new attempt."""
        return self if self.sitting == sitting else self._begun(sitting, 0, "")

    def reopened(self) -> Standing:
        """This standing without its latest response, as far as that can be told without the events before it."""
        attempts = self.attempts - self.done
        before = self if attempts else self._replace(at=0, credit=None, card=None)
        return before._replace(tries=self.tries[:-1], done=False, last="", attempts=attempts)

    def anew(self) -> Standing:
        """This standing before a new attempt at the question."""
        return self._begun(self.sitting, self.skips, "")

    def found_by(self, data: Mapping[str, Any]) -> Standing:
        """This standing as an event of a sitting finds it, by the event's data.

        In another sitting, and at another form of the question, a new attempt starts.
        """
        sitting = data["sitting"]
        if sitting != self.sitting:
            return self._begun(sitting, 0, data.get("asked", ""))
        asked = data.get("asked", self.asked)
        if asked == self.asked:
            return self
        if self.asked or self.tries:
            return self._begun(sitting, self.skips, asked)
        return self._replace(asked=asked)

    def _begun(self, sitting: str, skips: int, asked: str) -> Standing:
        # By position, as a rebuild does it for each answer ever given; what is kept begins with ``at``.
        return Standing(sitting, (), 0, skips, False, False, "", None, None, "", asked, *self[11:])

    def scored_by(self, form: Fingerprints) -> Fingerprints:
        """What ``graded`` is with one more response that was scored by a form of the question."""
        return form if self.graded in (form, NEVER) else MIXED


class SectionStanding(NamedTuple):
    """What was read of a section, and its sitting."""

    sitting: str = ""
    """The newest sitting; whether it is finished follows from its questions' standings."""
    questions: tuple[str, ...] = ()
    """Ids of that sitting's questions, in its order."""
    place: int = 0
    """Where the reader was: an offset in the text's characters."""
    share: float = 0.0
    """The furthest that was read, 0 to 1."""
    ms: int = 0
    """Time spent reading."""
    passes: tuple[str, ...] = ()
    """Ids of the answers that made it passed, sorted; passed while any stands."""
    at: int = 0
    """The newest event of the section."""
    placed: tuple[int, str] = (0, "")
    """Order of the event that ``place`` is from."""
    begun: int = 0
    """When the sitting began."""
    read: int = 0
    """When it was read last."""
