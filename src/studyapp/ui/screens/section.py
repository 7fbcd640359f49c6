"""A section: its text, and at the end the way to its questions."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from time import monotonic
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input
from textual.widgets.option_list import Option

from studyapp.course.model import Course, Section
from studyapp.course.text import headings
from studyapp.study.events import Kind
from studyapp.study.results import State, improvable, section_result
from studyapp.ui.commands import SECTION, bindings
from studyapp.ui.screens.base import StudyScreen
from studyapp.ui.text import line
from studyapp.ui.widgets.menu import Menu
from studyapp.ui.widgets.reading import ReadingView
from studyapp.ui.widgets.row import Row
from studyapp.wording import counted, minutes

KEEP_EVERY = 30
"""Seconds of reading after which the place is kept even if the learner stays."""


class SectionText(ReadingView):
    """The section's text; a message that it moved would come after the frame in which the bars are to tell of it."""

    def __init__(self, tell: Callable[[], None]) -> None:
        """``tell`` is called when it has moved."""
        super().__init__(id="text")
        self._tell = tell

    def moved(self) -> None:
        """Tell at once."""
        self._tell()


class SectionScreen(StudyScreen):
    """The reading view with its place kept."""

    KEYS = SECTION
    BINDINGS: ClassVar[list[BindingType]] = bindings(SECTION)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]
    AUTO_FOCUS = "#text"

    def __init__(
        self,
        course: Course,
        section: Section,
        *,
        at: int | None = None,
        search: str = "",
        highlight: Sequence[tuple[int, int]] = (),
    ) -> None:
        """Open at the offset ``at``, by default where the learner was; ``search`` and ``highlight`` are drawn."""
        super().__init__()
        self.course, self.section = course, section
        self._at, self._needle, self._highlight = at, search, list(highlight)
        self._since = monotonic()
        self._place, self._share, self._kept = 0, 0.0, False
        self._hits = 0

    def compose_body(self) -> Iterable[Widget]:
        """Headings at the side where there are any and the window is wide; the text; a field to search."""
        with Horizontal():
            yield self._headings()
            yield SectionText(self.show_place)
        yield Input(id="search", placeholder="Search in the text")

    def on_mount(self) -> None:
        """Show the text where the learner left it; no heading is picked yet."""
        self.query_one("#headings", Menu).highlighted = None
        view = self.query_one(ReadingView)
        if self.section.text:
            view.show(self.section.text, self.section.title)
        else:
            view.show("This section's text can't be shown. `studyapp check` says why.")
        standing = self.study.journal(self.course).section(self.section.stem)
        view.restore(self._at if self._at is not None else standing.place)
        if self._needle:
            self._hits = view.search(self._needle)
        if self._highlight:
            view.highlight(self._highlight)
            view.scroll_to_offset(self._highlight[0][0])
        self.show_place()

    def _headings(self) -> Menu:
        """The headings within the text, filled before it is styled and laid out."""
        found = headings(self.section.text) if len(self.section.text) < 500_000 else []
        inner = [heading for heading in found if heading.level <= 3][1:]
        indent = {1: "", 2: "", 3: "  "}
        options = (
            Option(Row(line(heading.title), Content(indent[heading.level])), id=str(heading.start))
            for heading in inner
        )
        return Menu(*options, id="headings", classes="-filled" if inner else None)

    def show_place(self) -> None:
        """Say how much is left, and what Enter does here."""
        view = self.query_one(ReadingView)
        self._place, self._share = view.place, 1.0 if view.at_end else round(view.progress, 4)
        self._kept = False
        if monotonic() - self._since > KEEP_EVERY:
            self.run_worker(self.keep_place(), exclusive=True)
        left = minutes(self.section.text) * (1 - view.progress)
        status = "end" if view.at_end else f"{max(1, round(left))} min left"
        if self._needle:
            status = counted(self._hits, "hit")
        number = self.course.sections.index(self.section) + 1
        title = Content.assemble((f"{number}  ", "$quiet"), line(self.section.title, "bold"))
        self.show_title(title, line(status, "$quiet"), view.progress)
        self.show_trouble()
        hidden: tuple[str, ...] = () if self.section.questions else ("section.answer",)
        labels = {"section.next": self._next_label(view)}
        if self._highlight:
            labels["section.back"] = "summary"
        if self._needle:
            hidden = ("section.answer", "section.search")
            labels |= {
                "section.following": "next hit",
                "section.hit_before": "before",
                "section.back": "end search",
            }
        self.show_keys(labels, hidden)

    def _next_label(self, view: ReadingView) -> str:
        if not view.at_end:
            return "read on"
        if self._highlight:
            return "back to the summary"
        if self.section.questions:
            return self._answer_label()
        return "next section" if self.course.neighbour(self.section, 1) else "outline"

    def _answer_label(self) -> str:
        """Where among the questions Enter leads, or how many of them the sitting asks that it begins."""
        journal = self.study.journal(self.course)
        sitting = self.study.SITTING(self.course, self.section, journal)
        sitting.ask_left()  # what was put off is asked where nothing else is left, and nothing of this is kept
        if sitting.begun:
            return f"go on with question {sitting.number}"
        result = section_result(self.section, journal)
        passed = result.state is State.PASSED
        again = result.answered == result.total and not passed
        if sitting.current is not None:
            asked = len(sitting.questions)
        elif again:
            asked = len(improvable(self.section, journal))
        else:
            asked = (passed and result.changed) or result.total
        return f"try {counted(asked, 'question')} again" if again else f"answer {counted(asked, 'question')}"

    async def action_go_on(self) -> None:
        """Read on; from the end, on to the questions or the next section."""
        view = self.query_one(ReadingView)
        if not view.at_end:
            view.action_page_down()
        elif self._highlight:
            await self.action_back()
        elif self.section.questions:
            await self.action_answer()
        elif following := self.course.neighbour(self.section, 1):
            await self._leave_for(following)
        else:
            await self.action_back()

    async def action_answer(self) -> None:
        """To the section's questions."""
        if self.section.questions:
            await self.keep_place()
            await self.study.open_questions(self.course, self.section)

    async def action_following(self) -> None:
        """The next hit while searching, else the next section."""
        view = self.query_one(ReadingView)
        if self._needle:
            view.next_hit()
            return
        await self._leave_for(self.course.neighbour(self.section, 1))

    async def action_previous(self) -> None:
        """The section before."""
        await self._leave_for(self.course.neighbour(self.section, -1))

    def action_hit_before(self) -> None:
        """The hit before."""
        if self._needle:
            self.query_one(ReadingView).previous_hit()

    async def _leave_for(self, section: Section | None) -> None:
        if section is None:
            self.notify("There is no further section this way.", markup=False)
            return
        await self.keep_place()
        self.app.pop_screen()
        self.study.open_section(self.course, section)

    def action_search(self) -> None:
        """Open the search field."""
        field = self.query_one("#search", Input)
        field.add_class("-open")
        field.value = self._needle
        field.focus()

    @on(Input.Submitted, "#search")
    def find(self, event: Input.Submitted) -> None:
        """Search, and go to the first hit from here."""
        view = self.query_one(ReadingView)
        self._needle = event.value.strip()
        self._close_search()
        if not self._needle:
            view.clear_search()
            return
        self._hits = view.search(self._needle)
        if not self._hits:
            self.notify("These words are not in the text.", markup=False)
            self._needle = ""
        self.show_place()

    def _close_search(self) -> None:
        self.query_one("#search", Input).remove_class("-open")
        self.query_one(ReadingView).focus()

    async def action_back(self) -> None:
        """End the search; else back to the outline."""
        view = self.query_one(ReadingView)
        if self.query_one("#search", Input).has_focus:
            self._close_search()
        elif self._needle:
            self._needle = ""
            view.clear_search()
            self.show_place()
        else:
            await self.keep_place()
            self.app.pop_screen()

    @on(Menu.OptionSelected, "#headings")
    def jump(self, event: Menu.OptionSelected) -> None:
        """To the picked heading."""
        view = self.query_one(ReadingView)
        view.restore(int(event.option_id or 0))
        view.focus()

    @on(ReadingView.LinkClicked)
    def follow(self, event: ReadingView.LinkClicked) -> None:
        """Ask before a link is opened."""
        self.study.ask_link(event.href)

    async def keep_place(self) -> None:
        """Record where the learner is and how long it took."""
        self._kept = True
        await asyncio.to_thread(self._record, self._spent())

    def on_unmount(self) -> None:
        """Keep the place however the screen is left: by quitting or a signal too."""
        if not self._kept:
            self._record(self._spent())

    def _spent(self) -> int:
        """Milliseconds since the place was kept last."""
        ms, self._since = round((monotonic() - self._since) * 1000), monotonic()
        return ms

    def _record(self, ms: int) -> None:
        journal = self.study.journal(self.course)
        journal.record(Kind.READ, self.section.stem, place=self._place, share=self._share, ms=ms)
