"""What comes due in the days ahead."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from studyapp.study.overview.dates import short_date
from studyapp.study.overview.forecast import Forecast
from studyapp.study.overview.whole import Overview
from studyapp.ui.widgets.columns import Columns
from studyapp.ui.widgets.figure import Part
from studyapp.ui.widgets.table import Table
from studyapp.wording import counted

LEAST = 4
"""Questions that the drawing's highest column stands for at least."""


def coming(whole: Overview, *, table: bool) -> Iterator[Part]:
    """How many come due from day to day."""
    ahead = whole.forecast
    if not whole.calendar.days:
        return
    if not any(ahead.questions) and not ahead.later:
        empty = "Nothing comes due. What you have answered is listed here by the day that it comes back."
        yield Part(Content.styled(empty, "$quiet"))
        return
    yield Part(Content(_told(ahead)))
    yield Part(Content(" "))
    days = list(enumerate(ahead.questions, ahead.today))
    if table:
        head = ("day", "due")
        rows = ((short_date(day), str(count)) for day, count in days if count)
        yield from (Part(row) for row in Table(head, rows).lines())
    else:
        top = max(LEAST, *ahead.questions)
        yield Part(Columns(ahead.today, ahead.questions, ahead.today, top, str(top)))


def _told(ahead: Forecast) -> str:
    today, total = ahead.questions[0], sum(ahead.questions)
    late = f", {'all' if ahead.overdue == today else ahead.overdue} of them overdue" if ahead.overdue else ""
    later = f", {ahead.later} later" if ahead.later else ""
    return f"{counted(today, 'question')} due today{late}; {total} in {len(ahead.questions)} days{later}."
