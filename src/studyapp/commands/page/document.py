"""The page."""

from __future__ import annotations

from collections.abc import Iterator

from studyapp.commands.page import drawings, tables
from studyapp.commands.page.markup import Html, el, join
from studyapp.commands.page.style import CSS
from studyapp.commands.table import about, day, iso, state_words
from studyapp.study.overview.calibration import ENOUGH
from studyapp.study.overview.dates import duration
from studyapp.study.overview.mastery import CourseMastery, SectionMastery
from studyapp.study.overview.misjudged import Misjudged
from studyapp.study.overview.whole import Overview
from studyapp.study.review.days import as_date
from studyapp.study.store import CourseRow
from studyapp.wording import counted, percent

GENERATOR = '<meta name="generator" content="studyapp progress">'
"""What tells a page that studyapp wrote."""

STAGES = (("read", "score, not passed yet"), ("passed", "passed"), ("durable", "durable"))
"""The colours of a section's bar, and what the legend calls them."""

# Should anything foreign ever pass for markup, it can neither run nor load anything.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def page(whole: Overview) -> str:
    """The overview as a whole HTML file."""
    head = el(
        "head",
        el("meta", charset="utf-8"),
        Html(GENERATOR),
        el("meta", **{"http-equiv": "Content-Security-Policy", "content": _POLICY}),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("title", "What you have studied"),
        el("style", Html(CSS)),
    )
    body = el("body", _header(whole), el("main", *_parts(whole)))
    return f"<!DOCTYPE html>\n{el('html', head, body, lang='en')}\n"


def _header(whole: Overview) -> Html:
    on = el("p", f"As of {as_date(whole.today).isoformat()}", class_="quiet")
    return el("header", el("h1", "What you have studied"), on)


def _parts(whole: Overview) -> Iterator[Html]:
    yield _tiles(whole)
    yield from map(_course, whole.courses)
    if whole.others:
        yield _others(whole)
    yield _calendar(whole)
    asked = any(level.answers for level in whole.certainty)
    yield el("div", _forecast(whole), *((_sureness(whole),) if asked else ()), class_="pair")
    if whole.misjudged:
        yield _misjudged(whole)


def _tiles(whole: Overview) -> Html:
    due = sum(course.due for course in whole.courses)
    streak = whole.calendar.streak
    spent = sum(one.ms for one in whole.calendar.days)
    tiles = (
        ("Due today", str(due), about(due) if due else "nothing waits"),
        ("Streak", counted(streak.current, "day"), f"the longest: {counted(streak.longest, 'day')}"),
        ("Studied on", counted(len(whole.calendar.days), "day"), "in all"),
        ("Time spent", duration(spent), "reading and answering"),
    )
    return el("dl", *(_tile(*one) for one in tiles), class_="tiles")


def _tile(name: str, figure: str, more: str) -> Html:
    told = el("dd", el("span", figure, class_="figure"), el("span", more, class_="more"))
    return el("div", el("dt", name), told)


def _course(course: CourseMastery) -> Html:
    told = [f"{duration(course.spent.total)} in all"] if course.spent.total else []
    if course.recall is not None:
        told.append(f"recall predicted today: {percent(course.recall)}")
    if course.due:
        told.append(f"{course.due} due, {about(course.due)}")
    return el(
        "section",
        el("h2", course.title),
        el("p", "; ".join(told) or "Not begun.", class_="quiet"),
        el("ul", *map(_section, course.sections), class_="sections"),
        _legend(*STAGES, ("recall", "recall predicted today")),
        tables.sections(course),
    )


def _section(section: SectionMastery) -> Html:
    words = state_words(section)
    if section.memory.recall is not None:
        words += f" · recall {percent(section.memory.recall)}"
    if section.memory.due:
        words += f" · {section.memory.due} due"
    return el("li", el("div", section.title), el("div", words, class_="words"), drawings.meter(section))


def _others(whole: Overview) -> Html:
    return el("section", el("h2", "Courses that are not open here"), *map(_other, whole.others))


def _other(row: CourseRow) -> Html:
    told = (
        f"{counted(row.sections, 'section')} opened, {row.passed} passed; {counted(row.questions, 'question')} met; "
        f"last studied {day(iso(row.at))}"
    )
    return el("p", el("span", row.title or row.id), ": ", el("span", told, class_="quiet"))


def _calendar(whole: Overview) -> Html:
    heats = ((f"heat{place}", name) for place, (_, name) in enumerate(drawings.HEATS, 1))
    return el(
        "section",
        el("h2", "Study days"),
        el("div", *drawings.year(whole.calendar), class_="halves"),
        _legend(("none", "no study"), *heats),
        tables.days(whole.calendar, drawings.begin(whole.today)),
    )


def _forecast(whole: Overview) -> Html:
    later = whole.forecast.later
    more = (el("p", f"{counted(later, 'question')} more after that.", class_="quiet"),) if later else ()
    title = f"Due in the next {len(whole.forecast.questions)} days"
    legend = _legend(("due", "due"), ("late", "overdue"))
    drawn = drawings.coming(whole.forecast)
    return el("section", el("h2", title), drawn, legend, *more, tables.coming(whole.forecast))


def _sureness(whole: Overview) -> Html:
    hint = (
        "Grey is where a level's answers belong. The line is the 95% interval of how often you were right; it is drawn "
        f"from {ENOUGH} answers on."
    )
    drawn = drawings.sureness(whole.certainty)
    return el(
        "section",
        el("h2", "How sure, and how often right"),
        drawn,
        el("p", hint, class_="quiet"),
        tables.sureness(whole.certainty),
    )


def _misjudged(whole: Overview) -> Html:
    return el(
        "section",
        el("h2", "Sure, and wrong"),
        el("p", "These come first when you review.", class_="quiet"),
        el("ul", *map(_wrong, whole.misjudged), class_="wrong"),
    )


def _wrong(one: Misjudged) -> Html:
    where = " · ".join(
        part
        for part in (one.course_title or one.course, one.section_title, as_date(one.day).isoformat())
        if part
    )
    return el("li", el("div", one.prompt or one.question), el("div", where, class_="quiet"))


def _legend(*entries: tuple[str, str]) -> Html:
    return el("ul", *(el("li", join(drawings.swatch(kind)), name) for kind, name in entries), class_="legend")
