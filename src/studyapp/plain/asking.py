"""A sitting or a review in lines: each question is asked until it is done, and its commands are carried out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from studyapp.course.model import Locate, Open
from studyapp.plain.announcing import MARK, announce, headline, say_model
from studyapp.plain.answers import response
from studyapp.plain.commands import Entry
from studyapp.plain.pointing import numbered, sentence, spoken
from studyapp.plain.prose import short, whole
from studyapp.plain.talk import Talk
from studyapp.plain.telling import quote, tell
from studyapp.study.asked import NotTakenBack, Unanswerable
from studyapp.study.certainty import LEVELS
from studyapp.study.feedback import Feedback
from studyapp.study.reviewing import Review
from studyapp.study.sitting import Run
from studyapp.study.turn import Turn, taken_back

if TYPE_CHECKING:
    from studyapp.study.store import Progress

OPEN = ("hint", "text", "skip", "undo", "show", "note", "report")
"""Commands while a question waits for its answer."""
MARKING = ("text", "skip", "undo", "note", "report")
"""Commands while an open answer waits to be marked."""
DONE = ("text", "undo", "note", "report")
"""Commands after its last feedback."""

LAST_SKIP = "Nothing else is left. :skip again ends it with what was put off not answered."
HOW_SURE = "How sure are you? " + " ".join(f"{level}: {words}." for level, words in LEVELS.items())
REREAD = "You have missed this one several times. Reading its section again will do more: :text."
WHERE = (
    "Where does the text show it? Type a few words of that sentence, or its number; "
    ":text numbers them; Enter goes on without."
)


class Asking:
    """Asks a run's questions until it is finished or the learner goes back."""

    def __init__(self, talk: Talk, run: Run, progress: Progress, seconds: Callable[[], float]) -> None:
        self._talk = talk
        self._run = run
        self._progress = progress
        self._seconds = seconds
        self._since = seconds()
        self._warned = False
        """That another skip ends the run was said just now."""

    def ask_all(self) -> bool:
        """Ask what is open; False where the learner went back before the end."""
        while (turn := self._run.turn()) is not None:
            self._since = self._seconds()
            went_on = self._after(turn) if turn.standing.done else self._ask(turn)
            if not went_on:
                return False
        return True

    def _ask(self, turn: Turn) -> bool:
        """Announce the question and take entries until something about it changes; False to go back."""
        announce(self._talk, turn, self._place(turn))
        while True:
            prompt = MARK if turn.marking else "Your answer, or :help?"
            entry = self._talk.ask(prompt, MARKING if turn.marking else OPEN)
            if entry.command == "back":
                return False
            if entry.command:
                if self._do(turn, entry):
                    return True
            elif isinstance(turn.question, Open) and not turn.marking:
                turn = self._drafted(turn, entry.text)
            elif self._answered(turn, entry.text):
                return True

    def _place(self, turn: Turn) -> str:
        """Where a review has the question from; its course too, unless all are from the same."""
        if not isinstance(self._run, Review):
            return ""
        asked = self._run.asked
        one, several = asked[turn.number - 1], len({each.course.id for each in asked}) > 1
        return f"{one.course.title}, {one.section.title}" if several else one.section.title

    def _after(self, turn: Turn) -> bool:
        """The question is done: wait until the learner goes on; False to go back."""
        while True:
            entry = self._talk.ask(WHERE if turn.asks_where else "Enter: go on.", DONE)
            if entry.command == "back":
                return False
            if entry.command:
                if self._do(turn, entry):
                    return True
            elif turn.asks_where:
                turn = self._pointed(turn, entry.text)
            elif entry.text:
                or_undo = "." if turn.told else ", or :undo to answer it again."
                self._talk.say(f"This question is done. Type Enter alone to go on{or_undo}")
            else:
                self._run.go_on()
                return True

    def _drafted(self, turn: Turn, text: str) -> Turn:
        """Keep the answer to an open question and tell what it is marked against; the turn as it is then."""
        try:
            self._run.draft(text, ms=self._elapsed())
        except Unanswerable as problem:
            self._talk.say(str(problem))
            return turn
        self._since = self._seconds()
        self._tell_trouble()
        now = self._now()
        say_model(self._talk, now)
        return now

    def _answered(self, turn: Turn, typed: str) -> bool:
        """Take a line as the answer; whether it was one."""
        try:
            given = response(turn, typed, self._run.section.text)
            if isinstance(turn.question, Locate):
                self._talk.say(f"Your sentence: {spoken(given)}")
            if turn.asks_certainty:
                return self._surely(turn, given)
            return self._respond(turn, given)
        except Unanswerable as problem:
            self._talk.say(str(problem))
            return False

    def _surely(self, turn: Turn, given: Any) -> bool:
        """Ask how sure the learner is, and respond; False where the learner goes back to the answer instead."""
        while True:
            entry = self._talk.ask(HOW_SURE, OPEN)
            if entry.command == "back":
                return False
            if entry.command:
                if self._do(turn, entry):
                    return True
            elif entry.text.isdecimal() and int(entry.text) in LEVELS:
                return self._respond(turn, given, int(entry.text))
            else:
                self._talk.say("Type 1, 2 or 3; or :back to give another answer.")

    def _respond(self, turn: Turn, given: Any, certainty: int = 0) -> bool:
        self._tell(turn, self._run.respond(given, certainty=certainty, ms=self._elapsed()))
        return True

    def _pointed(self, turn: Turn, typed: str) -> Turn:
        """Take where the learner saw it, or that it goes on without, and quote the text; the turn as it is then."""
        if typed:
            try:
                pointed = sentence(self._run.section.text, typed)
            except Unanswerable as problem:
                self._talk.say(str(problem))
                return turn
            self._talk.say(f"Your sentence: {spoken(pointed)}")
            shows = self._run.point(pointed)
            self._talk.say("Yes, it shows it." if shows else "No, it is another one.")
        quote(self._talk, turn.question.evidence)
        self._tell_trouble()
        return replace(turn, asks_where=False)

    def _do(self, turn: Turn, entry: Entry) -> bool:
        """Carry out a command; whether another question, or this one in another state, is to be shown."""
        talk, run = self._talk, self._run
        warned, self._warned = self._warned, False
        match entry.command:
            case "hint":
                self._hint(turn)
            case "text":
                self._text(turn)
            case "skip" if run.ends_by_skip and not warned:
                talk.say(LAST_SKIP)
                self._warned = True
            case "skip":
                run.skip()
                talk.say(
                    "Put off. It comes again after the others." if not turn.standing.skips else "Put off."
                )
                return True
            case "undo":
                return undo(talk, run)
            case "show":
                self._tell(turn, run.reveal(ms=self._elapsed()))
                return True
            case "note":
                self._note(entry.text)
            case "report" if entry.text:
                run.flag(entry.text)
                talk.say("The report is kept for the author.")
            case "report":
                talk.say("Type what is wrong with the question behind :report, on the same line.")
        self._tell_trouble()
        return False

    def _hint(self, turn: Turn) -> None:
        hint = self._run.hint()
        if hint is not None:
            self._talk.say(f"Hint: {short(hint)}")
        else:
            self._talk.say(
                "There is no further hint." if turn.question.hints else "This question has no hints."
            )

    def _text(self, turn: Turn) -> None:
        section, done = self._run.section, turn.standing.done
        if turn.asks_where or (isinstance(turn.question, Locate) and not done):
            self._talk.print(numbered(section.text))
        elif section.settings.open_book or done:
            self._talk.print(whole(section.text))
        else:
            self._talk.say("The text is closed until this question is done.")
            return
        if done and not turn.asks_where:
            quote(self._talk, turn.question.evidence)
        self._talk.say()
        self._talk.say(headline(turn))

    def _note(self, text: str) -> None:
        if text:
            self._run.note(text)
            self._talk.say("The note is kept.")
        else:
            note = self._now().standing.note
            self._talk.say(f"Your note: {note}" if note else "Type the note behind :note, on the same line.")

    def _tell(self, turn: Turn, told: Feedback) -> None:
        tell(self._talk, turn, told)
        now = self._now()
        if not now.asks_where:
            quote(self._talk, told.evidence)
        if now.rereads:
            self._talk.say(REREAD)
        self._tell_trouble()

    def _now(self) -> Turn:
        """The question in front of the learner, as it is after what was done with it."""
        turn = self._run.turn()
        assert turn is not None
        return turn

    def _tell_trouble(self) -> None:
        """Say so if what happened is not in the progress file."""
        if self._progress.unsaved:
            self._talk.say(f"NOT SAVED: {self._progress.trouble}")

    def _elapsed(self) -> int:
        """Milliseconds since the question was announced."""
        return round((self._seconds() - self._since) * 1000)


def undo(talk: Talk, run: Run) -> bool:
    """Take the last answer back and say so, or why it can't be; whether it is taken back."""
    before = run.turn()
    try:
        undone = run.undo() is not None
    except NotTakenBack as problem:
        talk.say(str(problem))
        return False
    after = run.turn()
    talk.say(taken_back(before, after) if undone and after else "There is nothing to take back.")
    return undone
