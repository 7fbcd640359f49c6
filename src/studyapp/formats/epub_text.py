"""EPUB books to Markdown: the pages of the reading order, one after the other."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from studyapp.formats.archive import Archive
from studyapp.formats.decoding import decoded_html
from studyapp.formats.document import Document, Unreadable
from studyapp.formats.epub_package import APART, Package, chapters, package
from studyapp.formats.escaping import escaped
from studyapp.formats.html import html_document
from studyapp.formats.titles import sensible

_HEADING: Final = re.compile(r"(?m)^(#{1,6}) ")
_EMPTY_HEADING: Final = re.compile(r"(?m)^#{1,6}[ \t]*$")
_BODY: Final = re.compile(r"<body[^<>]*>\s*(?:<(?:section|div)\b[^<>]*>)?")
_TYPE: Final = re.compile(r"epub:type\s*=\s*[\"']([^\"']*)")
_NOTE_MARK: Final = re.compile(
    r"<a\b[^<>]*\b(?:epub:type=\"noteref\"|role=\"doc-noteref\")[^<>]*>([^<>]*)</a>"
)
_BACK_LINK: Final = re.compile(
    r"<a\b[^<>]*\b(?:epub:type=\"backlink\"|role=\"doc-backlink\")[^<>]*>[^<>]*</a>"
)
_MARKUP: Final = re.compile(r"[*_\\]")


def read(data: bytes) -> Document:
    """The text of an EPUB book.

    Raises Unreadable for what is none, is encrypted, damaged or too large, and ImportError without the libraries.
    """
    archive = Archive(data, "EPUB file")
    book = package(archive)
    dropped = Counter(book.left_out)
    texts: dict[str, str] = {}
    for path in book.pages:
        html, _ = decoded_html(archive.read(path))
        if kind := _apart(html):
            dropped[kind] += 1
            continue
        page = html_document(_BACK_LINK.sub("", _NOTE_MARK.sub(r"<sup>\1</sup>", html)))
        dropped.update(page.dropped)
        if text := _EMPTY_HEADING.sub("", page.markdown).strip():
            texts[path] = f"{text}\n"
    if not texts:
        seen = "the book holds pictures of pages, no text" if dropped["picture"] else "the book holds no text"
        raise Unreadable(seen, "look for an edition with text in it")
    return Document(
        "\n".join(_titled(texts, archive, book)), sensible(book.title), dict(dropped), (), book.language
    )


def _apart(html: str) -> str:
    """What the report calls a page that says of itself that it is no text to read; empty for the others."""
    start = _BODY.search(html)
    types = " ".join(_TYPE.findall(start[0])).split() if start else []
    return next((APART[kind] for kind in types if kind in APART), "")


def _titled(texts: dict[str, str], archive: Archive, book: Package) -> list[str]:
    """The pages, with the title of the book's contents above those that have no heading."""
    levels = Counter(len(heading[1]) for text in texts.values() if (heading := _HEADING.search(text)))
    mark = "#" * (levels.most_common(1)[0][0] if levels else 1)
    if levels.total() == len(texts) or not book.contents:
        return list(texts.values())
    titles = chapters(archive, book.contents)
    return [
        text
        if _HEADING.search(text) or not titles.get(path)
        else f"{mark} {escaped(titles[path])}\n\n{_below(text, titles[path])}"
        for path, text in texts.items()
    ]


def _below(text: str, title: str) -> str:
    """The text without its first line where that is the title."""
    first, _, rest = text.partition("\n")
    return rest.lstrip("\n") if _MARKUP.sub("", first).casefold().strip() == title.casefold() else text
