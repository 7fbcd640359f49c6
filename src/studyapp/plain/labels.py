"""What stands before each thing that can be picked, and how a line that picks them is read."""

from __future__ import annotations

import re
from string import ascii_lowercase


def label(index: int, total: int) -> str:
    """A letter, or a number where there are more things than letters; ``index`` is from 0."""
    return ascii_lowercase[index] if total <= len(ascii_lowercase) else str(index + 1)


def span(total: int) -> str:
    """The first and the last label, such as ``a to d``."""
    return f"{label(0, total)} to {label(total - 1, total)}"


def words(typed: str) -> list[str]:
    """What is typed between spaces, commas and semicolons."""
    return [word for word in re.split(r"[\s,;]+", typed) if word]


def numbers(typed: str, highest: int) -> list[int]:
    """The numbers typed, each from 1 to ``highest``; none where anything else is typed."""
    found = words(typed)
    if not all(word.isdecimal() and 1 <= int(word) <= highest for word in found):
        return []
    return [int(word) for word in found]


def labelled(typed: str, lefts: int, total: int) -> dict[int, int]:
    """The index of the label given to each left side, in turn (``b a``) or by its number (``1b 2a``).

    Lefts for which nothing is typed are not in it; it is empty where anything else is typed, or one left has two.
    """
    sign, gap = (r"([a-z])", r"[-:=.)]?") if total <= len(ascii_lowercase) else (r"([0-9]+)", r"[-:=.)]")
    form = re.compile(rf"(?:([0-9]+){gap})?{sign}", re.ASCII)
    found = [form.fullmatch(word) for word in words(typed.lower())]
    labels = {label(index, total): index for index in range(total)}
    given: dict[int, int] = {}
    for turn, match in enumerate(found):
        if match is None or match[2] not in labels or bool(match[1]) != bool(found[0] and found[0][1]):
            return {}
        left = int(match[1]) - 1 if match[1] else turn
        if left in given or not 0 <= left < lefts:
            return {}
        given[left] = labels[match[2]]
    return given
