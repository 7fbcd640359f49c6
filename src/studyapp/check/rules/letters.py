"""Rules about choices that speak of other choices, by letters or by place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studyapp.check.posed import Posed
from studyapp.check.rule import Finding, of_question, shown
from studyapp.check.rules.choices import ALL_OF, NONE_OF, NOUNS
from studyapp.course.model import ChoiceQuestion
from studyapp.diagnostics import Severity

_ABOVE = re.compile(
    rf"(?i)\b(?:of the above|(?:the|{NOUNS}) above|(?:first|last) (?:two|three) (?:{NOUNS}))\b"
)
_BEFORE = re.compile(r"(?i)above|preceding|previous|foregoing")
_LETTER = re.compile(r"\b(?:[Oo]ption|[Cc]hoice|[Aa]nswer)s? \(?[A-H]\b(?!['’])")
_LIST = r"(?:,? ?(?:and|or|&)|[,+]) ?"
_MARK = r"\(?(?:[A-Ha-h]|[IVX]{1,4}|[iv]{1,4}|\d)\)?"
_COMBINED = re.compile(
    rf"(?:[Bb]oth |[Aa]ll of |[Oo]nly )?(?P<marks>{_MARK}(?:{_LIST}{_MARK})+)(?: only)?\.?"
)
_SINGLE = re.compile(r"\W*\w(?:\W+(?:(?:and|or)\W+)?\w)*\W*")
_LABELLED = re.compile(r"(?:^|[\s(])(?:1|I|i|A|a)[.):]\s")


@of_question(Severity.ERROR, english=True)
def refers_to_order(posed: Posed) -> Iterator[Finding]:
    """A choice or its explanation names other choices by place, but choices are shuffled.

    Seen: "all of the above", "none of the above", "A and C" or "option B" in a choice, a feedback, a hint or the
    explanation of a question whose choices are shown in a new order each time. `pin: last` keeps what is said of
    those above true; what names letters has to go.

    Why: the learner reads "all of the above" with choices below it, or looks for an option B that is another
    one today.

    Bad:

        choices:
          - text: Fever
          - text: Cough
          - text: All of the above
            correct: true

    Good:

        type: multiple
        choices:
          - text: Fever
            correct: true
          - text: Cough
            correct: true
          - Rash

    Source: Haladyna, Downing and Rodriguez 2002, rules 9 (K-type), 25 and 26 (none, all of the above).
    """
    question = posed.question
    if not isinstance(question, ChoiceQuestion) or not question.shuffle or _LETTER.search(question.prompt):
        return
    for option in posed.options:
        if not option.pinned and _above(option.text):
            yield _shuffled(
                option.text, option.source, "add `pin: last` to the choice, better say what it means"
            )
        elif _LETTER.search(option.text) or _names_choices(posed, option.text):
            yield _shuffled(
                option.text, option.source, "name what is meant, or add `shuffle: false` to the question"
            )
    feedback = (text for one in question.choices for text in (one.feedback, one.unpicked))
    for text in (question.explanation, *question.hints, *feedback):
        if found := _LETTER.search(text):
            yield _shuffled(found[0], found[0], "name what is meant: letters change with the order")


def _above(text: str) -> bool:
    """Whether a choice speaks of those above it; "all of these" may stand anywhere."""
    whole = ALL_OF.fullmatch(text) or NONE_OF.fullmatch(text)
    return bool(_ABOVE.search(text) or (whole and _BEFORE.search(text)))


def _shuffled(text: str, quote: str, help: str) -> Finding:
    message = f"{shown(text)} tells of the order of choices, which is a new one each time they are shown"
    return Finding(message=message, help=help, field="choices", quote=quote)


@of_question(Severity.WARNING)
def combined_choices(posed: Posed) -> Iterator[Finding]:
    """Choices combine letters or numerals (K-type).

    Seen: choices such as "I and III" or "A, B and D", which stand for others of a list.

    Why: the combinations are solved like a puzzle: one statement known to be wrong strikes out several choices at
    once. They take longer, and separate those who know from those who don't less well than a list to tick does.

    Bad:

        prompt: "Which hold? I. Iron rusts. II. Gold rusts. III. Zinc corrodes."
        choices: [I and II, {text: I and III, correct: true}, II and III]

    Good:

        prompt: Which of these metals corrode?
        choices: [{text: Iron, correct: true}, Gold, {text: Zinc, correct: true}]

    Source: Haladyna, Downing and Rodriguez 2002, rule 9 (avoid the complex multiple choice, K-type).
    """
    found = [option for option in posed.options if _combination(posed, option.text)]
    if found:
        yield Finding(
            message=f"{shown(found[0].text)} combines others: one of them known to be wrong rules out several choices",
            help="list what is combined as choices of their own, and let several be picked (`type: multiple`)",
            field="choices",
            quote=found[0].source,
        )


def _combination(posed: Posed, text: str) -> bool:
    """Whether a choice stands for several of a list: of the prompt's, of numerals, or of the other choices."""
    found = _COMBINED.fullmatch(text)
    if not found:
        return False
    numerals = all(re.fullmatch(r"[IVX]+", mark) for mark in _marks(found["marks"]))
    several = sum(_COMBINED.fullmatch(option.text) is not None for option in posed.options) > 1
    return (
        _LABELLED.search(posed.question.prompt) is not None
        or (numerals and several)
        or _names_choices(posed, text)
    )


def _names_choices(posed: Posed, text: str) -> bool:
    """Whether a choice names other choices by their letters; labels that the prompt has are the prompt's."""
    found = _COMBINED.fullmatch(text)
    if not found or _LABELLED.search(posed.question.prompt):
        return False
    others = [option for option in posed.options if not _COMBINED.fullmatch(option.text)]
    letters = all(mark in "ABCDEFGH"[: len(others)] for mark in _marks(found["marks"]))
    return letters and not any(_SINGLE.fullmatch(option.text) for option in others)


def _marks(marks: str) -> list[str]:
    return re.findall(r"[A-Za-z]+|\d", re.sub(r"\b(?:and|or)\b", " ", marks))
