"""Rules about two questions that ask the same."""

from __future__ import annotations

from collections.abc import Iterator

from studyapp.check.material import Material
from studyapp.check.posed import Posed
from studyapp.check.rule import Finding, of_course
from studyapp.check.rules.choices import ALL_OF, NONE_OF
from studyapp.course.model import ChoiceQuestion, TrueFalse
from studyapp.diagnostics import Severity

EQUAL, SAME_KEY = 97, 85
"""Likeness of two prompts, and of two answers, in per cent."""
COMMON_CHOICES = 0.5
SHORT = 12
"""Characters below which two answers agree by chance, so that the prompts must be about the same."""


@of_course(Severity.WARNING)
def near_duplicate(material: Material) -> Iterator[Finding]:
    """Two questions ask nearly the same.

    Seen: prompts (with a cloze's text) that are 90 % alike, with the same numbers, code, quotations and negations, and
    answers that are 85 % alike. Where the answer is short, or none or all of the choices, both prompts must have the
    same words of the subject. Questions of one pool may be alike: that is what a pool is for.

    Why: the second one tests nothing new, and gives away the first. In reviews the two come beside each other.

    Bad:

        - prompt: In which year was the report published?
          answer: 1910
        - prompt: In what year was the report published?
          answer: 1910

    Good:

        - prompt: In which year was the report published?
          answer: 1910
          pool: year-of-the-report
        - prompt: In what year was the report published?
          answer: 1910
          pool: year-of-the-report

    Source: Haladyna, Downing and Rodriguez 2002, rule 4 (items independent of one another).
    """
    told: set[int] = set()
    for first, second, likeness in material.near:
        if id(second) not in told and _duplicates(first, second):
            told.add(id(second))
            yield Finding(
                message=f"this asks nearly the same as `{first.question.id}` (prompts {likeness:.0f} % alike,"
                " same answer): it tests nothing new",
                help="delete one, ask something else, or give both the same `pool`: a sitting then asks one",
                about=second,
                other=first,
                field="prompt",
            )


def _duplicates(first: Posed, second: Posed) -> bool:
    """Whether questions whose prompts are alike have the same answer, by more than chance."""
    if _one_pool(first, second) or type(first.question) is not type(second.question):
        return False
    if isinstance(first.question, ChoiceQuestion):
        says_little = any(
            ALL_OF.fullmatch(one.right) or NONE_OF.fullmatch(one.right) for one in (first, second)
        )
    else:
        says_little = len(first.right) < SHORT
    if says_little and first.subject != second.subject:
        return False
    return _likeness(first.right, second.right) >= SAME_KEY


@of_course(Severity.ERROR)
def contradicting_questions(material: Material) -> Iterator[Finding]:
    """Two questions ask the same and have different answers.

    Seen: prompts of the same words that are 97 % alike, with the same numbers, code, quotations and negations. Half of
    the choices are the same and the keys are not; or two statements are said to be true and false.

    Why: one of the two keys is wrong, or the prompts don't say what makes them different. Learners are told that
    they are wrong when they are right.

    Bad:

        - prompt: Which organ makes insulin?
          choices: [{text: Pancreas, correct: true}, Liver, Spleen]
        - prompt: Which organ makes insulin?
          choices: [Pancreas, {text: Liver, correct: true}, Spleen]

    Good:

        - prompt: Which organ makes insulin?
          choices: [{text: Pancreas, correct: true}, Liver, Spleen]
        - prompt: Which organ breaks insulin down?
          choices: [Pancreas, {text: Liver, correct: true}, Spleen]

    Source: Haladyna, Downing and Rodriguez 2002, rule 19 (one right answer).
    """
    told: set[int] = set()
    for first, second, likeness in material.near:
        if likeness >= EQUAL and id(second) not in told and _contradict(first, second):
            told.add(id(second))
            yield Finding(
                message=f"this asks the same as `{first.question.id}`, which has another answer: one must be wrong",
                help="mend the key that is wrong, or say in the prompts how the questions differ",
                about=second,
                other=first,
                field="prompt",
            )


def _contradict(first: Posed, second: Posed) -> bool:
    one, other = first.question, second.question
    if first.subject != second.subject:
        return False
    if isinstance(one, TrueFalse) and isinstance(other, TrueFalse):
        return one.answer != other.answer
    if not isinstance(one, ChoiceQuestion) or type(one) is not type(other):
        return False
    common = len(first.offered & second.offered) / len(first.offered | second.offered)
    return common >= COMMON_CHOICES and _likeness(first.right, second.right) < SAME_KEY


def _one_pool(first: Posed, second: Posed) -> bool:
    return bool(first.question.pool) and first.question.pool == second.question.pool


def _likeness(one: str, other: str) -> float:
    from rapidfuzz.fuzz import ratio

    return ratio(one, other)
