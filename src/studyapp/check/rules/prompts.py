"""Rules about how a question is put."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studyapp.check.posed import Posed
from studyapp.check.rule import Finding, of_question, shown
from studyapp.check.words import sentences, without_blocks
from studyapp.course.model import ChoiceQuestion
from studyapp.diagnostics import Severity

MOST_WORDS = 80
_NEGATIVE = re.compile(
    r"(?i)(?<!\bat )(?<!\bor )\b"
    r"(?:not(?! (?:only|just|merely)\b)|except|least(?= (?!to\b)\w)|cannot|false|[a-z]+n['’]t)\b"
)
_YES_OR_NO = frozenset(("yes", "no", "true", "false"))
_REASON = re.compile(r"(?i)\b(?:why|because|if|when|unless|whether)\b")
_BOLD = re.compile(r"(?:\*\*|__)([^*_]+)(?:\*\*|__)")
_GENERIC = re.compile(
    r"(?i)which (?:one )?(?:of )?(?:the |these |those )?(?:following )?"
    r"(?:statements? |answers? |choices |options |ones )?"
    r"(?:below )?(?:is|are|holds?)(?: not)? ?(?:true|false|correct|incorrect|right|wrong|accurate|valid)?\s*[?:.]*"
)
_ARTICLE = re.compile(r"(?i)\b(?P<article>an?)(?:\s*(?:_{2,}|…|\.{3}|:|-{2,}))?\s*$")
_VOWEL = re.compile(r"(?i)(?:[aeiou]|h(?:our|onest|onou?r|eir)|[fhlmnrsx](?:-|\b)(?!['’]))")
_CONSONANT = re.compile(r"(?i)(?:u(?:ni(?!n|m)|s[aeiu]|t[eio]|ro|ri|bi)|eu|ew|one\b|once\b|u\b|u-)")
_INITIALS = re.compile(r"[A-Z]{2,}\b|[A-Z]\b")


@of_question(Severity.WARNING, english=True)
def negative_prompt(posed: Posed) -> Iterator[Finding]:
    """The question asks for what is not so.

    Seen: the sentence that asks has "not", "except", "least", "cannot" or "false" in it. What follows "why",
    "because", "if", "when" or "unless" is part of the subject and does not count. Only an info where the word is in
    capitals or in bold. Looked for where there are choices, other than true and
    false, or yes and no.

    Why: the word is easily overread, and who overreads it answers wrongly though he knows. Who gets it right has
    shown what is wrong, not what is right.

    Bad:

        prompt: Which of these is not a symptom of measles?

    Good:

        prompt: Which of these tells rubella from measles?

    Source: Haladyna, Downing and Rodriguez 2002, rule 17.
    """
    if not isinstance(posed.question, ChoiceQuestion) or _YES_OR_NO.issuperset(
        option.text.casefold() for option in posed.options
    ):
        return
    found = _negation(posed.prompt)
    if found is None:
        return
    bold = any(found.casefold() in part.casefold().split() for part in _BOLD.findall(posed.question.prompt))
    marked = found.isupper() or bold
    yield Finding(
        message=f'"{found}" turns the question round: readers who miss it answer wrongly though they know',
        help="ask for what is so" if marked else f"ask for what is so, or write **{found}** in bold",
        field="prompt",
        severity=Severity.INFO if marked else None,
    )


def _negation(prompt: str) -> str | None:
    """The word that turns the question's sentence round, None where there is none."""
    parts = sentences(prompt)
    asking = next((part for part in reversed(parts) if "?" in part), parts[-1])
    for found in _NEGATIVE.finditer(asking):
        if not _REASON.search(asking, 0, found.start()) and "true or false" not in asking.casefold():
            return found[0]
    return None


@of_question(Severity.WARNING, english=True)
def generic_prompt(posed: Posed) -> Iterator[Finding]:
    """The prompt asks nothing: only the choices do.

    Seen: the whole prompt is "Which of the following is true?" or the like.

    Why: it asks as many questions as there are choices, about whatever they are about. Nobody can think of the
    answer before reading them all, and what a wrong answer shows is not clear.

    Bad:

        prompt: Which of the following statements is correct?

    Good:

        prompt: What does the liver do with alcohol?

    Source: Haladyna, Downing and Rodriguez 2002, rule 15 (the central idea is in the stem).
    """
    if isinstance(posed.question, ChoiceQuestion) and _GENERIC.fullmatch(posed.prompt):
        yield Finding(
            message="the prompt does not say what it is about: each choice is a question of its own",
            help="put the subject into the prompt, or make each choice a true-or-false question",
            field="prompt",
        )


@of_question(Severity.INFO)
def long_prompt(posed: Posed) -> Iterator[Finding]:
    """The prompt has more than 80 words.

    Seen: the words of the prompt; a cloze's own text and fenced code do not count.

    Why: what can be left out distracts, and takes time that is meant for thinking. A case that all of it is needed
    for is a good reason for a long prompt.

    Bad: the story of a drug's discovery before the question for its dose.

    Good: the question for its dose.

    Source: Haladyna, Downing and Rodriguez 2002, rules 13 (little to read) and 16 (no window dressing).
    """
    if (count := len(without_blocks(posed.question.prompt).split())) > MOST_WORDS:
        yield Finding(
            message=f"the prompt has {count} words: what the question does not need takes time and distracts",
            help="leave out what nobody needs to answer, or move it to the section's text",
            field="prompt",
        )


@of_question(Severity.WARNING, english=True)
def article_cue(posed: Posed) -> Iterator[Finding]:
    """The prompt ends in "a" or "an", which some choices don't fit.

    Seen: a prompt that the choices complete ends in an article. It fits the key and does not fit every other choice.

    Why: grammar gives the answer, or rules out what is wrong.

    Bad:

        prompt: A doctor who puts patients to sleep is an
        choices: [{text: anaesthetist, correct: true}, surgeon, cardiologist]

    Good:

        prompt: What is a doctor called who puts patients to sleep?
        choices: [{text: anaesthetist, correct: true}, surgeon, cardiologist]

    Source: Haladyna, Downing and Rodriguez 2002, rule 28c; NBME item-writing guide, grammatical cues.
    """
    found = _ARTICLE.search(posed.prompt) if posed.options else None
    if not found:
        return
    wants_vowel = found["article"].casefold() == "an"
    misfits = [option for option in posed.distractors if _takes_an(option.text) != wants_vowel]
    fits = all(_takes_an(option.text) == wants_vowel for option in posed.options if option.correct)
    if misfits and fits:
        yield Finding(
            message=f'the prompt ends in "{found["article"]}", which rules out {shown(misfits[0].text)}',
            help='write "a(n)", or let each choice begin with its own article',
            field="prompt",
        )


def _takes_an(text: str) -> bool:
    """Whether "an" is said before a text."""
    bare = text.lstrip("\"'“‘(")
    if initials := _INITIALS.match(bare):
        return initials[0][0] in "AEFHILMNORSX"
    if bare[:1].isdigit():
        return re.match(r"8|1[18](?!\d)", bare) is not None
    return _VOWEL.match(bare) is not None and not _CONSONANT.match(bare)
