"""Quotations from a section's text: whether they are in it, and what stands in for one that nearly is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from studyapp.course.source import Source
from studyapp.course.text import find, nearest
from studyapp.course.yamlio import Value, place

_NEAR, _NEARLY_SAME = 0.6, 0.95
"""From this likeness on a passage is worth naming, and from this on it stands in for the quotation."""
_MOST_COMPARED = 500_000
"""Characters of text that a file's quotations are compared with for the nearest passage: some two seconds."""
_DECISIVE = re.compile(r"\d+|\b(?:not?|never|none|without|cannot)\b|n['’]t\b")
"""What nearly the same words may not differ in: another number or a "not" makes another statement."""


def checked_evidence(
    source: Source, quotations: Sequence[tuple[str, Value]], content: Source | None, *, strict: bool
) -> tuple[str, ...]:
    """A question's quotations, each that is not in the section's text reported.

    One that is nearly in it is only warned of, unless ``strict``, and the passage that is meant stands in for it.
    Without ``content`` nothing is looked up.
    """
    if not content:
        return tuple([quotation for quotation, _ in quotations])
    return tuple([_checked(source, quotation, value, content, strict) for quotation, value in quotations])


def _checked(source: Source, quotation: str, value: Value, content: Source, strict: bool) -> str:
    """The quotation, or the passage that stands in for it."""
    if not quotation or find(content.text, quotation):
        return quotation
    told = sum(one.code == "evidence-not-found" for one in source.found)
    near = nearest(content.text, quotation) if told * len(content.text) < _MOST_COMPARED else None
    start, stop, likeness = near or (0, 0, 0.0)
    passage = " ".join(content.text[start:stop].split()).lstrip(" .,;:!?")
    help = f"copy the words as they stand in {content.file}"
    if likeness >= _NEAR:
        help = f"nearest is line {content.line(start)} of {content.file}: {passage[:200]}"
    if likeness >= _NEARLY_SAME and not strict and _says_the_same(passage, quotation):
        message = f"not word for word in the section's text, whose words are shown instead: {quotation[:60]}"
        source.warning("evidence-not-found", message, *place(value), help)
        return passage
    message = f"this quotation is not in the section's text: {quotation[:60]}"
    source.error("evidence-not-found", message, *place(value), help)
    return quotation


def _says_the_same(passage: str, quotation: str) -> bool:
    """Whether nearly the same words make the same statement, and all of it: of a long one only a part is compared."""
    same = _DECISIVE.findall(passage.lower()) == _DECISIVE.findall(quotation.lower())
    return same and len(passage) >= _NEARLY_SAME * len(" ".join(quotation.split()))
