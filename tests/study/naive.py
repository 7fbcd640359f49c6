"""A learner's events counted once more, by other means: py-fsrs for the memory, datetime for the days."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import fsrs
from simulated import COURSE, zone_at

from studyapp.course.model import Cloze, NumberAnswer, Open, TextAnswer
from studyapp.study.events import Event, Kind
from studyapp.study.review.spread import choose, draw

SCHEDULER = fsrs.Scheduler(
    desired_retention=0.9, learning_steps=(), relearning_steps=(), maximum_interval=365, enable_fuzzing=False
)
TYPED = {
    question.id
    for _, question in COURSE.questions()
    if isinstance(question, TextAnswer | NumberAnswer | Open)
    or (isinstance(question, Cloze) and not question.bank)
}


def study_day(at: int) -> date:
    """The date of the learner's day, which begins at four in the morning."""
    local = datetime.fromtimestamp(at / 1_000_000, UTC).astimezone(zone_at(at))
    return (local.replace(tzinfo=None) - timedelta(hours=4)).date()


def number(day: date) -> int:
    return (day - date(1970, 1, 1)).days


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


@dataclass(frozen=True)
class State:
    """A question after a rated answer."""

    theirs: fsrs.Card
    last: int
    due: int
    reps: int = 0
    successes: int = 0
    lapses: int = 0


class Replay:
    """All events in their order; each question's state is that before an answer once it is taken back."""

    def __init__(self, events: Iterable[Event]) -> None:
        self.states: dict[str, State] = {}
        self.ratings: list[tuple[date, str, int]] = []
        """Of each rated answer that was not taken back: day, question, rating."""
        self._standing: defaultdict[str, list[Event]] = defaultdict(list)
        self._before: dict[str, State | None] = {}
        self._read: dict[str, date] = {}
        for event in events:
            self._take(event)

    def _take(self, event: Event) -> None:
        standing = self._standing[event.question]
        if event.kind == Kind.READ:
            self._read[event.section] = study_day(event.at)
        elif event.kind == Kind.UNDONE:
            standing[:] = [one for one in standing if one.id != event.data["event"]]
            self._take_back(event)
        elif event.kind in (Kind.ANSWERED, Kind.HINTED, Kind.REVEALED):
            if event.kind == Kind.REVEALED or event.data.get("done"):
                self._rate(event, [one for one in standing if one.data["sitting"] == event.data["sitting"]])
            standing.append(event)

    def _take_back(self, event: Event) -> None:
        if event.data["event"] not in self._before:
            return
        before = self._before.pop(event.data["event"])
        if self.states[event.question] != before:
            self.ratings.remove(next(one for one in self.ratings[::-1] if one[1] == event.question))
        if before is None:
            del self.states[event.question]
        else:
            self.states[event.question] = before

    def _rate(self, event: Event, attempt: list[Event]) -> None:
        question, before = event.question, self.states.get(event.question)
        self._before[event.id] = before
        day = study_day(event.at)
        if before is not None and number(day) <= before.last:
            return
        rating = self._rating(event, attempt, day)
        theirs = before.theirs if before else fsrs.Card(card_id=1, due=noon(day))
        theirs, _ = SCHEDULER.review_card(theirs, fsrs.Rating(rating), noon(day))
        state = before or State(theirs, 0, 0)
        load = Counter(one.due for id, one in self.states.items() if id != question)
        fuzz = draw(f"{COURSE.id}/{question}", state.reps)
        self.states[question] = replace(
            state,
            theirs=theirs,
            last=number(day),
            due=choose((theirs.due - noon(day)).days, number(day), fuzz, load),
            reps=state.reps + 1,
            successes=state.successes + (rating > 1),
            lapses=state.lapses + (rating == 1 and before is not None),
        )
        self.ratings.append((day, question, rating))

    def _rating(self, event: Event, attempt: list[Event], day: date) -> int:
        data, sure = event.data, event.data.get("certainty", 0)
        retried = any(one.kind == Kind.ANSWERED and not one.data["free"] for one in attempt)
        if event.kind == Kind.REVEALED or data["score"] < 0.8 or retried or sure == 1:
            return 1
        if data["score"] < 1 or any(one.kind == Kind.HINTED for one in attempt):
            return 2
        fresh = self._read.get(event.section) == day
        return 4 if sure == 3 and event.question in TYPED and not fresh else 3


def streaks(days: list[int]) -> Iterator[list[int]]:
    """Every run of study days, from any to any later one, in which two missed days are a week or more apart."""
    for first in range(len(days)):
        for last in range(first, len(days)):
            run = days[first : last + 1]
            missed = sorted(set(range(run[0], run[-1])) - set(run))
            if all(later - day >= 7 for day, later in pairwise(missed)):
                yield run
