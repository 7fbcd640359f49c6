"""Where the answer to a question is given: choices to pick from, or a field to type in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget

from studyapp.clean import one_line
from studyapp.course.model import ChoiceQuestion, Multiple, NumberAnswer, Question, TrueFalse
from studyapp.study.feedback import ChoiceNote
from studyapp.study.sitting import Turn
from studyapp.ui.prose import inline
from studyapp.ui.widgets.choices import ChoiceList
from studyapp.ui.widgets.field import AnswerField
from studyapp.wording import figure


class Answer(Vertical):
    """One place for every kind of answer; it changes from question to question and stays where it is."""

    def compose(self) -> Iterable[Widget]:
        """Both ways of answering; one is shown."""
        yield ChoiceList(id="choices")
        yield AnswerField(id="typed", placeholder="Type your answer")

    @property
    def choices(self) -> ChoiceList:
        """The choices to pick from."""
        return self.query_one(ChoiceList)

    @property
    def field(self) -> AnswerField:
        """The field to type in."""
        return self.query_one(AnswerField)

    @property
    def is_typed(self) -> bool:
        """Letters go to a field that is open."""
        return bool(self.field.display) and not self.field.disabled

    def ask(self, turn: Turn) -> None:
        """Show a question that comes to the screen, as far as it was answered before."""
        keys, texts = _choices(turn)
        self.choices.display, self.field.display = bool(keys), not keys
        if keys:
            self.choices.ask(keys, texts, several=isinstance(turn.question, Multiple))
        else:
            self.field.value = ""
        self.tell(turn)
        self.take_focus()

    def tell(self, turn: Turn) -> None:
        """Mark what the latest response came to; while tries are left it can be changed and given again."""
        response = turn.standing.tries[-1].response if turn.standing.tries else None
        if self.choices.display:
            picked = response if isinstance(response, list) else [response]
            if not turn.standing.done and not isinstance(turn.question, Multiple):
                picked = []
            self.choices.mark(picked, _marks(turn), settled=turn.standing.done)
        elif response is not None or turn.standing.done:
            self.field.value = one_line(str(response or ""))
            self.field.disabled = turn.standing.done
            self.field.action_select_all()  # the next try replaces it
        else:
            self.field.disabled = False

    def response(self, turn: Turn) -> Any:
        """The answer as it stands; see the course's model for each kind's form."""
        if not self.choices.display:
            return self.field.value
        if isinstance(turn.question, Multiple):
            return self.choices.picked
        return self.choices.picked[0] if self.choices.picked else None

    def take_focus(self) -> bool:
        """Take the keys; False where there is nothing to type or pick any more."""
        widget = self.choices if self.choices.display else self.field
        if not widget.disabled:
            widget.focus(scroll_visible=False)
        return not widget.disabled


def _choices(turn: Turn) -> tuple[Sequence[Any], Sequence[Content]]:
    """Keys and texts of what is to pick from; empty where the answer is typed."""
    if isinstance(turn.question, ChoiceQuestion):
        return [choice.key for choice in turn.choices], [inline(choice.text) for choice in turn.choices]
    if isinstance(turn.question, TrueFalse):
        return [True, False], [Content("True"), Content("False")]
    return (), ()


def _marks(turn: Turn) -> Mapping[Any, ChoiceNote]:
    """What the learner may know of each choice."""
    told = turn.feedback
    if told is None:
        return {}
    if isinstance(turn.question, TrueFalse):
        given = [one.response for one in turn.standing.tries]
        shown = (True, False) if told.done else given
        return {key: ChoiceNote(str(key), key in given, key is turn.question.answer) for key in shown}
    tried = {one.response for one in turn.standing.tries if isinstance(one.response, str)}
    wrong = {key: ChoiceNote(key, True, False) for key in tried if not told.done}
    return {**wrong, **{note.key: note for note in told.notes}}


def how_to(turn: Turn) -> str:
    """How to answer, and what it is worth, in a line."""
    question = turn.question
    parts = [_manner(question)]
    if question.points != 1:
        parts.append(f"{figure(question.points)} points")
    left = question.tries - len(turn.standing.tries)
    if question.tries > 1 and not turn.standing.done:
        parts.append("last try" if left == 1 else f"{left} tries")
    return " · ".join(parts)


def _manner(question: Question) -> str:
    match question:
        case Multiple():
            return "Pick all that apply"
        case ChoiceQuestion():
            return "Pick one"
        case TrueFalse():
            return "True or false?"
        case NumberAnswer():
            return f"Type a number, in {question.units[0]}" if question.units else "Type a number"
    return "Type a word or phrase"
