"""Headings in plain text, recognised in the ways in which people write them.

A false heading tears a text apart, a missed one only makes a section longer: what is not plainly a heading is none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import takewhile
from typing import Final

MAX_CHARACTERS, MAX_WORDS = 80, 12  # of a heading
MAX_TITLE_CHARACTERS, MAX_TITLE_WORDS = 150, 25  # of what stands alone above the whole text
LONG: Final = 120
"""Characters from which a line is a paragraph that was not wrapped."""
_WIDE: Final = 50
"""Characters of the first line of a wrapped paragraph, at least."""
_LESS: Final = 25
"""Characters that a heading is shorter than the paragraph below it, which was not wrapped."""
_TITLE_LINES: Final = 3
"""Lines that stand together above the text at most, the first of which is its title."""
_ENOUGH_TEXT: Final = 12
"""Words that stand below a heading told only by its shortness, at least."""
_TOO_MANY: Final = 3
"""Headings on end, without text between them: a table of contents, a list, an address."""


class Way(Enum):
    """How a heading is written, the outermost first; the value is what the report calls them."""

    DOUBLE = "underlined with ==="
    PART = "called a part or a book"
    CHAPTER = "called a chapter or the like"
    CAPITALS = "in capitals"
    NUMBERED = "numbered (1.)"
    SINGLE = "underlined with ---"
    INNER = "numbered (1.1)"
    INMOST = "numbered (1.1.1)"
    SHORT = "short lines without a full stop"
    WAVY = "underlined with ~~~"


_ORDER: Final = list(Way)
_UNDER: Final = {"=": Way.DOUBLE, "-": Way.SINGLE, "~": Way.WAVY}
_RULE = re.compile(r"\s*([=~-])\1{2,}\s*")
_HASHES = re.compile(r"(\#{1,6})[ \t]+(\S.*?)[ \t#]*")
_ROMAN = r"(?=[IVXLC])(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
_COUNT = (
    rf"(?:\d{{1,3}}|{_ROMAN}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|the (?:first|second|third|fourth|fifth|last)|[A-Z])"
)
_CHAPTER = re.compile(
    r"(?:(?P<part>part|book|volume|teil|partie|parte|act)"
    r"|chapter|section|lecture|lesson|unit|module|appendix|week|kapitel|abschnitt|lektion|chapitre|leçon|cap[ií]tulo|scene)"
    rf"\s+{_COUNT}(?P<rest>\s*[.:)–—-]?\s*|\s*[.:)–—-]\s*\S.*|\s+[A-ZÀ-Þ\"“].*)",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    rf"(?:§\s*)?(?P<number>\d{{1,2}}(?:\.\d{{1,2}}){{0,3}}|{_ROMAN})(?P<mark>[.:)]?)\s+(?P<words>\S.*)"
)
_NO_HEADING = re.compile(
    r"[-*•–—\"“”'‘’«»(\[{<>|/\\@#%&+=~^_`]"
    r"|(?:fig(?:ure)?|table|tab|abb(?:ildung)?|tabelle|image|photo|source|note|by|von|par|dear|page|p)\b\.?[ :]",
    re.IGNORECASE,
)
_NOT_IN_A_HEADING = re.compile(r"[.!?]\s+[A-ZÀ-Þ]|https?://|\S@\S|[=<>|{}]|\s{3}|\t")
_CLOSES = re.compile(r"[.!?…]['\"”’»)\]]*\Z")


@dataclass(frozen=True, slots=True)
class Found:
    """A heading that stands in ``lines[start:stop]`` of a text."""

    start: int
    stop: int
    words: str
    way: Way | int
    """How it is written; a number is that of the ``#`` before it."""
    certain: bool = True
    """Whether it is one whatever stands around it."""


@dataclass(frozen=True, slots=True)
class Headings:
    """The headings of a text in order, the levels they have, and the text's title among them."""

    found: tuple[Found, ...]
    levels: dict[Way | int, int]
    title: Found | None

    def level(self, heading: Found) -> int:
        """1 to 6; the title alone stands above all others."""
        return 1 if heading is self.title else min(6, self.levels[heading.way] + (self.title is not None))

    def ways(self) -> Counter[str]:
        """How many headings were told in which way."""
        return Counter(
            f"marked with {'#' * one.way}" if isinstance(one.way, int) else one.way.value
            for one in self.found
            if one is not self.title
        )


def headings(lines: Sequence[str]) -> Headings:
    """The headings of a text of these lines; blank lines are empty strings."""
    found = _sifted(list(_candidates(lines)), lines)
    title = _title(found, lines)
    if title and (not found or found[0].start != title.start):
        found.insert(0, title)
    ways = {one.way for one in found if one is not title}
    named = [way for way in _ORDER if way in ways]
    marks = sorted(way for way in ways if isinstance(way, int))
    outermost_first: list[Way | int] = [*marks, *named]
    levels = {way: level for level, way in enumerate(outermost_first, 1)}
    return Headings(tuple(found), levels, title)


def _candidates(lines: Sequence[str]) -> Iterator[Found]:
    """What may be a heading: first lines of a block, underlined lines."""
    at = 0
    while at < len(lines):
        one = _at(lines, at)
        if one:
            yield one
        at = one.stop if one else at + 1


def _at(lines: Sequence[str], at: int) -> Found | None:
    line = lines[at].strip()
    below = lines[at + 1] if at + 1 < len(lines) else ""
    if not line or len(line) > LONG:
        return None
    if (rule := _RULE.fullmatch(below)) and _is_underlined(line, below.strip()):
        return Found(at, at + 2, line, _UNDER[rule[1]])
    begins = at == 0 or not lines[at - 1].strip()
    if not begins:
        return None
    if (marked := _HASHES.fullmatch(lines[at])) and marked[2][-1] not in ".,;:":
        return Found(at, at + 1, marked[2], len(marked[1]))
    stands_alone = not below.strip() or len(below) > max(MAX_CHARACTERS, len(line) + _LESS)
    stands_out = stands_alone or _begins_text(below)
    if (chapter := _CHAPTER.fullmatch(line)) and _is_heading(line.rstrip("."), MAX_CHARACTERS, MAX_WORDS):
        return _chapter(lines, at, chapter) if stands_alone or _named_below(lines, at, chapter) else None
    lone = _lone(line, at) if stands_out else None
    return lone if stands_alone or (lone and lone.way is not Way.SHORT) else None


def _begins_text(line: str) -> bool:
    """Whether a line is plainly the first of a wrapped paragraph."""
    return len(line) >= _WIDE and line[0].isupper() and line != line.upper()


def _lone(line: str, at: int) -> Found | None:
    """A heading that is told by its own words, on a line that stands alone."""
    if number := _NUMBER.fullmatch(line):
        if not _is_heading(number["words"].removesuffix("."), MAX_CHARACTERS, MAX_WORDS):
            return None
        way = (Way.NUMBERED, Way.INNER, Way.INMOST)[min(number["number"].count("."), 2)]
        return Found(at, at + 1, line.removesuffix("."), way, certain=False)
    if not _is_heading(line, MAX_CHARACTERS, MAX_WORDS):
        return None
    capitals = line.upper() == line != line.lower() and len(re.findall(r"[^\W\d_]", line)) > 3
    return Found(at, at + 1, line, Way.CAPITALS if capitals else Way.SHORT, certain=False)


def _chapter(lines: Sequence[str], at: int, chapter: re.Match[str]) -> Found:
    """A chapter's heading, with its name where that stands on the line below."""
    way = Way.PART if chapter["part"] else Way.CHAPTER
    words = lines[at].strip()
    if _named_below(lines, at, chapter):
        return Found(at, at + 2, f"{words.rstrip('.: ')}: {lines[at + 1].strip()}", way, certain=False)
    return Found(at, at + 1, words, way, certain=False)


def _named_below(lines: Sequence[str], at: int, chapter: re.Match[str]) -> bool:
    """Whether the line below, and no other, names the chapter."""
    if chapter["rest"].strip(" .:)–—-") or at + 1 >= len(lines):
        return False
    ends = at + 2 == len(lines) or not lines[at + 2].strip() or len(lines[at + 2]) > LONG
    return ends and _is_heading(lines[at + 1].strip().rstrip("."), MAX_CHARACTERS, MAX_WORDS)


def _is_underlined(line: str, rule: str) -> bool:
    """Whether the rule is about as long as the line that stands over it."""
    return len(line) <= MAX_CHARACTERS and not _RULE.fullmatch(line) and len(rule) >= max(3, len(line) // 2)


def _is_heading(words: str, characters: int, most: int) -> bool:
    return (
        0 < len(words) <= characters
        and len(words.split()) <= most
        and words[-1] not in ".,;:!…-–—&"
        and (words[0].isdigit() or words[0] in "¿§" or (words[0].isalpha() and not words[0].islower()))
        and any(char.isalpha() for char in words)
        and not _NO_HEADING.match(words)
        and not _NOT_IN_A_HEADING.search(words)
    )


def _sifted(found: list[Found], lines: Sequence[str]) -> list[Found]:
    """Those with text below them; of many on end (a list, a table of contents) none but the last."""
    found = _named(_counted(found), lines)
    edges = [*(one.start for one in found), len(lines)]
    texts = [lines[one.stop : end] for one, end in zip(found, edges[1:], strict=True)]
    bare = [not any(line.strip() for line in text) for text in texts]
    last = max((place for place, is_bare in enumerate(bare) if not is_bare), default=-1)
    return [
        one
        for place, (one, number) in enumerate(zip(found, _on_end(found, bare), strict=True))
        if one.certain or (number < _TOO_MANY and _has_text(one, texts[place], is_last=place > last))
    ]


def _on_end(found: Sequence[Found], bare: Sequence[bool]) -> list[int]:
    """For each heading, how many that are written in the same way stand on end there, without text between them."""
    numbers: list[int] = []
    start = 0
    for place, one in enumerate(found):
        after = found[place + 1] if place + 1 < len(found) else None
        if not (bare[place] and after and after.way == one.way):
            numbers += [place + 1 - start] * (place + 1 - start)
            start = place + 1
    return numbers


def _counted(found: list[Found]) -> list[Found]:
    """Those whose number, if they have one, has a neighbour: a single number is that of something else."""
    numbers = {one.start: _NUMBER.fullmatch(one.words) for one in found if one.way is Way.NUMBERED}
    values = {start: _value(number["number"]) for start, number in numbers.items() if number}
    known = {
        _value(number["number"])
        for one in found
        if (number := _NUMBER.fullmatch(one.words)) and number["number"].isalnum()
    }
    return [
        one
        for one in found
        if one.start not in values or known & {values[one.start] - 1, values[one.start] + 1}
    ]


def _value(number: str) -> int:
    """A number in digits, or a Roman one below a hundred."""
    if number.isdigit():
        return int(number)
    worth = [{"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}[letter] for letter in number]
    return sum(-one if one < after else one for one, after in zip(worth, [*worth[1:], 0], strict=True))


def _named(found: list[Found], lines: Sequence[str]) -> list[Found]:
    """The headings, a chapter's number made one with the name that stands below it behind a blank line."""
    made: list[Found] = []
    for one in found:
        chapter = (
            _CHAPTER.fullmatch(made[-1].words) if made and made[-1].way in (Way.PART, Way.CHAPTER) else None
        )
        nameless = chapter and not chapter["rest"].strip(" .:)–—-")
        if (
            nameless
            and one.way in (Way.SHORT, Way.CAPITALS)
            and not any(lines[made[-1].stop : one.start])
            and any(lines[one.stop : one.stop + 3])
        ):
            words = f"{made[-1].words.rstrip('.: ')}: {one.words}"
            made[-1] = replace(made[-1], stop=one.stop, words=words)
        else:
            made.append(one)
    return made


def _has_text(one: Found, text: Sequence[str], *, is_last: bool) -> bool:
    """Whether what stands below is a text that the heading can be of; ``is_last``: nothing comes any more."""
    if one.way not in (Way.SHORT, Way.CAPITALS):
        return True
    if one.way is Way.CAPITALS:
        return not is_last
    words = sum(len(line.split()) for line in text)
    return words >= _ENOUGH_TEXT and any(_CLOSES.search(line.strip()) for line in text)


def _title(found: list[Found], lines: Sequence[str]) -> Found | None:
    """The line that stands alone above the whole text, where it is not plainly the heading of its first part."""
    first = next((at for at, line in enumerate(lines) if line.strip()), None)
    if first is None:
        return None
    heading = found[0] if found and found[0].start == first else None
    if heading and heading.way not in (Way.SHORT, Way.CAPITALS):
        alone = sum(one.way == heading.way for one in found) == 1
        return heading if alone and heading.way in (Way.DOUBLE, 1) else None
    if heading and lines[heading.stop : heading.stop + 1] != [""]:
        return None  # its text begins on the next line, as with the other headings
    block = list(takewhile(str.strip, lines[first : first + _TITLE_LINES + 1]))
    if heading or (
        len(block) <= _TITLE_LINES
        and not _NUMBER.fullmatch(block[0].strip())
        and all(_is_heading(line.strip(), MAX_TITLE_CHARACTERS, MAX_TITLE_WORDS) for line in block)
    ):
        return heading or Found(first, first + 1, block[0].strip(), Way.SHORT)
    return None
