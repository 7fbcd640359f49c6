"""What the learner writes on a question: a note to keep, a report to its author."""

from __future__ import annotations

import asyncio
from abc import abstractmethod

from studyapp.study.turn import Turn
from studyapp.ui.screens.beside import BesideText
from studyapp.ui.screens.modal import LineScreen


class Remarks(BesideText):
    """The part of a question's screen that takes remarks."""

    @abstractmethod
    def show_rest(self, turn: Turn) -> None:
        """Draw all but the answer."""

    def action_note(self) -> None:
        """A note of the learner's own."""
        if self.turn is None:
            return

        async def keep(text: str | None) -> None:
            if text is not None:
                await asyncio.to_thread(self.sitting.note, text)
                self.turn = self.sitting.turn()
                if self.turn is not None:
                    self.show_rest(self.turn)

        note = self.turn.standing.note
        self.app.push_screen(LineScreen("Note", "Yours alone; it stays with this question.", note), keep)

    def action_flag(self) -> None:
        """A report for the question's author."""

        async def keep(text: str | None) -> None:
            if text:
                await asyncio.to_thread(self.sitting.flag, text)
                self.notify("Report kept.", markup=False)

        self.app.push_screen(
            LineScreen(
                "Report", "What is wrong with it? studyapp progress reports prints it for its author."
            ),
            keep,
        )
