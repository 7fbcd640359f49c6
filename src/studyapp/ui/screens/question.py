"""The question: prompt, answer and feedback in one place, with the text beside it or a key away."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from functools import partial
from time import monotonic
from typing import Any, ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.geometry import Region
from textual.widget import Widget

from studyapp.course.model import Locate, Open
from studyapp.study.asked import NotTakenBack, Unanswerable
from studyapp.study.sitting import Run
from studyapp.study.turn import Turn, taken_back
from studyapp.ui.commands import QUESTION, bindings
from studyapp.ui.prose import Prose, inline
from studyapp.ui.screens.alone import alone
from studyapp.ui.screens.beside import WIDE
from studyapp.ui.screens.certainty import CertaintyScreen
from studyapp.ui.screens.offering import Offering
from studyapp.ui.screens.remarks import Remarks
from studyapp.ui.text import line
from studyapp.ui.widgets.answer import Answer, how_to
from studyapp.ui.widgets.letters import LetteredSlots
from studyapp.ui.widgets.parts import Part
from studyapp.ui.widgets.row import Row, Stack
from studyapp.ui.widgets.spots import Moved
from studyapp.ui.widgets.verdict import FeedbackView, verdict_visual
from studyapp.ui.widgets.words import Page, Words


class QuestionScreen(Offering, Remarks):
    """One question after another; the screen stays, its parts change in place."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(QUESTION)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]

    def __init__(self, sitting: Run) -> None:
        super().__init__(sitting)
        self.busy = False
        """Something is being recorded."""
        self._part: Part | None = None
        """Where the question is answered; it is still at hand when the screen is taken down."""
        self._since = monotonic()
        self._warned: Turn | None = None
        """The question of which it was said that putting it off once more ends the sitting."""

    def compose_body(self) -> Iterable[Widget]:
        """The text at the left where it fits, the question at the right."""
        with Horizontal():
            yield from self.compose_text()
            with Page(id="page", can_focus=True):
                yield Words(id="prompt", classes="column")
                yield Words(id="how", classes="column")
                yield Answer({one.question.kind for one in self.sitting.asked})
                yield FeedbackView(id="hints", classes="column")
                yield FeedbackView(id="verdict", classes="column")

    def on_mount(self) -> None:
        """Start where the sitting is."""
        self.show_turn()

    @on(Moved)
    def follow_cursor(self, event: Moved) -> None:
        """Keep the row at the cursor in the window, where the answer is longer than it, and what can fill it."""
        event.stop()
        page = self.query_one(Page)
        window = page.scrollable_content_region
        region = event.region.translate(event.widget.region.offset)
        if isinstance(event.widget, LetteredSlots):
            end = self.query_one(Answer).region.bottom
            region = Region.from_corners(region.x, region.y, region.right, max(region.bottom, end))
            self.name_enter()
        shift = page.scroll_offset - window.offset
        page.scroll_to_region(region.translate(shift).crop_size(window.size), animate=False)

    # what is shown

    def show_turn(self) -> None:
        """Draw the sitting's current question, or leave for the summary."""
        turn = self.turn = self.sitting.turn()
        if turn is None:
            self.study.open_summary(self.sitting)
            return
        self._since, self.looked_up = monotonic(), False
        self.close_text()
        self.book.of(self.sitting.section.text)
        self.query_one("#prompt", Words).show(Prose(turn.question.prompt))
        self.query_one("#page").scroll_home(animate=False)
        self.query_one(Answer).ask(turn)
        self._part = self.query_one(Answer).part
        self._focus_question()
        self.show_rest(turn)

    def _show_told(self) -> None:
        """Draw what the latest response came to."""
        turn = self.turn = self.sitting.turn()
        if turn is None:
            return
        self._since = monotonic()
        self.close_text()
        self.query_one(Answer).part.tell(turn)
        self._focus_question()
        self.show_rest(turn)

    def _focus_question(self) -> None:
        if not self.query_one(Answer).part.take_focus():
            self.query_one("#page").focus()

    def show_rest(self, turn: Turn) -> None:
        """Draw all but the answer: how to, hints, feedback, bars."""
        how, words = self.query_one("#how", Words), line(how_to(turn), "$quiet")
        if how.words != words:
            how.show(words)
        self._show_hints(turn)
        told = turn.feedback
        self.query_one("#verdict", FeedbackView).tell(None if told is None else verdict_visual(turn, told))
        if turn.standing.done and self.has_class("-open", "-wide") and not self.may_point:
            self.book.show_evidence(turn.question.evidence)
        self.show_bars()

    def _show_hints(self, turn: Turn) -> None:
        rows = [Row(inline(hint), Content.styled("Hint: ", "bold $primary")) for hint in turn.hints]
        self.query_one("#hints", FeedbackView).tell(Stack(tuple(rows)) if rows else None)

    # what can be done

    @alone
    async def action_go_on(self) -> None:
        """Submit; once the question is done, turn to the next one. In the text: this sentence, or back."""
        turn = self.turn
        if turn is None:
            return
        if self.pointing:
            await self._take_sentence(turn)
        elif self.has_class("-text"):
            self.action_back()
        elif turn.rereads and not self.looked_up:
            self.action_text()
        elif turn.standing.done:
            self.sitting.go_on()
            self.show_turn()
        elif isinstance(turn.question, Locate):
            self.let_point("Point with ↑↓")
        else:
            await self._submit(turn, self.query_one(Answer).response(turn))

    async def _take_sentence(self, turn: Turn) -> None:
        """The sentence pointed at: the answer itself, or what supports it."""
        sentence = self.book.sentence
        if not turn.standing.done:
            await self._submit(turn, sentence)
            return
        right = await asyncio.to_thread(self.sitting.point, sentence)
        self.turn = self.sitting.turn() or turn
        self.tell_pointed(self.turn, right=right)

    async def _submit(self, turn: Turn, response: Any) -> None:
        try:
            if isinstance(response, str) and isinstance(turn.question, Open):
                await asyncio.to_thread(self.sitting.draft, response, ms=self._elapsed())
                self._show_told()
                return
            response = self.sitting.admit(response)
        except Unanswerable as problem:
            self._refuse(str(problem))
            return
        if turn.asks_certainty:
            self.app.push_screen(CertaintyScreen(), partial(self._surely, response))
        else:
            await self._respond(response, 0)

    @alone
    async def _surely(self, response: Any, certainty: int | None) -> None:
        """Give the response; nothing happens where the learner went back from saying how sure it is."""
        if certainty is not None:
            await self._respond(response, certainty)

    def _refuse(self, why: str) -> None:
        """Say why the answer is not taken, until something is done: above the feedback, or below the text."""
        told = line(why, "$warning")
        if not self.pointing:
            self.query_one("#verdict", FeedbackView).refuse(told)
            self.in_passing = True
        elif not self.say(told):
            self.notify(why, markup=False)

    def forget(self) -> None:
        """Take away why an answer was not taken, too."""
        super().forget()
        self.query_one("#verdict", FeedbackView).forget()

    async def _respond(self, response: Any, certainty: int) -> None:
        await asyncio.to_thread(self.sitting.respond, response, certainty=certainty, ms=self._elapsed())
        self._show_told()

    @alone
    async def action_hint(self) -> None:
        """Show the next hint."""
        if await asyncio.to_thread(self.sitting.hint) is None:
            return
        self.turn = self.sitting.turn()
        if self.turn is not None:
            self._show_hints(self.turn)
            self.show_bars()

    @alone
    async def action_skip(self) -> None:
        """Not now; before that ends the sitting, with questions left, it is said once."""
        self.keep_unsent()
        if self.sitting.ends_by_skip and self._warned is not self.turn:
            self.turn = self._warned = self.sitting.turn()
            self.notify("Nothing else is left: s again ends it.", markup=False)
            return
        await asyncio.to_thread(self.sitting.skip)
        self.show_turn()

    @alone
    async def action_reveal(self) -> None:
        """Give up on this question."""
        self.keep_unsent()
        await asyncio.to_thread(self.sitting.reveal, ms=self._elapsed())
        self._show_told()

    @alone
    async def action_undo(self) -> None:
        """Take the last answer back; what was put together here stays."""
        before = self.turn
        self.keep_unsent()
        try:
            undone = await asyncio.to_thread(self.sitting.undo)
        except NotTakenBack as problem:
            self.notify(str(problem), markup=False)
            return
        if undone is None:
            self.notify("Nothing to take back in this sitting.", markup=False)
            return
        self.show_turn()
        if self.turn is not None:
            self.notify(taken_back(before, self.turn), markup=False)

    def action_back(self) -> None:
        """From the text to the question, from the question to where it was opened."""
        if not (self.book.has_focus or self.pointing):
            self.keep_unsent()
            self.app.pop_screen()
            return
        self.close_text()
        self._focus_question()
        self.show_bars()

    def on_unmount(self) -> None:
        """Keep what was put together however the screen is left: by quitting or a signal too."""
        self.keep_unsent()

    def keep_unsent(self) -> None:
        """Keep what was put together and not given, unless it is what was kept or given last."""
        turn = self.turn
        if turn is None or self._part is None or turn.standing.done or isinstance(turn.question, Locate):
            return
        response = self._part.response(turn)
        known = [turn.standing.unsent, *(one.response for one in turn.standing.tries)]
        empty = response == list(turn.options) or (isinstance(response, list) and not any(response))
        if not (empty or response in (None, "", {}) or response in known):
            self.sitting.leave(response)

    def _elapsed(self) -> int:
        """Milliseconds since the question was shown."""
        return round((monotonic() - self._since) * 1000)
