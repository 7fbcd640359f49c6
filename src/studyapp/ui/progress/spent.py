"""The time that studying took."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from textual.content import Content

from studyapp.study.overview.dates import duration, short_date
from studyapp.study.overview.whole import Overview
from studyapp.ui.text import line
from studyapp.ui.widgets.columns import Columns
from studyapp.ui.widgets.figure import Part
from studyapp.ui.widgets.table import Table

DAYS = 30
"""Days that are looked back, today included."""
LEAST = 10
"""Minutes that the drawing's highest column stands for at least."""


def spent(whole: Overview, *, table: bool) -> Iterator[Part]:
    """Of each course, and from day to day."""
    if not whole.calendar.days:
        return
    if table:
        yield from _table(whole)
        return
    for course in whole.courses:
        told = f"{duration(course.spent.reading)} reading, {duration(course.spent.answering)} answering"
        yield Part(Content.assemble(line(course.title), (f": {told}", "$quiet")))
    total = sum(one.ms for one in whole.calendar.days)
    yield Part(Content.styled(f"{duration(total)} in all", "bold"))
    yield Part(Content(" "))
    first = whole.today - DAYS + 1
    minutes = tuple(one.ms / 60_000 for one in whole.calendar.span(first, whole.today))
    top = max(LEAST, ceil(max(minutes)))
    yield Part(Columns(first, minutes, whole.today, top, f"{top} min"))


def _table(whole: Overview) -> Iterator[Part]:
    courses = (
        (
            course.title,
            duration(course.spent.reading),
            duration(course.spent.answering),
            duration(course.spent.total),
        )
        for course in whole.courses
    )
    yield from (Part(row) for row in Table(("course", "reading", "answering", "in all"), courses).lines())
    yield Part(Content(" "))
    latest = reversed(whole.calendar.span(whole.today - DAYS + 1, whole.today))
    days = ((short_date(one.day), duration(one.ms)) for one in latest if one.answers or one.ms)
    yield from (Part(row) for row in Table(("day", "time"), days).lines())
