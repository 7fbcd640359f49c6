"""A scripted learner in the linear twin: lines in, all that is said out."""

from __future__ import annotations

from io import StringIO
from itertools import count
from types import SimpleNamespace
from typing import Any, cast

import builders
from studyapp.course.model import Question, Settings
from studyapp.plain import run
from studyapp.study.events import Kind
from studyapp.study.journal import Journal
from studyapp.study.store import Progress

READ = ("", "")
"""From the outline into the text, and on to its first question."""
AS_WRITTEN = Settings()
ALL_ASKED = Settings(pass_share=1.0, certainty=True, where=True)
"""All is asked that can be, and only full marks pass."""


class Learner:
    """Types lines into the twin; what it did is kept from one time to the next."""

    def __init__(self, *questions: Question, settings: Settings = AS_WRITTEN) -> None:
        self.course = builders.course(*questions, settings=settings)
        self.journal: Journal = builders.journal()

    def __call__(self, *typed: str) -> str:
        """Start the twin, and return all that was said until it ended."""
        out, ticks = StringIO(), count()
        progress = cast(Progress, SimpleNamespace(journal=lambda _: self.journal, unsaved=0, trouble=""))
        lines = (f"{line}\n" for line in typed)
        assert run([self.course], progress, lines_in=lines, out=out, seconds=lambda: next(ticks)) == 0
        assert out.getvalue().endswith("Goodbye. Everything is kept.\n")
        return out.getvalue()

    def ask(self, *typed: str) -> str:
        """What is said from the first question on."""
        return self(*READ, *typed).partition("\nQuestion 1 of ")[2]

    def edit(self, *questions: Question) -> None:
        """Put others in the place of the first section's questions."""
        self.course = builders.course(*questions, settings=self.course.sections[0].settings)

    def events(self, kind: Kind) -> list[dict[str, Any]]:
        """What the events of a kind hold, over all questions."""
        known = [one.id for _, one in self.course.questions()]
        found = [event for id in known for event in self.journal.history(id) if event.kind == kind]
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
