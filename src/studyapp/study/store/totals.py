"""What all events of a progress file add up to, summed by SQLite: a long history is not made into events for it."""

from __future__ import annotations

import sqlite3
from collections import Counter

from studyapp.study.events import Event, Kind
from studyapp.study.overview.calendar import StudyDay
from studyapp.study.overview.tally import STUDYING, Stated, Tally, stated
from studyapp.study.review.days import START
from studyapp.study.store import derive

# Questions with an event that changes what others came to; their answers are looked at one by one. Events are kept as
# JSON without spaces, so that a near miss can be told by the text.
_SPECIAL = f"""
SELECT course, question FROM events
WHERE kind IN ('{Kind.UNDONE}', '{Kind.REGRADED}', '{Kind.ADOPTED}')
    OR kind = '{Kind.ANSWERED}' AND instr(data, '"free":true')
UNION
SELECT course, data ->> 'question' FROM events WHERE kind = '{Kind.ADOPTED}' AND json_valid(data)
"""

# The days are study_day()'s. SQLite's division cuts towards zero, so two days are added first: no offset is longer.
# The limit keeps SQLite from carrying the whole data, rather than what is taken from it, through the sorting.
_SUMS = f"""
WITH special(course, question) AS MATERIALIZED ({_SPECIAL})
SELECT day, level, full, sum(answered), total(ms) FROM (
    SELECT
        cast((at + coalesce(data ->> 'offset', 0) * 60000000 + 48 * 3600000000 - {START} * 3600000000) / 86400000000
            AS INTEGER) - 2 AS day,
        kind = '{Kind.ANSWERED}' AS answered,
        coalesce(data ->> 'ms', 0) AS ms,
        CASE WHEN kind <> '{Kind.ANSWERED}' OR (course, question) IN (SELECT course, question FROM special) THEN 0
            ELSE coalesce(data ->> 'certainty', 0) END AS level,
        coalesce(data ->> 'score', 0) >= 1 AS full
    FROM events WHERE kind IN ({", ".join(f"'{kind}'" for kind in STUDYING)}) AND %s LIMIT -1
) GROUP BY day, level, full
"""


def totals(conn: sqlite3.Connection) -> Tally:
    """What all events add up to.

    For 1,000,000 events it takes some 5 seconds once the file is in memory. Rows are not checked by their checksums:
    a damaged one counts as long as it is JSON.
    """
    try:
        return _summed(conn, "true")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_ERROR:
            raise
        return _summed(conn, "json_valid(data)")  # dearer, and hardly ever needed


def _summed(conn: sqlite3.Connection, condition: str) -> Tally:
    answers, spent, sure = Counter[int](), Counter[int](), Stated()
    for day, level, full, count, ms in conn.execute(_SUMS % condition):
        answers[day] += count
        spent[day] += int(ms)
        if level:
            sure[level, bool(full)] += count
    sure.update(stated(_special_events(conn)))
    return Tally(tuple(StudyDay(day, answers[day], spent[day]) for day in sorted(spent)), sure)


def _special_events(conn: sqlite3.Connection) -> list[Event]:
    questions = conn.execute(_SPECIAL).fetchall()
    return [event for course, id in questions for event in derive.question_events(conn, course, id, [])]
