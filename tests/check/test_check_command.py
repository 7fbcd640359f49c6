"""``studyapp check`` and ``studyapp explain`` from the command line, with the rules."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from studyapp.check.table import RULES
from studyapp.cli import main
from studyapp.course.codes import CODES

Captured = pytest.CaptureFixture[str]

ONE = """\
questions:
  - id: one
    prompt: Which of these is not a river?
    choices: [{text: Etna, correct: true}, Nile, Volga]
"""
TWO = """\
questions:
  - id: two
    prompt: The Nile has a delta, which lies at its mouth in the north of Egypt.
    answer: true
    explanation: It has.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A course with two warnings in one file and none in the other."""
    files = {
        "content/a.md": "# A\n\n" + "Where the Nile meets the sea there is a delta. " * 20,
        "content/b.md": "# B\n\nWhere the Nile meets the sea there is a delta.\n",
        "questions/a.yaml": ONE,
        "questions/b.yaml": TWO,
    }
    for name, text in files.items():
        (tmp_path / "c" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "c" / name).write_text(text, encoding="utf-8")
    return tmp_path / "c"


def test_warnings_fail_where_it_is_strict_only(folder: Path, capsys: Captured) -> None:
    """They are printed all the same, and notes are counted."""
    assert main(["check", str(folder), "--format", "short"]) == 0
    captured = capsys.readouterr()
    assert [line.split("[")[1].split("]")[0] for line in captured.out.splitlines()] == [
        "no-explanation",
        "negative-prompt",
    ]
    assert captured.err == ("2 warnings in 1 file of c: 2 sections, 2 questions; 5 notes not shown: --info\n")
    assert main(["check", str(folder), "--strict"]) == 1


def test_notes_are_printed_on_request(folder: Path, capsys: Captured) -> None:
    """And never fail."""
    (folder / "questions/a.yaml").unlink()
    assert main(["check", str(folder), "--strict", "--info", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert {one["severity"] for one in found} == {"info"}
    assert {one["code"] for one in found} == {
        "no-evidence",
        "few-questions",
        "section-without-questions",
        "reading-level",
    }


@pytest.mark.parametrize("within", ["", "questions"])
def test_a_single_file(within: str, folder: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of its course all is read, and only what is about the file is told; wherever one stands."""
    monkeypatch.chdir(folder / within)
    there = Path("." if within else "questions")
    assert main(["check", str(there / "b.yaml"), "--strict"]) == 0
    assert capsys.readouterr().out == ""
    assert main(["check", str(there / "b.yaml"), str(there / "a.yaml"), "--strict"]) == 1
    assert capsys.readouterr().out.count("a.yaml") == 2


def test_a_single_text(folder: Path, capsys: Captured) -> None:
    """With the questions about it, which an edit of the text may break."""
    assert main(["check", str(folder / "content/a.md"), "--strict"]) == 1
    captured = capsys.readouterr()
    assert captured.out.count("a.yaml") == 2
    assert captured.err.startswith("2 warnings in 1 file of c")
    (folder / "questions/a.yaml").unlink()
    assert main(["check", str(folder / "content/a.md"), "--strict"]) == 0
    assert capsys.readouterr().err.startswith("no problems in 1 file of c")


def test_a_file_of_no_course(tmp_path: Path, capsys: Captured) -> None:
    """Is wrong usage, told with what would be right."""
    (tmp_path / "a.yaml").write_text(ONE)
    assert main(["check", str(tmp_path / "a.yaml")]) == 2
    assert "belongs to no course: question files lie in COURSE/questions/" in capsys.readouterr().err


def test_several_courses(folder: Path, course_folder: Path, capsys: Captured) -> None:
    """Each with its rules."""
    assert main(["check", str(folder), str(course_folder), "--format", "short"]) == 0
    assert "in 1 file of 2 courses" in capsys.readouterr().err


def test_sarif(folder: Path, capsys: Captured) -> None:
    """Rules with a line each; results that point into them and at the place."""
    assert main(["check", str(folder), "--format", "sarif"]) == 0
    captured = capsys.readouterr()
    (run,) = json.loads(captured.out)["runs"]
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] == "warning"
    negative = next(one for one in run["results"] if one["ruleId"] == "negative-prompt")
    (place,) = [location["physicalLocation"] for location in negative["locations"]]
    assert place["artifactLocation"]["uri"].endswith("c/questions/a.yaml")
    assert place["region"] == {"startLine": 3, "startColumn": 5, "endLine": 3, "endColumn": 43}
    assert captured.err == ""


def test_sarif_of_a_sound_course_has_no_results(course_folder: Path, capsys: Captured) -> None:
    """But is a whole document."""
    assert main(["check", str(course_folder), "--format", "sarif"]) == 0
    assert json.loads(capsys.readouterr().out)["runs"][0]["results"] == []


def test_players(folder: Path, capsys: Captured) -> None:
    """A line for each file and one for all, instead of findings."""
    assert main(["check", str(folder), "--players", "--strict"]) == 0
    head, *rows = capsys.readouterr().out.splitlines()
    assert " ".join(head.split()) == "file questions chance 95 % of guesses longest first most shared"
    assert [row.split()[0].rpartition("/")[2] for row in rows] == ["a.yaml", "b.yaml", "all"]
    assert "33%" in rows[0]
    assert "50%" in rows[1]


def test_players_of_a_course_with_errors(folder: Path, capsys: Captured) -> None:
    """What can be read is played, with what it comes to, and the errors are told and fail."""
    (folder / "questions/b.yaml").write_text("questions: 1\n")
    assert main(["check", str(folder), "--players"]) == 1
    captured = capsys.readouterr()
    assert "a.yaml" in captured.out
    assert "No player earns more than guessing explains." in captured.err
    assert "wrong-type" in captured.err


@pytest.mark.parametrize("code", [*RULES, *CODES])
def test_explain(code: str, capsys: Captured) -> None:
    """Every code that check can print."""
    assert main(["explain", code]) == 0
    told = capsys.readouterr().out
    assert re.match(rf"{code} \((error|warning|info)\)\n", told)
    if code in RULES:
        assert RULES[code].page in told
    else:
        assert CODES[code].about in told
        assert f"What to do: {CODES[code].todo}" in told


def test_explain_an_unknown_code(capsys: Captured) -> None:
    """With what was meant."""
    assert main(["explain", "negative-promt"]) == 2
    assert "did you mean `negative-prompt`?" in capsys.readouterr().err
