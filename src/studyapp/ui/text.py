"""The one gate from foreign text to what widgets draw.

A plain string given to a widget is parsed as markup: ``list[int]`` loses its brackets, ``[/b]`` ends the app and
``[@click=...]`` runs an action. So every text that is not a literal of ours becomes ``Content`` here.
"""

from __future__ import annotations

import re

from rich.segment import Segment
from textual.color import Color
from textual.content import Content
from textual.filter import LineFilter

from studyapp.clean import HARMFUL, clean, one_line

_UNPRINTABLE = re.compile(f"[{HARMFUL}\t\n]")


def line(text: str, style: str = "") -> Content:
    """Foreign text as one line of content."""
    return Content.styled(one_line(text), style)


def lines(text: str, style: str = "") -> Content:
    """Foreign text with its own line breaks as content."""
    return Content.styled(clean(text).expandtabs(4), style)


class TerminalFilter(LineFilter):
    """The last net: no control character of any widget's text reaches the terminal."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Replace what must not be sent; most lines pass untouched."""
        if not any(_UNPRINTABLE.search(segment.text) for segment in segments):
            return segments
        return [
            segment
            if segment.control
            else Segment(_UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", segment.text), segment.style)
            for segment in segments
        ]
