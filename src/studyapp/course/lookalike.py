"""Answers that become text though a number or a truth value was meant."""

from __future__ import annotations

import re
from typing import Final

from studyapp.course.fields import exact_number
from studyapp.course.yamlio import Document, Scalar, place

_TRUTH: Final = frozenset(("true", "false", "yes", "no", "on", "off"))
_GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?", re.ASCII)
_DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d+", re.ASCII)
_WITH_UNIT = re.compile(r"([+-]?\d+(?:\.\d+)?) ?(%|[^\W\d]\S{0,9}|°\S?)", re.ASCII)
_NUMERIC = re.compile(r"[+-]?\d+\.?\d*([eE][+-]?\d+)?", re.ASCII)


def warn_of_type(document: Document, answers: tuple[Scalar, ...]) -> bool:
    """Warn of answers, without a ``type``, that are taken as text but look otherwise; whether there are such."""
    ways = [_other_way(answer) for answer in answers]
    if not ways or not all(ways):
        return False
    way = ways[0] if len(ways) == 1 else "write one number, or a `range`"
    help = f"{way}; if it is a text, write `type: text`"
    document.source.warning("taken-as-text", "this answer is taken as text", *place(answers[0]), help)
    return True


def _other_way(answer: Scalar) -> str:
    """How to write the answer if it is not meant as text; empty where it looks like nothing else."""
    typed = answer.value
    if typed.lower() in _TRUTH and (not answer.style or typed.lower() in ("true", "false")):
        meant = "true" if typed.lower() in ("true", "yes", "on") else "false"
        return f"for true or false write `{meant}` without quotes"
    if answer.style:
        return ""
    if exact_number(typed) is not None:
        return "write one number"
    if _GROUPED.fullmatch(typed):
        return f"for a number write {typed[:50].replace(',', '')}"
    if _DECIMAL_COMMA.fullmatch(typed):
        return f"for a number write {typed[:50].replace(',', '.')}"
    if _NUMERIC.fullmatch(typed):
        return "a number has at most 50 characters and an exponent up to 300"
    match = _WITH_UNIT.fullmatch(typed[:80])
    return f"for a number write {match[1]}, and `unit: {match[2]}`" if match else ""
