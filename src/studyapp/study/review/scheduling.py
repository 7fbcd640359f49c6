"""When a question that is being answered comes back: chosen once, and kept with the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from studyapp.study.events import Event
from studyapp.study.review.attempt import attempt_of
from studyapp.study.review.fold import advance_card
from studyapp.study.review.policy import Policy
from studyapp.study.review.spread import BALANCED, fuzz_range

if TYPE_CHECKING:
    from studyapp.study.journal import Journal
    from studyapp.study.standing import Standing


def scheduled(standing: Standing, event: Event, journal: Journal, exam: int | None) -> dict[str, Any]:
    """What the event that ends an attempt is to keep: ``due`` and the ``stability`` that it is for.

    The day is chosen among those near by what of all courses is due on them already. Nothing where the question was
    rated on this study day before: it is practice then. ``standing`` is that before the event.
    """
    attempt = attempt_of(event, standing.used, standing.hints, standing.stated)
    if standing.card is not None and attempt.day <= standing.card.last:
        return {}
    load = journal.load(attempt.day + 1, attempt.day + fuzz_range(BALANCED)[-1], event.question)
    policy = Policy(journal.policy.weights, journal.retention)
    name = f"{event.course}/{event.question}"
    card = advance_card(standing.card, attempt, name, policy, load=load, exam=exam)
    return {"due": card.due, "stability": card.stability}
