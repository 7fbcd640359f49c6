"""Text as it is typed, written so that Markdown shows it so."""

from __future__ import annotations

import re

_INLINE = re.compile(
    r"\\(?=[!-/:-@\[-`{-~])"  # a backslash that would take the next mark's meaning away
    r"|[*`\[]"
    r"|(?<![^\W_])_|_(?![^\W_])"  # within a word an underscore means nothing
    r"|~(?=~)|(?<=~)~"
    r"|<(?=[A-Za-z/!?])"
    r"|&(?=\#?[A-Za-z0-9]{1,31};)"
)
_LINE_START = re.compile(
    r"(?m)^([ \t]*)(?:(\#{1,6}|[-+])(?=[ \t]|$)|(>)|(=+|-{2,}|~{3,})(?=[ \t]*$)|(\d{1,9})([.)])(?=[ \t]|$))"
)


def escaped(text: str) -> str:
    r"""The text with a backslash before each mark that Markdown would take for its own.

    >>> escaped("1. Note that *a* < b")
    '1\\. Note that \\*a\\* < b'
    """
    return _LINE_START.sub(_start_escaped, _INLINE.sub(r"\\\g<0>", text))


def _start_escaped(found: re.Match[str]) -> str:
    if found[5]:
        return f"{found[1]}{found[5]}\\{found[6]}"
    return f"{found[1]}\\{found[0][len(found[1]) :]}"
