"""Words of plain text, as the rules compare them."""

from __future__ import annotations

import re

from studyapp.course.naming import STOPWORDS as STOPWORDS  # the rules take it from here

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SENTENCE_END = re.compile(r"(?<=[.?!])[\"'”’)]*\s+")
_BLOCK = re.compile(r"(?m)^ {0,3}(?P<fence>`{3,}|~{3,})(?:.*\n)+?(?: {0,3}(?P=fence)[`~]*[ \t]*$|\Z)")
_CODE = re.compile(r"`|[;{}]|\w\(|==|->|=>|::|\w_\w")


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


def without_blocks(source: str) -> str:
    """Markdown without its fenced code: a program is worked through, its words are not read as a text's."""
    return _BLOCK.sub("", source) if "```" in source or "~~~" in source else source


def looks_like_code(source: str) -> bool:
    """Whether a text is, or has in it, code or a formula."""
    return _CODE.search(source) is not None
