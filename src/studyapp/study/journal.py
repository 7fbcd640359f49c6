"""The journal of one course: events are recorded into it, standings are read from it.

:class:`Journal` keeps all in memory: it is what tests and previews use, and what the progress file
(:mod:`studyapp.study.store`) builds on: the same folds, made durable.
"""

from __future__ import annotations

from typing import Any

from studyapp.study.events import Event, Kind, Stamps
from studyapp.study.standing import SectionStanding, Standing, advance, advance_section, replay


class Journal:
    """Events of one course and what follows from them, in memory."""

    def __init__(self, course: str, stamps: Stamps) -> None:
        self.course = course
        """The course's id."""
        self._stamps = stamps
        self._events: dict[str, list[Event]] = {}
        """Events by question id; those of no question under ``""``."""
        self._standings: dict[str, Standing] = {}
        self._sections: dict[str, SectionStanding] = {}

    def record(self, kind: Kind, section: str, question: str = "", /, **data: Any) -> Event:
        """Keep what happened and return it as an event. ``data`` is plain JSON data."""
        at, key = self._stamps.next()
        event = Event(key, at, kind, self.course, section, question, data)
        self._keep(event)
        self._derive(event)
        return event

    def standing(self, question: str) -> Standing:
        """Where the learner stands with a question."""
        return self._standings.get(question, Standing())

    def section(self, stem: str) -> SectionStanding:
        """Where the learner stands with a section."""
        return self._sections.get(stem, SectionStanding())

    def _keep(self, event: Event) -> None:
        self._events.setdefault(event.question, []).append(event)

    def _history(self, question: str) -> list[Event]:
        return self._events.get(question, [])

    def _derive(self, event: Event) -> None:
        self._sections[event.section] = advance_section(self.section(event.section), event)
        if not event.question:
            return
        if event.kind == Kind.UNDONE:
            self._standings[event.question] = replay(self._history(event.question))
        else:
            self._standings[event.question] = advance(self.standing(event.question), event)
