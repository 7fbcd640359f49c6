"""The ``settings:`` of a course and of a question file."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from studyapp.course.fields import OneOf, share, truth
from studyapp.course.forms import Form, fields, sound
from studyapp.course.model import Settings
from studyapp.course.yamlio import Document, Value

SETTINGS: Final = Form(
    "settings",
    {
        "pass": share,
        "shuffle": truth,
        "book": OneOf(("open", "closed")),
        "certainty": OneOf(("on", "off")),
        "where": OneOf(("on", "off")),
    },
)


def read_settings(document: Document, value: Value, base: Settings) -> Settings:
    """``base`` with what the mapping overrides; a setting that has errors is left out."""
    found: dict[str, Any] = {}
    fields(document, value, Form(SETTINGS.what, sound(SETTINGS.readers, found.__setitem__)))
    return replace(
        base,
        pass_share=found.get("pass", base.pass_share),
        shuffle=found.get("shuffle", base.shuffle),
        open_book=found["book"] == "open" if "book" in found else base.open_book,
        certainty=found["certainty"] == "on" if "certainty" in found else base.certainty,
        where=found["where"] == "on" if "where" in found else base.where,
    )
