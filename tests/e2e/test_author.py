"""The preview as an author has it: a real process in a real terminal, a real editor, files saved beside it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("watchfiles")

from bench.terminal import Terminal
from rivers import RIVERS, write_course
from studyapp.cli import main

ENTER, QUIT, PROBLEMS, EDIT = b"\r", b"\x11", b"\x1b[17~", b"\x1b[18~"
BANK = "questions/01-rivers.yaml"
ANEW = (
    "import os, sys; text = open(sys.argv[1]).read(); open(new := sys.argv[1] + '~', 'w').write(text.replace("
)
EDITOR = f"""\
#!/bin/sh
echo EDITING "$@"
read line
{sys.executable} -c "{ANEW}'river begin', 'brook begin')); os.replace(new, sys.argv[1])" "$2"
"""
"""Waits for a line, then saves as editors do: a new file in the place of the old one."""


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    """The preview of RIVERS, with an editor of the test's own."""
    (vim := tmp_path / "vim").write_text(EDITOR)
    vim.chmod(0o755)
    course = write_course(tmp_path / "rivers", RIVERS)
    env = {"HOME": str(tmp_path), "TMPDIR": str(tmp_path), "LC_ALL": "C.UTF-8", "VISUAL": f"'{vim}'"}
    with Terminal([sys.executable, "-m", "studyapp", "preview", str(course)], env=env) as terminal:
        terminal.until("Start", "Rivers", "no problems", "preview: nothing is recorded")
        yield terminal


def test_a_save_shows_at_the_same_question_and_nothing_is_recorded(
    terminal: Terminal, tmp_path: Path
) -> None:
    """While it runs beside any editor; a slip is told, and mending it ends that."""
    bank = tmp_path / "rivers" / BANK
    text = bank.read_text(encoding="utf-8")
    terminal.send(b"a")
    terminal.until("Where does a river begin?")
    bank.write_text(text.replace("a river begin", "a stream begin"), encoding="utf-8")
    terminal.until("Where does a stream begin?", "At its source")
    bank.write_text(text.replace("prompt: What feeds", "prompt: [What feeds"), encoding="utf-8")
    terminal.until("1 error", "Where does a stream begin?")
    terminal.send(PROBLEMS)
    terminal.until("01-rivers.yaml:1")
    bank.write_text(text, encoding="utf-8")
    terminal.until("no problems", "Where does a river begin?", "Nothing is wrong.")
    terminal.send(PROBLEMS + b"1" + ENTER)
    terminal.until("✓ Right")
    terminal.send(QUIT)
    assert (terminal.wait(), terminal.restored) == (0, True)
    assert {path.name for path in tmp_path.iterdir()} == {"rivers", "vim"}


def test_the_editor_has_the_terminal_and_gives_it_back(terminal: Terminal, tmp_path: Path) -> None:
    """At the question's line; what it saved is on the screen when it ends, and keys are the app's again."""
    terminal.send(b"a")
    terminal.until("Where does a river begin?")
    terminal.send(EDIT)
    terminal.until(f"EDITING +2 {tmp_path / 'rivers' / BANK}"[:100])
    assert terminal.restored
    terminal.send(b"\n")
    terminal.until("Where does a brook begin?", "submit")
    terminal.send(b"1" + ENTER)
    terminal.until("✓ Right")
    terminal.send(QUIT)
    assert (terminal.wait(), terminal.restored) == (0, True)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--plain"], "needs a terminal"),
        (["{folder}"], "name one"),
        (["{folder}/none"], "does not exist"),
        ([], "The current folder is no course"),
    ],
)
def test_what_can_not_be_shown_is_said(
    words: list[str],
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """In one sentence, with exit code 2; so is a library that is not installed."""
    for name in ("a", "b"):
        write_course(tmp_path / name, RIVERS)
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    monkeypatch.setattr("studyapp.commands.preview.has_screen", lambda: True)
    assert main(["preview", *(word.format(folder=tmp_path) for word in words)]) == 2
    assert told in capsys.readouterr().err
    monkeypatch.setattr("studyapp.commands.preview.find_spec", lambda name: None)
    assert main(["preview", str(tmp_path / "a")]) == 2
    told = capsys.readouterr().err
    assert "in the clone of studyapp, pipx install --force '.[author]'" in told
    assert "make run" in told


def test_without_a_terminal_it_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    """Instead of drawing into a pipe."""
    assert main(["preview"]) == 2
    assert "needs a terminal" in capsys.readouterr().err
