"""The journal of one course: events are recorded into it, standings are read from it.

:class:`Journal` keeps all in memory: it is what tests and previews use, and what the progress file
(:mod:`studyapp.study.store`) builds on: the same folds, made durable.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Any, Final

from studyapp.study.advancing import advance, advance_section
from studyapp.study.events import Event, Kind, Stamps
from studyapp.study.replaying import REPLAYED, history, replay
from studyapp.study.review.days import study_day
from studyapp.study.review.policy import DEFAULT, fitted_policy
from studyapp.study.rows import Shelf, read_section, read_standing, to_json
from studyapp.study.standing import SectionStanding, Standing
from studyapp.study.wellformed import flaw

if TYPE_CHECKING:
    from studyapp.course.model import Section

NO_FIT: Final = (0, "")
"""The order of the newest fit where there is none: before every event."""


class Journal:
    """Events of one course and what follows from them, in memory."""

    def __init__(self, course: str, stamps: Stamps) -> None:
        self.course = course
        """The course's id."""
        self._stamps = stamps
        self._events: dict[str, list[Event]] = {}
        """Events by question id; those of no question under ``""``."""
        self._standings = Shelf(Standing(), read_standing)
        self._sections = Shelf(SectionStanding(), read_section)
        self._times: dict[str, int] = {}
        """When anything was recorded last of each question."""
        self.policy = DEFAULT
        """What memory states follow from: that of the newest fit, the same for whoever derives it from the events."""
        self._fitted = NO_FIT
        self.retention = DEFAULT.retention
        """The recall at which the learner wants questions back."""

    def record(self, kind: Kind, section: str, question: str = "", /, **data: Any) -> Event:
        """Keep what happened and return it as an event.

        ``data`` is plain JSON data with the kind's keys (:class:`Kind`). Raises ValueError where it is not:
        that is the caller's mistake, and keeping it would lose what happened.
        """
        event = self._event(kind, section, question, data)
        self._keep(event)
        return event

    def together(self) -> AbstractContextManager[None]:
        """What is recorded within is kept as one, which costs less; it is durable once this ends."""
        return nullcontext()

    def standing(self, question: str) -> Standing:
        """Where the learner stands with a question."""
        return self._standings[question]

    def section(self, stem: str) -> SectionStanding:
        """Where the learner stands with a section."""
        return self._sections[stem]

    def history(self, question: str) -> list[Event]:
        """A question's events in no order, with those of the questions that it took over."""
        return history(question, self._fetch)

    def newest(self, question: str) -> int:
        """When anything was recorded last of a question, UTC microseconds; 0 where nothing was."""
        return self._times.get(question, 0)

    def today(self) -> int:
        """The learner's study day; see :mod:`studyapp.study.review.days`."""
        return self._day(self._stamps.clock())

    def read_today(self, stem: str) -> bool:
        """Whether a section's text was read on this study day."""
        read = self.section(stem).read
        return read > 0 and self.is_today(read)

    def is_today(self, at: int) -> bool:
        """Whether a time in UTC microseconds lies in this study day."""
        return self._day(at) == self.today()

    def _day(self, at: int) -> int:
        return study_day(at, self._stamps.offset(at))

    def load(self, first: int, last: int, without: str) -> dict[int, int]:
        """How many questions, but for one, are due on each study day from ``first`` to ``last``."""
        cards = [one.card for id, one in self._standings.items() if id != without and not one.retired]
        return Counter(card.due for card in cards if card is not None and first <= card.due <= last)

    def known(self) -> Iterable[str]:
        """Ids of the questions that anything was recorded of."""
        return self._standings.keys()

    def knows(self, section: Section) -> bool:
        """Whether anything was recorded of a section's questions, or of those that they replace.

        Where nothing was, the section's gist tells all, and its questions need not be read.
        """
        return bool(self._standings) and self._standings.holds_any(section.gist.known_by)

    def take(self, event: Event) -> None:
        """Keep an event that was recorded elsewhere, such as in the progress file that this is a copy of."""
        self._keep(event)
        self._stamps.last = max(self._stamps.last, event.at)

    def draft_event(self, kind: Kind, section: str, question: str, data: Mapping[str, Any]) -> Event:
        """An event as it would be recorded now, without an id."""
        at = self._stamps.clock()
        return Event(
            "", at, str(kind), self.course, section, question, {**data, "offset": self._stamps.offset(at)}
        )

    def _event(self, kind: Kind, section: str, question: str, data: dict[str, Any]) -> Event:
        at, key = self._stamps.next()
        if offset := self._stamps.offset(at):
            data["offset"] = offset
        # Through JSON, so that what is derived now is what a rebuild derives from the file.
        event = Event(key, at, str(kind), self.course, section, question, json.loads(to_json(data)))
        if wrong := flaw(event):
            raise ValueError(f"the event {wrong}: {kind}")
        return event

    def _keep(self, event: Event) -> None:
        self._events.setdefault(event.question, []).append(event)
        self._derive(event)

    def _fetch(self, question: str) -> list[Event]:
        return self._events.get(question, [])

    def _derive(self, event: Event) -> None:
        if event.kind == Kind.FITTED:
            self._refit(event)
            return
        self._sections[event.section] = advance_section(self.section(event.section), event)
        if not event.question:
            return
        self._times[event.question] = max(self.newest(event.question), event.at)
        if event.kind in REPLAYED:
            self._standings[event.question] = self._replayed(event)
        else:
            self._standings[event.question] = advance(self.standing(event.question), event, self.policy)

    def _replayed(self, event: Event) -> Standing:
        """The standing of an event's question after it, from all of its events."""
        return replay(self.history(event.question), self.policy)

    def _refit(self, event: Event) -> None:
        """Replay all by the weights that an event tells, unless there are newer ones."""
        if event.order <= self._fitted:
            return
        self._fitted, self.policy = event.order, fitted_policy(event.data)
        for question in list(self.known()):
            self._standings[question] = replay(self.history(question), self.policy)
