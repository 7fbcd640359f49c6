"""The fit in force, in its one row: FSRS's parameters by which all other rows are derived."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from studyapp.study.events import Event
from studyapp.study.journal import NO_FIT
from studyapp.study.review.policy import DEFAULT, Policy, fitted_policy
from studyapp.study.rows import policy_json, read_policy


class InForce(NamedTuple):
    """A policy, and the order of the event that told it."""

    order: tuple[int, str]
    policy: Policy


def in_force(conn: sqlite3.Connection) -> InForce:
    """The newest fit, or the defaults where there is none. Raises :class:`~studyapp.study.rows.BadRow`."""
    row = conn.execute("SELECT at, event, policy FROM fitted").fetchone()
    return InForce((row[0], row[1]), read_policy(row[2])) if row else InForce(NO_FIT, DEFAULT)


def put_in_force(conn: sqlite3.Connection, event: Event) -> bool:
    """Let a fit take the place of the one in force; False where that is as new."""
    if event.order <= in_force(conn).order:
        return False
    conn.execute("DELETE FROM fitted")
    row = event.id, event.at, policy_json(fitted_policy(event.data))
    conn.execute("INSERT INTO fitted(event, at, policy) VALUES (?,?,?)", row)
    return True
