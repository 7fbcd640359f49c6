"""Selecting in a laid-out text with the mouse, which Textual does by columns and numbered lines."""

from __future__ import annotations

from textual.selection import Selection

from studyapp.ui.layout import Layout, Place

_LINE_BITS = 20  # a place as one number: block, then line
_COPIED_BLOCKS = 500  # a longer selection is copied as its source


def number_of(place: Place) -> int:
    """A line's number; lines further down have greater ones."""
    return place.block << _LINE_BITS | place.line


def _place(number: int) -> Place:
    return Place(number >> _LINE_BITS, number & ((1 << _LINE_BITS) - 1))


def selected(layout: Layout, selection: Selection) -> str:
    """The selected text; lines that only the width has broken are joined."""
    blocks = layout.blocks
    first = _place(selection.start.y) if selection.start else Place(0, 0)
    last = _place(selection.end.y).block if selection.end else len(blocks) - 1
    if last - first.block > _COPIED_BLOCKS:
        return layout.text[blocks[first.block].start : blocks[last].stop]
    text = ""
    for place, line in layout.lines_from(first):
        span = selection.get_span(number_of(place))
        if span is None:
            break
        start = max(0, span[0], len(line.prefix) if line.soft else 0)
        piece = (line.prefix + line.text).plain[start : None if span[1] < 0 else span[1]]
        text += piece if line.soft and line.fill else (" " if line.soft else "\n") + piece
    return text[1:]
