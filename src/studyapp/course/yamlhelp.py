"""What to do about each of YAML's syntax errors, in an instructor's words."""

from __future__ import annotations

import re
from typing import Any

_QUOTE = "put the whole text in quotes"
_ADVICE = (
    # part of the parser's own words (libyaml's, or the pure parser's), what was seen, what to do
    (
        "mapping values are not allowed",
        "a second colon followed by a space stands in this text, or the line is indented too far",
        f"{_QUOTE} if the colon belongs to it; otherwise line the field up with its neighbours",
    ),
    (
        "could not find expected ':'",
        "this line is neither a field nor part of the text before it",
        "put a colon and a space after the field's name, or indent the line deeper than the field it continues",
    ),
    (
        "while scanning a quoted scalar",
        "a quotation mark opens here and is never closed",
        "close it at the end of the text; inside '...' write an apostrophe twice",
    ),
    (
        "unknown escape character",
        "a backslash in double quotes begins an escape that YAML does not know",
        r"write \\ for a backslash, or use single quotes",
    ),
    ("invalid unicode character escape", "this escape stands for no character", "write the character itself"),
    (
        "expected hexdecimal number",
        "this escape lacks digits",
        r"write \\ for a backslash, or use single quotes",
    ),
    (
        "block sequence entries are not allowed",
        "a list can't begin here",
        "begin the list on a line of its own below the field's name",
    ),
    (
        "expected '-' indicator",
        "this line belongs neither to the list nor to the item before it",
        "line it up with the item's other fields, or begin a new item with a dash and a space",
    ),
    (
        "expected key",
        "this line does not line up with the fields around it",
        "begin it with the same number of spaces as the field above that it belongs with",
    ),
    (
        "expected ',' or",
        "a list or mapping in brackets is not closed, or a comma is missing",
        f"close the bracket; {_QUOTE} if it begins with [ or {{",
    ),
    (
        "comment or line break",
        "text follows > or | on the same line",
        "begin the text on the next line, indented; or put it in quotes",
    ),
    (
        "expected <document start>",
        "this stands outside of the file's fields",
        "give it a field's name, or delete it",
    ),
    ("alphabetic or numeric character", "YAML reads * or & at the start as a reference", _QUOTE),
    ("tag", "YAML reads ! at the start as a tag", _QUOTE),
    ("directive", "YAML reads % at the start as a directive", _QUOTE),
    ("document indicator", "--- or ... stands inside of a quoted text", "close the quotation mark before it"),
)
_BEGUN_BEFORE = ("quoted scalar", "could not find expected ':'", "expected ',' or", "alphabetic or numeric")
"""Errors that are seen far behind the place where they were made."""
_BEHIND = ("expected key", "expected '-' indicator", "expected ',' or")
"""Errors of text behind a value's end."""


def advice(text: str, error: Any) -> tuple[str, str, str, int]:
    """Code, message, help and offset for a parser's error about ``text``."""
    words = f"{getattr(error, 'context', None) or ''} {getattr(error, 'problem', None) or error}".lower()
    opened = any(part in words for part in _BEGUN_BEFORE) and "escape" not in words
    at = _index(text, error, "context_mark" if opened else "problem_mark")
    if _is_indent(text, at):
        return (
            "tab-indent",
            "a tab stands where spaces are needed",
            "indent with spaces; YAML allows no tabs",
            at,
        )
    if "cannot start any token" in words:
        return "yaml-syntax", f"a text can't begin with {text[at : at + 1]}", _QUOTE, at
    if any(part in words for part in _BEHIND) and (
        found := _behind(text, seen := _index(text, error, "problem_mark"))
    ):
        return "yaml-syntax", *found, seen
    for part, message, help in _ADVICE:
        if part in words:
            return "yaml-syntax", message, help, at
    return "yaml-syntax", words.strip(), "compare the line with its neighbours: colons, quotes, spaces", at


def _index(text: str, error: Any, mark: str) -> int:
    """The offset that one of the error's marks stands at."""
    found = getattr(error, mark, None)
    return min(found.index, len(text)) if found else 0


def _behind(text: str, at: int) -> tuple[str, str] | None:
    """Message and help where text follows what closes a value, or a dash is out of line; else None."""
    before = text[text.rfind("\n", 0, at) + 1 : at]
    if text.startswith("- ", at) and not before.strip():
        return (
            "this dash does not line up with the other dashes of a list",
            "begin the line with the same number of spaces as the item above that it belongs with",
        )
    if text[at : at + 1].isalnum() and before.endswith("'"):
        return (
            "the quotation mark before this ends the text",
            "write '' for an apostrophe, or use double quotes",
        )
    if text[at : at + 1].isalnum() and before.endswith('"'):
        help = r"write \" for a quotation mark, or use single quotes around the text"
        return "the quotation mark before this ends the text", help
    if (mark := before.rstrip(" ")[-1:]) and mark in "'\"":
        other = '"' if mark == "'" else "'"
        return (
            "text follows a closing quotation mark",
            f"put the whole text, with these marks in it, between {other} and {other}",
        )
    if before.rstrip(" ").endswith(("]", "}")):
        return "text follows a closing bracket", f"{_QUOTE} if it begins with [ or {{"
    return None


def _is_indent(text: str, at: int) -> bool:
    """Whether the line of ``at`` is indented with a tab."""
    line = text[text.rfind("\n", 0, at) + 1 : at + 1]
    return bool(re.match(r" *\t", line))
