"""Any file that a course can be made of: which reader it needs, and what stands in the way of reading it."""

from __future__ import annotations

import os
import re
import stat
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Final

from studyapp.clean import printable
from studyapp.course.source import UNSAFE
from studyapp.formats.document import Document, Unreadable

EXTRA: Final = (
    "in the clone of studyapp, pipx install --force '.[author]'; what make run sets up there has it too"
)
"""What installs the libraries of the readers."""
_LIBRARIES: Final = frozenset({"bs4", "markdownify", "mammoth", "pypdf", "defusedxml"})
_MEGABYTE: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: what it is called, the module that reads it, and how large it may be, in bytes."""

    name: str
    reader: str
    limit: int = 10 * _MEGABYTE


_TEXT = Format("plain text", "plain_text")
_MARKDOWN = Format("Markdown", "markdown")
_HTML = Format("HTML", "html")
_DOCX = Format("a Word document", "docx", 100 * _MEGABYTE)
_EPUB = Format("an EPUB book", "epub", 100 * _MEGABYTE)
_PDF = Format("a PDF", "pdf", 50 * _MEGABYTE)
ENDINGS: Final = {
    **dict.fromkeys((".txt", ".text"), _TEXT),
    **dict.fromkeys((".md", ".markdown", ".mkd"), _MARKDOWN),
    **dict.fromkeys((".html", ".htm", ".xhtml"), _HTML),
    ".docx": _DOCX,
    ".epub": _EPUB,
    ".pdf": _PDF,
}
"""Endings of file names, in lower case -> the kind of file."""
_ELSEWHERE: Final = {
    ".doc": "open it in Word or LibreOffice and save it as .docx",
    ".odt": "open it in LibreOffice and save it as .docx",
    ".rtf": "open it in a word processor and save it as .docx",
    ".pages": "open it in Pages and export it as .docx or .epub",
    ".tex": "make HTML of it (pandoc -s -o text.html FILE) and import that",
    ".rst": "make HTML of it (pandoc -s -o text.html FILE) and import that",
    ".mobi": "make an EPUB of it with Calibre and import that",
    ".azw3": "make an EPUB of it with Calibre and import that",
}
"""Endings of files that are not read -> how one that is read can be made of them."""
_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--(?:[^-]|-(?!->)){0,2000}-->\s*)*<(?:!doctype\s+html|html)\b", re.I
)


def read(path: Path) -> Document:
    """The text of a file, free of characters that a course may not hold.

    Raises Unreadable with the file's name, what was seen and what to do.
    """
    file = printable(str(path))
    try:
        kind = ENDINGS.get(path.suffix.lower())
        data = _bytes(path, max(one.limit for one in ENDINGS.values()))
        kind = _kind(data, kind, path.suffix.lower())
        if len(data) > kind.limit:
            limit = kind.limit // _MEGABYTE
            raise Unreadable(
                f"the file is larger than {limit} MB, the most for {kind.name}",
                "split it and import each part",
            )
        return _cleaned(_reader(kind)(data), kind)
    except Unreadable as error:
        raise Unreadable(error.seen, error.help, error.file or file) from None


def _bytes(path: Path, limit: int) -> bytes:
    """What a regular file holds; a FIFO or a device does not make anybody wait."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(handle, "rb") as stream:
            status = os.fstat(handle)
            if stat.S_ISDIR(status.st_mode):
                raise Unreadable("this is a folder", "give one file of text")
            if not stat.S_ISREG(status.st_mode):
                raise Unreadable("this is not a regular file", "give a file of text")
            if status.st_size > limit:
                raise Unreadable(
                    f"the file is larger than {limit // _MEGABYTE} MB", "split it and import each part"
                )
            data = stream.read(limit + 1)
    except IsADirectoryError:
        raise Unreadable("this is a folder", "give one file of text") from None
    except FileNotFoundError:
        raise Unreadable("there is no such file", "look at its name and the folder it lies in") from None
    except (OSError, ValueError) as error:
        reason = printable(getattr(error, "strerror", None) or "its name can't be one").lower()
        raise Unreadable(f"it can't be read: {reason}", "check that you may read it") from None
    if not data.strip():
        raise Unreadable("the file is empty", "give one that holds text")
    return data


def _kind(data: bytes, by_name: Format | None, ending: str) -> Format:
    """The kind of file that it is by what it begins with, else by its name; Unreadable where it is none."""
    seen = _seen(data)
    if seen and seen is not _HTML:
        return seen  # whatever it is called
    if by_name is None and ending in _ELSEWHERE:
        raise Unreadable(f"files that end in {ending} are not read", _ELSEWHERE[ending])
    if by_name is None and seen is None:
        called = f"files that end in {printable(ending)}" if ending else "files without an ending"
        raise Unreadable(f"{called} are not read", f"what is read: {', '.join(ENDINGS)}")
    return by_name if by_name not in (None, _TEXT) else seen or _TEXT


def _seen(data: bytes) -> Format | None:
    """The kind that the first bytes leave no doubt about."""
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return _PDF
    if data.startswith(b"PK\x03\x04"):
        if b"application/epub+zip" in data[:200]:
            return _EPUB
        return _DOCX if b"word/document.xml" in data else None
    return _HTML if _PAGE.match(data[:8192].removeprefix(b"\xef\xbb\xbf")) else None


def _reader(kind: Format) -> Callable[[bytes], Document]:
    """The reader of a kind of file, which says what is to be installed where a library is missing."""

    def read(data: bytes) -> Document:
        try:
            document: Document = import_module(f"studyapp.formats.{kind.reader}").read(data)
        except ImportError as error:
            if (error.name or "").split(".")[0] not in _LIBRARIES:
                raise
            raise Unreadable(
                f"reading {kind.name} needs the library {error.name}, which is not installed",
                f"install it: {EXTRA}",
            ) from None
        return document

    return read


def _cleaned(document: Document, kind: Format) -> Document:
    """The document without control, direction and other unseen characters, and what kind of file it was."""
    markdown, number = UNSAFE.subn("", document.markdown)
    dropped = Counter(document.dropped) + Counter({"control character": number})
    title = " ".join(UNSAFE.sub(" ", document.title).split())
    notes = (f"Read as {kind.name}.", *document.notes)
    return replace(document, markdown=markdown, title=title, dropped=dict(dropped), notes=notes)
