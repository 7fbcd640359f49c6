"""The rule about choices that are ranges of numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from studyapp.check.posed import Posed
from studyapp.check.rule import Finding, of_question, shown
from studyapp.diagnostics import Severity

_NUMBER = r"[$€£]?(\d[\d,]*(?:\.\d+)?)"
_RANGE = re.compile(
    rf"(?i)(?:from )?{_NUMBER} ?(%|[a-z°µ/]*) ?(?:-|–|—|to) ?{_NUMBER} ?([^\d]*)"
    rf"|between {_NUMBER} ?(%|[a-z°µ/]*) ?and ?{_NUMBER} ?([^\d]*)"
)


@of_question(Severity.WARNING)
def overlapping_ranges(posed: Posed) -> Iterator[Finding]:
    """Numeric ranges of the choices overlap.

    Seen: three or more choices are ranges of numbers with the same unit, and two of them share numbers. Ranges of
    years may touch.

    Why: a value in both ranges makes two choices right; and the range that lies within another can be ruled out
    without knowing the value.

    Bad:

        choices: [10 to 20 %, {text: 15 to 30 %, correct: true}, 30 to 40 %]

    Good:

        choices: [10 to 19 %, {text: 20 to 29 %, correct: true}, 30 to 39 %]

    Source: Haladyna, Downing and Rodriguez 2002, rule 22 (choices must not overlap).
    """
    found = [(option, ends) for option in posed.options if (ends := _range(option.text))]
    if len(found) < 3 or len({ends[2] for _, ends in found}) > 1:
        return
    for (one, (low, high, _)), (other, (start, stop, _)) in combinations(found, 2):
        shared = min(high, stop) - max(low, start)
        touch = shared == 0 and not 1000 <= max(low, start) <= 2100
        if shared > 0 or touch:
            yield Finding(
                message=f"{shown(one.text)} and {shown(other.text)} overlap: what lies in both has two right choices",
                help="let each range begin behind the end of the one before",
                field="choices",
                quote=other.source,
            )
            return


def _range(text: str) -> tuple[float, float, str] | None:
    """The two ends of a range and its unit; None for any other text."""
    found = _RANGE.fullmatch(text)
    if not found:
        return None
    first, before, second, behind = [part for part in found.groups() if part is not None]
    low, high = float(first.replace(",", "")), float(second.replace(",", ""))
    unit = behind.strip().casefold()
    return (low, high, unit) if low < high and before.casefold() in ("", unit) else None
