"""The command line: what comes on which stream, with which exit code, and how it ends when it is interrupted."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

import studyapp.plain
from studyapp import __version__
from studyapp.cli import main
from studyapp.commands.courses import chosen
from studyapp.study.store.schema import APPLICATION_ID
from studyapp.width import cells

ROOT = Path(__file__).parents[1]
STUDIED = "\n\n1\n\n1 2\n"
"""Types the way into the first section and two right answers."""

Typed = Callable[[str], None]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of the test's own, which is no course, is the current folder and holds the progress file."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("XDG_DATA_HOME", str(folder / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder / "config"))
    monkeypatch.delenv("STUDYAPP_PROGRESS", raising=False)
    monkeypatch.delenv("STUDYAPP_SETTINGS", raising=False)
    monkeypatch.setenv("STUDYAPP_CACHE", str(folder / "cache"))
    return folder


@pytest.fixture
def types(monkeypatch: pytest.MonkeyPatch) -> Typed:
    """Lets the learner type lines on standard input."""
    from io import StringIO

    return lambda text: monkeypatch.setattr(sys, "stdin", StringIO(text))


@pytest.fixture
def studied(course_folder: Path, types: Typed, capsys: pytest.CaptureFixture[str]) -> Path:
    """The course's folder, two of its questions answered."""
    types(STUDIED)
    assert main(["--plain", str(course_folder)]) == 0
    capsys.readouterr()
    return course_folder


def start(*words: str) -> subprocess.Popen[str]:
    """The program as a process of its own, with pipes."""
    pipe = subprocess.PIPE
    return subprocess.Popen(
        [sys.executable, "-m", "studyapp", *words], stdin=pipe, stdout=pipe, stderr=pipe, text=True
    )


# --- words and options


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    """Printed on stdout, also behind a command."""
    for words in (["--version"], ["check", "--version"]):
        assert main(words) == 0
        assert capsys.readouterr().out == f"studyapp {__version__}\n"


def test_version_does_not_load_the_parser() -> None:
    """It answers at once."""
    code = "import sys; from studyapp.cli import main; main(['--version']); print('argparse' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "False"


def test_help_lists_commands(capsys: pytest.CaptureFixture[str]) -> None:
    """The help of studyapp lists all commands, that of progress its own."""
    assert main(["--help"]) == 0
    assert "progress export   write all that happened" in capsys.readouterr().out
    assert main(["progress", "--help"]) == 0
    out = capsys.readouterr().out
    assert "progress export" in out
    assert "look for mistakes" not in out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["chek"], "chek is neither a command of studyapp nor a folder. Did you mean: studyapp check?"),
        (
            ["progress", "exprot"],
            "exprot is neither a command of studyapp progress nor a folder. Did you mean: studyapp progress export?",
        ),
        (["progress", "reports", "foo"], "there is no folder foo.\n"),
        (["zzz/nowhere"], "there is no folder zzz/nowhere.\n"),
        (["--nonsense"], "unrecognized arguments: --nonsense"),
        (["check", "--format", "xml"], "invalid choice: 'xml'"),
        (["progress", "import"], "FILE"),
        (["na\x1b[2Jme"], "na [2Jme is neither a command of studyapp nor a folder."),
    ],
)
def test_wrong_usage_exits_2(words: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    """With a line on stderr, and nothing on stdout."""
    assert main(words) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert told in captured.err
    assert "--help" in captured.err


def test_a_folder_named_like_a_command_opens_with_a_path(
    course_folder: Path, types: Typed, capsys: pytest.CaptureFixture[str]
) -> None:
    """./check is a folder, check is the command."""
    course_folder.rename("check")
    types("")
    assert main(["./check", "--plain"]) == 0
    assert "Course: Rivers of the world" in capsys.readouterr().out
    assert main(["check", "check"]) == 0


# --- which courses


def test_the_current_folder_is_opened_if_it_is_a_course(
    course_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing else is then."""
    monkeypatch.chdir(course_folder)
    assert chosen([]) == [Path()]


def test_else_the_library_and_the_course_that_ships(course_folder: Path, home: Path) -> None:
    """The checkout's own course stands for the one in the package."""
    assert [folder.resolve() for folder in chosen([])] == [ROOT]
    library = home / "data" / "studyapp" / "courses"
    library.mkdir(parents=True)
    course_folder.rename(library / "rivers")
    assert [folder.resolve() for folder in chosen([])] == [library / "rivers", ROOT]


def test_a_library_course_that_cannot_be_opened_is_told_and_left_out(
    home: Path, types: Typed, capsys: pytest.CaptureFixture[str]
) -> None:
    """The others open."""
    (home / "data" / "studyapp" / "courses" / "empty" / "content").mkdir(parents=True)
    types("")
    assert main(["--plain"]) == 0
    captured = capsys.readouterr()
    assert "Course: Global perspectives" in captured.out
    assert "empty/content holds no section" in captured.err


def test_a_folder_of_courses_opens_all_of_them_once(course_folder: Path) -> None:
    """Naming a course twice does not list it twice."""
    assert chosen([str(course_folder.parent), str(course_folder)]) == [course_folder]


def test_a_folder_without_a_course_exits_1(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The message says what is missing."""
    assert main([str(home)]) == 1
    assert "content" in capsys.readouterr().err


def test_errors_of_the_course_are_told_after_leaving(
    course_folder: Path, types: Typed, capsys: pytest.CaptureFixture[str]
) -> None:
    """The course opens all the same."""
    (course_folder / "questions" / "01-rivers.yaml").write_text("questions:\n  - prompt: x\n  - id: a\n")
    types("")
    assert main(["--plain", str(course_folder)]) == 0
    captured = capsys.readouterr()
    assert "Course: Rivers of the world" in captured.out
    assert f"errors in 1 file: studyapp check {course_folder}" in captured.err


# --- check


def test_check_of_a_sound_course(course_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing on stdout, the summary on stderr."""
    assert main(["check", str(course_folder)]) == 0
    assert capsys.readouterr() == ("", "no problems in rivers: 2 sections, 5 questions\n")


def test_check_without_a_course_checks_the_current_folder(
    course_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """And nothing else: neither the library nor the course that ships."""
    monkeypatch.chdir(course_folder)
    assert main(["check"]) == 0
    assert capsys.readouterr().err == "no problems in rivers: 2 sections, 5 questions\n"


def test_check_in_a_folder_that_is_no_course_exits_2(
    course_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """And names the folder above it if that is one."""
    assert main(["check"]) == 2
    assert "studyapp check COURSE" in capsys.readouterr().err
    monkeypatch.chdir(course_folder / "questions")
    assert main(["check"]) == 2
    assert capsys.readouterr() == (
        "",
        "The current folder is no course: it has neither course.yaml nor content/."
        " The folder above it is one: studyapp check ..\n",
    )


@pytest.mark.parametrize("form", ["full", "short", "json", "github"])
def test_check_tells_a_course_that_cannot_be_opened_in_each_form(
    course_folder: Path, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A program that reads the output learns of it too, and nobody is told that there are no problems."""
    (course_folder / "course.yaml").write_text("format: 2\n")
    assert main(["check", str(course_folder), "--format", form]) == 1
    captured = capsys.readouterr()
    assert "no-course" in captured.out
    assert "this course is written for format 2; studyapp" in captured.out
    assert "no problems" not in captured.err


@pytest.mark.parametrize("form", ["full", "short", "json", "github"])
def test_check_prints_errors_in_each_form_and_exits_1(
    course_folder: Path, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Findings go to stdout; a summary for people to stderr."""
    (course_folder / "questions" / "01-rivers.yaml").write_text(
        "questions: [{id: a, propmt: x, answer: true}]\n"
    )
    assert main(["check", str(course_folder), "--format", form]) == 1
    captured = capsys.readouterr()
    assert "unknown-field" in captured.out
    assert bool(captured.err) == (form in ("full", "short"))
    if form == "json":
        assert {one["severity"] for one in json.loads(captured.out)} == {"error"}


def test_check_goes_on_behind_a_folder_that_is_no_course(
    course_folder: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """All that is wrong is told in one run."""
    assert main(["check", str(home), str(course_folder)]) == 1
    captured = capsys.readouterr()
    assert "no-course" in captured.out
    assert captured.err == "1 error in 1 file of rivers: 2 sections, 5 questions\n"


# --- where


def test_where(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A name, a path and whether it is there, on a line each."""
    (home / "my.db").touch()
    assert main(["where", "--progress", "my.db"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"progress  {home}/my.db  (exists)",
        f"backups   {home}/backups  (not yet)",
        f"courses   {home}/data/studyapp/courses  (not yet)",
        f"settings  {home}/config/studyapp/settings.toml  (not yet)",
        f"cache     {home}/cache  (not yet)",
    ]


def test_where_follows_the_environment(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """STUDYAPP_PROGRESS names the file unless --progress does; STUDYAPP_SETTINGS that of the settings."""
    monkeypatch.setenv("STUDYAPP_PROGRESS", str(home / "env.db"))
    monkeypatch.setenv("STUDYAPP_SETTINGS", str(home / "env.toml"))
    main(["where"])
    told = capsys.readouterr().out
    assert f"progress  {home}/env.db" in told
    assert f"settings  {home}/env.toml" in told


def test_where_tells_what_is_wrong_in_the_settings(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With place and help, keys included; it succeeds all the same."""
    (home / "env.toml").write_text('theme = "drak"\n[keys]\nquestion.hnit = "h"\nquestion.hint = "t"\n')
    monkeypatch.setenv("STUDYAPP_SETTINGS", str(home / "env.toml"))
    assert main(["where"]) == 0
    told = capsys.readouterr().err
    assert f"--> {home}/env.toml:1:9" in told
    assert "did you mean `question.hint`?" in told
    assert "`t` is the key of `question.text`" in told


# --- progress


def test_progress_prints_a_table(studied: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each section with its state, what was answered, and when."""
    assert main(["progress", str(studied)]) == 0
    title, head, rivers, seas, _, days = capsys.readouterr().out.splitlines()
    assert title == "Rivers of the world (rivers)"
    assert head.split("  ")[1] == "section"
    assert rivers.split()[:5] == ["Rivers", "answered", "2", "of", "5"]
    assert seas.split() == ["Seas", "to", "read", "-", "-", "-", "-"]
    assert days == "Studied on 1 day; streak: 1 day, the longest: 1 day"


@pytest.mark.parametrize("columns", [70, 80])
def test_the_table_fits_the_terminal(
    course_folder: Path, columns: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Titles give way, counted in columns, of which some letters take two."""
    course_folder.joinpath("content/01-rivers.md").write_text(f"# {'河川' * 40}\n\nText.\n", encoding="utf-8")
    course_folder.joinpath("questions/01-rivers.yaml").unlink()
    monkeypatch.setenv("COLUMNS", str(columns))
    main(["progress", str(course_folder)])
    head, rivers, seas = capsys.readouterr().out.splitlines()[1:4]
    assert "…" in rivers
    assert max(map(cells, (head, rivers, seas))) <= columns
    state = cells(head[: head.index("state")])
    assert [cells(line[: line.index("to read")]) for line in (rivers, seas)] == [state] * 2


@pytest.mark.parametrize(
    ("seconds", "told"), [(0, "-"), (1, "<1 min"), (59, "<1 min"), (119, "1 min"), (3660, "1 h 01 min")]
)
def test_the_table_tells_times(
    course_folder: Path,
    types: Typed,
    seconds: int,
    told: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Whole minutes."""
    types("\n")
    with monkeypatch.context() as patched:
        patched.setattr("time.monotonic", count(0, seconds).__next__)
        main(["--plain", str(course_folder)])
    capsys.readouterr()
    main(["progress", str(course_folder)])
    assert capsys.readouterr().out.splitlines()[2].endswith(f"  {told}")


@pytest.mark.parametrize(
    ("typed", "state"),
    [
        ("", "new"),
        ("\n", "reading"),
        (":x\n\n:x\n\nt\n\n:x\n\n:x\n", "20%, not passed"),
        ("1\n\n1 2\n\nt\n\nwatershed\n\n6650 km\n", "passed, 100%"),
    ],
)
def test_the_table_tells_states_in_the_words_of_the_outline(
    course_folder: Path, types: Typed, typed: str, state: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not in those of the program."""
    types(f"\n\n{typed}" if typed.strip() else typed)
    main(["--plain", str(course_folder)])
    capsys.readouterr()
    main(["progress", str(course_folder)])
    assert capsys.readouterr().out.splitlines()[2].removeprefix("  Rivers").lstrip().startswith(f"{state}  ")


def test_progress_as_json(studied: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The same as data."""
    assert main(["progress", str(studied), "--json"]) == 0
    (course,) = json.loads(capsys.readouterr().out)["courses"]
    assert course["id"] == "rivers"
    first, second = course["sections"]
    assert (first["state"], first["answered"], first["score"]) == ("answering", 2, 0.4)
    assert first["last_studied"].endswith("+00:00")
    assert (second["score"], second["last_studied"]) == (None, None)


def test_progress_lists_courses_whose_folder_is_not_given(
    studied: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With what the progress file alone knows."""
    assert main(["progress"]) == 0
    assert (
        "Rivers of the world (rivers), whose folder is not open here\n"
        "  sections opened: 1, passed: 0; questions met: 2; last studied: 2" in capsys.readouterr().out
    )


def test_reports_tell_reports_and_the_newest_notes_with_their_places(
    course_folder: Path, types: Typed, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where the folder is not at hand, the course alone is told."""
    types("\n\n:note old\n:note new\n:report un\x1b[1mclear\n:skip\n:report too long\n")
    main(["--plain", str(course_folder)])
    capsys.readouterr()
    assert main(["progress", "reports", str(course_folder)]) == 0
    title, *rest = capsys.readouterr().out.splitlines()
    assert title == "Rivers of the world (rivers)"
    assert [line.partition("  ")[2].partition("  ")[2] for line in rest[::2]] == [
        "note on 01-rivers, source: new",
        "report on 01-rivers, source: un[1mclear",
        "report on 01-rivers, water: too long",
    ]
    file = course_folder / "questions" / "01-rivers.yaml"
    assert [line.strip() for line in rest[1::2]] == [f"{file}:2", f"{file}:2", f"{file}:10"]
    assert main(["progress", "reports"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 4


def test_reports_as_json(course_folder: Path, types: Typed, capsys: pytest.CaptureFixture[str]) -> None:
    """The same as data; a question that takes over another's id takes over its reports."""
    types("\n\n:report unclear\n")
    main(["--plain", str(course_folder)])
    file = course_folder / "questions" / "01-rivers.yaml"
    file.write_text(file.read_text().replace("id: source", "id: spring\n    replaces: source"))
    capsys.readouterr()
    assert main(["progress", "reports", "--json", str(course_folder)]) == 0
    (one,) = json.loads(capsys.readouterr().out)["reports"]
    assert one.pop("at").endswith("+00:00")
    assert one == {
        "course": "rivers",
        "title": "Rivers of the world",
        "section": "01-rivers",
        "question": "source",
        "kind": "report",
        "text": "unclear",
        "file": str(file),
        "line": 2,
    }


def test_no_reports_are_told_as_such(course_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """On stderr; the JSON is an empty list."""
    assert main(["progress", "reports", str(course_folder)]) == 0
    assert capsys.readouterr() == ("", "There are no reports and no notes.\n")
    assert main(["progress", "reports", str(course_folder), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"reports": []}


def test_export_and_import_carry_progress_to_another_file(
    studied: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Everything comes over once, however often it is imported."""
    assert main(["progress", "export", "out.jsonl"]) == 0
    assert capsys.readouterr().err.endswith("exported to out.jsonl.\n")
    assert main(["progress", "import", "out.jsonl", "--progress", "other.db"]) == 0
    assert capsys.readouterr().out == "4 new, 0 known already: out.jsonl\n"
    assert main(["progress", "import", "out.jsonl", "--progress", "other.db"]) == 0
    assert capsys.readouterr().out == "0 new, 4 known already: out.jsonl\n"
    main(["progress", str(studied)])
    before = capsys.readouterr().out
    main(["progress", str(studied), "--progress", "other.db"])
    assert capsys.readouterr().out == before


def test_export_writes_lines_on_stdout_or_into_a_new_file_only(
    studied: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A course's own, if one is named; a file that is there is left as it is."""
    assert main(["progress", "export"]) == 0
    kinds = [json.loads(line).get("kind") for line in capsys.readouterr().out.splitlines()]
    assert kinds == [None, "read", "began", "answered", "answered"]
    assert main(["progress", "export", "--course", "other"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1
    (home / "there").write_text("mine")
    assert main(["progress", "export", "there"]) == 1
    assert (home / "there").read_text() == "mine"


def test_an_import_that_is_refused_exits_1(
    studied: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The file is named, and nothing is taken from the others either."""
    main(["progress", "backup", "copy.db"])
    (home / "bad").write_text("no export")
    capsys.readouterr()
    for wrong, words in (("bad", "bad: It is not what"), ("gone", "gone can't be read (No such file")):
        assert main(["progress", "import", "copy.db", wrong, "--progress", "new.db"]) == 1
        captured = capsys.readouterr()
        assert captured.out == ""
        assert captured.err.startswith(words)
        assert captured.err.endswith("Nothing was imported.\n")
    assert main(["progress", "import", "copy.db", "copy.db", "--progress", "new.db"]) == 0
    assert capsys.readouterr().out == ("4 new, 0 known already: copy.db\n0 new, 4 known already: copy.db\n")


def test_rebuild_backup_and_doctor(studied: Path, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each says what it did; a backup is not written over anything."""
    assert main(["progress", "rebuild"]) == 0
    assert main(["progress", "doctor"]) == 0
    assert main(["progress", "backup", "copy.db"]) == 0
    assert capsys.readouterr().out == (
        "Rebuilt from 4 events.\nThe progress file is whole.\nCopied to copy.db.\n"
    )
    assert main(["progress", "backup", "copy.db"]) == 1
    assert "exists already" in capsys.readouterr().err


# --- when the progress file can't be used


def test_a_foreign_file_is_refused_with_74(
    home: Path, course_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is left as it is, and the message says what to do."""
    (home / "letter.txt").write_text("dear reader")
    for words in ([str(course_folder), "--plain"], ["progress"]):
        assert main([*words, "--progress", "letter.txt"]) == 74
        assert "Name another with --progress." in capsys.readouterr().err
    assert (home / "letter.txt").read_text() == "dear reader"


def test_a_newer_file_is_refused_with_74(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It asks for an update."""
    import sqlite3

    conn = sqlite3.connect(home / "newer.db")
    conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    conn.execute("PRAGMA user_version = 99")
    conn.execute("CREATE TABLE events(x)")
    conn.close()
    assert main(["progress", "--progress", "newer.db"]) == 74
    assert "Update studyapp" in capsys.readouterr().err


def test_what_could_not_be_saved_is_rescued_and_told(
    home: Path, course_folder: Path, types: Typed, capsys: pytest.CaptureFixture[str]
) -> None:
    """The sitting goes on, each answer says so, and the file named at the end can be imported."""
    (home / "file").touch()
    types(STUDIED)
    assert main(["--plain", str(course_folder), "--progress", "file/progress.db"]) == 0
    captured = capsys.readouterr()
    assert captured.out.count("NOT SAVED:") == 3
    rescued = captured.err.rstrip().rpartition("studyapp progress import ")[2]
    assert main(["progress", "import", rescued]) == 0
    assert capsys.readouterr().out.startswith("4 new, 0 known already")
    Path(rescued).unlink()


# --- endings


def test_a_mistake_of_our_own_exits_70_without_values(
    course_folder: Path, types: Typed, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One sentence on stderr; the report tells places in the code and no value or message."""

    def fail(*_: object, **__: object) -> int:
        secret = "my secret answer"
        raise ValueError(secret)

    monkeypatch.setattr(studyapp.plain, "run", fail)
    assert main(["--plain", str(course_folder)]) == 70
    sentence = capsys.readouterr().err
    assert "(ValueError)" in sentence
    report = Path(sentence.split()[-1])
    text = report.read_text()
    report.unlink()
    assert "ValueError" in text
    assert "test_cli.py" in text
    assert "in fail" in text
    assert "secret" not in text + sentence


@pytest.mark.parametrize(("failure", "code"), [(None, 143), (ValueError("my secret answer"), 70)])
def test_the_screens_ending_becomes_the_exit_code(
    course_folder: Path,
    failure: Exception | None,
    code: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The app's own code, or 70 and a report where it failed."""

    class App:
        return_code = 143

        def __init__(self, *_: object, **__: object) -> None:
            self.failure = failure

        def exit(self) -> None: ...

        async def run_async(self) -> None: ...

    monkeypatch.setattr("studyapp.commands.study.has_screen", lambda: True)
    monkeypatch.setattr("studyapp.ui.app.StudyApp", App)
    assert main([str(course_folder)]) == code
    told = capsys.readouterr().err
    assert "secret" not in told
    if failure:
        Path(told.split()[-1]).unlink()


def test_ctrl_c_exits_130_and_keeps_what_was_answered(
    course_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As pressing it while a question waits does."""

    class Keyboard:
        def __init__(self) -> None:
            self.lines = iter(STUDIED.splitlines())

        def __iter__(self) -> Keyboard:
            return self

        def __next__(self) -> str:
            if (line := next(self.lines, None)) is None:
                raise KeyboardInterrupt
            return line

    monkeypatch.setattr(sys, "stdin", Keyboard())
    assert main(["--plain", str(course_folder)]) == 130
    capsys.readouterr()
    main(["progress", str(course_folder)])
    assert "2 of 5" in capsys.readouterr().out


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_ends_in_order_and_keeps_what_was_answered(
    course_folder: Path, number: signal.Signals, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 128 + n, nothing on stderr."""
    with start(str(course_folder)) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write("\n\n1\n")
        process.stdin.flush()
        assert "Enter: go on.\n" in iter(process.stdout.readline, "")
        process.send_signal(number)
        assert process.wait(30) == 128 + number
        assert process.stderr is not None
        assert process.stderr.read() == ""
    main(["progress", str(course_folder)])
    assert "1 of 5" in capsys.readouterr().out


def test_a_broken_pipe_is_silent(studied: Path) -> None:
    """Whoever reads the first line only gets no complaint."""
    with start("progress", "export") as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        assert process.stderr.read() == ""
        assert process.wait(30) == 128 + signal.SIGPIPE


def test_a_full_disk_behind_stdout_is_told(home: Path) -> None:
    """Exit code 1 and one sentence."""
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "studyapp", "where"], stdout=full, stderr=subprocess.PIPE, text=True
        )
    assert (done.returncode, done.stderr) == (1, "The output can't be written: No space left on device.\n")


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_streams_may_be_closed_from_the_start(course_folder: Path, closed: str) -> None:
    """The program ends in order, as at the end of its input."""
    command = f'exec "$0" -m studyapp "$1" {closed}'
    done = subprocess.run(["sh", "-c", command, sys.executable, course_folder], stdin=subprocess.DEVNULL)
    assert done.returncode == 0


def test_letters_that_the_terminal_lacks_do_not_end_the_program(course_folder: Path) -> None:
    """They are printed as question marks."""
    text = course_folder / "content" / "01-rivers.md"
    text.write_text("# Rivières – 川\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "studyapp", str(course_folder)],
        input=b"",
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )
    assert b"Rivi?res ? ?" in done.stdout
