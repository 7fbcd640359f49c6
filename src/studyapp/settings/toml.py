"""The statements of a TOML file with their places, also of one that has mistakes.

``tomllib`` gives values without places, and nothing at all once one line is wrong. So the file is cut into its
statements here, and each is read by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Names = tuple[str, ...]
"""A dotted name, part by part."""

_BLANK = re.compile(r"(?:[ \t\r\n]++|#[^\n]*+)*+")
_GAP = re.compile(r"[ \t]*+")
_NAME = re.compile(r"""(?:"(?:\\[^\n]|[^"\\\n])*+"|'[^'\n]*+'|[^="'#\n])*+""")
_TOKEN = re.compile(
    r"""
    \"{3}(?:\\.|[^\\])*?\"{3,5} | '{3}.*?'{3,5}       # strings of several lines
    | "(?:\\[^\n]|[^"\\\n])*+" | '[^'\n]*+'           # strings of one
    | \#[^\n]*+ | [^\[\]"'\#\n]++ | .                 # a comment, a run of anything else, brackets and line ends
    """,
    re.DOTALL | re.VERBOSE,
)
_PLACE = re.compile(r" \((?:at line (\d+), column (\d+)|at end of document)\)$")


class BadToml(Exception):
    """A statement can't be read: what is wrong, and at which offset of its text."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.offset = offset


@dataclass(frozen=True, slots=True)
class Header:
    """A line that begins a table; its text is ``text[start:end]``."""

    start: int
    end: int
    names: Names | None
    """The table's name; None where it can't be read."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A name and its value, ``text[start:end]``; the value begins at ``value``, which is ``end`` if there is none."""

    start: int
    value: int
    end: int
    table: Names | None
    """The name of the table that it stands in; None where that can't be read."""
    names: Names | None
    """Its own name; None where it can't be read."""


def statements(text: str) -> Iterator[Header | Entry]:
    """All statements in order; what is no TOML is a statement up to the end of its line."""
    at, table = 0, ()
    found: Header | Entry
    while (at := _end_of(_BLANK, text, at)) < len(text):
        if text[at] == "[":
            end = _value_end(text, at + 1, brackets=False)
            table = _names(text[at:end])  # type: ignore[assignment]
            found = Header(at, end, table)
        else:
            found = _entry(text, at, table)
        yield found
        at = found.end


def value_of(text: str, names: Names) -> Any:
    """The value of an entry of these names from its text; raises BadToml."""
    value = _loads(text)
    for name in names:
        value = value[name]
    return value


def _entry(text: str, at: int, table: Names | None) -> Entry:
    equals = _end_of(_NAME, text, at)
    if text[equals : equals + 1] != "=":
        end = _value_end(text, at, brackets=False)
        return Entry(at, end, end, table, None)
    value = _end_of(_GAP, text, equals + 1)
    end = max(value, _value_end(text, value, brackets=True))
    return Entry(at, value, end, table, _names(f"{text[at:equals]}= 0"))


def _value_end(text: str, at: int, *, brackets: bool) -> int:
    """Where a value that begins at ``at`` ends: with its line, or with the line on which its brackets are closed."""
    depth = 0
    for token in _TOKEN.finditer(text, at):
        if depth <= 0 and token[0][0] in "#\n":
            return _stripped(text, at, token.start())
        if brackets:
            depth += (token[0] == "[") - (token[0] == "]")
    if depth > 0:  # never closed: the mistake is taken to be this line's
        return _value_end(text, at, brackets=False)
    return _stripped(text, at, len(text))


def _stripped(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip(" \t\r"))


def _end_of(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at


def _names(text: str) -> Names | None:
    """The names in a header, or in ``name = 0``; None where they can't be read."""
    try:
        inner: Any = _loads(text)
    except BadToml:
        return None
    names = []
    while isinstance(inner, dict) and inner:
        ((name, inner),) = inner.items()
        names.append(name)
    return tuple(names)


def _loads(text: str) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(text)
    except RecursionError:
        raise BadToml("brackets are nested too deep", 0) from None
    except ValueError as error:
        raise _bad(text, str(error)) from None


def _bad(text: str, message: str) -> BadToml:
    """tomllib's message, its place made an offset."""
    place = _PLACE.search(message)
    if not place:
        return BadToml(message, 0)
    offset = len(text)
    if place[1]:
        offset = sum(len(line) for line in text.split("\n")[: int(place[1]) - 1]) + int(place[1]) - 1
        offset += int(place[2]) - 1
    return BadToml(message[: place.start()], min(offset, len(text)))
