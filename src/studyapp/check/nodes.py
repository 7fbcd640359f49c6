"""A file's values with their places, for whoever writes into the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from studyapp.course.source import Source
from studyapp.course.yamlio import Document, Reader, Scalar, Sequence, Value, reading

Content: TypeAlias = "str | list[Node] | dict[str, Node]"


@dataclass(frozen=True, slots=True)
class Node:
    """A value: a text, items or fields. Nodes are equal where their values are, wherever they stand."""

    content: Content
    start: int = field(compare=False)
    """Offset in the file's text; that of a mapping is its first key, or the brace that opens it."""

    @property
    def fields(self) -> dict[str, Node]:
        """The fields by name; none where this is no mapping."""
        return self.content if isinstance(self.content, dict) else {}

    @property
    def items(self) -> list[Node]:
        """The items; none where this is no list."""
        return self.content if isinstance(self.content, list) else []

    @property
    def text(self) -> str:
        """The text; empty where this is none."""
        return self.content if isinstance(self.content, str) else ""


def root_of(source: Source) -> Node:
    """All of a file; an empty text where it has no value.

    Raises Refusal where the file can't be read on; a field that is written twice is reported in ``source``.
    """
    with reading(source) as (document, root):
        return _node(document, root) if root else Node("", 0)


class _AnyFields:
    """A form of YAML's reader that keeps whatever fields there are."""

    readers: Mapping[str, Reader] = {}

    def __init__(self) -> None:
        self.kept: dict[str, Node] = {}

    def stranger(self, document: Document, value: Value, key: Scalar) -> None:
        """Keep the field."""
        self.kept[key.value] = _node(document, value)


def _node(document: Document, value: Value) -> Node:
    start = value.start_mark.index
    if isinstance(value, Scalar):
        return Node(value.value, start)
    if isinstance(value, Sequence):
        return Node([_node(document, item) for item in document.items(value)], start)
    form = _AnyFields()
    document.fields(value, form, {})
    return Node(form.kept, start)
