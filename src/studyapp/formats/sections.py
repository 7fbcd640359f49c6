"""A document's Markdown to the sections of a course: cut at its headings, else by size."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from studyapp.course.blocks import blocks
from studyapp.course.ids import slug
from studyapp.course.load import MAX_TITLE
from studyapp.course.text import headings, plain
from studyapp.formats.definitions import with_definitions
from studyapp.formats.document import Document, Unreadable
from studyapp.formats.escaping import escaped

LENGTH: Final = 900
"""Words of a section that is cut by size."""
MAX_SECTIONS: Final = 2_000
FEW: Final = 25
"""Fewer words above the first heading (an author, a date) are no section of their own."""
_INTRODUCTION, _FOREWORD = "Introduction", "Foreword"
_STEM_WORDS, _STEM_CHARACTERS = 6, 40
_ATX = re.compile(r" {0,3}#{1,6}[ \t]+(?P<words>[^\n]*?)(?:[ \t]+#+)?[ \t]*(?:\n|\Z)")
_SETEXT = re.compile(r"(?P<words>(?:[^\n]+\n)+?) {0,3}(?:=+|-+)[ \t]*(?:\n|\Z)")


@dataclass(frozen=True, slots=True)
class Section:
    """A section to be: its file's stem, its title in plain text, its whole Markdown, the part that it belongs to."""

    stem: str
    title: str
    text: str
    part: str = ""

    @property
    def words(self) -> int:
        """How many words it has, its title among them."""
        return len(re.findall(r"[^\W_]+(?:['’.,-][^\W_]+)*", self.text))


@dataclass(frozen=True, slots=True)
class Cut:
    """A document in sections; ``how`` tells in a sentence where it was cut."""

    title: str
    sections: tuple[Section, ...]
    how: str


@dataclass(frozen=True, slots=True)
class _Piece:
    """What stands below a heading up to the next one; level 0 is what stands above the first."""

    level: int
    heading: str
    """Markdown of one line."""
    body: str

    @property
    def is_empty(self) -> bool:
        return not self.body.strip()


@dataclass(frozen=True, slots=True)
class _Draft:
    """A section before it has a stem; its title is Markdown."""

    title: str
    body: str
    part: str = ""

    def is_name_of(self, part: str) -> bool:
        """Whether it is the heading of a part and nothing else."""
        return bool(part) and not self.body.strip() and plain(self.title) == part


def cut(document: Document, name: str, level: int | None = None, title: str = "") -> Cut:
    """The sections of a document: ``title`` is what it is to be called, else what its first heading or its metadata
    say, else ``name``.

    Where one heading stands first and above all others, it is the title. Sections begin at the headings of that level
    and of higher ones; without a level, of the highest there is. Without headings the text is cut at ends of
    paragraphs, about every 900 words. Raises Unreadable where there is no heading of such a level.
    """
    heading, pieces = _title_and_pieces(document.markdown, level)
    shown = title or plain(heading) or document.title or name
    levels = Counter(piece.level for piece in pieces if piece.level)
    if not levels:
        drafts, how = _by_size("".join(piece.body for piece in pieces), heading or escaped(shown))
    else:
        wanted = level or min(levels)
        if (number := sum(count for one, count in levels.items() if one <= wanted)) > MAX_SECTIONS:
            seen = f"its {number:,} headings of level {wanted} would be as many sections"
            raise Unreadable(
                seen, f"split it: a course may be made of {MAX_SECTIONS:,}, or choose another --level"
            )
        drafts, how = _drafts(_merged(pieces, wanted), wanted), _told(levels, wanted)
    bodies = with_definitions([draft.body for draft in drafts])
    return Cut(
        _short(shown),
        _with_stems([replace(d, body=body) for d, body in zip(drafts, bodies, strict=True)]),
        how,
    )


def _title_and_pieces(markdown: str, level: int | None) -> tuple[str, list[_Piece]]:
    """The heading that is the document's title, or none, and the pieces without it."""
    pieces = list(_pieces(markdown))
    levels = Counter(piece.level for piece in pieces if piece.level)
    top = min(levels, default=0)
    if level is not None and not any(one <= level for one in levels):
        there = ", ".join(f"{one} ({number})" for one, number in sorted(levels.items()))
        help = (
            f"levels that it has headings of: {there}" if there else "leave --level away; it has no headings"
        )
        raise Unreadable(f"there is no heading of level {level} or higher", help)
    first = next((piece for piece in pieces if piece.level), None)
    if first is None or first.level != top or levels[top] > 1 or level == top:
        return "", pieces
    front = "\n".join(piece.body for piece in pieces[: pieces.index(first) + 1])
    return first.heading, [_Piece(0, "", front), *pieces[pieces.index(first) + 1 :]]


def _pieces(markdown: str) -> Iterator[_Piece]:
    """The pieces of a text in order; the first has no heading and may be empty."""
    found = headings(markdown)
    edges = [*(heading.start for heading in found), len(markdown)]
    yield _Piece(0, "", markdown[: edges[0]])
    for heading, end in zip(found, edges[1:], strict=True):
        line = _ATX.match(markdown, heading.start) or _SETEXT.match(markdown, heading.start)
        words = " ".join(line["words"].split()) if line else heading.title
        yield _Piece(heading.level, words, markdown[line.end() if line else heading.start : end])


def _merged(pieces: Sequence[_Piece], wanted: int) -> list[_Piece]:
    """The pieces, a section's heading without text made one with the next: "Chapter 1", "Of rivers"."""
    made: list[_Piece] = []
    for before, piece in pairwise([_Piece(0, "", ""), *pieces]):
        joins = before.level == piece.level == wanted and before.is_empty and not piece.is_empty
        if joins and made[-1] is before:
            made[-1] = replace(piece, heading=f"{before.heading.rstrip(' .:')}: {piece.heading}")
        else:
            made.append(piece)
    return made


def _drafts(pieces: Sequence[_Piece], wanted: int) -> list[_Draft]:
    """The sections that begin at headings of the wanted level and of higher ones, which name parts."""
    made: list[_Draft] = []
    part = ""
    for piece in pieces:
        if piece.level > wanted and made:
            shifted = f"{'#' * min(6, piece.level - wanted + 1)} {piece.heading}\n{piece.body}"
            made[-1] = replace(made[-1], body=f"{made[-1].body.rstrip()}\n\n{shifted}")
        elif piece.level > wanted:
            made.append(_Draft("", f"## {piece.heading}\n{piece.body}"))
        else:
            if piece.level == wanted and made and made[-1].is_name_of(part):
                made.pop()
            part = plain(piece.heading) if 0 < piece.level < wanted else part
            made.append(_Draft(piece.heading, piece.body, part))
    return _with_front(_with_parts([one for one in made if one.body.strip() or one.title]))


def _with_parts(drafts: list[_Draft]) -> list[_Draft]:
    """The sections, without their parts where no part has a section but the one that it is named after."""
    if any(draft.part not in ("", plain(draft.title)) for draft in drafts):
        return drafts
    return [replace(draft, part="") for draft in drafts]


def _with_front(drafts: list[_Draft]) -> list[_Draft]:
    """What stands above the first heading as a section of its own; a few words go to the first one."""
    front = drafts[0]
    if front.title:
        return drafts
    if len(drafts) > 1 and len(front.body.split()) < FEW and not headings(front.body):
        joined = f"{front.body.strip()}\n\n{drafts[1].body.lstrip()}"
        return [replace(drafts[1], body=joined), *drafts[2:]]
    taken = {plain(draft.title).casefold() for draft in drafts}
    name = _FOREWORD if _INTRODUCTION.casefold() in taken else _INTRODUCTION
    return [replace(front, title=name), *drafts[1:]]


def _told(levels: Counter[int], wanted: int) -> str:
    number = sum(count for level, count in levels.items() if level <= wanted)
    deeper = sorted(level for level in levels if level > wanted)
    told = f"Sections begin at headings of level {wanted} ({number})"
    if not deeper:
        return f"{told}."
    inner = sum(levels[one] for one in deeper)
    stay = "1 deeper heading stays" if inner == 1 else f"{inner} deeper headings stay"
    return f"{told}; {stay} within them (see --level {deeper[0]})."


def _by_size(markdown: str, title: str) -> tuple[list[_Draft], str]:
    """The text in parts of about the same length, cut where paragraphs end."""
    words = len(markdown.split())
    number = max(1, round(words / LENGTH))
    if number == 1:
        return [_Draft(title, markdown)], "No headings divide the text: it is one section."
    bodies = [""]
    sofar = 0
    for start, stop in _paragraphs(markdown):
        if sofar >= words * len(bodies) / number:
            bodies.append("")
        bodies[-1] += markdown[start:stop] + "\n\n"
        sofar += len(markdown[start:stop].split())
    told = f"No headings divide the text: it is cut where paragraphs end, about every {LENGTH} words."
    return [_Draft(f"Part {place}", body) for place, body in enumerate(bodies, 1)], told


def _paragraphs(markdown: str) -> Iterator[tuple[int, int]]:
    """Where blocks begin and end; pieces of one block are joined again."""
    start = stop = 0
    for block in blocks(markdown):
        if block.lead is None and stop:
            yield start, stop
            start = block.start
        stop = block.stop
    if stop:
        yield start, stop


def _with_stems(drafts: Sequence[_Draft]) -> tuple[Section, ...]:
    width = max(2, len(str(len(drafts))))
    made = []
    for place, draft in enumerate(drafts, 1):
        title = plain(draft.title) or f"Part {place}"
        heading, rest = (
            (draft.title, "") if len(title) <= MAX_TITLE else (escaped(_short(title)), f"{draft.title}\n\n")
        )
        text = f"# {heading or title}\n\n{rest}{draft.body.strip()}"
        stem = f"{place:0{width}}-{_named(title)}"
        made.append(Section(stem, _short(title), text.rstrip() + "\n", draft.part))
    return tuple(made)


def _named(title: str) -> str:
    """What a section's file is called: the first words of its title, without a number at its beginning."""
    words = slug(re.sub(r"^[\W\d_]+|['’]", "", title), _STEM_WORDS)
    while len(words) > _STEM_CHARACTERS and "-" in words:
        words = words.rpartition("-")[0]
    return words[:_STEM_CHARACTERS] or "section"


def _short(title: str) -> str:
    """A title that is no longer than a course may have it."""
    return title if len(title) <= MAX_TITLE else title[: MAX_TITLE - 1].rsplit(" ", 1)[0].rstrip() + "…"
