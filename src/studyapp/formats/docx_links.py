"""References of a Word document's parts, such as links and pictures, to what is not there."""

from __future__ import annotations

from collections.abc import Container
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_SPACES: Final = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)
_REFERENCES: Final = [f"{{{space}}}{name}" for space in _SPACES for name in ("id", "embed", "link")]


def relations_of(part: str) -> str:
    """The member that tells what the references of a part stand for: of ``word/a.xml``, ``word/_rels/a.xml.rels``."""
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels"


def targets(relations: Element) -> set[str]:
    """The references that stand for something."""
    return {one.get("Id", "") for one in relations}


def drop_broken(root: Element, known: Container[str]) -> tuple[int, bool]:
    """Take out the references to nothing, so that what they stand at is kept without.

    Returns how many of them were links, and whether there were any.
    """
    links, dropped = 0, False
    for element in root.iter():
        for name in _REFERENCES:
            if element.get(name, "") and element.get(name) not in known:
                del element.attrib[name]
                links += element.tag.endswith("}hyperlink")
                dropped = True
    return links, dropped
