"""Evidence, search hits and the sentence pointed at, drawn into the parts of a block.

They are known as places of the section's source; what is shown of a block reads otherwise (marks are gone, lines
broken elsewhere), so a passage is looked for in both, folded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from textual.content import Content, Span
from textual.style import Style

from studyapp.course.blocks import Block
from studyapp.course.folding import Folded, fold
from studyapp.ui.markdown import Part

Range = tuple[int, int]

_LINE = re.compile(r"[ \t>]*(?:\d{1,9}[.)][ \t]+)?([^\n]+)")


@dataclass(frozen=True, slots=True)
class Marking:
    """What to draw into a text, one over the other: ranges of the source, matches in the folded text, two ranges.

    While a sentence is ``pointed`` at, each sentence's text has where it starts as ``sentence`` in its meta data.
    """

    evidence: Sequence[Range] = ()
    pattern: re.Pattern[str] | None = None
    current: Range | None = None
    pointed: Range | None = None
    evidence_style: Style = field(default_factory=Style)
    hit_style: Style = field(default_factory=Style)
    current_style: Style = field(default_factory=Style)
    pointed_style: Style = field(default_factory=Style)

    def differs(self, other: Marking, start: int, stop: int) -> bool:
        """Whether the other draws something else in the block ``text[start:stop]``."""
        return self._drawn(start, stop) != other._drawn(start, stop)

    def _drawn(self, start: int, stop: int) -> tuple[object, ...]:
        ranges = (self.evidence, _one(self.current), _one(self.pointed))
        styles = (self.evidence_style, self.hit_style, self.current_style, self.pointed_style)
        here = (_within(each, start, stop) for each in ranges)
        return self.pattern, self.pointed is None, *here, *styles

    def marked(self, parts: list[Part], text: str, block: Block) -> list[Part]:
        """The parts of one of the text's blocks with what is to be drawn in them."""
        evidence = _within(self.evidence, block.start, block.stop)
        current = _within(_one(self.current), block.start, block.stop)
        if not parts or not (evidence or current or self.pattern or self.pointed):
            return parts
        plain = "\n".join(cell.plain for part in parts for cell in part.cells)
        shown = fold(plain)
        source = text[block.start : block.stop]
        spans = [Span(*place, self.evidence_style) for place in _shown(source, shown, evidence)]
        if self.pattern is not None:
            spans += (
                Span(shown.source_start(match.start()), shown.source_stop(match.end()), self.hit_style)
                for match in self.pattern.finditer(shown.text)
            )
        spans += (Span(*place, self.current_style) for place in _shown(source, shown, current))
        if self.pointed is not None:
            spans += self._sentences(text, block, plain)
        return _stylized(parts, spans) if spans else parts

    def _sentences(self, text: str, block: Block, shown: str) -> Iterator[Span]:
        from studyapp.ui.shown import shown_sentences

        for sentence, (start, stop) in shown_sentences(text, block, shown):
            if sentence == self.pointed:
                yield Span(start, stop, self.pointed_style)
            yield Span(start, stop, Style.from_meta({"sentence": sentence[0]}))


def _one(place: Range | None) -> Sequence[Range]:
    return () if place is None else (place,)


def _within(ranges: Sequence[Range], start: int, stop: int) -> list[Range]:
    """What of the ranges lies between ``start`` and ``stop``, counted from ``start``."""
    return [(max(a, start) - start, min(b, stop) - start) for a, b in ranges if a < stop and b > start]


def _shown(source: str, shown: Folded, ranges: Sequence[Range]) -> Iterator[Range]:
    """Where ranges of a block's source are in what is shown of it."""
    if ranges:
        folded = fold(source)
        for start, stop in ranges:
            yield from _shown_range(source, folded, shown, start, stop)


def _shown_range(source: str, folded: Folded, shown: Folded, start: int, stop: int) -> Iterator[Range]:
    """The range of the shown text that reads as the source's.

    Of equal passages it is the one that has as many before it. A passage over list items, whose numbers are drawn
    and not shown as text, is looked for line by line.
    """
    place = folded.place(start)
    needle = folded.text[place : folded.place(stop)].strip()
    if not needle:
        return
    at = shown.text.find(needle)
    for _ in range(folded.text.count(needle, 0, place)):
        following = shown.text.find(needle, at + len(needle))
        at = following if following >= 0 else at
    if at >= 0:
        yield shown.source_start(at), shown.source_stop(at + len(needle))
    elif "\n" in source[start:stop]:
        for line in _LINE.finditer(source, start, stop):
            yield from _shown_range(source, folded, shown, line.start(1), line.end(1))


def _stylized(parts: list[Part], spans: Sequence[Span]) -> list[Part]:
    """The parts with styles added; spans count in the parts' cells joined by one character."""
    at = 0
    result: list[Part] = []
    for part in parts:
        cells: list[Content] = []
        for cell in part.cells:
            here = [Span(max(0, s.start - at), min(len(cell), s.end - at), s.style) for s in spans]
            cells.append(cell.add_spans([span for span in here if span.start < span.end]))
            at += len(cell) + 1
        result.append(replace(part, cells=tuple(cells)))
    return result
