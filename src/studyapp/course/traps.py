"""Plain texts that YAML reads as something else, in its version 1.1 or 1.2."""

from __future__ import annotations

import re
from typing import Final

_WORDS: Final = {
    **dict.fromkeys(("y", "yes", "on", "true"), "the truth value true"),
    **dict.fromkeys(("n", "no", "off", "false"), "the truth value false"),
    **dict.fromkeys(("~", "null"), "nothing (null)"),
    **dict.fromkeys((".inf", "+.inf", "-.inf"), "an infinite number"),
    ".nan": "not a number",
    "<<": "a merge key",
    "=": "a default value",
}
_NUMBERS: Final = (
    (re.compile(r"[-+]?(0x[0-9a-f_]+|0b[01_]+|0o[0-7]+)", re.I), "the number {}"),
    (re.compile(r"[-+]?0[0-7_]+"), "the number {} (octal)"),
    (re.compile(r"[-+]?[1-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?"), "the number {} (base 60)"),
    (re.compile(r"\d{4}-\d\d?-\d\d?([Tt ].*)?"), "a date"),
    (re.compile(r"[-+]?(\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(e[-+]?\d+)?", re.I | re.A), "the number {}"),
)
_CANONICAL = re.compile(r"-?(0|[1-9]\d*)", re.A)


def reading_of(text: str) -> str:
    """What YAML takes a plain text for, in words; empty where it stays text, or a number written as is.

    >>> reading_of("1.10")
    'the number 1.1'
    """
    if text[:1] not in "0123456789+-.":
        return _WORDS.get(text.lower(), "") if len(text) < 6 else ""
    if (" " in text and not text[:4].isdigit()) or _CANONICAL.fullmatch(text):
        return ""
    if text.lower() in _WORDS:
        return _WORDS[text.lower()]
    for pattern, words in _NUMBERS:
        if pattern.fullmatch(text):
            return _told(text, words)
    return ""


def _told(text: str, words: str) -> str:
    if "{}" not in words:
        return words
    value = _value(text.replace("_", "").lower())
    return "" if value == text else words.format(value)


def _value(text: str) -> str:
    """The number as YAML would write it back."""
    sign = "-" if text[0] == "-" else ""
    digits = text.lstrip("+-")[:40]
    for prefix, base in (("0x", 16), ("0b", 2), ("0o", 8)):
        if digits.startswith(prefix):
            return f"{sign}{int(digits[2:] or '0', base)}"
    if ":" in digits:
        total = 0.0
        for part in digits.split(":"):
            total = total * 60 + float(part)
        return f"{sign}{total:g}"
    if digits.isdigit():
        octal = digits[0] == "0" and digits.strip("01234567") == ""
        return f"{sign}{int(digits, 8 if octal else 10)}"
    return f"{sign}{float(digits)!r}"
