"""How wide a text is on a terminal, for what is printed; the app's widgets ask Textual."""

from __future__ import annotations

from itertools import accumulate
from unicodedata import category, east_asian_width


def cells(text: str) -> int:
    """How many cells of a terminal a text takes."""
    return sum(map(_cells, text))


def fitted(text: str, width: int) -> str:
    """The text in exactly so many cells: cut with an ellipsis where it is wider, else filled up with spaces."""
    if cells(text) > width:
        kept = sum(end < width for end in accumulate(map(_cells, text)))
        text = f"{text[:kept].rstrip()}…"
    return text + " " * (width - cells(text))


def _cells(char: str) -> int:
    if east_asian_width(char) in "WF":
        return 2
    return 0 if category(char) in ("Mn", "Me", "Cf") else 1
