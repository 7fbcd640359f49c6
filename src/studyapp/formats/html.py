"""HTML to Markdown."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import lru_cache
from typing import Any

from studyapp.formats.decoding import decoded_html
from studyapp.formats.document import Document, Unreadable
from studyapp.formats.html_elements import Elements
from studyapp.formats.html_tables import unravelled
from studyapp.formats.tidy import tidied

MAX_CHARACTERS = 10_000_000
_BREAK = re.compile(r"(?m)^(?P<quote>[ >]*)\0$")
_LAST_BREAK = re.compile(r"\0(?=\n[ >]*(?:\n|\Z)|\Z)")
_ROW_OF_LINKS = re.compile(r"(?m)^(?:\x01[^\x01\n]*\x01[ |·•«»<>/\\-]*){2,}$")
"""A line of nothing but links to other places of the page or the site."""


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
    dropped = tidy.dropped + Counter(table=unravelled(soup))
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


@lru_cache(maxsize=1)
def _converter() -> type[Any]:
    """Markdownify's converter, with this app's Markdown."""
    from markdownify import MarkdownConverter

    return type("Converter", (Elements, MarkdownConverter), {})
