"""Rules about a course as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studyapp.check.material import Material
from studyapp.check.odds import chi_square
from studyapp.check.posed import Posed
from studyapp.check.rule import Finding, of_course
from studyapp.check.rules.choices import NUMBER
from studyapp.check.words import without_blocks, words
from studyapp.course.model import ChoiceQuestion
from studyapp.course.sentences import sentences
from studyapp.diagnostics import Severity
from studyapp.study.showing import choices

FEWEST, UNLIKELY = 20, 0.01
FEWEST_WORDS = 100
_VOWELS = re.compile(r"[aeiouy]+")
_LEVELS = (
    (90, "very easy"),
    (80, "easy"),
    (70, "fairly easy"),
    (60, "plain English"),
    (50, "fairly difficult"),
    (30, "difficult"),
)


@of_course(Severity.WARNING)
def key_position(material: Material) -> Iterator[Finding]:
    """The right choice stands in some places more often than in others.

    Seen: of the questions whose choices are not shuffled, in which place the key stands, against equal chances. Told
    from 20 questions on, where chance alone would bring as uneven places in less than 1 of 100 courses. Choices that
    are numbers are left out, since they are shown in their own order.

    Why: authors avoid the first and the last place, and learners know it.

    Bad: with `shuffle: false`, 18 of 24 keys stand in the second place.

    Good: leave out `shuffle: false`, and the places change each time.

    Source: Haladyna, Downing and Rodriguez 2002, rule 20 (vary the place of the right answer); chi-square test.
    """
    fixed = [(place, len(posed.options)) for posed in material.posed if (place := _place(posed)) is not None]
    if len(fixed) < FEWEST:
        return
    most = max(size for _, size in fixed)
    seen = [sum(place == at for place, _ in fixed) for at in range(most)]
    meant = [sum(1 / size for _, size in fixed if at < size) for at in range(most)]
    while len(meant) > 2 and meant[-1] < 5:  # Pearson's test wants five expected in each class
        seen[-2:], meant[-2:] = [sum(seen[-2:])], [sum(meant[-2:])]
    if chi_square(seen, meant) < UNLIKELY:
        told = ", ".join(map(str, seen))
        yield Finding(
            message=f"keys stand in some places more often than in others ({told} of {len(fixed)}, from the first"
            " place to the last): guessing by place pays",
            help="let choices be shuffled, or move some keys",
        )


def _place(posed: Posed) -> int | None:
    """Where the key of a question that is not shuffled stands, from 0; None for all other questions."""
    question = posed.question
    if question.shuffle or posed.key is None or not isinstance(question, ChoiceQuestion):
        return None
    if all(NUMBER.fullmatch(option.text) for option in posed.options):
        return None
    return [choice.correct for choice in choices(question, "")].index(True)


@of_course(Severity.INFO, english=True)
def reading_level(material: Material) -> Iterator[Finding]:
    """How hard the texts of a course are to read.

    Seen: Flesch's reading ease of all texts together: 206.835 - 1.015 x words a sentence - 84.6 x syllables a word.
    Told once a course, from 100 words on; fenced code does not count. 60 to 70 is plain English, below 30 reads like
    a scientific paper.

    Why: it tells whether the texts suit those that they are written for. There is nothing to mend if they do.

    Bad: a course for beginners with a reading ease of 20.

    Good: shorter sentences, common words.

    Source: Flesch 1948, "A new readability yardstick". Syllables are counted as groups of vowels.
    """
    texts = [without_blocks(section.text) for section in material.course.sections]
    found = [word for text in texts for word in words(text)]
    if len(found) < FEWEST_WORDS:
        return
    cut = sum(len(sentences(text)) for text in texts)
    ease = 206.835 - 1.015 * len(found) / max(1, cut) - 84.6 * sum(map(_syllables, found)) / len(found)
    level = next((name for least, name in _LEVELS if ease >= least), "very difficult")
    yield Finding(
        message=f"the texts have a reading ease of {ease:.0f} (Flesch): {level}",
        help="nothing, if that suits those who read them; else shorten sentences and choose common words",
    )


def _syllables(word: str) -> int:
    groups = len(_VOWELS.findall(word))
    silent = word.endswith("e") and not word.endswith(("le", "ee", "ye")) and groups > 1
    return max(1, groups - silent)
