"""A block of plain text, the lines between two blank ones: a wrapped paragraph, verse, a list, a table, or several."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from studyapp.formats.escaping import escaped

LONG: Final = 120
"""Characters from which a line is a paragraph that was not wrapped."""
_RULE = re.compile(r"\s*(?:([-=*_~#.•])\s*)(?:\1\s*){2,}")
_ITEM = re.compile(r"(?P<indent>\s*)(?:(?P<bullet>[-*•▪‣◦·])|(?P<number>\d{1,3})(?P<mark>[.)]))\s+(?=\S)")
_LABEL = re.compile(r"\(?[A-Za-z\d]{1,2}[:.)]\s")
_COLUMNS = re.compile(r"\S(?: {3,}|\t)\S")
_WORD_BROKEN = re.compile(r"\w-\Z")


def usual_width(lines: Sequence[str]) -> int:
    """The column at which a text is wrapped; 0 where it is not."""
    inner = sorted(len(line) for line, below in pairwise(lines) if line and below and len(line) <= LONG)
    if len(inner) < 2 or sum(len(line) > LONG for line in lines) > len(inner):
        return 0
    width = inner[len(inner) * 9 // 10]
    return width if width >= 40 else 0


def paragraphs(block: Sequence[str], width: int) -> list[str]:
    """The Markdown of a block: a paragraph or several, a list, verse, or what is set in columns."""
    if len(block) == 1 and _RULE.fullmatch(block[0]):
        return ["---"]
    if sum(bool(_COLUMNS.search(line)) for line in block) * 2 > len(block) > 1:
        return [_as_typed(block)]
    if _ITEM.match(block[0]):
        return _items(block)
    if len(block) > 1 and (at := _first_item(block)):
        return [*paragraphs(block[:at], width), *_items(block[at:])]
    return [made for part in _split(block) for made in _prose(part, width)]


def _as_typed(block: Sequence[str]) -> str:
    """Code, in which every character stays in its column."""
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", "\n".join(block))), default=0))
    return "\n".join([fence, *block, fence])


def _first_item(block: Sequence[str]) -> int:
    """Where a list begins under a line that announces it; 0 where none does."""
    return next(
        (at for at in range(1, len(block)) if block[at - 1].endswith(":") and _ITEM.match(block[at])), 0
    )


def _items(block: Sequence[str]) -> list[str]:
    """A list whose items may be wrapped; what numbers do not count up is no list but a paragraph for each."""
    items: list[tuple[re.Match[str], list[str]]] = []
    for line in block:
        item = _ITEM.match(line)
        if item and (not items or _follows(items[-1][0], item)):
            items.append((item, [line[item.end() :]]))
        else:
            items[-1][1].append(line.strip())
    made = []
    for item, lines in items:
        mark = f"{item['number']}{item['mark']} " if item["number"] else "- "
        made.append(mark + escaped(_joined(lines)))
    return ["\n".join(made)]


def _follows(last: re.Match[str], item: re.Match[str]) -> bool:
    if last["number"] and item["number"]:
        return int(item["number"]) == int(last["number"]) + 1 and item["mark"] == last["mark"]
    return item["bullet"] == last["bullet"] is not None


def _split(block: Sequence[str]) -> Iterator[list[str]]:
    """The paragraphs of a block in which each begins with an indented line."""
    indents = [len(line) - len(line.lstrip()) for line in block]
    usual = sorted(indents)[len(indents) // 2]
    part: list[str] = []
    for line, indent in zip(block, indents, strict=True):
        if part and usual == 0 and 2 <= indent <= 10:
            yield part
            part = []
        part.append(line.strip())
    yield part


def _prose(lines: Sequence[str], width: int) -> list[str]:
    """A paragraph, or lines that are kept as they are; each on its own where they are long."""
    if any(len(line) > LONG for line in lines) or (
        not width and len(lines) > 1 and not _looks_wrapped(lines)
    ):
        if all(len(line) <= LONG for line in lines):
            return [_verse(lines)]
        return [escaped(line) for line in lines]
    if _is_verse(lines, width):
        return [_verse(lines)]
    return [escaped(_joined(lines))]


def _verse(lines: Sequence[str]) -> str:
    return "\\\n".join(map(escaped, lines))


def _is_verse(lines: Sequence[str], width: int) -> bool:
    """Whether lines end where they are meant to: they begin anew, though the next word would have had its place."""
    if len(lines) < 2:
        return False
    anew = sum(map(_begins_anew, lines[1:])) / (len(lines) - 1)
    room = max(width, *map(len, lines))
    fits = sum(len(line) + 1 + len(below.split()[0]) <= room for line, below in pairwise(lines)) / (
        len(lines) - 1
    )
    return anew >= 0.75 and fits >= 0.6


def _looks_wrapped(lines: Sequence[str]) -> bool:
    """Whether most lines go on in the middle of a sentence."""
    return sum(not _begins_anew(below) for below in lines[1:]) * 2 >= len(lines) - 1


def _begins_anew(line: str) -> bool:
    """Whether a line may be meant as one: a capital, a sign, or a letter that labels it ("a: ", "b)")."""
    return not line[0].islower() or bool(_LABEL.match(line))


def _joined(lines: Sequence[str]) -> str:
    """The lines as one; a word with a hyphen at a line's end is one word."""
    made = [lines[0].strip()]
    for line in lines[1:]:
        below = line.strip()
        if not (_WORD_BROKEN.search(made[-1]) and below[:1].islower()):
            made.append(" ")
        made.append(below)
    return re.sub(" {2,}", " ", "".join(made))
