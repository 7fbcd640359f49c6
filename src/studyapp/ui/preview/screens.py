"""Screens of a course and its files: what is shown after an edit, and which place of a file is shown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from studyapp.course.folder import COURSE_FILE
from studyapp.course.model import Course, Section
from studyapp.study.sitting import Sitting
from studyapp.ui.preview.editor import Place
from studyapp.ui.preview.rehearsal import Rehearsal
from studyapp.ui.preview.renewal import line_at, offset_now, question_now, section_now
from studyapp.ui.screens.outline import OutlineScreen
from studyapp.ui.screens.question import QuestionScreen
from studyapp.ui.screens.section import SectionScreen
from studyapp.ui.screens.summary import SummaryScreen
from studyapp.ui.text import line
from studyapp.ui.widgets.reading import ReadingView

if TYPE_CHECKING:
    from studyapp.ui.preview.app import PreviewApp


class Gone(Exception):
    """What the screen shows is no longer in the course; ``str()`` is the sentence for the author."""


async def renewed(screen: Screen[object], course: Course, app: PreviewApp) -> None:
    """Show the course on a screen, where that shows any of it. Raises Gone where it can only stay as it was."""
    match screen:
        case OutlineScreen():
            screen.course = course
            screen.query_one("#description", Static).update(line(course.description))
            screen.fill()
        case SectionScreen():
            section = _now(screen.course, course, screen.section)
            place = screen.query_one(ReadingView).place
            at = offset_now(screen.section.text, section.text, place)
            await app.switch_screen(SectionScreen(course, section, at=at))
        case SummaryScreen():
            section = _now(screen.sitting.course, course, screen.sitting.section)
            sitting = Rehearsal(course, section, app.journal(course))
            await app.switch_screen(SummaryScreen(sitting))
        case QuestionScreen(sitting=Sitting() as sitting):
            section = _now(sitting.course, course, sitting.section)
            await _question(screen, sitting, course, section, app)


def _now(old: Course, new: Course, section: Section) -> Section:
    now = section_now(old, new, section)
    if now is None:
        raise Gone(f"{section.content_file} is gone; what you see of it is as it was.")
    return now


def place_of(screen: Screen[object], folder: Path) -> Place:
    """The place in the files of what is on a screen; course.yaml's beginning where that is no section's."""
    match screen:
        case QuestionScreen() if screen.turn is not None and not screen.book.has_focus:
            line = max(1, screen.turn.question.line)
            return Place(folder / screen.sitting.section.question_file, line)
        case QuestionScreen():
            return _in_text(screen.book, folder / screen.sitting.section.content_file)
        case SectionScreen():
            return _in_text(screen.query_one(ReadingView), folder / screen.section.content_file)
        case SummaryScreen():
            return Place(folder / screen.sitting.section.question_file)
        case OutlineScreen() if (section := screen.highlighted_section) is not None:
            if section.left_out:
                return Place(Path(section.left_out[0].file), section.left_out[0].span.line)
            return Place(folder / section.content_file)
    return Place(folder / COURSE_FILE)


def section_of(screen: Screen[object]) -> Section | None:
    """The section that a screen shows anything of; None where it is of no single one."""
    match screen:
        case SectionScreen():
            return screen.section
        case SummaryScreen() | QuestionScreen(sitting=Sitting()):
            return screen.sitting.section
    return None


def _in_text(view: ReadingView, file: Path) -> Place:
    return Place(file, line_at(view.text, view.place))


async def _question(
    screen: QuestionScreen, sitting: Sitting, course: Course, section: Section, app: PreviewApp
) -> None:
    """The same question as far as it was come with it, what was put together included; the text at its place."""
    asked = sitting.current
    question = question_now(sitting.section, section, asked) if asked else None
    if question is None:
        await app.switch_screen(SectionScreen(course, section))
        return
    screen.keep_unsent()
    screen.turn = None  # it is kept, and need not be once more when the screen is taken down
    journal = app.journal(course)
    new = QuestionScreen(Rehearsal.at(course, section, journal, question))
    in_text, place = screen.has_class("-text"), screen.book.place
    scrolled = screen.query_one("#page", VerticalScroll).scroll_y
    at = offset_now(screen.book.text, section.text, place)
    await app.switch_screen(new)
    if in_text:
        new.action_text()
    if new.book.text:
        new.book.restore(at)
    page = new.query_one("#page", VerticalScroll)
    new.call_after_refresh(page.scroll_to, y=scrolled, animate=False)
