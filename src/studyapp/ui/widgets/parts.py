"""How each kind of question is answered on the screen: one part a kind, all driven in the same way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol, cast

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from studyapp.clean import one_line
from studyapp.course.model import Cloze, Match, Multiple, Order, TrueFalse
from studyapp.study.feedback import ChoiceNote, Feedback
from studyapp.study.responses import sound
from studyapp.study.turn import Turn
from studyapp.ui.prose import inline
from studyapp.ui.widgets.choices import ChoiceList
from studyapp.ui.widgets.cloze import ClozeText
from studyapp.ui.widgets.field import AnswerField
from studyapp.ui.widgets.order import OrderList
from studyapp.ui.widgets.pairs import PairList

PICKS = frozenset({"question.move", "question.pick"})
GAPS = frozenset({"question.gap"})
SLOTS = frozenset({"question.move", "question.letter"})


class Part(Protocol):
    """A widget in which a question of some kind is answered."""

    def take(self, turn: Turn) -> None:
        """Show a question that comes to the screen; :meth:`tell` follows."""

    def tell(self, turn: Turn) -> None:
        """Show what the latest response came to; while tries are left it can be changed and given again."""

    def response(self, turn: Turn) -> Any:
        """The answer as it stands; see the course's model for each kind's form."""

    @property
    def takes_letters(self) -> bool:
        """Letters go to a field that is open."""

    @property
    def own_keys(self) -> frozenset[str]:
        """Ids of the commands that the widget does itself while it is open."""

    @property
    def before_submit(self) -> str:
        """What Enter does first, in a word or two; empty where it submits."""

    def take_focus(self) -> bool:
        """Take the keys; False where there is nothing to type or pick any more."""


def _focused(widget: Widget, *, is_open: bool) -> bool:
    if is_open:
        widget.focus(scroll_visible=False)
    return is_open


def _shown(turn: Turn) -> Any:
    """What the part shows, in the kind's form: what the learner left without giving it, else the latest response."""
    standing = turn.standing
    latest = standing.tries[-1].response if standing.tries else None
    return sound(turn.question, latest if standing.unsent is None else standing.unsent)


class Picking(ChoiceList):
    """Choices to pick one or several of, or true and false."""

    takes_letters = False
    own_keys = PICKS
    before_submit = ""

    def take(self, turn: Turn) -> None:
        """Show the choices."""
        self._show(turn, _keys(turn))

    def tell(self, turn: Turn) -> None:
        """Mark the picks, in the order that the choices have now."""
        if (keys := _keys(turn)) != self.keys:
            self._show(turn, keys)
        response = _shown(turn)
        picked = response if isinstance(response, list) else [response]
        several, fresh = isinstance(turn.question, Multiple), turn.standing.unsent is not None
        if not (turn.standing.done or several or fresh):
            picked = []
        self.mark(picked, _marks(turn), settled=turn.standing.done)

    def response(self, turn: Turn) -> Any:
        """The picked keys; of a question with one to pick that one, or None."""
        if isinstance(turn.question, Multiple):
            return self.picked
        return self.picked[0] if self.picked else None

    def take_focus(self) -> bool:
        """The list, even when settled: its keys scroll the page then."""
        return _focused(self, is_open=True)

    def _show(self, turn: Turn, keys: list[Any]) -> None:
        texts = [inline(choice.text) for choice in turn.choices] or [Content("True"), Content("False")]
        self.ask(keys, texts, several=isinstance(turn.question, Multiple))


def _keys(turn: Turn) -> list[Any]:
    """The choices' keys, in the order that they have now."""
    return [choice.key for choice in turn.choices] or [True, False]


def _marks(turn: Turn) -> Mapping[Any, ChoiceNote]:
    """What the learner may know of each choice."""
    told = turn.feedback
    if told is None:
        return {}
    if isinstance(turn.question, TrueFalse):
        given = [sound(turn.question, one.response) for one in turn.standing.tries]
        shown = (True, False) if told.done else given
        return {key: ChoiceNote(str(key), key in given, key is turn.question.answer) for key in shown}
    tried = {one.response for one in turn.standing.tries if isinstance(one.response, str)}
    wrong = {key: ChoiceNote(key, True, False) for key in tried if not told.done}
    return {**wrong, **{note.key: note for note in told.notes}}


class Typing(AnswerField):
    """A word, a phrase or a number."""

    own_keys: frozenset[str] = frozenset()
    before_submit = ""

    def take(self, _turn: Turn) -> None:
        """An empty field."""
        self.value = ""

    def tell(self, turn: Turn) -> None:
        """What was typed; the next try replaces it, but a near miss is mended."""
        self.disabled = turn.standing.done
        self.value = one_line(_shown(turn))
        if turn.standing.unsent is None and not (turn.standing.tries and turn.standing.tries[-1].free):
            self.action_select_all()
        else:  # it is to be gone on with, not to be replaced
            self.cursor_position = len(self.value)

    def response(self, _turn: Turn) -> str:
        """What stands in the field."""
        return self.value

    @property
    def takes_letters(self) -> bool:
        """Until the answer is told."""
        return not self.disabled

    def take_focus(self) -> bool:
        """The field, while it is open."""
        return _focused(self, is_open=not self.disabled)


class Filling(ClozeText):
    """Gaps to fill, by typing or from a bank."""

    def take(self, turn: Turn) -> None:
        """The text with its gaps empty."""
        question = cast("Cloze", turn.question)
        pieces = [_running(piece) for piece in question.pieces]
        self.ask(pieces, len(question.gaps), [inline(word) for word in turn.options])

    def tell(self, turn: Turn) -> None:
        """What fills the gaps, wrong ones marked; once told, right ones too."""
        given: list[Any] = _shown(turn)
        if turn.options:
            given = [_place(turn.options, word) for word in given]
        self.mark(given, _verdicts(turn.feedback), settled=turn.standing.done)

    def response(self, turn: Turn) -> list[str]:
        """What fills each gap, "" for an empty one."""
        if not turn.options:
            return self.fills
        return ["" if at is None else turn.options[at] for at in self.picked]

    @property
    def takes_letters(self) -> bool:
        """While a gap is typed."""
        return self.is_typed

    @property
    def own_keys(self) -> frozenset[str]:
        """From gap to gap; from the bank by letters."""
        return GAPS if self.is_typed else GAPS | SLOTS

    @property
    def before_submit(self) -> str:
        """Enter leads round the gaps that are typed."""
        return "next gap" if self.is_typed and self.field.open_gap() is not None else ""


class Matching(PairList):
    """Right sides to give to left ones."""

    takes_letters = False
    own_keys = SLOTS
    before_submit = ""

    def take(self, turn: Turn) -> None:
        """Left sides without right ones."""
        pairs = cast("Match", turn.question).pairs
        self.ask([inline(pair.left) for pair in pairs], [inline(text) for text in turn.options])

    def tell(self, turn: Turn) -> None:
        """The pairs as given, wrong ones marked; once told, right ones too."""
        given = _shown(turn)
        pairs = cast("Match", turn.question).pairs
        assigned = [_place(turn.options, given.get(pair.left)) for pair in pairs]
        self.mark(assigned, _verdicts(turn.feedback), settled=turn.standing.done)

    def response(self, turn: Turn) -> dict[str, str]:
        """The right side of each left one that has one."""
        pairs = cast("Match", turn.question).pairs
        given = zip(pairs, self.assigned, strict=True)
        return {pair.left: turn.options[at] for pair, at in given if at is not None}

    def take_focus(self) -> bool:
        """The list."""
        return _focused(self, is_open=True)


class Ordering(OrderList):
    """Items to bring into order."""

    takes_letters = False
    own_keys = frozenset({"question.move", "question.carry"})

    @property
    def before_submit(self) -> str:
        """What is picked up is put down first."""
        return "put it down" if self.holds else ""

    def take(self, turn: Turn) -> None:
        """The items as they are mixed at first."""
        self.ask([inline(item) for item in turn.options])

    def tell(self, turn: Turn) -> None:
        """The items as arranged last; once told, where each belongs."""
        items = cast("Order", turn.question).items
        order = [turn.options.index(item) for item in _shown(turn) or turn.options]
        places = {turn.options.index(item): place for place, item in enumerate(items, 1)}
        self.mark(order, places if turn.standing.done else None, settled=turn.standing.done)

    def response(self, turn: Turn) -> list[str]:
        """The items as they are arranged now."""
        return [turn.options[index] for index in self.order]

    def take_focus(self) -> bool:
        """The list."""
        return _focused(self, is_open=True)


class Pointing(Static):
    """The sentence that the learner pointed at; the pointing itself happens in the text."""

    takes_letters = False
    own_keys: frozenset[str] = frozenset()
    before_submit = "point"

    def take(self, _turn: Turn) -> None:
        """Nothing yet."""

    def tell(self, turn: Turn) -> None:
        """The sentence that was pointed at last."""
        last = _shown(turn)
        self.update(Content.assemble(("You pointed at: ", "$quiet"), inline(str(last))) if last else "")

    def response(self, _turn: Turn) -> str:
        """Nothing: the answer comes from the text."""
        return ""

    def take_focus(self) -> bool:
        """There is nothing here to pick."""
        return False


def _running(piece: str) -> Content:
    """A piece of a running text, with the white space that parts it from its gaps."""
    lead, end = piece[: len(piece) - len(piece.lstrip())], piece[len(piece.rstrip()) :]
    body = inline(piece)
    return Content.assemble(" " if lead else "", body, " " if end and body else "")


def _place(options: tuple[str, ...], text: object) -> int | None:
    return options.index(text) if isinstance(text, str) and text in options else None


def _verdicts(told: Feedback | None) -> dict[int, bool]:
    """Which gaps or pairs to mark: while tries are left the wrong ones alone."""
    parts = enumerate(told.parts) if told else ()
    return {index: right for index, right in parts if told and (told.done or not right)}
