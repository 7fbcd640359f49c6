"""Which lines of a PDF are headings: by its bookmarks, else by how large and how bold they are set."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import Final, NamedTuple

from studyapp.formats.pdf_lines import Line

_LARGER: Final = 1.08
_STEP: Final = 1.15
"""Of the usual distance of lines: how far below a heading's first line the second stands at most."""
_MAX_LARGE, _MAX_BOLD = 200, 100  # characters of a heading
_MAX_LINES: Final = 4
_MAX_LEVELS: Final = 4
_NO_BOLD_HEADING = re.compile(
    r".*[.,;]|[•·▪–—-] .*|[(\[].*|(?:fig(?:ure)?|table|tab|abb|note|source)\b.*", re.I | re.S
)
_NUMBER = re.compile(
    r"\s*(?:(?:chapter|section|part|kapitel|teil|chapitre)\s+)?(?:\d[\d.]*|[IVXL]+)[.:)]?\s+", re.IGNORECASE
)
_LABEL = re.compile(
    r"(?:chapter|part|section|unit|kapitel|teil|chapitre|cap[ií]tulo)\s+(?:\d{1,3}|[IVXL]+)\.?", re.IGNORECASE
)
_LETTERS = re.compile(r"[^\W\d_].*[^\W\d_]", re.DOTALL)


class Bookmark(NamedTuple):
    """An entry of a PDF's outline; ``level`` counts from 1, ``page`` from 0."""

    title: str
    level: int
    page: int


class Heading(NamedTuple):
    """A heading that stands in ``lines[start:stop]``; level 0 is the title of the whole."""

    start: int
    stop: int
    level: int


@dataclass(slots=True)
class Headings:
    """What was found, in order, and the sentence for the report."""

    found: list[Heading] = field(default_factory=list)
    told: str = ""


def body_size(lines: Sequence[Line]) -> float:
    """The size that most of the text is set in, in points; 0 where there is none."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def line_step(lines: Sequence[Line]) -> float:
    """How far a line of the text stands below the one before, in points; 0 where there is but one."""
    steps = [above.y - below.y for above, below in pairwise(lines) if above.page == below.page]
    usual = [step for step in steps if 0 < step < 60]
    return median(usual) if usual else 0.0


def headings(lines: Sequence[Line], bookmarks: Sequence[Bookmark], title: str) -> Headings:
    """The headings of the text that these lines make; ``title`` is what the PDF's metadata call it, or empty."""
    body = body_size(lines)
    by_size = _by_size(lines, body)
    marked = _by_bookmarks(lines, bookmarks)
    if marked and _keys(title) & _keys(
        " ".join(line.text for line in lines[marked[0].start : marked[0].stop])
    ):
        marked[0] = marked[0]._replace(level=0)
    if marked and len(marked) * 2 >= len(bookmarks):
        above = [one for one in by_size if one.level == 0 and one.stop <= marked[0].start]
        return Headings([*above, *_with_labels(marked, lines)], "Headings are those of the PDF's bookmarks.")
    if any(one.level for one in by_size):
        return Headings(_with_labels(by_size, lines), "Headings were told by large or bold type.")
    return Headings()


def _with_labels(found: Sequence[Heading], lines: Sequence[Line]) -> list[Heading]:
    """The headings with the line above that says which chapter it is; such a line is no heading of its own."""
    labels = {
        one.start for one in found if one.stop - one.start == 1 and _LABEL.fullmatch(lines[one.start].text)
    }
    starts = {one.start for one in found}
    made = []
    for one in found:
        if one.start in labels and one.stop in starts:
            continue
        labelled = one.start and one.start not in labels and _LABEL.fullmatch(lines[one.start - 1].text)
        made.append(one._replace(start=one.start - 1) if labelled else one)
    return made


def _by_bookmarks(lines: Sequence[Line], bookmarks: Sequence[Bookmark]) -> list[Heading]:
    """The places of the bookmarks' titles, each on its page and below the one before."""
    pages: dict[int, list[int]] = defaultdict(list)
    for place, line in enumerate(lines):
        pages[line.page].append(place)
    found: list[Heading] = []
    below = 0
    for mark in bookmarks:
        wanted = _keys(mark.title)
        for place in pages.get(mark.page, ()):
            if place >= below and wanted and (stop := _match(lines, place, wanted)):
                found.append(Heading(place, stop, min(mark.level, 6)))
                below = stop
                break
    return found


def _match(lines: Sequence[Line], start: int, wanted: set[str]) -> int:
    """Behind which line the title that begins at ``start`` ends; 0 if it does not stand there."""
    begun = _keys(lines[start].text)
    for stop in range(start + 1, min(start + _MAX_LINES, len(lines)) + 1):
        if begun & wanted:
            return stop
        if stop < len(lines):
            begun = {key + _key(lines[stop].text) for key in begun}
    return 0


def _keys(title: str) -> set[str]:
    """What a title is known by, with the number before it and without; empty for one without letters."""
    return {key for key in (_key(title), _key(_NUMBER.sub("", title))) if re.search(r"[^\W\d_]", key)}


def _key(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def _by_size(lines: Sequence[Line], body: float) -> list[Heading]:
    runs = _runs(lines, body)
    ranks = Counter(_rank(lines[start]) for start, _ in runs)
    levels = _levels(ranks, lines, runs)
    directly = len(runs) > 1 and runs[0][1] == runs[1][0]
    title = (
        runs[0] if directly and 0 not in levels.values() else None
    )  # nothing below it but the first part's heading
    return [
        Heading(start, stop, 0 if (start, stop) == title else levels[_rank(lines[start])])
        for start, stop in runs
        if _rank(lines[start]) in levels
    ]


def _runs(lines: Sequence[Line], body: float) -> list[tuple[int, int]]:
    """The places of lines set as headings; those that follow on each other are one."""
    runs: list[tuple[int, int]] = []
    far = _STEP * max(1.2, line_step(lines) / max(body, 1))
    for place, line in enumerate(lines):
        if not _stands_out(line, body):
            continue
        above = lines[place - 1] if runs and runs[-1][1] == place else None
        goes_on = above and _rank(above) == _rank(line) and above.page == line.page
        if goes_on and above and abs(above.y - line.y) < far * line.size and place - runs[-1][0] < _MAX_LINES:
            runs[-1] = (runs[-1][0], place + 1)
        else:
            runs.append((place, place + 1))
    texts = {run: " ".join(line.text for line in lines[slice(*run)]) for run in runs}
    return [run for run in runs if _is_heading(texts[run], lines[run[0]].size > body * _LARGER)]


def _stands_out(line: Line, body: float) -> bool:
    return line.size > body * _LARGER or (line.bold and line.size >= body)


def _is_heading(text: str, large: bool) -> bool:
    if not _LETTERS.search(text) or len(text) > (_MAX_LARGE if large else _MAX_BOLD):
        return False
    return large or not _NO_BOLD_HEADING.fullmatch(text)


def _rank(line: Line) -> tuple[float, bool]:
    return line.size, line.bold


def _levels(
    ranks: Mapping[tuple[float, bool], int], lines: Sequence[Line], runs: Sequence[tuple[int, int]]
) -> dict[tuple[float, bool], int]:
    """Size and boldness of headings -> level, the largest first; what stands once, first and largest is the title."""
    ordered = sorted((rank for rank, number in ranks.items() if number * 4 <= len(lines)), reverse=True)
    levels: dict[tuple[float, bool], int] = {}
    if len(ordered) > 1 and ranks[ordered[0]] == 1 and _rank(lines[runs[0][0]]) == ordered[0]:
        levels[ordered.pop(0)] = 0
    merged: list[list[tuple[float, bool]]] = []
    for rank in ordered:  # sizes that differ by a hair are one level
        if merged and merged[-1][-1][0] - rank[0] < 0.6 and merged[-1][-1][1] == rank[1]:
            merged[-1].append(rank)
        else:
            merged.append([rank])
    for level, group in enumerate(merged[:_MAX_LEVELS], 1):
        levels.update(dict.fromkeys(group, level))
    return levels
