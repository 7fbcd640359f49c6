"""What an edit of the course does to answers that were given before it.

Nothing that was recorded is rewritten: what earlier answers come to now is an event of its own, from which the folds
of :mod:`studyapp.study.replaying` take it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from functools import cache
from typing import Any, Final

from studyapp import __version__
from studyapp.course import fingerprint
from studyapp.course.model import Course, Question, Section
from studyapp.errors import ProgressError
from studyapp.study.events import Event, Kind
from studyapp.study.journal import Journal
from studyapp.study.replaying import replay, undone
from studyapp.study.results import first_pass
from studyapp.study.scoring import credit, protected_words, score
from studyapp.study.standing import NEVER, Standing
from studyapp.study.wellformed import LATEST
from studyapp.values import dataclass

_SCORED = (Kind.REVEALED, Kind.ANSWERED)
_VOID = {"void": True}
_COUNTS = {"void": False}
_LAST = "ffffffff-ffff-7fff-bfff-ffffffffffff"

FLIPS: Final = 3
"""How often a day a question is brought back to one form, with nothing new in between. Two folders or computers may
have two versions of one course: without a limit each opening of either would add to the journal.
"""


@dataclass(frozen=True, slots=True)
class Regraded:
    """What became of a question's answers."""

    section: Section
    question: Question
    before: float | None
    """Credit of the latest ended attempt, 0 to 1; None where none had ended."""
    after: float | None
    """The same by the question as it is now; None where no answer is one to it."""
    again: bool
    """Another thing is asked now: the question is to be asked once more."""


def reconcile(course: Course, journal: Journal) -> list[Regraded]:
    """Bring the journal in line with the course as it is now; what the learner is to be told of it.

    Questions take over the history of those that they replace. Answers that were scored by another key are scored
    anew; those to another question, whose wording has changed, no longer count. Done again it does nothing. Where
    the journal can't be read, the rest is left for the next time.
    """
    words = cache(lambda: protected_words(course))
    told: list[Regraded] = []
    with suppress(ProgressError):
        # first, so that what is adopted is older than that and need not be looked at again
        with journal.together():
            _retire(course, journal)
        for section in course.sections:
            with journal.together():
                told += _reconcile(section, journal, words)
    return told


def _reconcile(section: Section, journal: Journal, words: Callable[[], Collection[str]]) -> list[Regraded]:
    if not journal.knows(section):
        return []
    for question in section.questions:
        _adopt(section, question, journal)
    stale = [one for one in section.questions if _is_stale(one, journal.standing(one.id))]
    return _regrade(section, stale, journal, words()) if stale else []


def _is_flipping(journal: Journal, history: Iterable[Event], kind: Kind, **data: Any) -> bool:
    """Whether it was told often enough today that a question is now as these ``data`` say."""
    same = (
        event
        for event in history
        if event.kind == kind and all(event.data.get(name) == value for name, value in data.items())
    )
    return sum(journal.is_today(event.at) for event in same) >= FLIPS


def _retire(course: Course, journal: Journal) -> None:
    """Let what the course no longer has come back no more, and what it has again come back.

    A file with errors says nothing of what is gone.
    """
    there = {
        id: section.stem for section in course.sections if journal.knows(section) for id in section.gist.ids
    }
    whole = not any(section.left_out for section in course.sections)
    for id in sorted(journal.known()):
        standing = journal.standing(id)
        gone = id not in there
        if standing.retired == gone or (gone and not whole):
            continue
        if not _is_flipping(journal, journal.history(id), Kind.RETIRED, retired=gone):
            journal.record(Kind.RETIRED, there.get(id, ""), id, retired=gone)


def _adopt(section: Section, question: Question, journal: Journal) -> None:
    """Take over the history of the questions that this one replaces, as far as it is not yet."""
    for id in question.replaces:
        if journal.newest(id) <= dict(journal.standing(question.id).adopted).get(id, 0):
            continue
        known = {event.id for event in journal.history(question.id)}
        if any(event.id not in known and event.kind != Kind.RETIRED for event in journal.history(id)):
            journal.record(Kind.ADOPTED, section.stem, question.id, question=id)


def _is_stale(question: Question, standing: Standing) -> bool:
    """Whether a standing is by another form of the question than it has now."""
    forms = fingerprint.fingerprints(question)
    return standing.graded not in (NEVER, forms) or standing.asked not in ("", forms[0])


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What the answers to a question come to now."""

    question: Question
    before: Standing
    data: dict[str, Any]
    """Of the event that tells it."""
    after: Standing

    def told(self, section: Section) -> Regraded | None:
        """What the learner is to be told; None where nothing is new."""
        again = self.after.changed and not self.before.changed
        if not again and self.after.credit == self.before.credit:
            return None
        return Regraded(section, self.question, self.before.credit, self.after.credit, self.after.changed)


def _regrade(
    section: Section, stale: Iterable[Question], journal: Journal, words: Collection[str]
) -> list[Regraded]:
    """Record what the answers to a section's questions come to now; what is to be told of it."""
    found = (_outcome(section, question, journal, words) for question in stale)
    outcomes = [one for one in found if one is not None]
    for index, one in enumerate(ordered := sorted(outcomes, key=lambda one: one.after.at), 1):
        # only with the last one are all credits of the section those of now
        if index == len(ordered) and one.after.credit is not None and _counts(section, one, journal):
            one.data["passed"] = first_pass(section, journal, one.question, one.after.credit)
        journal.record(Kind.REGRADED, section.stem, one.question.id, **one.data)
    return [told for one in outcomes if (told := one.told(section))]


def _counts(section: Section, outcome: _Outcome, journal: Journal) -> bool:
    """Whether no other question of its pool was ended later."""
    pool, question = outcome.question.pool, outcome.question
    others = (one for one in section.questions if pool and one.pool == pool and one is not question)
    return all(journal.standing(one.id).at <= outcome.after.at for one in others)


def _outcome(
    section: Section, question: Question, journal: Journal, words: Collection[str]
) -> _Outcome | None:
    """What the answers to a question come to now; None where that was told and turned over too often today."""
    history = journal.history(question.id)
    asked, key = fingerprint.fingerprints(question)
    worth = dict(_worth(question, history, words))
    if _is_flipping(journal, history, Kind.REGRADED, asked=asked, key=key, answers=worth):
        return None
    scored = [worth[event.id] for event in history if event.id in worth and event.kind in _SCORED]
    again = bool(scored) and all(one == _VOID for one in scored)
    data = {"asked": asked, "key": key, "answers": worth, "again": again, "version": __version__}
    event = Event(_LAST, LATEST - 1, Kind.REGRADED, journal.course, section.stem, question.id, data)
    return _Outcome(question, journal.standing(question.id), data, replay([*history, event]))


@dataclasses.dataclass(slots=True)
class _Attempt:
    """An attempt as far as its events were gone through."""

    sitting: str = ""
    used: int = 0
    hints: int = 0
    ended: bool = False


def _worth(
    question: Question, history: Iterable[Event], words: Collection[str]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """The id of each answer, and what it comes to; as ``answers`` of :attr:`Kind.REGRADED`."""
    history = sorted(history, key=lambda event: event.order)
    gone, asked = undone(history), fingerprint.asked(question)
    attempt = _Attempt()
    for event in history:
        data = event.data
        if event.id in gone or "sitting" not in data:
            continue
        unknown = "" if event.kind in _SCORED else asked
        if data.get("asked", unknown) != asked:
            yield event.id, _VOID
            continue
        if data["sitting"] != attempt.sitting:
            attempt = _Attempt(data["sitting"])
        if event.kind not in (Kind.HINTED, Kind.DRAFTED, *_SCORED):
            continue
        if event.kind not in _SCORED:
            attempt.hints += event.kind == Kind.HINTED and not attempt.ended
            yield event.id, _COUNTS
        elif attempt.ended:
            yield event.id, _VOID
        elif event.kind == Kind.REVEALED:
            attempt.ended = True
            yield event.id, {"score": 0.0, "done": True, "credit": 0.0}
        else:
            yield event.id, _rescored(question, data, attempt, words)


def _rescored(question: Question, data: Any, attempt: _Attempt, words: Collection[str]) -> dict[str, Any]:
    """What an answer comes to now. What had ended stays ended; what is right now ends where it was given."""
    result = score(question, data["response"], words)
    now: dict[str, Any] = {
        "score": result.value,
        "remark": str(result.remark),
        "done": data["done"] or result.right,
    }
    if now["done"]:
        now["credit"] = credit(question, result.value, attempt.used, attempt.hints)
    attempt.ended = now["done"]
    attempt.used += not data.get("free", False)
    return now
