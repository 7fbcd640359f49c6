"""Archives of strangers: what is refused before it costs anything, and that nothing else is."""

from __future__ import annotations

import struct
import zipfile
from io import BytesIO

import pytest

from studyapp.formats import archive
from studyapp.formats.archive import Archive
from studyapp.formats.document import Unreadable

pytest.importorskip("defusedxml")


def packed(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP archive of these members."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", method) as made:
        for name, data in members.items():
            made.writestr(name, data)
    return file.getvalue()


def refusal(data: bytes, name: str = "a.xml", *, xml: bool = False) -> str:
    """The sentence that reading the member of that archive ends with."""
    try:
        opened = Archive(data, "DOCX file")
        opened.xml(name) if xml else opened.read(name)
    except Unreadable as error:
        return str(error)
    pytest.fail("it was read")


def test_members_are_read_by_name() -> None:
    """A member comes out as it went in, packed or stored."""
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        opened = Archive(packed({"a.xml": b"<a/>", "b": b"text"}, method), "DOCX file")
        assert opened.read("b") == b"text"
        assert opened.xml("a.xml").tag == "a"
        assert list(opened.names) == ["a.xml", "b"]


def test_a_missing_member_is_named() -> None:
    """What lacks a part says which."""
    assert "lacks 'a.xml'" in refusal(packed({"b": b""}))


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04", b"no archive at all", packed({"a.xml": b"x" * 999})[:-30]]
)
def test_what_is_no_archive_is_refused(data: bytes) -> None:
    """Empty, foreign and truncated files give one sentence."""
    assert "cut short or damaged" in refusal(data)


def test_a_bomb_is_refused_by_its_size() -> None:
    """A member that says it is too large is never unpacked."""
    assert "over 16 MB" in refusal(packed({"a.xml": b"\0" * 17_000_000}))


def test_all_members_share_one_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many members of a permitted size do not come to more than one large one."""
    monkeypatch.setattr(archive, "UNPACKED", 25)
    opened = Archive(packed(dict.fromkeys("abc", b"0123456789")), "EPUB file")
    assert opened.read("a") + opened.read("b") == b"0123456789" * 2
    with pytest.raises(Unreadable):
        opened.read("c")


def test_a_lying_size_is_found_out() -> None:
    """A member that unpacks to more than it says is damaged, not read to its end."""
    data = bytearray(packed({"a.xml": b"\0" * 5_000_000}))
    directory = data.rindex(b"PK\x01\x02")
    data[directory + 24 : directory + 28] = struct.pack("<L", 100)
    assert "can't be unpacked" in refusal(bytes(data))


def test_a_bad_checksum_is_damage() -> None:
    """Bytes that changed on the way are not taken for text."""
    data = packed({"a.xml": b"some text"}, zipfile.ZIP_STORED).replace(b"some text", b"same text")
    assert "can't be unpacked" in refusal(data)


def test_too_many_members_are_refused() -> None:
    """The table of 200,000 members is not even read."""
    entry = b"PK\x01\x02" + bytes(42)
    end = b"PK\x05\x06" + struct.pack("<4H2LH", 0, 0, 0xFFFF, 0xFFFF, len(entry) * 200_000, 0, 0)
    assert "over 10,000 members" in refusal(entry * 200_000 + end)


@pytest.mark.parametrize("name", ["../a", "a/../../b", "/etc/passwd", "C:/a", "c:a", "\\a", "a\\..\\b", ".."])
def test_names_that_lead_out_are_refused(name: str) -> None:
    """No document has members above, beside or outside itself."""
    assert "leads out of it" in refusal(packed({"a.xml": b"<a/>", name: b""}))


def test_links_are_refused() -> None:
    """A symlink is no part of a document."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        link = zipfile.ZipInfo("a.xml")
        link.external_attr = 0o120777 << 16
        made.writestr(link, "/etc/passwd")
    assert "leads out of it" in refusal(file.getvalue())


@pytest.mark.parametrize("name", ["a..b", "word/..x", "a/b.c"])
def test_dots_in_names_are_no_harm(name: str) -> None:
    """Only a whole step upwards leads out."""
    assert Archive(packed({name: b"x"}), "DOCX file").read(name) == b"x"


def test_an_encrypted_member_is_locked() -> None:
    """A password is asked for by nobody."""
    data = bytearray(packed({"a.xml": b"<a/>"}))
    for at in (6, data.rindex(b"PK\x01\x02") + 8):
        data[at] |= 1
    assert "password" in refusal(bytes(data))


def test_other_ways_of_packing_are_refused() -> None:
    """bzip2 and LZMA unpack without a bound."""
    assert "can't be unpacked" in refusal(packed({"a.xml": b"<a/>"}, zipfile.ZIP_BZIP2))


ENTITIES = b'<!DOCTYPE a [<!ENTITY x "xxxxxxxxxx"><!ENTITY y "&x;&x;&x;&x;&x;&x;&x;&x;">]><a>&y;</a>'
EXTERNAL = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'


@pytest.mark.parametrize(
    ("xml", "seen"),
    [
        (ENTITIES, "document type or entities"),
        (EXTERNAL, "document type or entities"),
        ("<!DOCTYPE a><a/>".encode("utf-16"), "document type or entities"),
        (b"<a>" * 5_000 + b"</a>" * 5_000, "over 200 elements within each other"),
        (b"<a>" + b"<b/>" * 260_000 + b"</a>", "over 250,000 elements"),
        (b"<a>" + b"x" * 8_000_000 + b"</a>", "over 8 MB"),
        (b'<?xml version="1.0" encoding="utf-7"?><a>+ADw-b+AD4-</a>', "no XML"),
        (b'<?xml version="1.0" encoding="klingon"?><a/>', "no XML"),
        (b"<a>", "no XML"),
        (b"<a>&y;</a>", "no XML"),
        (b"", "no XML"),
        (b"\0\xff", "no XML"),
    ],
)
def test_hostile_xml_is_refused(xml: bytes, seen: str) -> None:
    """Each gives one sentence, and none is expanded, fetched or walked."""
    assert seen in refusal(packed({"a.xml": xml}), xml=True)


def test_a_document_type_may_be_let_pass_but_no_entity() -> None:
    """EPUB 2 names a DTD that nobody fetches; what it declares itself is refused all the same."""
    named = b'<!DOCTYPE ncx PUBLIC "-//NISO//DTD ncx 2005-1//EN" "http://example.org/ncx.dtd"><ncx/>'
    opened = Archive(packed({"a.xml": named, "b.xml": ENTITIES, "c.xml": EXTERNAL}), "EPUB file")
    assert opened.xml("a.xml", doctype=True).tag == "ncx"
    for name in ("b.xml", "c.xml"):
        with pytest.raises(Unreadable):
            opened.xml(name, doctype=True)
