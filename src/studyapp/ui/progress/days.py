"""On which days the learner studied, and for how many on end."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from studyapp.study.overview.calendar import Calendar, StudyDay
from studyapp.study.overview.dates import short_date
from studyapp.study.overview.whole import Overview
from studyapp.ui.widgets.figure import Part
from studyapp.ui.widgets.table import Table
from studyapp.ui.widgets.weeks import Weeks, legend, weeks, weeks_of
from studyapp.wording import counted


def days(whole: Overview, *, table: bool) -> Iterator[Part]:
    """The streak in words and the calendar; or the answers of each day, a row a week, the latest first."""
    if not whole.calendar.days:
        empty = "Nothing studied yet. Answer a section's questions and its days appear here."
        yield Part(Content.styled(empty, "$quiet"))
        return
    yield from (Part(Content(sentence)) for sentence in _streak(whole.calendar))
    yield Part(Content(" "))
    if not table:
        yield Part(Weeks(whole.calendar))
        yield Part(legend())
        return
    rows = reversed(weeks(whole.calendar, weeks_of(whole.calendar)))
    head = ("week of", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    cells = ((short_date(week[0].day), *(_cell(one, whole.today) for one in week)) for week in rows)
    yield from (Part(row) for row in Table(head, cells).lines())
    yield Part(Content.styled("Answers given; a dash: no study.", "$quiet"))


def _cell(one: StudyDay, today: int) -> str:
    if one.day > today:
        return ""
    return str(one.answers) if one.answers or one.ms else "-"


def _streak(calendar: Calendar) -> Iterator[str]:
    streak, known = calendar.streak, calendar.days
    longest = f"the longest: {counted(streak.longest, 'day')}"
    if streak.current:
        yield f"Streak: {counted(streak.current, 'day')}; {longest}. One missed day in seven is forgiven."
    else:
        yield f"No streak now; {longest}. Study today to begin one."
    if streak.current and known[-1].day != calendar.today:
        yield "Study today to go on with it."
    yield (
        f"Studied on {counted(len(known), 'day')}, with {counted(sum(one.answers for one in known), 'answer')} in all."
    )
