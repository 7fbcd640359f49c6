"""Study days: they begin at 04:00 of the learner's clock, wherever and whenever that is."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import as_day
from studyapp.study.review.days import as_date, offset_at, study_day


class Zurich(tzinfo):
    """Central European time in 2026: an hour ahead of UTC, two from 29 March to 25 October, each at 01:00 UTC."""

    SPRING, AUTUMN = datetime(2026, 3, 29, 1), datetime(2026, 10, 25, 1)

    def _ahead(self, utc: datetime) -> timedelta:
        return timedelta(hours=2 if self.SPRING <= utc < self.AUTUMN else 1)

    def fromutc(self, moment: datetime) -> datetime:
        utc = moment.replace(tzinfo=None)
        local = utc + self._ahead(utc)
        return local.replace(tzinfo=self, fold=self.AUTUMN <= utc < self.AUTUMN + timedelta(hours=1))

    def utcoffset(self, moment: datetime | None) -> timedelta:
        assert moment is not None
        local = moment.replace(tzinfo=None, fold=0)
        return self._ahead(local - timedelta(hours=1 if moment.fold else 2))

    def tzname(self, moment: datetime | None) -> str:
        return "Zurich"

    def dst(self, moment: datetime | None) -> timedelta:
        return self.utcoffset(moment) - timedelta(hours=1)


def micros(moment: datetime) -> int:
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


def day_in(zone: tzinfo, *utc: int) -> date:
    """The study day of a UTC time for a learner in a zone."""
    at = micros(datetime(*utc, tzinfo=UTC))
    return as_date(study_day(at, offset_at(at, zone)))


@pytest.mark.parametrize(
    ("utc", "day"),
    [
        ((2026, 1, 10, 2, 59, 59), date(2026, 1, 9)),  # winter: 04:00 is 03:00 UTC
        ((2026, 1, 10, 3), date(2026, 1, 10)),
        ((2026, 7, 10, 1, 59, 59), date(2026, 7, 9)),  # summer: it is 02:00 UTC
        ((2026, 7, 10, 2), date(2026, 7, 10)),
        ((2026, 3, 29, 0, 59, 59), date(2026, 3, 28)),  # 01:59:59, a second before clocks go to 03:00
        ((2026, 3, 29, 1, 59, 59), date(2026, 3, 28)),  # 03:59:59, after they did
        ((2026, 3, 29, 2), date(2026, 3, 29)),
        ((2026, 10, 25, 0, 30), date(2026, 10, 24)),  # 02:30, for the first time
        ((2026, 10, 25, 1, 30), date(2026, 10, 24)),  # 02:30, for the second time
        ((2026, 10, 25, 2, 59, 59), date(2026, 10, 24)),
        ((2026, 10, 25, 3), date(2026, 10, 25)),
    ],
)
def test_a_day_begins_at_four_also_when_clocks_change(utc: tuple[int, ...], day: date) -> None:
    """In a winter, a summer, and on the two days of the year that are not 24 hours long."""
    assert day_in(Zurich(), *utc) == day


def test_the_offset_is_that_of_the_place() -> None:
    """Whole minutes to the east; a zone west of Greenwich gives a negative number."""
    kathmandu, honolulu = timezone(timedelta(hours=5, minutes=45)), timezone(timedelta(hours=-10))
    assert (offset_at(0, kathmandu), offset_at(0, honolulu)) == (345, -600)


def test_a_flight_to_the_west_can_bring_a_day_twice() -> None:
    """The wall clock decides: in Honolulu it is yesterday again."""
    tokyo, honolulu = timezone(timedelta(hours=9)), timezone(timedelta(hours=-10))
    assert day_in(tokyo, 2026, 3, 1, 23) == date(2026, 3, 2)
    assert day_in(honolulu, 2026, 3, 2, 6) == date(2026, 3, 1)


@given(
    st.datetimes(datetime(1970, 1, 3), datetime(9998, 12, 31), timezones=st.just(UTC)),
    st.integers(-18 * 60, 18 * 60),
)
def test_a_day_is_the_date_four_hours_ago(moment: datetime, offset: int) -> None:
    """On the wall clock, for any offset; and dates and days are two names of one thing."""
    day = study_day(micros(moment), offset)
    wall = moment + timedelta(minutes=offset)
    assert as_date(day) == (wall - timedelta(hours=4)).date()
    assert as_day(as_date(day)) == day


def test_this_machine_has_a_zone() -> None:
    """Without a zone the machine's own counts."""
    at = micros(datetime(2026, 1, 10, 12, tzinfo=UTC))
    own = datetime(2026, 1, 10, 12, tzinfo=UTC).astimezone().utcoffset()
    assert timedelta(minutes=offset_at(at)) == own
