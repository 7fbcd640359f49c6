"""Fitting FSRS's parameters to a learner: what it learns from, and what it is judged by."""

from __future__ import annotations

from importlib.util import find_spec
from itertools import count, pairwise
from math import log
from random import Random
from typing import Any

import fsrs
import pytest
from histories import DAY, noon

from studyapp.study.events import Event, Kind, uuid7
from studyapp.study.review.card import Card, recall
from studyapp.study.review.fitting import ENOUGH, Fit, History, fit, histories, log_loss, reviews
from studyapp.study.review.policy import BOUNDS, DEFAULT, WEIGHTS, Policy
from studyapp.study.review.rating import Rating
from studyapp.study.review.scheduler import remember

SLOW = Policy((*WEIGHTS[:8], 1.0, *WEIGHTS[9:]))
"""Of a learner whose memory gains less than half as much by a review as most people's."""

needs_the_package = pytest.mark.skipif(find_spec("fsrs_rs_python") is None, reason="fsrs-rs is an extra")


RIGHT = {"response": "a", "score": 1.0, "done": True, "credit": 1.0}
TICKS = count()


def learner(truth: Policy, questions: int, seed: int = 1) -> list[History]:
    """Half a year of a learner whose memory is as a policy says, and whose questions come by the usual one."""
    random, found = Random(seed), []
    for _ in range(questions):
        day, ratings = DAY + random.randrange(60), dict[int, int]()
        card: Card | None = None
        theirs: Card | None = None
        while day < DAY + 180:
            knows = theirs is None or random.random() < recall(theirs, day, truth)
            rating = Rating.GOOD if knows else Rating.AGAIN
            ratings[day] = rating
            card, theirs = after(card, rating, day, DEFAULT), after(theirs, rating, day, truth)
            day = card.due + random.randrange(3)
        found.append(ratings)
    return found


def after(card: Card | None, rating: Rating, day: int, policy: Policy) -> Card:
    stability, difficulty, interval = remember(card, rating, day, policy)
    return Card(stability, difficulty, day, day + interval, 1, 0, 0, rating)


@needs_the_package
def test_a_learner_unlike_most_is_predicted_better() -> None:
    """The fitted weights predict nearly as well as those of the learner's own memory."""
    known = learner(SLOW, 150)
    found = fit(known)
    assert found.reviews == reviews(known) > ENOUGH
    assert found.better
    everywhere = (0, 0)
    ideal = log_loss(known, SLOW, everywhere)
    assert log_loss(known, found.policy, everywhere) < (ideal + log_loss(known, DEFAULT, everywhere)) / 2


@needs_the_package
def test_the_held_back_fifth_is_not_learned_from() -> None:
    """Whatever was answered then, the weights are the same; only the judgement is another."""
    known = learner(SLOW, 150)
    days = sorted(day for one in known for day in list(one)[1:])
    late = days[len(days) * 4 // 5]
    other = [
        {day: Rating.EASY if day > late and day != next(iter(one)) else rating for day, rating in one.items()}
        for one in known
    ]
    assert fit(other).policy == fit(known).policy
    assert fit(other).after != fit(known).after


@needs_the_package
def test_a_fit_is_judged_against_the_one_in_force() -> None:
    """Fitted once more to the same, it is no better than before; and the recall aimed for stays."""
    known = learner(SLOW, 150)
    first = fit(known, Policy(retention=0.85))
    second = fit(known, first.policy)
    assert second == Fit(first.policy, first.reviews, first.after, first.after)
    assert first.policy.retention == 0.85
    assert not second.better


@needs_the_package
@pytest.mark.parametrize("rating", [Rating.AGAIN, Rating.EASY])
def test_weights_that_go_to_a_bound_are_such_as_py_fsrs_takes(rating: Rating) -> None:
    """Who never knows anything, or always all, drives them there."""
    found = fit([{DAY: rating, DAY + 1: rating, DAY + 40 + n % 300: rating} for n in range(400)])
    fsrs.Scheduler(found.policy.weights)
    bounds = zip(found.policy.weights, BOUNDS, strict=True)
    assert any(weight in pair for weight, pair in bounds)


def test_the_loss_is_that_of_py_fsrs_predictions() -> None:
    """-ln of the chance that it gave to what happened, on the mean; first answers are no predictions."""
    known = learner(SLOW, 20)
    scheduler = fsrs.Scheduler(
        learning_steps=(), relearning_steps=(), maximum_interval=365, enable_fuzzing=False
    )
    losses = []
    for ratings in known:
        card = fsrs.Card(card_id=1, due=noon(DAY))
        for number, (day, rating) in enumerate(ratings.items()):
            chance = scheduler.get_card_retrievability(card, noon(day))
            if number:
                losses.append(-log(1 - chance if rating == Rating.AGAIN else chance))
            card, _ = scheduler.review_card(card, fsrs.Rating(rating), noon(day))
    assert log_loss(known, DEFAULT, (0, 0)) == pytest.approx(sum(losses) / len(losses))


@needs_the_package
def test_the_loss_is_that_of_fsrs_rs() -> None:
    """The package that fits means the same by it; it computes in single precision."""
    from fsrs_rs_python import FSRS, FSRSItem, FSRSReview

    known, items = learner(SLOW, 40), []
    for ratings in known:
        gaps = [0, *(later - day for day, later in pairwise(ratings))]
        told = [FSRSReview(rating, gap) for rating, gap in zip(ratings.values(), gaps, strict=True)]
        items += [FSRSItem(told[:length]) for length in range(2, len(told) + 1)]
    model = FSRS(list(WEIGHTS))
    theirs = [
        model.evaluate([item]).log_loss for item in items
    ]  # of several it would weigh the newer ones more
    assert log_loss(known, DEFAULT, (0, 0)) == pytest.approx(sum(theirs) / len(theirs), rel=1e-5)


def event(day: int, question: str, kind: str = Kind.ANSWERED, data: dict[str, Any] = RIGHT) -> Event:
    """What happened at noon; the later of two of a day is written later."""
    at = day * 86_400_000_000 + 12 * 3_600_000_000 + next(TICKS)
    return Event(uuid7(at, bytes(8)), at, kind, "c", "s", question, {"sitting": str(at), **data})


def test_a_history_is_the_first_answer_of_each_day() -> None:
    """Undone answers are none, and a question that took over another's history has it alone."""
    wrong = event(DAY + 2, "a", data={**RIGHT, "score": 0.0, "credit": 0.0})
    taken_back = event(DAY + 5, "a")
    events = [
        event(DAY, "a"),
        wrong,
        event(DAY + 2, "a"),
        taken_back,
        event(DAY + 6, "a", Kind.UNDONE, {"event": taken_back.id}),
        event(DAY + 1, "old"),
        event(DAY + 3, "new", Kind.ADOPTED, {"question": "old"}),
        event(DAY + 4, "new"),
        event(DAY, "", Kind.READ, {"share": 1.0}),
    ]
    found = histories(events)
    assert sorted(map(sorted, map(dict.items, map(dict, found)))) == [
        [(DAY, Rating.GOOD), (DAY + 2, Rating.AGAIN)],
        [(DAY + 1, Rating.GOOD), (DAY + 4, Rating.GOOD)],
    ]
    assert reviews(found) == 2
    assert reviews([]) == reviews([{}, {DAY: 3}]) == 0
