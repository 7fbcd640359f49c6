"""The author's editor: which, and how it is told to begin at a line."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest

from studyapp.ui.preview import editor
from studyapp.ui.preview.editor import NoEditor, Place, arguments, chosen

FILE = Path("/course/questions/01 a.yaml")
PLACE = Place(FILE, 12, 5)


@pytest.mark.parametrize(
    ("words", "rest"),
    [
        (["vi"], ["+12", str(FILE)]),
        (["/usr/bin/vim", "-n"], ["+12", str(FILE)]),
        (["nvim"], ["+12", str(FILE)]),
        (["nano"], ["+12", str(FILE)]),
        (["emacs", "-nw"], ["+12", str(FILE)]),
        (["emacsclient", "-t"], ["+12", str(FILE)]),
        (["micro"], ["+12", str(FILE)]),
        (["kak"], ["+12", str(FILE)]),
        (["gvim"], ["--nofork", "+12", str(FILE)]),
        (["hx"], [f"{FILE}:12"]),
        (["helix"], [f"{FILE}:12"]),
        (["code"], ["--wait", "--goto", f"{FILE}:12:5"]),
        (["subl"], ["--wait", f"{FILE}:12:5"]),
        (["my-editor", "--new"], [str(FILE)]),
    ],
)
def test_an_editor_is_told_the_line_in_its_own_way(words: list[str], rest: list[str]) -> None:
    """Its own arguments come first; one that is not known is given the file alone."""
    assert arguments(words, PLACE) == [*words, *rest]


def test_a_file_name_is_taken_as_it_is() -> None:
    """Neither an option, nor a place to fill in, nor anything to a shell; and it is absolute."""
    assert arguments(["hx"], Place(Path("-c; {line}.md"), 3)) == ["hx", f"{Path.cwd()}/-c; {{line}}.md:3"]


def test_visual_comes_before_editor_and_both_may_have_arguments() -> None:
    """An empty variable is none."""
    assert chosen({"VISUAL": "code --new-window", "EDITOR": "vi"}) == ["code", "--new-window"]
    assert chosen({"VISUAL": " ", "EDITOR": "'/opt/my editor' -x"}) == ["/opt/my editor", "-x"]


def test_without_a_variable_a_usual_editor_is_looked_for(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The first that is there; where there is none, or a variable is no command, that is said."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoEditor, match="export EDITOR"):
        chosen({})
    (tmp_path / "vi").touch(0o755)
    assert chosen({}) == ["vi"]
    with pytest.raises(NoEditor, match="EDITOR can't be understood"):
        chosen({"EDITOR": "vi 'unclosed"})


def test_its_exit_code_comes_back() -> None:
    """Ctrl+C ends it as any program."""
    own = "import signal; raise SystemExit(3 * (signal.getsignal(signal.SIGINT) is not signal.SIG_IGN))"
    assert editor.run([sys.executable, "-c", own]) == 3


def test_ctrl_c_is_the_editors_while_it_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """It does not end the app that waits; afterwards it does again."""
    before = signal.getsignal(signal.SIGINT)

    class Process:
        def __init__(self, words: list[str]) -> None: ...

        def wait(self) -> int:
            signal.raise_signal(signal.SIGINT)
            return 0

    monkeypatch.setattr("subprocess.Popen", Process)
    assert editor.run(["vi"]) == 0
    assert signal.getsignal(signal.SIGINT) is before
