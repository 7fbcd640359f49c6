"""Where the answer to a question is given; it holds a part for each kind that a sitting asks."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Any, Final, cast

from textual.containers import Vertical
from textual.widget import Widget

from studyapp.course.model import (
    ChoiceQuestion,
    Cloze,
    Locate,
    Match,
    Multiple,
    NumberAnswer,
    Open,
    Order,
    Question,
    TrueFalse,
)
from studyapp.study.turn import Turn
from studyapp.ui.widgets.parts import Filling, Matching, Ordering, Part, Picking, Pointing, Typing
from studyapp.ui.widgets.verdict import for_practice
from studyapp.wording import figure


def _writing() -> Widget:
    from studyapp.ui.widgets.writing import Writing

    return Writing(id="writing")


PARTS: Final[dict[str, tuple[tuple[str, ...], Callable[[], Widget]]]] = {
    "choices": (("single", "multiple", "truefalse"), lambda: Picking(id="choices")),
    "typed": (("text", "number"), lambda: Typing(id="typed", placeholder="Type your answer")),
    "gaps": (("cloze",), lambda: Filling(id="gaps")),
    "pairs": (("match",), lambda: Matching(id="pairs")),
    "items": (("order",), lambda: Ordering(id="items")),
    "writing": (("open",), _writing),
    "pointing": (("locate",), lambda: Pointing(id="pointing")),
}
"""By a part's id, the kinds of question that it is for, and what makes it."""


class Answer(Vertical):
    """One place for every kind of answer; it changes from question to question and stays where it is."""

    def __init__(self, kinds: Collection[str]) -> None:
        """``kinds`` are those that will be asked; only what they need is made."""
        super().__init__()
        self._ids = {kind: id for id, (able, _) in PARTS.items() for kind in able if kind in kinds}

    def compose(self) -> Iterable[Widget]:
        """Each part, of which one is shown."""
        for id in dict.fromkeys(self._ids.values()):
            part = PARTS[id][1]()
            part.display = False
            yield part

    @property
    def part(self) -> Part:
        """The part that is shown."""
        return cast("Part", next(child for child in self.children if child.display))

    def ask(self, turn: Turn) -> None:
        """Show a question that comes to the screen, as far as it was answered before."""
        id = self._ids[turn.question.kind]
        for child in self.children:
            child.display = child.id == id
        self.part.take(turn)
        self.part.tell(turn)

    def response(self, turn: Turn) -> Any:
        """The answer as it stands; see the course's model for each kind's form."""
        return self.part.response(turn)


def how_to(turn: Turn) -> str:
    """How to answer, and what it is worth, in a line."""
    question = turn.question
    parts = [_manner(turn)]
    if question.points != 1:
        parts.append(f"{figure(question.points)} points")
    left = question.tries - turn.standing.used
    if question.tries > 1 and not turn.standing.done:
        tries = "last try" if left == 1 else f"{left} tries"
        parts.append(f"{tries}, for practice" if for_practice(turn) else tries)
    return " · ".join(parts)


def _manner(turn: Turn) -> str:
    question: Question = turn.question
    done = turn.standing.done
    match question:
        case Multiple():
            return "Pick all that apply"
        case ChoiceQuestion():
            return "Pick one"
        case TrueFalse():
            return "True or false?"
        case NumberAnswer():
            return f"Type a number, in {question.units[0]}" if question.units else "Type a number"
        case Cloze():
            if question.bank:
                return "Fill the gaps" if done else "Letters fill the gaps"
            return "Type what fills the gaps"
        case Match():
            return "Match the lines" if done else "Letters match the lines"
        case Order():
            return "Bring into order" if done else "shift+↑↓ moves a line"
        case Open():
            return "Tick what your answer says" if turn.marking else "Answer in your own words"
        case Locate():
            return "Point at a sentence"
    return "Type a word or phrase"
