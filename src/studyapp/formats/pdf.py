"""PDF to Markdown, by a process of its own: a PDF is a program's input more than a text."""

from __future__ import annotations

from studyapp.formats.confined import confined
from studyapp.formats.document import Document


def read(data: bytes) -> Document:
    """The text of a PDF.

    Raises Unreadable for what is none, is locked, holds no text, is damaged or too large; ImportError without pypdf.
    """
    return confined("studyapp.formats.pdf_text", data)
