"""The lines between two headings of a PDF, made paragraphs and lists."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from studyapp.formats.pdf_headings import body_size, line_step
from studyapp.formats.pdf_lines import Line

BULLET: Final = "•"
"""What the bullets of all lists are made."""
_ITEM = re.compile(r"(?:[•▪‣◦·●○■–*\uf0b7-]|\(?\d{1,2}[.)]|\(?[a-z]\))(?:\s+|\Z)")
_BULLET = re.compile(r"[•▪‣◦·●○■–*\uf0b7-](?:\s+|\Z)")
_CLOSED = re.compile(r"[.!?:…][\"'”’»)\]\d]*\Z")
_BROKEN = re.compile(r"(\w+)[-\u2010]\Z")
_FIRST_WORD = re.compile(r"\w+")
_WIDE_GAP: Final = 1.3
_SMALL: Final = 0.92
"""Of the text's size: below it is the type of footnotes."""
_SHORT: Final = 0.75
"""Of the length of a full line."""
_INDENT: Final = 0.7
"""Of a line's size: how far in a paragraph's first line begins at least."""


class Paragraphs:
    """Puts lines together; made once for a document, whose ways it measures.

    A paragraph ends at a wide gap, before an indented line or an item of a list, and behind a short line that closes a
    sentence; over the end of a column or page it goes on where its sentence does.
    """

    def __init__(self, lines: Sequence[Line]) -> None:
        self._step = line_step(lines)
        lengths = sorted(len(line.text) for line in lines)
        self._full = lengths[len(lengths) * 3 // 4] if lengths else 0
        self._words = Counter(
            word.casefold() for line in lines for word in re.findall(r"\w+(?:[-\u2010]\w+)*", line.text)
        )
        self._footnotes = _footnotes(lines)
        self._margins = _margins(lines)

    def join(self, lines: Sequence[Line]) -> list[str]:
        """The paragraphs of these lines as plain text, a line each: items with bullet or number, footnotes last."""
        made: list[str] = []
        begun: list[Line] = []
        for line in sorted(lines, key=self._footnotes.__contains__):
            if begun and self._ends(begun, line):
                made.append(_BULLET.sub(f"{BULLET} ", self.words(begun), count=1))
                begun = []
            begun.append(line)
        if begun:
            made.append(_BULLET.sub(f"{BULLET} ", self.words(begun), count=1))
        return made

    def _ends(self, begun: Sequence[Line], line: Line) -> bool:
        """Whether the paragraph that was begun ends above the line."""
        above = begun[-1]
        closed = bool(_CLOSED.search(above.text))
        if _ITEM.match(line.text):
            return (
                closed
                or bool(_BULLET.match(line.text))
                or bool(_ITEM.match(begun[0].text))
                or self._indent(line) > 0
            )
        if _ITEM.match(begun[0].text) and line.x < begun[0].x - 2 and above.page == line.page:
            return True
        if abs(above.size - line.size) > 1:
            return True
        if above.page != line.page or line.y > above.y + line.size:
            short = _SHORT if len(begun) > 1 else 0.9
            return (closed or len(above.text) < short * self._full) and not line.text[0].islower()
        if above.y - line.y > _WIDE_GAP * self._step:
            return True
        if self._indent(line) > _INDENT * line.size and abs(self._indent(above)) < _INDENT * line.size:
            return not _ITEM.match(begun[0].text)
        return closed and len(above.text) < _SHORT * self._full and not line.text[0].islower()

    def _indent(self, line: Line) -> float:
        return line.x - self._margins.get(line.page, line.x)

    def words(self, lines: Iterable[Line]) -> str:
        """The text of lines that belong together, on one line."""
        text = ""
        for line in lines:
            text = self._glued(text, line.text) if text else line.text
        return text

    def _glued(self, text: str, below: str) -> str:
        """The text with the next line; a word that was broken for want of room is whole again."""
        broken = _BROKEN.search(text)
        second = _FIRST_WORD.match(below)
        if not broken or not second or not below[0].islower():
            return f"{text} {below}"
        with_hyphen = self._words[f"{broken[1]}-{second[0]}".casefold()]
        whole = self._words[f"{broken[1]}{second[0]}".casefold()]
        return text + below if with_hyphen > whole else text[:-1] + below


def is_item(text: str) -> bool:
    """Whether a paragraph is an item of a list: what ``Paragraphs.join`` gave a bullet, or what has a number."""
    return bool(re.match(rf"(?:{BULLET}|\d{{1,3}}[.)]) +\S", text))


def _footnotes(lines: Sequence[Line]) -> set[Line]:
    """Lines in small type at the foot of a column or page."""
    body = body_size(lines)
    found: set[Line] = set()
    below: Line | None = None
    for line in reversed(lines):
        at_the_foot = (
            below is None or below.page != line.page or below.y > line.y + line.size or below in found
        )
        if at_the_foot and line.size < _SMALL * body:
            found.add(line)
        below = line
    return found


def _margins(lines: Sequence[Line]) -> dict[int, float]:
    """Pages -> where most of their lines begin."""
    starts: dict[int, Counter[int]] = {}
    for line in lines:
        starts.setdefault(line.page, Counter())[round(line.x)] += 1
    return {page: float(counted.most_common(1)[0][0]) for page, counted in starts.items()}
