"""PDF to Markdown, by a process of its own: a PDF is a program's input more than a text."""

from __future__ import annotations

from typing import Final

from studyapp.formats.confined import confined
from studyapp.formats.document import Document, Unreadable

MAX_BYTES: Final = 50_000_000


def read(data: bytes) -> Document:
    """The text of a PDF.

    Raises Unreadable for what is none, is locked, holds no text, is damaged or too large; ImportError without pypdf.
    """
    if len(data) > MAX_BYTES:
        seen = f"the PDF is larger than {MAX_BYTES // 1_000_000} MB"
        raise Unreadable(seen, "split it into several files, with pdfseparate or qpdf for one")
    return confined("studyapp.formats.pdf_text", data)
