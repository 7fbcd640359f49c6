"""The drawings; what each shows is told by a table too (:mod:`studyapp.commands.page.tables`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from studyapp.commands.page.markup import Html, drawing, el
from studyapp.commands.table import state_words
from studyapp.study.overview.calendar import Calendar, StudyDay
from studyapp.study.overview.calibration import Level
from studyapp.study.overview.dates import MONTHS, short_date
from studyapp.study.overview.forecast import Forecast
from studyapp.study.overview.mastery import SectionMastery, Stage
from studyapp.study.review.days import as_date
from studyapp.wording import counted, percent

WEEKS: Final = 26
"""Weeks of one of the calendar's two drawings."""
CELL: Final = 13
"""Units from one day of the calendar to the next."""
HEATS: Final = ((0, "read only"), (1, "1 to 9 answers"), (10, "10 to 29"), (30, "30 and more"))
"""From how many answers on a day has which shade, and what the legend calls it."""
WIDTH: Final = 362
LEFT: Final = 28
"""Units left of what is drawn, for words."""


def year(calendar: Calendar) -> tuple[Html, Html]:
    """The last 52 weeks, a column each, in two halves: side by side, or on a phone one below the other."""
    first = begin(calendar.today)
    middle = first + 7 * WEEKS
    return (
        _weeks(calendar.span(first, middle - 1), calendar.today),
        _weeks(calendar.span(middle, middle + 7 * WEEKS - 1), calendar.today),
    )


def begin(today: int) -> int:
    """The study day that the calendar begins with: a Monday, so that today is in the last week."""
    return today - as_date(today).weekday() - 7 * (2 * WEEKS - 1)


def _weeks(days: Sequence[StudyDay], today: int) -> Html:
    studied = [one for one in days if _studied(one)]
    answers = sum(one.answers for one in days)
    return drawing(
        LEFT + WEEKS * CELL - 2,
        16 + 7 * CELL,
        f"Study days from {short_date(days[0].day)} to {short_date(days[-1].day)}",
        f"{counted(len(studied), 'day')} of {len(days)} studied, {counted(answers, 'answer')}",
        *_month_names(days),
        *(
            el("text", name, x=0, y=16 + row * CELL + 10)
            for row, name in ((0, "Mon"), (2, "Wed"), (4, "Fri"))
        ),
        *(_cell(place, one) for place, one in enumerate(days) if one.day <= today),
    )


def _month_names(days: Sequence[StudyDay]) -> Iterator[Html]:
    """Above the first week that begins in a month, where there is room before the next name or the edge."""
    before, free = "", 0  # the name before, and the first week that has room for another
    for week in range(WEEKS - 1):
        name = MONTHS[as_date(days[7 * week].day).month - 1]
        if name != before and week >= free:
            if week or as_date(days[14].day).month == as_date(days[0].day).month:
                yield el("text", name, x=LEFT + week * CELL, y=10)
                free = week + 3
            before = name


def _cell(place: int, one: StudyDay) -> Html:
    week, row = divmod(place, 7)
    minutes = counted(round(one.ms / 60_000), "minute")
    told = f"{counted(one.answers, 'answer')}, {minutes}" if _studied(one) else "no study"
    title = el("title", f"{as_date(one.day).isoformat()}: {told}")
    size = CELL - 2
    return el(
        "rect",
        title,
        class_=_heat(one),
        x=LEFT + week * CELL,
        y=16 + row * CELL,
        width=size,
        height=size,
        rx=2,
    )


def _heat(one: StudyDay) -> str:
    if not _studied(one):
        return "none"
    return f"heat{sum(one.answers >= least for least, _ in HEATS)}"


def _studied(one: StudyDay) -> bool:
    return bool(one.answers or one.ms)


def coming(forecast: Forecast) -> Html:
    """A bar for each day of the forecast, what is overdue marked."""
    top, bottom, room = 14, 120, 106
    most = max(*forecast.questions, 4)
    step = (WIDTH - LEFT) / len(forecast.questions)
    shapes = [
        el("line", class_="grid", x1=LEFT, x2=WIDTH, y1=bottom, y2=bottom),
        el("line", class_="grid", x1=LEFT, x2=WIDTH, y1=top, y2=top),
        el("text", str(most), x=LEFT - 5, y=top + 4, text_anchor="end"),
        el("text", "0", x=LEFT - 5, y=bottom + 4, text_anchor="end"),
    ]
    for place, questions in enumerate(forecast.questions):
        late = forecast.overdue if place == 0 else 0
        x = LEFT + place * step
        for kind, low, high in (("late", 0, late), ("due", late, questions)):
            if high > low:
                y, height = bottom - room * high / most, room * (high - low) / most
                shapes.append(_rect(kind, x + 1, y, step - 2, height))
        if place % 7 == 0 and place + 7 <= len(forecast.questions):
            name = short_date(forecast.today + place) if place else "today"
            shapes.append(el("text", name, x=round(x, 1), y=bottom + 16))
    about = f"{counted(sum(forecast.questions), 'question')}, of which {forecast.overdue} overdue"
    title = f"Due in the next {len(forecast.questions)} days"
    return drawing(WIDTH, bottom + 22, title, about, *shapes)


def sureness(levels: Sequence[Level]) -> Html:
    """Each level's accuracy with its interval, on a band where it lies if the learner knows it well."""
    left, high = 92, 38
    bottom = len(levels) * high + 6

    def x(share: float) -> float:
        return round(left + share * (WIDTH - left - 18), 1)

    shapes = []
    for share in (0.0, 0.5, 1.0):
        shapes.append(el("line", class_="grid", x1=x(share), x2=x(share), y1=4, y2=bottom))
        shapes.append(el("text", percent(share), x=x(share), y=bottom + 14, text_anchor="middle"))
    for row, level in enumerate(levels):
        y = row * high + high / 2 + 4
        low, top = level.claimed
        shapes.append(_rect("band", x(low), y - 9, x(top) - x(low), 18))
        shapes.append(el("text", level.claim, class_="strong", x=0, y=y - 1))
        shapes.append(el("text", counted(level.answers, "answer"), x=0, y=y + 12))
        if level.accuracy is not None and level.interval:
            ends = x(level.interval[0]), x(level.interval[1])
            shapes.append(el("line", class_="reach", x1=ends[0], x2=ends[1], y1=y, y2=y))
            shapes.append(el("circle", class_="due", cx=x(level.accuracy), cy=y, r=5))
    about = "; ".join(f"{one.claim}: {one.right} of {one.answers} right" for one in levels)
    return drawing(WIDTH, bottom + 20, "How often you were right, by how sure you were", about, *shapes)


def meter(section: SectionMastery) -> Html:
    """A section's score as a bar, with a mark where recall is predicted to be today."""
    shapes = [_rect("none", 0, 3, 200, 8, rx=4)]
    share = section.result.share if section.result.total else float(section.stage is not Stage.NEW)
    if share > 0:
        shapes.append(_rect(str(section.stage), 0, 3, max(200 * share, 8), 8, rx=4))
    if (recall := section.memory.recall) is not None:
        shapes.append(_rect("recall", min(197, 200 * recall - 1.5), 0, 3, 14, rx=1.5))
    about = state_words(section)
    if section.memory.recall is not None:
        about += f"; recall predicted today: {percent(section.memory.recall)}"
    return drawing(200, 14, section.title, about, *shapes)


def swatch(kind: str) -> Html:
    """A small square of a colour, for a legend; the words beside it tell what it is."""
    return el("svg", _rect(kind, 0, 0, 10, 10, rx=2), viewBox="0 0 10 10", aria_hidden="true")


def _rect(kind: str, x: float, y: float, width: float, height: float, **more: float) -> Html:
    places = {"x": x, "y": y, "width": width, "height": height}
    return el("rect", class_=kind, **{key: round(value, 1) for key, value in places.items()}, **more)
