"""What was done in all, read off the derived rows."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter

from studyapp.study.certainty import LEVELS
from studyapp.study.overview.calendar import StudyDay
from studyapp.study.rows import BadRow

Stated = Counter[tuple[int, bool]]
"""How many answers were given with each level of certainty, those right in full and the others."""

# Only standings that tell either are parsed.
_ROWS = """
SELECT course, question, standing ->> 'sure', standing ->> 'adopted' FROM questions
WHERE (instr(standing, '"sure":') OR instr(standing, '"adopted":')) AND json_valid(standing)
"""


def study_days(conn: sqlite3.Connection) -> tuple[StudyDay, ...]:
    """All study days; they ascend."""
    return tuple(StudyDay(*row) for row in conn.execute("SELECT day, answers, ms FROM days ORDER BY day"))


def stated(conn: sqlite3.Connection) -> Stated:
    """All answers that were given with a certainty, as undone and regraded ones stand now.

    A question that took over another's history counts for both. Raises BadRow for a row that was not written here.
    """
    known = {}
    taken: set[tuple[str, str]] = set()
    found = Stated()
    try:
        for course, question, sure, adopted in conn.execute(_ROWS):
            taken |= {(course, id) for id, _ in json.loads(adopted or "[]")}
            known[course, question] = json.loads(sure or "[]")
        for counts in (counts for key, counts in known.items() if key not in taken and counts):
            for level in LEVELS:
                wrong, right = counts[2 * level - 2 : 2 * level]
                found.update({(level, False): wrong, (level, True): right})
    except (TypeError, ValueError) as error:
        raise BadRow("sure or adopted") from error
    return +found
