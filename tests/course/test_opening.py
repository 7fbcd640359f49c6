"""A course that comes from the cache is the course that its files hold, whatever became of either."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import builders
from rivers import RIVERS, write_course
from studyapp.course import opening
from studyapp.course.codec import plain, question_rows, read_questions
from studyapp.course.folder import Loaded
from studyapp.course.load import load
from studyapp.course.opening import SETTLED, open_course
from studyapp.course.scan import scan
from studyapp.course.stored import Stored, gist
from studyapp.errors import CourseError
from studyapp.study.results import pools
from torture.caches import to_fifo, to_folder, to_link

QUESTION = """\
questions:
  - id: {id}
    prompt: {prompt}
    choices: [{{text: this, correct: true}}, that]
"""
FILES = ("content/a.md", "content/b.md", "questions/a.yaml", "questions/b.yaml", "course.yaml")
TEXTS = (
    "# A\n\nWater boils.\n",
    "# B\n\nWater freezes.\n",
    QUESTION.format(id="one", prompt="Which?"),
    QUESTION.format(id="two", prompt="No"),
    QUESTION.format(id="one", prompt="Which then?"),
    "questions: [",
    "title: Water\nid: water\nsections: [b]\n",
    "title: No\nsettings: {pass: 0.5}\n",
    "",
)
ODD = ("Questions", "questions/x.txt", "content/sub", "Course.yaml", "questions/a.yml")
EDITS = st.lists(
    st.one_of(
        st.tuples(st.just("write"), st.sampled_from(FILES), st.sampled_from(TEXTS)),
        st.tuples(st.just("delete"), st.sampled_from(FILES), st.just("")),
        st.tuples(st.just("odd"), st.sampled_from(ODD), st.just("")),
        st.tuples(st.just("link"), st.sampled_from(FILES), st.sampled_from(FILES)),
    ),
    max_size=8,
)


def later() -> int:
    """A time at which all that was written now has settled."""
    return time.time_ns() + 2 * SETTLED


def opened(folder: Path, open: Callable[[Path], Loaded]) -> object:
    """What an opening comes to: the course and its diagnostics, or the refusal."""
    try:
        return open(folder)
    except CourseError as error:
        return str(error)


def by_cache(folder: Path, store: Path) -> object:
    return opened(folder, lambda folder: open_course(folder, store, later))


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A folder for the cache, not there yet."""
    return tmp_path / "cache" / "studyapp"


@pytest.fixture
def kept(course_folder: Path, store: Path) -> Path:
    """The file by which the course of the rivers is kept."""
    open_course(course_folder, store, later)
    (file,) = store.iterdir()
    return file


@given(EDITS)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_after_any_edits_it_is_as_loaded_afresh(
    tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[str, str, str]]
) -> None:
    """The course, its diagnostics and its refusals, the first time and from the cache."""
    home = tmp_path_factory.mktemp("edits")
    folder, store, ticks = home / "water", home / "cache", count(1_600_000_000)
    first = [("write", "content/a.md", TEXTS[0]), ("write", "questions/a.yaml", TEXTS[2])]
    for edit in (*first, *edits):
        change(folder, *edit, at=next(ticks))
        fresh = opened(folder, load)
        assert by_cache(folder, store) == fresh
        assert by_cache(folder, store) == fresh


def change(folder: Path, how: str, name: str, text: str, *, at: int) -> None:
    """One edit of a course, at a second of its own: on a quick machine two may fall into one tick of the clock."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if how != "odd" and not path.is_dir():
        path.unlink(missing_ok=True)
    if how == "write" and not path.is_dir():
        path.write_text(text, encoding="utf-8")
    elif how == "link":
        path.symlink_to(folder / text)
    elif how == "odd":
        path.mkdir(exist_ok=True)
        (path / "inner.md").write_text("# Inner\n", encoding="utf-8")
    if path.exists() and not path.is_symlink():
        os.utime(path, (at, at))


def test_the_second_time_no_file_is_read(
    course_folder: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All of the course comes from the cache."""

    def refuse(folder: Path) -> Loaded:
        raise AssertionError(f"{folder} is read")

    monkeypatch.setattr("studyapp.course.load.load", refuse)
    assert open_course(course_folder, kept.parent, later) == load(course_folder)


def test_a_warm_start_needs_no_yaml_and_no_kind_of_question(course_folder: Path, kept: Path) -> None:
    """In a fresh process the outline comes without the modules that read files."""
    code = """
import sys, time
from pathlib import Path
from studyapp.course.opening import open_course
course = open_course(Path(sys.argv[1]), Path(sys.argv[2]), time.time_ns).course
print(len(course.sections), [len(section.questions) for section in course.sections], *sys.modules)
"""
    words = [sys.executable, "-c", code, str(course_folder), str(kept.parent)]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    assert not {"yaml", "studyapp.course.load", "studyapp.course.codec"} & set(done.stdout.split())


def test_questions_are_read_when_they_are_asked_for(
    course_folder: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Their number, ids and points are known without; setting a section anew reads nothing either."""
    read: list[int] = []

    def counted(rows: list[object]) -> object:
        read.append(len(rows))
        return read_questions(rows)

    fresh = load(course_folder).course.sections[0]
    section = open_course(course_folder, kept.parent, later).course.sections[0]
    monkeypatch.setattr("studyapp.course.codec.read_questions", counted)
    set_anew = section.under(section.settings)
    assert section.questions
    assert len(set_anew.questions) == len(fresh.questions)
    assert section.gist == fresh.gist
    assert read == []
    assert section.questions[0] == fresh.questions[0]
    assert (section, set_anew.questions[:2]) == (fresh, fresh.questions[:2])
    assert read == [len(fresh.questions)]


def test_every_kind_comes_back_as_it_was() -> None:
    """Also the types: a tuple stays one, a fraction is exact."""
    questions = builders.every_kind()
    back = read_questions(json.loads(json.dumps(question_rows(questions), default=plain)))
    assert back == questions
    assert repr(back) == repr(questions)


def test_stored_questions_stand_for_their_tuple() -> None:
    """Equal both ways, with the same length, items and hash."""
    questions = builders.every_kind()
    stored = Stored(gist(questions), lambda: questions)
    assert stored == questions == stored == Stored(gist(questions), lambda: questions)
    assert stored != questions[1:] != stored
    assert (len(stored), hash(stored), repr(stored)) == (len(questions), hash(questions), repr(questions))
    assert list(stored) == [*stored[:1], *stored[1:]]


def test_the_gist_tells_what_the_groups_come_to() -> None:
    """Those of a pool are one, worth what its first question is."""
    pool = [builders.single(id="a", pool="p", points=2.0), builders.single(id="b", pool="p", points=5.0)]
    section = builders.course(*pool, builders.truefalse(id="c")).sections[0]
    told = section.gist
    assert (told.ids, told.total, told.groups, told.points) == (["a", "b", "c"], 3, len(pools(section)), 3.0)


def test_what_was_changed_just_now_is_not_kept(course_folder: Path, store: Path) -> None:
    """A change in the same tick of the file system's clock would go unseen."""
    seen = scan(course_folder)
    assert seen is not None
    open_course(course_folder, store, lambda: seen.changed + SETTLED)
    assert not store.exists()
    open_course(course_folder, store, lambda: seen.changed + SETTLED + 1)
    assert store.exists()


def test_what_changes_while_it_is_read_is_not_kept(
    course_folder: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may be of no moment at all."""

    def meanwhile(folder: Path) -> Loaded:
        loaded = load(folder)
        (folder / "content" / "99-new.md").write_text("# New\n", encoding="utf-8")
        return loaded

    monkeypatch.setattr("studyapp.course.load.load", meanwhile)
    open_course(course_folder, store, later)
    assert not store.exists()


def test_another_program_keeps_another_course(
    course_folder: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new version may read the same files otherwise."""
    before = kept.read_bytes()
    monkeypatch.setattr("studyapp.course.scan.__version__", "0.0.0")
    assert open_course(course_folder, kept.parent, later) == load(course_folder)
    assert kept.read_bytes() != before


@given(data=st.data())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_damaged_file_is_as_none(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """Cut off anywhere, or with any byte changed, before it is opened or behind the program's back."""
    home = tmp_path_factory.mktemp("damaged")
    folder, store = write_course(home / "rivers", RIVERS), home / "cache"
    fresh = open_course(folder, store, later)
    (file,) = store.iterdir()
    whole = file.read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    changed = bytes([whole[at] ^ data.draw(st.integers(1, 255))])
    spoilt = data.draw(
        st.sampled_from((whole[:at], whole[:at] + changed + whole[at + 1 :], bytes(len(whole))))
    )
    early = open_course(folder, store, later)
    file.write_bytes(spoilt)
    assert early == fresh
    assert open_course(folder, store, later) == fresh


def _without_end(file: Path) -> None:
    """An outline that is told to be, and is, as long as no course's, of a disk's holes."""
    content = bytearray(file.read_bytes())
    content[32:40] = (10**12).to_bytes(8, "big")
    file.write_bytes(content)
    os.truncate(file, 2 * 10**12)


@pytest.mark.skipif(os.name != "posix", reason="such files are not to be had there")
@pytest.mark.parametrize("turn", [to_fifo, to_folder, to_link, _without_end])
def test_what_is_no_cache_file_is_as_none(
    course_folder: Path, kept: Path, turn: Callable[[Path], None]
) -> None:
    """Nobody waits for it, and nothing is read without end."""
    turn(kept)
    assert open_course(course_folder, kept.parent, later) == load(course_folder)


def test_a_link_that_leads_to_itself_is_no_obstacle(course_folder: Path, store: Path) -> None:
    """The course is kept as any other."""
    (course_folder / "course.yaml").unlink(missing_ok=True)
    (course_folder / "course.yaml").symlink_to("course.yaml")
    assert open_course(course_folder, store, later) == load(course_folder)
    assert len(list(store.iterdir())) == 1


def test_what_a_killed_writer_left_is_cleared_away(course_folder: Path, kept: Path) -> None:
    """By the next one that writes; but not what may still be in the making."""
    left, made = (kept.with_name(f".{stem}.course.1") for stem in ("0123", kept.stem))
    for path in (left, made):
        path.write_bytes(b"half")
    hours_ago = later() // 10**9 - 2 * 3600
    os.utime(left, (hours_ago, hours_ago))
    kept.unlink()
    open_course(course_folder, kept.parent, later)
    assert {*kept.parent.iterdir()} == {kept, made}


def test_what_is_spoilt_and_gone_is_empty(course_folder: Path, kept: Path) -> None:
    """Where neither the cache nor the folder has it any more, nothing is there to be told, and nothing breaks."""
    course = open_course(course_folder, kept.parent, later).course
    kept.write_bytes(b"")
    (course_folder / "content").rename(course_folder / "elsewhere")
    assert (course.sections[0].text, tuple(course.sections[0].questions)) == ("", ())


@pytest.mark.skipif(os.name != "posix", reason="rights are told otherwise there")
def test_only_a_folder_of_ones_own_is_used(course_folder: Path, kept: Path) -> None:
    """Where others may write, nothing is read and nothing is written; the folder is made so that they may not."""
    assert kept.parent.stat().st_mode & 0o777 == 0o700
    assert kept.stat().st_mode & 0o777 == 0o600
    kept.unlink()
    kept.parent.chmod(0o770)
    assert open_course(course_folder, kept.parent, later) == load(course_folder)
    assert not kept.exists()


@pytest.mark.parametrize("blocked", ["file", "folder"])
def test_a_cache_that_cannot_be_written_is_done_without(
    course_folder: Path, store: Path, blocked: str
) -> None:
    """A file in the folder's place, or a folder in the file's."""
    if blocked == "file":
        store.parent.write_text("in the way", encoding="utf-8")
    else:
        open_course(course_folder, store, later)
        (file,) = store.iterdir()
        file.unlink()
        (file / "inner").mkdir(parents=True)
    fresh = load(course_folder)
    assert [open_course(course_folder, store, later) for _ in range(2)] == [fresh, fresh]


def test_several_may_open_and_keep_at_once(course_folder: Path, store: Path) -> None:
    """Each gets the course, and a whole file is left."""
    found: list[Loaded] = []
    threads = [
        Thread(target=lambda: found.append(open_course(course_folder, store, later))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [load(course_folder)] * 8
    assert len(list(store.iterdir())) == 1


def test_paths_are_told_as_the_folder_is_named_now(
    course_folder: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Diagnostics name the files as the user would type them, also from within the course."""
    (course_folder / "questions" / "99-none.yaml").write_text("questions: []\n", encoding="utf-8")
    assert open_course(course_folder, store, later).diagnostics
    monkeypatch.chdir(course_folder)
    for named in (Path(), Path("..") / course_folder.name):
        assert open_course(named, store, later) == load(named)


def test_the_cache_does_not_grow_without_end(
    tmp_path: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The courses that were kept longest ago go."""
    monkeypatch.setattr(opening, "KEPT", 2)
    folders = [write_course(tmp_path / str(number), RIVERS) for number in range(4)]
    for folder in folders:
        open_course(folder, store, later)
    assert len(list(store.iterdir())) == 2


def test_the_course_folder_is_left_alone(course_folder: Path, store: Path) -> None:
    """Nothing is written where the course lies."""

    def files() -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in course_folder.rglob("*") if path.is_file()}

    before = files()
    open_course(course_folder, store, later)
    assert files() == before
