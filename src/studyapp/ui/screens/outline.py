"""The outline: what to do next, and where every section stands."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static
from textual.widgets.option_list import Option

from studyapp.course.blocks import index
from studyapp.course.model import Course, Section
from studyapp.study.memory import Memory, memory
from studyapp.study.results import (
    NextStep,
    SectionResult,
    State,
    Step,
    course_result,
    next_step,
    section_result,
    section_results,
)
from studyapp.study.sitting import Sitting
from studyapp.ui.commands import OUTLINE, bindings
from studyapp.ui.screens.base import StudyScreen
from studyapp.ui.text import line
from studyapp.ui.widgets.drawing import bar as bar_of
from studyapp.ui.widgets.menu import Menu
from studyapp.ui.widgets.row import Row, Stack
from studyapp.wording import counted, days_ahead, minutes, percent, review_minutes

BAR = 10
"""Cells of a section's bar."""
FIGURE = len(" 100%")
"""Cells of the figure behind it."""
ROOMY = 60
"""Columns from which the bars are drawn, and what they mean above them."""
FADED = 0.8
"""Recall under which a section is worth reading again before its questions."""

RESTING = 0.1
"""Seconds on a row after which the learner may be about to open it."""

Standings = tuple[Section, SectionResult, Memory]


class OutlineScreen(StudyScreen):
    """The course's sections with their state; on top the one next thing to do."""

    KEYS = OUTLINE
    BINDINGS: ClassVar[list[BindingType]] = bindings(OUTLINE)

    def __init__(self, course: Course) -> None:
        super().__init__()
        self.course = course
        self._next, self._due = NextStep(Step.DONE), 0
        self._resting: Timer | None = None

    def compose_body(self) -> Iterable[Widget]:
        """The description and the list."""
        yield Static(line(self.course.description), id="description", classes="column")
        yield Menu(id="sections", classes="column")

    def on_screen_resume(self) -> None:
        """Fill the list: before the first frame, and whenever a section's standing may have changed."""
        super().on_screen_resume()
        self.fill()

    def fill(self) -> None:
        """Draw everything anew from the journal; the highlight stays on its section."""
        journal = self.study.journal(self.course)
        known = section_results(self.course, journal)
        results = [
            (section, result, memory(section, journal, self.course.exam))
            for section, result in zip(self.course.sections, known, strict=True)
        ]
        self._next, self._due = next_step(self.course, journal, known), self.study.due()
        menu = self.query_one("#sections", Menu)
        kept = menu.highlighted_option
        steps = [Option(self._next_row(), id="next")]
        if self._due and self._next.step is Step.DONE:
            steps = [Option(self._review_row(results), id="review")]
        elif self._due:
            # what was begun is finished first
            begun = self._next.step is Step.ANSWER
            steps.insert(begun, Option(self._review_row(results), id="review"))
        menu.set_options([*steps, *self._rows(results)])
        ids = [option.id for option in menu.options]
        menu.highlighted = ids.index(kept.id) if kept and kept.id in ids else 0
        whole = course_result(self.course, known)
        status = line(f"{whole.passed} of {whole.total} passed" if whole.total else "", "$quiet")
        self.show_title(line(self.course.title, "bold"), status, whole.share)
        self.show_keys({}, [command.id for command in OUTLINE if not self._can(command.action)])

    def _review_row(self, results: Sequence[Standings]) -> Row:
        """How much is due, and where it is most needed to read again first."""
        body = Content.styled(f"Review: {self._due} due", "bold $primary")
        weakest = min(
            (one for one in results if one[2].due and one[2].recall is not None),
            key=lambda one: one[2].recall or 0.0,
            default=None,
        )
        if weakest and (weakest[2].recall or 0.0) < FADED:
            body += line(f"; reread {weakest[0].title} first", "$quiet")
        tail = line(f"about {review_minutes(self._due)} min", "$quiet")
        return Row(body, Content.styled("→ ", "bold $primary"), (tail,))

    def _next_row(self) -> Row:
        section = self._next.section
        minutes = f"about {self._minutes(section)} min" if section else ""
        text, detail = self._next_words()
        body = Content.assemble((f"{text}: " if section else text, "bold $primary"))
        if section:
            body += line(section.title, "bold")
        if detail:
            body += line(f"{', ' if section else ': '}{detail}", "$quiet")
        return Row(body, Content.styled("→ ", "bold $primary"), (line(minutes, "$quiet"),) if minutes else ())

    def _next_words(self) -> tuple[str, str]:
        """What the next step is called, and a word on where in the section it is."""
        section, journal = self._next.section, self.study.journal(self.course)
        if section is None:
            coming = self.study.coming()
            back = f"{counted(coming[1], 'question')} back {days_ahead(coming[0])}" if coming else ""
            return "Done for today" if coming else "Every section is done", back
        match self._next.step:
            case Step.ANSWER:
                result = section_result(section, journal)
                if result.state is State.PASSED:
                    return "Answer again", f"{counted(result.changed, 'question')} changed"
                sitting = Sitting(self.course, section, journal)
                if not sitting.begun:
                    return "Answer", counted(result.total, "question")
                return "Continue", f"question {sitting.number}"
            case Step.RETRY:
                return "Try again", f"{percent(section_result(section, journal).share)} so far"
        standing = journal.section(section.stem)
        return ("Read on", f"{percent(standing.share)} read") if standing.at else ("Start", "")

    def _minutes(self, section: Section) -> int:
        """Minutes for the text, where it is still to be read, and half a minute for each question that is left."""
        result = section_result(section, self.study.journal(self.course))
        left = result.total - result.answered or result.total
        return max(1, round(minutes(section.text) * (self._next.step is Step.READ) + left / 2))

    def _rows(self, results: Sequence[Standings]) -> Iterable[Option]:
        part, tails = "", tuple[Content, ...]()
        recalls = any(_known_today(result, known) is not None for _, result, known in results)
        if recalls:
            tails = (Content.styled("known today" if self.size.width >= ROOMY else "", "$quiet"),)
            if not results[0][0].part:
                yield Option(Row(Content(" "), tails=tails), disabled=True)
        for number, (section, result, known) in enumerate(results, 1):
            if section.part != part:
                part = section.part
                heading = (Row(line(part, "$primary"), tails=tails if number == 1 else ()),) if part else ()
                yield Option(Stack((Content(" "), *heading)), disabled=True)
            lead = Content.styled(f"{number:>3}  ", "$quiet")
            yield Option(
                Row(line(section.title), lead, _tails(section, result, known, recalls)), id=section.stem
            )

    @property
    def highlighted_section(self) -> Section | None:
        """The section under the highlight; the next step's while that is highlighted."""
        option = self.query_one("#sections", Menu).highlighted_option
        if option is None or option.id is None:
            return None
        return self._next.section if option.id == "next" else self.course.section(option.id)

    @on(Menu.OptionHighlighted, "#sections")
    def look_ahead(self) -> None:
        """Read the section on whose row the highlight comes to rest, so that a long one opens like a short one."""
        if self._resting is not None:
            self._resting.stop()
        self._resting = self.set_timer(RESTING, self._read_ahead)

    def _read_ahead(self) -> None:
        section = self.highlighted_section
        if section is not None:
            reading = asyncio.to_thread(lambda: index(section.text))
            self.run_worker(reading, exclusive=True, exit_on_error=False)

    @on(Menu.OptionSelected, "#sections")
    async def action_open(self) -> None:
        """Go on where the learner was, or open the highlighted section."""
        section = self.highlighted_section
        option = self.query_one("#sections", Menu).highlighted_option
        if option is not None and option.id == "review":
            await self.action_review()
            return
        if option is not None and option.id == "next" and section is None:
            self.study.open_progress()
            return
        if section is None or option is None:
            return
        if option.id == "next" and self._next.step in (Step.ANSWER, Step.RETRY):
            await self.study.open_questions(self.course, section)
        else:
            self.study.open_section(self.course, section)

    async def action_answer(self) -> None:
        """Answer the highlighted section's questions."""
        section = self.highlighted_section
        if section and section.questions:
            await self.study.open_questions(self.course, section)

    async def action_review(self) -> None:
        """Review what is due."""
        await self.study.open_review()

    def action_progress(self) -> None:
        """What the learner has come to."""
        self.study.open_progress()

    def action_search(self) -> None:
        """Search every text of the course."""
        self.study.search_course(self.course)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is a list of courses to go back to only where there are several, and a review where any is due."""
        match action:
            case "back":
                return len(self.study.courses) > 1
            case "review":
                return self._due > 0
        return True

    def action_back(self) -> None:
        """Back to the list of courses."""
        self.app.pop_screen()


def _known_today(result: SectionResult, known: Memory) -> float | None:
    """The share of a section that is known today; None until all of it was answered."""
    return known.recall if result.answered == result.total else None


def _tails(section: Section, result: SectionResult, known: Memory, recalls: bool) -> tuple[Content, ...]:
    """A section's state in words, with a bar, and short.

    The bars are ``recalls``, of what is known today, once there is such a one; until then, of what is answered.
    """
    if section.left_out:
        words = "its questions have mistakes" if section.text else "its text has mistakes"
        return Content.styled(words, "$error"), Content.styled("mistakes", "$error")
    if not section.questions:
        read = result.state is not State.NEW
        return (Content.styled("read" if read else "to read", "$quiet"),)
    match result.state:
        case State.PASSED:
            words, style = f"{'durable' if known.durable else 'passed'}, {percent(result.share)}", "$success"
        case State.ANSWERING:
            words = f"answered {result.answered} of {result.total}"
            if result.answered == result.total:
                words = f"{percent(result.share)}, not passed"
            style = "$foreground"
        case State.READING:
            words, style = "reading", "$foreground"
        case _:
            words, style = "new", "$quiet"
    if result.changed:
        words = f"{counted(result.changed, 'question')} changed"
    if known.due:
        words += f", {known.due} due"
    complete = result.answered == result.total
    short = percent(result.share) if complete else f"{result.answered}/{result.total}"
    if result.state is State.PASSED:
        short = f"{'✓✓' if known.durable else '✓'} {short}"
    if (share := _known_today(result, known)) is not None:
        bar = bar_of(share, BAR, style) + Content.styled(f" {percent(share):>4}", style)
        now = f"{short} · {percent(share)} known"
        return (
            Content.assemble((words, style), "  ", bar),
            Content.styled(now, style),
            Content.styled(short, style),
        )
    bar = Content(" " * (BAR + FIGURE)) if recalls else bar_of(result.answered / result.total, BAR, style)
    return (
        Content.assemble((words, style), "  ", bar),
        Content.styled(words, style),
        Content.styled(short, style),
    )
