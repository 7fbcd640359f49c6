"""What is due of all courses that are open, offered and reviewed in lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from studyapp.plain.asking import Asking, undo
from studyapp.plain.commands import Entry
from studyapp.plain.talk import Talk
from studyapp.study.memory import card_of
from studyapp.study.review.days import as_date
from studyapp.study.reviewing import Review, Shelf, waiting
from studyapp.wording import counted, review_minutes

if TYPE_CHECKING:
    from studyapp.study.store import Progress


class Reviewing:
    """Reviews of the courses that are open."""

    def __init__(
        self, shelf: Shelf, cap: int, progress: Progress, talk: Talk, seconds: Callable[[], float]
    ) -> None:
        """``cap`` is how many questions the learner reviews a day, at most."""
        self._shelf = shelf
        self._cap = cap
        self._progress = progress
        self._talk = talk
        self._seconds = seconds

    def pick(self, enter: str, highest: int, *, done: bool) -> Entry:
        """Say what is due and take a number, Enter alone or a command.

        ``enter`` is what Enter does; once all else is ``done`` and something is due, it is the command to review.
        """
        due = self._due()
        if due:
            minutes = counted(review_minutes(due), "minute")
            self._talk.say(f"Review: {due} due, about {minutes}. Type r to start it.")
        if not (due and done):
            return self._talk.pick(f"Enter: {enter}", highest)
        entry = self._talk.pick("Enter: start the review.", highest)
        return entry if entry.command or entry.text else Entry("", "review")

    def review(self) -> None:
        """Ask what is due today, until all is done or the learner goes back. Raises Leave."""
        talk = self._talk
        if not self._due():
            talk.say()
            talk.say(self._nothing())
            return
        run = Review(self._shelf, self._cap)
        while Asking(talk, run, self._progress, self._seconds).ask_all():
            talk.say()
            for told in self._summary(run):
                talk.say(told)
            if not self._undone(run):
                return

    def _undone(self, run: Review) -> bool:
        """Wait until the learner leaves a review that is done; True where it goes on with an answer taken back."""
        while self._talk.ask("Enter: leave the review.", ("undo",)).command == "undo":
            if undo(self._talk, run):
                return True
        return False

    def _due(self) -> int:
        """How many questions a review would ask now."""
        return len(waiting(self._shelf, self._cap))

    def _nothing(self) -> str:
        """Why there is nothing to ask, and when there is."""
        if left := self._until(self._today):
            return f"That is all for today. Left for tomorrow: {left}."
        return f"Nothing is due today. {self._next()}"

    def _summary(self, run: Review) -> Iterator[str]:
        """What today's review came to, with what was done of it before it was cut off, and what comes next."""
        right = [one.right for one in run.today if one.standing.done]
        yield "Summary of the review"
        yield f"{sum(right)} of {len(right)} came out right."
        tomorrow = self._until(self._today + 1)
        yield f"Due tomorrow: {tomorrow}." if tomorrow else f"Nothing is due tomorrow. {self._next()}"

    def _next(self) -> str:
        """When the next question is due."""
        day = min(self._days(), default=None)
        if day is None:
            return "What you answer comes back for review."
        away = day - self._today
        return f"The next is due {'tomorrow' if away == 1 else f'in {away} days, on {as_date(day)}'}."

    def _until(self, day: int) -> int:
        """How many questions are due on a day or before."""
        return sum(due <= day for due in self._days())

    def _days(self) -> Iterator[int]:
        """The day on which each question is due."""
        for course, journal in self._shelf:
            cards = (card_of(question, journal, course.exam) for _, question in course.questions())
            yield from (card.due for card in cards if card is not None)

    @property
    def _today(self) -> int:
        return self._shelf[0][1].today()
