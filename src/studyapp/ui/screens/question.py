"""The question: prompt, answer and feedback in one place, with the text beside it or a key away."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from time import monotonic
from typing import Any, ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from studyapp.course.model import ChoiceQuestion, Multiple, NumberAnswer, Question, TrueFalse
from studyapp.course.text import find
from studyapp.study.feedback import ChoiceNote, Feedback
from studyapp.study.results import figure
from studyapp.study.sitting import Sitting, Turn, Unanswerable
from studyapp.ui.commands import QUESTION, bindings
from studyapp.ui.prose import Prose, inline
from studyapp.ui.screens.base import StudyScreen
from studyapp.ui.screens.modal import LineScreen
from studyapp.ui.text import line
from studyapp.ui.widgets.choices import ChoiceList
from studyapp.ui.widgets.field import AnswerField
from studyapp.ui.widgets.reading import ReadingView
from studyapp.ui.widgets.row import Row, Stack
from studyapp.ui.widgets.verdict import FeedbackView, verdict_visual

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
        self._settled = False
        """Feedback stands under the answer; Enter goes on."""
        self._evidence_shown = False
        self._since = monotonic()

    def compose_body(self) -> Iterable[Widget]:
        """The text at the left where it fits, the question at the right."""
        with Horizontal():
            yield ReadingView(id="text")
            with VerticalScroll(id="page", can_focus=True):
                yield Static(id="prompt", classes="column")
                yield Static(id="how", classes="column")
                yield ChoiceList(id="choices")
                yield AnswerField(id="typed", placeholder="Type your answer")
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
        self._settled = False
        self.remove_class("-text")
        self.query_one("#prompt", Static).update(Prose(turn.question.prompt))
        self.query_one("#how", Static).update(line(_how(turn), "$quiet"))
        self._show_hints(turn)
        self._ask(turn)
        self.query_one("#page").scroll_home(animate=False)
        if self._evidence_shown:
            self.query_one(ReadingView).highlight([])
            self._evidence_shown = False
        if turn.feedback is not None:
            self._settle(turn, turn.feedback)
        else:
            self.query_one(FeedbackView).tell(None)
            self._show_bars()

    def _ask(self, turn: Turn) -> None:
        choices, typed = self.query_one(ChoiceList), self.query_one(AnswerField)
        keys, texts = _choices(turn)
        choices.display, typed.display = bool(keys), not keys
        if keys:
            tried = {one.response for one in turn.standing.tries if isinstance(one.response, str)}
            choices.ask(keys, texts, several=isinstance(turn.question, Multiple), tried=tried)
            choices.focus(scroll_visible=False)
        else:
            typed.disabled = False
            typed.value = ""
            typed.focus(scroll_visible=False)

    def _settle(self, turn: Turn, told: Feedback) -> None:
        """Show what the answer came to."""
        self._settled = True
        choices, typed = self.query_one(ChoiceList), self.query_one(AnswerField)
        response = turn.standing.tries[-1].response if turn.standing.tries else None
        if choices.display:
            marks = {note.key: note for note in told.notes}
            if isinstance(turn.question, TrueFalse):
                marks = _true_false_marks(turn.question, response, told)
            choices.settle(response if isinstance(response, list) else [response], marks)
        else:
            typed.value = "" if response is None else str(response)
            typed.disabled = True
            self.query_one("#page").focus()
        keys = [choice.key for choice in turn.choices]
        self.query_one(FeedbackView).tell(verdict_visual(turn.question, told, keys))
        if told.done and self.has_class("-open", "-wide"):
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
        labels = {"question.next": self._next_label(turn)}
        if turn.hints_left:
            labels["question.hint"] = f"hint −{turn.question.penalty:.0%}"
        hidden = {command.id for command in QUESTION if not self._can(command.action)}
        if self.query_one(AnswerField).display and not self._settled:
            # letters go to the field: the commands are to be had through their list
            hidden |= {"question.hint", "question.text", "question.skip", "app.help"}
            labels["app.commands"] = "more"
        self.show_keys(labels, hidden)

    def _next_label(self, turn: Turn) -> str:
        if not self._settled:
            return "submit"
        if turn.feedback and not turn.feedback.done:
            return "try again"
        return "next" if any(not self.sitting.standing(q).done for q in self.sitting.questions) else "result"

    # what can be done

    @property
    def _may_read(self) -> bool:
        """The book is open, or the question is done."""
        turn = self._turn
        settings = self.sitting.section.settings
        return settings.open_book or bool(turn and turn.feedback and turn.feedback.done)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide what can't be done now."""
        turn = self._turn
        match action:
            case "hint":
                return turn is not None and not self._settled and turn.hints_left > 0
            case "skip" | "reveal":
                return turn is not None and not turn.standing.done
            case "text":
                return self._may_read
        return True

    def response(self) -> Any:
        """The answer as it stands; see the course's model for each kind's form."""
        choices = self.query_one(ChoiceList)
        if not choices.display:
            return self.query_one(AnswerField).value
        if self._turn is not None and isinstance(self._turn.question, Multiple):
            return choices.picked
        return choices.picked[0] if choices.picked else None

    async def action_go_on(self) -> None:
        """Submit; after the feedback, try again or turn to the next question."""
        if self.has_class("-text"):
            self.remove_class("-text")
            return
        if self._turn is None:
            return
        if not self._settled:
            await self._submit()
        elif self._turn.standing.done:
            self.sitting.go_on()
            self.show_turn()
        else:
            self._again()

    async def _submit(self) -> None:
        try:
            told = await asyncio.to_thread(self.sitting.respond, self.response(), ms=self._elapsed())
        except Unanswerable as problem:
            self.query_one(FeedbackView).tell(Content.styled(str(problem), "$warning"))
            return
        self._turn = self.sitting.turn()
        if self._turn is not None:
            self._settle(self._turn, told)

    def _again(self) -> None:
        """Another try: the same question, what was tried marked."""
        turn = self._turn = self.sitting.turn(again=True)
        if turn is None:
            return
        self._settled = False
        self._since = monotonic()
        self._ask(turn)
        self.query_one("#how", Static).update(line(_how(turn), "$quiet"))
        self.query_one(FeedbackView).tell(None)
        self.query_one("#page").scroll_home(animate=False)
        self._show_bars()

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
        told = await asyncio.to_thread(self.sitting.reveal, ms=self._elapsed())
        self._turn = self.sitting.turn()
        if self._turn is not None:
            self._settle(self._turn, told)

    async def action_undo(self) -> None:
        """Take the last answer back."""
        if await asyncio.to_thread(self.sitting.undo) is None:
            self.notify("Nothing to take back in this sitting.", markup=False)
            return
        self.show_turn()
        self.notify("The last answer is taken back.", markup=False)

    def action_text(self) -> None:
        """Show the text, at the evidence once the question is done; again: back to the question."""
        if self.has_class("-text"):
            self.action_back()
            return
        view = self._load_text()
        if not self.has_class("-wide"):
            self.add_class("-text")
        if self._turn is not None and self._turn.standing.done:
            self._show_evidence()
        view.focus()

    def _show_evidence(self) -> None:
        """Highlight the evidence in the text and scroll to it."""
        if self._turn is not None:
            found = [find(self.sitting.section.text, quote) for quote in self._turn.question.evidence]
            self._load_text().reveal([span for span in found if span is not None])
            self._evidence_shown = True

    @property
    def _quiet_focus(self) -> Widget:
        """Where the keys go while the text is not in front."""
        choices, typed = self.query_one(ChoiceList), self.query_one(AnswerField)
        if choices.display:
            return choices
        return self.query_one("#page") if typed.disabled else typed

    def action_back(self) -> None:
        """From the text to the question, from the question to where it was opened."""
        if self.query_one(ReadingView).has_focus:
            self.remove_class("-text")
            self._quiet_focus.focus()
            return
        self.app.pop_screen()

    def action_note(self) -> None:
        """A note of the learner's own."""
        current = self.sitting.current
        if current is None:
            return

        async def keep(text: str | None) -> None:
            if text is not None:
                await asyncio.to_thread(self.sitting.note, text)
                self.notify("Note kept.", markup=False)

        note = self.sitting.standing(current).note
        self.app.push_screen(LineScreen("Note", "Yours alone; it stays with this question.", note), keep)

    def action_flag(self) -> None:
        """A report for the question's author."""

        async def keep(text: str | None) -> None:
            if text:
                await asyncio.to_thread(self.sitting.flag, text)
                self.notify("Report kept for the author.", markup=False)

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


def _choices(turn: Turn) -> tuple[Sequence[Any], Sequence[Content]]:
    """Keys and texts of what is to pick from; empty where the answer is typed."""
    if isinstance(turn.question, ChoiceQuestion):
        return [choice.key for choice in turn.choices], [inline(choice.text) for choice in turn.choices]
    if isinstance(turn.question, TrueFalse):
        return [True, False], [Content("True"), Content("False")]
    return (), ()


def _how(turn: Turn) -> str:
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


def _true_false_marks(question: TrueFalse, response: object, told: Feedback) -> dict[Any, ChoiceNote]:
    if not told.done:
        return {response: ChoiceNote(str(response), True, False)}
    return {
        value: ChoiceNote(str(value), response is value, question.answer is value) for value in (True, False)
    }
