"""One block of a section's Markdown -> the parts that are set under each other.

A part holds text with styles and knows nothing of a width; ``typeset`` breaks it into lines. Only
``Content(text, spans)`` is ever built from the source, so that nothing in it is taken for Textual's markup; a link's
address is kept as meta data of its span, and raw HTML is shown as it is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from textual.content import Content, Span
from textual.style import Style

from studyapp.clean import clean

if TYPE_CHECKING:
    from markdown_it.token import Token

_NOTE = re.compile(r" {0,3}\[\^([^\[\]\s]+)\]:[ \t]*")
_NOTE_MARK = re.compile(r"\[\^([^\[\]\s]+)\]")
_BULLETS = "•◦▪"
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_NOTHING = Content("")

Kind = Literal["text", "heading", "title", "code", "rule", "table"]
Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Typography:
    """The theme's styles for what a text is made of."""

    heading: Style
    code: Style
    quote: Style
    """Quotes' bars, list marks, what stands for a picture."""
    link: Style
    faint: Style
    """Rules, and the lines of tables."""


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph, heading, piece of code, rule or table.

    ``cells`` holds its texts in reading order: one, or a table's cells row by row, its header first. ``first``
    stands before the first line, ``rest`` before each other line; ``gap`` blank lines stand above, behind ``above``.
    """

    kind: Kind
    cells: tuple[Content, ...]
    first: Content = _NOTHING
    rest: Content = _NOTHING
    above: Content = _NOTHING
    gap: int = 0
    aligns: tuple[Align, ...] = ()


@dataclass(slots=True)
class _Container:
    """A quote, list item or footnote: what stands before the first of its lines and before the others."""

    first: Content
    rest: Content
    begun: bool = False


class Markdown:
    """Parses blocks of one section.

    ``references`` are its link definitions, label -> (target, title), ``notes`` its footnotes, label -> number:
    a block that is parsed on its own knows them from here.
    """

    def __init__(
        self, typography: Typography, references: Mapping[str, tuple[str, str]], notes: Mapping[str, int]
    ) -> None:
        from markdown_it import MarkdownIt
        from markdown_it.common.utils import normalizeReference

        self._parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
        self._references = {
            normalizeReference(label): {"href": target, "title": title}
            for label, (target, title) in references.items()
        }
        self._typography = typography
        self._notes = notes
        self._marks = {"strong": Style(bold=True), "em": Style(italic=True), "s": Style(strike=True)}

    def parts(self, source: str) -> list[Part]:
        """The parts of one block."""
        note = _NOTE.match(source)
        if note is None:
            return self._walk(source, [])
        number = self._number(note[1])
        label = Content.assemble((number, self._typography.link), " ")
        body = re.sub(r"\n(?: {2,4}|\t)", "\n", source[note.end() :])
        return self._walk(body, [_Container(label, Content(" " * len(label)))])

    def _number(self, label: str) -> str:
        """A footnote's number, raised; the label if it has no number."""
        number = self._notes.get(label)
        return clean(label) if number is None else str(number).translate(_RAISED)

    def _walk(self, source: str, containers: list[_Container]) -> list[Part]:
        tokens = self._parser.parse(source, {"references": self._references})
        walk = _Walk(containers, self._typography)
        at = 0
        while at < len(tokens):
            token = tokens[at]
            if token.type == "inline":
                walk.emit("text", self.inline(token))
            elif token.type == "heading_open":
                walk.emit(*self._heading(tokens[at + 1], int(token.tag[1])))
                at += 1
            elif token.type in ("fence", "code_block"):
                walk.emit("code", Content(clean(token.content.rstrip("\n").expandtabs(4))))
            elif token.type == "hr":
                walk.emit("rule")
            elif token.type == "table_open":
                end = next(i for i in range(at, len(tokens)) if tokens[i].type == "table_close")
                self._table(walk, tokens[at:end])
                at = end
            else:
                walk.open(token, tokens, at)
            at += 1
        return walk.parts

    def _heading(self, inline: Token, level: int) -> tuple[Kind, Content]:
        text = self.inline(inline)
        if level >= 3:
            return "text", text.stylize_before(Style(bold=True, italic=level >= 4 or None))
        return "title" if level == 1 else "heading", text.stylize_before(self._typography.heading)

    def _table(self, walk: _Walk, tokens: Sequence[Token]) -> None:
        cells: list[Content] = []
        aligns: list[Align] = []
        aligned: tuple[Align, ...] = ("center", "right")
        for opening, token in pairwise(tokens):
            if opening.type == "th_open":
                align = str(opening.attrs.get("style", ""))
                aligns.append(next((one for one in aligned if one in align), "left"))
                cells.append(self.inline(token).stylize_before(Style(bold=True)))
            elif opening.type == "td_open":
                cells.append(self.inline(token))
        walk.emit("table", *cells, aligns=tuple(aligns))

    def inline(self, token: Token) -> Content:
        """The text of an inline token with its styles."""
        text: list[str] = []
        spans: list[Span] = []
        opened: list[tuple[int, Style]] = []
        at = 0
        for child in token.children or ():
            if child.nesting == 1:
                opened.append((at, self._style(child)))
            elif child.nesting == -1 and opened:
                start, style = opened.pop()
                spans.append(Span(start, at, style))
            for piece, own in self._runs(child):
                if own:
                    spans.append(Span(at, at + len(piece), own))
                text.append(piece)
                at += len(piece)
        return Content("".join(text), [span for span in spans if span.start < span.end])

    def _style(self, token: Token) -> Style:
        """The style of what stands between an opening token and its closing one."""
        if token.type == "link_open":
            return (
                self._typography.link + Style(underline=True) + Style.from_meta({"href": token.attrs["href"]})
            )
        return self._marks[token.tag]

    def _runs(self, token: Token) -> Iterator[tuple[str, Style | None]]:
        """The texts that a token stands for, with their own style."""
        if token.type == "text":
            for index, piece in enumerate(_NOTE_MARK.split(clean(token.content))):
                if index % 2 == 0:
                    yield piece, None
                elif piece in self._notes:
                    yield self._number(piece), self._typography.link
                else:
                    yield f"[^{piece}]", None
        elif token.type == "code_inline":
            yield clean(token.content), self._typography.code
        elif token.type == "softbreak":
            yield " ", None
        elif token.type == "hardbreak":
            yield "\n", None
        elif token.type == "image":
            alt = "".join(text for child in token.children or () for text, _ in self._runs(child))
            yield f"[{alt or 'image'}]", self._typography.quote


class _Walk:
    """Where a walk over a block's tokens stands: the containers around it and the parts so far."""

    def __init__(self, containers: list[_Container], typography: Typography) -> None:
        self.parts: list[Part] = []
        self._containers = containers
        self._typography = typography
        self._lists: list[tuple[bool, int | None]] = []  # tight?, an ordered list's next number
        self._gap = 0

    def emit(self, kind: Kind, *cells: Content, aligns: tuple[Align, ...] = ()) -> None:
        """Add a part inside the containers that are open."""
        above = _join(box.rest for box in self._containers if box.begun)
        first = _join(box.rest if box.begun else box.first for box in self._containers)
        rest = _join(box.rest for box in self._containers)
        self.parts.append(Part(kind, cells, first, rest, above, self._gap, aligns))
        for box in self._containers:
            box.begun = True
        self._gap = self._gap_in_list()

    def _gap_in_list(self) -> int:
        return 0 if self._lists and self._lists[-1][0] else 1

    def open(self, token: Token, tokens: Sequence[Token], at: int) -> None:
        """Enter or leave the container that a token opens or closes."""
        if token.type == "blockquote_open":
            bar = Content.styled("▎ ", self._typography.quote)
            self._containers.append(_Container(bar, bar))
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            number = int(token.attrs.get("start", 1)) if token.type[0] == "o" else None
            self._lists.append((_is_tight(tokens, at), number))
        elif token.type == "list_item_open":
            self._containers.append(self._item())
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            self._lists.pop()
            self._gap = self._gap_in_list() if self.parts else 0
        elif token.type in ("blockquote_close", "list_item_close"):
            box = self._containers[-1]
            if not box.begun:
                self.emit("text", _NOTHING)
            self._containers.pop()

    def _item(self) -> _Container:
        """The next item of the innermost list."""
        tight, number = self._lists[-1]
        depth = sum(1 for _, other in self._lists if other is None)
        label = _BULLETS[min(depth, len(_BULLETS)) - 1] if number is None else f"{number}."
        if number is not None:
            self._lists[-1] = (tight, number + 1)
        first = Content.styled(f"{label} ", self._typography.quote)
        return _Container(first, Content(" " * len(label) + " "))


def _join(contents: Iterable[Content]) -> Content:
    return Content("").join(contents)


def _is_tight(tokens: Sequence[Token], at: int) -> bool:
    """Whether the list that opens at ``at`` has no blank lines between its items."""
    level = tokens[at].level
    for token in tokens[at + 1 :]:
        if token.level == level:
            return True
        if token.type == "paragraph_open" and token.level == level + 2:
            return token.hidden
    return True
