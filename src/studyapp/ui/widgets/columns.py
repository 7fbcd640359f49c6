"""A column for each of some days."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from textual.content import Content

from studyapp.study.overview.dates import short_date
from studyapp.ui.widgets.drawing import Drawing, placed

EIGHTHS = " ▁▂▃▄▅▆▇█"
LINES = 5
"""How high the columns are at most."""
STEP = 2
"""Cells from one day to the next, at most."""
WEEK = 7


@dataclass(frozen=True, slots=True)
class Columns(Drawing):
    """Amounts from day to day over a line of dates; a day without any has a dot."""

    first: int
    """The study day of the first amount."""
    amounts: tuple[float, ...]
    today: int
    top: float
    """The amount that the highest column stands for; more than 0."""
    label: str
    """That amount in words."""

    def lines(self, width: int) -> list[Content]:
        """The columns, their scale at the left, and the dates below."""
        left = max(len(self.label), 1) + 1
        step = max(1, min(STEP, (width - left) // len(self.amounts)))
        drawn = []
        for level in range(LINES - 1, -1, -1):
            scale = self.label if level == LINES - 1 else "" if level else "0"
            cells = (self._cell(amount, level).ljust(step) for amount in self.amounts)
            columns = Content.styled("".join(cells), "$primary")
            drawn.append(Content.styled(f"{scale:>{left - 1}} ", "$quiet") + columns.rstrip())
        return [*drawn, self._dates(left, step, width)]

    def _cell(self, amount: float, level: int) -> str:
        """What a column has on a level; any amount at all is seen."""
        eighths = ceil(8 * LINES * amount / self.top)
        return "·" if not (eighths or level) else EIGHTHS[min(8, max(0, eighths - 8 * level))]

    def _dates(self, left: int, step: int, width: int) -> Content:
        """Today, and the days that are whole weeks from it."""
        last = self.first + len(self.amounts) - 1
        start = self.first + (self.today - self.first) % WEEK
        days = [self.today, *(day for day in range(start, last + 1, WEEK) if day != self.today)]
        return placed(
            (
                (left + step * (day - self.first), "today" if day == self.today else short_date(day))
                for day in days
            ),
            min(width, left + step * len(self.amounts) + len("today")),
        )
