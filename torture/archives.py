"""H32 to H36: DOCX and EPUB files made to do harm: refused by a sentence or read within bounds, and nothing outside.

An import is all or nothing: where it is refused, no folder is left behind.
"""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Callable, Mapping

from torture.bounds import run, within_bounds
from torture.rows import Trial, row

OF_THE_SYSTEM = b"root:"
"""How a file outside begins, which nothing may be made of."""
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_HTML = "http://www.w3.org/1999/xhtml"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_PACKAGE = "http://www.idpf.org/2007/opf"
_CONTAINER = "urn:oasis:names:tc:opendocument:xmlns:container"


def _word(inner: str = "", head: str = "") -> str:
    paragraph = "<w:p><w:r><w:t>Water boils.</w:t></w:r></w:p>"
    return f'{head}<w:document xmlns:w="{_WORD}"><w:body>{paragraph}{inner}</w:body></w:document>'


def docx(document: str | bytes, **more: str | bytes) -> dict[str, str | bytes]:
    """The members of a DOCX file with this document."""
    target = f'<Relationship Id="r" Type="{_OFFICE}" Target="word/document.xml"/>'
    return {
        "[Content_Types].xml": f'<Types xmlns="{_TYPES}"/>',
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}">{target}</Relationships>',
        "word/document.xml": document,
        **more,
    }


def epub(page: str | bytes, href: str = "a.xhtml") -> dict[str, str | bytes]:
    """The members of an EPUB file with one page, which its package names so."""
    rootfile = '<rootfile full-path="p.opf" media-type="application/oebps-package+xml"/>'
    manifest = f'<item id="a" href="{href}" media-type="application/xhtml+xml"/>'
    return {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": f'<container xmlns="{_CONTAINER}"><rootfiles>{rootfile}</rootfiles></container>',
        "p.opf": f'<package xmlns="{_PACKAGE}" version="3.0"><metadata/><manifest>{manifest}</manifest>'
        '<spine><itemref idref="a"/></spine></package>',
        "a.xhtml": page,
    }


def _page(inner: str = "", head: str = "") -> str:
    return f'{head}<html xmlns="{_HTML}"><body><h1>A</h1><p>Water boils.</p>{inner}</body></html>'


def _zipped(members: Mapping[str, str | bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return made.getvalue()


def _both(inner: str, head: str = "") -> dict[str, Callable[[], bytes]]:
    """A DOCX and an EPUB with the same in them."""
    return {
        "a.docx": lambda: _zipped(docx(_word(inner, head))),
        "a.epub": lambda: _zipped(epub(_page(inner, head))),
    }


def _archives(id: str, promise: str, made: Mapping[str, Callable[[], bytes]]) -> None:
    @row(id, promise, "files")
    def bear(trial: Trial) -> None:
        names = list(made)
        for index in trial.some(len(names)):
            with trial.attempt(names[index]):
                _borne(trial, names[index], made[names[index]]())


def _borne(trial: Trial, name: str, content: bytes) -> None:
    """Import a file, named for what is wrong with it before its own name."""
    place = trial.folder / "place"
    shutil.rmtree(place, ignore_errors=True)
    inner = place / "deep" / "down"
    inner.mkdir(parents=True)
    file = inner / name.rpartition(" ")[2]
    file.write_bytes(content)
    ran = run(["import", str(file), str(inner / "course")], "", trial.folder)
    written = [path for path in place.rglob("*") if path.is_file() and path != file]
    trial.holds(ran.code in (0, 1), f"{name}: exit code {ran.code}: {ran.output[-200:]!r}")
    within_bounds(trial, name, ran)
    trial.holds(ran.code == 0 or not written, f"{name}: refused, and left {written}")
    outside = [path for path in written if inner / "course" not in path.parents]
    trial.holds(not outside, f"{name}: wrote {outside}")
    trial.holds(
        all(OF_THE_SYSTEM not in path.read_bytes() for path in written), f"{name}: read a file outside"
    )
    trial.holds("\x1b" not in ran.output, f"{name}: escapes reached the terminal")


def _lying() -> bytes:
    """The sizes told are smaller than what is there."""
    content = bytearray(_zipped(docx(_word(" " * 5_000_000))))
    size = len(_word(" " * 5_000_000)).to_bytes(4, "little")
    return bytes(content).replace(size, (100).to_bytes(4, "little"))


def _linked() -> bytes:
    made = io.BytesIO(_zipped(epub(_page(), href="link.xhtml")))
    with zipfile.ZipFile(made, "a") as archive:
        link = zipfile.ZipInfo("link.xhtml")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    return made.getvalue()


def _encrypted() -> bytes:
    content = _zipped(docx(_word()))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        parts = content.split(mark)
        content = mark.join([parts[0], *(part[: at - 4] + b"\x01" + part[at - 3 :] for part in parts[1:])])
    return content


def _bad_sum() -> bytes:
    content = bytearray(_zipped(docx(_word("x" * 50))))
    at = content.index(b"word/document.xml") + 30
    content[at] ^= 0xFF
    return bytes(content)


LAUGHS = "<!DOCTYPE x [<!ENTITY a 'lol'>" + "".join(
    f"<!ENTITY {after} '{f'&{before};' * 10}'>" for before, after in zip("abcdefghi", "bcdefghij", strict=True)
) + "]>"  # fmt: skip
CHAIN = "<!DOCTYPE x [<!ENTITY e0 'x'>" + "".join(
    f"<!ENTITY e{number + 1} '&e{number};'>" for number in range(50_000)
) + "]>"  # fmt: skip
EXTERNAL = "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"

_archives("H32", "zip bombs, lying sizes, 200,000 members: refused or read within bounds", {
    "bomb a.docx": lambda: _zipped(docx(_word(" " * 300_000_000))),
    "bomb a.epub": lambda: _zipped(epub(_page("<p>" + "a" * 300_000_000 + "</p>"))),
    "lying a.docx": _lying,
    "members a.docx": lambda: _zipped(docx(_word(), **{f"m{number}": b"" for number in range(200_000)})),
})  # fmt: skip
_archives("H33", "members with `..`, absolute and drive-letter names, links: nothing is written or read outside", {
    **{f"{number} a.epub": lambda href=href: _zipped({**epub(_page(), href=href), href: _page()})  # type: ignore[misc]
       for number, href in enumerate(("../../evil.xhtml", "/etc/passwd", "C:\\evil.xhtml", "..%2f..%2fevil.xhtml",
                                      "file:///etc/passwd"))},
    "link a.epub": _linked,
    "slip a.docx": lambda: _zipped(docx(_word(), **{"../../evil": b"x", "/tmp/evil": b"x"})),
})  # fmt: skip
_archives("H34", "encrypted, truncated, with a wrong sum, no archive at all: refused", {
    "encrypted a.docx": _encrypted,
    "sum a.docx": _bad_sum,
    **{f"cut-{share} a.docx": lambda share=share: _zipped(docx(_word()))[: -share]  # type: ignore[misc]
       for share in (1, 22, 100, 400)},
    "garbage a.docx": lambda: b"PK\x03\x04" + b"\xff" * 1_000,
    "empty a.epub": lambda: b"",
    "bare a.epub": lambda: _zipped({}),
})  # fmt: skip
_archives("H35", "XML with chains of entities, external ones, DTDs: refused, and nothing of another file is read", {
    **{f"{what} {name}": make for what, head, inner in (
        ("laughs", LAUGHS, "&j;"), ("chain", CHAIN, "&e50000;"), ("external", EXTERNAL, "&a;"),
        ("dtd", "<!DOCTYPE x SYSTEM 'http://127.0.0.1:9/x.dtd'>", ""),
    ) for name, make in _both(inner, head).items()},
})  # fmt: skip
_archives("H36", "XML 5,000 and 200,000 deep, in UTF-7, UTF-16, no encoding at all: refused or read", {
    **{f"deep-{deep} {name}": make for deep in (5_000, 200_000)
       for name, make in _both("<w:p>" * deep + "</w:p>" * deep).items()},
    **{f"div-{deep} a.epub": lambda deep=deep: _zipped(epub(_page("<div>" * deep + "</div>" * deep)))  # type: ignore[misc]
       for deep in (5_000, 100_000)},
    **{f"{code} a.docx": lambda code=code: _zipped(docx(_word(head=f"<?xml version='1.0' encoding='{code}'?>")))  # type: ignore[misc]
       for code in ("utf-7", "utf-32", "rot13", "unicode_escape", "idna")},
    "utf-16 a.docx": lambda: _zipped(docx(_word().encode("utf-16"))),
    "bytes a.epub": lambda: _zipped(epub(bytes(range(256)) * 100)),
})  # fmt: skip
