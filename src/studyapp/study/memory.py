"""What is still known of a section today, as far as its questions tell."""

from __future__ import annotations

from collections.abc import Iterator
from math import fsum
from typing import Final

from studyapp.course.model import Course, Question, Section
from studyapp.study.journal import Journal
from studyapp.study.results import pools
from studyapp.study.review.card import Card, recall
from studyapp.study.review.policy import Policy
from studyapp.study.review.rating import Rating
from studyapp.study.review.spread import before_exam
from studyapp.values import dataclass

LASTING: Final = 3
"""Days on which a question was known, from which on it counts as durable (Rawson and Dunlosky 2011)."""


@dataclass(frozen=True, slots=True)
class Memory:
    """A section's questions as memory has them on a study day."""

    due: int
    """Questions that are to be reviewed."""
    recall: float | None
    """The predicted share of them that is known, 0 to 1: the mean over those that were answered; None without."""
    durable: bool
    """Every question, or one of each pool, was known on three different days."""
    overconfident: int
    """Questions last answered wrongly, and with the highest certainty."""


def memory(section: Section, journal: Journal, exam: int | None = None) -> Memory:
    """A section's memory on the learner's study day; ``exam`` is that of the course's exam, if it has one."""
    if not journal.knows(section):
        return Memory(due=0, recall=None, durable=False, overconfident=0)
    today = journal.today()
    found = [card_of(question, journal, exam) for question in section.questions]
    cards = [card for card in found if card is not None]
    known = [known_on(card, today, journal.policy) for card in cards]
    lasting = [any(_is_lasting(journal.standing(one.id).card) for one in group) for group in pools(section)]
    return Memory(
        due=sum(card.due <= today for card in cards),
        recall=fsum(known) / len(known) if known else None,
        durable=bool(lasting) and all(lasting),
        overconfident=sum(card.overconfident for card in cards),
    )


def known_on(card: Card, day: int, policy: Policy) -> float:
    """The chance, 0 to 1, that a question is known on a study day.

    On the day that it was rated that is what the answer showed; later it is the recall that FSRS predicts, which right
    after an answer says 1 whether that was right or not.
    """
    if day <= card.last:
        return float(card.rating != Rating.AGAIN)
    return recall(card, day, policy)


def _is_lasting(card: Card | None) -> bool:
    """Known on three different days, and when it was asked last."""
    return card is not None and card.successes >= LASTING and card.rating != Rating.AGAIN


def met(course: Course, journal: Journal) -> Iterator[tuple[Section, Question]]:
    """The questions of those sections of which anything was recorded: only such ones come back."""
    for section in course.sections:
        if journal.knows(section):
            for question in section.questions:
                yield section, question


def card_of(question: Question, journal: Journal, exam: int | None = None) -> Card | None:
    """A question's memory state; None before it was answered.

    With an exam (its study day) ahead the question is due before that, whenever its date was set.
    """
    card = journal.standing(question.id).card
    if card is None or exam is None:
        return card
    return before_exam(card, f"{journal.course}/{question.id}", exam, journal.today())
