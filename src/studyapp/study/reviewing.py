"""A review: what is due of all courses, most at risk first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, partial
from typing import Final

from studyapp.clean import one_line
from studyapp.course.model import Course, Question, Section
from studyapp.study.asked import Asked
from studyapp.study.events import Kind
from studyapp.study.journal import Journal
from studyapp.study.memory import card_of, met
from studyapp.study.review.policy import DEFAULT
from studyapp.study.review.queue import Item, due
from studyapp.study.scoring import protected_words
from studyapp.study.sitting import SKIPS, Run

Shelf = Sequence[tuple[Course, Journal]]
"""The courses that are at hand, each with its journal."""

NO_SECTION: Final = ""
"""What a review's sitting begins under: it belongs to no section."""


class Review(Run):
    """The questions that are due today; on the same day it goes on where it was cut off."""

    from_memory = True

    def __init__(self, shelf: Shelf, cap: int) -> None:
        """``cap`` is how many questions the learner reviews a day, at most."""
        self._asked = tuple(_begun(shelf, waiting(shelf, cap)))
        self._earlier = tuple(_done_earlier(shelf))
        super().__init__()

    @property
    def asked(self) -> tuple[Asked, ...]:
        """The questions, in order."""
        return self._asked

    @property
    def today(self) -> tuple[Asked, ...]:
        """All that was done of today's review, before it was cut off too, and what is left of it."""
        return (*self._earlier, *self._asked)

    @property
    def title(self) -> str:
        """The section of the question in front of the learner, with its course where there are several."""
        one = self._asking()
        several = len({each.course.id for each in self._asked}) > 1
        return f"Review: {f'{one.course.title}, ' if several else ''}{one.section.title}"


Place = tuple[Course, Journal, Section, Question]


def waiting(shelf: Shelf, cap: int) -> list[Place]:
    """What is due today, in the order to ask it; no more than the cap leaves after what was reviewed today."""
    places: dict[str, Place] = {}
    items: list[Item] = []
    today, reviewed, policy = 0, 0, DEFAULT
    for course, journal in shelf:
        today, policy = journal.today(), journal.policy  # the same for all
        for section, question in met(course, journal):
            card = card_of(question, journal, course.exam)
            if card is None:
                continue
            reviewed += card.last == today and card.reps > 1
            if card.due > today or _is_put_off(question, journal):
                continue
            name = f"{course.id}/{question.id}"
            places[name] = (course, journal, section, question)
            pool = f"{course.id}/{section.stem}/{question.pool}" if question.pool else ""
            items.append(Item(name, card, pool))
    return [places[item.question] for item in due(items, today, cap=cap, reviewed=reviewed, policy=policy)]


def coming(shelf: Shelf) -> tuple[int, int] | None:
    """In how many days the next questions are due, at least one, and how many; None where none comes back."""
    days = [
        max(1, card.due - journal.today())
        for course, journal in shelf
        for _, question in met(course, journal)
        if (card := card_of(question, journal, course.exam)) is not None
    ]
    return (min(days), days.count(min(days))) if days else None


def _is_put_off(question: Question, journal: Journal) -> bool:
    """Whether today's review asks it no more, because it was skipped too often."""
    standing, review = journal.standing(question.id), journal.section(NO_SECTION)
    here = standing.sitting == review.sitting
    return here and standing.skips >= SKIPS and journal.is_today(review.begun)


def _begun(shelf: Shelf, places: Sequence[Place]) -> Iterator[Asked]:
    """The questions, each within its course's sitting of today."""
    sittings: dict[str, str] = {}
    words = {course.id: cache(partial(protected_words, course)) for course, _ in shelf}
    ids: dict[str, list[str]] = {}
    for course, _, _, question in places:
        ids.setdefault(course.id, []).append(question.id)
    for course, journal, section, question in places:
        if course.id not in sittings:
            sittings[course.id] = _sitting(course, journal, ids[course.id])
        yield Asked(course, section, question, journal, sittings[course.id], words[course.id])


def _done_earlier(shelf: Shelf) -> Iterator[Asked]:
    """What today's review asked and is done with."""
    for course, journal in shelf:
        review = journal.section(NO_SECTION)
        if not (review.sitting and journal.is_today(review.begun)):
            continue
        words = cache(partial(protected_words, course))
        for section, question in met(course, journal):
            asked = Asked(course, section, question, journal, review.sitting, words)
            if journal.standing(question.id).sitting == review.sitting and asked.standing.done:
                yield asked


def _sitting(course: Course, journal: Journal, questions: Sequence[str]) -> str:
    """The id of today's review of a course, begun now if there is none."""
    standing = journal.section(NO_SECTION)
    if standing.sitting and journal.is_today(standing.begun):
        return standing.sitting
    title = one_line(course.title)
    return journal.record(Kind.BEGAN, NO_SECTION, questions=list(questions), title=title).id
