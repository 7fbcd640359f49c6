"""Markdown as lines to be read aloud: what stands out on a screen is said in words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from studyapp.plain.talk import wrapped

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token


_NOTE = re.compile(r" {0,3}\[\^([^\[\]\s]+)\]:[ \t]*")
_NOTE_MARK = re.compile(r" ?\[\^([^\[\]\s]+)\]")


def lines(text: str) -> Iterator[str]:
    """A section's Markdown, block by block, a blank line between two blocks."""
    from studyapp.course.blocks import blocks, footnotes

    references, notes = _references(text), footnotes(text)
    first = True
    for block in blocks(text):
        told = _Reader(references, notes).read((block.lead or "") + text[block.start : block.stop])
        if told and not first:
            yield ""
        first = first and not told
        yield from told


@lru_cache(maxsize=1)
def whole(text: str) -> tuple[str, ...]:
    """All of a section's lines, kept for the next time: while its questions are asked it is looked up again."""
    return tuple(lines(text))


def short(text: str) -> str:
    """A short Markdown text, such as a choice, as one line."""
    return " ".join(" ".join(lines(text)).split())


@cache
def _parser(*, links: bool = True) -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    return parser if links else parser.disable(["link", "image"])


def _references(text: str) -> dict[str, dict[str, str]]:
    """The text's link definitions as markdown-it keeps them: they hold for all of its blocks."""
    from markdown_it.common.utils import normalizeReference

    from studyapp.course.blocks import references

    return {
        normalizeReference(label): {"href": target, "title": title}
        for label, (target, title) in references(text).items()
    }


class _Reader:
    """Reads the tokens of one block in order; what is open around them decides how a line begins."""

    def __init__(self, references: Mapping[str, Any], notes: Mapping[str, int]) -> None:
        self._references = references
        self._notes = notes
        self._said: list[str] = []
        self._indents: list[str] = []
        self._bullet = ""
        """Stands before the next paragraph instead of the end of its indent."""
        self._lead = ""
        """Is said before the next paragraph."""
        self._numbers: list[int | None] = []
        """The next number of each open list, None for bullets."""
        self._heads: list[str] = []
        self._cells: list[str] | None = None

    def read(self, source: str) -> list[str]:
        """The source's lines."""
        if note := _NOTE.match(source):
            self._lead = f"Note {self._notes.get(note[1], note[1])}: "
            source = re.sub(r"\n(?: {2,4}|\t)", "\n", source[note.end() :])
        # to look for links at each of many brackets takes long, and there can be none without these
        links = "]" in source and (")" in source or bool(self._references))
        for token in _parser(links=links).parse(source, {"references": dict(self._references)}):
            self._take(token)
        return self._said

    def _take(self, token: Token) -> None:
        match token.type:
            case "heading_open":
                self._lead += f"Heading {token.tag[1:]}: "
            case "inline":
                self._inline(_spoken(token.children or (), self._notes))
            case "fence" | "code_block":
                self._code(token.content)
            case "bullet_list_open" | "ordered_list_open":
                ordered = token.type == "ordered_list_open"
                self._numbers.append(int(token.attrGet("start") or 1) if ordered else None)
            case "bullet_list_close" | "ordered_list_close":
                self._numbers.pop()
            case "list_item_open":
                self._open_item()
            case "list_item_close":
                if self._bullet:
                    self._paragraph("")
                self._indents.pop()
            case "blockquote_open":
                self._paragraph("Quote:")
                self._indents.append("  ")
            case "blockquote_close":
                self._indents.pop()
                self._paragraph("End of quote.")
            case "thead_open":
                self._heads = []
            case "tr_open":
                self._cells = []
            case "tr_close":
                self._row()

    def _inline(self, text: str) -> None:
        if self._cells is not None:
            self._cells.append(text)
        else:
            self._paragraph(text)

    def _paragraph(self, text: str) -> None:
        indent = "".join(self._indents)
        first = indent[: len(indent) - len(self._bullet)] + self._bullet
        text, self._lead, self._bullet = self._lead + text, "", ""
        for line in text.split("\n"):
            self._said += wrapped(line, first, indent)
            first = indent

    def _open_item(self) -> None:
        number = self._numbers[-1]
        if number is None:
            marker = "- "
        else:
            marker = f"{number}. "
            self._numbers[-1] = number + 1
        self._indents.append(" " * len(marker))
        self._bullet += marker

    def _code(self, content: str) -> None:
        indent = "".join(self._indents)
        self._paragraph("Code:")
        self._said += [f"{indent}    {line}".rstrip() for line in content.rstrip("\n").split("\n")]
        self._paragraph("End of code.")

    def _row(self) -> None:
        """A table's row as a line for each column; its header only names the columns."""
        cells, self._cells = self._cells or [], None
        if not self._heads:
            self._heads = cells
            return
        if self._said:
            self._said.append("")
        for head, cell in zip(self._heads, cells, strict=False):
            self._paragraph(f"{head}: {cell}" if head else cell)


def _spoken(tokens: Sequence[Token], notes: Mapping[str, int]) -> str:
    """A paragraph's words; a link is followed by its address in brackets, line ends are those of hard breaks."""

    def mark(found: re.Match[str]) -> str:
        return f" (note {notes[found[1]]})" if found[1] in notes else found[0]

    said: list[str] = []
    links: list[tuple[int, str]] = []
    for token in tokens:
        match token.type:
            case "text":
                said.append(_NOTE_MARK.sub(mark, token.content))
            case "code_inline" | "html_inline":
                said.append(token.content)
            case "softbreak":
                said.append(" ")
            case "hardbreak":
                said.append("\n")
            case "image":
                said.append(f"Image: {_spoken(token.children or (), notes)}")
            case "link_open":
                links.append((len(said), str(token.attrGet("href"))))
            case "link_close":
                start, address = links.pop()
                if "".join(said[start:]) != address:
                    said.append(f" [{address}]")
    return "".join(said).strip(" ")
