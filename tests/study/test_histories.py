"""Answers, undoing, kills, merges and restores in any order, on two machines: what was told to be kept is kept."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from random import Random
from tempfile import mkdtemp

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from studyapp.study.events import Event, Kind
from studyapp.study.store import Progress
from torture.machine import Machine, answer, exit_status
from torture.steps import DIED, stepping

WHERE = st.integers(0, 1)
QUESTIONS = st.sampled_from(["q1", "q2", "q3"])


class Histories(RuleBasedStateMachine):
    """Two machines with a progress file each, and what is in it as far as anyone was told."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(mkdtemp())
        self.machines = [Machine(self.folder / str(at), random=Random(at)) for at in range(2)]
        self.files: list[Progress] = [machine.open() for machine in self.machines]
        self.known: list[dict[str, Event]] = [{}, {}]
        self.backups: list[tuple[Path, dict[str, Event]] | None] = [None, None]

    @rule(at=WHERE, question=QUESTIONS, right=st.booleans())
    def answer(self, at: int, question: str, right: bool) -> None:
        given = {"score": float(right), "done": right, **({"credit": 1.0} if right else {})}
        event = (
            self.files[at]
            .journal("c")
            .record(Kind.ANSWERED, "01-a", question, sitting="s", response="a", **given)
        )
        assert self.files[at].unsaved == 0
        self.known[at][event.id] = event

    @rule(at=WHERE, which=st.integers(0))
    @precondition(lambda self: all(self.known))
    def undo(self, at: int, which: int) -> None:
        taken = sorted(self.known[at].values(), key=lambda event: event.order)[which % len(self.known[at])]
        event = self.files[at].journal("c").record(Kind.UNDONE, "01-a", taken.question, event=taken.id)
        self.known[at][event.id] = event

    @rule(at=WHERE, step=st.integers(0, 60))
    def kill(self, at: int, step: int) -> None:
        """Another process on the same file is killed at a step."""
        machine, told = self.machines[at], self.folder / "told"
        copy = Machine(machine.folder, now=machine.now, random=Random(machine.random.random()))

        def live() -> None:
            with open(told, "ab", buffering=0) as stream, copy.open() as progress:  # noqa: PTH123
                for _ in range(3):
                    stream.write(f"{answer(progress.journal('c')).id}\n".encode())

        told.write_bytes(b"")
        assert exit_status(lambda: stepping(live, step)) in (0, DIED)
        machine.now += 1_000_000
        there = {event.id: event for event in self.files[at].events()}
        acknowledged = told.read_text(encoding="ascii").split()
        assert {*self.known[at], *acknowledged} <= there.keys()
        self.known[at] = there
        self.answer(at, "q1", True)  # The next write clears away what the killed one left.

    @rule(at=WHERE)
    def reopen(self, at: int) -> None:
        self.files[at].close()
        self.files[at] = self.machines[at].open()
        assert not self.files[at].notices

    @rule(at=WHERE)
    def merge(self, at: int) -> None:
        new = self.known[1 - at].keys() - self.known[at].keys()
        assert self.files[at].import_file(self.machines[1 - at].path).new == len(new)
        self.known[at] |= self.known[1 - at]

    @rule(at=WHERE)
    def back_up(self, at: int) -> None:
        target = self.folder / f"backup-{len(os.listdir(self.folder))}.db"  # noqa: PTH208
        self.files[at].backup(target)
        self.backups[at] = target, dict(self.known[at])

    @rule(at=WHERE)
    @precondition(lambda self: any(self.backups))
    def restore(self, at: int) -> None:
        """The file is gone; its backup gives back what was in it then."""
        if (saved := self.backups[at]) is not None:
            backup, self.known[at] = saved[0], dict(saved[1])
            self.files[at].close()
            self.machines[at].path.unlink()
            self.files[at] = self.machines[at].open()
            self.files[at].import_file(backup)
            self.files[at].notices.clear()

    def teardown(self) -> None:
        for progress, known in zip(self.files, self.known, strict=True):
            assert list(progress.events()) == sorted(known.values(), key=lambda event: event.order)
            assert progress.check() == []
        shown = []
        for at, progress in enumerate(self.files):
            progress.import_file(self.machines[1 - at].path)
            shown.append([progress.journal("c").standing(f"q{number}") for number in range(1, 4)])
            progress.close()
        assert shown[0] == shown[1]
        shutil.rmtree(self.folder)


TestHistories = Histories.TestCase
TestHistories.settings = settings(
    max_examples=int(os.environ.get("TORTURE_EXAMPLES", "200")), stateful_step_count=10, deadline=None
)
