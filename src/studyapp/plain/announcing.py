"""What is said of a question before it is answered."""

from __future__ import annotations

from studyapp.course.model import (
    Cloze,
    Locate,
    Match,
    Multiple,
    NumberAnswer,
    Open,
    Order,
    Question,
    Single,
    TrueFalse,
)
from studyapp.plain.labels import label
from studyapp.plain.prose import lines, short
from studyapp.plain.talk import Talk
from studyapp.study.turn import Turn
from studyapp.wording import counted, counted_points, percent

MARK = "Type the numbers of what your answer has, with spaces between them, or 0 for none."
"""How an open answer is marked."""


def announce(talk: Talk, turn: Turn, place: str = "") -> None:
    """The question with its number, what there is to pick from and the hints so far, and how it is answered.

    ``place`` is the section that it is from, where that is to be told. An open question that was answered comes
    with the answer and with what it is marked against.
    """
    talk.say()
    talk.say(headline(turn))
    if place:
        talk.say(f"From {place}.")
    talk.print(lines(turn.question.prompt))
    _say_parts(talk, turn)
    for number, hint in enumerate(turn.hints, 1):
        talk.say(f"Hint {number}: {short(hint)}")
    if turn.marking:
        talk.say(f"Your answer: {turn.standing.draft}")
        say_model(talk, turn)
        return
    if isinstance(turn.question, Open) and isinstance(turn.standing.unsent, str) and not turn.standing.done:
        talk.say(f"Left unsent: {turn.standing.unsent}")
    if turn.hints_left:
        talk.say(_offer(turn))
    talk.say(manner(turn.question))


def headline(turn: Turn) -> str:
    """The question's number, what it is worth where that is not 1, and the tries that are left."""
    question, used = turn.question, turn.standing.used
    told = [f"Question {turn.number} of {turn.total}."]
    if question.points != 1:
        told.append(f"{counted_points(question.points)}.")
    if not turn.standing.done:
        # an edit may have left fewer tries than were used
        left = max(1, question.tries - used)
        told.append("Last try." if used and left == 1 else f"{counted(left, 'try', 'tries')}.")
    return " ".join(told)


def say_model(talk: Talk, turn: Turn) -> None:
    """The model answer to an open question, and the criteria by which the learner marks the answer."""
    assert isinstance(turn.question, Open)
    talk.say("Model answer:")
    talk.print(lines(turn.question.answer))
    for number, criterion in enumerate(turn.question.rubric, 1):
        talk.say(f"{number}. {short(criterion.text)} ({counted_points(criterion.points)})")


def manner(question: Question) -> str:
    """How the question is to be answered."""
    match question:
        case Single():
            return "Pick one: type its number."
        case Multiple():
            return "Pick all that apply: type their numbers, with spaces between them."
        case TrueFalse():
            return "True or false? Type t or f."
        case NumberAnswer():
            return f"Type a number, in {question.units[0]}." if question.units else "Type a number."
        case Cloze():
            return _manner_of_gaps(len(question.gaps), bool(question.bank))
        case Match():
            return "Type the choice for each left in turn, with spaces between them."
        case Order():
            return "Put them in order: type their numbers, with spaces between them."
        case Open():
            return "Type your answer on one line. Then you mark it against a model answer."
        case Locate():
            return "Type the number of the sentence that shows it, or a few words of it. :text numbers the sentences."
    return "Type a word or phrase."


def _manner_of_gaps(gaps: int, bank: bool) -> str:
    if gaps == 1:
        return "Fill the gap: type the number of a word." if bank else "Type what fills the gap."
    if bank:
        return f"Fill the {gaps} gaps: type the numbers of words in turn, with spaces between them."
    return f"Type what fills the {gaps} gaps in turn, with semicolons between them."


def _say_parts(talk: Talk, turn: Turn) -> None:
    """What there is to pick from, to fill, to match or to put in order."""
    tried = [one.response for one in turn.standing.tries]
    for number, choice in enumerate(turn.choices, 1):
        again = ", tried" if choice.key in tried else ""
        talk.say(f"Choice {number}{again}: {short(choice.text)}")
    match turn.question:
        case Cloze() as question:
            talk.print(lines(_with_gaps(question.pieces)))
            for number, word in enumerate(turn.options, 1):
                talk.say(f"Word {number}: {short(word)}")
        case Match() as question:
            for number, pair in enumerate(question.pairs, 1):
                talk.say(f"Left {number}: {short(pair.left)}")
            for index, option in enumerate(turn.options):
                talk.say(f"Choice {label(index, len(turn.options))}: {short(option)}")
        case Order():
            for number, item in enumerate(turn.options, 1):
                talk.say(f"Item {number}: {short(item)}")


def _with_gaps(pieces: tuple[str, ...]) -> str:
    """The running text, its gaps numbered."""
    filled = "".join(f"{piece}(gap {number})" for number, piece in enumerate(pieces[:-1], 1))
    return filled + pieces[-1]


def _offer(turn: Turn) -> str:
    """The hints that can be had, with their price."""
    left, price = turn.hints_left, turn.question.penalty
    more = " more" if turn.hints else ""
    each = "each costs" if left > 1 else "which costs"
    return f"Hints: {left}{more}, {each} {percent(price) if price else 'nothing'}."
