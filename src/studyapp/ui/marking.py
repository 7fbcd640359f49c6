"""Evidence and search hits, drawn into the parts of a block.

They are known as places of the section's source; what is shown of a block reads otherwise (marks are gone, lines
broken elsewhere), so a passage is looked for in both, folded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from textual.content import Content, Span
from textual.style import Style

from studyapp.course.folding import Folded, fold
from studyapp.ui.markdown import Part

Range = tuple[int, int]

_LINE = re.compile(r"[ \t>]*(?:\d{1,9}[.)][ \t]+)?([^\n]+)")


@dataclass(frozen=True, slots=True)
class Marking:
    """What to draw into a text, one over the other: ranges of the source, matches in the folded text, one range."""

    evidence: Sequence[Range] = ()
    pattern: re.Pattern[str] | None = None
    current: Range | None = None
    evidence_style: Style = field(default_factory=Style)
    hit_style: Style = field(default_factory=Style)
    current_style: Style = field(default_factory=Style)

    def touches(self, start: int, stop: int) -> bool:
        """Whether anything may be drawn in the block ``text[start:stop]``."""
        ranges = [*self.evidence, *([self.current] if self.current else [])]
        return self.pattern is not None or bool(_within(ranges, start, stop))

    def marked(self, parts: list[Part], text: str, start: int, stop: int) -> list[Part]:
        """The parts of the block ``text[start:stop]`` with what is to be drawn in them."""
        evidence = _within(self.evidence, start, stop)
        current = _within([self.current] if self.current else [], start, stop)
        if not parts or not (evidence or current or self.pattern):
            return parts
        shown = fold("\n".join(cell.plain for part in parts for cell in part.cells))
        source = text[start:stop]
        spans = [Span(*place, self.evidence_style) for place in _shown(source, shown, evidence)]
        if self.pattern is not None:
            spans += (
                Span(shown.source_start(match.start()), shown.source_stop(match.end()), self.hit_style)
                for match in self.pattern.finditer(shown.text)
            )
        spans += (Span(*place, self.current_style) for place in _shown(source, shown, current))
        return _stylized(parts, spans) if spans else parts


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
