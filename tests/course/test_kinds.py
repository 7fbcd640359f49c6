"""Gaps, pairs, items, model answers and sentences: the fields of these types, and what is told of each mistake."""

from __future__ import annotations

from textwrap import dedent, indent

import pytest

from studyapp.course.completing import WHOLE
from studyapp.course.files import Refusal
from studyapp.course.model import Cloze, Criterion, Locate, Match, Open, Order, Pair, Question, Settings
from studyapp.course.questions import QuestionReader
from studyapp.course.source import Source
from studyapp.diagnostics import Diagnostic, Severity, render

TEXT = "# Reports\n\nThe 1910 report was written by Abraham Flexner.\n"


def loaded(fields: str) -> tuple[tuple[Question, ...], list[Diagnostic]]:
    """The questions of a file of one question with those fields, and what is told of it."""
    source = Source(
        "questions/a.yaml", "questions:\n  - id: q\n    prompt: Which?\n" + indent(dedent(fields), "    ")
    )
    try:
        questions = QuestionReader().read(source, Source("content/a.md", TEXT), Settings())[0]
    except Refusal as refusal:
        return (), [*source.found, refusal.diagnostic]
    return questions, source.found


def question(fields: str) -> Question:
    """The one question of those fields, in which nothing may be wrong."""
    (found,), told = loaded(fields)
    assert told == []
    return found


def test_a_cloze_question() -> None:
    """Its text around the gaps, and what each gap accepts."""
    found = question("cloze: The {{1910}} report by {{ Flexner|Abraham Flexner }}.\n")
    assert found == Cloze(
        id="q",
        prompt="Which?",
        line=2,
        pieces=("The ", " report by ", "."),
        gaps=(("1910",), ("Flexner", "Abraham Flexner")),
    )
    assert found.tries == 2


@pytest.mark.parametrize(
    ("text", "pieces", "gaps"),
    [
        ("a {{b}}", ("a ", ""), (("b",),)),
        ("'{{b}} c'", ("", " c"), (("b",),)),
        ("'{{a}}{{b}}'", ("", "", ""), (("a",), ("b",))),
        ("a {b} {{c}} }", ("a {b} ", " }"), (("c",),)),
        (">\n  a {{b\n  c}} d", ("a ", " d"), (("b c",),)),
        ("|\n  a {{b}}\n  c\n", ("a ", "\nc"), (("b",),)),
        ("'a {{b: c}}'", ("a ", ""), (("b: c",),)),
        ("a {{*b* [x] $y$}}", ("a ", ""), (("*b* [x] $y$",),)),
    ],
)
def test_where_gaps_may_stand(text: str, pieces: tuple[str, ...], gaps: tuple[tuple[str, ...], ...]) -> None:
    """At either end, side by side, over a line's end; a single brace is text."""
    found = question(f"cloze: {text}\n")
    assert isinstance(found, Cloze)
    assert (found.pieces, found.gaps) == (pieces, gaps)


def test_a_bank_has_the_gaps_own_words() -> None:
    """Each once, though the author lists them too."""
    found = question("cloze: The {{1910}} of {{Flexner | Abraham}}\nbank: [Osler, '1910', Welch]\n")
    assert isinstance(found, Cloze)
    assert found.bank == ("1910", "Flexner", "Osler", "Welch")
    assert question("cloze: The {{1910}} report\nbank: [Osler]\n").bank == ("1910", "Osler")  # type: ignore[attr-defined]


def test_a_match_question() -> None:
    """Right sides may be the same, left ones may not; bare extras belong to none."""
    found = question("""\
        pairs:
          - {left: Flexner, right: America}
          - {left: Osler, right: Canada}
          - {left: Welch, right: America}
        extra: [Europe]
        """)
    assert found == Match(
        id="q",
        prompt="Which?",
        line=2,
        pairs=(Pair("Flexner", "America"), Pair("Osler", "Canada"), Pair("Welch", "America")),
        extra=("Europe",),
    )
    assert found.options == ("America", "Canada", "Europe")


def test_an_order_question() -> None:
    """In the order written, which is the right one."""
    found = question("items:\n  - first\n  - second\n  - third\n")
    assert found == Order(id="q", prompt="Which?", line=2, items=("first", "second", "third"))


def test_an_open_question() -> None:
    """A model answer, and criteria with or without points."""
    found = question("""\
        answer: He visited all schools.
        rubric:
          - {text: Visited, points: 2}
          - All of them
        """)
    assert found == Open(
        id="q",
        prompt="Which?",
        line=2,
        answer="He visited all schools.",
        rubric=(Criterion("Visited", 2.0), Criterion("All of them", 1.0)),
        tries=1,
    )


def test_an_open_question_without_a_rubric_has_one_criterion() -> None:
    """That it says what the model answer says."""
    found = question("type: open\nanswer: He visited all schools.\nhints: [Where?]\n")
    assert isinstance(found, Open)
    assert (found.rubric, found.tries) == ((Criterion(WHOLE),), 1)


@pytest.mark.parametrize("answer", ["5", "true", "9,81", "no"])
def test_a_model_answer_is_text(answer: str) -> None:
    """Whatever it looks like; YAML's traps are told as everywhere."""
    (found,), told = loaded(f"type: open\nanswer: {answer}\n")
    assert found.answer == answer  # type: ignore[attr-defined]
    assert [one.code for one in told] == (["quote-it"] if answer in ("true", "no") else [])


def test_a_locate_question() -> None:
    """Its evidence is its answer."""
    found = question("type: locate\nevidence: written by Abraham Flexner\n")
    assert found == Locate(id="q", prompt="Which?", line=2, evidence=("written by Abraham Flexner",))


@pytest.mark.parametrize(
    "fields",
    [
        "cloze: The {{1910}} report\n",
        "pairs: [{left: a, right: b}, {left: c, right: d}]\n",
        "items: [a, b]\n",
    ],
)
def test_parts_may_count_all_or_nothing(fields: str) -> None:
    """As in a multiple question."""
    assert question(fields + "scoring: all-or-nothing\n").all_or_nothing is True  # type: ignore[attr-defined]
    assert question(fields + "scoring: per-choice\n").all_or_nothing is False  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ("cloze: a {{b}}", "cloze"),
        ("pairs: [{left: a, right: b}, {left: c, right: d}]", "match"),
        ("items: [a, b]", "order"),
        ("answer: 5\nrubric: [a]", "open"),
        ("type: open\nanswer: 5", "open"),
        ("type: locate\nevidence: 1910 report", "locate"),
        ("answer: a\nevidence: 1910 report", "text"),
    ],
)
def test_the_fields_tell_the_type(fields: str, kind: str) -> None:
    """Where `type` is left out; an open answer needs a rubric or its type, evidence alone tells nothing."""
    assert question(fields).kind == kind


PAIRS = "pairs: [{left: a, right: b}, {left: c, right: d}]\n"


@pytest.mark.parametrize(
    ("fields", "code", "at", "help"),
    [
        ("cloze: The 1910 report", "bad-gap", (4, 12), "into two braces"),
        ("cloze: The {{1910 report", "bad-gap", (4, 12), "write each gap as {{answer}}"),
        ("cloze: The 1910}} report", "bad-gap", (4, 12), "write each gap as {{answer}}"),
        ("cloze: The {{1910 {{report}} x}}", "bad-gap", (4, 12), "write each gap as {{answer}}"),
        ("cloze: The {{}} report", "bad-gap", (4, 12), "write what belongs there"),
        ("cloze: The {{ | 1910}} report", "bad-gap", (4, 12), "write what belongs there"),
        ("cloze: The {{1910 |}} report", "bad-gap", (4, 12), "write what belongs there"),
        ("cloze: The {{1910||x}} report", "bad-gap", (4, 12), "write what belongs there"),
        ("cloze: {{1910}} was the year", "bad-key", (4, 13), "quote text that begins with [ or {"),
        ("cloze: {{1910}}", "bad-key", (4, 13), "quote text that begins with [ or {"),
        ("cloze: [a, b]", "wrong-type", (4, 12), "write one text"),
        ("cloze:", "empty-text", (4, 11), "write its text"),
        ("type: cloze", "missing-field", (4, 11), "add `cloze: ...`"),
        ("gaps: The {{1910}} report", "unknown-field", (4, 5), "did you mean `cloze`?"),
        ("cloze: a {{b}}\nbank: [c, c]", "duplicate-item", (5, 15), "change or delete"),
        ("cloze: a {{b}}\nbank: c", "wrong-type", (5, 11), "after a dash"),
        ("cloze: a {{b}}\nbank: [[c]]", "wrong-type", (5, 12), "write one text"),
        ("cloze: a {{b}}\nanswer: b", "unknown-field", (5, 5), "truefalse, text, number, open"),
        ("cloze: a {{b}}\nextra: [c]", "unknown-field", (5, 5), "a field of match questions"),
        ("pairs: [{left: a, right: b}]", "too-few-items", (4, 12), "add another one"),
        ("pairs: []", "too-few-items", (4, 12), "add another one"),
        ("pairs: [{left: a, right: b}, {left: a, right: c}]", "duplicate-item", (4, 34), "change or delete"),
        ("pairs: [{left: a}, {left: c, right: d}]", "missing-field", (4, 13), "add a line `right: ...`"),
        (
            "pairs: [{left: a, rigth: b}, {left: c, right: d}]",
            "unknown-field",
            (4, 23),
            "did you mean `right`?",
        ),
        ("pairs: {a: b, c: d}", "wrong-type", (4, 12), "after a dash"),
        ("pairs: [{left: , right: b}, {left: c, right: d}]", "empty-text", (4, 20), "write it"),
        (PAIRS + "extra: [e, e]", "duplicate-item", (5, 16), "change or delete"),
        (PAIRS + "extra: e", "wrong-type", (5, 12), "after a dash"),
        (PAIRS + "items: [e, f]", "unknown-field", (4, 5), "a field of match questions"),
        (
            "match: [{left: a, right: b}, {left: c, right: d}]",
            "unknown-field",
            (4, 5),
            "did you mean `pairs`?",
        ),
        ("items: [a]", "too-few-items", (4, 12), "add another one"),
        ("items: [a, b, a]", "duplicate-item", (4, 19), "change or delete"),
        ("items: a, b", "wrong-type", (4, 12), "after a dash"),
        ("items: [a, '']", "empty-text", (4, 16), "write"),
        ("order: [a, b]", "unknown-field", (4, 5), "did you mean `items`?"),
        ("items: [a, " + "b" * 1_001 + "]", "too-long", (4, 16), "shorten it"),
        ("answer: a\nrubric: []\ntries: 3", "unknown-field", (6, 5), "its fields are"),
        ("answer: [a, b]\nrubric: [c]", "wrong-type", (4, 17), "belongs in `rubric`"),
        ("answer: a\nrubric: [c, {text: c, points: 2}]", "duplicate-item", (5, 17), "change or delete"),
        ("answer: a\nrubric: [{points: 2}]", "missing-field", (5, 14), "add a line `text: ...`"),
        ("answer: a\nrubric: [{text: b, points: 0}]", "out-of-range", (5, 32), "write 1 or more"),
        ("answer: a\nrubric: [{text: b, score: 2}]", "unknown-field", (5, 24), "did you mean `points`?"),
        ("answer: a\nrubric:\n  - Note: it slows", "wrong-type", (6, 9), "the whole text in quotes"),
        ("answer: a\nrubric: b", "wrong-type", (5, 13), "after a dash"),
        ("answer: a\ncriteria: [b]", "unknown-field", (5, 5), "did you mean `rubric`?"),
        ("rubric: [b]", "missing-field", (2, 5), "add `answer: ...`"),
        ("type: locate", "missing-field", (4, 11), "add `evidence: ...`"),
        ("type: locate\nevidence: by William Osler", "evidence-not-found", (5, 15), ""),
        ("type: locate\nevidence: []", "empty-text", (5, 5), "write"),
        ("type: locate\nevidence: 1910 report\nanswer: a", "unknown-field", (6, 5), "change the type"),
        ("evidence: 1910 report", "type-unclear", (2, 5), "add `choices` or `answer`"),
        ("type: lokate\nevidence: 1910 report", "unknown-type", (4, 11), "did you mean `locate`?"),
        ("answer: a\nbank: [b]", "unknown-field", (5, 5), "a field of cloze questions"),
    ],
)
def test_a_mistake_is_told_once(fields: str, code: str, at: tuple[int, int], help: str) -> None:
    """At its place, with what to do."""
    (found,) = loaded(fields)[1]
    assert (found.code, found.severity) == (code, Severity.ERROR)
    assert (found.span.line, found.span.column) == at
    assert help in found.help


@pytest.mark.parametrize(
    "fields",
    [
        "items: [no, yes please]",
        PAIRS + "extra: [no]",
        "cloze: a {{b}}\nbank: [no]",
        "answer: a\nrubric: [no]",
    ],
)
def test_yaml_s_traps_are_told_in_items_too(fields: str) -> None:
    """And the word is as typed."""
    (warning,) = loaded(fields)[1]
    assert (warning.code, warning.severity) == ("quote-it", Severity.WARNING)


def test_two_items_that_are_the_same() -> None:
    """The first is pointed at."""
    assert (
        render(loaded("items:\n  - brook\n  - river\n  - brook\n")[1])
        == """\
error[duplicate-item]: two of `items` are the same: brook
 --> questions/a.yaml:7:9
  |
7 |       - brook
  |         ^^^^^
  = first written here: questions/a.yaml:5:9
  = help: change or delete one of them"""
    )
