"""EPUB books to Markdown, by a process of its own: a small archive may hold a great deal of work."""

from __future__ import annotations

from studyapp.formats.confined import confined
from studyapp.formats.document import Document


def read(data: bytes) -> Document:
    """The text of an EPUB book.

    Raises Unreadable for what is none, is locked, holds no text, is damaged or too large; ImportError without the
    libraries.
    """
    return confined("studyapp.formats.epub_text", data)
