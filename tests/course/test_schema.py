"""The schemas say of a file what reading it says: good and bad files, and where a schema can't tell."""

from __future__ import annotations

import json
import re
from pathlib import Path
from textwrap import dedent, indent
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from rivers import RIVERS
from studyapp.cli import main
from studyapp.course import parts
from studyapp.course.choices import CHOICE
from studyapp.course.coursefile import CHECK, KEPT, CourseFile
from studyapp.course.fields import OneOf
from studyapp.course.files import Refusal
from studyapp.course.kinds import QUESTION
from studyapp.course.meanings import MEANINGS
from studyapp.course.model import Settings
from studyapp.course.questions import QuestionReader
from studyapp.course.reference import FIELDS
from studyapp.course.schema import course_file_schema, question_file_schema
from studyapp.course.settings import SETTINGS
from studyapp.course.shapes import SHAPES
from studyapp.course.source import Source
from studyapp.diagnostics import Severity
from studyapp.errors import CourseError

ROOT = Path(__file__).parents[2]
QUESTIONS = Draft202012Validator(question_file_schema())
COURSE = Draft202012Validator(course_file_schema())
STEMS = ("01-a", "02-b")


class Core(yaml.SafeLoader):
    """YAML 1.2's core schema, which is what editors read by; a key is the text that stands there."""

    yaml_implicit_resolvers = {}


def _whole(loader: Core, node: yaml.ScalarNode) -> int:
    return int(node.value, 0) if node.value[:2] in ("0x", "0o") else int(node.value)


def _mapping(loader: Core, node: yaml.MappingNode) -> dict[str, Any]:
    return {key.value: loader.construct_object(value, deep=True) for key, value in node.value}


TAG = "tag:yaml.org,2002:"
for name, pattern, first in (
    ("bool", "true|True|TRUE|false|False|FALSE", "tTfF"),
    ("null", "~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("int", "[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.inf|\.nan", "-+.0123456789"),
):
    Core.add_implicit_resolver(TAG + name, re.compile(f"^(?:{pattern})$"), list(first))
Core.add_constructor(f"{TAG}int", _whole)
Core.add_constructor(f"{TAG}map", _mapping)


def fits(schema: Draft202012Validator, text: str) -> bool:
    """Whether the schema has nothing to say of the file."""
    return bool(schema.is_valid(yaml.load(text, Core)))


def loads(text: str) -> bool:
    """Whether a question file is read without an error."""
    source = Source("questions/a.yaml", text)
    try:
        QuestionReader().read(source, None, Settings())
    except Refusal:
        return False
    return all(one.severity is not Severity.ERROR for one in source.found)


def course_loads(text: str) -> bool:
    """Whether a course.yaml is read without an error."""
    source = Source("course.yaml", text)
    try:
        CourseFile().read(source, STEMS)
    except (Refusal, CourseError):
        return False
    return all(one.severity is not Severity.ERROR for one in source.found)


def file_of(fields: str) -> str:
    """A file of one question with those fields, written as lines or parted by semicolons."""
    lines = dedent(fields).strip() if "\n" in fields else fields.replace("; ", "\n")
    return "questions:\n  - id: q\n    prompt: Which?\n" + indent(lines, "    ") + "\n"


CHOICES = "choices: [{text: A, correct: true}, B]"
PAIRS = "pairs: [{left: A, right: X}, {left: B, right: Y}]"
GOOD = [
    CHOICES,
    f"type: single; {CHOICES}",
    f"{CHOICES}; shuffle: false; points: 2; tries: 3; penalty: 50%",
    f"{CHOICES}; penalty: 1/3; points: 1/2; tries: '4'",
    f"{CHOICES}; hints: One; tags: [a, b]; objective: To know; level: apply; pool: p; replaces: [old-1, old-2]",
    f"{CHOICES}; hints: []; tags: []; evidence: []; replaces: old",
    f"{CHOICES}; evidence: some words; explanation: Because.",
    f"{CHOICES}; evidence: [some words, others]",
    "choices: [{text: A, correct: true, score: 1}, {text: B, score: 0.5, feedback: No., unpicked: Good.}]",
    "choices: [{id: a, text: A, correct: true}, {text: B, correct: false, pin: last, score: 30%}]",
    "choices: [{text: 1910, correct: true}, 1911, 12.5]",
    "choices: [{text: A, correct: true}, {text: B, correct: true}, C]",
    "type: multiple; choices: [{text: A, correct: true}, B]",
    "choices: [{text: A, correct: true}, {text: B, correct: true}]; scoring: all-or-nothing",
    "scoring: per-choice; choices: [{text: A, correct: true}, {text: B, score: 0}]",
    "answer: true",
    "answer: FALSE; feedback: {true: Yes., false: No.}",
    "answer: [false]; feedback: {false: No.}; tries: 1",
    "answer: watershed",
    "answer: [maria, lunar maria]; exact: true; typos: false",
    "answer: maria; mistakes: [{match: mare, feedback: One of them., score: 0.5}, {match: craters}]",
    "type: text; answer: 1910",
    "answer: [1910, nineteen ten]",
    "answer: 9.81; tolerance: 1%; unit: [m/s², m/s2]",
    "answer: -3e8; tolerance: 0.5",
    "answer: 1/3; unit: m",
    "type: number; answer: '12'",
    "answer: [12]; unit: km",
    "range: [1, 2]",
    "answer: 1.5; range: [1, 2.5]; unit: km",
    "cloze: The {{1910}} report by {{Flexner | Abraham Flexner}}.",
    "cloze: Water rises as {{vapour}}.; bank: [smoke, ice]; scoring: all-or-nothing",
    "cloze: 'a {b} {{c}} }'",
    PAIRS,
    f"{PAIRS}; extra: [Z]; scoring: per-choice",
    "items: [One, Two]",
    "items: [One, Two, 3]; scoring: all-or-nothing; type: order",
    "type: open; answer: A model.",
    "answer: A model.; rubric: [It says so, {text: It says why, points: 2}]",
    "type: open; answer: [A model.]; rubric: []",
    "type: locate; evidence: some words",
    "type: locate; evidence: [some words, others]; tries: 1",
]
BAD = [
    "",
    "explanation: Nothing to answer.",
    "evidence: Some words alone tell no type.",
    f"{CHOICES}; type: singel",
    f"type: 3; {CHOICES}",
    f"{CHOICES}; hnits: One",
    f"{CHOICES}; answer: A",
    f"{CHOICES}; items: [One, Two]",
    f"{CHOICES}; tolerance: 1",
    f"type: truefalse; {CHOICES}",
    f"{CHOICES}; tries: 0",
    f"{CHOICES}; tries: 101",
    f"{CHOICES}; tries: 1.5",
    f"{CHOICES}; tries: some",
    f"{CHOICES}; points: 0",
    f"{CHOICES}; points: -1",
    f"{CHOICES}; points: 1000001",
    f"{CHOICES}; points: many",
    f"{CHOICES}; penalty: 1.5",
    f"{CHOICES}; penalty: 120%",
    f"{CHOICES}; penalty: [1]",
    f"{CHOICES}; shuffle: 'true'",
    f"{CHOICES}; shuffle: no",
    f"{CHOICES}; level: guess",
    f"{CHOICES}; pool: Two Words",
    f"{CHOICES}; replaces: [A]",
    f"{CHOICES}; hints: {{a: b}}",
    f"{CHOICES}; hints: [[a]]",
    f"{CHOICES}; explanation:",
    f"{CHOICES}; explanation: ''",
    f"{CHOICES}; explanation: '  '",
    f"{CHOICES}; explanation: [a]",
    f"{CHOICES}; explanation: {'x' * 10_001}",
    f"choices: [{{text: A, correct: true}}, {'x' * 1_001}]",
    "choices: [A, B]",
    "choices: [{text: A, correct: true}]",
    "choices: {a: b}",
    "choices: A",
    "choices: [{text: A, correct: true}, B, B]",
    "choices: [{correct: true}, B]",
    "choices: [{text: A, correct: yes}, B]",
    "choices: [{text: A, correct: true, score: 0.5}, B]",
    "choices: [{text: A, correct: true}, {text: B, score: 1}]",
    "choices: [{text: A, correct: true}, {text: B, score: 2}]",
    "choices: [{text: A, correct: true}, {text: B, pin: first}]",
    "choices: [{text: A, correct: true}, {text: B, right: false}]",
    "choices: [{text: A, correct: true}, {text: B, id: B b}]",
    "choices: [{text: A, correct: true}, [B]]",
    "choices: [{text: A, correct: true}, ]; scoring: some",
    "type: single; choices: [{text: A, correct: true}, {text: B, correct: true}]",
    "type: single; choices: [{text: A, correct: true}, B]; scoring: per-choice",
    "type: multiple; choices: [A, B]",
    "type: multiple; choices: [{text: A, correct: true}, {text: B, score: 0.5}]",
    "type: truefalse; answer: 'true'",
    "type: truefalse; answer: maybe",
    "answer: true; feedback: Yes.",
    "answer: true; feedback: {yes: Good.}",
    "answer: true; exact: true",
    "type: truefalse; answer: [true, false]",
    "answer: []",
    "answer:",
    "answer: {a: b}",
    "answer: a; typos: 1",
    "answer: a; mistakes: [b]",
    "answer: a; mistakes: {match: b}",
    "answer: a; mistakes: [{feedback: b}]",
    "answer: a; mistakes: [{match: b, score: 3}]",
    "answer: a; unit: km",
    "answer: 12; mistakes: [{match: b}]",
    "answer: 12; tolerance: -1",
    "answer: 12; tolerance: some",
    "answer: 12; tolerance: 1; range: [11, 13]",
    "type: number; answer: 12 km",
    "type: number; answer: [1, 2]",
    "type: number; unit: km",
    "range: [1]",
    "range: [1, 2, 3]",
    "range: 1",
    "range: [low, high]",
    "cloze: no gap",
    "cloze: an {{}} empty one",
    "cloze: one {{open",
    "cloze: 'two {{a}} }} closed'",
    "cloze: a {{gap | }}",
    "cloze: a {{gap}}; bank: word",
    "cloze: a {{gap}}; bank: [word, word]",
    "cloze: ['a {{gap}}']",
    "pairs: [{left: A, right: X}]",
    "pairs: [{left: A, right: X}, {left: B}]",
    "pairs: [A, B]",
    "pairs: [{left: A, right: X}, {left: A, right: X}]",
    f"{PAIRS}; extra: Z",
    "items: [One]",
    "items: [One, One]",
    "items: One, Two",
    "items: [One, {two: 2}]",
    "type: open; rubric: [It says so]",
    "type: open; answer: A model.; tries: 2",
    "type: open; answer: [A, B]",
    "answer: A model.; rubric: It says so",
    "answer: A model.; rubric: [It says so, It says so]",
    "answer: A model.; rubric: [{text: It says so, points: 0}]",
    "answer: A model.; rubric: [{points: 1}]",
    "type: locate",
    "type: locate; evidence: []",
    "type: locate; evidence: some words; answer: a",
]
WHOLE_GOOD = ["{}", "questions: []", "settings: {pass: 80%, shuffle: false}\nquestions: []", "settings: {}"]
WHOLE_BAD = [
    "[]",
    "text",
    "questions:",
    "questions: {}",
    "questions: [text]",
    "question: []",
    "questions: []\nsettings: {book: ajar}",
    "questions: []\nsettings:",
    "questions: [{prompt: 'Which?', answer: true}]",
    "questions: [{id: q, answer: true}]",
    "questions: [{id: Q q, prompt: 'Which?', answer: true}]",
    "questions: [{id: q, prompt: [a], answer: true}]",
]
DIFFERENT = {
    "one value in two places": [
        "choices: [{text: A, correct: true}, {text: A, feedback: No.}]",
        "pairs: [{left: A, right: X}, {left: A, right: Y}]",
        "answer: A model.; rubric: [It says so, {text: It says so}]",
        "range: [2, 1]",
        "answer: 3; range: [1, 2]",
    ],
    "what is in quotes, or is no number to YAML, has its pattern alone": [
        f"{CHOICES}; penalty: 4/3",
        f"{CHOICES}; points: '0'",
        "answer: 1/3; exact: true",
    ],
    "YAML has numbers that people do not write": [
        f"{CHOICES}; tries: 0x10",
        "answer: .inf; unit: m",
        "answer: 0x1F; tolerance: 1",
        f"answer: {'1' * 51}; unit: m",
    ],
}
"""What the schema lets pass and reading does not, by the reason."""
STRICTER = {
    "a text that YAML takes for something else gets a warning when it is read; an editor shows one too": [
        "choices: [{text: A, correct: true}, true]",
        "choices: [{text: A, correct: true}, null]",
        "type: text; answer: false",
    ],
    "a schema can't reckon: it knows three ways to write all and nothing": [
        "choices: [{text: A, correct: true, score: '1.0'}, B]",
        "type: multiple; choices: [{text: A, correct: true}, {text: B, score: 0/2}]",
    ],
}
"""What the schema does not let pass though it is read, by the reason."""


@pytest.mark.parametrize("fields", GOOD)
def test_good_questions(fields: str) -> None:
    """They are read, and the schema lets them pass."""
    text = file_of(fields)
    assert loads(text)
    assert list(QUESTIONS.iter_errors(yaml.load(text, Core))) == []


@pytest.mark.parametrize("fields", BAD)
def test_bad_questions(fields: str) -> None:
    """They are not read, and the schema does not let them pass."""
    text = file_of(fields)
    assert (loads(text), fits(QUESTIONS, text)) == (False, False)


@pytest.mark.parametrize("text", WHOLE_GOOD + WHOLE_BAD)
def test_whole_files(text: str) -> None:
    """What is around the questions."""
    good = text in WHOLE_GOOD
    assert (loads(text), fits(QUESTIONS, text)) == (good, good)


@pytest.mark.parametrize("fields", [fields for rows in DIFFERENT.values() for fields in rows])
def test_what_a_schema_can_t_tell(fields: str) -> None:
    """Known differences: only reading finds the error."""
    text = file_of(fields)
    assert (loads(text), fits(QUESTIONS, text)) == (False, True)


@pytest.mark.parametrize("fields", [fields for rows in STRICTER.values() for fields in rows])
def test_where_the_schema_asks_for_more(fields: str) -> None:
    """Known differences: what the schema would have written otherwise."""
    text = file_of(fields)
    assert (loads(text), fits(QUESTIONS, text)) == (True, False)


def test_what_lies_between_files_and_below_values() -> None:
    """Known differences: ids of other questions, keys written twice, and a file without a value."""
    one = "  - {id: q, prompt: 'Which?', answer: true}\n"
    for text in (f"questions:\n{one}{one}", f"questions:\n{one}questions: []\n"):
        assert (loads(text), fits(QUESTIONS, text)) == (False, True)
    assert (loads("# nothing\n"), fits(QUESTIONS, "# nothing\n")) == (True, False)


COURSE_GOOD = [
    "{}",
    "format: 1\nid: water\ntitle: Water\ndescription: Wet.\nauthors: [A, B]\nlanguage: en\nlicence: CC0",
    "authors: Ada\nexam: 2027-06-30",
    "settings: {pass: 0.5, shuffle: true, book: closed, certainty: on, where: off}",
    "check: {ignore: [no-explanation, long-prompt]}",
    "sections: [02-b, 01-a]",
    "sections:\n- 01-a\n- part: More\n  sections: [02-b]",
    "sections:\n- part: More\n  sections: 02-b\n- [01-a]",
]
COURSE_BAD = [
    "[]",
    "format: 2",
    "format: [1]",
    "id: Water and ice",
    "id:",
    "title: [a]",
    "title: ''",
    "name: Water",
    "exam: soon",
    "exam: 2027-13-01",
    "authors: {a: b}",
    "settings: {pass: 80}",
    "settings: {certainty: true}",
    "check: {ignor: no-explanation}",
    "check: no-explanation",
    "settings: {pas: 0.8}",
    "settings: open",
    "sections: 01-a",
    "sections: [{part: More}]",
    "sections: [{part: More, sections: []}]",
    "sections: [{part: More, sections: [01-a], title: a}]",
]
COURSE_DIFFERENT = [
    "sections: [03-c]",  # what files there are
    "sections: [01-a, 01-a]",  # nested lists may hold the second one
    "exam: 2027-02-30",  # how long months are
]


@pytest.mark.parametrize("text", COURSE_GOOD + COURSE_BAD)
def test_course_files(text: str) -> None:
    """Good ones and bad ones."""
    good = text in COURSE_GOOD
    assert (course_loads(text), fits(COURSE, text)) == (good, good)


@pytest.mark.parametrize("text", COURSE_DIFFERENT)
def test_what_a_schema_can_t_tell_of_a_course_file(text: str) -> None:
    """Known differences: only reading finds the error."""
    assert (course_loads(text), fits(COURSE, text)) == (False, True)


@given(st.text("{}| a\n", max_size=14))
def test_gaps(text: str) -> None:
    """The pattern of gaps takes what reading takes."""
    words = json.dumps(f"a {text}")
    assert loads(file_of(f"cloze: {words}")) == fits(QUESTIONS, file_of(f"cloze: {words}"))


def test_the_course_that_ships_fits() -> None:
    """Each of its files, and those of a course with a question of most types."""
    paths = sorted((ROOT / "questions").glob("*.yaml"))
    texts = [path.read_text(encoding="utf-8") for path in paths]
    assert texts
    for text in (*texts, RIVERS["questions/01-rivers.yaml"]):
        QUESTIONS.validate(yaml.load(text, Core))
    for text in ((ROOT / "course.yaml").read_text(encoding="utf-8"), RIVERS["course.yaml"]):
        COURSE.validate(yaml.load(text, Core))


@pytest.mark.parametrize("new", [False, True])
def test_files_name_the_schema_that_they_fit(new: bool, tmp_path: Path) -> None:
    """In a first line that editors know, by a path from the file: in the course that ships and in a new one."""
    folder = tmp_path / "moon" if new else ROOT
    assert not new or main(["new", str(folder)]) == 0
    for path in (folder / "course.yaml", *folder.glob("questions/*.yaml")):
        text = path.read_text(encoding="utf-8")
        named = re.match(r"# yaml-language-server: \$schema=(\S+)\n", text)
        assert named, path
        schema = json.loads((path.parent / named[1]).read_text(encoding="utf-8"))
        assert schema["title"].endswith("course.yaml" if path.name == "course.yaml" else "question file")
        Draft202012Validator(schema).validate(yaml.load(text, Core))


@pytest.mark.parametrize(
    ("words", "name"), [(["schema"], "questions.schema.json"), (["schema", "--course"], "course.schema.json")]
)
def test_the_schema_that_ships_is_what_the_command_prints(
    words: list[str], name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """To the letter, and it is a schema of draft 2020-12."""
    assert main(words) == 0
    printed = capsys.readouterr().out
    assert (ROOT / "schema" / name).read_text(encoding="utf-8") == printed
    Draft202012Validator.check_schema(json.loads(printed))


def test_every_reader_has_a_shape() -> None:
    """A new reader of a field needs a line among the shapes."""
    forms = (QUESTION, CHOICE, SETTINGS, CHECK, parts.MISTAKE, parts.FEEDBACK, parts.PAIR, parts.CRITERION)
    readers = [reader for form in forms for reader in form.readers.values()] + list(KEPT.values())
    assert [reader for reader in readers if not isinstance(reader, OneOf) and reader not in SHAPES] == []


def test_every_meaning_stands_in_the_guide() -> None:
    """Each field has a description, and the guide has the same words."""
    assert {what: tuple(meanings) for what, meanings in MEANINGS.items()} == FIELDS
    guide = " ".join((ROOT / "docs/course-format.md").read_text(encoding="utf-8").split())
    told = [meaning for meanings in MEANINGS.values() for meaning in meanings.values()]
    assert [meaning for meaning in told if meaning not in guide] == []
