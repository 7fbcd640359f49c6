"""The end of a review: what it came to, and when the next questions are due."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static
from textual.widgets.option_list import Option

from studyapp.study.asked import Asked
from studyapp.study.memory import card_of
from studyapp.study.reviewing import Review
from studyapp.ui.commands import REVIEWED, bindings
from studyapp.ui.prose import inline
from studyapp.ui.screens.base import StudyScreen
from studyapp.ui.text import line
from studyapp.ui.widgets.menu import Menu
from studyapp.ui.widgets.row import Row, Stack
from studyapp.ui.widgets.verdict import MARKS
from studyapp.wording import days_ahead


class ReviewedScreen(StudyScreen):
    """How many were right, and each question with the day it comes back."""

    KEYS = REVIEWED
    BINDINGS: ClassVar[list[BindingType]] = bindings(REVIEWED)

    def __init__(self, review: Review) -> None:
        super().__init__()
        self.review = review

    def compose_body(self) -> Iterable[Widget]:
        """The result above, the list below."""
        yield Static(id="score", classes="column")
        yield Menu(id="steps", classes="column")

    def on_mount(self) -> None:
        """Fill it before the first frame."""
        asked = self.review.today
        right = sum(one.right for one in asked)
        self.show_title(line("Review", "bold"), line("done", "$quiet"), 1.0)
        self.query_one("#score", Static).update(
            Stack(
                (
                    Content.styled(f"{right} of {len(asked)} right", "bold $success"),
                    Content.styled("What was missed comes back soon, the rest later.", "$quiet"),
                )
            )
        )
        menu = self.query_one("#steps", Menu)
        back = Row(
            Content.styled("Back to the outline", "bold $primary"), Content.styled("→ ", "bold $primary")
        )
        menu.add_options([Option(back, id="back"), Option(Content(), disabled=True)])
        menu.add_options(Option(_row(one), id=str(number)) for number, one in enumerate(asked))
        menu.highlighted = 0
        menu.focus()

    @on(Menu.OptionSelected, "#steps")
    def action_open(self) -> None:
        """Back; or a question's text, at its evidence."""
        option = self.query_one("#steps", Menu).highlighted_option
        if option is None or option.id is None or option.id == "back":
            self.action_back()
            return
        one = self.review.today[int(option.id)]
        self.study.open_evidence(one.course, one.section, one.question)

    def action_back(self) -> None:
        """To where the review was started."""
        self.app.pop_screen()


def _row(one: Asked) -> Row:
    told = one.feedback
    mark, style = MARKS[told.verdict] if told and told.done else ("–", "$quiet")
    words = str(told.verdict) if told and told.done else "Not answered"
    card = card_of(one.question, one.journal, one.course.exam)
    comes = f"  comes back {days_ahead(card.due - one.journal.today())}" if card else ""
    tails = (Content.styled(f"{words}{comes}", "$quiet"), Content.styled(comes.strip(), "$quiet"))
    return Row(inline(one.question.prompt), Content.styled(f"{mark}  ", style), tails, short=True)
