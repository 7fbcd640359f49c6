"""Word documents (DOCX) to Markdown: mammoth makes them HTML, once it is known that they are what they say."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Mapping
from io import BytesIO
from typing import TYPE_CHECKING, Final

from studyapp.formats.archive import Archive
from studyapp.formats.document import Document, Unreadable
from studyapp.formats.docx_links import drop_broken, relations_of, targets
from studyapp.formats.docx_outline import LEFT_OUT, Outline, with_footnotes
from studyapp.formats.docx_styles import roles
from studyapp.formats.html import html_document
from studyapp.formats.titles import sensible

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_OLE = b"\xd0\xcf\x11\xe0"
_PART = re.compile(r"\[Content_Types\]\.xml|_rels/\.rels|word/(?:_rels/)?[^/]+\.(?:xml|rels)")
"""What mammoth is given; it sees no pictures, themes or macros."""
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_LOST: Final = {
    "del": "tracked deletion",
    "moveFrom": "tracked deletion",
    "commentReference": "comment",
    "oMath": "equation",
    "chart": "chart or diagram",
    "relIds": "chart or diagram",
}
"""Elements that the text comes without -> what the report calls them."""
_STYLES: Final = "\n".join(
    [
        *(f"p[style-name='heading {level}'] => h{level}:fresh" for level in range(1, 7)),
        f"p[style-name='{LEFT_OUT}'] => !",
        *(
            f"p[style-name='{name}'] => blockquote > p:fresh"
            for name in ("Quote", "Intense Quote", "Block Text")
        ),
        *(f"p[style-name='{name}'] => pre:separator('\\n')" for name in ("Source Code", "HTML Preformatted")),
        *(f"r[style-name='{name}'] => {tag}" for name, tag in (("Strong", "strong"), ("Emphasis", "em"))),
        *(
            f"p:{kind}-list({level}) => {'ul|ol > li > ' * (level - 1)}{tag} > li:fresh"
            for kind, tag in (("unordered", "ul"), ("ordered", "ol"))
            for level in range(1, 6)
        ),
    ]
)
"""For mammoth, instead of its own: headings are known by their role, and a short map is a fast one."""


def read(data: bytes) -> Document:
    """The text of a Word document.

    Raises Unreadable for what is none, is locked, damaged or too large, and ImportError without mammoth.
    """
    if data.startswith(_OLE):
        seen = "this is a Word file of the old kind (.doc) or one with a password"
        raise Unreadable(seen, "open it in Word or LibreOffice and save it as DOCX without a password")
    from xml.etree.ElementTree import tostring

    archive = Archive(data, "DOCX file")
    parts = {name: archive.read(name) for name in archive.names if _PART.fullmatch(name)}
    if not any(name.startswith("word/document") for name in parts):
        raise Unreadable("the file is no Word document", "open it in Word or LibreOffice and save it as DOCX")
    dropped: Counter[str] = Counter()
    outline = Outline({})
    for name, part in parts.items():
        root = archive.parse(name, part)
        if name == "word/styles.xml":
            outline.roles = roles(root)
        elif name.startswith("word/document"):
            dropped += _lost(root)
        links, changed = drop_broken(root, _targets(archive, parts, name))
        dropped["broken link"] += links
        if changed:
            parts[name] = tostring(root)
    document = html_document(_html(parts, outline))
    if not document.markdown.strip():
        raise Unreadable(
            "the Word document holds no text", "text in pictures is to be typed or read by OCR first"
        )
    dropped += Counter(document.dropped) + Counter({"table of contents": int(outline.contents)})
    notes = (*document.notes, outline.told) if outline.told else document.notes
    title = outline.title or _title_of_the_file(archive)
    return Document(with_footnotes(document.markdown), title, dict(+dropped), notes)


def _targets(archive: Archive, parts: Mapping[str, bytes], name: str) -> set[str]:
    relations = relations_of(name)
    return targets(archive.parse(relations, parts[relations])) if relations in parts else set()


def _lost(root: Element) -> Counter[str]:
    names = (element.tag.rpartition("}")[2] for element in root.iter() if len(element) or element.attrib)
    return Counter(_LOST[name] for name in names if name in _LOST)


def _title_of_the_file(archive: Archive) -> str:
    if "docProps/core.xml" not in archive.names:
        return ""
    return sensible(archive.xml("docProps/core.xml").findtext(_TITLE) or "")


def _html(parts: Mapping[str, bytes], outline: Outline) -> str:
    import mammoth

    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        for name, part in parts.items():
            file.writestr(name, part)
    try:
        result = mammoth.convert_to_html(
            packed,
            style_map=_STYLES,
            include_default_style_map=False,
            include_embedded_style_map=False,
            transform_document=outline.arrange,
            convert_image=mammoth.images.img_element(lambda _: {"src": ""}),
        )
    except (LookupError, ValueError, TypeError, AttributeError, OSError, RecursionError):
        seen = "the Word document refers to parts that it lacks, or is built as no word processor builds one"
        raise Unreadable(seen, "open it in Word or LibreOffice and save it anew") from None
    return str(result.value)
