"""An answer in the learner's own words, and then the model answer to mark it by."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, cast

from textual.binding import Binding, BindingType
from textual.containers import VerticalGroup
from textual.content import Content
from textual.visual import Visual
from textual.widget import Widget
from textual.widgets import Static, TextArea

from studyapp.course.model import Criterion, Open
from studyapp.study.feedback import ChoiceNote
from studyapp.study.turn import Turn
from studyapp.ui.prose import Prose, inline
from studyapp.ui.text import lines
from studyapp.ui.widgets.choices import ChoiceList
from studyapp.ui.widgets.row import Stack
from studyapp.wording import counted_points


class WritingField(TextArea):
    """Several lines of text; Enter belongs to the screen, ctrl+j begins a line."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.go_on", show=False, priority=True),
        Binding("ctrl+j", "begin_line", show=False, priority=True),
    ]

    def action_begin_line(self) -> None:
        """A new line."""
        self.insert("\n")


class Writing(VerticalGroup):
    """The field; once the answer is kept, both answers and the criteria to tick."""

    def compose(self) -> Iterable[Widget]:
        """All of it; what is not needed yet is not shown."""
        yield WritingField(
            soft_wrap=True, placeholder="Write your answer · ctrl+j begins a new line", id="written"
        )
        yield Static(id="answers", classes="column")
        yield ChoiceList(id="rubric")

    @property
    def _field(self) -> WritingField:
        return self.query_one(WritingField)

    @property
    def _rubric(self) -> ChoiceList:
        return self.query_one(ChoiceList)

    def take(self, turn: Turn) -> None:
        """An empty field."""
        self._field.text = ""
        rubric = cast("Open", turn.question).rubric
        self._rubric.ask([one.text for one in rubric], [_criterion(one) for one in rubric], several=True)

    def tell(self, turn: Turn) -> None:
        """The field; or, once the answer is kept, the criteria, with those that were found met."""
        writing = not (turn.marking or turn.standing.done)
        self._field.display = writing
        self._field.disabled = not writing
        self.query_one("#answers", Static).display = self._rubric.display = not writing
        if writing:
            return
        self.query_one("#answers", Static).update(_answers(turn))
        last = turn.standing.tries[-1].response if turn.standing.tries else {}
        met = last.get("met", []) if isinstance(last, dict) else []
        marks = {text: ChoiceNote(text, picked=True, correct=True) for text in met}
        self._rubric.mark(met, marks, settled=turn.standing.done)

    def response(self, turn: Turn) -> str | list[str]:
        """What is written; once that is kept, the texts of the criteria ticked."""
        return self._rubric.picked if turn.marking else self._field.text

    @property
    def takes_letters(self) -> bool:
        """While it is written."""
        return not self._field.disabled

    def take_focus(self) -> bool:
        """The field, then the criteria."""
        (self._field if self.takes_letters else self._rubric).focus(scroll_visible=False)
        return True


def _criterion(one: Criterion) -> Content:
    points = "" if one.points == 1 else f"  {counted_points(one.points)}"
    return Content.assemble(inline(one.text), (points, "$quiet"))


def _answers(turn: Turn) -> Stack:
    """The learner's answer, if there is one, and the model answer."""
    written = turn.standing.draft
    parts: list[Visual] = []
    if written:
        parts += [Content.styled("Your answer", "bold $primary"), lines(written), Content()]
    parts += [
        Content.styled("Model answer", "bold $primary"),
        Prose(cast("Open", turn.question).answer),
        Content(),
    ]
    if turn.marking:
        parts.append(Content.styled("What of this does your answer say?", "bold $primary"))
    return Stack(tuple(parts))
