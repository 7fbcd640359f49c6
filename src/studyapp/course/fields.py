"""Typed fields from YAML's values: what is not plainly right becomes a diagnostic.

A reader gets the document, the field's value and its name, takes the value whole, and always returns something of
its type: after an error the file is not used, so what stands in for a bad value does not matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from functools import lru_cache

from studyapp.clean import printable
from studyapp.course.forms import did_you_mean
from studyapp.course.source import UNSAFE
from studyapp.course.traps import reading_of
from studyapp.course.yamlio import Document, MapStart, Scalar, Sequence, Value, place
from studyapp.values import dataclass

MAX_TEXT = 10_000
"""Characters of a text."""

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?(/\d+)?", re.ASCII)
_PERCENT = re.compile(r"(.+?) ?%")
_NUMBER_AND_WORD = re.compile(r"[+-]?[\d.,]+ ?[^\W\d].*", re.ASCII)
_NEEDED = frozenset(("id", "prompt", "text", "match", "part", "choice", "answer"))
"""Texts that can't be left out."""
_SHORT = 6
"""Fewer characters may be a word that YAML has for something else."""
_BEGIN_NUMBERS = frozenset("0123456789+-.")
_TRUTHS = {"true": True, "false": False}
_MAX_DIGITS = 50
_MAX_EXPONENT = 300


def scalar(document: Document, value: Value, name: str) -> Scalar | None:
    """The value itself if it is one text; else an error."""
    if type(value) is Scalar:
        return value
    document.skip(value)
    seen = "a list" if isinstance(value, Sequence) else "fields"
    help = "write one text; put it in quotes if it begins with [ or {"
    if isinstance(value, MapStart) and document.source.text[value.start_mark.index] != "{":
        help = "a colon and a space make this a field; put the whole text in quotes"
    document.source.error("wrong-type", f"`{name}` must be one text, not {seen}", *place(value), help)
    return None


def sequence(document: Document, value: Value, name: str) -> Iterator[Value]:
    """The items of a list; anything else is an error and has none."""
    if isinstance(value, Sequence):
        return document.items(value)
    document.skip(value)
    help = "write each item on its own line after a dash"
    document.source.error("wrong-type", f"`{name}` must be a list", *place(value), help)
    return iter(())


def text(document: Document, value: Value, name: str, limit: int = MAX_TEXT) -> str:
    """A text without white space at its end; a warning where YAML reads it as something else, or ``#`` cuts it."""
    if type(value) is Scalar and not value.style and (found := value.value):
        if len(found) < _SHORT or found[0] in _BEGIN_NUMBERS:
            _warn_of_trap(document, value)
        if document.comments and document.source.text.startswith(" #", value.end_mark.index):
            _warn_of_comment(document, value.end_mark.index)
        if len(found) <= limit:
            return found
    return literal(document, value, name, limit)


def literal(document: Document, value: Value, name: str, limit: int = MAX_TEXT) -> str:
    """A text of which it is plain that it is meant as one."""
    if type(value) is not Scalar:
        scalar(document, value, name)
        return ""
    found, style = value.value, value.style
    if style:
        found = (_unescaped(document, value) if style == '"' else found).rstrip().lstrip("\n")
    if not found:
        help = "write it" if name in _NEEDED else "write its text, or delete the field"
        if not style and re.compile(" +#").match(document.source.text, value.end_mark.index):
            help = "the text ends at #: put it in quotes"
        document.source.error("empty-text", f"`{name}` is empty", *place(value), help)
    elif len(found) > limit:
        message = f"`{name}` has {len(found):,} characters; at most {limit:,} are allowed"
        document.source.error(
            "too-long", message, *place(value), "shorten it, or move it to the section's text"
        )
    return found


def _warn_of_trap(document: Document, value: Scalar) -> None:
    if other := reading_of(value.value):
        help = f'quote it: "{printable(value.value[:40])}"; it is taken as typed'
        document.source.warning("quote-it", f"YAML reads this as {other}", *place(value), help)


def _warn_of_comment(document: Document, end: int) -> None:
    help = "put it in quotes if # belongs to it; put two spaces before a comment"
    document.source.warning("comment-cuts", "the text ends at #", end, end + 2, help)


def _unescaped(document: Document, value: Scalar) -> str:
    r"""A text in double quotes, where ``"\e"`` would stand for a control character."""
    if not value.value.isprintable() and (bad := UNSAFE.search(value.value)):
        message = f"an escape here stands for U+{ord(bad.group()):04X}, which is not allowed in a course"
        document.source.error("control-character", message, *place(value), "delete the escape")
        return "-"
    return value.value


def texts(document: Document, value: Value, name: str) -> tuple[str, ...]:
    """A text, or a list of texts."""
    if type(value) is Sequence:
        return tuple([text(document, item, name) for item in document.items(value)])
    return (text(document, value, name),)


def scalars(document: Document, value: Value, name: str) -> tuple[Scalar, ...]:
    """One or more values, to be typed later."""
    items = document.items(value) if isinstance(value, Sequence) else (value,)
    found = [scalar(document, item, name) for item in items]
    if not found:
        document.source.error(
            "empty-text", f"`{name}` is empty", *place(value), "write one or more, or delete the field"
        )
    return tuple([one for one in found if one])


def number(document: Document, value: Value, name: str) -> Fraction:
    """A number as people write it: sign, digits, one point, an exponent; or a fraction such as ``1/3``."""
    if type(value) is not Scalar:
        scalar(document, value, name)
        return Fraction(1)
    found = exact_number(value.value)
    if found is None:
        seen = printable(value.value[:40])
        help = "write digits with a point, such as 2.5 or -3e8, or a fraction such as 1/3"
        if name == "answer" and _NUMBER_AND_WORD.fullmatch(seen):
            help = "write the number alone; leave the unit to `unit`"
        document.source.error(
            "bad-number", f"`{name}` must be a number; `{seen}` is none", *place(value), help
        )
        return Fraction(1)
    return found


@lru_cache(maxsize=1024)
def exact_number(typed: str) -> Fraction | None:
    """The exact value of an author's number; None where it is none, or longer than any use (exponent over 300)."""
    match = _NUMBER.fullmatch(typed) if len(typed) <= _MAX_DIGITS else None
    if not match or (match[2] and (abs(int(match[2][1:])) > _MAX_EXPONENT or match[3])):
        return None
    whole, _, below = typed.partition("/")
    return None if below and not int(below) else Fraction(whole) / Fraction(below or 1)


def share(document: Document, value: Value, name: str) -> float:
    """A number from 0 to 1, or a percentage from 0% to 100%."""
    part = percentage(value.value) if type(value) is Scalar else None
    found = number(document, value, name) if part is None else part / 100
    if not 0 <= found <= 1:
        help = "write 0.8 or 80%, not 80"
        document.source.error("out-of-range", f"`{name}` must be from 0 to 1", *place(value), help)
    return float(found)


def percentage(typed: str) -> Fraction | None:
    """The number before a percent sign; None where there is none."""
    match = _PERCENT.fullmatch(typed)
    return exact_number(match[1]) if match else None


def positive(document: Document, value: Value, name: str) -> float:
    """A number above 0, at most 1,000,000."""
    found = number(document, value, name)
    if not 0 < found <= 1_000_000:
        message = f"`{name}` must be above 0 and at most 1,000,000"
        document.source.error("out-of-range", message, *place(value), "write 1 or more")
        return 1.0
    return float(found)


def day(document: Document, value: Value, name: str) -> int | None:
    """A date such as ``2027-06-30``, in days since 1970-01-01."""
    typed = scalar(document, value, name)
    try:
        return (date.fromisoformat(typed.value) - date(1970, 1, 1)).days if typed else None
    except ValueError:
        message = f"`{name}` must be a date"
        document.source.error("bad-date", message, *place(value), "write year, month and day: 2027-06-30")
        return None


def count(document: Document, value: Value, name: str) -> int:
    """A whole number from 1 to 100."""
    found = number(document, value, name)
    if found.denominator != 1 or not 1 <= found.numerator <= 100:
        message = f"`{name}` must be a whole number from 1 to 100"
        document.source.error("out-of-range", message, *place(value), "write 1, 2, 3 ...")
        return 1
    return found.numerator


def truth(document: Document, value: Value, name: str) -> bool:
    """``true`` or ``false``, unquoted."""
    typed = scalar(document, value, name)
    found = as_truth(typed) if typed else False
    if found is None:
        help = "write true or false, without quotes"
        document.source.error("wrong-type", f"`{name}` must be true or false", *place(value), help)
    return bool(found)


def as_truth(value: Scalar) -> bool | None:
    """What a plain ``true`` or ``false`` says; None for anything else."""
    return None if value.style else _TRUTHS.get(value.value.lower())


@dataclass(frozen=True, slots=True)
class OneOf:
    """A reader of one of some names."""

    names: tuple[str, ...]

    def __call__(self, document: Document, value: Value, name: str) -> str:
        """The name; empty after an error."""
        typed = scalar(document, value, name)
        if typed and typed.value not in self.names:
            known = ", ".join(self.names)
            help = did_you_mean(typed.value, self.names) or f"write one of {known}"
            document.source.error("unknown-name", f"`{name}` must be one of {known}", *place(value), help)
        return typed.value if typed else ""
