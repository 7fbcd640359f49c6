"""EPUB books: the reading order, titles, what is left out, what is refused."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from studyapp.formats.document import Unreadable
from studyapp.formats.epub_text import read

for library in ("defusedxml", "bs4", "markdownify"):
    pytest.importorskip(library)

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
NCX = (
    '<!DOCTYPE ncx PUBLIC "-//NISO//DTD ncx 2005-1//EN" "http://www.daisy.org/z3986/2005/ncx-2005-1.dtd">'
    '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap>{}</navMap></ncx>'
)
POINT = '<navPoint><navLabel><text>{}</text></navLabel><content src="{}"/></navPoint>'


def page(body: str, kind: str = "") -> str:
    """An XHTML page."""
    typed = f' epub:type="{kind}"' if kind else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml" '
        f'xmlns:epub="http://www.idpf.org/2007/ops"><head><title/></head><body{typed}>{body}</body></html>'
    )


def epub(
    pages: dict[str, str], manifest: str = "", spine: str = "", guide: str = "", **members: str
) -> bytes:
    """A book with those pages in that order."""
    items = "".join(
        f'<item id="{n}" href="{name}" media-type="application/xhtml+xml"/>' for n, name in enumerate(pages)
    )
    order = "".join(f'<itemref idref="{n}"/>' for n in range(len(pages)))
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>The book</dc:title><dc:language>en</dc:language></metadata><manifest>{items}{manifest}</manifest>"
        f"<spine>{order}{spine}</spine><guide>{guide}</guide></package>"
    )
    parts = {"META-INF/container.xml": CONTAINER, "OEBPS/book.opf": package}
    parts |= {f"OEBPS/{name}": text for name, text in pages.items()} | members
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        for name, text in parts.items():
            made.writestr(name, text)
    return file.getvalue()


ONE, TWO = page("<h1>One</h1><p>First.</p>"), page("<h1>Two</h1><p>Second.</p>")


def test_pages_come_in_the_order_of_the_spine() -> None:
    """Not in that of the archive; title and language are the package's."""
    document = read(epub({"z.xhtml": ONE, "a.xhtml": TWO}))
    assert document.markdown == "# One\n\nFirst.\n\n# Two\n\nSecond.\n"
    assert (document.title, document.language) == ("The book", "en")


def test_a_page_is_read_once() -> None:
    """However often the spine names it."""
    assert read(epub({"a.xhtml": ONE}, spine='<itemref idref="0"/>' * 1000)).markdown.count("First.") == 1


def test_names_with_escapes_and_steps_are_resolved() -> None:
    """Links are relative to the package and may hold percent signs."""
    data = epub(
        {"a.xhtml": ONE},
        manifest='<item id="x" href="../other/my%20page.xhtml" media-type="application/xhtml+xml"/>',
        spine='<itemref idref="x"/>',
        **{"other/my page.xhtml": TWO},
    )
    assert "Second." in read(data).markdown


def test_cover_title_page_and_contents_are_left_out_and_counted() -> None:
    """Known by the guide of EPUB 2, by the types of EPUB 3, by the manifest's nav."""
    data = epub(
        {"cover.xhtml": page("<p>Cover</p>"), "t.xhtml": page("<p>Title</p>", "titlepage"), "a.xhtml": ONE},
        manifest='<item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>',
        spine='<itemref idref="n"/><itemref idref="gone"/>',
        guide='<reference type="cover" href="cover.xhtml"/>',
        **{"OEBPS/nav.xhtml": page('<nav epub:type="toc"><a href="a.xhtml">One</a></nav>')},
    )
    document = read(data)
    assert document.markdown == "# One\n\nFirst.\n"
    assert document.dropped == {"cover page": 1, "title page": 1, "table of contents": 1, "missing page": 1}


def test_a_chapter_without_a_heading_has_the_title_of_the_contents() -> None:
    """At the level of the others' headings; a line that says the same gives way; what the contents lack goes on."""
    data = epub(
        {
            "a.xhtml": page("<h2>One</h2><p>First.</p>"),
            "b.xhtml": page("<p class='head'><b>TWO</b></p><p>Second.</p>"),
            "c.xhtml": page("<p>Still the second.</p>"),
        },
        manifest='<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>',
        **{
            "OEBPS/toc.ncx": NCX.format(POINT.format("One", "a.xhtml") + POINT.format("Two", "b.xhtml#start"))
        },
    )
    assert read(data).markdown == "## One\n\nFirst.\n\n## Two\n\nSecond.\n\nStill the second.\n"


def test_marks_of_notes_are_raised() -> None:
    """And the links back from the notes are gone."""
    text = '<p>Text<a epub:type="noteref" href="#n">1</a></p>'
    note = '<p id="n">Note.<a role="doc-backlink" href="#r">&#8617;</a></p>'
    assert read(epub({"a.xhtml": page(text + note)})).markdown == "Text¹\n\nNote.\n"


ENCRYPTED = (
    '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" xmlns:e="http://www.w3.org/2001/04/xmlenc#">'
    '<e:EncryptedData><e:EncryptionMethod Algorithm="{}"/></e:EncryptedData></encryption>'
)


def test_a_book_with_drm_is_refused_and_one_with_hidden_fonts_is_not() -> None:
    """Fonts are often made unreadable; they are not needed."""
    locked = ENCRYPTED.format("http://www.w3.org/2001/04/xmlenc#aes128-cbc")
    with pytest.raises(Unreadable, match="DRM"):
        read(epub({"a.xhtml": ONE}, **{"META-INF/encryption.xml": locked}))
    fonts = ENCRYPTED.format("http://www.idpf.org/2008/embedding")
    assert read(epub({"a.xhtml": ONE}, **{"META-INF/encryption.xml": fonts})).markdown


def test_what_is_no_book_or_has_no_text_is_refused() -> None:
    """Pictures of pages are no text."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as other:
        other.writestr("word/document.xml", "<a/>")
    with pytest.raises(Unreadable, match="no EPUB"):
        read(file.getvalue())
    with pytest.raises(Unreadable, match="pictures of pages"):
        read(epub({"a.xhtml": page("<img src='1.png'/>")}))


@pytest.mark.parametrize(
    "part", ["META-INF/container.xml", "OEBPS/book.opf", "OEBPS/toc.ncx", "META-INF/encryption.xml"]
)
def test_entities_in_the_package_are_refused(part: str) -> None:
    """None is expanded or fetched."""
    data = epub(
        {"a.xhtml": page("<p>Text.</p>")},
        manifest='<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>',
        **{part: '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'},
    )
    with pytest.raises(Unreadable, match="entities"):
        read(data)


def test_entities_in_a_page_are_not_fetched() -> None:
    """Pages are read as HTML, which declares none."""
    hostile = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body><p>Text &x; end</p></body></html>'
    assert "root:" not in read(epub({"a.xhtml": hostile})).markdown
