"""The calendar of study days: weeks as columns, days as rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from textual.content import Content

from studyapp.study.overview.calendar import Calendar, StudyDay
from studyapp.study.overview.dates import MONTHS
from studyapp.study.review.days import as_date
from studyapp.ui.widgets.drawing import Drawing, Flow, placed

DAYS = ("Mon", "", "Wed", "", "Fri", "", "")
LEFT = 4
"""Cells of the days' names."""
CELL = 2
"""Cells from week to week."""
FEWEST, MOST = 13, 53
"""Weeks that are drawn, where there is room."""
LEVELS = (
    (0, "░", "$primary 55%", "read only"),
    (1, "▒", "$primary 70%", "1 to 9 answers"),
    (10, "▓", "$primary 85%", "10 to 29"),
    (30, "█", "$primary", "30 and more"),
)
"""From how many answers on a study day has which glyph and shade, and what the legend calls it."""
NONE = ("·", "$quiet 60%")
"""A day without study."""
TODAY = "◂"
"""Stands behind today."""


def weeks_of(calendar: Calendar) -> int:
    """Weeks from the first study day to today's, within what is drawn at most."""
    first = calendar.days[0].day if calendar.days else calendar.today
    return max(FEWEST, min(MOST, (_sunday(calendar.today) - _sunday(first)) // 7 + 1))


def weeks(calendar: Calendar, count: int) -> list[tuple[StudyDay, ...]]:
    """The last weeks up to today's, each from Monday to Sunday."""
    sunday = _sunday(calendar.today)
    days = calendar.span(sunday - 7 * count + 1, sunday)
    return [days[at : at + 7] for at in range(0, len(days), 7)]


def _sunday(day: int) -> int:
    """The last day of a day's week."""
    return day + 6 - as_date(day).weekday()


@dataclass(frozen=True, slots=True)
class Weeks(Drawing):
    """As many weeks as there is room for, up to today."""

    calendar: Calendar

    def lines(self, width: int) -> list[Content]:
        """The names of the months, and a line for each day of the week."""
        room = max(1, (width - LEFT) // CELL)
        shown = weeks(self.calendar, min(room, weeks_of(self.calendar)))
        months = placed(_months(shown), min(width, LEFT + CELL * len(shown) + CELL))
        days = (
            Content.assemble((f"{name:<{LEFT}}", "$quiet"), *self._row(row, shown))
            for row, name in enumerate(DAYS)
        )
        return [months, *days]

    def _row(self, row: int, shown: list[tuple[StudyDay, ...]]) -> Iterator[tuple[str, str]]:
        for week in shown:
            one = week[row]
            if one.day > self.calendar.today:
                return
            glyph, style = mark(one)
            yield glyph, style
            yield (TODAY, "bold $foreground") if one.day == self.calendar.today else (" ", "")


def mark(one: StudyDay) -> tuple[str, str]:
    """A day's glyph and shade."""
    if not (one.answers or one.ms):
        return NONE
    _, glyph, style, _ = max(level for level in LEVELS if level[0] <= one.answers)
    return glyph, style


def legend() -> Flow:
    """What the glyphs mean."""
    entries = [*((glyph, style, name) for _, glyph, style, name in LEVELS), (TODAY, "$foreground", "today")]
    return Flow(
        tuple(Content.assemble((glyph, style), (f" {name}", "$quiet")) for glyph, style, name in entries)
    )


def _months(shown: list[tuple[StudyDay, ...]]) -> list[tuple[int, str]]:
    """Each month's name above its first Monday; for a month that began before, only where there is room."""
    mondays = [as_date(week[0].day) for week in shown]
    new = [at for at in range(1, len(mondays)) if mondays[at].month != mondays[at - 1].month]
    return [(LEFT + CELL * at, MONTHS[mondays[at].month - 1]) for at in (*new, 0)]
