"""What is still known of a section today, as far as its questions tell."""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum
from typing import Final

from studyapp.course.model import Question, Section
from studyapp.study.journal import Journal
from studyapp.study.results import pools
from studyapp.study.review.card import Card, recall
from studyapp.study.review.spread import before_exam

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
    today = journal.today()
    found = [card_of(question, journal, exam) for question in section.questions]
    cards = [card for card in found if card is not None]
    known = [recall(card, today, journal.policy) for card in cards]
    lasting = [
        any((card := card_of(one, journal)) is not None and card.successes >= LASTING for one in group)
        for group in pools(section)
    ]
    return Memory(
        due=sum(card.due <= today for card in cards),
        recall=fsum(known) / len(known) if known else None,
        durable=bool(lasting) and all(lasting),
        overconfident=sum(card.overconfident for card in cards),
    )


def card_of(question: Question, journal: Journal, exam: int | None = None) -> Card | None:
    """A question's memory state; None before it was answered.

    With an exam (its study day) ahead the question is due before that, whenever its date was set.
    """
    card = journal.standing(question.id).card
    if card is None or exam is None:
        return card
    return before_exam(card, f"{journal.course}/{question.id}", exam, journal.today())
