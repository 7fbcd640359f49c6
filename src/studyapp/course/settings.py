"""The ``settings:`` of a course and of a question file."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from studyapp.course.fields import Form, fields, one_of, share, truth
from studyapp.course.model import Settings
from studyapp.course.yamlio import Document, Value

SETTINGS: Final = Form(
    "settings",
    {
        "pass": share,
        "shuffle": truth,
        "book": one_of("open", "closed"),
        "certainty": one_of("on", "off"),
    },
)


def read_settings(document: Document, value: Value, base: Settings) -> Settings:
    """``base`` with what the mapping overrides."""
    found = fields(document, value, SETTINGS)
    return replace(
        base,
        pass_share=found.get("pass", base.pass_share),
        shuffle=found.get("shuffle", base.shuffle),
        open_book=found["book"] == "open" if "book" in found else base.open_book,
        certainty=found["certainty"] == "on" if "certainty" in found else base.certainty,
    )
