"""The tables from which the documentation is checked are whole, and the documentation tells them all."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import studyapp.course
from studyapp.course.load import load
from studyapp.course.reference import CODES, FIELDS, TYPES

SOURCES = Path(studyapp.course.__file__).parent
GUIDE = Path(__file__).parents[2] / "docs/course-format.md"


def test_every_code_that_reading_gives_is_in_the_table() -> None:
    """And no other."""
    given = set()
    for path in (*SOURCES.glob("*.py"), SOURCES.parent / "commands/check.py"):
        if path.name != "reference.py":
            source = path.read_text(encoding="utf-8")
            given |= set(re.findall(r"(?:error|warning|refuse|_refusal)\(\s*\"([a-z0-9-]+)\"", source))
            given |= set(re.findall(r"code, message, help = \(?\s*\"([a-z0-9-]+)\"", source))
            given |= {code for code in ("yaml-syntax", "tab-indent") if f'"{code}"' in source}
    assert given == set(CODES)


@pytest.mark.parametrize("name", [*CODES, *TYPES, *(name for names in FIELDS.values() for name in names)])
def test_the_guide_tells_every_name(name: str) -> None:
    """Codes, types and fields, each as code."""
    assert re.search(rf"`{re.escape(name)}\b", GUIDE.read_text(encoding="utf-8"))


def test_the_guide_s_example_is_a_course(tmp_path: Path) -> None:
    """The blocks of the guide load as they stand."""
    about, questions = re.findall(r"```yaml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    (tmp_path / "content").mkdir()
    (tmp_path / "questions").mkdir()
    for stem in ("01-introduction", "02-boiling", "03-freezing"):
        (tmp_path / f"content/{stem}.md").write_text("Water boils at 100 degrees.", encoding="utf-8")
    (tmp_path / "course.yaml").write_text(about, encoding="utf-8")
    (tmp_path / "questions/01-introduction.yaml").write_text(questions, encoding="utf-8")
    loaded = load(tmp_path)
    assert loaded.diagnostics == ()
    assert [question.kind for _, question in loaded.course.questions()] == [
        "single",
        "truefalse",
        "text",
        "number",
    ]
    assert [section.part for section in loaded.course.sections] == ["", "Going deeper", "Going deeper"]
