"""What the styles of a Word document are for, whatever language or author named them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

TITLE: Final = "title"
CONTENTS: Final = "contents"
"""The roles of a style besides ``"heading 1"`` to ``"heading 6"``."""

_HEADING = re.compile(
    r"(?:heading|überschrift|titre|título|titolo|título|kop|rubrik|overskrift|otsikko|nagłówek|nadpis|заголовок"
    r"|başlık|címsor|titlu|見出し|标题|標題|제목) ?([1-9])",
    re.IGNORECASE,
)
_CONTENTS = re.compile(r"(?:toc|contents|inhaltsverzeichnis|table of figures|index)\b.*", re.IGNORECASE)
_FURTHEST_BASE: Final = 10


def roles(styles: Element) -> dict[str, str]:
    """The ids of paragraph styles that make a title, a heading or a table of contents, from the root of styles.xml.

    A style is known by its name, else by its outline level, else by the style it is based on: Word names its own styles
    in English whatever language it speaks, other programs do not, and authors make "Chapter" out of "heading 1".
    """
    found = {style.get(_w("styleId"), ""): style for style in styles.iter(_w("style"))}
    return {key: role for key, style in found.items() if (role := _role(style, found))}


def _role(style: Element, styles: Mapping[str, Element]) -> str:
    for distance in range(_FURTHEST_BASE):
        name = _value(style, "name")
        if heading := _HEADING.fullmatch(name):
            return f"heading {min(int(heading[1]), 6)}"
        if distance == 0 and name.lower() == TITLE:
            return TITLE
        if distance == 0 and _CONTENTS.fullmatch(name):
            return CONTENTS
        level = _value(style, "pPr", "outlineLvl")
        if level in {*"012345678"}:
            return f"heading {min(int(level) + 1, 6)}"
        base = styles.get(_value(style, "basedOn"))
        if level or base is None:
            break
        style = base
    return ""


def _value(element: Element, *path: str) -> str:
    found = element.find("/".join(map(_w, path)))
    return "" if found is None else found.get(_w("val"), "")


def _w(name: str) -> str:
    return f"{{http://schemas.openxmlformats.org/wordprocessingml/2006/main}}{name}"
