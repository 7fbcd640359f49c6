"""The way from sentence to sentence of a laid-out text."""

from __future__ import annotations

from collections.abc import Iterator

from textual.style import Style

from studyapp.ui.layout import Layout, Place
from studyapp.ui.marking import Range
from studyapp.ui.typeset import Line


def sentence_near(layout: Layout, offset: int) -> Range | None:
    """The sentence that holds a source offset, else the next one, else the last; None if there is none at all."""
    here = layout.block_at(offset)
    behind = (each for each in _sentences(layout, range(here, len(layout.blocks))) if each[1] > offset)
    return next(behind, None) or next(_backwards(layout, len(layout.blocks)), None)


def sentence_after(layout: Layout, sentence: Range) -> Range | None:
    """The next sentence."""
    here = range(layout.block_at(sentence[0]), len(layout.blocks))
    return next((each for each in _sentences(layout, here) if each > sentence), None)


def sentence_before(layout: Layout, sentence: Range) -> Range | None:
    """The sentence before."""
    here = layout.block_at(sentence[0]) + 1
    return next((each for each in _backwards(layout, here) if each < sentence), None)


def _sentences(layout: Layout, blocks: range) -> Iterator[Range]:
    for block in blocks:
        yield from _of_block(layout, block)


def _backwards(layout: Layout, stop: int) -> Iterator[Range]:
    for block in reversed(range(stop)):
        yield from reversed(_of_block(layout, block))


def _of_block(layout: Layout, block: int) -> list[Range]:
    from studyapp.course.sentences import block_sentences

    return block_sentences(layout.text, layout.blocks[block])


def sentences_in(line: Line) -> Iterator[int]:
    """Where the sentences start that a line shows, in its order."""
    for span in line.text.spans:
        start = span.style.meta.get("sentence") if isinstance(span.style, Style) else None
        if isinstance(start, int):
            yield start


def sentence_lines(layout: Layout, sentence: Range) -> tuple[Place, Place]:
    """The first and the last line of a sentence."""
    block = layout.block_at(sentence[0])
    lines = layout.lay(block).lines
    numbers = [number for number, line in enumerate(lines) if sentence[0] in sentences_in(line)]
    if not numbers:
        place = layout.place(sentence[0])
        return place, place
    return Place(block, numbers[0]), Place(block, numbers[-1])
