"""Each rule on questions that it must see, and on questions like them that it must leave alone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

import builders
from studyapp.check.run import check
from studyapp.check.table import RULES
from studyapp.course.model import (
    Choice,
    Course,
    Match,
    Mistake,
    Multiple,
    Open,
    Pair,
    Question,
    Section,
    Single,
    TextAnswer,
    TrueFalse,
)
from studyapp.diagnostics import Diagnostic, Severity


def single(prompt: str, *texts: str, id: str = "one", **more: Any) -> Single:
    """A single question whose first choice is the key, unless ``key`` says which."""
    key = more.pop("key", 0)
    choices = tuple(Choice(text, text, at == key, score=float(at == key)) for at, text in enumerate(texts))
    return Single(id=id, prompt=prompt, choices=choices, **more)


def typed(prompt: str, *answers: str, id: str = "typed", **more: Any) -> TextAnswer:
    return TextAnswer(id=id, prompt=prompt, answers=answers, **more)


def statement(prompt: str, answer: bool, id: str = "statement", **more: Any) -> TrueFalse:
    return TrueFalse(id=id, prompt=prompt, answer=answer, **more)


Case = tuple[Question, ...] | Course
"""Questions of one section that has a text, or a whole course."""


def found(code: str, *questions: Question, **more: Any) -> list[Diagnostic]:
    return of(code, replace(builders.course(*questions), **more))


def of(code: str, course: Course) -> list[Diagnostic]:
    return [one for one in check(course) if one.code == code]


def case_id(value: str | Case) -> str:
    if isinstance(value, Course):
        return "a course"
    return value if isinstance(value, str) else value[0].prompt[:30]


def read(text: str, *questions: Question, **more: Any) -> Course:
    """A course of one section, with or without questions."""
    files = {"content_file": "content/s.md", "question_file": "questions/s.yaml"}
    section = Section(stem="s", title="S", text=text, questions=questions, **files)
    return replace(builders.course(), sections=(section,), **more)


CITIES = ("Paris", "Lyon", "Nice")
LONG = "That what works in one place has to be tested before it is copied elsewhere"

HITS: dict[str, list[Case]] = {
    "choices-look-same": [
        (single("How much?", "5 \u00b5g", "5 \u03bcg", "5 mg"),),
        (single("Where?", "in  Paris", "in Paris", "Lyon"),),
    ],
    "contradicting-questions": [
        (
            single("Which organ makes insulin?", "Pancreas", "Liver", "Spleen", id="a"),
            single("Which organ makes insulin?", "Pancreas", "Liver", "Spleen", id="b", key=1),
        ),
        (
            statement("Ice is lighter than water.", True, "a"),
            statement("Ice is lighter than water", False, "b"),
        ),
    ],
    "refers-to-order": [
        (single("Which?", "Fever", "Cough", "All of the above"),),
        (single("Which?", "Fever", "Cough", "Both A and B"),),
        (single("Which?", "Fever", "Cough", "None of the above are correct."),),
        (single("Which?", *CITIES, explanation="Option B is wrong: it lies on the Rhone."),),
    ],
    "overlapping-ranges": [
        (single("How many?", "10-20 %", "15-30 %", "40-50 %"),),
        (single("How many?", "between 10 and 20", "between 15 and 30", "between 40 and 50"),),
        (single("How old?", "18 to 25 years", "25 to 35 years", "35 to 45 years"),),
    ],
    "mistake-near-answer": [
        (typed("Which city?", "Calgary", mistakes=(Mistake("Calvary"),)),),
        (typed("What is it?", "watershed", mistakes=(Mistake("Water shed"),)),),
    ],
    "answer-in-prompt": [
        (typed("What is the watershed between two rivers called?", "Watershed"),),
        (
            builders.cloze(
                prompt="Where does a delta lie?", pieces=("A ", " lies at the mouth."), gaps=(("delta",),)
            ),
        ),
        (
            builders.cloze(
                prompt="Fill in.", pieces=("The ", " of a river is where its source is."), gaps=(("source",),)
            ),
        ),
    ],
    "prompt-holds-key": [
        (
            typed("Who completed the Canon of Medicine?", "Ibn Sina", id="a"),
            typed("Where did Ibn Sina complete the Canon of Medicine?", "Persia", id="b"),
        ),
        (
            single("Who mapped the cholera deaths?", "John Snow", "Robert Koch", "Louis Pasteur", id="a"),
            statement("John Snow mapped the deaths of cholera in London.", True, "b"),
        ),
    ],
    "longest-choice-is-key": [(single("What follows?", LONG, "That it is useless", "That it is cheap"),)],
    "reading-level": [read("The cat sat on the mat. " * 20)],
    "section-without-questions": [read("word " * 200)],
    "unknown-rule": [read("Text.", ignored=("negative-promt",))],
    "keys-are-longest": [
        tuple(
            single(f"Who was king number {at}?", f"Longer name {at}", "Ann", "Bob", "Eve1", id=f"q{at}")
            for at in range(10)
        )
    ],
    "key-position": [
        tuple(
            single(f"Who was king number {at}?", *"abcd", id=f"q{at}", shuffle=False, key=1)
            for at in range(20)
        )
    ],
    "article-cue": [
        (single("Who puts patients to sleep is an", "anaesthetist", "surgeon", "cardiologist"),),
        (single("A place to study is a ...", "university", "office", "inn"),),
        (single("To see inside, order an:", "MRI scan", "blood test", "probe"),),
    ],
    "absolutes-are-wrong": [
        (single("Antibiotics?", "They act against bacteria", "They always help"),),
        (single("Why should he go?", "It is good for him", "His papers are completely legal"),),
    ],
    "hedge-is-key": [(single("After it?", "Fever may follow", "Fever follows at once"),)],
    "all-of-the-above": [
        (single("Which?", "a", "b", "All of the above", shuffle=False),),
        (single("Which?", "a", "b", "All of these are correct."),),
    ],
    "none-of-the-above": [(single("Which?", "a", "b", "None of these"),)],
    "negative-prompt": [
        (single("Which of these is not a symptom?", *CITIES),),
        (single("A man coughs. All of these help except?", *CITIES),),
        (single("Which of these doesn't help?", *CITIES),),
    ],
    "generic-prompt": [
        (single("Which of the following is true?", *CITIES),),
        (single("Which one of these statements is correct?", *CITIES),),
    ],
    "combined-choices": [
        (single("Which? I. Iron II. Gold III. Zinc", "I and II", "I and III", "II, III"),),
        (single("Which?", "Iron", "Gold", "Both A and B", shuffle=False),),
    ],
    "long-prompt": [(statement("word " * 81, True),)],
    "long-choice": [
        (single("Which?", "word " * 31, "b"),),
        (builders.order(items=("a", "word " * 31)),),
        (Match(id="m", prompt="Which?", pairs=(Pair("a", "word " * 31), Pair("b", "c"))),),
    ],
    "many-choices": [(single("Which?", *"abcdef"),)],
    "near-duplicate": [
        (
            single("How does the caterpillar turn into a moth?", "None of these", "It eats", id="a"),
            single("How does the caterpillar turn into a moth?", "None of these", "It sleeps", id="b"),
        ),
        (
            typed("In which year was the famous report published?", "1910", id="a"),
            typed("In what year was the famous report published?", "1910", id="b"),
        ),
        (
            single("Which city is the capital of France today?", *CITIES, id="a"),
            single("Which city is the capital of France today", *CITIES, id="b"),
        ),
    ],
    "no-explanation": [(statement("Ice is light.", True),)],
    "no-evidence": [(statement("Ice is light.", True),)],
    "few-questions": [(statement("Ice is light.", True),)],
}

MISSES: dict[str, list[Case]] = {
    "choices-look-same": [(single("Which word?", "Polish", "polish", "pole"),)],
    "contradicting-questions": [
        (
            single("Which organ makes insulin?", "Pancreas", "Liver", "Spleen", id="a"),
            single("Which organ doesn't make insulin?", "Pancreas", "Liver", "Spleen", id="b", key=1),
        ),
        (
            single("What is 3 + 4 in the ring of 5?", "2", "3", "4", id="a"),
            single("What is 3 + 5 in the ring of 5?", "2", "3", "4", id="b", key=1),
        ),
        (
            statement("Ice is lighter than water.", True, "a"),
            statement("Ice is not lighter than water.", False, "b"),
        ),
        (
            single("What does it do to the heart's left ventricle?", "It grows", "It shrinks", id="a"),
            single(
                "What does it do to the heart's right ventricle?", "It grows", "It shrinks", id="b", key=1
            ),
        ),
    ],
    "refers-to-order": [
        (single("Which?", "Fever", "Cough", "All of the above", shuffle=False),),
        (single("Which blood group?", "A and B", "A and O", "AB"),),
        (single("What is sold?", "Option trading", "Vitamin A and B", "Plan B"),),
        (single("Take option A or option B?", "Option A", "Option B", explanation="Option A is cheap."),),
        (single("Which?", "All of these", "b", "c"),),
        (single("Which? I. Iron II. Gold III. Zinc", "I and II", "I and III", "II, III"),),
        (single("Which? A. Iron B. Gold C. Zinc", "A and B", "A and C", "Gold"),),
    ],
    "overlapping-ranges": [
        (single("How many?", "10-19 %", "20-29 %", "30-39 %"),),
        (single("When?", "1914-1918", "1918-1939", "1939-1945"),),
        (single("Which?", "10-20 km", "15-20 h", "16-17 kg"),),
        (single("Which?", "10-20", "15-30", "forty"),),
        (single("How many?", "10 hares and 24 hens", "13 hares and 20 hens", "12 hares and 23 hens"),),
    ],
    "mistake-near-answer": [
        (typed("Which city?", "Calgary", mistakes=(Mistake("Calvary"),), typos=False),),
        (typed("Which nerve?", "afferent", mistakes=(Mistake("efferent"),)),),
        (typed("In which city?", "Toledo", mistakes=(Mistake("Leiden"),)),),
    ],
    "answer-in-prompt": [
        (typed("Was it Leiden or Toledo?", "Toledo"),),
        (typed("What is the ridge between two rivers called?", "watershed"),),
        (builders.bank(prompt="A watershed parts what?"),),
        (typed("What is 12 in words? Not 12.", "12"),),
        (typed("Which art did the artist found?", "art"),),
        (typed("Which attribute says that it is a test?", "#[test]"),),
        (typed("What is printed?\n\n```\nname = 'Peter'\nprint(name)\n```", "Peter"),),
    ],
    "prompt-holds-key": [
        (
            typed("Who completed the Canon of Medicine?", "Ibn Sina", id="a"),
            typed("Where was its author at home?", "Persia", id="b"),
        ),
        (
            single("What kind of bird is the Kea?", "parrot", "crow", "owl", id="a"),
            statement("The Macaw is a kind of parrot, a bird.", True, "b"),
        ),
        (
            single("Which painter of the Academy founded A.R.T.?", "Ann Lee", "Bob Roe", id="a"),
            typed("In which year was Ann Lee, painter of the Academy, born?", "1801", id="b"),
        ),
        (
            typed("Which name does the program print?\n\n```\na = 1\n```", "Peter", id="a"),
            typed("Which line of the program fails?\n\n```\nname = 'Peter'\n```", "1", id="b"),
        ),
        (
            typed("Where is the source of a river?", "mountain", id="a"),
            typed("Which mountain did the climber fall from?", "Eiger", id="b"),
        ),
        (
            single("Which city had a school of medicine first?", "Salerno", "Bologna", id="a"),
            typed("Which duke of Salerno had a castle?", "Robert", id="b"),
        ),
        (
            typed("Who wrote the Canon?", "Ibn Sina", id="a", pool="canon"),
            typed("Where did Ibn Sina write the Canon?", "Persia", id="b", pool="canon"),
        ),
    ],
    "longest-choice-is-key": [
        (single("What follows?", LONG, LONG[:60], "That it is cheap"),),
        (single("What follows?", "Internationalisation", "Trade", "War"),),
        (single("What prints it?", "print('hello', end='', sep=' ', flush=True)", "print()", "echo"),),
        (
            Multiple(
                id="m",
                prompt="Which?",
                choices=(Choice(LONG, LONG, True), Choice("b", "b", True), Choice("c", "c")),
            ),
        ),
    ],
    "keys-are-longest": [
        tuple(
            single(f"Who was number {at}?", "Longer", "Ann", "Bob", "Eve1", id=f"q{at}", key=at % 4)
            for at in range(40)
        ),
        tuple(single(f"Who was number {at}?", "Longer", "Ann", "Bob", id=f"q{at}") for at in range(9)),
    ],
    "key-position": [
        tuple(single(f"Who was number {at}?", *"abcd", id=f"q{at}", key=1) for at in range(30)),
        tuple(
            single(f"Who was number {at}?", *"abcd", id=f"q{at}", shuffle=False, key=at % 4)
            for at in range(30)
        ),
        tuple(
            single(f"What is number {at}?", *"1234", id=f"q{at}", shuffle=False, key=1) for at in range(30)
        ),
    ],
    "article-cue": [
        (single("Who puts patients to sleep is a(n)", "anaesthetist", "surgeon", "cardiologist"),),
        (single("Who puts patients to sleep is an", "anaesthetist", "internist", "oncologist"),),
        (single("What is a surgeon?", "anaesthetist", "surgeon"),),
        (single("It takes about an", "hour", "afternoon", "instant"),),
    ],
    "absolutes-are-wrong": [
        (single("Antibiotics?", "They never kill viruses", "They always help"),),
        (single("Which is the highest level?", "126", "99", "It never ends"),),
        (single("When did she wake up?", "In the book about the house", "She never had a dream"),),
        (single("When did she wake up?", "In the book about the house", "It was never told"),),
        (single("What did they play?", "A game on a computer", "A game called Never End"),),
        (single("Antibiotics?", "They kill bacteria", "They kill viruses"),),
    ],
    "hedge-is-key": [
        (single("After it?", "Fever may follow", "Rash may follow"),),
        (single("When?", "In May", "In June"),),
        (single("Who is a trainee?", "Who may not yet operate alone", "Who operates alone"),),
    ],
    "all-of-the-above": [(single("Which?", "All patients", "All of Europe", "None"),)],
    "none-of-the-above": [
        (single("Which?", "None", "None of the patients", "All"),),
        (single("How many days does it take?", "9", "6", "3", "None of these"),),
    ],
    "negative-prompt": [
        (single("Why do they not come back?", *CITIES),),
        (single("At least how many come?", *CITIES),),
        (single("Which city has not only a port but a castle?", *CITIES),),
        (single("The man does not cough. Where does he live?", *CITIES),),
        (statement("Ice is not heavier than water.", True),),
        (single("Ice can not be heavier than water.", "True", "False"),),
        (single("Which of them costs the least?", *CITIES),),
        (single("In which order do they come, from least to greatest?", *CITIES),),
    ],
    "generic-prompt": [(single("Which of the following is true of the liver?", *CITIES),)],
    "combined-choices": [
        (single("Which blood groups?", "A and B", "A and O", "B and O"),),
        (single("Which numbers solve it?", "1 and 3", "2 and 4", "3 and 5"),),
    ],
    "long-prompt": [
        (statement("word " * 80, True),),
        (statement("This runs.\n\n```\n" + "a = b\n" * 80 + "```", True),),
    ],
    "long-choice": [(single("Which?", "word " * 30, "b"),)],
    "many-choices": [(single("Which?", *"abcde"),), (builders.multiple(),)],
    "near-duplicate": [
        (
            typed("In which year was the famous report published?", "1910", id="a", pool="year"),
            typed("In what year was the famous report published?", "1910", id="b", pool="year"),
        ),
        (
            typed("How many patients of 100 fell ill in the end?", "seven", id="a"),
            typed("How many patients of 200 fell ill in the end?", "seven", id="b"),
        ),
        (
            single("Which city is the capital of France?", *CITIES, id="a"),
            single("Which city is the capital of France?", *CITIES, id="b", key=2),
        ),
        (
            statement("The left ventricle pumps blood into a large vessel.", True, "a"),
            statement("The right ventricle pumps blood into a large vessel.", True, "b"),
        ),
        (
            typed("What does `len(a)` give when it is called?", "a whole number", id="a"),
            typed("What does `sum(a)` give when it is called?", "a whole number", id="b"),
        ),
    ],
    "no-explanation": [
        (statement("Ice is light.", True, explanation="It swims."),),
        (Open(id="o", prompt="Why?", answer="So.", rubric=()),),
    ],
    "no-evidence": [
        (statement("Ice is light.", True, evidence=("light",)),),
        read("# A title and nothing to quote\n", statement("Ice is light.", True)),
        (typed("What does it print?\n\n~~~\nprint(3 * 4)\n~~~", "12"),),
    ],
    "reading-level": [read("The cat sat on the mat. " * 10)],
    "section-without-questions": [
        read("In this chapter you will learn how to read."),
        read("word " * 200, statement("Ice is light.", True)),
    ],
    "unknown-rule": [read("Text.", ignored=("negative-prompt",))],
    "few-questions": [tuple(statement(f"Ice {at}", True, id=f"q{at}") for at in range(3))],
}


@pytest.mark.parametrize(
    ("code", "case"), [(code, case) for code, cases in HITS.items() for case in cases], ids=case_id
)
def test_a_rule_sees(code: str, case: Case) -> None:
    """With the rule's severity, a message, and what to do."""
    seen = of(code, case) if isinstance(case, Course) else found(code, *case)
    assert seen
    assert seen[0].severity is RULES[code].severity
    assert seen[0].message
    assert seen[0].help


@pytest.mark.parametrize(
    ("code", "case"), [(code, case) for code, cases in MISSES.items() for case in cases], ids=case_id
)
def test_a_rule_leaves_alone(code: str, case: Case) -> None:
    """What is like a hit and is none."""
    assert (of(code, case) if isinstance(case, Course) else found(code, *case)) == []


def test_every_rule_has_both() -> None:
    """Cases that it must see, and cases that it must not."""
    assert set(HITS) == set(MISSES) == set(RULES)
    assert all(HITS.values())
    assert all(MISSES.values())


def test_a_marked_negation_is_an_info() -> None:
    """In capitals or in bold the word is not overread."""
    for prompt in ("Which is NOT a symptom?", "Which is **not** a symptom?"):
        assert [one.severity for one in found("negative-prompt", single(prompt, *CITIES))] == [Severity.INFO]


def test_a_pinned_choice_may_speak_of_those_above() -> None:
    """But not of letters, which change."""
    last = Choice("All of the above", "All of the above", True, pin_last=True)
    both = Choice("A and B", "A and B", pin_last=True)
    two = (Choice("Fever", "Fever"), Choice("Cough", "Cough"))
    assert found("refers-to-order", Single(id="a", prompt="Which?", choices=(*two, last))) == []
    assert found("refers-to-order", Single(id="a", prompt="Which?", choices=(*two, both)))


def test_pairs_name_the_other_question() -> None:
    """The finding is at the second one, with the first as a label; three alike are two findings."""
    three = [
        typed("In which year was the famous report published?", "1910", id=id, line=at)
        for at, id in enumerate("abc", 1)
    ]
    seen = found("near-duplicate", *three)
    assert [one.span.line for one in seen] == [2, 3]
    assert [one.labels[0].message for one in seen] == ["`a` is here", "`a` is here"]


def test_the_reading_level_is_named() -> None:
    """Short words in short sentences are easy; a program is not read aloud."""
    (easy,) = of("reading-level", read("The cat sat on the mat. " * 20))
    hard_text = "International organisations increasingly characterise interdisciplinary collaboration. " * 20
    (hard,) = of("reading-level", read(f"{hard_text}\n\n```\n{'do it now. ' * 400}\n```\n"))
    assert "easy" in easy.message
    assert "very difficult" in hard.message


def test_a_section_without_questions() -> None:
    """Told at its text."""
    (one,) = of("section-without-questions", read("word " * 200))
    assert one.file == "content/s.md"


def test_none_of_these_is_told_by_what_it_is() -> None:
    """As the key it tests something else, as a wrong choice it fills a place."""
    (key,) = found("none-of-the-above", single("Which?", "None of these", "Lyon", "Nice"))
    (filler,) = found("none-of-the-above", single("Which?", "Lyon", "Nice", "None of these"))
    assert "know to be wrong" in key.message
    assert "fills a place" in filler.message


def test_english_rules_keep_to_english_courses() -> None:
    """An "a" is no article in Portuguese, nor is a "not" one's own."""
    question = single("Which is not here: a", "hospital", "escola")
    assert found("negative-prompt", question)
    assert found("negative-prompt", question, language="pt") == []
    assert found("article-cue", question, language="pt") == []
