"""Words of plain text, as the rules compare them."""

from __future__ import annotations

import re
from typing import Final

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SENTENCE_END = re.compile(r"(?<=[.?!])[\"'”’)]*\s+")
_CODE = re.compile(r"`|[;{}]|\w\(|==|->|=>|::|\w_\w")
_STOPWORDS = (
    "a about above after again all also although an and another any are as at be because been before being below"
    " between both but by can could did do does doing down during each few for further from had has have having he"
    " her here him his how however i if in into is it its itself just may me might more most must my no none nor not"
    " nothing now of off on once one only or other our out over own same she should since so some such than that the"
    " their them then there these they this those through to too under until up upon us very was we were what when"
    " where whether which while who whom whose why will with within without would you your"
    " according best called following statement statements question section text true false correct choose complete"
    " name point sentence answer"
)
STOPWORDS: Final = frozenset(_STOPWORDS.split())
"""English words that say nothing of a subject, among them those that questions are made of."""


def words(text: str) -> tuple[str, ...]:
    """The words of plain text in their order, in one case."""
    return tuple(_WORD.findall(text.casefold()))


def content(found: tuple[str, ...]) -> frozenset[str]:
    """The words that say something of a subject: no stop words, no numbers, none of one letter."""
    return frozenset(word for word in found if len(word) > 1 and word not in STOPWORDS and not word.isdigit())


def sentences(text: str) -> list[str]:
    """A prompt's sentences; a short text's full stops rarely mislead, and if so only by a part of it."""
    return _SENTENCE_END.split(text.strip())


def holds(whole: tuple[str, ...], part: tuple[str, ...]) -> bool:
    """Whether some words stand in others, one after another."""
    size = len(part)
    return bool(part) and any(
        whole[at : at + size] == part for at in range(len(whole) - size + 1) if whole[at] == part[0]
    )


def looks_like_code(source: str) -> bool:
    """Whether a text is, or has in it, code or a formula."""
    return _CODE.search(source) is not None
