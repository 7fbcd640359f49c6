"""course.yaml: what a course is called, its settings, and the order of its sections."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Final

from studyapp.course.fields import (
    Form,
    did_you_mean,
    fields,
    scalar,
    scalars,
    sequence,
    text,
    texts,
)
from studyapp.course.ids import identifier
from studyapp.course.model import Settings
from studyapp.course.settings import read_settings
from studyapp.course.source import Source
from studyapp.course.yamlio import Document, MapStart, Reader, Scalar, Value, place, reading
from studyapp.diagnostics import printable

FORMAT = "1"

Order = list[tuple[str, str]]
"""Stem and part's title of each section listed."""


@dataclass(slots=True)
class CourseFile:
    """What course.yaml says; a field that it leaves out, or that has errors, is empty."""

    id: str = ""
    title: str = ""
    description: str = ""
    authors: tuple[str, ...] = ()
    language: str = "en"
    licence: str = ""
    settings: Settings = field(default_factory=Settings)
    sections: Order = field(default_factory=list)

    def read(self, source: Source, stems: Collection[str]) -> None:
        """Take what the file says; ``stems`` are those of the content files.

        Problems are reported in ``source``; raises Refusal where the file can't be read on, and keeps what came
        before.
        """

        def read_format(document: Document, value: Value, name: str) -> None:
            typed = scalar(document, value, name)
            if typed and typed.value != FORMAT:
                help = "write `format: 1`, or update studyapp if the course is made for a newer one"
                document.source.error(
                    "unknown-format", "this course format is not known", *place(value), help
                )

        def read_sections(document: Document, value: Value, _name: str) -> None:
            self.sections = _sections(document, value, stems)

        def keep(document: Document, value: Value, name: str) -> None:
            before = len(source.errors)
            found = _KEPT[name](document, value, name)
            if len(source.errors) == before:
                setattr(self, name, found)

        form = Form(
            "course", {"format": read_format, **dict.fromkeys(_KEPT, keep), "sections": read_sections}
        )
        with reading(source) as (document, root):
            if root:
                fields(document, root, form)


def _settings(document: Document, value: Value, _name: str) -> Settings:
    return read_settings(document, value, Settings())


_KEPT: Final[dict[str, Reader]] = {
    "id": identifier,
    "title": text,
    "description": text,
    "authors": texts,
    "language": text,
    "licence": text,
    "settings": _settings,
}
COURSE_FIELDS: Final = ("format", *_KEPT, "sections")
PART: Final = Form("part", {"part": text, "sections": scalars}, required=("part", "sections"))


def _sections(document: Document, value: Value, stems: Collection[str]) -> Order:
    """The sections listed, those of a part with its title; unknown ones are reported and left out."""
    order: dict[str, str] = {}
    for item in sequence(document, value, "sections"):
        if isinstance(item, MapStart):
            part = fields(document, item, PART)
            listed, title = part["sections"], part["part"]
        else:
            listed, title = scalars(document, item, "sections"), ""
        for stem in listed:
            if stem.value in order:
                message = f"`{printable(stem.value)}` is listed twice"
                document.source.error("section-twice", message, *place(stem), "keep one of the two")
            elif stem.value in stems:
                order[stem.value] = title
            else:
                _report_unknown(document, stem, stems)
    return list(order.items())


def _report_unknown(document: Document, stem: Scalar, stems: Collection[str]) -> None:
    some = ", ".join(sorted(stems)[:5])
    help = did_you_mean(stem.value, stems) or f"write the name as in content/, without .md; there are {some}"
    message = f"there is no content/{printable(stem.value[:80])}.md"
    document.source.error("unknown-section", message, *place(stem), help)
