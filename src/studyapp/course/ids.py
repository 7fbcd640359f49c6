"""Ids: the names that progress hangs on."""

from __future__ import annotations

import re
import unicodedata

from studyapp.clean import printable
from studyapp.course.fields import literal
from studyapp.course.yamlio import Document, Sequence, Value, place

MAX_ID = 100
"""Characters of an id."""
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def identifier(document: Document, value: Value, name: str) -> str:
    """Lower-case words of letters a to z and digits, with dashes between."""
    found = literal(document, value, name, MAX_ID)
    if found and not _ID.fullmatch(found):
        help = f"write `{slug(found) or 'a-name'}`: letters a to z, digits, single dashes between"
        document.source.error("bad-id", f"`{printable(found[:80])}` is no id", *place(value), help)
    return found


def identifiers(document: Document, value: Value, name: str) -> tuple[str, ...]:
    """An id, or a list of ids."""
    items = document.items(value) if isinstance(value, Sequence) else (value,)
    return tuple([identifier(document, item, name) for item in items])


def slug(typed: str, words: int = 6) -> str:
    """An id made of a text's first words; empty where it has no letters that an id may have."""
    apart = "".join(" " if unicodedata.category(one)[0] in "PZ" else one for one in typed[:200])
    plain = unicodedata.normalize("NFKD", apart).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall("[a-z0-9]+", plain)[:words])[:MAX_ID].strip("-")
