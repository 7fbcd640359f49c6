"""The simulated learner's program is killed again and again: no answer is lost whose feedback was seen."""

from __future__ import annotations

import os
import select
import signal
from itertools import count, islice
from pathlib import Path
from random import Random

import pytest
from naive import Replay
from simulated import COURSE, DAYS, Learner, offset_at

from studyapp.study.store import Progress

KILLS = 200
"""Nearly every third answer is followed by one."""

MOMENT = 0.02
"""Seconds within which the learner gives about two answers: so the kill comes anywhere between and within writes."""


def study_until_killed(path: Path, first: int, random: Random, *, spared: bool) -> tuple[list[str], bool]:
    """Live from a day on in a process of its own; what it told until it was killed, and whether it was.

    Who is spared lives to the last day.
    """
    told, tell = os.pipe()
    seed = random.random()
    if (child := os.fork()) == 0:
        try:
            learner = Learner(path, Random(seed), seen=lambda id: os.write(tell, f"{id}\n".encode()))
            for day in range(first, DAYS) if spared else count(first):
                learner.study(day)
                os.write(tell, f"{day}\n".encode())
        except BaseException as error:
            os.write(tell, f"! {error!r}\n".encode())
        finally:
            os._exit(0)
    os.close(tell)
    with os.fdopen(told, "rb") as lines:
        found = list(islice(lines, None if spared else random.randrange(5)))
        select.select([], [], [], random.random() * MOMENT)
        os.kill(child, signal.SIGKILL)
        found += lines.readlines()
    _, status = os.waitpid(child, 0)
    return [line.decode().strip() for line in found], os.WIFSIGNALED(status)


@pytest.mark.timeout(300)
def test_no_answer_is_lost_however_often_it_is_killed(tmp_path: Path) -> None:
    """At any moment; and afterwards the file is sound, and all follows from it."""
    path, random = tmp_path / "progress.db", Random(8)
    seen: set[str] = set()
    day = kills = 0
    while day < DAYS or kills < KILLS:
        told, killed = study_until_killed(path, day, random, spared=kills == KILLS)
        assert not any(line.startswith("!") for line in told), told
        kills += killed
        days = [int(line) for line in told if line.isdigit()]
        seen.update(line for line in told if not line.isdigit())
        day = max(days, default=day - 1) + 1
    with Progress.open(path, clock=lambda: 0, entropy=random.randbytes, offset=offset_at) as progress:
        events = list(progress.events())
        assert seen <= {event.id for event in events}
        assert len(seen) > 300
        assert progress.check() == []
        assert not progress.notices
        journal = progress.journal(COURSE.id)
        for id, state in Replay(events).states.items():
            card = journal.standing(id).card
            assert card is not None
            assert (card.stability, card.last, card.due) == (state.theirs.stability, state.last, state.due)
