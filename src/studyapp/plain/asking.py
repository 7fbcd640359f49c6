"""A sitting in lines: each question is asked until it is done, and its commands are carried out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from studyapp.plain.answers import response
from studyapp.plain.commands import Entry
from studyapp.plain.prose import short, whole
from studyapp.plain.talk import Talk
from studyapp.plain.telling import announce, headline, quote, tell
from studyapp.study.feedback import Feedback
from studyapp.study.sitting import Sitting, Turn, Unanswerable

if TYPE_CHECKING:
    from studyapp.study.store import Progress

OPEN = ("hint", "text", "skip", "undo", "show", "note", "report")
"""Commands while a question waits for its answer."""
DONE = ("text", "undo", "note", "report")
"""Commands after its last feedback."""


class Asking:
    """Asks a sitting's questions until it is finished or the learner goes back."""

    def __init__(
        self, talk: Talk, sitting: Sitting, progress: Progress, seconds: Callable[[], float]
    ) -> None:
        self._talk = talk
        self._sitting = sitting
        self._progress = progress
        self._seconds = seconds
        self._since = seconds()

    def ask_all(self) -> bool:
        """Ask what is open; False where the learner went back before the end."""
        while (turn := self._sitting.turn()) is not None:
            self._since = self._seconds()
            went_on = self._after(turn) if turn.standing.done else self._ask(turn)
            if not went_on:
                return False
        return True

    def _ask(self, turn: Turn) -> bool:
        """Announce the question and take entries until something about it changes; False to go back."""
        announce(self._talk, turn)
        while True:
            entry = self._talk.ask("Your answer, or :help?", OPEN)
            if entry.command == "back":
                return False
            if self._answered(turn, entry) if not entry.command else self._do(turn, entry):
                return True

    def _after(self, turn: Turn) -> bool:
        """The question is done: wait until the learner goes on; False to go back."""
        while True:
            entry = self._talk.ask("Enter: go on.", DONE)
            if entry.command == "back":
                return False
            if entry.command:
                if self._do(turn, entry):
                    return True
            elif entry.text:
                self._talk.say(
                    "This question is done. Type Enter alone to go on, or :undo to answer it again."
                )
            else:
                self._sitting.go_on()
                return True

    def _answered(self, turn: Turn, entry: Entry) -> bool:
        try:
            told = self._sitting.respond(response(turn, entry.text), ms=self._elapsed())
        except Unanswerable as problem:
            self._talk.say(str(problem))
            return False
        self._tell(turn, told)
        return True

    def _do(self, turn: Turn, entry: Entry) -> bool:
        """Carry out a command; whether another question, or this one in another state, is to be shown."""
        talk, sitting = self._talk, self._sitting
        match entry.command:
            case "hint":
                self._hint(turn)
            case "text":
                self._text(turn)
            case "skip":
                sitting.skip()
                talk.say(
                    "Put off. It comes again after the others." if not turn.standing.skips else "Put off."
                )
                return True
            case "undo":
                undone = sitting.undo() is not None
                talk.say("The last answer is taken back." if undone else "There is nothing to take back.")
                return undone
            case "show":
                self._tell(turn, sitting.reveal(ms=self._elapsed()))
                return True
            case "note":
                self._note(turn, entry.text)
            case "report" if entry.text:
                sitting.flag(entry.text)
                talk.say("The report is kept for the author.")
            case "report":
                talk.say("Type what is wrong with the question behind :report, on the same line.")
        self._tell_trouble()
        return False

    def _hint(self, turn: Turn) -> None:
        hint = self._sitting.hint()
        if hint is not None:
            self._talk.say(f"Hint: {short(hint)}")
        else:
            self._talk.say(
                "There is no further hint." if turn.question.hints else "This question has no hints."
            )

    def _text(self, turn: Turn) -> None:
        section = self._sitting.section
        if not (section.settings.open_book or turn.standing.done):
            self._talk.say("The text is closed until this question is done.")
            return
        self._talk.print(whole(section.text))
        if turn.standing.done:
            quote(self._talk, turn.question.evidence)
        self._talk.say()
        self._talk.say(headline(turn))

    def _note(self, turn: Turn, text: str) -> None:
        if text:
            self._sitting.note(text)
            self._talk.say("The note is kept.")
        else:
            note = self._sitting.standing(turn.question).note
            self._talk.say(f"Your note: {note}" if note else "Type the note behind :note, on the same line.")

    def _tell(self, turn: Turn, told: Feedback) -> None:
        tell(self._talk, turn, told)
        self._tell_trouble()

    def _tell_trouble(self) -> None:
        """Say so if what happened is not in the progress file."""
        if self._progress.unsaved:
            self._talk.say(f"NOT SAVED: {self._progress.trouble}")

    def _elapsed(self) -> int:
        """Milliseconds since the question was announced."""
        return round((self._seconds() - self._since) * 1000)
