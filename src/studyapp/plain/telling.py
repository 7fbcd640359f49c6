"""What is said of a question: the question itself, and what a response to it came to."""

from __future__ import annotations

from collections.abc import Iterable

from studyapp.plain.answers import manner
from studyapp.plain.prose import lines, short
from studyapp.plain.talk import Talk
from studyapp.study.feedback import ChoiceNote, Feedback
from studyapp.study.sitting import Turn
from studyapp.wording import counted, figure, percent


def announce(talk: Talk, turn: Turn) -> None:
    """The question with its number, its choices and the hints so far, and how it is answered."""
    talk.say()
    talk.say(headline(turn))
    talk.print(lines(turn.question.prompt))
    tried = [one.response for one in turn.standing.tries]
    for number, choice in enumerate(turn.choices, 1):
        again = ", tried" if choice.key in tried else ""
        talk.say(f"Choice {number}{again}: {short(choice.text)}")
    for number, hint in enumerate(turn.hints, 1):
        talk.say(f"Hint {number}: {short(hint)}")
    if turn.hints_left:
        talk.say(_offer(turn))
    talk.say(manner(turn.question))


def headline(turn: Turn) -> str:
    """The question's number, what it is worth where that is not 1, and the tries that are left."""
    question, used = turn.question, len(turn.standing.tries)
    told = [f"Question {turn.number} of {turn.total}."]
    if question.points != 1:
        told.append(f"{_points(question.points)}.")
    if not turn.standing.done:
        # an edit may have left fewer tries than were used
        left = max(1, question.tries - used)
        told.append("Last try." if used and left == 1 else f"{counted(left, 'try', 'tries')}.")
    return " ".join(told)


def tell(talk: Talk, turn: Turn, told: Feedback) -> None:
    """What a response came to; ``turn`` is the question as it was when it was answered."""
    question = turn.question
    earned = f"{figure(told.credit * question.points)} of {_points(question.points)}"
    left = f"{counted(told.tries_left, 'try', 'tries')} left"
    talk.say(f"{told.verdict}. {earned if told.done else left}.")
    for text in (told.remark, short(told.comment)):
        if text:
            talk.say(text)
    shown = {choice.key: (number, choice.text) for number, choice in enumerate(turn.choices, 1)}
    for note in sorted(told.notes, key=lambda note: (not note.picked, shown[note.key][0])):
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


def _offer(turn: Turn) -> str:
    """The hints that can be had, with their price."""
    left, price = turn.hints_left, turn.question.penalty
    more = " more" if turn.hints else ""
    each = "each costs" if left > 1 else "which costs"
    return f"Hints: {left}{more}, {each} {percent(price) if price else 'nothing'}."


def _points(points: float) -> str:
    return f"{figure(points)} {'point' if points == 1 else 'points'}"


def _meaning(note: ChoiceNote, number: int, text: str, done: bool) -> str:
    """What a choice was; a right one that was not picked is told with its text."""
    picked = ", your pick" if note.picked and done else ""
    worth = "right" if note.correct else "not right"
    end = "." if note.picked or not note.correct else f": {short(text)}"
    return f"Choice {number}{picked}, {worth}{end} {short(note.note)}".rstrip()
