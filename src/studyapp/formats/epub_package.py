"""What the package of an EPUB says: title, language, the pages in reading order and what the contents call them."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from studyapp.formats.archive import Archive
from studyapp.formats.document import Unreadable

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_CONTAINER: Final = "META-INF/container.xml"
_ENCRYPTION: Final = "META-INF/encryption.xml"
_FONTS_ONLY: Final = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
_PAGES: Final = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml", "text/x-oeb1-document")
_NCX: Final = "application/x-dtbncx+xml"
APART: Final = {
    "cover": "cover page",
    "cover-page": "cover page",
    "titlepage": "title page",
    "title-page": "title page",
    "toc": "table of contents",
    "landmarks": "table of contents",
    "loi": "table of contents",
    "lot": "table of contents",
}
"""Kinds of pages that are no text to read, as EPUB 2 and 3 name them -> what the report calls them."""


@dataclass(slots=True)
class Package:
    """The package of one book; paths are names of members."""

    title: str = ""
    language: str = ""
    pages: list[str] = field(default_factory=list)
    """Those to read, each once, in order."""
    left_out: Counter[str] = field(default_factory=Counter)
    contents: str = ""
    """The path of the page or file that lists the chapters; empty if there is none."""


def package(archive: Archive) -> Package:
    """The book's package; raises Unreadable where it is locked, broken or none."""
    if _CONTAINER not in archive.names:
        raise Unreadable("the file is no EPUB book", "convert it to EPUB, with calibre for one")
    if _ENCRYPTION in archive.names and _is_locked(archive.xml(_ENCRYPTION)):
        raise Unreadable(
            "the book is encrypted (DRM), so no program but its shop's may read it", "use a copy without DRM"
        )
    rootfile = next((one for one in _named(archive.xml(_CONTAINER), "rootfile")), None)
    path = "" if rootfile is None else rootfile.get("full-path", "")
    return _read_package(archive.xml(path, doctype=True), posixpath.dirname(path), set(archive.names))


def _is_locked(encryption: Element) -> bool:
    methods = {
        method.get("Algorithm", "")
        for data in _named(encryption, "EncryptedData")
        for method in _methods(data)
    }
    return not methods <= set(_FONTS_ONLY)


def _methods(data: Element) -> Iterator[Element]:
    return (child for child in data if child.tag.endswith("}EncryptionMethod"))


def _read_package(root: Element, folder: str, members: set[str]) -> Package:
    found = Package(_text(root, "title"), _text(root, "language"))
    items = {item.get("id", ""): item for item in _named(root, "item")}
    paths = {key: resolved(folder, item.get("href", "")) for key, item in items.items()}
    apart = {
        resolved(folder, one.get("href", "")): APART.get(one.get("type", ""))
        for one in _named(root, "reference")
    }
    for key, item in items.items():
        if "nav" in item.get("properties", "").split():
            found.contents = paths[key]
            apart[paths[key]] = APART["toc"]
        elif item.get("media-type") == _NCX and not found.contents:
            found.contents = paths[key]
    for reference in _named(root, "itemref"):
        key = reference.get("idref", "")
        path = paths.get(key, "")
        if key in items and items[key].get("media-type") not in _PAGES:
            found.left_out["picture"] += 1
        elif path not in members:
            found.left_out["missing page"] += 1
        elif kind := apart.get(path):
            found.left_out[kind] += 1
        elif reference.get("linear") == "no":
            found.left_out["page beside the text"] += 1
        else:
            found.pages.append(path)
    found.pages = list(dict.fromkeys(found.pages))
    return found


def chapters(archive: Archive, path: str) -> dict[str, str]:
    """Paths of pages -> what the book's table of contents at ``path`` calls the first place in each."""
    root = archive.xml(path, doctype=True)
    folder = posixpath.dirname(path)
    found: dict[str, str] = {}
    for point in root.iter():
        kind = point.tag.rpartition("}")[2]
        if kind == "navPoint":
            content = next(_named(point, "content"), None)
            href, title = "" if content is None else content.get("src", ""), _text(point, "text")
        elif kind == "a":
            href, title = point.get("href", ""), " ".join("".join(point.itertext()).split())
        else:
            continue
        found.setdefault(resolved(folder, href), title)
    return found


def resolved(folder: str, href: str) -> str:
    """The name of the member that a link from within ``folder`` leads to."""
    return posixpath.normpath(posixpath.join(folder, unquote(href.partition("#")[0])))


def _named(root: Element, name: str) -> Iterator[Element]:
    return (element for element in root.iter() if element.tag.rpartition("}")[2] == name)


def _text(root: Element, name: str) -> str:
    """What stands in the first element of that name, on one line."""
    first = next(_named(root, name), None)
    return "" if first is None else " ".join("".join(first.itertext()).split())
