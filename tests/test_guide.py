"""What docs/writing-questions.md shows works: its examples load, its commands and rules are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from studyapp.check.pages import ABOUT
from studyapp.check.run import check
from studyapp.commands.parser import COMMANDS, parser_for
from studyapp.course.load import load

GUIDE = (Path(__file__).parents[1] / "docs/writing-questions.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)
CODE = re.compile(r"[a-z]+(?:-[a-z]+)+")


def test_its_question_loads_once_it_has_an_id(tmp_path: Path) -> None:
    """Without any finding but what is said of a section with one question."""
    (question,) = [text for kind, text in BLOCKS if kind == "yaml" and text.startswith("questions:")]
    (tmp_path / "content").mkdir()
    (tmp_path / "questions").mkdir()
    text = "# Ice\n\nAs water is densest at about 4 °C, the coldest lies on top.\n"
    (tmp_path / "content/01-ice.md").write_text(text, encoding="utf-8")
    with_id = question.replace("- prompt", "- id: from-the-top\n    prompt")
    (tmp_path / "questions/01-ice.yaml").write_text(with_id, encoding="utf-8")
    loaded = load(tmp_path)
    assert loaded.diagnostics == ()
    assert {one.code for one in check(loaded.course)} <= {"few-questions"}


def test_the_rules_that_it_names_are_there() -> None:
    """All of them, and the code that it names of what reading reports."""
    shown = set(re.findall(r"`([a-z-]+)`", GUIDE))
    assert {one for one in shown if CODE.fullmatch(one)} - set(ABOUT) == set()


COMMAND = re.compile(rf"studyapp ((?:{'|'.join(sorted(filter(None, COMMANDS), reverse=True))})\b[^`\n]*)")


@pytest.mark.parametrize("line", COMMAND.findall(GUIDE))
def test_its_commands_are_taken(line: str) -> None:
    """With options that they have."""
    name = max((name for name in COMMANDS if name and line.startswith(name)), key=len)
    known = {option for action in parser_for(name)._actions for option in action.option_strings}
    assert {word for word in line.split() if word.startswith("--")} <= known


def test_its_commands_are_the_programs() -> None:
    """Those that stand in blocks and in running text, as code."""
    named = re.findall(r"(?:^|`|run: )studyapp ([a-z]+)", GUIDE, re.MULTILINE)
    assert named
    assert {one for one in named if one not in {name.split()[0] for name in COMMANDS if name}} == set()
