"""Days and times in a few letters."""

from __future__ import annotations

from studyapp.study.review.days import as_date

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def short_date(day: int) -> str:
    """``5 Nov``: a study day's date without its year."""
    date = as_date(day)
    return f"{date.day} {MONTHS[date.month - 1]}"


def duration(ms: int) -> str:
    """``<1 min``, ``12 min``, ``1 h 05 min``; a dash for no time."""
    minutes = ms // 60_000
    if minutes >= 60:
        return f"{minutes // 60} h {minutes % 60:02} min"
    return f"{minutes} min" if minutes else "<1 min" if ms else "-"
