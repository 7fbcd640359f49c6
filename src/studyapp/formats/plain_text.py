"""Plain text to Markdown that reads as it was typed."""

from __future__ import annotations

from collections.abc import Sequence

from studyapp.formats.decoding import decoded
from studyapp.formats.document import Document, Unreadable
from studyapp.formats.escaping import escaped
from studyapp.formats.headings import headings
from studyapp.formats.paragraphs import paragraphs, usual_width

_BY_HAND = "If it missed some, begin the line of each section's heading with `# `, and import the text anew."


def read(data: bytes) -> Document:
    """The text of a plain text file; raises Unreadable where it holds none."""
    text, encoding = decoded(data)
    if text.count("\0") * 100 > len(text):
        raise Unreadable("this is not text: it holds zero bytes", "save it as text, in UTF-8")
    document = text_document(text)
    if not document.markdown:
        raise Unreadable("the file holds no text", "give one that does")
    return Document(
        document.markdown, document.title, {}, (f"Encoding: {encoding}.", *document.notes, _BY_HAND)
    )


def text_document(text: str) -> Document:
    """The Markdown of a plain text. No word of it is lost."""
    lines = [line.expandtabs().rstrip() for line in text.replace("\f", "\n\n").split("\n")]
    found = headings(lines)
    width = usual_width(lines)
    parts: list[str] = []
    at = 0
    for heading in found.found:
        parts += _body(lines[at : heading.start], width)
        parts.append(f"{'#' * found.level(heading)} {escaped(heading.words)}")
        at = heading.stop
    parts += _body(lines[at:], width)
    markdown = "\n\n".join(parts)
    title = found.title.words if found.title else ""
    return Document(f"{markdown}\n" if markdown.strip() else "", title, {}, _told(found.ways()))


def _told(ways: dict[str, int]) -> tuple[str, ...]:
    """How headings were told, in a sentence."""
    if not ways:
        return ("No line was taken for a heading.",)
    return ("Taken for headings: " + ", ".join(f"{number} {way}" for way, number in ways.items()) + ".",)


def _body(lines: Sequence[str], width: int) -> list[str]:
    """The blocks of what stands between two headings."""
    made: list[str] = []
    block: list[str] = []
    for line in (*lines, ""):
        if line:
            block.append(line)
        elif block:
            made += paragraphs(block, width)
            block = []
    return made
