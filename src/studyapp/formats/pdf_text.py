"""A PDF's pages to Markdown: headings, paragraphs and lists out of lines that stand somewhere on paper."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from studyapp.formats.document import Document, Unreadable
from studyapp.formats.escaping import escaped
from studyapp.formats.paragraphs import paragraphs
from studyapp.formats.pdf_headings import Bookmark, Heading, body_size, headings
from studyapp.formats.pdf_lines import Line, lines_of, without_contents, without_running_heads
from studyapp.formats.pdf_paragraphs import BULLET, Paragraphs, is_item
from studyapp.formats.plain_text import text_document
from studyapp.formats.titles import sensible

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

MAX_PAGES: Final = 3_000
_MAX_BOOKMARKS: Final = 3_000
_MAX_CHARACTERS: Final = 10_000_000
_LEAST: Final = 20
"""Characters of text below which there is as good as none."""
_COUNT = re.compile(r"(\d{1,3})[.)] ")
_LIMITS: Final[dict[str, Any]] = {
    "zlib_maximum_output_length": 10_000_000,
    "lzw_maximum_output_length": 10_000_000,
    "run_length_maximum_output_length": 10_000_000,
    "array_based_stream_maximum_output_length": 10_000_000,
    "stream_decoding_work_maximum_length": 20_000_000,
    "stream_parsing_work_maximum_count": 300_000,
    "outline_maximum_entries": _MAX_BOOKMARKS,
    "page_tree_maximum_entries": 2 * MAX_PAGES,
    "xform_maximum_invocations_per_extraction": 200,
}
"""For pypdf: a page of text is far below each of them."""
_ODD = (
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    ArithmeticError,
    OSError,
    RecursionError,
    AssertionError,
)
"""What pypdf lets through where a file is not built as it should be, besides its own errors."""


_LOST_PAGE: Final = "page that can't be read"
_PRINT: Final = "print it to a new PDF and import that"
_LOCKED: Final = "the PDF is encrypted", "open it with its password and print or save it to a PDF without one"
_TOO_LARGE: Final = "the PDF has more pages or more on them than a text has", "split it into several files"


def read(data: bytes) -> Document:
    """The text of a PDF, in as much time and memory as it takes.

    Raises Unreadable for what is none, is locked, holds no text, is damaged or too large.
    """
    from pypdf import Configuration, apply_configuration
    from pypdf.errors import DependencyError, LimitReachedError, PyPdfError

    with apply_configuration(Configuration(**_LIMITS)):
        try:
            return _document(data)
        except DependencyError:  # a cipher that pypdf leaves to another library
            raise Unreadable(*_LOCKED) from None
        except LimitReachedError:
            raise Unreadable(*_TOO_LARGE) from None
        except (PyPdfError, *_ODD):
            seen = "the PDF is damaged or built in a way that can't be read"
            raise Unreadable(seen, _PRINT) from None


def _document(data: bytes) -> Document:
    from pypdf import PdfReader

    reader = PdfReader(BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unreadable(*_LOCKED)
    if len(reader.pages) > MAX_PAGES:
        raise Unreadable(*_TOO_LARGE)
    pages, dropped = _pages(reader)
    body = body_size([line for page in pages for line in page])
    pages, heads = without_running_heads(pages, body)
    lines, contents = without_contents([line for page in pages for line in page])
    if sum(len(line.text) for line in lines) < _LEAST:
        if dropped[_LOST_PAGE]:
            raise Unreadable("the PDF's pages are damaged or hold far more than text", _PRINT)
        seen = "the PDF holds pictures of pages, no text" if dropped["picture"] else "the PDF holds no text"
        raise Unreadable(seen, "run OCR first, for example ocrmypdf")
    title = sensible(str(reader.metadata.title or "")) if reader.metadata else ""
    found = headings(lines, _bookmarks(reader), title)
    dropped += heads + Counter({"table of contents": contents})
    joined = Paragraphs(lines)
    if not found.found:
        text = text_document(_as_typed(joined.join(lines)))
        return Document(text.markdown, text.title or title, dict(dropped), text.notes)
    for heading in found.found:
        if heading.level == 0:
            title = joined.words(lines[heading.start : heading.stop])
    markdown = "\n\n".join(_blocks(lines, found.found, joined)) + "\n"
    return Document(markdown, title, dict(dropped), (found.told,))


def _as_typed(texts: Sequence[str]) -> str:
    """Paragraphs with a blank line between them, items of a list without one."""
    made = ""
    for above, text in pairwise(("", *texts)):
        made += ("\n" if is_item(above) and is_item(text) else "\n\n") + text
    return made.lstrip("\n")


def _pages(reader: PdfReader) -> tuple[list[list[Line]], Counter[str]]:
    """The lines of each page, and what of the pages could not be kept."""
    from pypdf.errors import PyPdfError

    dropped: Counter[str] = Counter()
    pages: list[list[Line]] = []
    pictures: set[int] = set()
    left = _MAX_CHARACTERS
    for number, page in enumerate(reader.pages):
        try:
            lines = lines_of(page, number)
        except (PyPdfError, *_ODD):
            dropped[_LOST_PAGE] += 1
            continue
        pages.append(lines)
        with suppress(PyPdfError, *_ODD):
            pictures |= _pictures(page)
        left -= sum(len(line.text) for line in lines)
        if left < 0:
            raise Unreadable(*_TOO_LARGE)
    dropped["picture"] = len(pictures)
    return pages, +dropped


def _pictures(page: PageObject) -> set[int]:
    """The pictures of a page, each known by the number of its object."""
    resources: Any = page.get("/Resources")
    objects = resources.get_object().get("/XObject") if resources else None
    references = objects.get_object().values() if objects else ()
    return {one.idnum for one in references if one.get_object().get("/Subtype") == "/Image"}


def _bookmarks(reader: PdfReader) -> list[Bookmark]:
    """The PDF's outline, flat; empty where it can't be made out."""
    from pypdf.errors import PyPdfError

    def flat(entries: Sequence[Any], level: int) -> Iterator[Bookmark]:
        for entry in entries:
            if isinstance(entry, list):
                yield from flat(entry, level + 1)
            elif (page := reader.get_destination_page_number(entry)) is not None:
                yield Bookmark(str(entry.title or ""), level, page)

    try:
        return list(flat(reader.outline, 1))
    except (PyPdfError, *_ODD):
        return []


def _blocks(lines: Sequence[Line], found: Sequence[Heading], joined: Paragraphs) -> Iterator[str]:
    """The Markdown of the text, a block each."""
    at = 0
    for heading in found:
        yield from _body(joined.join(lines[at : heading.start]))
        if heading.level:
            yield f"{'#' * heading.level} {escaped(joined.words(lines[heading.start : heading.stop]))}"
        at = heading.stop
    yield from _body(joined.join(lines[at:]))


def _body(texts: Sequence[str]) -> Iterator[str]:
    """The Markdown of paragraphs; items that follow on each other are one list."""
    items: list[str] = []
    for text in (*texts, ""):
        if items and not _follows(items[-1], text):
            yield from paragraphs(items, 0)
            items = []
        if is_item(text):
            items.append(text)
        elif text:
            yield escaped(text)


def _follows(item: str, text: str) -> bool:
    above, below = _COUNT.match(item), _COUNT.match(text)
    return int(below[1]) == int(above[1]) + 1 if above and below else item[:1] == text[:1] == BULLET
