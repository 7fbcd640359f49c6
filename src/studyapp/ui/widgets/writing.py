"""An answer in the learner's own words, and then the model answer to mark it by."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, cast

from textual.binding import Binding, BindingType
from textual.containers import VerticalGroup
from textual.content import Content
from textual.geometry import Region
from textual.widget import Widget
from textual.widgets import Static, TextArea

from studyapp.clean import clean
from studyapp.course.model import Criterion, Open
from studyapp.study.feedback import ChoiceNote
from studyapp.study.turn import Turn
from studyapp.ui.prose import Prose, inline
from studyapp.ui.text import lines
from studyapp.ui.widgets.choices import ChoiceList
from studyapp.ui.widgets.row import Stack
from studyapp.ui.widgets.spots import Moved
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

    before_submit = ""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._field = WritingField(soft_wrap=True, placeholder="Write here · ctrl+j new line", id="written")
        self._rubric = ChoiceList(id="rubric")

    def compose(self) -> Iterable[Widget]:
        """All of it; what is not needed yet is not shown."""
        yield self._field
        yield Static(id="draft", classes="column")
        yield Static(id="model", classes="column")
        yield self._rubric

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
        draft, model = self.query_one("#draft", Static), self.query_one("#model", Static)
        draft.display = bool(turn.standing.draft) and not writing
        model.display = self._rubric.display = not writing
        if writing:
            unsent = turn.standing.unsent
            self._field.text = clean(unsent) if isinstance(unsent, str) else ""
            self._field.move_cursor(self._field.document.end)
            return
        draft.update(Stack((_heading("Your answer"), lines(turn.standing.draft), Content())))
        model.update(_model(turn))
        last = turn.standing.tries[-1].response if turn.standing.tries else {}
        met = last.get("met", []) if isinstance(last, dict) else []
        marks = {text: ChoiceNote(text, picked=True, correct=True) for text in met}
        self._rubric.mark(met, marks, settled=turn.standing.done)
        if turn.marking:
            self.call_after_refresh(self._show_model)

    def _show_model(self) -> None:
        """Bring the model answer with the criteria into the window, however long the learner's own is."""
        regions = [child.virtual_region for child in (self.query_one("#model"), self._rubric)]
        self.post_message(Moved(self, Region.from_union(regions)))

    def response(self, turn: Turn) -> str | list[str]:
        """What is written; once that is kept, the texts of the criteria ticked."""
        return self._rubric.picked if turn.marking else self._field.text

    @property
    def takes_letters(self) -> bool:
        """While it is written."""
        return not self._field.disabled

    @property
    def own_keys(self) -> frozenset[str]:
        """A new line in the field; criteria are picked as choices are."""
        return frozenset({"question.line"} if self.takes_letters else {"question.move", "question.pick"})

    def take_focus(self) -> bool:
        """The field, then the criteria."""
        (self._field if self.takes_letters else self._rubric).focus(scroll_visible=False)
        return True


def _criterion(one: Criterion) -> Content:
    points = "" if one.points == 1 else f"  {counted_points(one.points)}"
    return Content.assemble(inline(one.text), (points, "$quiet"))


def _heading(words: str) -> Content:
    return Content.styled(words, "bold $primary")


def _model(turn: Turn) -> Stack:
    """The model answer; what the criteria are for, as long as they are to be ticked."""
    answer = Prose(cast("Open", turn.question).answer)
    asked = (_heading("What of this does your answer say?"),) if turn.marking else ()
    return Stack((_heading("Model answer"), answer, Content(), *asked))
