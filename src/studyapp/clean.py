"""One gate for foreign strings: what passes it can't steer a terminal or reorder a line.

Course files are refused by the loader if they hold such characters; this is for all else (typed answers, file
names, messages) and a second net under it.
"""

from __future__ import annotations

import re

HARMFUL = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters of ASCII and Latin-1, tab and line feed excepted
    "\u202a-\u202e\u2066-\u2069"  # directions: embeddings, overrides, isolates (marks are harmless)
    "\u2028\u2029"  # line and paragraph separators
    "\ufeff\ufff9-\ufffb"  # byte order mark, annotations
    "\ud800-\udfff"  # surrogates: no text of their own
    "\U000e0000-\U000e007f"  # tags: invisible text
)
"""Character ranges for a regular expression's set: no control of screen, direction or visibility passes."""

_HARMFUL = re.compile(f"[{HARMFUL}]")
_HARMFUL_OR_BREAK = re.compile(f"[{HARMFUL}\t\n]")


def clean(text: str) -> str:
    """The text without characters that steer a terminal; tabs and line feeds stay."""
    return _HARMFUL.sub("", text)


def one_line(text: str) -> str:
    """The text on one line, without characters that steer a terminal."""
    return _HARMFUL_OR_BREAK.sub(" ", text).strip()


def printable(text: str) -> str:
    r"""The text on one line, with what may not reach a terminal written as ``\x1b`` or ``\u202e``."""
    return _HARMFUL_OR_BREAK.sub(lambda found: ascii(found[0])[1:-1], text)
