"""Question files: every type and field, and what is told of each mistake."""

from __future__ import annotations

from fractions import Fraction
from textwrap import dedent, indent

import pytest

from studyapp.course.files import Refusal
from studyapp.course.model import (
    Choice,
    Mistake,
    Multiple,
    NumberAnswer,
    Question,
    Settings,
    Single,
    TextAnswer,
    TrueFalse,
)
from studyapp.course.questions import QuestionReader
from studyapp.course.source import Source
from studyapp.diagnostics import Diagnostic, Severity, render

TEXT = """\
# Water

Pure water boils at *100* degrees Celsius at sea level.
On a mountain it boils “sooner”.
"""


def loaded(text: str) -> tuple[tuple[Question, ...], list[Diagnostic]]:
    """The questions of a file's text and what is told of it."""
    source = Source("questions/a.yaml", text)
    try:
        questions = QuestionReader().read(source, Source("content/a.md", TEXT), Settings())[0]
    except Refusal as refusal:
        return (), [*source.found, refusal.diagnostic]
    return questions, source.found


def question(fields: str) -> Question:
    """The one question of those fields, in which nothing may be wrong."""
    (found,), told = loaded("questions:\n  - id: q\n    prompt: Which?\n" + indent(dedent(fields), "    "))
    assert told == []
    return found


def told(fields: str) -> list[Diagnostic]:
    """What is told of a question of those fields."""
    return loaded(START + indent(dedent(fields), "    "))[1]


START = "questions:\n  - id: q\n    prompt: Which?\n"
CHOICES = "choices: [{text: a, correct: true}, b]\n"


def test_a_single_question() -> None:
    """All that a choice may say; a bare text is a wrong choice."""
    found = question("""\
        choices:
          - {text: A, correct: true, feedback: Yes., pin: last}
          - {id: bee, text: B, score: 1/2, unpicked: Well done.}
          - C
        """)
    assert found == Single(
        id="q",
        prompt="Which?",
        line=2,
        choices=(
            Choice("A", "A", correct=True, feedback="Yes.", score=1.0, pin_last=True),
            Choice("bee", "B", score=0.5, unpicked="Well done."),
            Choice("C", "C"),
        ),
    )


def test_several_correct_choices_make_it_multiple() -> None:
    """As does `scoring`; each choice counts unless the author says otherwise."""
    both = "choices: [{text: a, correct: true}, {text: b, correct: true}]\n"
    found = question(both)
    assert isinstance(found, Multiple)
    assert (found.all_or_nothing, found.correct_keys) == (False, {"a", "b"})
    assert question(both + "scoring: all-or-nothing\n").all_or_nothing is True  # type: ignore[attr-defined]
    assert isinstance(question(CHOICES + "type: multiple\n"), Multiple)


def test_a_true_or_false_question() -> None:
    """One try, as there is only one other answer."""
    found = question("answer: false\nfeedback: {true: No., false: Right.}\n")
    assert found == TrueFalse(
        id="q", prompt="Which?", line=2, answer=False, feedback_true="No.", feedback_false="Right.", tries=1
    )


def test_a_text_question() -> None:
    """The accepted answers, and the mistakes that were foreseen."""
    found = question("""\
        answer: [Flexner, Abraham Flexner]
        exact: true
        typos: false
        mistakes: [{match: Osler, feedback: He came before., score: 0.25}]
        """)
    assert found == TextAnswer(
        id="q",
        prompt="Which?",
        line=2,
        answers=("Flexner", "Abraham Flexner"),
        exact=True,
        typos=False,
        mistakes=(Mistake("Osler", "He came before.", 0.25),),
    )


@pytest.mark.parametrize(
    ("fields", "low", "high", "shown"),
    [
        ("answer: 1910", 1910, 1910, "1910"),
        ("answer: -2.50\ntolerance: 0.5", -3, -2, "-2.50"),
        ("answer: 1e3\ntolerance: 2%", 980, 1020, "1e3"),
        ("answer: -200\ntolerance: 2 %", -204, -196, "-200"),
        ("answer: 1/3", Fraction(1, 3), Fraction(1, 3), "1/3"),
        ("range: [1, 2.5]", 1, Fraction(5, 2), "1 to 2.5"),
        ("answer: 2\nrange: [1, 2.5]", 1, Fraction(5, 2), "2"),
        ("type: number\nanswer: '7'", 7, 7, "7"),
    ],
)
def test_number_questions_accept_a_range(fields: str, low: Fraction, high: Fraction, shown: str) -> None:
    """Exactly, whether it is given as a tolerance, a percentage or two bounds."""
    found = question(fields)
    assert isinstance(found, NumberAnswer)
    assert (found.low, found.high, found.answer, found.units) == (low, high, shown, ())


def test_units() -> None:
    """One spelling or several."""
    assert question("answer: 9.8\nunit: m/s\n").units == ("m/s",)  # type: ignore[attr-defined]
    assert question("answer: 9.8\nunit: [m/s, metres per second]\n").units == ("m/s", "metres per second")  # type: ignore[attr-defined]


def test_the_fields_that_all_types_have() -> None:
    """Each arrives as its model's type."""
    found = question(
        CHOICES
        + """\
points: 2.5
explanation: >
  Because it
  is so.
evidence: ["boils at 100 degrees", 'boils "sooner"']
hints: [one, two]
penalty: 1/4
tags: physics
objective: Knows water.
level: apply
pool: first
replaces: [old-one, older]
shuffle: false
"""
    )
    assert (found.points, found.explanation, found.hints, found.tries) == (
        2.5,
        "Because it is so.",
        ("one", "two"),
        4,
    )
    assert found.evidence == ("boils at 100 degrees", 'boils "sooner"')
    assert (found.penalty, found.tags, found.objective, found.level) == (
        0.25,
        ("physics",),
        "Knows water.",
        "apply",
    )
    assert (found.pool, found.replaces, found.shuffle) == ("first", ("old-one", "older"), False)


def test_defaults() -> None:
    """Two tries without hints, a third off for each, one point."""
    found = question(CHOICES)
    assert (found.tries, found.penalty, found.points, found.shuffle) == (2, 1 / 3, 1.0, True)


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ("answer: true", "truefalse"),
        ("answer: False", "truefalse"),
        ("answer: 'true'", "text"),
        ("answer: 12", "number"),
        ("answer: '12'", "text"),
        ("answer: [12, twelve]", "text"),
        ("answer: nan", "text"),
        ("range: [1, 2]", "number"),
        (CHOICES, "single"),
    ],
)
def test_the_fields_tell_the_type(fields: str, kind: str) -> None:
    """Where `type` is left out; a quoted answer is text."""
    (found,), _ = loaded("questions:\n  - id: q\n    prompt: Which?\n" + indent(fields, "    "))
    assert found.kind == kind


@pytest.mark.parametrize(
    ("typed", "reading"),
    [
        ("no", "the truth value false"),
        ("No", "the truth value false"),
        ("on", "the truth value true"),
        ("y", "the truth value true"),
        ("~", "nothing (null)"),
        ("null", "nothing (null)"),
        ("1.10", "the number 1.1"),
        ("012", "the number 10 (octal)"),
        ("1:30", "the number 90 (base 60)"),
        ("12:30", "the number 750 (base 60)"),
        ("1e3", "the number 1000.0"),
        ("0x1F", "the number 31"),
        ("1_000", "the number 1000"),
        ("+5", "the number 5"),
        (".5", "the number 0.5"),
        ("2026-11-22", "a date"),
        ("2026-11-22 10:00:00", "a date"),
        (".inf", "an infinite number"),
        (".nan", "not a number"),
        ("0" + "7" * 5_000, ""),
    ],
)
def test_yaml_s_traps_are_told_and_the_text_is_as_typed(typed: str, reading: str) -> None:
    """A plain text that YAML reads as something else gets a warning; in quotes it gets none."""
    (found,), told = loaded(f"questions:\n  - id: q\n    prompt: {typed}\n    {CHOICES}")
    assert found.prompt == typed
    assert [(one.code, one.severity) for one in told] == [("quote-it", Severity.WARNING)]
    assert told[0].message == f"YAML reads this as {reading}" or not reading
    assert loaded(f"questions:\n  - id: q\n    prompt: '{typed}'\n    {CHOICES}")[1] == []


@pytest.mark.parametrize(
    "typed", ["5", "-3", "0", "1910", "2.5", "100 mg", "3 to 4", "9" * 5_000, "nope", "Yes and no", "1.2.3"]
)
def test_what_yaml_writes_back_as_typed_is_no_trap(typed: str) -> None:
    """Numbers in their plain form, and words that only begin like a trap."""
    assert loaded(f"questions:\n  - id: q\n    prompt: {typed}\n    {CHOICES}")[1] == []


@pytest.mark.parametrize(
    ("text", "message", "help"),
    [
        ("- prompt: x\n  answer: y\n", "this list has no name", "write `questions:` on a line of its own"),
        (
            "questions:\n  - prompt:x\n    answer:y\n",
            "must be made of fields",
            "behind the colon of `prompt:`",
        ),
        ("questions:\n  - Nile: x or y\n", "question has no field", "its fields are"),
        ("questions:\n  - Nile\n", "question must be made of fields", "write each field as"),
    ],
)
def test_what_is_no_question_is_told_how_to_be_one(text: str, message: str, help: str) -> None:
    """With the slip of a beginner named, where there is one."""
    first = loaded(text)[1][0]
    assert message in first.message
    assert help in first.help


def test_a_question_that_is_cut_off_is_not_judged() -> None:
    """Where YAML breaks within it: the break alone is told, and what is wrong with the questions before."""
    text = "questions:\n  - {id: q, prompt: z}\n  - prompt: x\n    choices:\n    - a\n     - text: b\n"
    assert [one.code for one in loaded(text)[1]] == ["type-unclear", "yaml-syntax"]


@pytest.mark.parametrize("field", ["answer", "tolerance", "points"])
@pytest.mark.parametrize(
    "typed", [".nan", ".inf", "nan", "1e999999999", "9" * 5_000, "1/0", "10**10", "١٢", "1,5", "0x10", ""]
)
def test_only_plain_finite_numbers_are_numbers(field: str, typed: str) -> None:
    """Nothing is evaluated, and nothing huge is built."""
    base = "type: number\n" + ("" if field == "answer" else "answer: 1\n")
    (found,) = told(f"{base}{field}: {typed}\n")
    assert (found.code, found.severity) == ("bad-number", Severity.ERROR)


@pytest.mark.parametrize(
    ("fields", "code", "help"),
    [
        (CHOICES + "explanaton: x", "unknown-field", "did you mean `explanation`?"),
        (CHOICES + "tolerance: 5", "unknown-field", "a field of number questions"),
        (CHOICES + "answer: a", "unknown-field", "write `correct: true` below the text"),
        (CHOICES + "type: singel", "unknown-type", "did you mean `single`?"),
        (CHOICES + "type: [single]", "wrong-type", "write one text"),
        (CHOICES + "level: remeber", "unknown-name", "did you mean `remember`?"),
        (CHOICES + "points: 0", "out-of-range", "write 1 or more"),
        (CHOICES + "tries: 1.5", "out-of-range", "write 1, 2, 3"),
        (CHOICES + "penalty: 2", "out-of-range", "0.8"),
        (CHOICES + "shuffle: yes", "wrong-type", "write true or false"),
        (CHOICES + "hints: {a: b}", "wrong-type", "write one text"),
        (CHOICES + "explanation:", "empty-text", "delete the field"),
        (
            CHOICES + "evidence: boils at 90 degrees Celsius",
            "evidence-not-found",
            "nearest is line 3 of content/a.md",
        ),
        (CHOICES + "evidence: quick brown foxes jump", "evidence-not-found", "copy the words"),
        (CHOICES + "prompt: Twice?", "duplicate-key", "keep one"),
        (CHOICES + "pool: The First", "bad-id", "write `the-first`"),
        ("choices: [a, b]", "no-correct-choice", "write the right one as `- text: ...`"),
        ("choices: [text: a, b]", "no-correct-choice", "add `correct: true`"),
        ("choices: [{text: a, correct: true, explanation: x}, b]", "unknown-field", "line up with `choices`"),
        ("choices: [{text: a, correct: true}]", "too-few-choices", "add another"),
        ("choices: a", "wrong-type", "after a dash"),
        ("choices: [{text: a, correct: true}, a]", "duplicate-choice", "change or delete"),
        ("choices: [{id: b, text: a, correct: true}, b]", "duplicate-choice", "change or delete"),
        ("choices: [{correct: true}, b]", "missing-field", "add a line `text: ...`"),
        (
            "choices: [{text: a, corect: true}, {text: b, correct: true}]",
            "unknown-field",
            "did you mean `correct`?",
        ),
        ("choices: [{text: a, correct: true, score: 0.5}, b]", "bad-score", "delete its `score`"),
        ("choices: [{text: a, correct: true}, {text: b, score: 2}]", "out-of-range", "write 0.8 or 80%"),
        ("choices: [{text: a, correct: true}, {text: b, pin: first}]", "unknown-name", "write one of last"),
        (
            "type: single\nchoices: [{text: a, correct: true}, {text: b, correct: true}]",
            "several-correct",
            "type: multiple",
        ),
        (
            "scoring: per-choice\nchoices: [{text: a, correct: true}, {text: b, score: 0.5}]",
            "bad-score",
            "delete it",
        ),
        ("scoring: per-choices\n" + CHOICES, "unknown-name", "did you mean `per-choice`?"),
        ("explanation: x", "type-unclear", "add `choices` or `answer`"),
        ("type: single", "missing-field", "add `choices: ...`"),
        ("type: truefalse\nanswer: maybe", "wrong-type", "write true or false"),
        ("answer: true\nfeedback: {yes: no}", "unknown-field", "its fields are false, true"),
        ("answer: []", "empty-text", "write one or more"),
        ("answer: [[a]]", "wrong-type", "write one text"),
        ("answer: a\nmistakes: b", "wrong-type", "after a dash"),
        ("answer: a\nmistakes: [{feedback: b}]", "missing-field", "add a line `match: ...`"),
        ("answer: 5\ntolerance: five", "bad-number", "write it like 0.5 or 2%"),
        ("answer: 5\ntolerance: -1", "out-of-range", "delete the minus"),
        ("answer: 5\nunit: kg\nrange: [1, 9]\ntolerance: 1", "tolerance-and-range", "keep one"),
        ("range: [9, 1]", "out-of-range", "[lowest, highest]"),
        ("range: [1]", "wrong-type", "[lowest, highest]"),
        ("range: [1, 2]\nanswer: 5", "out-of-range", "mend one"),
        ("answer: five\nunit: kg", "bad-number", "write digits"),
        ("type: number\nunit: kg", "missing-field", "add `answer: ...`"),
    ],
)
def test_mistakes(fields: str, code: str, help: str) -> None:
    """Each gives one error, with what to do."""
    (found,) = told(fields)
    assert (found.code, found.severity) == (code, Severity.ERROR)
    assert help in found.help


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("", ["no-questions"]),
        ("# later\n", ["no-questions"]),
        ("questions: []\n", ["no-questions"]),
        ("settings: {book: closed}\n", ["no-questions"]),
        ("questions:\n", ["wrong-type"]),
        ("questions: {id: q}\n", ["wrong-type"]),
        ("questions: [q]\n", ["wrong-type"]),
        ("question: []\n", ["unknown-field"]),
        ("- id: q\n", ["wrong-type"]),
        ("just text\n", ["wrong-type"]),
        ("questions: []\nsettings: {certainty: maybe}\n", ["unknown-name"]),
    ],
)
def test_what_is_no_list_of_questions(text: str, codes: list[str]) -> None:
    """The file's own shape."""
    assert [found.code for found in loaded(text)[1]] == codes


def test_an_id_is_proposed_where_it_is_missing() -> None:
    """Made of the prompt's first words, and free."""
    text = "".join(
        f"  - prompt: {prompt}\n    answer: true\n" for prompt in ("Does Café sell tea?", "汉字", "汉字")
    )
    told = loaded("questions:\n  - {id: question, prompt: x, answer: true}\n" + text)[1]
    assert [found.code for found in told] == ["missing-id"] * 3
    assert all("studyapp check --fix" in one.help for one in told)
    assert "`id: cafe-sell-tea`" in told[0].help
    assert "`id: question-2`" in told[1].help


@pytest.mark.parametrize("id", ["Q1", "two words", "a--b", "-a", "a_b", "é", "q\u00a0"])
def test_ids_are_plain(id: str) -> None:
    """Lower-case words of a to z and digits, single dashes between."""
    told = loaded(f"questions:\n  - id: {id}\n    prompt: x\n    answer: true\n")[1]
    assert [found.code for found in told] == ["bad-id"]


@pytest.mark.parametrize(("field", "limit"), [("prompt", 10_000), ("choice", 1_000)])
def test_texts_have_limits(field: str, limit: int) -> None:
    """To the character."""
    for length, codes in ((limit, []), (limit + 1, ["too-long"])):
        prompt, choice = ("x" * length, "b") if field == "prompt" else ("x", "b" * length)
        text = f"questions:\n  - id: q\n    prompt: {prompt}\n    choices: [{{text: a, correct: true}}, {choice}]\n"
        assert [found.code for found in loaded(text)[1]] == codes


@pytest.mark.parametrize(
    "escape", [r"\e]52;c;aGk=\a", r"\x9b31m", r"\u202e", r"\0", r"\u2066", r"\U000E0041"]
)
def test_escapes_can_t_bring_in_what_a_file_may_not_hold(escape: str) -> None:
    """YAML refuses a raw control character, and would take it as an escape."""
    (found,) = told(f'choices: ["{escape}", {{text: a, correct: true}}]\n')
    assert (found.code, found.span.line) == ("control-character", 4)
    (found,) = told(f'answer: ["a{escape}"]\n')
    assert found.code == "control-character"


def test_escapes_for_other_characters_are_fine() -> None:
    """Tabs, line ends, letters and emoji."""
    assert question(r'answer: "a\tb\n\u00e9 \U0001F469\u200D\U0001F680"').answers == ("a\tb\né 👩‍🚀",)  # type: ignore[attr-defined]


@pytest.mark.parametrize("escape", [r"\ud800", r"\udfff\ud800"])
def test_half_a_surrogate_pair_is_no_character(escape: str) -> None:
    """YAML itself refuses it."""
    (found,) = told(f'answer: "{escape}"\n')
    assert found.code == "yaml-syntax"


@pytest.mark.parametrize(
    "answer", ["(a+)+$", "[@click=app.quit]x[/]", "list[int]", "a\u00a0b\u200b", "e" + "\u0301" * 9_000]
)
def test_answers_are_taken_literally(answer: str) -> None:
    """A pattern, markup, odd spaces, a pile of combining marks: texts like any other."""
    assert question(f"answer: '{answer}'\n").answers == (answer,)  # type: ignore[attr-defined]


def test_an_answer_of_no_is_the_word_with_a_warning() -> None:
    """Only true and false are truth values; the question is about a word unless its type says otherwise."""
    (found,), (warning,) = loaded("questions:\n  - id: q\n    prompt: Which?\n    answer: No\n")
    assert (found.kind, found.answers, warning.code) == ("text", ("No",), "taken-as-text")  # type: ignore[attr-defined]
    assert [one.code for one in told("type: truefalse\nanswer: No\n")] == ["wrong-type"]


def test_a_flood_of_mistakes_ends() -> None:
    """After a hundred the rest of the file is not read."""
    told = loaded("questions:\n" + "  - {id: A, prompt: x, answer: true}\n" * 5_000)[1]
    assert len(told) == 101
    assert told[-1].code == "too-many-problems"


TEN_MISTAKES = {
    "a colon in a text": (
        "questions:\n  - id: q\n    prompt: Complete: water boils at\n    answer: 100\n",
        """\
error[yaml-syntax]: a second colon followed by a space stands in this text, or the line is indented too far
 --> questions/a.yaml:3:21
  |
3 |     prompt: Complete: water boils at
  |                     ^
  = help: put the whole text in quotes if the colon belongs to it; otherwise line the field up with its neighbours""",
    ),
    "a tab": (
        "questions:\n  - id: q\n\tprompt: x\n",
        """\
error[tab-indent]: a tab stands where spaces are needed
 --> questions/a.yaml:3:1
  |
3 |     prompt: x
  | ^^^^
  = help: indent with spaces; YAML allows no tabs""",
    ),
    "a misspelt field": (
        "questions:\n  - id: q\n    prompt: x\n    choises: [a, b]\n    answer: b\n",
        """\
error[unknown-field]: question has no field `choises`
 --> questions/a.yaml:4:5
  |
4 |     choises: [a, b]
  |     ^^^^^^^
  = help: did you mean `choices`?""",
    ),
    "no id": (
        "questions:\n  - prompt: Does water boil?\n    answer: true\n",
        """\
error[missing-id]: question has no `id`
 --> questions/a.yaml:2:5
  |
2 |   - prompt: Does water boil?
  |     ^^^^^^^^^^^^^^^^^^^^^^^^
  = help: let `studyapp check --fix` write one, or add `id: water-boil`: progress is kept under it""",
    ),
    "an id used twice": (
        "questions:\n  - {id: q, prompt: x, answer: true}\n  - {id: q, prompt: z, answer: true}\n",
        """\
error[duplicate-id]: the id `q` is used twice
 --> questions/a.yaml:3:6
  |
3 |   - {id: q, prompt: z, answer: true}
  |      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  = first used here: questions/a.yaml:2:6
  = help: give one of the two another id, such as `q-2`; ids are unique in the course""",
    ),
    "no right choice": (
        "questions:\n  - id: q\n    prompt: x\n    choices:\n      - a\n      - b\n",
        """\
error[no-correct-choice]: no choice is correct
 --> questions/a.yaml:4:5
  |
4 |     choices:
  |     ^^^^^^^^
  = help: write the right one as `- text: ...`, and on the next line, below `text`, `correct: true`""",
    ),
    "no, the word": (
        "questions:\n  - id: q\n    prompt: x\n    choices: [{text: yes please, correct: true}, no]\n",
        """\
warning[quote-it]: YAML reads this as the truth value false
 --> questions/a.yaml:4:50
  |
4 |     choices: [{text: yes please, correct: true}, no]
  |                                                  ^^
  = help: quote it: "no"; it is taken as typed""",
    ),
    "evidence that was edited away": (
        "questions:\n  - id: q\n    prompt: x\n    answer: 100\n    evidence: water boils at 100 degrees Fahrenheit\n",
        """\
error[evidence-not-found]: this quotation is not in the section's text: water boils at 100 degrees Fahrenheit
 --> questions/a.yaml:5:15
  |
5 |     evidence: water boils at 100 degrees Fahrenheit
  |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  = help: nearest is line 3 of content/a.md: water boils at *100* degrees Celsius at""",
    ),
    "an apostrophe": (
        "questions:\n  - id: q\n    prompt: 'Who's there?'\n    answer: true\n",
        """\
error[yaml-syntax]: the quotation mark before this ends the text
 --> questions/a.yaml:3:18
  |
3 |     prompt: 'Who's there?'
  |                  ^
  = help: write '' for an apostrophe, or use double quotes""",
    ),
    "bold at the start": (
        "questions:\n  - id: q\n    prompt: **Which** one?\n    answer: true\n",
        """\
error[yaml-syntax]: YAML reads * or & at the start as a reference
 --> questions/a.yaml:3:13
  |
3 |     prompt: **Which** one?
  |             ^
  = help: put the whole text in quotes""",
    ),
}


@pytest.mark.parametrize("name", TEN_MISTAKES)
def test_ten_typical_mistakes(name: str) -> None:
    """As an instructor sees them."""
    text, expected = TEN_MISTAKES[name]
    assert render(loaded(text)[1]) == expected


@pytest.mark.parametrize("prompt", ["What is C #?", "Which C # sharp"])
def test_a_comment_that_cuts_a_text_is_told(prompt: str) -> None:
    """One space and # look like text; two spaces, quotes and a block are plain."""
    (found,) = loaded(f"questions:\n  - id: q\n    prompt: {prompt}\n    {CHOICES}")[1]
    assert (found.code, found.severity, found.span.column) == (
        "comment-cuts",
        Severity.WARNING,
        found.span.column,
    )
    for fine in ("What?  # later", "'What is C #?'", ">\n      What is C #?", "C#"):
        assert loaded(f"questions:\n  - id: q # first\n    prompt: {fine}\n    {CHOICES}")[1] == []


def test_a_text_that_is_all_comment_is_not_to_be_deleted() -> None:
    """The author wrote a text."""
    (found,) = loaded(f"questions:\n  - id: q\n    prompt: # of moons\n    {CHOICES}")[1]
    assert (found.code, found.help) == ("empty-text", "the text ends at #: put it in quotes")
    (found,) = loaded(f"questions:\n  - id: q\n    prompt:\n    {CHOICES}")[1]
    assert found.help == "write it"


@pytest.mark.parametrize(
    ("fields", "help"),
    [
        ("answer: 9,81", "write 9.81; if it is a text, write `type: text`"),
        ("answer: 1,000,000", "write 1000000;"),
        ("answer: 100 kg", "write 100, and `unit: kg`"),
        ("answer: 20%", "write 20, and `unit: %`"),
        ("answer: " + "9" * 60, "at most 50 characters"),
        ("answer: 1e999999999", "an exponent up to 300"),
        ("answer: 'true'", "write `true` without quotes; if it is a text, write `type: text`"),
        ("answer: no", "write `false`"),
        ("answer: [1789, 1790]", "write one number, or a `range`"),
    ],
)
def test_an_answer_that_becomes_text_is_told(fields: str, help: str) -> None:
    """Once, with both ways out; where the author says text, nothing."""
    (found,) = told(fields)
    assert (found.code, found.severity) == ("taken-as-text", Severity.WARNING)
    assert help in found.help
    assert "taken-as-text" not in [one.code for one in told(fields + "\ntype: text")]
    assert "taken-as-text" not in [one.code for one in told(fields + "\nexact: true")]


@pytest.mark.parametrize(
    "answer", ["'12'", "'9,81'", "[12, twelve]", "100 years of war", "H2O", "1984-85", "yes please"]
)
def test_an_answer_that_is_plainly_text_is_not(answer: str) -> None:
    """Quotes, words, codes."""
    assert told(f"answer: {answer}") == []


@pytest.mark.parametrize(
    ("fields", "code", "help"),
    [
        ("answer: [true, false]\ntype: truefalse", "wrong-type", "write true or false"),
        ("answer: [1, 2]\nunit: kg", "wrong-type", "for several numbers write `range"),
        ("answer: 100 kg\nunit: kg", "bad-number", "leave the unit to `unit`"),
        ("range: 5", "wrong-type", "[lowest, highest]"),
        (
            "choices:\n  - Note: this is wrong\n  - {text: a, correct: true}",
            "wrong-type",
            "the whole text in quotes",
        ),
        (
            "pairs:\n  - salt: taste  # the first\n  - {left: a, right: b}",
            "wrong-type",
            "write `- left: salt`, and on the next line, below `left`, `right: taste`",
        ),
        ("pairs: [{light: dark}, {left: a, right: b}]", "wrong-type", "`- left: light`"),
        ("pairs:\n  - {lft: a, right: b}\n  - {left: c, right: d}", "unknown-field", "did you mean `left`?"),
        (
            "answer: Salt.\nrubric:\n  - It names salt: 2.5",
            "wrong-type",
            "write `- text: It names salt`, and on the next line, below `text`, `points: 2.5`",
        ),
        ("answer: Salt.\nrubric:\n  - It says: salt", "wrong-type", "put the whole text in quotes"),
        (
            "answer: a\nmistakes:\n  - craters: Too round.",
            "wrong-type",
            "below `match`, `feedback: Too round.`",
        ),
        ("answer: a\nmistakes:\n  - mtach: craters", "unknown-field", "did you mean `match`?"),
        (CHOICES + "hints:\n  - Note: look\n", "wrong-type", "a colon and a space make this a field"),
        ("options: [{text: a, correct: true}, b]", "unknown-field", "did you mean `choices`?"),
        ("answers: [a]", "unknown-field", "did you mean `answer`?"),
        ("answr: 5", "unknown-field", "did you mean `answer`?"),
        (CHOICES + "correct: true", "unknown-field", "belongs to a choice"),
        (CHOICES + "feedback: x", "unknown-field", "belongs to a choice"),
        (CHOICES + "text: x", "unknown-field", "this belongs to a choice: indent it"),
        ("answer: true\nfeedback: x", "wrong-type", "write each field as"),
        (CHOICES + "feedback: {true: x}", "unknown-field", "belongs to a choice"),
        ("choices: [{text: a, right: true}, b]", "unknown-field", "did you mean `correct`?"),
        ("choices: [{text: a, correct: yes}, b]", "wrong-type", "write true or false"),
        ("choices: [{txt: a, correct: true}, b]", "unknown-field", "did you mean `text`?"),
        (
            "choices: [{text: a, correct: true}, {text: b, score: 1}]",
            "bad-score",
            "write `correct: true` instead",
        ),
        (CHOICES + "pro\u200bmpt: x", "odd-space", "with plain letters"),
        ("cho\u200bices: [a, b]", "odd-space", "with plain letters"),
        (CHOICES + "replaces: q", "replaced-id", "delete it from `replaces`"),
        ("text: [Nile] where\nanswer: a", "yaml-syntax", "put the whole text in quotes"),
        ("explanation: {a} sea\nanswer: a", "yaml-syntax", "put the whole text in quotes"),
    ],
)
def test_a_mistake_is_told_once(fields: str, code: str, help: str) -> None:
    """What follows from it is not."""
    (found,) = told(fields)
    assert (found.code, found.severity) == (code, Severity.ERROR)
    assert help in found.help


def test_a_misspelt_id_or_question_is_told_once() -> None:
    """Neither is told to be missing as well."""
    found = loaded(f"questions:\n  - Id: q\n    question: What?\n    {CHOICES}")[1]
    assert [one.help for one in found] == ["did you mean `id`?", "did you mean `prompt`?"]


def test_odd_spaces_as_indentation_are_named() -> None:
    """One error, with the character's name."""
    for char, name in (("\u00a0", "U+00A0 (no-break space)"), ("\u200b", "U+200B (zero width space)")):
        (found,) = loaded(f"questions:\n  - id: q\n   {char}prompt: x\n    answer: true\n")[1]
        assert (found.code, found.span.line) == ("odd-space", 3)
        assert found.message == f"{name} stands where spaces are needed"
    assert question(CHOICES + "explanation: |\n  \u00a0indented\n").explanation == "\u00a0indented"


def test_shares_may_be_percentages() -> None:
    """80% is 0.8."""
    found = question("penalty: 33%\nchoices: [{text: a, correct: true}, {text: b, score: 50 %}]\n")
    assert (found.penalty, found.choices[1].score) == (0.33, 0.5)  # type: ignore[attr-defined]
    assert [one.code for one in told(CHOICES + "penalty: 101%")] == ["out-of-range"]


def test_faults_stand_at_their_items() -> None:
    """A quotation and a choice, each in its own line."""
    (found,) = told(CHOICES + "evidence:\n  - sea level\n  - quick brown foxes")
    assert (found.span.line, found.span.column) == (7, 9)
    both = "choices:\n  - {text: a, correct: true}\n  - {text: b, correct: true}\n"
    (found,) = told(both + "type: single")
    assert found.span.line == 6
    (found,) = told(both + "  - {text: c, score: 0.5}")
    assert found.span.line == 7


def test_a_foreseen_mistake_that_is_right_is_told() -> None:
    """It would never be matched."""
    (found,) = told("answer: Nile\nmistakes: [{match: nile}]")
    assert (found.code, found.severity) == ("mistake-is-answer", Severity.WARNING)


def test_the_nearest_passage_is_looked_for_a_few_times_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a long text each may take half a second."""
    monkeypatch.setattr("studyapp.course.evidence._MOST_COMPARED", 5 * len(TEXT))
    found = told(CHOICES + "evidence:\n" + "  - water boils at 100 degrees Fahrenheit\n" * 7)
    assert ["nearest is" in one.help for one in found] == [True] * 5 + [False] * 2


@pytest.mark.parametrize(
    "quotation",
    ["Pure water boil at 100 degrees Celsius", "PURE WATER BOILS AT 100 DEGREES CELSIUS"],
)
def test_a_quotation_that_is_nearly_in_the_text_is_a_warning(quotation: str) -> None:
    """The question goes on with the words of the text."""
    (question,), (found,) = loaded(f"{START}    {CHOICES}    evidence: {quotation}\n")
    assert (found.code, found.severity) == ("evidence-not-found", Severity.WARNING)
    assert "nearest is line 3 of content/a.md: Pure water boils" in found.help
    assert question.evidence[0].startswith("Pure water boils at *100* degrees Celsius")


@pytest.mark.parametrize(
    "fields",
    [
        CHOICES + "evidence: Pure water boils at 101 degrees Celsius at sea level",
        CHOICES
        + "evidence: Pure water never boils at 100 degrees Celsius at sea level. On a mountain it boils sooner",
        CHOICES
        + f"evidence: Pure water boils at 100 degrees Celsius at sea level. On a mountain it boils {'x' * 400}",
        "type: locate\nevidence: Pure water boil at 100 degrees Celsius",
    ],
)
def test_a_quotation_that_says_something_else_is_an_error(fields: str) -> None:
    """Another number, a negation, more than is compared; and one that is the key."""
    (found,) = told(fields)
    assert (found.code, found.severity) == ("evidence-not-found", Severity.ERROR)


def test_the_nearest_passage_begins_with_a_word() -> None:
    """Not with the full stop of the sentence before."""
    (found,) = told(CHOICES + "evidence: “On the mountain it boils sooner\n")
    assert ": On a mountain" in found.help


def test_a_quotation_that_differs_by_case_is_named() -> None:
    """To the ends of its words."""
    (found,) = told(CHOICES + "evidence: PURE WATER BOILS AT 100 DEGR\n")
    assert found.help == "nearest is line 3 of content/a.md: Pure water boils at *100* degrees"


def test_replaced_ids_are_gone_from_the_course() -> None:
    """Whether the question that has the id comes before or after."""
    for first, second in (("replaces: b", ""), ("", "replaces: a")):
        text = f"questions:\n  - id: a\n    prompt: x\n    answer: true\n    {first}\n"
        text += f"  - id: b\n    prompt: x\n    answer: true\n    {second}\n"
        (found,) = loaded(text)[1]
        assert (found.code, len(found.labels)) == ("replaced-id", 1)
