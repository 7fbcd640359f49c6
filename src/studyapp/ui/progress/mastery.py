"""How far each section has come, and what of it is still known today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from textual.content import Content
from textual.visual import Visual

from studyapp.study.overview.dates import duration
from studyapp.study.overview.mastery import CourseMastery, SectionMastery, Stage
from studyapp.study.overview.whole import Overview
from studyapp.study.store import CourseRow
from studyapp.ui.text import line
from studyapp.ui.widgets.drawing import Either, bar
from studyapp.ui.widgets.figure import Part, Target
from studyapp.ui.widgets.row import Row, Stack
from studyapp.ui.widgets.table import Table
from studyapp.wording import counted, percent

BAR, SHORT_BAR = 10, 6
"""Cells of the bar of what is known, in one line with the title and below it."""
ROOMY = 64
"""Cells from which a section takes one line."""
STYLES = {
    Stage.NEW: "$quiet",
    Stage.READ: "$foreground",
    Stage.PASSED: "$success",
    Stage.DURABLE: "bold $success",
}


def mastery(whole: Overview, *, table: bool) -> Iterator[Part]:
    """Every course at hand with its sections, then what the progress file knows of others."""
    for at, course in enumerate(whole.courses):
        if at:
            yield Part(Content(" "))
        yield Part(_heading(course))
        yield from _table(course) if table else _rows(course)
    for row in whole.others:
        yield Part(Content(" "))
        yield Part(_elsewhere(row))


def _heading(course: CourseMastery) -> Row:
    """The course, and what it comes to."""
    told = [f"{percent(course.recall)} known"] if course.recall is not None else []
    told += [f"{course.due} due"] if course.due else []
    tails = (line(", ".join(told), "$quiet"),) if told else ()
    return Row(line(course.title, "bold $primary"), tails=tails, short=True)


def _rows(course: CourseMastery) -> Iterator[Part]:
    head = f"{'stage':<8} {'score':>5}   {'recall today':<15}  {'due':>3}"
    yield Part(
        Either(Row(Content(" "), tails=(line(head, "$quiet"),)), Row(line("recall today", "$quiet")), ROOMY)
    )
    for section in course.sections:
        yield Part(_row(section), Target(course.id, section.stem))


def _row(section: SectionMastery) -> Visual:
    """A section in one line, or in two."""
    known, style = section.memory, STYLES[section.stage]
    title = line(section.title)
    recall = _recall(known.recall, BAR, style) or Content(" " * (BAR + 5))
    due = Content.styled(str(known.due) if known.due else "-", "bold" if known.due else "$quiet")
    wide = Content.assemble(
        (f"{section.stage:<8} {_score(section):>5}", style), "   ", recall, "  ", due.pad_left(3 - len(due))
    )
    words = f"{section.stage} {_score(section)}" if section.result.answered else str(section.stage)
    told = Content.styled(f"{words}, {known.due} due" if known.due else words, style)
    slim = Content("  ").join(part for part in (_recall(known.recall, SHORT_BAR, style), told) if part)
    return Either(Row(title, tails=(wide,), short=True), Stack((Row(title, short=True), slim)), ROOMY)


def _recall(recall: float | None, cells: int, style: str) -> Content:
    """As a bar and a number; empty where there is none."""
    if recall is None:
        return Content()
    return bar(recall, cells, style) + Content.styled(f" {percent(recall):>4}", style)


def _score(section: SectionMastery) -> str:
    return percent(section.result.share) if section.result.answered else "-"


def _table(course: CourseMastery) -> Iterator[Part]:
    head = ("section", "stage", "answered", "score", "recall", "due", "time")
    head_line, *lines = Table(head, map(_cells, course.sections), words=2).lines()
    yield Part(head_line)
    for section, row in zip(course.sections, lines, strict=True):
        yield Part(row, Target(course.id, section.stem))


def _cells(section: SectionMastery) -> tuple[str, ...]:
    return (
        section.title,
        str(section.stage),
        f"{section.result.answered}/{section.result.total}" if section.result.total else "-",
        _score(section),
        "-" if section.memory.recall is None else percent(section.memory.recall),
        str(section.memory.due),
        duration(section.spent.total),
    )


def _elsewhere(row: CourseRow) -> Content:
    """A course whose folder is not open."""
    on = datetime.fromtimestamp(row.at // 1_000_000).astimezone().date()
    told = (
        f": not open here; {counted(row.sections, 'section')} opened, {row.passed} passed, "
        f"last studied {on.isoformat()}"
    )
    return Content.assemble(line(row.title or row.id, "bold"), (told, "$quiet"))
