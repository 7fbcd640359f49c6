"""A scripted learner in the linear twin: lines in, all that is said out."""

from __future__ import annotations

from collections.abc import Iterable
from io import StringIO
from itertools import count
from types import SimpleNamespace
from typing import Any, cast

from hypothesis import strategies as st

import builders
from studyapp.course.model import Course, Question, Settings
from studyapp.plain import run
from studyapp.plain.commands import COMMANDS
from studyapp.study.events import Kind
from studyapp.study.journal import Journal
from studyapp.study.store import Progress

READ = ("", "")
"""From the outline into the text, and on to its first question."""
DAY = 86_400_000_000
"""Microseconds."""
AS_WRITTEN = Settings()
ALL_ASKED = Settings(pass_share=1.0, certainty=True, where=True)
"""All is asked that can be, and only full marks pass."""

ANY_LINE = st.one_of(
    st.sampled_from(
        ["", "", "", "0", "1", "2", "3", "1 2", "2 1 3", "t", "a b c", "x; y", "begins at", "6650 km"]
    ),
    st.sampled_from([f":{command.letter}" for command in COMMANDS if command.name != "quit"]),
    st.text(max_size=8).filter(lambda line: not line.lower().startswith((":q", "q"))),
)
"""What may be typed: answers to all kinds of questions, commands but to leave, and anything."""


class Learner:
    """Types lines into the twin; what it did is kept from one time to the next."""

    def __init__(
        self, *questions: Question, settings: Settings = AS_WRITTEN, others: Iterable[Course] = ()
    ) -> None:
        self.course = builders.course(*questions, settings=settings)
        self.others = tuple(others)
        """Courses that are open besides it."""
        self.days = 0
        """Since it began to learn."""
        stamps = builders.stamps()
        clock, stamps.clock = stamps.clock, lambda: clock() + self.days * DAY
        self.journals = {one.id: Journal(one.id, stamps) for one in (self.course, *self.others)}

    def __call__(self, *typed: str, cap: int = 40, review: bool = False) -> str:
        """Start the twin, and return all that was said until it ended."""
        return self.answering(StringIO(), typed, cap=cap, review=review)

    def answering(self, out: StringIO, typed: Iterable[str], *, cap: int = 40, review: bool = False) -> str:
        """The same with lines that may follow from what was said so far, which is in ``out``."""
        ticks = count()
        progress = cast(Progress, SimpleNamespace(journal=self.journals.get, unsaved=0, trouble=""))
        code = run(
            [self.course, *self.others],
            progress,
            lines_in=(f"{line}\n" for line in typed),
            out=out,
            seconds=lambda: next(ticks),
            cap=cap,
            review=review,
        )
        assert code == 0
        assert out.getvalue().endswith("Goodbye. Everything is kept.\n")
        return out.getvalue()

    @property
    def journal(self) -> Journal:
        """The journal of its first course."""
        return self.journals[self.course.id]

    def ask(self, *typed: str) -> str:
        """What is said from the first question on."""
        return self(*READ, *typed).partition("\nQuestion 1 of ")[2]

    def edit(self, *questions: Question) -> None:
        """Put others in the place of the first section's questions."""
        self.course = builders.course(*questions, settings=self.course.sections[0].settings)

    def events(self, kind: Kind) -> list[dict[str, Any]]:
        """What the events of a kind hold, over all questions."""
        known = [(journal, id) for journal in self.journals.values() for id in journal.known()]
        found = [event for journal, id in known for event in journal.history(id) if event.kind == kind]
        return [dict(event.data) for event in sorted(found, key=lambda event: event.order)]

    @property
    def responses(self) -> list[Any]:
        """All responses, in their order."""
        return [data["response"] for data in self.events(Kind.ANSWERED)]

    def places(self, said: str, name: str) -> dict[str, str]:
        """What stands behind each text that was said as ``name LABEL: text``."""
        lines = [line.split(": ", 1) for line in said.splitlines() if line.startswith(f"{name} ")]
        return {text: head.removeprefix(f"{name} ") for head, text in lines}


def flat(said: str) -> str:
    """What was said as one line, however it was wrapped."""
    return " ".join(said.split())
