"""The sentences of a section's Markdown source, and which of them hold a quotation.

A text is cut in two steps: its lines say where a heading, list item, table row or line of code begins, which no
sentence crosses; what stands between is folded, so that marks and link targets are out of the way, and split where
a full stop is followed by what can begin a sentence. Places are offsets into the source.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise
from typing import Literal

from studyapp.course.blocks import Block, blocks
from studyapp.course.folding import fold
from studyapp.course.text import folded

Range = tuple[int, int]

_MARKERS = r"(?:(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t\n]|\Z)|\[\^[^\[\]\s]++\]:)[ \t]*+)*+"
_LINE = re.compile(
    rf"(?P<lead>[ \t]*+{_MARKERS})"
    r"(?:(?P<blank>(?=\n|\Z))|(?P<fence>`{3,}+(?=[^`\n]*+(?:\n|\Z))|~{3,}+)|(?P<heading>\#{1,6}(?=[ \t\n]|\Z))"
    r"|(?P<under>(?:=++|-++)[ \t]*+(?=\n|\Z)))?[^\n]*+\n?+"
)
_ITEM = re.compile(r"(?<![^\s>])(?:[-+*]|(?P<number>\d{1,9})[.)])(?!\S)")
_RULE = re.compile(r"[ \t>]*+\|?[ \t]*+:?-++:?[ \t]*+(?:\|[ \t]*+:?-*+:?[ \t]*+)*+(?:\n|\Z)")
_INDENTED = re.compile(r" {4}| {0,3}\t")

_END = re.compile(
    r"""(?P<stop>[.!?؟۔।॥]++)["')}«»]*+ (?=["'({«»<¿¡-]*+(?P<next>\w))"""
    r"""|[。！？｡]++[」』）〉》]*+(?P<quote>["']*+) ?+"""
)
_TITLE = re.compile(
    r"(?:dr|prof|mr|mrs|ms|mx|messrs|st|mt|ft|gen|sen|rev|hon|capt|col|lt|sgt|gov|vs|cf|e\.g|i\.e|viz|ca|approx)"
)
_NUMBERED = re.compile(
    r"(?:nos?|nr|figs?|eq|vols?|ch|chap|sec|art|pp?|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)"
)
_PERHAPS_LAST = re.compile(r"(?:etc|al|jr|sr|inc|ltd|co|corp|ph\.d|[^\W\d_](?:\.[^\W\d_])*+)")  # initials too
_BEGINS = re.compile(
    r"""["'(]*+(?:[AI](?!\.)|The|An|In|Its?|This|That|These|Those|Then|There|They|He|She|His|Her|We|You|And|But|Or"""
    r"""|As|At|By|For|From|If|On|So|To|When|While|Where|What|Who|Why|How|Since|Some|Many|Most|No|Not|Yet|However)\b"""
)
_LONGEST = 12  # characters of an abbreviation

_OPENERS = "*_~`[!\\"
_CLOSERS = re.compile(r"(?:\]\([^()\n]*+\)|\[\^[^\[\]\s]++\]|[*_~`\]²³¹⁰⁴-⁹])*+")

_UNSPACED = "\u0e00-\u0eff\u1780-\u17ff\u2e80-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
_WORD = re.compile(rf"[^\W{_UNSPACED}]+|[{_UNSPACED}]")
_INSIDE = re.compile(rf"[^\W{_UNSPACED}]{{2}}")
_ENOUGH = 3  # words


def sentences(text: str) -> list[Range]:
    """The source ranges (start, stop) of a text's sentences, in order and without overlap.

    A heading, a table's row and a line of code are one each, a list item begins a new one. What holds only marks and
    the line that opens fenced code are in none. Linear in the text's length.
    """
    return [found for block in blocks(text) for found in block_sentences(text, block)]


def block_sentences(text: str, block: Block) -> list[Range]:
    """The sentences of one of the text's blocks."""
    before = max(0, block.start - 1)  # whether a sign is a mark depends on what stands before it
    whole = fold(text[before : block.stop])
    inked = [
        (before + whole.source_start(first), before + whole.source_stop(last))
        for piece in _pieces(text, block)
        for first, last in _split(whole.text, *(whole.place(offset - before) for offset in piece))
    ]
    found: list[Range] = []
    floor = block.start
    for (start, stop), (ceiling, _) in pairwise([*inked, (block.stop, block.stop)]):
        while start > floor and text[start - 1] in _OPENERS:
            start -= 1
        closers = _CLOSERS.match(text, stop, max(stop, ceiling))
        floor = closers.end() if closers else stop
        found.append((start, floor))
    return found


def sentence_with(text: str, words: str) -> list[Range]:
    """The sentences that hold typed words one after another, whatever the case; the last may be typed in part."""
    wanted = fold(words).text.strip()
    if not wanted:
        return []
    whole, found = folded(text), sentences(text)
    starts = [start for start, _ in found]
    holding: dict[Range, None] = {}
    for match in re.finditer(rf"(?<!\w){re.escape(wanted)}", whole.text, re.IGNORECASE):
        index = bisect_right(starts, whole.source_start(match.start())) - 1
        if index >= 0 and whole.source_stop(match.end()) <= found[index][1]:
            holding[found[index]] = None
    return list(holding)


def holds(sentence: str, quotation: str) -> bool:
    """Whether a sentence's source holds a quotation, or as much of it as makes the sentence a place of it.

    Both are folded, and only whole words count. A quotation may run over several sentences: each that is in it
    holds it, unless it is no more than a word or two of it, such as a heading; and so does the one in which it begins
    or ends if they share three words or half of the quotation.
    """
    wanted, source = fold(quotation).text.strip(), fold(sentence).text.strip()
    if not wanted or not source:
        return False
    return (
        _is_in(wanted, source)
        or (_is_in(source, wanted) and _tells(source, wanted))
        or _is_in(quotation.strip(), sentence)
        or _meet(source, wanted, wanted)
        or _meet(wanted, source, wanted)
    )


def _is_in(part: str, whole: str) -> bool:
    """Whether a part stands in the whole at word borders."""
    at = whole.find(part)
    while at >= 0 and not (_is_border(whole, at) and _is_border(whole, at + len(part))):
        at = whole.find(part, at + 1)
    return at >= 0


def _meet(left: str, right: str, quotation: str) -> bool:
    """Whether the end of one is the beginning of the other, in words enough to tell that they are one passage."""
    for size in range(min(len(left), len(right)), 0, -1):
        if left.endswith(right[:size]) and _is_border(right, size) and _is_border(left, len(left) - size):
            return _tells(right[:size], quotation)
    return False


def _tells(shared: str, quotation: str) -> bool:
    """Whether what is shared is enough of a quotation to be a place of it: three words, or half of it."""
    words = _count(shared)
    return words >= _ENOUGH or 2 * words >= _count(quotation)


def _count(text: str) -> int:
    return sum(1 for _ in _WORD.finditer(text))


def _is_border(text: str, at: int) -> bool:
    return at == 0 or not _INSIDE.match(text, at - 1)


def _split(text: str, start: int, free: int, stop: int) -> Iterator[Range]:
    """The sentences of the folded ``text[start:stop]``, which end only behind ``free``, without white space around."""
    ends = (_end(text, match, start) for match in _END.finditer(text, free, stop))
    for first, last in pairwise((start, *(end for end in ends if end), stop)):
        piece = text[first:last]
        if inked := piece.strip():
            first += len(piece) - len(piece.lstrip())
            yield first, first + len(inked)


def _end(text: str, match: re.Match[str], start: int) -> int:
    """Where the sentence ends that may end there, 0 if it goes on.

    ``start`` is where its piece does: without spaces between sentences, quotes tell by their number which they are.
    """
    if match["stop"]:
        return match.end() if _is_end(text, match) else 0
    opens = match["quote"] and text.count(match["quote"][0], start, match.start()) % 2 == 0
    return match.start("quote") if opens else match.end()


def _is_end(text: str, match: re.Match[str]) -> bool:
    """Whether the full stop ends a sentence: not before a small letter, nor with an abbreviation."""
    following = match["next"]
    if following.islower():
        return False
    if match["stop"] != ".":
        return True
    word = text[max(0, match.start() - _LONGEST) : match.start()].rpartition(" ")[2].lstrip("\"'(").lower()
    if _TITLE.fullmatch(word):
        return False
    if _NUMBERED.fullmatch(word):
        return not following.isdigit()
    if _PERHAPS_LAST.fullmatch(word):
        return _BEGINS.match(text, match.end()) is not None
    return True


def _pieces(text: str, block: Block) -> Iterator[tuple[int, int, int]]:
    """What no sentence crosses: where it starts, from where on a sentence may end in it, where it stops."""
    lines = _Lines(text, block)
    start = free = block.start
    inked = False
    for line in _LINE.finditer(text, block.start, block.stop):
        kind = lines.kind(line)
        if kind == "under":
            free = line.end()
        if kind in ("on", "under"):
            continue
        if inked:
            yield start, free, line.start()
        start, inked = line.start(), kind != "nothing"
        free = line.end() if kind == "whole" else line.end("lead")
    if inked:
        yield start, free, block.stop


class _Lines:
    """Reads a block line by line, and knows what a line is from those before it."""

    def __init__(self, text: str, block: Block) -> None:
        lead = block.lead or ""
        opening, first = _LINE.match(lead), _LINE.match(text, block.start, block.stop)
        self._fence: str | None = opening and opening["fence"]
        self._table = "|" in lead and not self._fence
        self._code = block.lead is None and _INDENTED.match(text, block.start) is not None
        self._listed = bool(first and _ITEM.search(first["lead"]))
        self._quoted = self._open = False
        self._stop = block.stop

    def kind(self, line: re.Match[str]) -> Literal["on", "under", "new", "whole", "nothing"]:
        """Whether a line goes on with a paragraph, underlines it as a heading, begins a piece, is one or is none."""
        was_open, self._open = self._open, False
        if self._fence:
            mark = line[0].strip(" \t\n>")
            if len(mark) < len(self._fence) or mark.strip(self._fence[0]):
                return "whole"
            self._fence = None
            return "nothing"
        if line["blank"] is not None and not _ITEM.search(line["lead"]):
            self._table = False
            return "nothing"
        if self._code or self._table or line["heading"] or self._begins_table(line):
            return "whole"
        if line["fence"]:
            self._fence = line["fence"]
            return "nothing"
        if was_open and line["under"]:
            return "under"
        self._open = True
        return "new" if self._begins(line) or not was_open else "on"

    def _begins_table(self, line: re.Match[str]) -> bool:
        self._table = "|" in line[0] and _RULE.match(line.string, line.end(), self._stop) is not None
        return self._table

    def _begins(self, line: re.Match[str]) -> bool:
        """Whether a line ends the paragraph before it: a list item or a quote."""
        was_quoted, self._quoted = self._quoted, ">" in line["lead"]
        marker = _ITEM.search(line["lead"])
        item = marker is not None and (self._listed or marker["number"] in (None, "1"))
        self._listed = self._listed or item
        return item or (self._quoted and not was_quoted)
