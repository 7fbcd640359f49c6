"""The question: prompt, answer and feedback in one place, with the text beside it or a key away."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from time import monotonic
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from studyapp.course.text import find
from studyapp.study.sitting import Sitting, Turn, Unanswerable
from studyapp.ui.commands import QUESTION, bindings
from studyapp.ui.prose import Prose, inline
from studyapp.ui.screens.base import StudyScreen
from studyapp.ui.screens.modal import LineScreen
from studyapp.ui.text import line
from studyapp.ui.widgets.answer import Answer, how_to
from studyapp.ui.widgets.choices import ChoiceList
from studyapp.ui.widgets.reading import ReadingView
from studyapp.ui.widgets.row import Row, Stack
from studyapp.ui.widgets.verdict import FeedbackView, verdict_visual
from studyapp.wording import percent

WIDE = 120
"""Columns from which the text of an open-book course stands beside the question."""


class QuestionScreen(StudyScreen):
    """One question after another; the screen stays, its parts change in place."""

    KEYS = QUESTION
    BINDINGS: ClassVar[list[BindingType]] = bindings(QUESTION)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]

    def __init__(self, sitting: Sitting) -> None:
        super().__init__()
        self.sitting = sitting
        self._turn: Turn | None = None
        self._evidence_shown = False
        self._since = monotonic()

    def compose_body(self) -> Iterable[Widget]:
        """The text at the left where it fits, the question at the right."""
        with Horizontal():
            yield ReadingView(id="text")
            with VerticalScroll(id="page", can_focus=True):
                yield Static(id="prompt", classes="column")
                yield Static(id="how", classes="column")
                yield Answer()
                yield Static(id="hints", classes="column")
                yield FeedbackView(id="verdict", classes="column")

    def on_mount(self) -> None:
        """Start where the sitting is."""
        self.show_turn()

    @on(ChoiceList.Moved)
    def follow_cursor(self, event: ChoiceList.Moved) -> None:
        """Keep the choice at the cursor in the window, where the choices are longer than it."""
        region = event.region.translate(event.choices.virtual_region.offset)
        self.query_one("#page", VerticalScroll).scroll_to_region(region, animate=False)

    @on(ReadingView.LinkClicked)
    def follow(self, event: ReadingView.LinkClicked) -> None:
        """Ask before a link is opened."""
        self.study.ask_link(event.href)

    def on_resize(self) -> None:
        """A window that has become wide shows the text too."""
        self._open_book()

    # what is shown

    def show_turn(self) -> None:
        """Draw the sitting's current question, or leave for the summary."""
        turn = self._turn = self.sitting.turn()
        if turn is None:
            self.study.open_summary(self.sitting)
            return
        self._since = monotonic()
        self.remove_class("-text")
        if self._evidence_shown:
            self.query_one(ReadingView).highlight([])
            self._evidence_shown = False
        self.query_one("#prompt", Static).update(Prose(turn.question.prompt))
        self.query_one("#page").scroll_home(animate=False)
        self.query_one(Answer).ask(turn)
        self._show_rest(turn)

    def _show_told(self) -> None:
        """Draw what the latest response came to."""
        turn = self._turn = self.sitting.turn()
        if turn is None:
            return
        self._since = monotonic()
        answer = self.query_one(Answer)
        answer.tell(turn)
        if not answer.take_focus():
            self.query_one("#page").focus()
        self._show_rest(turn)

    def _show_rest(self, turn: Turn) -> None:
        """Draw all but the answer: how to, hints, feedback, bars."""
        self.query_one("#how", Static).update(line(how_to(turn), "$quiet"))
        self._show_hints(turn)
        told = turn.feedback
        self.query_one(FeedbackView).tell(None if told is None else verdict_visual(turn, told))
        if told is not None and told.done and self.has_class("-open", "-wide"):
            self._show_evidence()
        self._show_bars()

    def _show_hints(self, turn: Turn) -> None:
        rows = [Row(inline(hint), Content.styled("Hint: ", "bold $primary")) for hint in turn.hints]
        hints = self.query_one("#hints", Static)
        hints.display = bool(rows)
        hints.update(Stack(tuple(rows)))

    def _show_bars(self) -> None:
        turn = self._turn
        if turn is None:
            return
        done = sum(self.sitting.standing(question).done for question in self.sitting.questions)
        status = line(f"{turn.number} of {turn.total}", "$quiet")
        self.show_title(line(self.sitting.section.title, "bold"), status, done / turn.total)
        self.show_trouble()
        self._open_book()
        self.show_keys(*self._keys(turn))

    def _keys(self, turn: Turn) -> tuple[dict[str, str], set[str]]:
        """How commands are named now, and which are hidden."""
        hidden = {command.id for command in QUESTION if not self._can(command.action)}
        if self.has_class("-text"):
            return {"question.next": "back to the question"}, hidden | {"question.text"}
        labels = {"question.next": self._next_label(turn)}
        if turn.hints_left:
            labels["question.hint"] = f"hint −{percent(turn.question.penalty)}"
        if turn.standing.done:
            labels |= {"question.undo": "undo", "question.note": "note"}
        elif self.query_one(Answer).is_typed:
            # letters go to the field: the commands are to be had through their list
            hidden |= {"question.hint", "question.text", "question.skip", "app.help"}
            labels["app.commands"] = "hint, more" if turn.hints_left else "more"
        return labels, hidden

    def _next_label(self, turn: Turn) -> str:
        if not turn.standing.done:
            return "submit"
        return "next" if any(not self.sitting.standing(q).done for q in self.sitting.questions) else "result"

    # what can be done

    @property
    def _may_read(self) -> bool:
        """The book is open, or the question is done."""
        turn = self._turn
        settings = self.sitting.section.settings
        return settings.open_book or bool(turn and turn.feedback and turn.feedback.done)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide what can't be done now; nothing is done to a question that the text hides."""
        turn = self._turn
        open_ = turn is not None and not turn.standing.done and not self.has_class("-text")
        match action:
            case "hint":
                return open_ and turn is not None and turn.hints_left > 0
            case "skip" | "reveal":
                return open_
            case "undo" | "note" | "flag":
                return not self.has_class("-text")
            case "text":
                return self._may_read
        return True

    async def action_go_on(self) -> None:
        """Submit; once the question is done, turn to the next one."""
        turn = self._turn
        if self.has_class("-text"):
            self.action_back()
        elif turn is not None and turn.standing.done:
            self.sitting.go_on()
            self.show_turn()
        elif turn is not None:
            await self._submit(turn)

    async def _submit(self, turn: Turn) -> None:
        response = self.query_one(Answer).response(turn)
        try:
            await asyncio.to_thread(self.sitting.respond, response, ms=self._elapsed())
        except Unanswerable as problem:
            self.query_one(FeedbackView).tell(Content.styled(str(problem), "$warning"))
            return
        self._show_told()

    async def action_hint(self) -> None:
        """Show the next hint."""
        if await asyncio.to_thread(self.sitting.hint) is None:
            return
        self._turn = self.sitting.turn()
        if self._turn is not None:
            self._show_hints(self._turn)
            self._show_bars()

    async def action_skip(self) -> None:
        """Not now."""
        await asyncio.to_thread(self.sitting.skip)
        self.show_turn()

    async def action_reveal(self) -> None:
        """Give up on this question."""
        await asyncio.to_thread(self.sitting.reveal, ms=self._elapsed())
        self._show_told()

    async def action_undo(self) -> None:
        """Take the last answer back."""
        if await asyncio.to_thread(self.sitting.undo) is None:
            self.notify("Nothing to take back in this sitting.", markup=False)
            return
        self.show_turn()
        self.notify("The last answer is taken back.", markup=False)

    def action_text(self) -> None:
        """Show the text, at the evidence once the question is done; again: back to the question."""
        view = self.query_one(ReadingView)
        if view.has_focus:
            self.action_back()
            return
        self._load_text()
        if not self.has_class("-wide"):
            self.add_class("-text")
        if self._turn is not None and self._turn.standing.done:
            self._show_evidence()
        view.focus()
        self._show_bars()

    def _show_evidence(self) -> None:
        """Highlight the evidence in the text and scroll to it."""
        if self._turn is not None:
            found = [find(self.sitting.section.text, quote) for quote in self._turn.question.evidence]
            self._load_text().reveal([span for span in found if span is not None])
            self._evidence_shown = True

    def action_back(self) -> None:
        """From the text to the question, from the question to where it was opened."""
        if not self.query_one(ReadingView).has_focus:
            self.app.pop_screen()
            return
        self.remove_class("-text")
        if not self.query_one(Answer).take_focus():
            self.query_one("#page").focus()
        self._show_bars()

    def action_note(self) -> None:
        """A note of the learner's own."""
        current = self.sitting.current
        if current is None:
            return

        async def keep(text: str | None) -> None:
            if text is not None:
                await asyncio.to_thread(self.sitting.note, text)
                self._turn = self.sitting.turn()
                if self._turn is not None:
                    self._show_rest(self._turn)

        note = self.sitting.standing(current).note
        self.app.push_screen(LineScreen("Note", "Yours alone; it stays with this question.", note), keep)

    def action_flag(self) -> None:
        """A report for the question's author."""

        async def keep(text: str | None) -> None:
            if text:
                await asyncio.to_thread(self.sitting.flag, text)
                self.notify("Report kept; studyapp progress reports prints it.", markup=False)

        self.app.push_screen(LineScreen("Report", "What is wrong with this question?"), keep)

    def _open_book(self) -> None:
        """Let the style sheet show the text beside the question, where it may be read and there is room."""
        self.set_class(self._may_read, "-open")
        if self._may_read and self.size.width >= WIDE:
            self._load_text()

    def _load_text(self) -> ReadingView:
        view = self.query_one(ReadingView)
        if view.text != self.sitting.section.text:
            view.show(self.sitting.section.text)
        return view

    def _elapsed(self) -> int:
        """Milliseconds since the question was shown."""
        return round((monotonic() - self._since) * 1000)
