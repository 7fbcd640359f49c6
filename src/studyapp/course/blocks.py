"""The top-level blocks of a Markdown source, found by one cheap scan and without parsing it.

A view parses and wraps only the blocks near its window, so no block may be large: long lists, tables, fenced code and
paragraphs are cut into pieces that can be parsed on their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

LIMIT = 6_000
"""Characters of source that a block has at most, but for a table's repeated header."""

_EDGE = re.compile(
    r"\n(?:(?P<blank>[ \t]*(?=\n)(?:\n[ \t]*(?=\n))*+)"
    r"|(?P<indent>[ \t]*)(?P<fence>`{3,}+(?=[^`\n]*(?:\n|\Z))|~{3,}+)"
    r"|(?P<note> {0,3}(?=\[\^[^\[\]\s]+\]:)))"
)
_MARKER = r"(?:[-+*]|\d{1,9}[.)])(?=[ \t\n]|\Z)"
_LIST = re.compile(rf"( {{0,3}}){_MARKER}")
_NOTE = re.compile(r" {0,3}\[\^[^\[\]\s]+\]:")
_INDENTED = re.compile(r" {4}| {0,3}\t")
_CONTINUES = frozenset(" \t-+*0123456789")  # what a line may begin with that goes on behind a blank one
_NESTED = re.compile(r"  | ?\t")
_FENCE = re.compile(r" {0,3}(?:`{3,}+(?=[^`\n]*(?:\n|\Z))|~{3,}+)[^\n]*\n?")
_TABLE = re.compile(r"[^\n]*\n {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-*:?[ \t]*)*(?:\n|\Z)")
_SENTENCE_ENDS = (". ", "! ", "? ", ".\n", "!\n", "?\n", "。", "\n")
_REFERENCE = re.compile(
    r"\n {0,3}\[(?P<label>[^\[\]\n^][^\[\]\n]{0,998})\]:[ \t]*<?(?P<target>[^\s<>]+)>?"
    r"(?:[ \t]+(?P<title>\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\)))?[ \t]*(?=\n|\Z)"
)
_NOTE_LABEL = re.compile(r"\n {0,3}\[\^([^\[\]\s]+)\]:")


class Block(NamedTuple):
    """Source offsets of a block.

    ``lead`` is None for a block of its own. For a piece of a larger one it is the source that must stand before the
    piece to be parsed as what it is (an opening fence, a table's header, or nothing), and no gap is shown above it.
    """

    start: int
    stop: int
    lead: str | None = None


class Index(NamedTuple):
    """What a view must know of a whole source before it can parse any one block of it."""

    blocks: Sequence[Block]
    references: Mapping[str, tuple[str, str]]
    footnotes: Mapping[str, int]


@lru_cache(maxsize=4)
def index(text: str) -> Index:
    """The source's index, kept for the next time: a million words take 30 ms. It may be made in another thread."""
    return Index(blocks(text), references(text), footnotes(text))


def blocks(text: str) -> list[Block]:
    """The blocks of a source in order; each line that is not blank is in exactly one of them."""
    found: list[Block] = []
    for start, stop in _spans("\n" + text):
        if stop - start <= LIMIT:
            found.append(Block(start, stop))
        else:
            found.extend(_pieces(text, start, stop))
    return found


def _spans(source: str) -> Iterator[tuple[int, int]]:
    """Blocks of ``source``, a text behind one newline: offsets into the text (one less than into ``source``)."""
    start, at = 1, 0
    while match := _EDGE.search(source, at):
        edge, at = match.start(), match.end()
        if match.lastgroup == "blank":
            if _goes_on(source, start, at + 1):
                continue
            cut = at + 1
        elif match.lastgroup == "fence":
            inside = edge > start and (_LIST.match(source, start) or _NOTE.match(source, start))
            if _INDENTED.match(match["indent"]) and not inside:
                continue
            at = _fence_end(source, at, match["fence"])
            if match["indent"] and inside:
                continue
            if edge > start:
                yield start - 1, edge - 1
            start, edge, cut = edge + 1, at, at + 1
        else:
            cut = edge + 1
        if edge > start:
            yield start - 1, edge - 1
        start = cut
    if source[start:].strip():
        yield start - 1, len(source) - 1


def _fence_end(source: str, at: int, fence: str) -> int:
    """Where the fenced code that opens before ``at`` ends: behind its closing fence, else at the text's end."""
    closing = re.compile(rf"\n[ \t]*{fence[0]}{{{len(fence)},}}+[ \t]*(?=\n|\Z)").search(source, at)
    return closing.end() if closing else len(source)


def _goes_on(source: str, start: int, line: int) -> bool:
    """Whether the block that begins at ``start`` goes on, behind a blank line, with the line at ``line``."""
    if start >= line or source[line : line + 1] not in _CONTINUES:
        return False
    if _LIST.match(source, start):
        return bool(_NESTED.match(source, line) or _LIST.match(source, line))
    if _NOTE.match(source, start):
        return bool(_NESTED.match(source, line))
    return bool(_INDENTED.match(source, start) and _INDENTED.match(source, line))


def _pieces(text: str, start: int, stop: int) -> Iterator[Block]:
    """The pieces of a block that is too long."""
    if fence := _FENCE.match(text, start, stop):
        yield from _cut_lines(text, start, stop, fence[0])
    elif (table := _TABLE.match(text, start, stop)) and "|" in table[0] and len(table[0]) < LIMIT:
        yield from _cut_lines(text, start, stop, table[0])
    elif item := _LIST.match(text, start, stop):
        yield from _cut_items(text, start, stop, len(item[1]))
    else:
        yield from _cut_sentences(text, start, stop)


def _cut_lines(text: str, start: int, stop: int, lead: str) -> Iterator[Block]:
    """Pieces that end where a line ends; all but the first stand behind ``lead``."""
    first = start
    while stop - start > LIMIT:
        end = text.rfind("\n", start + 1, start + LIMIT)
        if end <= first + len(lead):
            end = start + LIMIT
        yield Block(start, end, None if start == first else lead)
        start = end + (text[end] == "\n")
    if start < stop:
        yield Block(start, stop, lead)


def _cut_items(text: str, start: int, stop: int, indent: int) -> Iterator[Block]:
    """Pieces of a list, cut before items of its outermost level."""
    bullets = re.compile(rf"\n {{0,{min(3, indent + 1)}}}{_MARKER}")
    joined: str | None = None
    begin = last = start
    for edge in (*(match.start() for match in bullets.finditer(text, start, stop)), stop):
        if edge - begin > LIMIT and last > begin:
            yield from _cut_sentences(text, begin, last, joined)
            joined = None if text[last - 1] == "\n" else ""
            begin = last + 1
        last = edge
    yield from _cut_sentences(text, begin, stop, joined)


def _cut_sentences(text: str, start: int, stop: int, lead: str | None = None) -> Iterator[Block]:
    """Pieces that end with a sentence, else with a line, else with a word, else anywhere."""
    while stop - start > LIMIT:
        low, high = start + LIMIT // 2, start + LIMIT
        end = max(text.rfind(mark, low, high) + 1 for mark in _SENTENCE_ENDS)
        end = end or text.rfind(" ", low, high) + 1 or high
        yield Block(start, end, lead)
        start, lead = end, ""
        while start < stop and text[start] in " \t\n":
            start += 1
    if start < stop:
        yield Block(start, stop, lead)


def references(text: str) -> dict[str, tuple[str, str]]:
    """Link reference definitions ``[label]: target "title"``: label as written -> (target, title or "")."""
    if "]:" not in text:
        return {}
    found: dict[str, tuple[str, str]] = {}
    for match in _REFERENCE.finditer("\n" + text):
        found.setdefault(match["label"], (match["target"], (match["title"] or "")[1:-1]))
    return found


def footnotes(text: str) -> dict[str, int]:
    """Labels of footnotes ``[^label]: ...`` -> their numbers, from 1 in the order of the definitions."""
    if "[^" not in text:
        return {}
    labels = dict.fromkeys(match[1] for match in _NOTE_LABEL.finditer("\n" + text))
    return {label: number for number, label in enumerate(labels, 1)}
