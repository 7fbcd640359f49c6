"""The tables from which the documentation is checked are whole, and the documentation tells them all."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import studyapp.course
from studyapp.course.codes import CODES
from studyapp.course.load import load
from studyapp.course.reference import FIELDS, TYPES
from studyapp.diagnostics import Severity

SOURCES = Path(studyapp.course.__file__).parent
GUIDE = Path(__file__).parents[2] / "docs/course-format.md"
SOUND = "questions:\n- {id: still, prompt: Lakes are still., answer: true}\n"


def test_every_code_that_reading_gives_is_in_the_table() -> None:
    """And no other."""
    given = set()
    for path in (*SOURCES.glob("*.py"), SOURCES.parent / "commands/check.py"):
        if path.name != "codes.py":
            source = path.read_text(encoding="utf-8")
            given |= set(re.findall(r"(?:error|warning|refuse|_refusal)\(\s*\"([a-z0-9-]+)\"", source))
            given |= set(re.findall(r"code, message, help = \(?\s*\"([a-z0-9-]+)\"", source))
            given |= {code for code in ("yaml-syntax", "tab-indent") if f'"{code}"' in source}
    assert given == set(CODES)


@pytest.mark.parametrize("name", [*CODES, *TYPES, *(name for names in FIELDS.values() for name in names)])
def test_the_guide_tells_every_name(name: str) -> None:
    """Codes, types and fields, each as code."""
    assert re.search(rf"`{re.escape(name)}\b", GUIDE.read_text(encoding="utf-8"))


def test_the_guide_s_table_has_the_words_of_explain() -> None:
    """Of every code what was seen, whether it is a warning only, and what to do."""
    told = GUIDE.read_text(encoding="utf-8").partition("## What you may be told")[2]
    rows = re.findall(r"^\| `[a-z0-9-]+` \| .*", told, re.MULTILINE)
    expected = []
    for code, one in CODES.items():
        only = "A warning: " if one.severity is Severity.WARNING else ""
        todo = only + (one.todo[0].lower() + one.todo[1:] if only else one.todo)
        expected.append(f"| `{code}` | {one.about} | {todo} |")
    assert sorted(rows) == sorted(expected)


@pytest.mark.parametrize("code", [code for code, told in CODES.items() if told.bad])
def test_a_code_s_bad_lines_give_it_and_the_good_ones_nothing(code: str, tmp_path: Path) -> None:
    """Read as what they are: paths, course.yaml, questions, or fields of one."""
    bad, good = (seen_in(tmp_path / name, getattr(CODES[code], name)) for name in ("bad", "good"))
    assert (code, CODES[code].severity) in bad
    assert good == set()


def seen_in(folder: Path, lines: str) -> set[tuple[str, Severity]]:
    """What a course is told that holds these lines."""
    files = {"content/01-introduction.md": "A river begins at its source.\n"}
    if re.match(r"\w+/", lines):
        files |= {name: SOUND for name in lines.splitlines() if name not in files}
    elif re.match("exam:|sections:", lines):
        files["course.yaml"] = lines
    else:
        files["questions/01-introduction.yaml"] = "questions:\n" + (lines if lines[0] == "-" else item(lines))
    for name, words in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(words, encoding="utf-8")
    return {(one.code, one.severity) for one in load(folder).diagnostics}


def item(lines: str) -> str:
    """A question with these fields, and those that it can't be without."""
    given = re.findall(r"^\w+", lines, re.MULTILINE)
    fields = {"id": "id: lakes", "prompt": "prompt: Lakes are still.", "answer": "answer: yes it is"}
    if {"choices", "cloze", "items"} & {*given}:
        del fields["answer"]
    added = [line for name, line in fields.items() if name not in given]
    return "- " + "\n  ".join([*added, *lines.splitlines()])


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
