"""The tables: what the drawings show, in numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from studyapp.commands.page.markup import Html, el
from studyapp.commands.table import day, iso, state_words
from studyapp.study.overview.calendar import Calendar
from studyapp.study.overview.calibration import Level
from studyapp.study.overview.dates import duration
from studyapp.study.overview.forecast import Forecast
from studyapp.study.overview.mastery import CourseMastery, SectionMastery
from studyapp.study.review.days import as_date
from studyapp.wording import percent


def sections(course: CourseMastery) -> Html:
    """A course's sections."""
    head = ("section", "state", "score", "recall today", "due", "last studied", "reading", "answering")
    return _table(head, map(_section, course.sections), words=2)


def _section(one: SectionMastery) -> Sequence[str]:
    return (
        one.title,
        state_words(one),
        percent(one.result.share) if one.result.maximum else "-",
        "-" if one.memory.recall is None else percent(one.memory.recall),
        str(one.memory.due),
        day(iso(one.result.at)),
        duration(one.spent.reading),
        duration(one.spent.answering),
    )


def days(calendar: Calendar, first: int) -> Html:
    """The study days from one on, the latest first."""
    shown = [one for one in reversed(calendar.days) if one.day >= first]
    rows = ((_date(one.day), str(one.answers), duration(one.ms)) for one in shown)
    return _table(("day", "answers", "time"), rows)


def coming(forecast: Forecast) -> Html:
    """The days of the forecast."""
    days = enumerate(forecast.questions, forecast.today)
    return _table(("day", "due"), ((_date(day), str(questions)) for day, questions in days))


def sureness(levels: Sequence[Level]) -> Html:
    """Each level's accuracy and interval."""
    head = ("how sure", "answers", "right", "accuracy", "95% interval")
    return _table(head, map(_level, levels))


def _level(level: Level) -> Sequence[str]:
    reach = " to ".join(map(percent, level.interval)) if level.interval else "-"
    accuracy = "-" if level.accuracy is None else percent(level.accuracy)
    return level.claim, str(level.answers), str(level.right), accuracy, reach


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], *, words: int = 1) -> Html:
    """A table that opens on a click; the first ``words`` columns hold words, the others figures."""

    def row(name: str, cells: Sequence[str]) -> Html:
        return el(
            "tr",
            *(
                el(name, cell, **({"class": "number"} if place >= words else {}))
                for place, cell in enumerate(cells)
            ),
        )

    body = el("table", el("thead", row("th", head)), el("tbody", *(row("td", cells) for cells in rows)))
    return el("details", el("summary", "The figures"), el("div", body, class_="scroll"))


def _date(day: int) -> str:
    return as_date(day).isoformat()
