"""YAML's values with their places, taken from the parser as they come; the only importer of yaml.

Nothing is built in between: a reader gets each value's event, and a collection is read by asking for its fields or
items. So a limit stops a hostile file before it costs anything, and a large file is never in memory as a tree.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import chain, repeat, starmap
from sys import intern
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, cast

import yaml
from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from studyapp.clean import printable
from studyapp.course.files import Refusal
from studyapp.course.source import Source, char_name
from studyapp.course.yamlhelp import advice

try:
    from yaml._yaml import CParser as EventParser
except ImportError:  # a PyYAML built without libyaml
    from yaml import BaseLoader as EventParser  # type: ignore[assignment]

_ODD_INDENT = re.compile(
    r"^[ ]*([\u00a0\u1680\u2000-\u200f\u202f\u205f\u2060\u3000])\s*(?:- |[\w-]+:(?:\s|$))", re.MULTILINE
)
REFERENCES = [re.compile(rf"{mark}(?<![\w&*!].)(?<!\w .)") for mark in ("&", r"\*", "!")]
"""What may begin an anchor, an alias or a tag: a mark behind a letter, or behind a letter and a space, is text."""
MAX_DEPTH = 32
MAX_EVENTS = 1_000_000
"""Values, keys and ends of collections in one file."""

if TYPE_CHECKING:

    class Mark:
        """A place; ``index`` counts characters, ``line`` lines, both from 0."""

        index: int
        line: int

    class Value:
        """A scalar, or the opening of a mapping or sequence."""

        anchor: str | None
        tag: str | None
        start_mark: Mark
        end_mark: Mark

    class Scalar(Value):
        """A text as the file has it; ``style`` is a quote, ``|`` or ``>`` for a block, empty where it is plain."""

        value: str
        style: str | None

    class MapStart(Value):
        """The opening of a mapping."""

    class Sequence(Value):
        """The opening of a sequence."""

else:
    Value = object
    Scalar = ScalarEvent
    MapStart = MappingStartEvent
    Sequence = SequenceStartEvent


Reader: TypeAlias = "Callable[[Document, Value, str], Any]"
"""Takes a field's value whole; the last argument is the field's name."""


def place(value: Value) -> tuple[int, int]:
    """Offsets of a scalar's start and end, or of a collection's first line."""
    return value.start_mark.index, value.end_mark.index


class Form(Protocol):
    """What a mapping may hold."""

    @property
    def readers(self) -> Mapping[str, Reader]:
        """What reads the value of each name."""

    def stranger(self, document: Document, value: Value, key: Scalar) -> None:
        """Take the value of any other name."""


@contextmanager
def reading(source: Source) -> Iterator[tuple[Document, Value | None]]:
    """A source's document and its root, None where it is empty.

    Raises Refusal for what YAML's syntax or the limits forbid. What was found in the question where the syntax breaks,
    or on that line, follows from that, and is dropped.
    """
    if not source.text.isascii() and (odd := _ODD_INDENT.search(source.text)):
        message = f"{char_name(odd[1])} stands where spaces are needed"
        raise source.refuse("odd-space", message, odd.start(1), odd.end(1), "indent with plain spaces")
    document: Document | None = None
    try:
        document = Document(source)
        root = document.begin()
        yield document, root
        if root is not None:
            document.finish()
    except yaml.YAMLError as error:
        code, message, help, at = advice(source.text, error)
        refusal = source.refuse(code, message, at, at + 1, help)
        last = refusal.diagnostic.span.line
        first = min(last, document.item) if document and document.item else last
        source.found[:] = [one for one in source.found if not first <= one.span.line <= last]
        raise refusal from None


class Document:
    """One YAML document, read from its start to its end.

    Each mapping or sequence that is handed out must be read whole, by ``fields``, ``items`` or ``skip``, before the
    next value is asked for. Raises Refusal for what the limits forbid; duplicate keys are reported in ``source``,
    and the first is kept.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        events = starmap(EventParser(source.text).get_event, repeat((), MAX_EVENTS))
        self._events: Iterator[Any] = chain(events, self._too_many())
        self._suspect = any(mark.search(source.text) for mark in REFERENCES)
        self.comments = " #" in source.text
        """Whether a comment may stand behind a value."""
        self._depth = 0
        self.item = 0
        """The line of the question that is being read, from 1; 0 before the first."""

    def begin(self) -> Value | None:
        """The document's root; None where there is none."""
        next(self._events)
        return None if isinstance(next(self._events), StreamEndEvent) else cast(Value, next(self._events))

    def finish(self) -> None:
        """Make sure that nothing follows the root."""
        next(self._events)
        after = next(self._events)
        if not isinstance(after, StreamEndEvent):
            at = after.start_mark.index
            help = (
                "keep one document: delete the line `---` and what follows, or move it to a file of its own"
            )
            raise self.source.refuse(
                "second-document", "a second YAML document begins here", at, at + 3, help
            )

    def fields(self, opening: Value, form: Form, keys: dict[str, Scalar]) -> dict[str, Any]:
        """What a form's readers make of a mapping's values; the keys, which have the places, are put in ``keys``."""
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise self._too_deep(opening)
        found: dict[str, Any] = {}
        events, suspect, readers = self._events, self._suspect, form.readers
        for key in events:
            if type(key) is not Scalar:
                break
            value = next(events)
            if suspect and not (key.anchor is None is key.tag and value.anchor is None is value.tag):
                self._refuse_references(key, value)
            name = intern(key.value)  # the program's own text of that name: what follows finds it by identity
            if name in keys:
                self._duplicate(key, keys[name])
                self.skip(value)
                continue
            keys[name] = key
            if name in readers:
                found[name] = readers[name](self, value, name)
            else:
                form.stranger(self, value, key)
        if type(key) is not MappingEndEvent:
            raise self._reference(key)
        self._depth -= 1
        return found

    def items(self, opening: Sequence) -> Iterator[Value]:
        """A sequence's items."""
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise self._too_deep(opening)
        suspect = self._suspect
        for item in self._events:
            if type(item) is SequenceEndEvent:
                break
            if suspect and not (item.anchor is None is item.tag):
                self._refuse_references(item)
            yield item
        self._depth -= 1

    def skip(self, value: Value) -> None:
        """Read a value for its limits only."""
        if isinstance(value, MapStart):
            self.fields(value, _ANYTHING, {})
        elif isinstance(value, Sequence):
            for inner in self.items(value):
                self.skip(inner)

    def _too_deep(self, opening: Value) -> Refusal:
        at = opening.start_mark.index
        help = f"write it flatter: a course file needs no more than {MAX_DEPTH} levels"
        return self.source.refuse("too-deep", f"nested more than {MAX_DEPTH} levels deep", at, at + 1, help)

    def _refuse_references(self, *events: Any) -> None:
        for event in events:
            if event.anchor is not None or event.tag is not None:
                raise self._reference(event)

    def _duplicate(self, key: Scalar, first: Scalar) -> None:
        labels = (self.source.label("first written here", *place(first)),)
        message = f"`{printable(key.value[:80])}` is written twice"
        help = "keep one of the two; if the second belongs to a new item, begin that with a dash"
        self.source.error("duplicate-key", message, *place(key), help, labels)

    def _reference(self, event: Any) -> Refusal:
        """What to say of an anchor, an alias, a tag, or a key that is a collection."""
        code, message, help = (
            "bad-key",
            "a field's name must be plain text",
            "quote text that begins with [ or {",
        )
        if isinstance(event, AliasEvent):
            code, message, help = "alias", "YAML reads * at the start as an alias", "put the text in quotes"
        elif event.anchor is not None:
            code, message, help = "anchor", "YAML reads & at the start as an anchor", "put the text in quotes"
        elif event.tag is not None:
            code, message, help = (
                "tag",
                "YAML reads ! at the start as a tag",
                "quote the text, or delete the tag",
            )
        start = event.start_mark.index
        word = re.compile(r"[*&!]\S*").match(self.source.text, start)
        return self.source.refuse(code, message, start, word.end() if word else start + 1, help)

    def _too_many(self) -> Iterator[Any]:
        message = f"the file holds more than {MAX_EVENTS:,} values"
        raise self.source.refuse("too-many-values", message, 0, 1, "split the file into several sections")
        yield


class _Anything:
    """A form without fields of its own: whatever comes is skipped."""

    readers: Mapping[str, Reader] = {}

    def stranger(self, document: Document, value: Value, _key: Scalar) -> None:
        """Skip it."""
        document.skip(value)


_ANYTHING = _Anything()
