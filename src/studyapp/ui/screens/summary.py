"""The end of a sitting: what it came to, what was missed, and where to go."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static
from textual.widgets.option_list import Option

from studyapp.course.model import Question, Section
from studyapp.study.asked import NotTakenBack
from studyapp.study.feedback import Feedback, Verdict, feedback
from studyapp.study.results import State, section_result
from studyapp.study.sitting import Sitting
from studyapp.ui.commands import SUMMARY, bindings
from studyapp.ui.prose import inline
from studyapp.ui.screens.base import StudyScreen
from studyapp.ui.text import line
from studyapp.ui.widgets.menu import Menu
from studyapp.ui.widgets.row import Row, Stack
from studyapp.ui.widgets.verdict import MARKS
from studyapp.wording import counted, figure, percent, signed


class SummaryScreen(StudyScreen):
    """The score, the next step, and each question with its way back into the text."""

    KEYS = SUMMARY
    BINDINGS: ClassVar[list[BindingType]] = bindings(SUMMARY)

    def __init__(self, sitting: Sitting) -> None:
        super().__init__()
        self.sitting = sitting

    def compose_body(self) -> Iterable[Widget]:
        """The score above, the list below."""
        yield Static(id="score", classes="column")
        yield Menu(id="steps", classes="column")

    def on_mount(self) -> None:
        """Fill it before the first frame."""
        section, journal = self.sitting.section, self.study.journal(self.sitting.course)
        result = section_result(section, journal)
        self.show_title(line(section.title, "bold"), line("done", "$quiet"), 1.0)
        self.query_one("#score", Static).update(self._score())
        self.show_keys({}, () if self.sitting.missed() else ("summary.retry",))
        menu = self.query_one("#steps", Menu)
        menu.add_options([*self._steps(result.state is State.PASSED), *self._rows()])
        menu.highlighted = 0
        menu.focus()

    def _score(self) -> Stack:
        section, journal = self.sitting.section, self.study.journal(self.sitting.course)
        result = section_result(section, journal)
        passed = result.state is State.PASSED
        bar = section.settings.pass_share
        words = f"Not passed yet: {percent(bar)} passes"
        if passed:
            words = "Passed" if result.reaches(bar) else "now; passed before"
        questions = self.sitting.questions
        right = sum(map(self.sitting.right, questions))
        came = f"{right} of {len(questions)} right in this sitting"
        if section.settings.where:
            knew = sum(self.sitting.right(one) and self.sitting.knew_where(one) for one in questions)
            came += f", {knew} with its place"
        marks = [told.mark for one in questions if (told := self._told(one)) and told.mark is not None]
        if marks:
            came += f" · certainty {signed(sum(marks))}"
        style = "bold $success" if passed else "bold $warning"
        return Stack(
            (
                Content.assemble((percent(result.share), style), "  ", (words, style)),
                line(
                    f"{figure(result.points)} of {figure(result.maximum)} points · {came}",
                    "$quiet",
                ),
            )
        )

    def _steps(self, passed: bool) -> Iterable[Option]:
        missed, following = len(self.sitting.missed()), self._following()
        why = "" if passed else ": there are points left in them" if missed > 1 else ": there are points left"
        if left := len(self.sitting.left):
            yield Option(_step(f"Answer the {counted(left, 'question')} left"), id="left")
        retry = Option(_step(f"Try {counted(missed, 'question')} again{why}"), id="retry")
        if missed and not passed:
            yield retry
        if following is not None:
            yield Option(
                Row(line(following.title, "bold"), Content.styled("→ Next: ", "bold $primary")), id="next"
            )
        if missed and passed:
            yield retry
        yield Option(_step("Back to the outline"), id="outline")
        yield Option(Content(), disabled=True)

    def _rows(self) -> Iterable[Option]:
        worth = [self._worth(question) for question in self.sitting.questions]
        widest = max((len(each) for each in worth), default=0)
        for number, (question, credit) in enumerate(zip(self.sitting.questions, worth, strict=True), 1):
            told = self._told(question)
            verdict = told.verdict if told and told.done else None
            mark, style = MARKS[verdict] if verdict else ("–", "$quiet")
            lead = Content.assemble((f"{number:>2} ", "$quiet"), (f"{mark}  ", style))
            words = str(verdict) if verdict else "Not answered"
            if self.sitting.knew_where(question):
                words += ", and knew where" if verdict is Verdict.RIGHT else ", but knew where"
            # each as wide as the widest, so that all rows have tails of one kind
            tails = (f"{words}  {credit}", f"{credit:>{widest}}", credit.partition(" ")[0])
            row = Row(
                inline(question.prompt),
                lead,
                tuple(Content.styled(one, "$quiet") for one in tails),
                short=True,
            )
            yield Option(row, id=f"question:{number - 1}")

    def _worth(self, question: Question) -> str:
        """The points that it earned, of those that it can earn."""
        told = self._told(question)
        return f"{figure((told.credit if told else 0) * question.points)} / {figure(question.points)}"

    def _told(self, question: Question) -> Feedback | None:
        return feedback(question, self.sitting.standing(question))

    def _following(self) -> Section | None:
        return self.sitting.course.neighbour(self.sitting.section, 1)

    @on(Menu.OptionSelected, "#steps")
    async def action_open(self) -> None:
        """Do what is highlighted; a question opens the text at its evidence."""
        option = self.query_one("#steps", Menu).highlighted_option
        match option.id.partition(":") if option and option.id else ("", "", ""):
            case ("left", _, _):
                self.sitting.ask_left()
                self.study.show_questions(self.sitting)
            case ("retry", _, _):
                await self.action_retry()
            case ("next", _, _) if (following := self._following()) is not None:
                self.app.pop_screen()
                self.study.open_section(self.sitting.course, following)
            case ("outline", _, _):
                self.action_back()
            case ("question", _, index):
                self._open_text(self.sitting.questions[int(index)])

    def _open_text(self, question: Question) -> None:
        self.study.open_evidence(self.sitting.course, self.sitting.section, question)

    async def action_retry(self) -> None:
        """A new sitting over what was missed."""
        if missed := self.sitting.missed():
            await self.study.open_questions(self.sitting.course, self.sitting.section, retry=missed)

    async def action_undo(self) -> None:
        """Take the last answer back and answer it again."""
        try:
            undone = await asyncio.to_thread(self.sitting.undo)
        except NotTakenBack as problem:
            self.notify(str(problem), markup=False)
            return
        if undone is not None:
            self.study.show_questions(self.sitting)

    def action_back(self) -> None:
        """To the outline."""
        self.study.to_outline()


def _step(words: str) -> Row:
    return Row(Content.styled(words, "bold $primary"), Content.styled("→ ", "bold $primary"))
