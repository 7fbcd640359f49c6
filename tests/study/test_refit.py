"""A fit is an event: the newest one's weights are what all memory states follow from, also those of before."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest

from builders import stamps
from studyapp.study.events import EVERY_COURSE, Event, Kind
from studyapp.study.journal import Journal
from studyapp.study.replaying import replay
from studyapp.study.review.policy import DEFAULT, WEIGHTS, Policy
from studyapp.study.store import Progress, derive
from torture.machine import DAY, Machine

SLOW = Policy((5.0, 10.0, 20.0, 30.0, *WEIGHTS[4:]), 0.85)
QUICK = Policy((0.1, 0.2, 0.5, 1.0, *WEIGHTS[4:]))


def answer(journal: Journal, question: str = "q1", score: float = 1.0) -> Event:
    data = {
        "sitting": str(journal.standing(question).attempts),
        "response": "a",
        "score": score,
        "done": True,
        "credit": score,
    }
    return journal.record(Kind.ANSWERED, "01-a", question, **data)


def refit(progress: Progress, policy: Policy) -> Event:
    weights = list(policy.weights)
    return progress.journal(EVERY_COURSE).record(Kind.FITTED, "", weights=weights, retention=policy.retention)


def studied(machine: Machine, progress: Progress, days: int = 4) -> None:
    for _ in range(days):
        for course in ("c", "d"):
            answer(progress.journal(course), "q1")
            answer(progress.journal(course), "q2", 0.0)
        machine.now += 3 * DAY


def follow(progress: Progress, policy: Policy) -> None:
    """Assert that all standings are what a policy makes of the events, and that a rebuild gives the same rows."""
    for course in ("c", "d"):
        journal = progress.journal(course)
        assert journal.policy == policy
        for question in journal.known():
            assert journal.standing(question) == replay(journal.history(question), policy)
    before = rows(progress.path)
    progress.rebuild()
    assert rows(progress.path) == before
    assert progress.check() == []


def rows(path: Path) -> list[tuple[object, ...]]:
    conn = sqlite3.connect(path)
    found = derive.derived_rows(conn)
    conn.close()
    return found


def test_a_fit_derives_all_anew_and_what_follows_by_it(machine: Machine, progress: Progress) -> None:
    """Questions of all courses, those answered before and those after; and it is so when opened again."""
    studied(machine, progress)
    before = progress.journal("c").standing("q1").card
    follow(progress, DEFAULT)
    refit(progress, SLOW)
    follow(progress, SLOW)
    after = progress.journal("c").standing("q1").card
    assert before is not None
    assert after is not None
    assert (after.last, after.reps) == (before.last, before.reps)
    assert after.stability > before.stability
    assert after.due > before.due
    studied(machine, progress, 1)
    last = answer(progress.journal("c"))
    progress.journal("c").record(Kind.UNDONE, "01-a", "q1", event=last.id)
    follow(progress, SLOW)
    with machine.open() as again:
        follow(again, SLOW)


def test_the_newest_fit_holds(machine: Machine, progress: Progress) -> None:
    """Also where this machine's clock has gone back meanwhile."""
    studied(machine, progress)
    refit(progress, SLOW)
    progress.close()
    machine.now -= 30 * DAY
    with machine.open() as again:
        refit(again, QUICK)
        follow(again, QUICK)


def test_a_file_that_ends_with_a_fit_takes_in_its_own_export(machine: Machine, progress: Progress) -> None:
    """Also where this machine's clock has gone back: what is in the file does not lie in the future."""
    studied(machine, progress)
    machine.now += 40 * DAY
    refit(progress, SLOW)
    machine.now -= 40 * DAY
    assert progress.import_events(BytesIO(exported(progress))).new == 0


def test_a_fit_is_no_course_and_no_section(machine: Machine, progress: Progress) -> None:
    """Nor does it make the newest of either."""
    studied(machine, progress)
    before = progress.courses(), [row for row in rows(machine.path) if row[0] in ("sections", "courses")]
    refit(progress, DEFAULT)
    after = progress.courses(), [row for row in rows(machine.path) if row[0] in ("sections", "courses")]
    assert after == before


def exported(progress: Progress) -> bytes:
    stream = StringIO()
    progress.export(stream)
    return stream.getvalue().encode()


def test_merging_takes_over_a_newer_fit_and_no_older_one(machine: Machine, tmp_path: Path) -> None:
    """In both directions two machines come to the same rows."""
    other = Machine(tmp_path / "other", random=machine.random)
    with machine.open() as here, other.open() as there:
        studied(machine, here)
        other.now += DAY
        studied(other, there)
        refit(there, QUICK)
        machine.now = other.now + DAY
        refit(here, SLOW)
        old, new = exported(there), exported(here)
        other.now = machine.now
        for progress, stream in ((here, old), (there, new)):
            assert progress.import_events(BytesIO(stream)).new
            follow(progress, SLOW)
        assert rows(machine.path) == rows(other.path)


def test_another_program_that_has_the_file_open_follows_with_its_next_write(
    machine: Machine, progress: Progress
) -> None:
    """As the app does while ``review --fit`` runs beside it."""
    studied(machine, progress)
    with machine.open() as beside:
        refit(beside, SLOW)
    answer(progress.journal("c"), "q3")
    follow(progress, SLOW)


def test_a_fit_that_waits_in_memory_is_written_later(machine: Machine, progress: Progress) -> None:
    """While the file is locked; and what is answered meanwhile comes out by it in the end."""
    studied(machine, progress)
    conn = sqlite3.connect(machine.path, isolation_level=None)
    conn.execute("BEGIN EXCLUSIVE")
    refit(progress, SLOW)
    assert progress.journal(EVERY_COURSE).policy == SLOW
    answer(progress.journal("c"), "q3")
    conn.close()
    assert progress.save()
    follow(progress, SLOW)


def test_a_row_of_the_fit_that_can_not_be_read_is_derived_again(machine: Machine, progress: Progress) -> None:
    """From the events, like any other row."""
    studied(machine, progress)
    refit(progress, SLOW)
    progress.close()
    conn = sqlite3.connect(machine.path)
    conn.execute("UPDATE fitted SET policy = 'x'")
    conn.commit()
    conn.close()
    with machine.open() as again:
        follow(again, SLOW)


def test_a_damaged_fit_leaves_the_one_before_in_force(machine: Machine, progress: Progress) -> None:
    """It is left out by a rebuild, which says so."""
    studied(machine, progress)
    refit(progress, QUICK)
    bad = refit(progress, SLOW)
    progress.close()
    conn = sqlite3.connect(machine.path)
    conn.execute("UPDATE events SET data = replace(data, '0.85', '0.86') WHERE id = ?", (bad.id,))
    conn.commit()
    conn.close()
    with machine.open() as again:
        assert bad.id in " ".join(again.rebuild().left_out)
        assert again.journal("c").policy == QUICK


def test_a_journal_in_memory_takes_a_fit_too(machine: Machine, progress: Progress) -> None:
    """It comes to the same standings as the file, in whichever order it learns of two fits."""
    studied(machine, progress, 2)
    fits = refit(progress, QUICK), refit(progress, SLOW)
    answers = list(progress.events("c"))
    for order in (fits, fits[::-1]):
        journal = Journal("c", stamps())
        for event in (*answers[:3], order[0], *answers[3:], order[1]):
            journal.take(event)
        kept = progress.journal("c")
        assert journal.policy == kept.policy == SLOW
        assert set(journal.known()) == set(kept.known())
        assert all(journal.standing(one) == kept.standing(one) for one in kept.known())
        assert journal.section("01-a") == kept.section("01-a")


@pytest.mark.parametrize(
    "change",
    [
        {"course": "c"},
        {"section": "01-a"},
        {"question": "q1"},
        {"data": {}},
        {"data": {"weights": list(WEIGHTS[:20])}},
        {"data": {"weights": [*WEIGHTS[:20], 0.9]}},
        {"data": {"weights": [*WEIGHTS[:20], float("nan")]}},
        {"data": {"weights": [*WEIGHTS[:20], True]}},
        {"data": {"weights": "21"}},
        {"data": {"weights": list(WEIGHTS), "retention": 1.0}},
        {"data": {"weights": list(WEIGHTS), "retention": "0.9"}},
    ],
    ids=repr,
)
def test_what_is_no_fit_is_refused(change: dict[str, Any]) -> None:
    """No fold over events raises for what was let in."""
    from studyapp.study.wellformed import flaw

    event = Event(
        "00000000-0000-7000-8000-000000000000", 1, Kind.FITTED, EVERY_COURSE, data={"weights": WEIGHTS}
    )
    assert not flaw(event)
    assert flaw(replace(event, **change))
