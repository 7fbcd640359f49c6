"""course.yaml: what a course is called, its settings, and the order of its sections."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import partial
from typing import Final

from studyapp import __version__
from studyapp.clean import printable
from studyapp.course.fields import day, scalars, sequence, text, texts
from studyapp.course.forms import Form, did_you_mean, fields, sound
from studyapp.course.ids import identifier
from studyapp.course.model import Settings
from studyapp.course.settings import read_settings
from studyapp.course.source import Source
from studyapp.course.yamlio import Document, MapStart, Reader, Scalar, Value, place, reading
from studyapp.errors import CourseError

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
    exam: int | None = None
    settings: Settings = field(default_factory=Settings)
    ignored: tuple[str, ...] = ()
    sections: Order = field(default_factory=list)

    def read(self, source: Source, stems: Collection[str]) -> None:
        """Take what the file says; ``stems`` are those of the content files.

        Problems are reported in ``source``; raises Refusal where the file can't be read on, and keeps what came
        before. Raises CourseError for another format.
        """

        def read_defaults(document: Document, value: Value, _name: str) -> None:
            self.settings = read_settings(document, value, Settings())

        def read_check(document: Document, value: Value, _name: str) -> None:
            self.ignored = fields(document, value, CHECK).get("ignore", ())

        def read_sections(document: Document, value: Value, _name: str) -> None:
            self.sections = _sections(document, value, stems)

        kept = sound(KEPT, partial(setattr, self))
        form = Form(
            "course",
            {
                "format": _check_format,
                **kept,
                "settings": read_defaults,
                "check": read_check,
                "sections": read_sections,
            },
            synonyms={"name": "title", "author": "authors", "license": "licence", "lang": "language"},
        )
        with reading(source) as (document, root):
            if root:
                fields(document, root, form)


def _check_format(document: Document, value: Value, name: str) -> None:
    found = text(document, value, name)
    if found not in ("", FORMAT):
        raise CourseError(
            f"{document.source.file}: this course is written for format {printable(found[:20])};"
            f" studyapp {__version__} reads format {FORMAT}."
        )


KEPT: Final[dict[str, Reader]] = {
    "id": identifier,
    "title": text,
    "description": text,
    "authors": texts,
    "language": text,
    "licence": text,
    "exam": day,
}
"""How each field is read that is kept as it is."""
COURSE_FIELDS: Final = ("format", *KEPT, "settings", "check", "sections")
CHECK: Final = Form("check", {"ignore": texts})
PART: Final = Form("part", {"part": text, "sections": scalars}, required=("part", "sections"))


def _sections(document: Document, value: Value, stems: Collection[str]) -> Order:
    """The sections listed, those of a part with its title; unknown and forgotten ones are reported, not in it."""
    order: dict[str, str] = {}
    meant: set[str] = set()
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
                meant.update(get_close_matches(stem.value[:80].lower(), stems, n=1))
                _report_unknown(document, stem, stems)
    forgotten = [stem for stem in stems if stem not in order and stem not in meant]
    if order and forgotten:
        named = ", ".join(forgotten[:5]) + (f" and {len(forgotten) - 5} more" if len(forgotten) > 5 else "")
        message = f"`sections` does not list {named}: put at the end"
        document.source.warning(
            "section-not-listed", message, *place(value), f"add `- {forgotten[0]}` where it belongs"
        )
    return list(order.items())


def _report_unknown(document: Document, stem: Scalar, stems: Collection[str]) -> None:
    some = ", ".join(sorted(stems)[:5])
    help = did_you_mean(stem.value, stems) or f"write the name as in content/, without .md; there are {some}"
    message = f"there is no content/{printable(stem.value[:80])}.md"
    document.source.error("unknown-section", message, *place(stem), help)
