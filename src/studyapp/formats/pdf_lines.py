"""The lines of a PDF's pages, where they stand and how large, without what is printed on every page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from math import hypot
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from pypdf import PageObject

_LIGATURES: Final = str.maketrans(
    {
        "\ufb00": "ff",
        "\ufb01": "fi",
        "\ufb02": "fl",
        "\ufb03": "ffi",
        "\ufb04": "ffl",
        "\ufb05": "st",
        "\ufb06": "st",
    }
)
_BOLD = re.compile(r"bold|black|heavy|demi|-bd|cmbx|sfbx", re.IGNORECASE)
_NUMBER = re.compile(
    r"\W*(?:(?:page|seite|p\.|s\.)\s*)?(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:/|of|von|de)\s*\d{1,4})?\W*", re.I
)
_AT_AN_END = re.compile(r"\A\d{1,4}\b|\b\d{1,4}\Z")
_EDGE: Final = 3
"""Lines at the top and at the bottom of a page that may be printed on every page."""
_REPEATED: Final = 3
"""Pages on which a line stands in the same place before it is taken for a running head."""
_APART: Final = 3
"""Pages from one to the next of them at most, on average."""
_CONTENTS = re.compile(
    r"(?:[\divx]+ )?(?:(?:table of )?contents|inhalt(?:sverzeichnis)?|table des matières|sommaire|[ií]ndice)"
    r"(?: [\divx]+)?",
    re.IGNORECASE,
)
_ENTRY = re.compile(r".*(?:\.[ .]*){3}\s*[\divxlc]{1,6}|.*\S\s\d{1,4}", re.DOTALL)
_DOTTED = re.compile(r".*(?:\.[ .]*){4}\s*[\divxlc]{1,6}", re.DOTALL)


class Line(NamedTuple):
    """A line of text as it stands on a page; lengths are points, ``y`` grows upwards."""

    page: int
    text: str
    x: float
    y: float
    size: float
    bold: bool


def lines_of(page: PageObject, number: int) -> list[Line]:
    """The upright lines of a page in the order of its content, or all of them where none is upright."""
    for orientations in ((0,), (90, 180, 270)):
        collector = _Collector(number)
        page.extract_text(orientations=orientations, visitor_text=collector.take)
        collector.end_line()
        if collector.lines:
            return collector.lines
    return []


class _Collector:
    """Puts the pieces that pypdf hands over together to lines."""

    def __init__(self, page: int) -> None:
        self.lines: list[Line] = []
        self._page = page
        self._text = ""
        self._start: tuple[float, float] = (0.0, 0.0)
        self._sizes: Counter[float] = Counter()
        self._bold = 0

    def take(self, text: str, user: Sequence[float], at: Sequence[float], font: Any, size: float) -> None:
        """A piece of text with its two matrices, its font's dictionary and the size that it is set in."""
        for place, part in enumerate(text.split("\n")):
            if place:
                self.end_line()
            written = len("".join(part.split()))
            if written and not self._text.strip():
                self._start = _moved(at[4], at[5], user)
            if written:
                upright = at[2] * user[0] + at[3] * user[2], at[2] * user[1] + at[3] * user[3]
                self._sizes[round(abs(size) * hypot(*upright) * 2) / 2] += written
                self._bold += written if _BOLD.search(str((font or {}).get("/BaseFont", ""))) else 0
            self._text += part

    def end_line(self) -> None:
        """Keep the line that was begun."""
        text = " ".join(self._text.translate(_LIGATURES).replace("\xad", "-").split())
        if text:
            size = self._sizes.most_common(1)[0][0] if self._sizes else 0.0
            bold = self._bold * 10 >= self._sizes.total() * 9
            self.lines.append(Line(self._page, text, *self._start, size, bold))
        self._text, self._sizes, self._bold = "", Counter(), 0


def _moved(x: float, y: float, matrix: Sequence[float]) -> tuple[float, float]:
    return x * matrix[0] + y * matrix[2] + matrix[4], x * matrix[1] + y * matrix[3] + matrix[5]


def without_running_heads(
    pages: Sequence[Sequence[Line]], body: float
) -> tuple[list[list[Line]], Counter[str]]:
    """The pages without what is printed at the edge of several: the same words in the same place, or the page's number.

    Lines set larger than ``body``, the size of the text, stay: they are chapters' headings. Also returns how many lines
    were left out of which kind.
    """
    often, offsets = _repeated(pages), _offsets(pages)
    dropped: Counter[str] = Counter()
    kept: list[list[Line]] = []
    for page in pages:
        outer = _edge(page, 1)
        heads = {
            line
            for line in _edge(page, _EDGE)
            if line.size <= body * 1.15
            and (
                _key(line) in often
                or (line in outer and (_is_number(line, pages) or _offset(line) & offsets))
            )
        }
        dropped.update("page number" if _NUMBER.fullmatch(line.text) else "running head" for line in heads)
        kept.append([line for line in page if line not in heads])
    return kept, dropped


def _repeated(pages: Sequence[Sequence[Line]]) -> set[tuple[str, int]]:
    """What stands at the same height of several pages that are not far from each other."""
    seen: dict[tuple[str, int], list[int]] = {}
    for number, page in enumerate(pages):
        for key in {_key(line) for line in _edge(page, _EDGE)}:
            seen.setdefault(key, []).append(number)
    least = min(_REPEATED, max(2, len(pages)))
    return {key for key, on in seen.items() if len(on) >= least and on[-1] - on[0] <= _APART * (len(on) - 1)}


def _offsets(pages: Sequence[Sequence[Line]]) -> set[int]:
    """By how much the numbers printed on several pages are larger than the pages' own."""
    counted = Counter(
        offset for page in pages for offset in {one for line in _edge(page, 1) for one in _offset(line)}
    )
    return {offset for offset, number in counted.items() if number >= _REPEATED}


def _offset(line: Line) -> set[int]:
    return {int(number) - line.page for number in _AT_AN_END.findall(line.text)}


def _is_number(line: Line, pages: Sequence[Sequence[Line]]) -> bool:
    return len(pages) > 1 and bool(_NUMBER.fullmatch(line.text))


def _edge(page: Sequence[Line], number: int) -> set[Line]:
    """So many lines at the top and at the bottom."""
    by_height = sorted(page, key=lambda line: line.y)
    return {*by_height[:number], *by_height[-number:]}


def _key(line: Line) -> tuple[str, int]:
    """What is the same on each page: the words and the height."""
    text = "#" if _NUMBER.fullmatch(line.text) else re.sub(r"\d+|\b[ivxl]+\b", "#", line.text)
    return text, round(line.y / 4)


def without_contents(lines: Sequence[Line]) -> tuple[list[Line], bool]:
    """The lines without those of a table of contents, and whether there was one."""
    kept: list[Line] = []
    inside = False
    for place, line in enumerate(lines):
        inside = bool(_CONTENTS.fullmatch(line.text)) or (
            inside and any(_ENTRY.fullmatch(one.text) for one in lines[place : place + 2])
        )
        if not inside and not _DOTTED.fullmatch(line.text):
            kept.append(line)
    return kept, len(kept) < len(lines)
