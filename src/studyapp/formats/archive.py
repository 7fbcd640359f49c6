"""The ZIP archives that DOCX and EPUB files are, opened without trust and read in memory only.

Whatever the archive says of itself is checked before it costs anything: how many members there are, how large each one
is said to be, how much really comes out of it. Nothing is ever written, so no name can lead anywhere; names that try
are refused all the same, as no word processor writes them.
"""

from __future__ import annotations

import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterable
from io import BytesIO
from typing import TYPE_CHECKING, Final

from studyapp.formats.document import Unreadable

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element, TreeBuilder

MEMBERS: Final = 10_000
UNPACKED: Final = 16_000_000
"""Bytes that are unpacked of one archive, all members that are read together."""
DEPTH: Final = 200
XML_BYTES: Final = 8_000_000
ELEMENTS: Final = 250_000
"""Elements of one XML member; 100,000 words in Word take about 100,000."""

_DIRECTORY_ENTRY = b"PK\x01\x02"
_PACKED = (
    zipfile.ZIP_STORED,
    zipfile.ZIP_DEFLATED,
)  # the others unpack without a bound, and no document may use them
_LEADS_OUT = re.compile(r"[/\\]|[A-Za-z]:|(?:.*[/\\])?\.\.(?:[/\\]|\Z)", re.DOTALL)
_DAMAGED = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, NotImplementedError)
_AGAIN = "open it in the program it was made with and save it anew"


class Archive:
    """The members of a ZIP archive by name; ``kind`` is what messages call the file ("DOCX file")."""

    def __init__(self, data: bytes, kind: str) -> None:
        """Raises Unreadable if it is no archive, a damaged one or one that means harm."""
        self._kind = kind
        self._left = UNPACKED
        if data.count(_DIRECTORY_ENTRY) > MEMBERS:
            raise Unreadable(f"the {kind} holds over {MEMBERS:,} members", _AGAIN)
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
            self._members = {member.filename: member for member in self._zip.infolist()}
        except _DAMAGED:
            raise Unreadable(f"the {kind} is cut short or damaged", _AGAIN) from None
        for member in self._members.values():
            self._check(member)

    def _check(self, member: zipfile.ZipInfo) -> None:
        if _LEADS_OUT.match(member.filename) or stat.S_ISLNK(member.external_attr >> 16):
            raise Unreadable(
                f"the {self._kind} holds a member that leads out of it: {member.filename!r:.80}", _AGAIN
            )

    @property
    def names(self) -> Iterable[str]:
        """The members' names in the archive's order."""
        return self._members.keys()

    def read(self, name: str) -> bytes:
        """A member's bytes; raises Unreadable if it is missing, damaged, encrypted or larger than what is left."""
        member = self._members.get(name)
        if member is None:
            raise Unreadable(f"the {self._kind} lacks {name!r:.80}", _AGAIN)
        if member.flag_bits & 1:
            raise Unreadable(f"the {self._kind} is locked with a password", "save it without one")
        if member.file_size > self._left:
            raise self._too_large()
        try:
            if member.compress_type not in _PACKED:
                raise NotImplementedError
            with self._zip.open(member) as file:
                data = file.read(self._left + 1)
        except _DAMAGED:
            raise Unreadable(f"the {self._kind} is damaged: {name!r:.80} can't be unpacked", _AGAIN) from None
        if len(data) > self._left:
            raise self._too_large()
        self._left -= len(data)
        return data

    def _too_large(self, bound: int = UNPACKED) -> Unreadable:
        seen = f"the {self._kind} holds over {bound // 1_000_000} MB of text"
        return Unreadable(seen, "split it into several files")

    def xml(self, name: str, *, doctype: bool = False) -> Element:
        """The root element of an XML member; raises Unreadable as ``read`` and ``parse`` do."""
        return self.parse(name, self.read(name), doctype=doctype)

    def parse(self, name: str, data: bytes, *, doctype: bool = False) -> Element:
        """The root element of ``data``, which was read from the member ``name``.

        Raises Unreadable for XML that is broken, too deep or too large, declares an entity, or has a document type and
        ``doctype`` lets none pass (a DTD that one names is never fetched).
        """
        from defusedxml import DefusedXmlException
        from defusedxml.ElementTree import DefusedXMLParser, ParseError

        if len(data) > XML_BYTES:
            raise self._too_large(XML_BYTES)
        parser = DefusedXMLParser(target=_bounded_builder(), forbid_dtd=not doctype)
        try:
            parser.feed(data)  # in one piece: expat scans an unfinished tag anew for each that comes
            root: Element = parser.close()
        except DefusedXmlException:
            raise Unreadable(
                f"the {self._kind} declares a document type or entities in {name!r:.80}", _AGAIN
            ) from None
        except _TooMuch as bound:
            seen = f"the {self._kind} has over {bound} in {name!r:.80}"
            raise Unreadable(seen, "split it into several files") from None
        except (ParseError, ValueError, LookupError):
            raise Unreadable(f"the {self._kind} is damaged: {name!r:.80} is no XML", _AGAIN) from None
        return root


class _TooMuch(Exception):
    """More of something than any document has; ``str()`` says of what."""


def _bounded_builder() -> TreeBuilder:
    from xml.etree.ElementTree import TreeBuilder

    class Bounded(TreeBuilder):
        depth = elements = 0

        def start(self, tag: str, attrs: dict[str, str], /) -> Element:
            self.depth += 1
            self.elements += 1
            if self.depth > DEPTH:
                raise _TooMuch(f"{DEPTH} elements within each other")
            if self.elements > ELEMENTS:
                raise _TooMuch(f"{ELEMENTS:,} elements")
            return super().start(tag, attrs)

        def end(self, tag: str, /) -> Element:
            self.depth -= 1
            return super().end(tag)

    return Bounded()
