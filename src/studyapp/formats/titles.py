"""Which of the titles that files carry in their metadata a human being wrote."""

from __future__ import annotations

import re

_OF_A_PROGRAM = re.compile(
    r"(?:microsoft (?:word|powerpoint) - .*|(?:word|powerpoint) document|untitled.*|unbenannt.*|(?:new )?document ?\d*"
    r"|title|slide 1|\S+_\S*|.*\.(?:docx?|odt|rtf|pages|pdf|tex|dvi|indd|qxp|html?|txt|md|pptx?))",
    re.IGNORECASE,
)


def sensible(title: str) -> str:
    """The title on one line; empty where a program named it ("Microsoft Word - essay3.doc", "Untitled1").

    >>> sensible("Microsoft Word - essay3.doc"), sensible("A short  history")
    ('', 'A short history')
    """
    line = " ".join(title.split())
    return "" if _OF_A_PROGRAM.fullmatch(line) or not re.search(r"[^\W\d_]", line) else line[:300]
