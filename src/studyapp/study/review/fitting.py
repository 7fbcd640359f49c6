"""Fitting FSRS's parameters to a learner's own history; fsrs-rs, an optional package, does the work.

They are fitted to the older four fifths of the reviews, and the newest fifth tells whether they predict better.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import fsum, log
from typing import TypeAlias

from studyapp.study.events import Event, Kind
from studyapp.study.replaying import history, unfold
from studyapp.study.review.card import Card, recall
from studyapp.study.review.policy import BOUNDS, DEFAULT, Policy
from studyapp.study.review.rating import Rating
from studyapp.study.review.scheduler import remember

ENOUGH = 512
"""Reviews from which on fitting is worth while."""

HELD_BACK = 1 / 5
"""The share of the reviews, the newest, that only judge."""

LEAST = 1e-6
"""No chance is taken to be less: a single surprise is not to outweigh all else."""

DIGITS = 4
"""Decimals of a parameter that are kept, as FSRS's own have."""

History: TypeAlias = Mapping[int, int]
"""The ratings of a question's answers by their study days, in order. Those after the first are its reviews."""

Place: TypeAlias = tuple[int, int]
"""A review's place in time: its study day, and its question's number."""


@dataclass(frozen=True, slots=True)
class Fit:
    """What fitting came to."""

    policy: Policy
    reviews: int
    before: float
    """Log loss of the predictions by the policy that was in force, over the reviews that were held back."""
    after: float
    """The same by the policy that was fitted; the lower, the better."""

    @property
    def better(self) -> bool:
        """Whether it is worth keeping."""
        return self.after < self.before


def histories(events: Iterable[Event]) -> list[History]:
    """How the questions of all courses were rated, from all events; what a question took over counts once."""
    kept: defaultdict[tuple[str, str], list[Event]] = defaultdict(list)
    for event in events:
        if event.question:
            kept[event.course, event.question].append(event)
    adopted = {
        (event.course, event.data["question"])
        for found in kept.values()
        for event in found
        if event.kind == Kind.ADOPTED
    }
    return [_ratings(*key, kept) for key in kept if key not in adopted]


def _ratings(course: str, question: str, kept: Mapping[tuple[str, str], list[Event]]) -> History:
    whole = history(question, lambda id: kept.get((course, id), []))
    cards = (standing.card for standing in unfold(whole))
    return {card.last: card.rating for card in cards if card is not None}


def reviews(histories: Iterable[History]) -> int:
    """How many reviews there are: answers to a question on a later day than its first."""
    return sum(max(0, len(one) - 1) for one in histories)


def fit(histories: Sequence[History], policy: Policy = DEFAULT) -> Fit:
    """Fit the parameters, and judge them and those of the policy in force by what was held back.

    There must be two reviews at least. Raises ImportError where the optional package is not there.
    """
    places = sorted((day, number) for number, one in enumerate(histories) for day in list(one)[1:])
    newest = places[len(places) - max(1, round(len(places) * HELD_BACK))]
    fitted = Policy(_train(histories, newest), policy.retention)
    before, after = (log_loss(histories, one, newest) for one in (policy, fitted))
    return Fit(fitted, len(places), before, after)


def log_loss(histories: Sequence[History], policy: Policy, first: Place) -> float:
    """The mean of -ln(p) over the reviews from a place in time on, p being the chance given to what happened."""
    losses = []
    for number, ratings in enumerate(histories):
        card: Card | None = None
        for day, rating in ratings.items():
            if card is not None and (day, number) >= first:
                known = recall(card, day, policy)
                losses.append(-log(max(LEAST, 1 - known if rating == Rating.AGAIN else known)))
            stability, difficulty, _ = remember(card, Rating(rating), day, policy)
            card = Card(stability, difficulty, day, day + 1, 1, 0, 0, rating)
    return fsum(losses) / len(losses)


def _train(histories: Sequence[History], newest: Place) -> tuple[float, ...]:
    """The parameters that fit the reviews before a place in time best, within py-fsrs's bounds."""
    from fsrs_rs_python import FSRS, FSRSItem, FSRSReview

    items = []
    for number, ratings in enumerate(histories):
        days = list(ratings)
        gaps = [0, *(later - day for day, later in pairwise(days))]
        told = [FSRSReview(rating, gap) for rating, gap in zip(ratings.values(), gaps, strict=True)]
        # An item is a review with all that came before it.
        items += [
            ((day, number), FSRSItem(told[: length + 1]))
            for length, day in enumerate(days)
            if length and (day, number) < newest
        ]
    items.sort(key=lambda item: item[0])
    found = FSRS(list(DEFAULT.weights)).compute_parameters([item for _, item in items])
    # It computes in single precision and so may be a hair beyond a bound.
    return tuple(
        min(max(round(weight, DIGITS), low), high) for weight, (low, high) in zip(found, BOUNDS, strict=True)
    )
