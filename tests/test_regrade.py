"""``studyapp regrade``: what edits of question files do to answers, foretold and done."""

from __future__ import annotations

import json
import sqlite3
import sys
from errno import ENOSPC
from io import StringIO
from pathlib import Path

import pytest

from studyapp.cli import main
from studyapp.study.store.schema import APPLICATION_ID

Capture = pytest.CaptureFixture[str]

LAKES = {
    "course.yaml": "format: 1\nid: lakes\ntitle: Lakes\n",
    "content/01-lakes.md": "# Lakes\n\nA lake is still.\n",
    "questions/01-lakes.yaml": "questions:\n  - {id: still, prompt: A lake is still., answer: true, points: 2}\n",
}
"""A second course, of one question that is worth two points."""

LAKE_IS_RIGHT = (
    ("{text: At its source, correct: true}", "At its source"),
    ('{text: At a lake, feedback: "Some do, not all.", score: 0.5}', "{text: At a lake, correct: true}"),
)
"""The answer at the source is wrong then, that at a lake is right."""
REWORDED = (("Where does a river begin?", "Where does a river end?"),)
TIDIED = (("explanation: It begins at its source.", "explanation: Springs feed it."),)
RENAMED = (("- id: source", "- id: spring\n    replaces: source"),)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of the test's own, which is no course, is the current folder and holds the progress file."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("HOME", str(folder))
    for name in ("DATA", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(folder / name.lower()))
    for name in ("PROGRESS", "SETTINGS"):
        monkeypatch.delenv(f"STUDYAPP_{name}", raising=False)
    return folder


@pytest.fixture
def kept(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The progress file, in a folder of its own."""
    path = home / "data" / "kept.db"
    monkeypatch.setenv("STUDYAPP_PROGRESS", str(path))
    return path


def study(folder: Path, typed: str, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    """Go through the first section's questions with these lines typed."""
    monkeypatch.setattr(sys, "stdin", StringIO(f"\n\n{typed}"))
    assert main(["--plain", str(folder)]) == 0
    capsys.readouterr()


@pytest.fixture
def right(course_folder: Path, kept: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> Path:
    """The course's folder, its first question answered right."""
    study(course_folder, "1\n", monkeypatch, capsys)
    return course_folder


def edit(folder: Path, *changes: tuple[str, str]) -> str:
    """Replace words in the first question file; its path."""
    file = folder / "questions" / "01-rivers.yaml"
    text = file.read_text()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    file.write_text(text)
    return str(file)


def found(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Every file in a folder with its content and the time of its last change."""
    return {
        str(one): (one.read_bytes(), one.stat().st_mtime_ns) for one in folder.rglob("*") if one.is_file()
    }


def test_a_dry_run_foretells_what_is_then_done_once(right: Path, capsys: Capture) -> None:
    """Both print the same changes, and the dry run that it wrote nothing; once done there is nothing left to tell."""
    file = edit(right, *LAKE_IS_RIGHT)
    changes = f"Rivers of the world (rivers)\n  01-rivers, source: 1 -> 0 of 1 point\n    {file}:2\n\n"
    foretold = f"{changes}1 answer to be regraded; nothing was written\n"
    done = f"{changes}1 answer regraded\n"
    for dry_run, expected in ((["--dry-run"], foretold), (["--dry-run"], foretold), ([], done)):
        assert main(["regrade", *dry_run, str(right)]) == 0
        assert capsys.readouterr() == (expected, "")
    for dry_run in (["--dry-run"], []):
        assert main(["regrade", *dry_run, str(right)]) == 0
        assert capsys.readouterr() == ("", "Nothing changes.\n")


def test_what_was_done_counts(right: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    """The score is by the key as it is now; the learner is not told again on opening the course."""
    edit(right, *LAKE_IS_RIGHT)
    main(["regrade", str(right)])
    main(["progress", "--json", str(right)])
    told = capsys.readouterr().out
    assert json.loads(told[told.index("{") :])["courses"][0]["sections"][0]["points"] == 0
    monkeypatch.setattr(sys, "stdin", StringIO(""))
    main(["--plain", str(right)])
    assert "marked again" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("typed", "changes", "told"),
    [
        ("2\n1\n", LAKE_IS_RIGHT, "source: 0.67 -> 1 of 1 point"),
        ("2\n", LAKE_IS_RIGHT, "source: 0 -> 1 of 1 point"),
        ("1\n", (*LAKE_IS_RIGHT, *RENAMED), "spring: 1 -> 0 of 1 point"),
        ("1\n", REWORDED, "source: asked once more"),
    ],
    ids=["up", "an attempt that is ended now", "taken over", "wording"],
)
def test_edits_that_matter(
    course_folder: Path,
    kept: Path,
    typed: str,
    changes: tuple[tuple[str, str], ...],
    told: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Capture,
) -> None:
    """Foretold and done alike."""
    study(course_folder, typed, monkeypatch, capsys)
    edit(course_folder, *changes)
    for dry_run in (["--dry-run"], []):
        assert main(["regrade", *dry_run, str(course_folder)]) == 0
        assert capsys.readouterr().out.splitlines()[1] == f"  01-rivers, {told}"


@pytest.mark.parametrize("changes", [TIDIED, RENAMED], ids=["explanation", "replaces"])
def test_edits_that_do_not(right: Path, changes: tuple[tuple[str, str], ...], capsys: Capture) -> None:
    """An explanation, or another id that takes over what was answered under the old one."""
    edit(right, *changes)
    for words in (["--dry-run", str(right)], [str(right)]):
        assert main(["regrade", *words]) == 0
        assert capsys.readouterr() == ("", "Nothing changes.\n")
    main(["progress", "--json", str(right)])
    assert json.loads(capsys.readouterr().out)["courses"][0]["sections"][0]["points"] == 1


def test_several_courses(
    course_folder: Path, tmp_path: Path, kept: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    """Each under its title, and all of them counted; where one is named, it alone is looked at."""
    from rivers import write_course

    lakes = write_course(tmp_path / "lakes", LAKES)
    study(course_folder, "1\n\n1 2\n", monkeypatch, capsys)
    study(lakes, "t\n", monkeypatch, capsys)
    edit(course_folder, *LAKE_IS_RIGHT, ("What feeds a river?", "What feeds a sea?"))
    file = lakes / "questions" / "01-lakes.yaml"
    file.write_text(file.read_text().replace("answer: true", "answer: false"))
    assert main(["regrade", "--dry-run", str(course_folder), str(lakes)]) == 0
    out = capsys.readouterr().out.splitlines()
    assert [line for line in out if not line.startswith("    ")] == [
        "Rivers of the world (rivers)",
        "  01-rivers, source: 1 -> 0 of 1 point",
        "  01-rivers, water: asked once more",
        "",
        "Lakes (lakes)",
        "  01-lakes, still: 2 -> 0 of 2 points",
        "",
        "2 answers to be regraded, 1 question to be asked once more; nothing was written",
    ]
    assert main(["regrade", str(lakes)]) == 0
    assert "rivers" not in capsys.readouterr().out
    monkeypatch.chdir(course_folder)
    assert main(["regrade"]) == 0
    assert "lakes" not in capsys.readouterr().out


def test_json(right: Path, capsys: Capture) -> None:
    """The same as data, in points; null where no answer counts."""
    assert main(["regrade", "--json", str(right)]) == 0
    assert json.loads(capsys.readouterr().out) == {"dry_run": False, "regraded": []}
    file = edit(right, *REWORDED)
    assert main(["regrade", "--json", "--dry-run", str(right)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["dry_run"] is True
    (one,) = told["regraded"]
    assert one == {
        "course": "rivers",
        "title": "Rivers of the world",
        "section": "01-rivers",
        "question": "source",
        "file": file,
        "line": 2,
        "before": 1.0,
        "after": None,
        "maximum": 1.0,
        "again": True,
    }


def test_a_dry_run_writes_nothing(right: Path, home: Path, kept: Path, capsys: Capture) -> None:
    """Neither into the progress file nor beside it, and so it may be read-only."""
    edit(right, *LAKE_IS_RIGHT)
    before = found(home)
    kept.chmod(0o444)
    kept.parent.chmod(0o555)
    try:
        assert main(["regrade", "--dry-run", str(right)]) == 0
    finally:
        kept.parent.chmod(0o755)
    assert "1 answer to be regraded; nothing was written" in capsys.readouterr().out
    assert found(home) == before


def test_a_dry_run_makes_no_file(course_folder: Path, home: Path, capsys: Capture) -> None:
    """That there is none is an error, for its name may have been mistyped; an empty one holds no answers."""
    assert main(["regrade", "--dry-run", "--progress", "data/gone.db", str(course_folder)]) == 74
    told = f"There is no progress file at {home}/data/gone.db. Name the one that is meant with --progress.\n"
    assert capsys.readouterr() == ("", told)
    assert list(home.iterdir()) == []
    (home / "empty.db").touch()
    assert main(["regrade", "--dry-run", "--progress", "empty.db", str(course_folder)]) == 0
    assert capsys.readouterr().err == "Nothing changes.\n"
    assert found(home)[f"{home}/empty.db"][0] == b""


def database(path: Path, id: int, version: int, statement: str) -> None:
    """A SQLite file with these marks."""
    conn = sqlite3.connect(path)
    conn.execute(f"PRAGMA application_id = {id}")
    conn.execute(f"PRAGMA user_version = {version}")
    conn.execute(statement)
    conn.close()


@pytest.mark.parametrize("dry_run", [["--dry-run"], []], ids=["dry run", "done"])
@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("letter.txt", "Name another with --progress"),
        ("other.db", "is a database of another program"),
        ("newer.db", "Update studyapp"),
        ("views.db", "holds views or triggers"),
        ("folder", "folder"),
    ],
)
def test_what_is_no_progress_file_is_refused_with_74(
    course_folder: Path, home: Path, dry_run: list[str], name: str, told: str, capsys: Capture
) -> None:
    """It is left as it is."""
    (home / "letter.txt").write_text("dear reader")
    (home / "folder").mkdir()
    database(home / "other.db", 0, 1, "CREATE TABLE events(x)")
    database(home / "newer.db", APPLICATION_ID, 99, "CREATE TABLE events(x)")
    database(home / "views.db", APPLICATION_ID, 1, "CREATE VIEW events AS SELECT 1")
    before = found(home)
    assert main(["regrade", *dry_run, "--progress", name, str(course_folder)]) == 74
    captured = capsys.readouterr()
    assert captured.out == ""
    assert told in captured.err
    assert found(home) == before


def test_a_damaged_file_is_mended_but_not_in_a_dry_run(
    right: Path, home: Path, kept: Path, capsys: Capture
) -> None:
    """A dry run leaves it as it is, and says that studyapp can mend it."""
    content = bytearray(kept.read_bytes())
    content[100:4096] = bytes(3996)
    kept.write_bytes(content)
    before = found(home)
    assert main(["regrade", "--dry-run", str(right)]) == 74
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "open this one with studyapp first" in captured.err
    assert found(home) == before
    edit(right, *LAKE_IS_RIGHT)
    assert main(["regrade", str(right)]) == 0
    captured = capsys.readouterr()
    assert "source: 1 -> 0" in captured.out
    assert captured.err != ""


def test_a_damaged_event_is_told_and_left_out(right: Path, kept: Path, capsys: Capture) -> None:
    """The others count."""
    conn = sqlite3.connect(kept)
    conn.execute("UPDATE events SET at = at + 1 WHERE kind = 'answered'")
    conn.commit()
    conn.close()
    edit(right, *LAKE_IS_RIGHT)
    assert main(["regrade", "--dry-run", str(right)]) == 0
    damaged, nothing = capsys.readouterr().err.splitlines()
    assert "was left out" in damaged
    assert nothing == "Nothing changes."


def test_a_write_that_was_cut_off_stays_so_in_a_dry_run(
    right: Path, home: Path, kept: Path, capsys: Capture
) -> None:
    """To take it back is a write; studyapp does it when it opens the file."""
    journal = kept.with_name(f"{kept.name}-journal")
    conn = sqlite3.connect(kept, isolation_level=None)
    conn.execute("PRAGMA cache_size = 1")
    conn.execute("BEGIN IMMEDIATE")
    conn.execute("CREATE TABLE filler(x)")
    conn.executemany("INSERT INTO filler VALUES (?)", [("x" * 3000,)] * 50)
    halfway = kept.read_bytes(), journal.read_bytes()
    conn.close()
    kept.write_bytes(halfway[0])
    journal.write_bytes(halfway[1])
    assert main(["regrade", "--dry-run", str(right)]) == 74
    assert "open this one with studyapp first" in capsys.readouterr().err
    assert (kept.read_bytes(), journal.read_bytes()) == halfway
    assert main(["regrade", str(right)]) == 0
    assert main(["regrade", "--dry-run", str(right)]) == 0


def test_what_cannot_be_reached_is_refused_with_74(right: Path, kept: Path, capsys: Capture) -> None:
    """It is no reason to say that nothing changes."""
    assert main(["regrade", "--progress", f"{kept}/progress.db", str(right)]) == 74
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "Nothing changes" not in captured.err


def test_what_cannot_be_written_exits_74(
    right: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    """What it would have been is printed, and told not to be saved."""
    edit(right, *LAKE_IS_RIGHT)
    monkeypatch.setattr("studyapp.study.store.derive.absorb", no_room)
    assert main(["regrade", str(right)]) == 74
    captured = capsys.readouterr()
    assert "source: 1 -> 0" in captured.out
    assert "NOT SAVED" in captured.err


def no_room(*_: object) -> None:
    """Fail as writing to a full disk does."""
    raise OSError(ENOSPC, "No space left on device")


def test_a_course_with_errors_is_told(right: Path, capsys: Capture) -> None:
    """A question that was broken by the edit is not one that nothing happened to."""
    edit(right, ("prompt: Where does", "promt: Where does"))
    assert main(["regrade", "--dry-run", str(right)]) == 0
    assert f"studyapp check {right}" in capsys.readouterr().err


def test_foreign_text_can_not_steer_the_terminal(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    """A folder may be named in any way."""
    from rivers import RIVERS, write_course

    folder = write_course(tmp_path / "r\x1b[2J\nivers", RIVERS)
    study(folder, "1\n", monkeypatch, capsys)
    edit(folder, *LAKE_IS_RIGHT)
    assert main(["regrade", str(folder)]) == 0
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert len(out.splitlines()) == 5
