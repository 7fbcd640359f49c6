"""The question: prompt, answer and feedback in one place, with the text beside it or a key away."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterable
from functools import partial, wraps
from time import monotonic
from typing import Any, ClassVar, Concatenate, ParamSpec, TypeAlias

from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.geometry import Region
from textual.widget import Widget
from textual.widgets import Input, Static

from studyapp.course.model import Locate, Open
from studyapp.study.asked import Unanswerable
from studyapp.study.sitting import Run
from studyapp.study.turn import Turn
from studyapp.ui.commands import QUESTION, Command, bindings
from studyapp.ui.prose import Prose, inline
from studyapp.ui.screens.beside import WIDE, BesideText
from studyapp.ui.screens.certainty import CertaintyScreen
from studyapp.ui.screens.modal import LineScreen
from studyapp.ui.text import line
from studyapp.ui.widgets.answer import Answer, how_to
from studyapp.ui.widgets.letters import LetteredSlots
from studyapp.ui.widgets.parts import Part
from studyapp.ui.widgets.row import Row, Stack
from studyapp.ui.widgets.spots import Moved
from studyapp.ui.widgets.verdict import FeedbackView, verdict_visual
from studyapp.wording import percent

P = ParamSpec("P")
Action: TypeAlias = "Callable[Concatenate[QuestionScreen, P], Coroutine[Any, Any, None]]"


def _alone(action: Action[P]) -> Action[P]:
    """The action, which does nothing while another is under way: a key and a click may come at once."""

    @wraps(action)
    async def run(screen: QuestionScreen, /, *args: P.args, **kwargs: P.kwargs) -> None:
        if not screen.busy:
            screen.busy = True
            try:
                await action(screen, *args, **kwargs)
            finally:
                screen.busy = False

    return run


class QuestionScreen(BesideText):
    """One question after another; the screen stays, its parts change in place."""

    KEYS = QUESTION
    BINDINGS: ClassVar[list[BindingType]] = bindings(QUESTION)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]

    def __init__(self, sitting: Run) -> None:
        super().__init__(sitting)
        self.busy = False
        """Something is being recorded."""
        self._part: Part | None = None
        """Where the question is answered; it is still at hand when the screen is taken down."""
        self._since = monotonic()

    def compose_body(self) -> Iterable[Widget]:
        """The text at the left where it fits, the question at the right."""
        with Horizontal():
            yield from self.compose_text()
            with VerticalScroll(id="page", can_focus=True):
                yield Static(id="prompt", classes="column")
                yield Static(id="how", classes="column")
                yield Answer({one.question.kind for one in self.sitting.asked})
                yield FeedbackView(id="hints", classes="column")
                yield FeedbackView(id="verdict", classes="column")

    def on_mount(self) -> None:
        """Start where the sitting is."""
        self.show_turn()

    @on(Moved)
    def follow_cursor(self, event: Moved) -> None:
        """Keep the row at the cursor in the window, where the answer is longer than it, and what can fill it."""
        page = self.query_one("#page", VerticalScroll)
        window = page.scrollable_content_region
        region = event.region.translate(event.widget.region.offset)
        if isinstance(event.widget, LetteredSlots):
            end = self.query_one(Answer).region.bottom
            region = Region.from_corners(region.x, region.y, region.right, max(region.bottom, end))
            self._name_enter()
        shift = page.scroll_offset - window.offset
        page.scroll_to_region(region.translate(shift).crop_size(window.size), animate=False)

    @on(Input.Changed)
    def _name_enter(self) -> None:
        """Say what Enter does now: while gaps are typed it leads from one to the next."""
        if self.turn is not None:
            self.show_keys(*self._keys(self.turn))

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
        self.query_one("#prompt", Static).update(Prose(turn.question.prompt))
        self.query_one("#page").scroll_home(animate=False)
        self.query_one(Answer).ask(turn)
        self._part = self.query_one(Answer).part
        self._focus_question()
        self._show_rest(turn)

    def _show_told(self) -> None:
        """Draw what the latest response came to."""
        turn = self.turn = self.sitting.turn()
        if turn is None:
            return
        self._since = monotonic()
        self.close_text()
        self.query_one(Answer).part.tell(turn)
        self._focus_question()
        self._show_rest(turn)

    def _focus_question(self) -> None:
        if not self.query_one(Answer).part.take_focus():
            self.query_one("#page").focus()

    def _show_rest(self, turn: Turn) -> None:
        """Draw all but the answer: how to, hints, feedback, bars."""
        how, words = self.query_one("#how", Static), line(how_to(turn), "$quiet")
        if how.content != words:
            how.update(words)
        self._show_hints(turn)
        told = turn.feedback
        self.query_one("#verdict", FeedbackView).tell(None if told is None else verdict_visual(turn, told))
        if turn.standing.done and self.has_class("-open", "-wide") and not self.may_point:
            self.book.show_evidence(turn.question.evidence)
        self.show_bars()

    def _show_hints(self, turn: Turn) -> None:
        rows = [Row(inline(hint), Content.styled("Hint: ", "bold $primary")) for hint in turn.hints]
        self.query_one("#hints", FeedbackView).tell(Stack(tuple(rows)) if rows else None)

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
            labels["question.pick"] = "tick"
        if turn.hints_left:
            labels["question.hint"] = f"hint −{percent(turn.question.penalty)}"
        if turn.standing.done:
            labels |= {"question.undo": "undo", "question.note": "note"}
        elif self.query_one(Answer).part.takes_letters:
            # letters go to the field: the commands are to be had through their list
            hidden |= {"question.hint", "question.text", "question.skip", "app.help"}
            labels["app.commands"] = "hint, more" if turn.hints_left else "more"
        return labels, hidden

    def _next_label(self, turn: Turn) -> str:
        if not turn.standing.done:
            return "done ticking" if turn.marking else self.query_one(Answer).part.before_submit or "submit"
        if turn.rereads and not self.looked_up:
            return "reread"
        return "next" if self.sitting.done < turn.total else "result"

    # what can be done

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

    @_alone
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
            told = Content.styled(str(problem), "$warning")
            if self.pointing:
                self.show_above(told)
            else:
                self.query_one("#verdict", FeedbackView).tell(told)
            return
        if turn.asks_certainty:
            self.app.push_screen(CertaintyScreen(), partial(self._surely, response))
        else:
            await self._respond(response, 0)

    @_alone
    async def _surely(self, response: Any, certainty: int | None) -> None:
        """Give the response; nothing happens where the learner went back from saying how sure it is."""
        if certainty is not None:
            await self._respond(response, certainty)

    async def _respond(self, response: Any, certainty: int) -> None:
        await asyncio.to_thread(self.sitting.respond, response, certainty=certainty, ms=self._elapsed())
        self._show_told()

    @_alone
    async def action_hint(self) -> None:
        """Show the next hint."""
        if await asyncio.to_thread(self.sitting.hint) is None:
            return
        self.turn = self.sitting.turn()
        if self.turn is not None:
            self._show_hints(self.turn)
            self.show_bars()

    @_alone
    async def action_skip(self) -> None:
        """Not now."""
        await asyncio.to_thread(self.sitting.skip)
        self.show_turn()

    @_alone
    async def action_reveal(self) -> None:
        """Give up on this question."""
        await asyncio.to_thread(self.sitting.reveal, ms=self._elapsed())
        self._show_told()

    @_alone
    async def action_undo(self) -> None:
        """Take the last answer back."""
        if await asyncio.to_thread(self.sitting.undo) is None:
            self.notify("Nothing to take back in this sitting.", markup=False)
            return
        self.show_turn()
        self.notify("The last answer is taken back.", markup=False)

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

    def action_note(self) -> None:
        """A note of the learner's own."""
        if self.turn is None:
            return

        async def keep(text: str | None) -> None:
            if text is not None:
                await asyncio.to_thread(self.sitting.note, text)
                self.turn = self.sitting.turn()
                if self.turn is not None:
                    self._show_rest(self.turn)

        note = self.turn.standing.note
        self.app.push_screen(LineScreen("Note", "Yours alone; it stays with this question.", note), keep)

    def action_flag(self) -> None:
        """A report for the question's author."""

        async def keep(text: str | None) -> None:
            if text:
                await asyncio.to_thread(self.sitting.flag, text)
                self.notify("Report kept; studyapp progress reports prints it.", markup=False)

        self.app.push_screen(
            LineScreen(
                "Report", "What is wrong with it? studyapp progress reports prints it for its author."
            ),
            keep,
        )

    def _elapsed(self) -> int:
        """Milliseconds since the question was shown."""
        return round((monotonic() - self._since) * 1000)
