"""A question's text beside it or a key away: reading in it, its evidence, pointing at a sentence."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable

from textual import on
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from studyapp.course.model import Locate
from studyapp.study.sitting import Run
from studyapp.study.turn import Turn
from studyapp.ui.prose import inline
from studyapp.ui.screens.base import StudyScreen
from studyapp.ui.widgets.book import Book
from studyapp.ui.widgets.words import Excerpt

WIDE = 120
"""Columns from which the text of an open-book course stands beside the question."""


class BesideText(StudyScreen):
    """The part of a question's screen that shows the section's text."""

    def __init__(self, sitting: Run) -> None:
        super().__init__()
        self.sitting = sitting
        self.book = Book(id="text")
        """The section's text."""
        self.turn: Turn | None = None
        """The question as it stands; None before the first and after the last."""
        self.looked_up = False
        """The evidence was shown, so pointing at it would tell nothing any more."""

    def compose_text(self) -> Iterable[Widget]:
        """The text, with what is to be pointed at, and how it was, above it."""
        with Vertical(id="book"):
            yield Static(id="wanted")
            yield self.book
            yield Static(Content("The text comes with the answer."), id="later")

    @abstractmethod
    async def action_go_on(self) -> None:
        """Do the one obvious next thing."""

    @abstractmethod
    def action_back(self) -> None:
        """From the text to the question."""

    @abstractmethod
    def show_bars(self) -> None:
        """Draw the bars."""

    @on(Book.Chosen)
    async def take_chosen(self) -> None:
        """A sentence was clicked twice."""
        await self.action_go_on()

    @on(Book.LinkClicked)
    def follow(self, event: Book.LinkClicked) -> None:
        """Ask before a link is opened."""
        self.study.ask_link(event.href)

    def on_resize(self) -> None:
        """A window that has become wide shows the text too."""
        self.open_book()

    @property
    def may_read(self) -> bool:
        """The book is open, the question is done, or its answer is a sentence of the text."""
        turn = self.turn
        if turn is None or turn.standing.done or isinstance(turn.question, Locate):
            return turn is not None
        return self.sitting.section.settings.open_book

    @property
    def may_point(self) -> bool:
        """The learner may still show where the text supports the answer."""
        return self.turn is not None and self.turn.asks_where and not self.looked_up

    @property
    def pointing(self) -> bool:
        """The learner is to point at a sentence."""
        return self.book.pointed is not None

    def action_text(self) -> None:
        """Show the text, at the evidence once the question is done; again: back to the question."""
        turn, book = self.turn, self.book
        if book.has_focus or turn is None:
            self.action_back()
            return
        self.open_text()
        if turn.standing.done:
            self.looked_up = True
            book.show_evidence(turn.question.evidence)
        self.show_bars()

    def action_where(self) -> None:
        """Let the learner show where the text supports the answer."""
        self.let_point("Which sentence says so? Point with ↑↓")

    def let_point(self, asked: str) -> None:
        """Open the text to point at a sentence of it; what is asked stands above it with the prompt."""
        if self.turn is None:
            return
        self.open_text()
        self.book.let_point()
        prompt = inline(self.turn.question.prompt)
        self.show_above(Content.assemble((f"{asked}: ", "bold $primary"), prompt))
        self.show_bars()

    def tell_pointed(self, turn: Turn, *, right: bool) -> None:
        """Say whether the sentence pointed at was one of those that support the answer, and show these."""
        self.end_pointing()
        told = (
            ("✓ Yes, the text says it there", "$success")
            if right
            else ("✗ Not there: it is marked now", "$error")
        )
        self.show_above(Content.styled(told[0], f"bold {told[1]}"))
        self.book.show_evidence(turn.question.evidence)
        self.show_bars()

    def show_above(self, words: Content) -> None:
        """Say something above the text, as far as it has room there."""
        above = self.query_one("#wanted", Static)
        above.update(Excerpt(words))
        above.display = True

    def open_text(self) -> None:
        """Give the text the keys, and the window where it has no room beside the question."""
        self.book.open()
        if not self.has_class("-open", "-wide"):
            self.add_class("-text")
        self.book.focus()

    def close_text(self) -> None:
        """Back to the question, with nothing to point at any more."""
        self.end_pointing()
        self.remove_class("-text")

    def end_pointing(self) -> None:
        """Let the text be read again."""
        self.book.stop_pointing()
        self.query_one("#wanted", Static).display = False

    def open_book(self) -> None:
        """Let the style sheet show the text beside the question, where it may be read and there is room."""
        beside = self.may_read and (
            self.turn is None or self.turn.standing.done or not self.sitting.from_memory
        )
        self.set_class(beside, "-open")
        if beside and self.size.width >= WIDE:
            self.book.open()
