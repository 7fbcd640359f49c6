"""HTML to Markdown."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from studyapp.formats.decoding import decoded_html
from studyapp.formats.document import Document, Unreadable
from studyapp.formats.escaping import escaped
from studyapp.formats.tidy import tidied

if TYPE_CHECKING:
    from bs4 import Tag
    from bs4.element import NavigableString

MAX_CHARACTERS = 10_000_000
_RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_ORDINALS = frozenset({"st", "nd", "rd", "th", "er", "re", "e", "ème", "o", "a", "™", "®"})
_WEB = re.compile(r"https?://[^\s<>()\\]+", re.IGNORECASE)
_LANGUAGE = re.compile(r"(?:^|\s)(?:language|lang|highlight-source|brush:)[- ]?([A-Za-z0-9+#_.]{1,20})")
_NOT_IN_A_CELL = ["h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "pre", "blockquote", "table", "hr"]
_BREAK = re.compile(r"(?m)^(?P<quote>[ >]*)\0$")
_LAST_BREAK = re.compile(r"\0(?=\n[ >]*(?:\n|\Z)|\Z)")
_ROW_OF_LINKS = re.compile(r"(?m)^(?:\x01[^\x01\n]*\x01[ |·•«»<>/\\-]*){2,}$")
"""A line of nothing but links to other places of the page or the site."""
_MAX_CELL = 300
"""Characters of a table's cell; where more stand, the table is there for the page's look."""


def read(data: bytes) -> Document:
    """The text of an HTML file; raises Unreadable where it has none."""
    html, encoding = decoded_html(data)
    document = html_document(html)
    if not document.markdown.strip():
        raise Unreadable(
            "the page holds no text", "save the page from a browser once it is all shown, and import that"
        )
    return replace(document, notes=(f"Encoding: {encoding}.",))


def html_document(html: str, base_title: str = "") -> Document:
    """The Markdown of an HTML page or a piece of one; ``base_title`` is its title where it names none.

    Raises Unreadable over 10 million characters, and ImportError without beautifulsoup4 and markdownify.
    """
    from bs4 import BeautifulSoup

    if len(html) > MAX_CHARACTERS:
        raise Unreadable("the page has over 10 million characters", "split it into several files")
    try:
        tidy = tidied(re.sub("[\x00\x01]", "", html))
    except AssertionError:  # what html.parser raises on a declaration that it can't make out
        raise Unreadable("the page's HTML can't be made out", "save it anew from a browser") from None
    soup = BeautifulSoup(tidy.markup, "html.parser")
    dropped = tidy.dropped + Counter(table=_unravelled(soup))
    for picture in soup.find_all("img"):
        dropped["picture"] += 1
        alt = " ".join(str(picture.get("alt", "")).split())
        picture.replace_with(f"[Picture: {alt}]" if alt and alt not in str(picture.get("src", "")) else "")
    markdown = _converter()().convert_soup(soup)
    markdown, dropped["row of links"] = _ROW_OF_LINKS.subn("", markdown)
    markdown = _BREAK.sub(r"\g<quote>", markdown.replace("\x01", ""))
    markdown = _LAST_BREAK.sub("", markdown).replace("\0", "\\")
    markdown = re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+\n", "\n", markdown)).strip()
    title = " ".join(tidy.title.split()) or base_title
    lost = {what: number for what, number in dropped.items() if what and number}
    return Document(f"{markdown}\n" if markdown else "", title, lost, language=tidy.language)


def _unravelled(soup: Tag) -> int:
    """Make blocks of the tables that Markdown can't hold; how many of them were more than the page's look."""
    lost = 0
    for table in soup.find_all("table"):
        rows = [row.find_all(["td", "th"], recursive=False) for row in table.find_all("tr", recursive=False)]
        if _is_plain(rows):
            continue
        lost += len(rows) > 1 and max(map(len, rows)) > 1 and not table.find(_NOT_IN_A_CELL[:6])
        for part in (
            table,
            *table.find_all(["tr", "caption"], recursive=False),
            *(cell for row in rows for cell in row),
        ):
            part.name = "div"
    return lost


def _is_plain(rows: Sequence[Sequence[Tag]]) -> bool:
    """Whether Markdown's tables can hold these cells: rows of one length, a line of text in each cell."""
    cells = [cell for row in rows for cell in row]
    return (
        len({sum(_number(cell, "colspan") for cell in row) for row in rows}) == 1
        and len(rows[0]) > 1
        and all(_number(cell, "rowspan") == 1 for cell in cells)
        and not any(cell.find(_NOT_IN_A_CELL) for cell in cells)
        and all(len(cell.get_text()) <= _MAX_CELL for cell in cells)
    )


def _number(cell: Tag, attribute: str) -> int:
    given = str(cell.get(attribute, ""))
    return max(1, int(given)) if re.fullmatch("[0-9]{1,3}", given) else 1


@lru_cache(maxsize=1)
def _converter() -> type[Any]:
    """Markdownify's converter, with this app's Markdown."""
    from markdownify import MarkdownConverter

    class Converter(MarkdownConverter):
        class Options:
            heading_style = "atx"
            bullets = "-"
            wrap = True  # lines of the source are joined, and ...
            wrap_width = None  # ... not broken anew
            table_infer_header = True
            strip_pre = "strip_one"

        def escape(self, text: str, parent_tags: set[str]) -> str:
            return escaped(text)

        def convert_a(self, el: Tag, text: str, parent_tags: set[str]) -> str:
            address = str(el.get("href", ""))
            if not _WEB.fullmatch(address):
                return f"\x01{text}\x01" if text.strip() else text
            inner = text.strip()
            return text.replace(inner, f"[{inner}]({address})", 1) if inner else ""

        def convert_br(self, el: Tag, text: str, parent_tags: set[str]) -> str:
            return " " if "_inline" in parent_tags else "\0\n"

        def convert_dt(self, el: Tag, text: str, parent_tags: set[str]) -> str:
            return f"\n\n**{text.strip()}**\n\n" if text.strip() else ""

        def convert_li(self, el: Tag, text: str, parent_tags: set[str]) -> str:
            number = str(el.get("value", ""))
            mark = f"{number}. " if number else "- "
            lines = text.strip().split("\n")
            return (
                mark + "\n".join([lines[0], *(line and " " * len(mark) + line for line in lines[1:])]) + "\n"
            )

        convert_dd = convert_li

        def convert_pre(self, el: Tag, text: str, parent_tags: set[str]) -> str:
            code = el.find("code")
            named = " ".join([*_classes(el), *(_classes(code) if code else ())])
            language = _LANGUAGE.search(named)
            fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", text)), default=0))
            inner = text.strip("\n").rstrip()
            return f"\n\n{fence}{language[1] if language else ''}\n{inner}\n{fence}\n\n" if inner else ""

        def convert_td(self, el: Tag, text: str, parent_tags: set[str]) -> str:
            inner = " ".join(text.split()).replace("|", r"\|")
            return f" {inner} " + "|" * _number(el, "colspan")

        convert_th = convert_td

        def convert_sup(self, el: Tag, text: str, parent_tags: set[str]) -> str:
            return _shifted(text, _RAISED, "^")

        def convert_sub(self, el: Tag, text: str, parent_tags: set[str]) -> str:
            return _shifted(text, _LOWERED, "")

    return Converter


def _classes(tag: Tag | NavigableString) -> list[str]:
    given = getattr(tag, "attrs", {}).get("class") or []
    return [given] if isinstance(given, str) else list(given)


def _shifted(text: str, signs: dict[int, int], mark: str) -> str:
    """A text in raised or lowered characters, where there are such; else behind the mark."""
    plain = text.strip()
    if all(ord(char) in signs for char in plain):
        return plain.translate(signs)
    return plain if plain in _ORDINALS else mark + plain
