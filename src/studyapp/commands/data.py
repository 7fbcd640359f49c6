"""An overview as plain data, for ``studyapp progress --json``.

Times are ISO 8601 in UTC, dates are study days, durations are whole seconds, shares lie between 0 and 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from studyapp.commands.table import iso, seconds
from studyapp.study.review.days import as_date

if TYPE_CHECKING:
    from studyapp.study.overview.calendar import Calendar
    from studyapp.study.overview.calibration import Level
    from studyapp.study.overview.forecast import Forecast
    from studyapp.study.overview.mastery import CourseMastery, SectionMastery, Spent
    from studyapp.study.overview.misjudged import Misjudged
    from studyapp.study.overview.whole import Overview
    from studyapp.study.store import CourseRow


def as_data(whole: Overview, folders: Mapping[str, str]) -> dict[str, Any]:
    """The overview; ``folders`` are those of the courses that are at hand, by their ids."""
    return {
        "today": _date(whole.today),
        "courses": [
            *(_course(course, folders[course.id]) for course in whole.courses),
            *map(_from_file, whole.others),
        ],
        "calendar": _calendar(whole.calendar),
        "forecast": _forecast(whole.forecast),
        "certainty": [_level(level) for level in whole.certainty],
        "confident_but_wrong": [_misjudged(one) for one in whole.misjudged],
    }


def _course(course: CourseMastery, folder: str) -> dict[str, Any]:
    return {
        "id": course.id,
        "title": course.title,
        "folder": folder,
        "due": course.due,
        "recall": _share(course.recall),
        **_spent(course.spent),
        "sections": [_section(section) for section in course.sections],
    }


def _section(section: SectionMastery) -> dict[str, Any]:
    result = section.result
    return {
        "section": section.stem,
        "title": section.title,
        "part": section.part,
        "state": str(result.state),
        "mastery": str(section.stage),
        "answered": result.answered,
        "questions": result.total,
        "points": round(result.points, 6),
        "maximum": result.maximum,
        "score": _share(result.share) if result.maximum else None,
        "due": section.memory.due,
        "recall": _share(section.memory.recall),
        "last_studied": iso(result.at),
        **_spent(section.spent),
    }


def _from_file(row: CourseRow) -> dict[str, Any]:
    """A course that only the progress file knows."""
    return {
        "id": row.id,
        "title": row.title,
        "folder": None,
        "sections_opened": row.sections,
        "sections_passed": row.passed,
        "questions_met": row.questions,
        "last_studied": iso(row.at),
    }


def _spent(spent: Spent) -> dict[str, int]:
    return {
        "seconds": seconds(spent.total),
        "seconds_reading": seconds(spent.reading),
        "seconds_answering": seconds(spent.answering),
    }


def _calendar(calendar: Calendar) -> dict[str, Any]:
    return {
        "streak": calendar.streak.current,
        "longest_streak": calendar.streak.longest,
        "days": [
            {"date": _date(one.day), "answers": one.answers, "seconds": seconds(one.ms)}
            for one in calendar.days
        ],
    }


def _forecast(forecast: Forecast) -> dict[str, Any]:
    return {
        "overdue": forecast.overdue,
        "later": forecast.later,
        "days": [
            {"date": _date(day), "due": questions}
            for day, questions in enumerate(forecast.questions, forecast.today)
        ],
    }


def _level(level: Level) -> dict[str, Any]:
    return {
        "level": level.level,
        "claim": level.claim,
        "answers": level.answers,
        "right": level.right,
        "accuracy": _share(level.accuracy),
        "interval": [round(end, 6) for end in level.interval] if level.interval else None,
    }


def _misjudged(one: Misjudged) -> dict[str, Any]:
    return {
        "course": one.course,
        "title": one.course_title,
        "section": one.section,
        "section_title": one.section_title,
        "question": one.question,
        "prompt": one.prompt,
        "date": _date(one.day),
    }


def _share(share: float | None) -> float | None:
    return None if share is None else round(share, 6)


def _date(day: int) -> str:
    return as_date(day).isoformat()
