"""A section's Markdown source: its title and headings, and where a quotation stands in it.

Sources are str with LF line ends and without control characters; places are offsets into the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from studyapp.course.folding import Folded, fold
from studyapp.values import dataclass

_HEADING_OR_FENCE = re.compile(
    r"\n {0,3}(?:(?P<fence>`{3,}+(?=[^`\n]*(?:\n|\Z))|~{3,}+)"
    r"|(?P<atx>#{1,6})(?:[ \t]+(?P<words>[^\n]*))?(?=\n|\Z)"
    r"|(?P<under>=+|-+)[ \t]*(?=\n|\Z))"
)
_NOT_A_PARAGRAPH = re.compile(r" {4}|\t| {0,3}(?:[-+*>|]|\d{1,9}[.)]|\[\^)(?:[ \t]|$|(?<=[>|^]))")
_NEAREST_TEXT, _NEAREST_NEEDLE = 100_000, 400  # characters; the worst pair takes about half a second


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its level (1 to 6), its plain text, and the source offset of its first line."""

    level: int
    title: str
    start: int


def first_heading(text: str) -> Heading | None:
    """The first heading, None without one; nothing behind it is read."""
    return next(_headings(text), None)


def headings(text: str) -> list[Heading]:
    """All headings outside fenced code, in the order of the text; empty ones are left out."""
    return list(_headings(text))


def _headings(text: str) -> Iterator[Heading]:
    source = "\n" + text  # each line begins behind a newline, at the same offset as in `text`
    at = floor = 0
    while match := _HEADING_OR_FENCE.search(source, at):
        at = match.end()
        if match["fence"]:
            at = floor = _fence_end(source, at, match["fence"])
        elif match["under"]:
            start = _paragraph_start(source, floor, match.start())
            floor = at
            if start is not None and (title := plain(source[start : match.start()])):
                yield Heading(1 if match["under"][0] == "=" else 2, title, start - 1)
        else:
            floor = at
            if title := plain((match["words"] or "").rstrip(" \t").rstrip("#")):
                yield Heading(len(match["atx"]), title, match.start())


def _fence_end(source: str, at: int, fence: str) -> int:
    """Where the fenced code that opens before ``at`` ends: behind its closing fence, else at the text's end."""
    closing = re.compile(rf"\n {{0,3}}{fence[0]}{{{len(fence)},}}+[ \t]*(?=\n|\Z)").search(source, at)
    return closing.end() if closing else len(source)


def _paragraph_start(source: str, floor: int, end: int) -> int | None:
    """Where the paragraph that ends at ``end`` begins, None if what stands there is not a paragraph."""
    start = end
    while start > floor:
        before = source.rfind("\n", floor, start)
        line = source[before + 1 : start]
        if before < 0 or not line.strip():
            break
        if _NOT_A_PARAGRAPH.match(line):
            return None
        start = before
    return start + 1 if start < end else None


def plain(source: str) -> str:
    """A short piece of Markdown as plain text: emphasis, code ticks, links and escapes without their marks."""
    text = re.sub(r"\[\^[^\[\]\s]+\]", "", source)
    text = re.sub(r"!?\[([^\[\]]*)\](?:\([^()\s]*(?:[ \t]+\"[^\"]*\")?\)|\[[^\[\]]*\])", r"\1", text)
    text = re.sub(r"\\([!-/:-@\[-`{-~])|[*`]|~~|(?<!\w)_+|_+(?!\w)", lambda match: match[1] or "", text)
    if "&" in text:
        from html import unescape

        text = unescape(text)
    return " ".join(text.split())


@lru_cache(maxsize=2)
def folded(text: str) -> Folded:
    """The folded section; the last two are kept, as a section's quotations are looked up one after another."""
    return fold(text)


def find(text: str, quotation: str) -> tuple[int, int] | None:
    """The source offsets (start, stop) of the first passage that reads as ``quotation``, None if there is none.

    Both are folded (see ``folding``), case counts. A quotation without anything but marks and white space is not
    found. Linear in the two lengths.
    """
    needle = fold(quotation).text.strip()
    if not needle:
        return None
    whole = folded(text)
    place = whole.text.find(needle)
    if place >= 0:
        return whole.source_start(place), whole.source_stop(place + len(needle))
    literal = quotation.strip()
    start = text.find(literal)
    return None if start < 0 else (start, start + len(literal))


def nearest(text: str, quotation: str) -> tuple[int, int, float] | None:
    """The passage most like ``quotation``: source offsets (start, stop) and likeness 0 to 1, None if nothing is.

    Compares the quotation's first 400 with the text's first 100,000 characters: a "did you mean", not a search. Case
    does not count, and the passage is whole words.
    """
    from rapidfuzz.fuzz import partial_ratio_alignment

    needle = fold(quotation).text.strip()[:_NEAREST_NEEDLE]
    whole = folded(text)
    hay = whole.text[:_NEAREST_TEXT]
    lower = hay.lower() if len(hay.lower()) == len(hay) else hay
    found = partial_ratio_alignment(needle.lower(), lower) if needle else None
    if found is None or found.dest_start == found.dest_end or not found.score:
        return None
    start, stop = found.dest_start, found.dest_end
    while start and hay[start - 1].isalnum() and hay[start].isalnum():
        start -= 1
    while stop < len(hay) and hay[stop].isalnum() and hay[stop - 1].isalnum():
        stop += 1
    return whole.source_start(start), whole.source_stop(stop), found.score / 100
