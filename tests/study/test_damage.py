"""Faults: a progress file that can't be written, is gone, is broken, or is not ours."""

from __future__ import annotations

import errno
import os
import resource
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest

from builders import course, single, truefalse, typed
from studyapp.errors import ForeignFile, NewerFile, ProgressError
from studyapp.places import backup_folder
from studyapp.study.events import Kind
from studyapp.study.feedback import Verdict
from studyapp.study.sitting import Sitting
from studyapp.study.store import Progress, derive, schema
from studyapp.study.store.trouble import explain
from torture.faults import DAMAGES, beheaded, disk_full, garbage, holes, journal_blocked, locked, make_older
from torture.machine import Machine, answer, as_nobody, exit_status, filled, kept


@pytest.mark.parametrize("fault", [locked, journal_blocked, disk_full])
def test_what_can_not_be_written_is_kept_and_written_later(
    machine: Machine, fault: Callable[[Path], AbstractContextManager[None]]
) -> None:
    """While the file can't be written, answers stay in memory, in order, and the learner is told."""
    events = filled(machine, 30)
    with machine.open() as progress:
        journal = progress.journal("c")
        with fault(machine.path):
            events += [answer(journal, f"new{number}", sitting="t") for number in range(3)]
            assert progress.unsaved == 3
            assert str(machine.path) in progress.trouble
            assert not progress.save()
            # The sitting goes on: what follows from the answers is shown.
            assert journal.standing("new2").attempts == 1
            journal.record(Kind.UNDONE, "01-a", "new2", event=events[-1].id)
            assert journal.standing("new2").attempts == 0
        events.append(answer(journal, "new3"))
        assert (progress.unsaved, progress.trouble) == (0, "")
        assert journal.standing("new2").attempts == 0
        assert journal.standing("new1").attempts == 1
        with fault(machine.path):
            events.append(answer(journal, "new4"))
            assert (journal.standing("new4").attempts, progress.unsaved) == (1, 1)
    assert [event for event in kept(machine) if event.kind != Kind.UNDONE] == events


def test_a_file_that_is_locked_when_it_is_opened_is_taken_up_later(machine: Machine) -> None:
    """Until the lock is gone nothing is known of the past; then all is shown, and what was recorded is there."""
    events = filled(machine, 14)
    with locked(machine.path):
        progress = machine.open()
        assert "locked" in progress.trouble
        journal = progress.journal("c")
        events.append(answer(journal, "q1", sitting="t"))
        assert (journal.standing("q1").attempts, progress.unsaved) == (1, 1)
        with pytest.raises(ProgressError, match="locked"):
            progress.courses()
    assert progress.save()
    assert (journal.standing("q1").attempts, progress.trouble) == (3, "")
    progress.close()
    assert kept(machine) == events


MADE = course(single(), typed(), truefalse())


def open_sitting(progress: Progress) -> Sitting:
    return Sitting.open(MADE, MADE.sections[0], progress.journal(MADE.id))


@contextmanager
def broken(path: Path) -> Iterator[None]:
    """There is only garbage in the file; the backup has what was in it."""
    path.write_bytes(b"x" * 100)
    yield


@pytest.mark.parametrize("fault", [locked, journal_blocked, broken])
def test_a_sitting_goes_on_while_the_file_can_not_be_used(
    machine: Machine, fault: Callable[[Path], AbstractContextManager[None]]
) -> None:
    """Nothing that the learner does is lost or raises an error; what can't be written is told."""
    with machine.open() as progress:
        open_sitting(progress).respond("At its source")
    with machine.open() as progress:
        sitting = open_sitting(progress)
        with fault(machine.path):
            assert sitting.respond("watershed").verdict is Verdict.RIGHT
            assert progress.unsaved == (1 if progress.trouble else 0)
            sitting.go_on()
            sitting.reveal()
            assert progress.unsaved == (2 if progress.trouble else 0)
        assert progress.save()
        assert [sitting.right(question) for question in MADE.sections[0].questions] == [True, True, False]
        assert progress.check() == []
        assert len(list(progress.events())) == 4


def test_an_answer_is_taken_back_while_the_file_can_not_be_read(machine: Machine) -> None:
    """The question is open again, with its first try; once the file can be read, all is told from its events."""
    with machine.open() as progress:
        journal = progress.journal("c")
        first = answer(journal, score=0.5, done=False)
        before = journal.standing("q1")
        second = answer(journal, credit=0.5, passed=True)
        with locked(machine.path):
            with pytest.raises(ProgressError, match="locked"):
                journal.history("q1")
            journal.record(Kind.UNDONE, "01-a", "q1", event=second.id)
            standing = journal.standing("q1")
            assert [one.score for one in standing.tries] == [0.5]
            assert (standing.done, standing.attempts, standing.credit) == (False, 0, None)
            assert journal.section("01-a").passes == ()
            assert progress.unsaved == 1
        assert progress.save()
        assert journal.standing("q1") == before
        assert journal.standing("q1").last == first.id


def test_a_lock_and_a_full_disk_are_told_apart(machine: Machine) -> None:
    """The sentence names the cause that SQLite tells."""
    filled(machine, 3)
    with machine.open() as progress, locked(machine.path):
        answer(progress.journal("c"))
        assert "locked" in progress.trouble
        progress.close()
    conn = sqlite3.connect(":memory:")
    conn.execute("PRAGMA max_page_count = 2")
    with pytest.raises(sqlite3.OperationalError) as full:
        conn.execute("CREATE TABLE t AS SELECT zeroblob(100000)")
    assert "no room" in explain(full.value, machine.path)
    assert "no room" in explain(OSError(errno.ENOSPC, "full"), machine.path)
    conn.close()


@pytest.mark.parametrize("read_only", ["file", "folder", "nothing there"])
def test_a_read_only_place_is_told_and_what_is_there_is_shown(
    machine: Machine, tmp_path: Path, read_only: str
) -> None:
    """Without the right to write, a learner studies on, and is told where the answers went."""
    for folder in (tmp_path, *tmp_path.parents[:3]):
        folder.chmod(folder.stat().st_mode | 0o755)
    if read_only == "nothing there":
        machine.folder.mkdir()
    else:
        filled(machine, 3)
    machine.folder.chmod(0o777 if read_only == "file" else 0o555)
    if machine.path.exists():
        machine.path.chmod(0o444 if read_only == "file" else 0o666)

    def study() -> None:
        as_nobody()
        progress = machine.open()
        journal = progress.journal("c")
        assert journal.standing("q1").attempts == (0 if read_only == "nothing there" else 1)
        answer(journal, "q1", sitting="t")
        assert progress.unsaved == 1
        assert "read-only" in progress.trouble, progress.trouble
        assert journal.standing("q1").done
        rescued = progress.close()
        assert rescued is not None
        assert "answered" in rescued.read_text()
        rescued.unlink()

    try:
        assert exit_status(study) == 0
    finally:
        machine.folder.chmod(0o700)


def test_what_is_never_written_is_rescued_at_the_end(machine: Machine) -> None:
    """Closing exports what could not be written, and importing that loses nothing."""
    before = filled(machine, 3)
    progress = machine.open()
    with locked(machine.path):
        event = answer(progress.journal("c"), "new")
        rescued = progress.close()
    assert rescued is not None
    assert rescued.parent == machine.folder
    with machine.open() as again:
        assert again.import_file(rescued).new == 1
        assert list(again.events()) == [*before, event]
        assert again.journal("c").standing("new").attempts == 1


def test_where_nothing_can_be_written_the_loss_is_told(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without any place for a rescue, closing still says how much is not saved."""
    filled(machine, 3)
    progress = machine.open()
    with locked(machine.path):
        answer(progress.journal("c"))
        monkeypatch.setattr("studyapp.study.store.rescue.write_events", refuse)
        assert progress.close() is None
    assert progress.unsaved == 1
    assert progress.trouble


def test_a_full_disk_leaves_no_folder_for_temporary_files(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Looking for one fails as writing does, and closing still says how much is not saved."""
    filled(machine, 3)
    monkeypatch.setattr("tempfile.tempdir", None)
    progress = machine.open()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        answer(progress.journal("c"))
        assert progress.close() is None
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert progress.unsaved == 1


def refuse(*_: object) -> None:
    raise OSError(errno.ENOSPC, "full")


def test_a_file_that_is_deleted_is_made_again_with_all_that_was_in_it(machine: Machine) -> None:
    """Nothing is acknowledged into a file that is no longer there."""
    events = filled(machine, 20)
    progress = machine.open()
    journal = progress.journal("c")
    events.append(answer(journal, "new"))
    machine.path.unlink()
    events.append(answer(journal, "newer"))
    assert not progress.unsaved
    assert any("deleted" in notice for notice in progress.notices)
    shutil.rmtree(machine.folder)
    progress.close()
    assert kept(machine) == events


def test_a_file_that_vanishes_while_it_is_written_is_noticed(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was committed into a deleted file is not acknowledged but written again."""
    events = filled(machine, 3)
    absorb = derive.absorb

    def deleting(*given: Any) -> derive.Derived:
        derived = absorb(*given)
        monkeypatch.setattr(derive, "absorb", absorb)
        machine.path.unlink()
        return derived

    with machine.open() as progress:
        journal = progress.journal("c")
        monkeypatch.setattr(derive, "absorb", deleting)
        events.append(answer(journal, "new"))
        assert progress.unsaved == 0
        with machine.open() as other:
            assert list(other.events()) == events


def test_a_file_that_is_replaced_gets_what_was_in_the_other(machine: Machine, tmp_path: Path) -> None:
    """Where another progress file takes the place of the open one, both are united."""
    other = Machine(tmp_path / "other", random=machine.random)
    theirs = filled(other, 3)
    ours = filled(machine, 3)
    with machine.open() as progress:
        other.path.replace(machine.path)
        ours.append(answer(progress.journal("c"), "new"))
        assert progress.journal("c").standing("q0").attempts == 2
    assert kept(machine) == sorted(ours + theirs, key=lambda event: event.order)


def test_a_foreign_file_in_the_place_of_the_open_one_is_left_alone(machine: Machine) -> None:
    """Another program's file is not written, and the answers stay in memory."""
    filled(machine, 3)
    progress = machine.open()
    machine.path.unlink()
    conn = sqlite3.connect(machine.path)
    conn.execute("CREATE TABLE t(x)")
    conn.close()
    content = machine.path.read_bytes()
    answer(progress.journal("c"), "new")
    assert "another program" in progress.trouble
    assert progress.unsaved == 1
    rescued = progress.close()
    assert rescued is not None
    assert progress.unsaved == 0
    assert machine.path.read_bytes() == content


@pytest.mark.parametrize("content", [b"My thesis.\n", bytes(5000), b"x"])
def test_a_file_that_is_not_a_database_is_left_alone(machine: Machine, content: bytes) -> None:
    """A file that the learner named by mistake is not touched."""
    machine.folder.mkdir()
    named = machine.folder / "thesis.txt"
    named.write_bytes(content)
    with pytest.raises(ForeignFile, match="was left as it is"):
        machine.open(named)
    assert named.read_bytes() == content
    assert list(machine.folder.iterdir()) == [named]


def test_a_database_of_another_program_or_a_newer_version_is_left_alone(machine: Machine) -> None:
    """Foreign marks, views and triggers, and a newer version are refused, each by its own error."""
    filled(machine, 3)
    whole = machine.path.read_bytes()
    for statement, refusal in [
        ("PRAGMA application_id = 7", ForeignFile),
        ("PRAGMA application_id = 0", ForeignFile),
        ("CREATE VIEW v AS SELECT 1", ForeignFile),
        ("CREATE TRIGGER t AFTER INSERT ON events BEGIN DELETE FROM events; END", ForeignFile),
        (f"PRAGMA user_version = {schema.VERSION + 1}", NewerFile),
    ]:
        machine.path.write_bytes(whole)
        conn = sqlite3.connect(machine.path)
        conn.execute(statement)
        conn.close()
        content = machine.path.read_bytes()
        with pytest.raises(refusal, match="was left as it is"):
            machine.open()
        assert machine.path.read_bytes() == content
    with pytest.raises(ProgressError, match="is a folder"):
        machine.open(machine.folder)


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_damaged_file_is_set_aside_and_the_backup_fills_the_gaps(
    machine: Machine, damage: Callable[[bytes], bytes]
) -> None:
    """With a backup of all, a damaged file loses nothing, is kept, and the learner is told."""
    events = filled(machine)
    content = damage(machine.path.read_bytes())
    machine.path.write_bytes(content)
    with machine.open() as progress:
        # Damage deep in the events is met when they are read.
        assert list(progress.events()) == events
        assert any("damaged" in notice for notice in progress.notices)
        assert any("backup" in notice for notice in progress.notices)
        assert progress.journal("c").standing("q0").attempts == 43
    (aside,) = machine.folder.glob("progress.damaged-*.db")
    assert aside.read_bytes() == content
    assert kept(machine) == events


def without_the_end(content: bytes) -> bytes:
    """The newest events' page is overwritten: nothing tells how many there were."""
    pages = [content[start : start + 4096] for start in range(0, len(content), 4096)]
    newest = content.rfind(b"answered") // 4096
    return b"".join(b"\xaa" * 4096 if number == newest else page for number, page in enumerate(pages))


@pytest.mark.parametrize(
    ("damage", "lost"),
    [
        (holes, "{} events in it could not be read"),
        (without_the_end, "How many in it could not be read can't be told"),
    ],
)
def test_without_a_backup_what_can_be_read_is_saved_row_by_row(
    machine: Machine, damage: Callable[[bytes], bytes], lost: str
) -> None:
    """Rows of whole pages survive the loss of others, and the number lost is told wherever it can be counted."""
    events = filled(machine)
    shutil.rmtree(backup_folder(machine.path))
    machine.path.write_bytes(damage(machine.path.read_bytes()))
    with machine.open() as progress:
        progress.salvage()
        saved = list(progress.events())
        told = " ".join(progress.notices)
    assert 0.8 * len(events) < len(saved) < len(events)
    assert {event.id for event in saved} < {event.id for event in events}
    assert f"{len(saved)} events could be saved" in told
    assert lost.format(len(events) - len(saved)) in told
    assert "what is not told here as saved is lost" in told


def test_damaged_standings_are_mended_when_they_are_asked_for(machine: Machine) -> None:
    """Where the page of the standings is lost, they are derived again from the events that are left."""
    events = filled(machine)
    shutil.rmtree(backup_folder(machine.path))
    content = bytearray(machine.path.read_bytes())
    conn = sqlite3.connect(machine.path)
    (page,) = conn.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'questions'").fetchone()
    conn.close()
    content[(page - 1) * 4096 : page * 4096] = b"\xaa" * 4096
    machine.path.write_bytes(content)
    with machine.open() as progress:
        assert progress.journal("c").standing("q0").attempts == 43
        assert not progress.trouble
    assert kept(machine) == events


def test_a_file_that_lost_its_first_page_is_read_all_the_same(machine: Machine) -> None:
    """Without a backup, and without the page that tells where the tables are, no event is lost."""
    events = filled(machine)
    shutil.rmtree(backup_folder(machine.path))
    machine.path.write_bytes(beheaded(machine.path.read_bytes()))
    assert kept(machine) == events


def test_damage_that_shows_only_when_writing_is_mended_then(machine: Machine) -> None:
    """An answer that meets a damaged page is in the mended file when it is acknowledged."""
    events = filled(machine)
    progress = machine.open()
    journal = progress.journal("c")
    machine.path.write_bytes(garbage(machine.path.read_bytes()))
    events.append(answer(journal, "new"))
    assert (progress.unsaved, progress.trouble) == (0, "")
    assert any("damaged" in notice for notice in progress.notices)
    progress.close()
    assert kept(machine) == events


def test_a_file_without_content_is_new_where_nothing_says_otherwise(machine: Machine) -> None:
    """An empty file without backups is a new one; a missing one with backups tells of them."""
    machine.folder.mkdir()
    machine.path.touch()
    assert filled(machine, 1) == kept(machine)
    machine.path.unlink()
    with machine.open() as progress:
        assert list(progress.events()) == []
        assert "studyapp progress import" in progress.notices[0]


def flip(path: Path, text: bytes, change: bytes) -> None:
    content = path.read_bytes()
    assert text in content
    path.write_bytes(content.replace(text, change))


def test_a_flipped_bit_in_a_row_is_found_and_the_row_kept(machine: Machine) -> None:
    """A row whose checksum does not hold is told and counts for nothing; a good copy of it heals it."""
    filled(machine, 5)
    with machine.open() as progress:
        event = answer(progress.journal("c"), "flipped", response="Leiden")
        good = machine.folder / "good.db"
        progress.backup(good)
    flip(machine.path, b"Leiden", b"Leidem")
    with machine.open() as progress:
        assert event.id in " ".join(progress.check())
        assert len(list(progress.events())) == 5
        assert event.id in " ".join(progress.notices)
        rebuilt = progress.rebuild()
        assert (rebuilt.events, len(rebuilt.left_out)) == (5, 1)
        assert progress.journal("c").standing("flipped").attempts == 0
        assert progress.import_file(good).new == 0
        assert len(list(progress.events())) == 6
        assert progress.journal("c").standing("flipped").attempts == 1
        assert progress.check() == []


def test_a_row_that_is_no_text_any_more_is_left_out(machine: Machine) -> None:
    """A bit flipped in a letter's highest place costs that row alone, and no more where a backup has it."""
    filled(machine, 5)
    with machine.open() as progress:
        answer(progress.journal("c"), "flipped", response="Leiden")
        good = machine.folder / "good.db"
        progress.backup(good)
    for text, change, left in ((b'"Leiden"', b'"\xcceiden"', 5), (b'{"at"', b'{"\xe1t"', 6)):
        flip(machine.path, text, change)
        with machine.open() as progress:
            progress.journal("c").standing("q1")
            assert len(list(progress.events())) == left
            assert progress.rebuild().events == left
            assert "damaged" in " ".join(progress.notices)
            assert "Leiden" not in " ".join(progress.notices)
            progress.import_file(good)
            assert len(list(progress.events())) == 6
            assert progress.check() == []


def test_a_hot_journal_is_played_back(machine: Machine) -> None:
    """A transaction cut off in the middle is undone when the file is opened next."""
    events = filled(machine, 30)
    if (child := os.fork()) == 0:
        conn = sqlite3.connect(machine.path, isolation_level=None)
        conn.execute("PRAGMA cache_size = 1")
        conn.execute("PRAGMA cache_spill = 1")
        conn.execute("BEGIN IMMEDIATE")
        conn.execute("UPDATE events SET data = data || zeroblob(200)")
        conn.execute("DELETE FROM questions")
        os._exit(0)
    os.waitpid(child, 0)
    assert machine.path.with_name("progress.db-journal").exists()
    assert kept(machine) == events


@pytest.mark.parametrize("lost", [0, 4096])
def test_a_file_that_was_cut_off_while_it_was_made_is_begun_again(machine: Machine, lost: int) -> None:
    """A first start that was killed, or whose first page never came to the disk, is in no way of the next."""
    machine.folder.mkdir()
    if (child := os.fork()) == 0:
        conn = sqlite3.connect(machine.path, isolation_level=None)
        conn.execute("PRAGMA cache_size = 1")
        conn.execute("BEGIN IMMEDIATE")
        for number in range(50):
            conn.execute(f"CREATE TABLE t{number}(x)")
        os._exit(0)
    os.waitpid(child, 0)
    content = machine.path.read_bytes()
    machine.path.write_bytes(bytes(lost) + content[lost:])
    assert len(content) > 4096
    with machine.open() as progress:
        assert not progress.notices
    assert len(filled(machine, 1)) == 1


def rows(path: Path) -> list[tuple[object, ...]]:
    """All derived rows, and the version that the file says to be of."""
    conn = sqlite3.connect(path)
    found = [*derive.derived_rows(conn), (schema.pragma(conn, "user_version"),)]
    conn.close()
    return found


def test_an_older_file_is_backed_up_and_migrated(machine: Machine) -> None:
    """A migration runs once, after a backup of the file as it was, and derives all rows anew."""
    events, before = filled(machine, 3), rows(machine.path)
    backups = len(list(backup_folder(machine.path).iterdir()))
    make_older(machine.path)
    assert kept(machine) == events
    assert kept(machine) == events
    assert len(list(backup_folder(machine.path).iterdir())) == backups + 1
    assert rows(machine.path) == before


def test_a_migration_that_is_cut_off_leaves_the_file_as_it_was(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A migration killed in the middle is done again from the start."""
    events, before = filled(machine, 30), rows(machine.path)
    make_older(machine.path)
    with monkeypatch.context() as patched:
        patched.setattr("studyapp.study.store.opening.rebuild", lambda _: os._exit(9))
        assert exit_status(machine.open) == 9
    assert kept(machine) == events
    assert rows(machine.path) == before


def test_a_backup_that_is_cut_off_leaves_no_half_file(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a killed backup left is not taken for one, and the next takes its place."""
    events = filled(machine, 3)
    folder = backup_folder(machine.path)
    target = folder / "copy.db"
    with monkeypatch.context() as patched:
        patched.setattr("studyapp.study.store.backups.sync", lambda _: os._exit(9))
        assert exit_status(lambda: machine.open().backup(target)) == 9
    assert not target.exists()
    with machine.open() as progress:
        progress.backup(target)
    with machine.open(target) as copy:
        assert list(copy.events()) == events
    assert not list(folder.glob("*.part"))


def test_an_answer_is_taken_back_while_the_file_is_locked(machine: Machine) -> None:
    """It is open again at once, and nothing is lost once the file can be read."""
    made = course(single(tries=3))
    with machine.open() as progress:
        journal = progress.journal(made.id)
        sitting = Sitting.open(made, made.sections[0], journal)
        sitting.respond("At its source")
        lock = sqlite3.connect(machine.path, isolation_level=None)
        lock.execute("BEGIN EXCLUSIVE")
        assert sitting.undo() is not None
        turn = sitting.turn()
        assert turn is not None
        assert not turn.standing.done
        assert progress.unsaved == 1
        lock.close()
        assert progress.save()
        assert not journal.standing("source").done
        assert progress.check() == []
