"""Study days: a day of the learner's own clock that begins at 04:00, as a whole number of days since 1970-01-01.

Which day an event belongs to is fixed by the UTC offset that was in force where and when it happened, and that offset
is kept with the event. So a rebuild gives the same days on any machine, in any time zone and after any change of
the rules of one. The wall clock decides: when clocks go forward or back, a day still begins at its 04:00. Who
flies west may see a day come twice; a question's second answer on it is then practice, as on any day.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, tzinfo

START = 4
"""The hour of the local clock at which a study day begins."""

_SECOND = 1_000_000
_DAY = 86_400 * _SECOND
_EPOCH = date(1970, 1, 1)


def study_day(at: int, offset: int) -> int:
    """The study day of a time in UTC microseconds, where clocks are ``offset`` minutes ahead of UTC (east)."""
    return (at + (offset * 60 - START * 3600) * _SECOND) // _DAY


def offset_at(at: int, zone: tzinfo | None = None) -> int:
    """Minutes that clocks in a zone are ahead of UTC at a time in UTC microseconds.

    Without a zone it is the one that this machine is set to.
    """
    local = datetime.fromtimestamp(at // _SECOND, UTC).astimezone(zone)
    return (local.utcoffset() or timedelta()) // timedelta(minutes=1)


def as_date(day: int) -> date:
    """The date of a study day. Raises OverflowError beyond the year 9999."""
    return _EPOCH + timedelta(days=day)
