"""Rules about each choice of a question, and how many there are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import normalize

from studyapp.check.posed import Posed
from studyapp.check.rule import Finding, of_question, shown
from studyapp.course.model import ChoiceQuestion, Match, Order, Single
from studyapp.diagnostics import Severity

MOST_CHOICES = 5
MOST_WORDS = 30
NUMBER = re.compile(r"[-−+]?[\d.,/ ]+")
NOUNS = "answers?|choices|options|statements|ones"
_OTHERS = rf"(?:the )?(?:above|preceding|previous|foregoing|others?|these|those|them|following|{NOUNS})"
_TAIL = rf"(?: (?:{NOUNS}))?(?: (?:is|are|apply|applies))?(?: (?:correct|true|right|false|wrong))?\.?"
ALL_OF = re.compile(rf"(?i)all (?:of )?{_OTHERS}{_TAIL}")
NONE_OF = re.compile(rf"(?i)(?:none|neither|no one) (?:of )?{_OTHERS}{_TAIL}")


@of_question(Severity.ERROR)
def choices_look_same(posed: Posed) -> Iterator[Finding]:
    """Two choices read the same.

    Seen: two choices differ only in white space, or in characters that look alike (such as the two ways to
    write an é). Case counts: `Polish` and `polish` are two choices.

    Why: one of them is marked as wrong although it says what the other says, and nobody can tell them apart.

    Bad:

        choices:
          - text: 5 µg
            correct: true
          - 5 μg

    Good:

        choices:
          - text: 5 µg
            correct: true
          - 5 mg

    Source: Haladyna, Downing and Rodriguez 2002, rule 19 (one right answer).
    """
    seen: dict[str, str] = {}
    for option in posed.options:
        known = " ".join(normalize("NFKC", option.source).split())
        if known in seen:
            yield Finding(
                message=f"two choices read the same, {shown(option.text)}: nobody can tell them apart",
                help="change or delete one of them",
                field="choices",
                quote=option.source,
            )
        seen[known] = option.source


@of_question(Severity.WARNING, english=True)
def all_of_the_above(posed: Posed) -> Iterator[Finding]:
    """A choice says that all choices are right.

    Seen: "all of the above", "all of these" and the like, whether or not it is the key.

    Why: who knows that two choices are right knows that it is the key; who knows that one is wrong knows that it is
    not. Either way half of the knowledge is enough. And whoever picks the first right choice reads no further.

    Bad:

        prompt: Which cause scurvy to heal?
        choices: [Lemons, Sauerkraut, {text: All of the above, correct: true}]

    Good:

        prompt: Which of these make scurvy heal?
        choices: [{text: Lemons, correct: true}, {text: Sauerkraut, correct: true}, Ship's biscuit]

    Source: Haladyna, Downing and Rodriguez 2002, rule 26.
    """
    for option in posed.options:
        if ALL_OF.fullmatch(option.text):
            yield Finding(
                message=f"{shown(option.text)} can be seen to be right, or wrong, from knowing a part of the choices",
                help="let learners pick several choices (`type: multiple`), or write another choice",
                field="choices",
                quote=option.source,
            )


@of_question(Severity.INFO, english=True)
def none_of_the_above(posed: Posed) -> Iterator[Finding]:
    """A choice says that no choice is right.

    Seen: "none of the above", "none of these" and the like. It has its place where a result is worked out, and is not
    looked for where all other choices are numbers.

    Why: where it is the key, learners show that they know what is wrong, not what is right. Where it is not, it takes
    the place of a choice that somebody who errs could believe.

    Bad:

        choices: [Lyon, Nice, {text: None of the above, correct: true}]

    Good:

        choices: [Lyon, Nice, {text: Paris, correct: true}]

    Source: Haladyna, Downing and Rodriguez 2002, rule 25; NBME item-writing guide, irrelevant difficulty.
    """
    if all(NUMBER.fullmatch(option.text) or NONE_OF.fullmatch(option.text) for option in posed.options):
        return
    for option in posed.options:
        if NONE_OF.fullmatch(option.text):
            as_key = "tests what learners know to be wrong, not what they know"
            as_filler = "fills a place in which an error could stand that somebody makes"
            yield Finding(
                message=f"{shown(option.text)} {as_key if option.correct else as_filler}",
                help="write a choice that somebody could believe",
                field="choices",
                quote=option.source,
            )


@of_question(Severity.INFO)
def many_choices(posed: Posed) -> Iterator[Finding]:
    """A single question has more than five choices.

    Seen: six choices or more, one of which is right.

    Why: three good choices do as well as five. What is added after that is seldom picked by anybody, and each has
    to be read.

    Bad:

        choices: [{text: Paris, correct: true}, Lyon, Nice, Lille, Metz, Brest, Tours]

    Good:

        choices: [{text: Paris, correct: true}, Lyon, Marseille]

    Source: Haladyna, Downing and Rodriguez 2002, rule 18; Tarrant 2009 (functioning distractors).
    """
    if isinstance(posed.question, Single) and len(posed.options) > MOST_CHOICES:
        yield Finding(
            message=f"{len(posed.options)} choices are many to read: hardly anybody picks the last ones",
            help="keep those that somebody who errs would pick; three to five will do",
            field="choices",
        )


@of_question(Severity.INFO)
def long_choice(posed: Posed) -> Iterator[Finding]:
    """A choice, an item or a side of a pair has more than 30 words.

    Seen: the words of each text that is to be picked, matched or put in order; the longest is told.

    Why: several such texts have to be kept in mind and compared. That tests reading and memory rather than the
    subject.

    Bad:

        - text: Because the school that had long been held up as a model had itself taken its laboratories ...

    Good:

        - text: Its model had learned from abroad

    Source: Haladyna, Downing and Rodriguez 2002, rule 13 (little to read).
    """
    match posed.question:
        case ChoiceQuestion():
            field, texts = "choices", [option.source for option in posed.options]
        case Order(items=items):
            field, texts = "items", list(items)
        case Match(pairs=pairs, extra=extra):
            field, texts = "pairs", [*(side for pair in pairs for side in (pair.left, pair.right)), *extra]
        case _:
            return
    longest = max(texts, key=lambda text: len(text.split()), default="")
    if (count := len(longest.split())) > MOST_WORDS:
        yield Finding(
            message=f"{count} words are much to compare with the others: {shown(' '.join(longest.split()))}",
            help="shorten it; what all of them share belongs in the prompt",
            field=field,
            quote=longest,
        )
