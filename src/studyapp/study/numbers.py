"""Typed numbers: reading one, and comparing it with the key, in exact arithmetic.

A number is read by a grammar and never by an expression evaluator, so that no response can make the program
compute. Values are fractions: 0.1 + 0.2 is 0.3, and a value on the border of a tolerance is within it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from studyapp.study.matching import clip

MOST_DIGITS = 100
"""Digits that a number may have before it is refused."""

MOST_EXPONENT = 400
"""The largest power of ten, up or down: every float fits."""

_PLAIN = str.maketrans(
    {
        **dict.fromkeys("\u2212\u2013\ufe63\uff0d\u207b", "-"),
        **dict.fromkeys("\u2018\u2019\u02bc", "'"),
        **dict.fromkeys("\u2009\u200a\u2008\u2006\u2005\u3000", " "),  # thin and other narrow spaces
        **dict.fromkeys("\u2044\u2215", "/"),
        "\uff0b": "+",
        "\u207a": "+",
    }
)
_VULGAR = re.compile("[\u00bc-\u00be\u2150-\u215e]")  # one character each: a half, three quarters, ...
_SUPERSCRIPT = re.compile(r"(?<=10)([-+]?)([\u2070\u00b9\u00b2\u00b3\u2074-\u2079]+)")

_SIGN = r"(?P<sign>[-+]?)\s*"
_FRACTION = re.compile(_SIGN + r"(?:(?P<whole>\d+)\s+)?(?P<top>[^\D0]\d*|0)\s*/\s*(?P<bottom>\d+)")
_DECIMAL = re.compile(
    _SIGN
    + r"""(?P<digits>\d+(?:[ ',.]\d+)*|[.,]\d+)
    (?:(?:e|\s*[x\u00d7*\u00b7]\s*10\s*\^\s*)(?P<exponent>[-+]?\d+))?
    (?:[.,](?=\s|$))?  # the end of a sentence""",
    re.IGNORECASE | re.VERBOSE,
)
_ENGLISH = re.compile(r"(?!0)(\d{1,3}(?:,\d{3})+)(?:\.(\d+))?")
_SPACED = re.compile(r"(\d{1,3}(?: \d{3})+|\d{1,3}(?:'\d{3})+|\d*)(?:[.,](\d+))?")
_CONTINENTAL = re.compile(r"(?!0)(\d{1,3}(?:\.\d{3})+)(?:,(\d+))?")
_POWER = re.compile(r"^([-+]?)\s*10\s*\^(?=\s*[-+]?\d)")  # 10^5 is 1x10^5
_NO_UNIT = re.compile(r"[-+*^=<>.,:;_]|[/'\"ex\u00d7\u00b7]?\s*\d", re.IGNORECASE)

_JOINTS = re.compile(r"[\s.*^\u00b7\u22c5]")
_PREFIXED = re.compile(r"[mp][^\W\d]{0,2}(?![^\W\d])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ParsedNumber:
    """A number that was typed: its value, what else it may mean, and the unit behind it ("" for none)."""

    value: Fraction
    alternatives: tuple[Fraction, ...] = ()
    unit: str = ""

    @property
    def readings(self) -> tuple[Fraction, ...]:
        """Every value that the text may stand for, the likeliest first."""
        return (self.value, *self.alternatives)


def parse_number(text: str) -> ParsedNumber | None:
    """Return the number that ``text`` begins with, and its unit; None where it begins with none.

    Read are a sign, digits with one decimal point or comma, groups of three digits set apart by spaces or
    apostrophes, an exponent (1e5, 1x10^5, 10^5), and fractions (3/4, 1 3/4). A percent sign is a unit.
    Points or commas also group where nothing else is possible (1,234,567 or 1,234.5 or 1.234,5).

    A point is a decimal point (1.234 is 1 and a bit). One comma before three digits can be either: 1,234 is
    1234, with 1.234 as the alternative. More than 100 digits, a power of ten beyond 400, a zero below a
    fraction's line, and anything that goes on like an expression (3+4, 12:30, 1.2.3) are refused.
    """
    text = _VULGAR.sub(_spelled_out, clip(text)).translate(_PLAIN)
    text = _POWER.sub(r"\g<1>1x10^", _SUPERSCRIPT.sub(_raised, text).strip())
    found = _FRACTION.match(text) or _DECIMAL.match(text)
    if found is None or _too_long(found):
        return None
    readings = _fraction(found) if found.re is _FRACTION else _decimal(found)
    unit = text[found.end() :].strip()
    if not readings or _NO_UNIT.match(unit):
        return None
    return ParsedNumber(readings[0], readings[1:], unit)


def same_unit(given: str, accepted: Sequence[str]) -> bool:
    """Whether the unit ``given`` is one of the accepted spellings.

    White space, points and signs of multiplication or power don't count (N·m, N m and Nm; m², m^2 and m2).
    Case does not count either, unless two accepted spellings differ by case alone, or it is that of the m
    or p that begins a short symbol: mg is no Mg, and mHz no MHz.
    """
    unit = _unit(given)
    spellings = {_unit(spelling) for spelling in accepted}
    if unit in spellings:
        return True
    folded = Counter(map(_folded, spellings))
    return folded[_folded(unit)] == 1


def _spelled_out(found: re.Match[str]) -> str:
    return " " + unicodedata.normalize("NFKC", found[0])


def _raised(found: re.Match[str]) -> str:
    return f"^{found[1]}{unicodedata.normalize('NFKC', found[2])}"


def _too_long(found: re.Match[str]) -> bool:
    return sum(map(str.isdecimal, found[0])) > MOST_DIGITS


def _fraction(found: re.Match[str]) -> tuple[Fraction, ...]:
    """Return the value of a (mixed) fraction; nothing where it divides by zero."""
    if int(found["bottom"]) == 0:
        return ()
    value = int(found["whole"] or 0) + Fraction(int(found["top"]), int(found["bottom"]))
    return (-value if found["sign"] == "-" else value,)


def _decimal(found: re.Match[str]) -> tuple[Fraction, ...]:
    """Return the readings of a decimal number; nothing where its exponent is out of bounds."""
    exponent = int(found["exponent"] or 0)
    if abs(exponent) > MOST_EXPONENT:
        return ()
    scale = Fraction(10) ** exponent * (-1 if found["sign"] == "-" else 1)
    digits = found["digits"]
    layouts = [_ENGLISH.fullmatch(digits), _SPACED.fullmatch(digits)]
    if not any(layouts):  # a point groups only where it can't be a decimal point
        layouts = [_CONTINENTAL.fullmatch(digits)]
    return tuple(_value(layout) * scale for layout in layouts if layout)


def _value(layout: re.Match[str]) -> Fraction:
    """Return the number whose digits before the point, grouped or not, and behind it are two groups."""
    whole = re.sub(r"\D", "", layout[1])
    return Fraction(f"{whole or 0}.{layout[2] or 0}")


def _unit(text: str) -> str:
    return _JOINTS.sub("", unicodedata.normalize("NFKC", clip(text)).translate(_PLAIN))


def _folded(unit: str) -> str:
    """Return a unit in one case, but for the m or p that begins a short symbol."""
    kept = _PREFIXED.match(unit)
    return unit[0] + unit[1:].casefold() if kept else unit.casefold()
