"""``studyapp due``: what a shell prompt shows, and that it takes next to no time."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from studyapp.cli import main
from studyapp.commands.due import progress_path
from studyapp.places import progress_file
from studyapp.study.events import Kind
from studyapp.study.fileformat import APPLICATION_ID, VERSION
from studyapp.study.store import Progress

DAY = 86_400_000_000
TODAY = 20_700


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """It is noon of one day in UTC, and the progress file is the test's own."""
    monkeypatch.setattr("time.time_ns", lambda: (TODAY * DAY + DAY // 2) * 1000)
    monkeypatch.setattr("studyapp.commands.due.offset_at", lambda _: 0)
    monkeypatch.setenv("STUDYAPP_PROGRESS", str(tmp_path / "a #100%?.db"))


@pytest.fixture
def file() -> Path:
    return Path(os.environ["STUDYAPP_PROGRESS"])


Answer = Callable[..., None]


@pytest.fixture
def answer(file: Path) -> Answer:
    """Puts questions into the file that were failed on a day, so that they come back on the next."""

    def answer(course: str, day: int, *questions: str, title: str = "") -> None:
        at = day * DAY + DAY // 2
        with Progress.open(file, clock=lambda: at, entropy=os.urandom) as progress:
            journal = progress.journal(course)
            journal.record(Kind.BEGAN, "01", questions=list(questions), title=title)
            for id in questions:
                journal.record(
                    Kind.ANSWERED, "01", id, sitting="s", response="x", score=0.0, done=True, credit=0.0
                )

    return answer


def test_it_counts_what_is_due_of_all_courses(answer: Answer, capsys: pytest.CaptureFixture[str]) -> None:
    """Today's and what is overdue, not what comes later; half a minute for each."""
    answer("rivers", TODAY - 1, "a", "b")
    answer("seas", TODAY - 9, "a")
    answer("seas", TODAY, "b")
    assert main(["due"]) == 0
    assert capsys.readouterr().out == "3 due, about 2 minutes\n"


def test_each_course_as_json(answer: Answer, capsys: pytest.CaptureFixture[str], file: Path) -> None:
    """The one with the most first; options are taken as anywhere."""
    answer("rivers", TODAY - 1, "a", title="Riv\u00e9rs")
    answer("seas", TODAY - 1, "a", "b", "c")
    assert main(["due", "--json", "--progress", str(file)]) == 0
    seas = {"id": "seas", "title": "", "due": 3, "minutes": 2}
    rivers = {"id": "rivers", "title": "Riv\u00e9rs", "due": 1, "minutes": 1}
    assert json.loads(capsys.readouterr().out) == {"due": 4, "minutes": 2, "courses": [seas, rivers]}


def test_a_question_that_the_course_let_go_is_not_due(
    answer: Answer, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It can't come back."""
    answer("rivers", TODAY - 1, "a")
    with Progress.open(file, clock=lambda: TODAY * DAY, entropy=os.urandom) as progress:
        progress.journal("rivers").record(Kind.RETIRED, "01", "a", retired=True)
    main(["due"])
    assert capsys.readouterr().out == "nothing due\n"


@pytest.mark.parametrize("content", [None, b""])
def test_nothing_is_due_where_nothing_was_studied(
    content: bytes | None, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a file, or with one in which nothing happened; none is made."""
    if content is not None:
        file.write_bytes(content)
    assert main(["due"]) == 0
    assert capsys.readouterr().out == "nothing due\n"
    assert file.exists() == (content is not None)


def marked(file: Path, application: int, version: int, *statements: str) -> None:
    """A database with these marks."""
    with closing(sqlite3.connect(file)) as conn:
        for statement in ("CREATE TABLE notes(text)", *statements):
            conn.execute(statement)
        conn.execute(f"PRAGMA application_id = {application}")
        conn.execute(f"PRAGMA user_version = {version}")
        conn.commit()


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda file: file.write_bytes(b"letter" * 100), "can't be read"),
        (lambda file: file.mkdir(), "can't be read"),
        (lambda file: marked(file, 7, 1), "another program"),
        (lambda file: marked(file, APPLICATION_ID, VERSION + 1), "newer studyapp"),
        (lambda file: marked(file, APPLICATION_ID, VERSION - 1), "older studyapp"),
        (lambda file: marked(file, APPLICATION_ID, VERSION, "CREATE VIEW questions AS SELECT 1"), "views"),
        (lambda file: marked(file, APPLICATION_ID, VERSION), "can't be read"),
    ],
)
def test_a_file_that_is_of_no_use_is_told(
    make: Callable[[Path], object], told: str, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One sentence on stderr, nothing on stdout; it stays as it was."""
    make(file)
    before = file.read_bytes() if file.is_file() else b""
    assert main(["due"]) == 74
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert told in err
    assert (file.read_bytes() if file.is_file() else b"") == before


@pytest.mark.parametrize(
    "environ",
    [
        {"HOME": "/home/ada"},
        {"HOME": "/home/ada", "XDG_DATA_HOME": "/data"},
        {"HOME": "/home/ada", "XDG_DATA_HOME": ""},
        {"HOME": "/home/ada", "XDG_DATA_HOME": "data"},
        {"HOME": "ada"},
        {"HOME": "/home/ada", "STUDYAPP_PROGRESS": "~/my.db"},
        {"HOME": "/home/ada", "STUDYAPP_PROGRESS": "sub/../my.db"},
    ],
)
def test_the_file_is_where_all_commands_look_for_it(
    environ: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever way its place is found."""
    for name in ("HOME", "XDG_DATA_HOME", "STUDYAPP_PROGRESS"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    assert progress_path(None, os.environ) == str(progress_file(None, os.environ))
    assert progress_path("x.db", os.environ) == str(progress_file("x.db", os.environ))


def test_it_loads_next_to_nothing() -> None:
    """A prompt waits for it."""
    code = "import sys; from studyapp.cli import main; main(['due']); print(*sys.modules, file=sys.stderr)"
    environ = {**os.environ, "HOME": "/nowhere", "XDG_DATA_HOME": ""}
    environ.pop("STUDYAPP_PROGRESS")
    done = subprocess.run(
        [sys.executable, "-c", code], env=environ, capture_output=True, text=True, check=True
    )
    loaded = set(done.stderr.split())
    assert done.stdout == "nothing due\n"
    heavy = {"argparse", "dataclasses", "json", "pathlib", "platformdirs", "typing", "urllib", "yaml"}
    assert not loaded & (heavy | {"studyapp.study.store", "studyapp.places", "studyapp.clean"})
