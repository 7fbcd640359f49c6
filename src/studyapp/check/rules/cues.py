"""Rules about words that give the answer away."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from studyapp.check.material import Material
from studyapp.check.posed import Posed
from studyapp.check.rule import Finding, of_course, of_question, shown
from studyapp.check.words import STOPWORDS, content, holds, words
from studyapp.course.model import Cloze
from studyapp.diagnostics import Severity

_ABSOLUTE = re.compile(
    r"(?i)\b(?:always|never|invariably|absolutely|entirely|completely|under no circumstances|in (?:all|every) cases?)\b"
)
_HEDGE = re.compile(
    r"(?i)\b(?:usually|often|sometimes|generally|typically|probably|perhaps|frequently|(?-i:may)(?! not\b)"
    r"|might|tends? to|in most cases)\b"
)
_ONCE = re.compile(
    r"(?i)\b(?:has|have|had|was|were|did|would) never|\bnever (?:had|was|were|did|came|went|said|\w+ed)\b"
)
_CLAIM = 4
"""Words that a choice has at least that says something of all cases; shorter ones are names and numbers."""
_SIGN = re.compile(r"[^\w\s'’.,:-]")
_COMMON = 50
"""A word in more prompts than this gives nothing away, and would take long to look up."""


@of_question(Severity.INFO, english=True)
def absolutes_are_wrong(posed: Posed) -> Iterator[Finding]:
    """Only wrong choices say "always" or "never".

    Seen: "always", "never", "entirely", "completely" and the like in a wrong choice, and in no right one. The right one
    has four words or more, so that choices say something rather than name it. What has never happened ("she never
    came") is one case and does not count, nor does a word within a name ("Never End").

    Why: hardly anything holds always, and test-wise learners strike out what claims that it does.

    Bad:

        choices:
          - Antibiotics always help
          - text: Antibiotics act against bacteria
            correct: true

    Good:

        choices:
          - Antibiotics act against viruses
          - text: Antibiotics act against bacteria
            correct: true

    Source: Haladyna, Downing and Rodriguez 2002, rule 28a (specific determiners); NBME item-writing guide,
    testwiseness.
    """
    right = [option.text for option in posed.options if option.correct]
    if any(_ABSOLUTE.search(text) or len(text.split()) < _CLAIM for text in right):
        return
    for option in posed.distractors:
        found = _ABSOLUTE.search(option.text)
        if found and not (found.start() and found[0][0].isupper()) and not _ONCE.search(option.text):
            yield Finding(
                message=f'"{found[0]}" stands in wrong choices only: test-wise readers strike it out',
                help="say it without the word, or use it in the key too",
                field="choices",
                quote=option.source,
            )
            return


@of_question(Severity.INFO, english=True)
def hedge_is_key(posed: Posed) -> Iterator[Finding]:
    """Only the right choice says "usually" or "may".

    Seen: "usually", "often", "may", "tends to" and the like in a right choice, and in no wrong one; "may not" forbids
    and does not count.

    Why: what is put with care is likelier true, and test-wise learners pick it.

    Bad:

        choices:
          - text: Fever may follow
            correct: true
          - Fever follows within a day

    Good:

        choices:
          - text: Fever follows in some patients
            correct: true
          - Fever follows in all patients over sixty

    Source: Haladyna, Downing and Rodriguez 2002, rule 28 (clues to the right answer); NBME item-writing guide, which
    lists vague terms in choices under irrelevant difficulty.
    """
    if any(_HEDGE.search(option.text) for option in posed.distractors):
        return
    for option in posed.options:
        if option.correct and (found := _HEDGE.search(option.text)):
            yield Finding(
                message=f'"{found[0]}" stands in the key only: what is put with care is taken for true',
                help="put the key as firmly as it is true, or the others with the same care",
                field="choices",
                quote=option.source,
            )
            return


@of_question(Severity.WARNING)
def answer_in_prompt(posed: Posed) -> Iterator[Finding]:
    """What is to be typed can be read in the prompt.

    Seen: an accepted answer of a text question in its prompt, or that of a gap in the prompt or in the text around
    the gaps, word for word. Fenced code is not looked at: what a program prints stands in it. Answers without a word
    of four letters are left out, as is what stands beside an "or" (the prompt then names what there is to choose from),
    answers with signs that the prompt has not, such as `#[test]`, and gaps with a bank.

    Why: whoever looks for a word to copy finds it.

    Bad:

        prompt: What is the watershed between two rivers called?
        answer: watershed

    Good:

        prompt: What is the ridge between two rivers called?
        answer: watershed

    Source: Haladyna, Downing and Rodriguez 2002, rule 28b (words of the key in the stem).
    """
    if isinstance(posed.question, Cloze) and posed.question.bank:
        return
    for place in posed.accepted:
        for answer in place:
            part = words(answer)
            if _tells(part) and _copied(posed, answer, part) and not _offered(posed.told, part):
                yield Finding(
                    message=f"the answer {shown(answer)} stands in what is asked: it can be copied",
                    help="put the question in other words, or let learners pick (`choices`, `bank`)",
                    field="prompt" if holds(words(posed.prompt), part) else "cloze",
                )
                break


def _copied(posed: Posed, answer: str, part: tuple[str, ...]) -> bool:
    """Whether the words of an answer stand in what is asked; one with signs, only as it is typed."""
    return holds(posed.told, part) and (not _SIGN.search(answer) or answer in posed.stem)


def _tells(key: tuple[str, ...]) -> bool:
    """Whether words are of a subject: at least one has four letters and is no stop word."""
    return any(len(word) > 3 and word not in STOPWORDS and not word.isdigit() for word in key)


def _offered(prompt: tuple[str, ...], part: tuple[str, ...]) -> bool:
    """Whether the words stand beside an "or", so that the prompt names what there is to choose from."""
    for at in range(len(prompt) - len(part) + 1):
        if prompt[at : at + len(part)] == part:
            around = (*prompt[max(0, at - 1) : at], *prompt[at + len(part) : at + len(part) + 1])
            if "or" in around:
                return True
    return False


@of_course(Severity.WARNING)
def prompt_holds_key(material: Material) -> Iterator[Finding]:
    """One question's prompt holds another's answer.

    Seen: the key of a single question, or an answer that is to be typed, stands word for word in the prompt of
    another question, and with it half of the words of the subject that its own prompt has, among them all its names
    and numbers: a prompt on somebody else tells nothing. Fenced code is not looked at. Keys without a word of four
    letters or with a number are left out; so are those that many prompts hold, and questions of one pool.

    Why: who reads both questions needs to know nothing. Both come in one review, even from different sections.

    Bad:

        - prompt: Who completed the Canon of Medicine?
          answer: Ibn Sina
        - prompt: Where did Ibn Sina complete the Canon of Medicine?
          answer: Persia

    Good:

        - prompt: Who completed the Canon of Medicine?
          answer: Ibn Sina
        - prompt: Where was its author at home?
          answer: Persia

    Source: Haladyna, Downing and Rodriguez 2002, rule 4 (items independent of one another).
    """
    index: defaultdict[str, list[Posed]] = defaultdict(list)
    for posed in material.posed:
        for word in posed.subject:
            index[word].append(posed)
    for posed in material.posed:
        for key in _keys(posed):
            part = words(key)
            rarest = min((index.get(word, []) for word in content(part)), key=len, default=[])
            if (
                not _tells(part)
                or any(word.isdigit() for word in part)
                or len(rarest) > _COMMON
                or holds(posed.told, part)
            ):
                continue
            other = next((one for one in rarest if _gives_away(one, posed, part)), None)
            if other:
                yield Finding(
                    message=f"the answer {shown(key)} stands in another question's prompt",
                    help="put the other prompt in other words, or ask only one of the two",
                    about=posed,
                    other=other,
                    field="prompt",
                )
                break


def _keys(posed: Posed) -> tuple[str, ...]:
    """What is right where it is a word or a phrase; of what is typed the first that is accepted."""
    if posed.key:
        return (posed.key.text,)
    return tuple(place[0] for place in posed.accepted)


def _gives_away(other: Posed, posed: Posed, key: tuple[str, ...]) -> bool:
    """Whether the other prompt, which has a word of the key, is on the same and has all of the key."""
    if other is posed or (posed.question.pool and posed.question.pool == other.question.pool):
        return False
    common = posed.subject & other.subject
    if len(common) < 2 or 2 * len(common) < len(posed.subject):
        return False
    return posed.names.issubset(other.told) and holds(other.told, key)
