"""Export and import: a set union, all or nothing, whatever the order."""

from __future__ import annotations

import io
import json
import os
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.errors import BadImport
from studyapp.places import backup_folder
from studyapp.study.events import Event, Kind, uuid7
from studyapp.study.rows import checksum, event_row
from studyapp.study.store import Progress
from studyapp.study.store.derive import derived_rows
from studyapp.study.store.transfer import HEADER, LONGEST_LINE, write_events
from torture.machine import DAY, NOON, Machine, answer


def exported(progress: Progress, course: str | None = None) -> bytes:
    stream = io.StringIO()
    progress.export(stream, course)
    return stream.getvalue().encode("ascii")


def lines_of(*events: Event) -> bytes:
    stream = io.StringIO()
    write_events(events, stream)
    return stream.getvalue().encode()


def test_an_export_is_sorted_lines_of_ascii_with_a_header(progress: Progress) -> None:
    """One event a line in their order, its fields in theirs, free of control characters."""
    first = answer(progress.journal("b"), response="Zürich\x1b[2J\u202e")
    second = answer(progress.journal("a"))
    header, *lines = exported(progress).splitlines()
    assert json.loads(header) == HEADER
    assert [json.loads(line)["id"] for line in lines] == [first.id, second.id]
    assert list(json.loads(lines[0])) == ["id", "at", "kind", "course", "section", "question", "data"]
    assert b"\x1b" not in lines[0]
    assert len(exported(progress, "a").splitlines()) == 2


def test_what_was_exported_comes_in_once(machine: Machine, progress: Progress, tmp_path: Path) -> None:
    """An import gives the same events and standings; a second one changes nothing, and a backup comes first."""
    answer(progress.journal("c"), passed=True, response=["a", 1, None])
    progress.journal("c").record(Kind.BEGAN, "01-a", questions=["q1"], title="Course")
    content = exported(progress)
    other = Machine(tmp_path / "other", random=Random(2))
    with other.open() as theirs:
        answer(theirs.journal("c"), "q9")
        assert theirs.import_events(io.BytesIO(content)).new == 2
        again = theirs.import_events(io.BytesIO(content))
        assert (again.new, again.known) == (0, 2)
        assert theirs.journal("c").section("01-a").passes == progress.journal("c").section("01-a").passes
        assert theirs.journal("c").standing("q9").attempts == 1
        assert theirs.check() == []
        assert list(backup_folder(other.path).glob("progress-*.db"))


def test_two_machines_in_one_second_unite(machine: Machine, tmp_path: Path) -> None:
    """Machines whose clocks tell the same keep all events of both; a progress file comes in like an export."""
    other = Machine(tmp_path / "other", random=Random(2))
    with machine.open() as ours, other.open() as theirs:
        for number in range(5):
            answer(ours.journal("c"), credit=number / 10)
            answer(theirs.journal("c"), credit=number / 5)
    with machine.open() as ours, other.open() as theirs:
        assert ours.import_file(other.path).new == 5
        assert theirs.import_file(machine.path).known == 5
        assert exported(ours) == exported(theirs)
        assert ours.journal("c").standing("q1") == theirs.journal("c").standing("q1")
        assert ours.check() == theirs.check() == []


@st.composite
def pools(draw: st.DrawFn) -> list[Event]:
    """Events of one question with undos of some of them, in the order made."""
    random = Random(draw(st.integers(0, 2**32)))
    events: list[Event] = []
    for _ in range(draw(st.integers(1, 8))):
        at = draw(st.integers(1, 9))
        undo = bool(events) and draw(st.booleans())
        data: dict[str, Any] = (
            {"event": draw(st.sampled_from(events)).id}
            if undo
            else {"sitting": "s", "response": 1, "score": 1, "done": True, "credit": 1, "passed": True}
        )
        kind = Kind.UNDONE if undo else Kind.ANSWERED
        events.append(Event(uuid7(at, random.randbytes(8)), at, kind, "c", "01-a", "q", data))
    return events


@given(pools(), st.data())
@settings(deadline=None, max_examples=settings().max_examples // 4)
def test_merging_is_a_union(pool: list[Event], data: st.DataObject) -> None:
    """A + B = B + A, A + A = A, and nothing that either had is gone."""
    subset = st.lists(st.sampled_from(pool), unique_by=lambda event: event.id)
    one, two = data.draw(subset), data.draw(subset)
    with TemporaryDirectory() as folder:
        results = []
        for name, parts in (("ab", (one, two)), ("ba", (two, one, two))):
            with Machine(Path(folder) / name).open() as progress:
                for part in parts:
                    progress.import_events(io.BytesIO(lines_of(*part)))
                standing = progress.journal("c").standing("q"), progress.journal("c").section("01-a")
                results.append((list(progress.events()), standing))
                assert progress.check() == []
        assert results[0] == results[1]
        assert {event.id for event in results[0][0]} == {event.id for event in one + two}


@st.composite
def histories(draw: st.DrawFn, machine: int) -> list[Event]:
    """A machine's events of three questions: answers, hints, readings, undos, and histories taken over."""
    random = Random(machine)
    events: list[Event] = []
    for _ in range(draw(st.integers(1, 12))):
        at = NOON - draw(st.integers(1, 5)) * DAY
        question = draw(st.sampled_from(["q1", "q2", "q3"]))
        data: dict[str, Any] = {"sitting": draw(st.sampled_from("ab"))}
        kind = draw(st.sampled_from([Kind.ANSWERED, Kind.HINTED, Kind.READ, Kind.UNDONE, Kind.ADOPTED]))
        if kind == Kind.ANSWERED:
            score = draw(st.sampled_from([0.0, 0.5, 1.0]))
            data |= {
                "response": 1,
                "score": score,
                "done": True,
                "credit": score,
                "passed": draw(st.booleans()),
            }
        elif kind == Kind.UNDONE:
            data = {"event": draw(st.sampled_from(events)).id if events else "none"}
        elif kind == Kind.ADOPTED:
            data = {"question": draw(st.sampled_from(["q1", "q2", "q3"]))}
        key = "" if kind == Kind.READ else question
        events.append(Event(uuid7(at, random.randbytes(8)), at, kind, "c", "01-a", key, data))
    return events


@given(
    st.integers(1, 3).flatmap(lambda count: st.tuples(*map(histories, range(count)))),
    st.integers(1, 4),
    st.randoms(use_true_random=False),
)
@settings(deadline=None, max_examples=settings().max_examples // 4)
def test_files_taken_in_one_by_one_give_what_a_rebuild_gives(
    parts: tuple[list[Event], ...], chunk: int, random: Random
) -> None:
    """Whatever comes late, twice or in pieces: row for row what one file with all of the events derives anew."""
    files = [part + random.sample(parts[0], random.randint(0, len(parts[0]))) for part in parts]
    whole = {event.id: event for part in parts for event in part}
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr("studyapp.study.store.eventrows.CHUNK", chunk)
        with Machine(Path(folder) / "ours").open() as ours, Machine(Path(folder) / "anew").open() as anew:
            for number, part in enumerate(files):
                random.shuffle(part)
                other = Machine(Path(folder) / str(number))
                with other.open() as theirs:
                    theirs.import_events(io.BytesIO(lines_of(*part)))
                ours.import_file(other.path)
                assert ours.import_events(io.BytesIO(lines_of(*part))).new == 0
            anew.import_events(io.BytesIO(lines_of(*whole.values())))
            anew.rebuild()
            assert derived(ours) == derived(anew)
            assert list(ours.events()) == list(anew.events())


@given(
    st.integers(1, 3).flatmap(lambda count: st.tuples(*map(histories, range(count)))),
    st.randoms(use_true_random=False),
)
@settings(deadline=None, max_examples=settings().max_examples // 4)
def test_files_taken_in_together_give_what_one_by_one_gives(
    parts: tuple[list[Event], ...], random: Random
) -> None:
    """Whatever they share, in order or not, progress files or exports: the same rows, and the same counts."""
    with TemporaryDirectory() as folder:
        paths = []
        for number, part in enumerate(parts):
            shared = part + random.sample(parts[0], random.randint(0, len(parts[0])))
            random.shuffle(shared)
            paths.append(Path(folder) / f"{number}.jsonl")
            paths[-1].write_bytes(lines_of(*shared))
            if random.random() < 0.7:
                with Machine(Path(folder) / str(number)).open() as theirs:
                    theirs.import_file(paths[-1])
                    paths[-1] = theirs.path
        with Machine(Path(folder) / "one").open() as one, Machine(Path(folder) / "all").open() as together:
            for progress in (one, together):
                progress.import_events(io.BytesIO(lines_of(*random.sample(parts[-1], 1))))
            counts = [one.import_file(path) for path in paths]
            found = together.import_files(paths)
            assert [one.new + one.known for one in found] == [one.new + one.known for one in counts]
            assert sum(one.new for one in found) == sum(one.new for one in counts)
            assert derived(together) == derived(one)
            assert list(together.events()) == list(one.events())
            assert together.check() == []


def test_files_of_machines_used_in_turn_are_read_once_each(
    machine: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Taken in together nothing of them is late, so no question is replayed, and one backup is made."""
    others = []
    for number in range(3):
        other = Machine(tmp_path / str(number), random=Random(number + 1))
        for day in range(number - 3, 0, 3):
            other.now = NOON + day * DAY
            with other.open() as theirs:
                answer(theirs.journal("c"), f"q{day % 2}")
        others.append(other.path)
    with machine.open() as progress:
        before = answer(progress.journal("d"))
        replays: list[object] = []
        monkeypatch.setattr("studyapp.study.store.derive.Derived._replay", lambda _, key: replays.append(key))
        assert [one.new for one in progress.import_files(others)] == [1, 1, 1]
        assert not replays
        assert len(list(progress.events())) == 4
    (backup,) = backup_folder(machine.path).iterdir()
    with machine.open(backup) as copy:
        assert list(copy.events()) == [before]


def test_the_file_with_something_wrong_is_named_and_nothing_is_taken(
    progress: Progress, tmp_path: Path
) -> None:
    """Though another file is good: a bad line, a file that is not there, an event that was changed."""
    before = [answer(progress.journal("c"))]
    good, bad = tmp_path / "good.jsonl", tmp_path / "bad.jsonl"
    good.write_bytes(lines_of(GOOD))
    contents = (
        (lines_of(replace(GOOD, id="x")), "Line 2: .*UUID"),
        (lines_of(replace(GOOD, question="other")), f"{GOOD.id} .*another content"),
        (None, "No such file"),
    )
    for content, words in contents:
        bad.unlink(missing_ok=True)
        if content is not None:
            bad.write_bytes(content)
        with pytest.raises(BadImport, match=rf"bad\.jsonl\b.*{words}"):
            progress.import_files([good, bad])
        assert list(progress.events()) == before
    assert progress.check() == []
    assert [one.new for one in progress.import_files([good, good])] == [1, 0]


def derived(progress: Progress) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(progress.path)) as conn:
        return derived_rows(conn)


GOOD = Event(
    uuid7(NOON, bytes(8)),
    NOON,
    Kind.ANSWERED,
    "c",
    "01-a",
    "q",
    {"sitting": "s", "response": "a", "score": 1.0, "done": True, "credit": 1.0},
)
LINE = lines_of(GOOD).splitlines()[1]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"id,at\n1,2\n", "not what"),
        (b'{"id": 1}\n', "not what"),
        (b"\xff\xfe\x00", "not what"),
        (b'{"studyapp": "progress", "version": 2}\n', "newer"),
        (lines_of(GOOD)[:-30], "Line 2 .* cut off"),
        (lines_of(GOOD) + b"\n", "Line 3"),
        (lines_of(GOOD) + b"[" * 100_000, "Line 3"),
        (lines_of(GOOD) + b'{"id": ' + b"9" * 5000 + b"}\n", "Line 3"),
        (lines_of(GOOD) + b" " * (LONGEST_LINE + 1), "Line 3 is longer"),
        (lines_of(GOOD) + LINE.replace(b'"data"', b'"date"'), "Line 3 .* must have"),
        (lines_of(replace(GOOD, data=dict(GOOD.data) | {"score": 1e308})), "Line 2: .*'score'"),
        (lines_of(GOOD).replace(b'"score": 1.0', b'"score": NaN'), "Line 2: .*'score'"),
        (lines_of(GOOD).replace(b'"score": 1.0', b'"score": "1"'), "Line 2: .*'score'"),
        (lines_of(GOOD).replace(b'"response": "a"', b'"response": NaN'), "Line 2: .*not finite"),
        (lines_of(GOOD).replace(b'"response": "a"', b'"response": [1e999]'), "Line 2: .*not finite"),
        (lines_of(replace(GOOD, id="x")), "Line 2: .*UUID"),
        (lines_of(replace(GOOD, at=NOON + 400 * DAY)), "Line 2: .*future"),
        (lines_of(GOOD, replace(GOOD, question="other")), f"{GOOD.id} .*another content"),
    ],
)
def test_a_bad_import_is_refused_whole_and_told_where(progress: Progress, content: bytes, words: str) -> None:
    """Every refusal names the line and leaves the file as it was."""
    before = [answer(progress.journal("c"))]
    with pytest.raises(BadImport, match=words):
        progress.import_events(io.BytesIO(content))
    assert list(progress.events()) == before
    assert progress.check() == []
    answer(progress.journal("c"))
    assert not progress.trouble


def test_one_id_with_two_contents_is_refused(progress: Progress) -> None:
    """An event that was changed elsewhere is named, and nothing of that import comes in."""
    event = answer(progress.journal("c"))
    with pytest.raises(BadImport, match=event.id):
        progress.import_events(io.BytesIO(lines_of(GOOD, replace(event, section="02-b"))))
    assert list(progress.events()) == [event]


def test_an_event_that_is_spelled_otherwise_is_the_same(progress: Progress, tmp_path: Path) -> None:
    """Another program may write an event's data in another order: it comes in once, from a file or an export."""
    other = Machine(tmp_path / "other", random=Random(2))
    with other.open() as theirs:
        theirs.import_events(io.BytesIO(lines_of(GOOD)))
    fields = event_row(GOOD)[:6]
    data = json.dumps(dict(sorted(GOOD.data.items(), reverse=True)))
    with closing(sqlite3.connect(other.path, isolation_level=None)) as conn:
        conn.execute("UPDATE events SET data = ?, sum = ?", (data, checksum(*fields, data)))
    progress.import_file(other.path)
    assert list(progress.events()) == [GOOD]
    assert progress.import_events(io.BytesIO(lines_of(GOOD))).known == 1
    assert progress.import_file(other.path).known == 1
    assert progress.check() == []


def test_events_of_a_newer_kind_come_in_and_are_kept(progress: Progress) -> None:
    """A kind that this version does not know is stored and exported unchanged."""
    newer = replace(GOOD, kind="dreamt", data={"why": "a newer version"})
    progress.import_events(io.BytesIO(lines_of(newer)))
    assert lines_of(newer) == exported(progress)


HOSTILE = {
    "another application_id": "PRAGMA application_id = 7",
    "a newer version": "PRAGMA user_version = 9",
    "a view": "CREATE VIEW v AS SELECT 1",
    "a trigger": "CREATE TRIGGER t AFTER INSERT ON events BEGIN DELETE FROM events; END",
    "a checksum that does not hold": "UPDATE events SET question = 'other'",
    "a wrong type": "UPDATE events SET at = 9000000000000000000",
    "no table": "DROP TABLE events",
    "an endless view in a table's place": """
        DROP TABLE events;
        CREATE VIEW events AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x FROM n)
            SELECT x AS id, x AS at, x AS kind, x AS course, x AS section, x AS question, x AS data, x AS sum FROM n
            WHERE x < 0""",
    "a column of 800 megabytes": """
        DROP TABLE events;
        CREATE TABLE events(id, at, kind, course, section, question, data, sum AS (hex(zeroblob(400000000))));
        INSERT INTO events(id) VALUES ('a')""",
}


@pytest.mark.parametrize("statements", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_progress_file_is_refused_and_ours_untouched(
    machine: Machine, progress: Progress, tmp_path: Path, statements: str
) -> None:
    """A database that someone else made can do no harm and takes no time."""
    other = Machine(tmp_path / "other", random=Random(2))
    with other.open() as theirs:
        answer(theirs.journal("c"))
    conn = sqlite3.connect(other.path)
    conn.executescript(statements)
    conn.close()
    hostile = other.path.read_bytes()
    before = [answer(progress.journal("c"))]
    with pytest.raises(BadImport):
        progress.import_file(other.path)
    assert list(progress.events()) == before
    assert other.path.read_bytes() == hostile


def test_a_progress_file_in_use_is_not_read_half(
    machine: Machine, progress: Progress, tmp_path: Path
) -> None:
    """A journal beside a database tells that it is not whole."""
    other = Machine(tmp_path / "other", random=Random(2))
    with other.open() as theirs:
        answer(theirs.journal("c"))
    other.path.with_name("progress.db-journal").write_bytes(b"x")
    with pytest.raises(BadImport, match="in use"):
        progress.import_file(other.path)


def test_a_merge_that_is_cut_off_took_nothing_and_can_be_done_again(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed in the middle, an import leaves the file as it was."""
    with machine.open() as progress:
        before = [answer(progress.journal("c"))]
    events = [replace(GOOD, id=uuid7(NOON + number, bytes(8)), at=NOON + number) for number in range(3000)]

    if (child := os.fork()) == 0:
        monkeypatch.setattr("studyapp.study.store.derive.Derived.write", lambda _: os._exit(9))
        machine.open().import_events(io.BytesIO(lines_of(*events)))
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    with machine.open() as progress:
        assert list(progress.events()) == before
        assert progress.import_events(io.BytesIO(lines_of(*events))).new == 3000
        assert progress.check() == []
