"""Markdown as lines to be read aloud: what stands out on a screen is said in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from studyapp.plain.talk import wrapped

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token


def lines(text: str) -> Iterator[str]:
    """A section's Markdown, block by block, a blank line between two blocks."""
    from studyapp.course.blocks import blocks

    environment = {"references": _references(text)}
    first = True
    for block in blocks(text):
        told = _Reader().read((block.lead or "") + text[block.start : block.stop], environment)
        if told and not first:
            yield ""
        first = first and not told
        yield from told


def short(text: str) -> str:
    """A short Markdown text, such as a choice, as one line."""
    return " ".join(" ".join(lines(text)).split())


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


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

    def __init__(self) -> None:
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

    def read(self, source: str, environment: Mapping[str, Any]) -> list[str]:
        """The source's lines."""
        for token in _parser().parse(source, dict(environment)):
            self._take(token)
        return self._said

    def _take(self, token: Token) -> None:
        match token.type:
            case "heading_open":
                self._lead = f"Heading {token.tag[1:]}: "
            case "inline":
                self._inline(spoken(token.children or ()))
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


def spoken(tokens: Sequence[Token]) -> str:
    """A paragraph's words; a link is followed by its address in brackets, line ends are those of hard breaks."""
    said: list[str] = []
    links: list[tuple[int, str]] = []
    for token in tokens:
        match token.type:
            case "text" | "code_inline" | "html_inline":
                said.append(token.content)
            case "softbreak":
                said.append(" ")
            case "hardbreak":
                said.append("\n")
            case "image":
                said.append(f"Image: {spoken(token.children or ())}")
            case "link_open":
                links.append((len(said), str(token.attrGet("href"))))
            case "link_close":
                start, address = links.pop()
                if "".join(said[start:]) != address:
                    said.append(f" [{address}]")
    return "".join(said)
