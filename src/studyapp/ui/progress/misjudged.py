"""What the learner was sure of, and wrong about."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content
from textual.visual import Visual

from studyapp.study.overview.dates import short_date
from studyapp.study.overview.misjudged import Misjudged
from studyapp.study.overview.whole import Overview
from studyapp.ui.prose import inline
from studyapp.ui.text import line
from studyapp.ui.widgets.figure import Part, Target
from studyapp.ui.widgets.row import Row, Stack
from studyapp.ui.widgets.table import Table


def misjudged(whole: Overview, *, table: bool) -> Iterator[Part]:
    """Each question, the latest first; those of courses at hand open their text at the evidence."""
    found = whole.misjudged
    if not found:
        if any(level.answers for level in whole.certainty):
            told = "Nothing that you were sure of was wrong when you last answered it."
            yield Part(Content.styled(told, "$quiet"))
        return
    yield Part(Content.styled("These come first when you review.", "$quiet"))
    if table:
        head = ("question", "section", "answered")
        head_line, *rows = Table(head, map(_cells, found), words=2).lines()
        yield Part(head_line)
    drawn = rows if table else map(_row, found)
    for one, visual in zip(found, drawn, strict=True):
        yield Part(visual, Target(one.course, one.section, one.question) if one.section else None)


def _row(one: Misjudged) -> Visual:
    """The prompt, and below it where it is asked and when it was answered."""
    where = line(f"{one.section_title or one.course_title or one.course}, {short_date(one.day)}", "$quiet")
    lead = Content.styled("✗ ", "$error")
    return Stack((Row(_prompt(one), lead, short=True), Row(where, Content("  "), short=True)))


def _prompt(one: Misjudged) -> Content:
    return inline(one.prompt) if one.prompt else line(one.question)


def _cells(one: Misjudged) -> tuple[str, ...]:
    return _prompt(one).plain, one.section_title or one.course_title, short_date(one.day)
