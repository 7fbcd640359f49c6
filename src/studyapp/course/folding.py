"""Fold a Markdown source to plain running text, and find the way back to the source.

Two writings of one passage (curly or straight quotes, another dash, other line breaks, bold or not) fold to the same
text, so that finding a quotation is a plain substring search: linear, whatever the two strings hold.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate

_TARGET = r"\]\([^()\n]*+(?:\([^()\n]*+\)[^()\n]*+)*+\)"
_DEFINITION = r"\n {0,3}\[[^\[\]\n^][^\[\]\n]{0,998}\]:[^\n]*+"
_DASH = "‐‑‒–—―−"
_WHITE = r"\t-\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"  # but the plain space
_MARKS = r"|*_`~\\\[\]│•\u00ad\u200b\u2060\ufeff²³¹⁰⁴-⁹"
_ITEM = "|".join(
    (
        _DEFINITION,
        _TARGET,
        r"\]\[[^\[\]\n]*+\]",  # the label of a reference link
        r"\[\^[^\[\]\s]++\]:?",  # a footnote's mark
        r"!(?=\[)",
        rf"(?<![^\s|])(?:[-{_DASH}]{{1,3}}|[-:=]{{2,}}|\#{{1,6}}|\+)(?![^\s|])",  # bullets, heading marks, rules
        r"(?<![^\s|>])>",
        rf"[{_WHITE}{_MARKS}]",
    )
)
_SIGNS = rf"\-#+>!=:{_DASH}"
# The looks ahead only save time: most places of a text are ruled out by one set of characters.
_RUN = (
    rf"( (?=[\s{_MARKS}{_SIGNS}])(?: |{_ITEM})*+"
    rf"|(?=[{_WHITE}{_MARKS}{_SIGNS}“”„‟″‘’‚‛′….&])(?:"
    rf"(?:{_ITEM})(?: |{_ITEM})*+"
    rf"|[“”„‟″‘’‚‛′…{_DASH}]|--++|\.(?: ?\.){{2}}"
    r"|&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});))"
)
_UNSEEN = re.compile(_TARGET + r"|\]\[[^\[\]\n]*+\]|\[\^[^\[\]\s]++\]:?")
_SPACE = re.compile(r"[\s|│•]")
_PLAIN = {
    **dict.fromkeys("“”„‟″", '"'),
    **dict.fromkeys("‘’‚‛′", "'"),
    **dict.fromkeys(_DASH, "-"),
    "…": "...",
}


@cache
def _run() -> re.Pattern[str]:
    """What is not copied as it stands. To compile it takes a hundredth of a start, in which nothing is folded."""
    return re.compile(_RUN)


@lru_cache(maxsize=4096)
def _folded_run(run: str) -> str:
    """What a run of marks, white space or typographic characters folds to."""
    if run in _PLAIN:
        return _PLAIN[run]
    if run[0] == "&":
        from html import unescape

        meant = unescape(run)
        return meant if meant == run else fold(meant).text
    if run[0] == "." or run.strip("-") == "":
        return "..." if run[0] == "." else "-"
    return " " if _SPACE.search(_UNSEEN.sub("", run)) else ""


@dataclass(frozen=True, slots=True, eq=False)
class Folded:
    """A folded text. Piece i is copied from the source; a run that was replaced follows it.

    ``places[i]`` is where piece i begins in ``text``, ``starts[i]`` and ``stops[i]`` its offsets in the source.
    """

    text: str
    places: array[int]
    starts: array[int]
    stops: array[int]

    def source_start(self, place: int) -> int:
        """The source offset of the folded character at ``place``."""
        piece = bisect_right(self.places, place) - 1
        return min(self.starts[piece] + place - self.places[piece], self.stops[piece])

    def source_stop(self, place: int) -> int:
        """The source offset just behind the folded character before ``place``."""
        piece = bisect_left(self.places, place) - 1
        if piece < 0:
            return 0
        offset = self.starts[piece] + place - self.places[piece]
        return offset if offset <= self.stops[piece] else self.starts[piece + 1]

    def place(self, offset: int) -> int:
        """Where the source offset ``offset`` is in the folded text."""
        piece = bisect_right(self.starts, offset) - 1
        return self.places[piece] + min(offset, self.stops[piece]) - self.starts[piece]


def fold(text: str) -> Folded:
    """The running text of a Markdown source: marks gone, white space single, quotes, dashes and ellipses plain.

    Link targets, reference definitions and footnote marks are gone as well. A dash that stands alone counts as a
    bullet and becomes white space. Linear in the text's length.
    """
    parts = _run().split(text)  # piece, run, piece, .., piece
    ends = array("q", accumulate(map(len, parts)))
    parts[1::2] = map(_folded_run, parts[1::2])
    folded_ends = array("q", accumulate(map(len, parts)))
    zero = array("q", [0])
    return Folded("".join(parts), zero + folded_ends[1::2], zero + ends[1::2], ends[0::2])
