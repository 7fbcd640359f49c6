"""What can be done with a question now, and how its keys are named."""

from __future__ import annotations

from textual import on
from textual.widgets import Input

from studyapp.study.turn import Turn
from studyapp.ui.commands import QUESTION, Command
from studyapp.ui.screens.beside import BesideText
from studyapp.ui.text import line
from studyapp.ui.widgets.answer import Answer
from studyapp.ui.widgets.verdict import for_practice
from studyapp.wording import percent

ROOMY = 60
"""Columns from which the key bar has room for a third thing that the list of commands is opened for."""


class Offering(BesideText):
    """The part of a question's screen that offers commands."""

    KEYS = QUESTION

    def show_bars(self) -> None:
        """Draw what the bars tell of the question."""
        turn = self.turn
        if turn is None:
            return
        status = line(f"{turn.number} of {turn.total}", "$quiet")
        self.show_title(line(self.sitting.title, "bold"), status, self.sitting.done / turn.total)
        self.show_trouble()
        self.open_book()
        self.show_keys(*self._keys(turn))

    def _keys(self, turn: Turn) -> tuple[dict[str, str], set[str]]:
        """How commands are named now, and which are hidden."""
        hidden = {command.id for command in QUESTION if not self._can(command.action)}
        if self.pointing:
            return {"question.next": "this one"}, hidden | {"question.text"}
        if self.has_class("-text"):
            return {"question.next": "back to the question"}, hidden | {"question.text"}
        labels = {"question.next": self._next_label(turn)}
        if turn.marking:
            labels |= {"question.pick": "tick", "question.undo": "undo"}
        if turn.hints_left:
            labels["question.hint"] = _hint_label(turn)
        if turn.standing.done:
            labels |= (
                {"question.note": "note"} if turn.told else {"question.undo": "undo", "question.note": "note"}
            )
        elif self.query_one(Answer).part.takes_letters:
            # letters go to the field: the commands are to be had through their list
            hidden |= {"question.hint", "question.text", "question.skip", "app.help"}
            labels["app.commands"] = self._listed(turn)
        return labels, hidden

    def _listed(self, turn: Turn) -> str:
        """What the list of commands is opened for while a field takes the letters, as far as there is room."""
        listed = ["hint"] if turn.hints_left else []
        if (
            self.may_read
            and not self.has_class("-open", "-wide")
            and not (listed and self.size.width < ROOMY)
        ):
            listed.append("text")
        return ", ".join([*listed, "more"])

    def _next_label(self, turn: Turn) -> str:
        if not turn.standing.done:
            return "done ticking" if turn.marking else self.query_one(Answer).part.before_submit or "submit"
        if turn.rereads and not self.looked_up:
            return "reread"
        return "next" if self.sitting.done < turn.total else "result"

    @on(Input.Changed)
    def name_enter(self) -> None:
        """Say what Enter does now: while gaps are typed it leads from one to the next."""
        if self.turn is not None:
            self.show_keys(*self._keys(self.turn))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide what can't be done now; nothing is done to a question that the text hides."""
        turn = self.turn
        in_text = self.has_class("-text") or self.pointing
        open_ = turn is not None and not turn.standing.done and not in_text
        match action:
            case "hint":
                return open_ and turn is not None and turn.hints_left > 0
            case "skip" | "reveal":
                return open_
            case "undo" | "note" | "flag":
                return not in_text
            case "where":
                return self.may_point and not in_text
            case "text":
                return self.may_read
        return True

    def available(self) -> list[Command]:
        """The commands that can be done now; of what lists and fields do themselves, what this question's do."""
        own: frozenset[str] = frozenset()
        if self.pointing:
            own = frozenset({"question.sentence"})
        elif self.turn is not None and not self.turn.standing.done and not self.has_class("-text"):
            own = self.query_one(Answer).part.own_keys
        return [command for command in super().available() if command.action or command.id in own]


def _hint_label(turn: Turn) -> str:
    """A hint with what it costs."""
    penalty = turn.question.penalty
    if not penalty:
        return "hint"
    return "hint, free now" if for_practice(turn) else f"hint −{percent(penalty)}"
