"""The figures in docs/rules.md are those that questions of others give, and every hit of a sample was read."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import corpora
import pytest
from precision import VERDICTS, Measured, main, measure, table

from studyapp.check.table import RULES
from studyapp.course.model import Course, Multiple, Single, TextAnswer, TrueFalse

GUIDE = Path(__file__).parents[2] / "docs" / "rules.md"
beside = pytest.mark.skipif(bool(corpora.missing()), reason=corpora.missing())

TRIVIA = """\
#Q Which river ends in the Black Sea,
and has a delta there?
^ Danube
A Rhine
B Danube
C Danube
D None of these

#Q The Nile flows north.
^ True
A True
B False
"""
QUIZ = """\
[[questions]]
type = "MultipleChoice"
prompt.prompt = "What ends a line?"
prompt.distractors = ["a dot"]
answer.answer = ["a line feed", "the end of the file"]
context = "Both do."

[[questions]]
type = "ShortAnswer"
prompt.prompt = "What begins a comment?"
answer.answer = "#"

[[questions]]
type = "Tracing"
prompt.program = "print(1)"
answer.doesCompile = true
answer.stdout = "1"

[[questions]]
type = "Tracing"
prompt.program = "print("
answer.doesCompile = false
"""


def questions(course: Course) -> list[object]:
    return [question for _, question in course.questions()]


def test_trivia_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines that go on, a choice that stands there twice, statements, and bytes that are no UTF-8."""
    (tmp_path / "rivers").write_bytes(
        TRIVIA.encode() + b"\r\n#Q Who wrote \x93Danube\x94?\r\n^ Ann\r\nA Ann\r\nB Bob\r\n"
    )
    monkeypatch.setattr(corpora, "TRIVIA", tmp_path)
    one, statement, quoted = questions(corpora.trivia())
    assert isinstance(one, Single)
    assert (one.id, one.prompt.count("\n")) == ("rivers:1", 1)
    assert [choice.correct for choice in one.choices] == [False, True, False, False]
    assert isinstance(statement, TrueFalse)
    assert statement.answer is True
    assert isinstance(quoted, Single)
    assert quoted.prompt == "Who wrote “Danube”?"


def test_quizzes_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the chapter that shows them; what a program prints is typed, whether it compiles is a statement."""
    for name, text in {
        "quizzes/ch01-lines.toml": QUIZ,
        "quizzes/ch02-ends-2.toml": QUIZ,
        "src/ch01-00.md": "# Lines\n\n{{#quiz ../quizzes/ch01-lines.toml}}\n",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    monkeypatch.setattr(corpora, "BOOK", tmp_path)
    course = corpora.cairo()
    assert [section.stem for section in course.sections] == ["ch01-00", "ch02-ends"]
    chosen, typed, printed, compiled = questions(course)[:4]
    assert isinstance(chosen, Multiple)
    assert (len(chosen.correct_keys), chosen.explanation) == (2, "Both do.")
    assert isinstance(typed, TextAnswer)
    assert isinstance(printed, TextAnswer)
    assert (printed.answers, printed.exact) == (("1",), True)
    assert isinstance(compiled, TrueFalse)
    assert compiled.answer is False


def test_verdicts_are_whole() -> None:
    """Each on a rule that there is, once, with a reason."""
    with VERDICTS.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file, delimiter="\t"))
    assert {line["verdict"] for line in lines} == {"right", "wrong"}
    assert {line["rule"] for line in lines} <= set(RULES)
    assert [line for line in lines if not line["why"]] == []
    assert max(Counter((line["rule"], line["place"]) for line in lines).values()) == 1


def test_the_guide_has_a_row_for_each_rule() -> None:
    """With its severity."""
    guide = GUIDE.read_text(encoding="utf-8")
    assert [code for code, rule in RULES.items() if f"\n| `{code}` | {rule.severity} | " not in guide] == []


@pytest.fixture(scope="module")
def measured() -> list[Measured]:
    return measure()


@beside
def test_all_of_it_is_read() -> None:
    """So many questions as there are."""
    found = {name: len(questions(read())) for name, read in corpora.CORPORA.items()}
    assert found == {"reading": 78, "cairo": 87, "trivia": 806}


@beside
def test_every_sampled_hit_was_read(measured: list[Measured]) -> None:
    """Else ``python tests/check/precision.py --read CODE`` shows it; its verdict goes into tests/data/verdicts.tsv."""
    assert [(one.rule.code, hit.place) for one in measured for hit in one.unread] == []


@beside
def test_no_verdict_is_left_over(measured: list[Measured]) -> None:
    """A verdict on what is no longer in a sample counts for nothing."""
    with VERDICTS.open(encoding="utf-8", newline="") as file:
        told = {(line["rule"], line["place"]) for line in csv.DictReader(file, delimiter="\t")}
    assert told - {(one.rule.code, hit.place) for one in measured for hit in one.sample} == set()


@beside
def test_the_guide_tells_the_figures(measured: list[Measured]) -> None:
    """As the command prints them."""
    assert table(measured) in GUIDE.read_text(encoding="utf-8")


def test_without_the_files_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With what is not there."""
    monkeypatch.setattr(corpora, "BOOK", tmp_path / "gone")
    monkeypatch.setattr("sys.argv", ["precision.py"])
    assert main() == 2
    assert str(tmp_path / "gone") in capsys.readouterr().err
