"""What is said of a question: the question itself, and what a response to it came to."""

from __future__ import annotations

from collections.abc import Iterable

from studyapp.plain.answers import manner
from studyapp.plain.prose import lines, short
from studyapp.plain.talk import Talk, counted
from studyapp.study.feedback import ChoiceNote, Feedback
from studyapp.study.sitting import Turn


def announce(talk: Talk, turn: Turn) -> None:
    """The question with its number, its choices and the hints so far, and how it is answered."""
    question = turn.question
    left = question.tries - len(turn.standing.tries)
    worth = f" {question.points:g} points." if question.points != 1 else ""
    tries = "Last try" if left == 1 and turn.standing.tries else counted(left, "try", "tries")
    talk.say()
    talk.say(f"Question {turn.number} of {turn.total}.{worth} {tries}.")
    talk.print(lines(question.prompt))
    tried = [one.response for one in turn.standing.tries]
    for number, choice in enumerate(turn.choices, 1):
        again = ", tried" if choice.key in tried else ""
        talk.say(f"Choice {number}{again}: {short(choice.text)}")
    for number, hint in enumerate(turn.hints, 1):
        talk.say(f"Hint {number}: {short(hint)}")
    talk.say(manner(question))


def tell(talk: Talk, turn: Turn, told: Feedback) -> None:
    """What a response came to; ``turn`` is the question as it was when it was answered."""
    left = "" if told.done else f" {counted(told.tries_left, 'try', 'tries')} left."
    talk.say(f"{told.verdict}.{left}")
    for text in (told.remark, short(told.comment)):
        if text:
            talk.say(text)
    shown = {choice.key: (number, choice.text) for number, choice in enumerate(turn.choices, 1)}
    for note in told.notes:
        talk.say(_meaning(note, *shown[note.key], told.done))
    if told.answer:
        talk.say(f"The answer: {told.answer}")
    if told.explanation:
        talk.say("Explanation:")
        talk.print(lines(told.explanation))
    quote(talk, told.evidence)


def quote(talk: Talk, evidence: Iterable[str]) -> None:
    """The places of the text that hold the answer."""
    for quotation in evidence:
        talk.say(f'The text says: "{" ".join(quotation.split())}"')


def _meaning(note: ChoiceNote, number: int, text: str, done: bool) -> str:
    """What a choice was; a right one that was not picked is told with its text."""
    picked = ", your pick" if note.picked and done else ""
    worth = "right" if note.correct else "not right"
    end = "." if note.picked or not note.correct else f": {short(text)}"
    return f"Choice {number}{picked}, {worth}{end} {short(note.note)}".rstrip()
