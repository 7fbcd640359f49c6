"""Reading the progress file's derived rows."""

from __future__ import annotations

import sqlite3

from studyapp.study.review.policy import DEFAULT, Policy
from studyapp.study.store.fitted import in_force
from studyapp.values import dataclass


@dataclass(frozen=True, slots=True)
class CourseRows:
    """A course's rows as texts: to be read when they are asked for."""

    questions: dict[str, str]
    sections: dict[str, str]
    times: dict[str, int]
    """When anything was recorded last of each question."""
    newest: int
    """Time of the newest event; 0 where there is none."""
    policy: Policy = DEFAULT
    """What the memory states in them follow from."""


@dataclass(frozen=True, slots=True)
class CourseRow:
    """What the progress file tells of a course without its folder."""

    id: str
    title: str
    """As the newest sitting told it; empty where none began."""
    at: int
    """The newest event, UTC microseconds."""
    sections: int
    """Sections that were opened."""
    passed: int
    """Sections that were passed."""
    questions: int
    """Questions that were met."""


_COURSES = """
SELECT course, coalesce(title, ''), max(sections.at), sum(section <> ''), sum(standing ->> '$.passes' IS NOT NULL),
    (SELECT count(*) FROM questions WHERE questions.course = sections.course)
FROM sections LEFT JOIN courses USING (course) GROUP BY course ORDER BY max(sections.at) DESC
"""


def course_rows(conn: sqlite3.Connection, course: str) -> CourseRows:
    """The derived rows of a course."""
    questions = conn.execute(
        "SELECT question, standing, at FROM questions WHERE course = ?", (course,)
    ).fetchall()
    sections = conn.execute(
        "SELECT section, standing, at FROM sections WHERE course = ?", (course,)
    ).fetchall()
    fit = in_force(conn)
    newest = max((at for _, _, at in sections), default=0)
    return CourseRows(
        {question: text for question, text, _ in questions},
        {stem: text for stem, text, _ in sections},
        {question: at for question, _, at in questions},
        max(newest, fit.order[0]),
        fit.policy,
    )


def courses(conn: sqlite3.Connection) -> list[CourseRow]:
    """The courses that were studied, the newest first."""
    return [CourseRow(*row) for row in conn.execute(_COURSES)]


def load(conn: sqlite3.Connection, first: int, last: int, without: tuple[str, str]) -> dict[int, int]:
    """How many questions, but for one (course, question), are due on each study day from ``first`` to ``last``."""
    statement = (
        "SELECT due, count(*) FROM questions WHERE due BETWEEN ? AND ? AND NOT (course = ? AND question = ?)"
        " GROUP BY due"
    )
    return dict(conn.execute(statement, (first, last, *without)).fetchall())


def newest(conn: sqlite3.Connection) -> int:
    """Time of the newest event of all; 0 where there is none."""
    times = "SELECT at FROM sections UNION ALL SELECT at FROM fitted"
    return int(conn.execute(f"SELECT coalesce(max(at), 0) FROM ({times})").fetchone()[0])
