"""The progress file in use: what is recorded is there, for one program and for two."""

from __future__ import annotations

import os
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
from dataclasses import replace
from io import BytesIO, StringIO
from pathlib import Path

import pytest

from studyapp.errors import ProgressError
from studyapp.places import backup_folder, library_folder, progress_file
from studyapp.study.events import Event, Kind, uuid7
from studyapp.study.journal import Journal
from studyapp.study.standing import Standing
from studyapp.study.store import Progress
from studyapp.study.store.transfer import write_events
from torture.machine import DAY, NOON, Machine


def answer(journal: Journal, question: str = "q1", section: str = "01-a", **data: object) -> Event:
    whole = {"sitting": "s", "response": "a", "score": 1.0, "done": True, "credit": 1.0, "ms": 5} | data
    return journal.record(Kind.ANSWERED, section, question, **whole)


def test_a_standing_is_there_when_the_file_is_opened_again(machine: Machine) -> None:
    """Standings of questions and sections, and the events, outlast the program."""
    with machine.open() as progress:
        journal = progress.journal("c")
        journal.record(Kind.BEGAN, "01-a", questions=["q1", "q2"], title="Course")
        answer(journal, response=["a", "é\u202e\ud800"], passed=True)
        journal.record(Kind.READ, "01-a", place=10, share=0.5, ms=20)
        told = journal.standing("q1"), journal.section("01-a"), list(progress.events())
    with machine.open() as progress:
        journal = progress.journal("c")
        assert (journal.standing("q1"), journal.section("01-a"), list(progress.events())) == told
        assert journal.standing("q1").tries[0].response == ["a", "é\u202e\ud800"]
        assert progress.journal("other").standing("q1") == Standing()
        assert not progress.notices


def test_only_the_learner_can_read_the_file(machine: Machine) -> None:
    """The folder, the file and its backups are private."""
    with machine.open() as progress:
        answer(progress.journal("c"))
    modes = [
        path.stat().st_mode for path in (machine.folder, machine.path, *backup_folder(machine.path).iterdir())
    ]
    assert [stat.S_IMODE(mode) for mode in modes] == [0o700, 0o600, 0o600]


def test_an_undo_reaches_back_to_an_earlier_run(machine: Machine) -> None:
    """An answer of an earlier run is taken back from the file's events."""
    with machine.open() as progress:
        first = answer(progress.journal("c"), credit=0.5, passed=True)
        second = answer(progress.journal("c"), sitting="t", credit=0.25)
    with machine.open() as progress:
        journal = progress.journal("c")
        journal.record(Kind.UNDONE, "01-a", "q1", event=second.id)
        assert journal.standing("q1").credit == 0.5
        journal.record(Kind.UNDONE, "01-a", "q1", event=first.id)
        assert journal.standing("q1") == Standing()
        assert journal.section("01-a").passes == ()


def test_courses_are_told_newest_first(progress: Progress) -> None:
    """A course is told with the title of its newest sitting and what was passed."""
    progress.journal("a").record(Kind.BEGAN, "01-a", questions=[], title="Old title")
    progress.journal("b").record(Kind.READ, "01-a", place=1)
    progress.journal("a").record(Kind.BEGAN, "02-b", questions=[], title="New title")
    newest = answer(progress.journal("a"), passed=True)
    first, second = progress.courses()
    assert (first.id, first.title, first.at) == ("a", "New title", newest.at)
    assert (first.sections, first.passed, first.questions) == (2, 1, 1)
    assert (second.id, second.title, second.sections, second.passed) == ("b", "", 1, 0)


def test_a_rebuild_and_a_check_find_nothing_to_change(progress: Progress) -> None:
    """Rows advanced one by one are those that are derived anew."""
    journal = progress.journal("c")
    undone = answer(journal, passed=True)
    answer(journal, "q2", done=False)
    journal.record(Kind.UNDONE, "01-a", "q1", event=undone.id)
    assert progress.check() == []
    before = journal.standing("q1"), journal.standing("q2"), journal.section("01-a")
    assert progress.rebuild().events == 3
    assert (journal.standing("q1"), journal.standing("q2"), journal.section("01-a")) == before


def test_two_programs_on_one_file_see_each_other(machine: Machine) -> None:
    """Neither loses the other's events, and what one did the other shows once it writes."""
    with machine.open() as one, machine.open() as other:
        mine, theirs = one.journal("c"), other.journal("c")
        answer(mine, "q1")
        answer(theirs, "q2")
        answer(theirs, "q1", sitting="t", credit=0.5)
        answer(mine, "q3")
        assert mine.standing("q2").attempts == 1
        assert mine.standing("q1") == theirs.standing("q1")
        answer(mine, "q1", sitting="u")
        assert mine.standing("q1").attempts == 3
        assert one.check() == []
        assert not one.trouble
        assert not other.trouble


def test_two_programs_may_write_at_the_same_time(machine: Machine) -> None:
    """Two connections that write at once wait for each other and lose nothing."""
    with machine.open(timeout=20) as one, machine.open(timeout=20) as other:

        def study(progress: Progress) -> None:
            for _ in range(40):
                answer(progress.journal("c"))
                assert not progress.unsaved

        threads = [threading.Thread(target=study, args=(progress,)) for progress in (one, other)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert not one.trouble
        assert not other.trouble
    with machine.open() as progress:
        assert progress.journal("c").standing("q1").attempts == 80
        assert progress.check() == []


@pytest.mark.parametrize("imported", [False, True])
def test_a_late_event_reaches_what_took_its_question_over(machine: Machine, imported: bool) -> None:
    """Though another program, or an import, has written newer events since this one wrote."""
    with machine.open() as one, machine.open() as other:
        journal = one.journal("c")
        first = answer(journal, "q1")
        at, taken_over = NOON + DAY, NOON + 2 * DAY
        late = replace(first, id=uuid7(at, bytes(8)), at=at, data=dict(first.data) | {"sitting": "t"})
        machine.now = taken_over
        if imported:
            data = {"question": "q1"}
            adopted = Event(uuid7(taken_over, bytes(8)), taken_over, Kind.ADOPTED, "c", "01-a", "q2", data)
            stream = StringIO()
            write_events([adopted], stream)
            one.import_events(BytesIO(stream.getvalue().encode()))
        else:
            other.journal("c").record(Kind.ADOPTED, "01-a", "q2", question="q1")
        journal.take(late)
        assert journal.standing("q2").attempts == 2
        assert one.check() == []


def test_the_times_by_which_due_questions_are_found_follow_each_event(machine: Machine) -> None:
    """Whether an event changes when the question is due or leaves it, its row is that of a rebuild."""
    with machine.open() as progress:
        journal = progress.journal("c")
        for sitting in ("s", "t"):
            answer(journal, "q1", sitting=sitting)
            assert progress.check() == []
        machine.now += DAY
        answer(journal, "q1", sitting="u")
        assert progress.check() == []
        assert sum(progress.load(0, 10**6, ("", "")).values()) == 1
        journal.record(Kind.RETIRED, "01-a", "q1", retired=True)
        assert progress.check() == []
        assert not progress.load(0, 10**6, ("", ""))


def test_threads_may_share_a_progress_file(machine: Machine) -> None:
    """Events of several threads are all there, each once, and what follows from them is right."""
    with machine.open(timeout=5) as progress:

        def study(name: str) -> None:
            for number in range(20):
                answer(progress.journal(name), f"q{number % 5}")

        threads = [threading.Thread(target=study, args=(name,)) for name in "abca"]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len({event.id for event in progress.events()}) == 80
        assert progress.journal("a").standing("q0").attempts == 8
        assert progress.check() == []


def test_a_clock_a_year_back_keeps_the_order(machine: Machine) -> None:
    """The newest answer stays the newest, though the clock now says otherwise."""
    with machine.open() as progress:
        answer(progress.journal("c"), credit=1.0)
    machine.now -= 365 * DAY
    with machine.open() as progress:
        journal = progress.journal("c")
        answer(journal, sitting="t", credit=0.25)
        assert journal.standing("q1").credit == 0.25
        assert [event.data["credit"] for event in progress.events()] == [1.0, 0.25]
        assert progress.check() == []


def test_a_backup_is_a_whole_copy_and_overwrites_nothing(machine: Machine, progress: Progress) -> None:
    """A backup opens as a progress file; where there is a file it is left as it is."""
    event = answer(progress.journal("c"))
    target = machine.folder / "copy.db"
    progress.backup(target)
    with machine.open(target) as copy:
        assert list(copy.events()) == [event]
    with pytest.raises(ProgressError, match="exists already"):
        progress.backup(target)
    target.write_text("mine")
    with pytest.raises(ProgressError, match="exists already"):
        progress.backup(target)
    assert target.read_text() == "mine"
    assert not list(machine.folder.glob("*.part"))


def test_one_backup_a_day_and_ten_in_all(machine: Machine) -> None:
    """A day's first run that records something leaves a backup; the oldest beyond ten go."""
    for day in range(12):
        for run in range(2):
            machine.now = NOON + day * DAY + run * 3_600_000_000
            with machine.open() as progress:
                answer(progress.journal("c"))
    with machine.open():
        pass
    kept = sorted(path.name for path in backup_folder(machine.path).iterdir())
    assert len(kept) == 10
    assert len({name[:17] for name in kept}) == 10
    with machine.open(backup_folder(machine.path) / kept[-1]) as newest:
        assert len(list(newest.events())) == 23


def test_where_the_files_lie(monkeypatch: pytest.MonkeyPatch) -> None:
    """An option goes before the environment, and that before the platform's folder."""
    monkeypatch.setenv("XDG_DATA_HOME", "/data")
    assert progress_file("a.db", {"STUDYAPP_PROGRESS": "/b.db"}) == Path.cwd() / "a.db"
    assert progress_file(None, {"STUDYAPP_PROGRESS": "/b.db"}) == Path("/b.db")
    assert progress_file(None, {}).name == "progress.db"
    assert progress_file(None, {}).parent == library_folder().parent
    assert backup_folder(Path("/x/progress.db")) == Path("/x/backups")


CHILD = """
import os, sys, time
from pathlib import Path
from studyapp.study.events import Kind
from studyapp.study.store import Progress
progress = Progress.open(Path(sys.argv[1]), clock=lambda: time.time_ns() // 1000, entropy=os.urandom)
journal = progress.journal("c")
while True:
    event = journal.record(Kind.ANSWERED, "01-a", "q1", sitting="s", response="a", score=0.5, done=False)
    assert not progress.unsaved
    print(event.id, flush=True)
"""


def test_a_kill_loses_no_answer_that_was_acknowledged(machine: Machine) -> None:
    """What was acknowledged before a SIGKILL is in the file, and the file is sound."""
    acknowledged: list[str] = []
    for acks in range(1, 13):
        with subprocess.Popen(
            [sys.executable, "-c", CHILD, str(machine.path)],
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ,
        ) as child:
            assert child.stdout is not None
            acknowledged += [child.stdout.readline().strip() for _ in range(acks)]
            child.send_signal(signal.SIGKILL)
            # Whatever it got to print meanwhile is acknowledged too; a line cut off is not.
            acknowledged += [line.strip() for line in child.stdout if line.endswith("\n")]
    with machine.open() as progress:
        assert set(acknowledged) <= {event.id for event in progress.events()}
        assert progress.journal("c").standing("q1").tries
        assert progress.check() == []
        assert not progress.notices


def test_a_derived_row_that_can_not_be_read_is_derived_anew(machine: Machine) -> None:
    """A broken row of a question or a section is no error to the learner: the events are the truth."""
    with machine.open() as progress:
        answer(progress.journal("c"), passed=True)
        expected = progress.journal("c").standing("q1"), progress.journal("c").section("01-a").passes
    for broken in ("{", "[]", '{"bogus":1}'):
        with sqlite3.connect(machine.path) as conn:
            conn.execute("UPDATE questions SET standing = ?", (broken,))
            conn.execute("UPDATE sections SET standing = ?", (broken,))
        conn.close()
        with machine.open() as progress:
            assert progress.check()
            journal = progress.journal("c")
            assert (journal.standing("q1"), journal.section("01-a").passes) == expected
            assert progress.check() == []
        with sqlite3.connect(machine.path) as conn:
            conn.execute("UPDATE sections SET standing = ?", (broken,))
        conn.close()
        with machine.open() as progress:
            journal = progress.journal("c")
            journal.record(Kind.FLAGGED, "01-a", "q1", text="unclear")
            assert journal.section("01-a").passes == expected[1]
            assert not progress.trouble
