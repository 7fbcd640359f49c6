"""The tables of an HTML page: those that Markdown can hold stay, the others become blocks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bs4 import Tag

_NOT_IN_A_CELL = ["h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "pre", "blockquote", "table", "hr"]
_MAX_CELL = 300
"""Characters of a table's cell; where more stand, the table is there for the page's look."""


def unravelled(soup: Tag) -> int:
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
        len({sum(number(cell, "colspan") for cell in row) for row in rows}) == 1
        and len(rows[0]) > 1
        and all(number(cell, "rowspan") == 1 for cell in cells)
        and not any(cell.find(_NOT_IN_A_CELL) for cell in cells)
        and all(len(cell.get_text()) <= _MAX_CELL for cell in cells)
    )


def number(cell: Tag, attribute: str) -> int:
    """How many columns or rows a cell takes; one where that is not told well."""
    given = str(cell.get(attribute, ""))
    return max(1, int(given)) if re.fullmatch("[0-9]{1,3}", given) else 1
