"""Rules about the length of the right choice."""

from __future__ import annotations

from collections.abc import Iterator

from studyapp.check.material import Material
from studyapp.check.odds import at_least
from studyapp.check.posed import Option, Posed
from studyapp.check.rule import Finding, of_course, of_question
from studyapp.check.words import looks_like_code
from studyapp.diagnostics import Severity

RATIO, CHARACTERS, WORDS = 1.5, 15, 4
FEWEST, UNLIKELY = 10, 0.05


@of_question(Severity.WARNING)
def longest_choice_is_key(posed: Posed) -> Iterator[Finding]:
    """The right choice is much longer than every other one.

    Seen: the key has four words or more, and is at least 1.5 times as long as the longest other choice and 15
    characters longer. Questions with code among their choices are left out, as are those with several keys.

    Why: authors take care to make the key true in every respect, and so make it long. Test-wise learners know that,
    and pick the longest choice when they know nothing else.

    Bad:

        choices:
          - text: That what works in one place has to be shown to work in the next before it is copied
            correct: true
          - That it is useless
          - That it is cheap

    Good:

        choices:
          - text: That it has to be tested again elsewhere
            correct: true
          - That it is useless outside of its own country
          - That it is cheap to copy for any hospital

    Source: Haladyna, Downing and Rodriguez 2002, rules 24 and 28d; NBME item-writing guide, testwiseness.
    """
    key = posed.key
    if key is None or len(posed.options) < 2 or len(key.text.split()) < WORDS:
        return
    longest = max(len(option.text) for option in posed.distractors)
    ratio = len(key.text) / longest if longest else 0
    if ratio < RATIO or len(key.text) - longest < CHARACTERS:
        return
    if any(looks_like_code(option.source) for option in posed.options):
        return
    yield Finding(
        message=f"the key is {ratio:.1f} times as long as the longest other choice: test-wise readers pick it",
        help="shorten it, or lengthen another choice",
        field="choices",
        quote=key.source,
    )


@of_course(Severity.WARNING)
def keys_are_longest(material: Material) -> Iterator[Finding]:
    """Over the whole course the right choice is the longest one too often.

    Seen: of all questions with one key, how often it is the longest choice, against chance (one in as many as there
    are choices; two that are equally long leave the question out). Told from 10 questions on, where chance alone
    would bring as many in less than 5 of 100 courses.

    Why: each question may be within bounds, and still "always the longest" earns more than guessing does.
    `studyapp check --players` tells how much, file by file.

    Bad: in 30 of 40 questions with four choices the key is the longest.

    Good: in about 10 of 40 it is.

    Source: Haladyna, Downing and Rodriguez 2002, rule 24; Poisson-binomial test.
    """
    longest = [(posed, found) for posed in material.posed if (found := _longest(posed))]
    if len(longest) < FEWEST:
        return
    chances = [1 / len(posed.options) for posed, _ in longest]
    hits = sum(found.correct for _, found in longest)
    if at_least(hits, chances) < UNLIKELY:
        yield Finding(
            message=f"in {hits} of {len(longest)} questions the key is the longest choice, where chance would"
            f" bring {sum(chances):.0f}: always picking the longest pays",
            help="shorten keys, or lengthen other choices; `studyapp check --players` tells in which files",
        )


def _longest(posed: Posed) -> Option | None:
    """The longest choice of a question with one key, None where two are equally long."""
    if posed.key is None or len(posed.options) < 2:
        return None
    first, second = sorted(posed.options, key=lambda option: len(option.text), reverse=True)[:2]
    return first if len(first.text) > len(second.text) else None
