"""All rules together: places in the files, switching off, the course that ships, and speed."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bench.courses import question_file, section_text
from bench.courses import write_course as write_large
from studyapp.check.odds import at_least, chi_square
from studyapp.check.pages import page
from studyapp.check.players import play
from studyapp.check.run import check
from studyapp.check.table import RULES
from studyapp.course.load import load
from studyapp.diagnostics import Diagnostic, Severity, Span

ROOT = Path(__file__).parents[2]

QUESTIONS = """\
# About this file.
questions:
  - id: symptom
    prompt: Which of these is not a symptom?
    choices:
      - {text: Fever, correct: true}
      - Cough
    explanation: It is.
  - id: statement
    prompt: Ice swims.
    answer: true
"""


def course(folder: Path, questions: str = QUESTIONS, about: str = "format: 1\n") -> Path:
    files = {"course.yaml": about, "content/s.md": "# S\n\nText.\n", "questions/s.yaml": questions}
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def found(folder: Path) -> list[Diagnostic]:
    loaded = load(folder)
    assert not loaded.diagnostics
    return [one for one in check(loaded.course) if one.severity is not Severity.INFO]


def codes(folder: Path) -> list[str]:
    return [one.code for one in found(folder)]


def test_findings_have_their_places(tmp_path: Path) -> None:
    """File, line and column of the field, or of the question where a field is missing."""
    negative, missing = found(course(tmp_path))
    assert negative.file == str(tmp_path / "questions/s.yaml")
    assert (negative.span.line, negative.span.column) == (4, 5)
    assert negative.excerpt == "    prompt: Which of these is not a symptom?"
    assert (missing.code, missing.span.line, missing.span.column) == ("no-explanation", 9, 3)


def test_the_place_may_be_the_very_words(tmp_path: Path) -> None:
    """Of a choice, its line."""
    text = QUESTIONS.replace("- Cough", "- All of these")
    (choice,) = [one for one in found(course(tmp_path, text)) if one.code == "all-of-the-above"]
    assert (choice.span.line, choice.span.column) == (7, 9)


def test_course_yaml_switches_off(tmp_path: Path) -> None:
    """For all of the course."""
    assert codes(course(tmp_path, about="check: {ignore: [negative-prompt]}\n")) == ["no-explanation"]


@pytest.mark.parametrize("after", ["not a symptom?", "correct: true}", "It is."])
def test_a_comment_switches_off_beside_a_question(after: str, tmp_path: Path) -> None:
    """Anywhere from its first line to the next question's, and only there."""
    text = QUESTIONS.replace(after, f"{after}  # check: ignore negative-prompt, no-explanation")
    assert codes(course(tmp_path, text)) == ["no-explanation"]


def test_a_comment_above_the_questions_switches_off_in_the_file(tmp_path: Path) -> None:
    """And needs no question."""
    text = f"# check: ignore no-explanation because they are drills\n{QUESTIONS}"
    assert codes(course(tmp_path, text)) == ["negative-prompt"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("  - id: statement", "  # check: ignore no-explanation\n\n  # So.\n  - id: statement"),
        ("  - id: statement", "  - # check: ignore no-explanation\n    id: statement"),
        ("  - id: symptom", "  - # check: ignore negative-prompt\n    id: symptom"),
    ],
)
def test_a_comment_right_above_a_question_is_for_that(before: str, after: str, tmp_path: Path) -> None:
    """Not for the one before it, nor, behind the dash, for the file."""
    other = (
        QUESTIONS
        + "  - {id: other, prompt: Which of these is not a river?, choices: [{text: Etna, correct: true}, Po]}\n"
    )
    assert codes(course(tmp_path / "1", other)).count("no-explanation") == 2
    left = codes(course(tmp_path / "2", other.replace(before, after)))
    assert len(left) == len(codes(course(tmp_path / "1", other))) - 1
    assert "no-explanation" in left
    assert "negative-prompt" in left


def test_an_unknown_code_is_a_warning(tmp_path: Path) -> None:
    """In course.yaml and in a comment, with what was meant."""
    text = QUESTIONS.replace("symptom?", "symptom?  # check: ignore negative-promt")
    about = "format: 1\ncheck:\n  ignore:\n    - no-explanatoin\n"
    first, negative, beside, _ = found(course(tmp_path, text, about))
    assert negative.code == "negative-prompt"
    assert first.span == Span(4, 7, 4, 21)
    assert (first.code, first.span.line, first.help) == ("unknown-rule", 4, "did you mean `no-explanation`?")
    assert (beside.code, beside.span.line, beside.help) == (
        "unknown-rule",
        4,
        "did you mean `negative-prompt`?",
    )


def test_either_comment_switches_off_a_pair(tmp_path: Path) -> None:
    """Of two questions that are alike, the first may carry it."""
    twin = (
        "  - {id: %s, prompt: In which year was the famous report out?, answer: '1910', explanation: So.}%s\n"
    )
    text = "questions:\n" + twin % ("a", "") + twin % ("b", "")
    assert codes(course(tmp_path / "1", text)) == ["near-duplicate"]
    text = "questions:\n" + twin % ("a", "  # check: ignore near-duplicate") + twin % ("b", "")
    assert codes(course(tmp_path / "2", text)) == []


def test_the_course_that_ships_passes() -> None:
    """Without a warning, and without a rule switched off."""
    loaded = load(ROOT)
    assert loaded.course.ignored == ()
    assert [one for one in check(loaded.course) if one.severity is not Severity.INFO] == []


def test_the_guide_has_each_rule_s_page() -> None:
    """In the order of the table, and nothing else under a rule's heading; ``page`` makes the text to paste."""
    guide = (ROOT / "docs/rules.md").read_text(encoding="utf-8")
    _, found, pages = guide.partition("\n## `")
    assert found.lstrip("\n") + pages == "\n".join(map(page, RULES.values()))


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_a_page_tells_all(rule: object) -> None:
    """What is seen, why it matters, both examples, the source."""
    text = RULES[rule.code].page  # type: ignore[attr-defined]
    assert [part for part in ("Seen:", "Why:", "Bad:", "Good:", "Source:") if f"\n{part}" not in text] == []


def test_ten_thousand_questions_cost_little(tmp_path: Path) -> None:
    """No more than some dozen times what YAML's bare events do, though every prompt is like the others."""
    file = question_file(10_000)
    opened = load(write_large(tmp_path / "large", [section_text("Large", 100)], [file])).course
    start = process_time()
    for _ in yaml.parse(file, Loader=yaml.CSafeLoader):
        pass
    events = process_time() - start
    start = process_time()
    check(opened)
    assert process_time() - start < 12 * events


def test_twins_do_not_cost_the_square(tmp_path: Path) -> None:
    """Thousands of the same question are each compared with a few."""
    one = "  - {id: q%d, prompt: In which year was the famous report out?, answer: '1910'}\n"
    text = "questions:\n" + "".join(one % at for at in range(3000))
    opened = load(course(tmp_path, text)).course
    assert sum(one.code == "near-duplicate" for one in check(opened)) == 2999


def test_players_against_chance(tmp_path: Path) -> None:
    """Where the key is always the longest, the longest pays; the first pays only where choices are not shuffled."""
    one = "  - {id: q%d, prompt: Who?, choices: [{text: A long key, correct: true}, Ann, Bob, Eve]}\n"
    text = "questions:\n" + "".join(one % at for at in range(12))
    (earned,) = play(load(course(tmp_path, text)).course)
    assert (earned.file, earned.questions, earned.chance) == ("questions/s.yaml", 12, 0.25)
    assert 0 < earned.low < 0.25 < earned.high < 1
    assert earned.players == (1, 0.25, 0.25)
    (tmp_path / "course.yaml").write_text("settings: {shuffle: false}\n")
    (fixed,) = play(load(tmp_path).course)
    assert fixed.players == (1, 1, 0.25)


def test_every_kind_can_be_played() -> None:
    """And what is typed is left out."""
    *files, whole = play(load(ROOT).course)
    assert whole.file == ""
    assert whole.questions == sum(one.questions for one in files)
    assert 0 < whole.low < whole.chance < whole.high < 1


@given(st.integers(0, 30), st.integers(0, 30), st.floats(0.05, 0.95))
def test_the_tail_of_equal_chances_is_the_binomial_one(hits: int, trials: int, chance: float) -> None:
    """Which is counted out here."""
    from math import comb

    exact = sum(comb(trials, k) * chance**k * (1 - chance) ** (trials - k) for k in range(hits, trials + 1))
    assert at_least(hits, [chance] * trials) == pytest.approx(exact, abs=1e-9)


def test_the_normal_tail_meets_the_exact_one() -> None:
    """On both sides of the change-over."""
    assert at_least(90, [0.25] * 301) == pytest.approx(at_least(90, [0.25] * 300), abs=0.01)


@pytest.mark.parametrize(
    ("observed", "tail"),
    [([16, 4], 0.00729), ([10, 10, 10], 1.0), ([5, 15, 10], 0.0821), ([4, 6, 14, 8], 0.0719)],
)
def test_chi_square(observed: list[float], tail: float) -> None:
    """Against values of published tables."""
    expected = [sum(observed) / len(observed)] * len(observed)
    assert chi_square(observed, expected) == pytest.approx(tail, abs=5e-4)
