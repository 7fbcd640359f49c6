"""Word documents: what becomes of headings, title, footnotes, pictures and other people's changes."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from studyapp.formats.document import Document, Unreadable
from studyapp.formats.docx_text import read

for library in ("mammoth", "defusedxml", "bs4", "markdownify"):
    pytest.importorskip(library)

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LONG = "This is a text that goes on for a while, with more than a dozen words in it, and then it ends."


def paragraph(text: str, style: str = "", *, bold: bool = False, more: str = "") -> str:
    """A paragraph of one run."""
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{named}<w:r>{'<w:rPr><w:b/></w:rPr>' if bold else ''}<w:t>{text}</w:t></w:r>{more}</w:p>"


def style(key: str, name: str, inside: str = "") -> str:
    """A paragraph style."""
    return f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/>{inside}</w:style>'


STYLES = (
    style("Titel", "Title")
    + style("berschrift1", "heading 1")
    + style("berschrift2", "heading 2")
    + style("Kapitel", "Kapitel des Buchs", '<w:basedOn w:val="berschrift1"/>')
    + style("Ebene", "Meine Ebene", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>')
    + style("U1", "Überschrift 1")
    + style("Verzeichnis1", "toc 1")
    + style("Loop", "Loop", '<w:basedOn w:val="Loop"/>')
)


def docx(body: str, styles: str = STYLES, parts: dict[str, str] | None = None) -> bytes:
    """A Word document with that body."""
    members = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" '
        f'Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{W}" xmlns:r="{OFFICE}"><w:body>{body}</w:body></w:document>',
        "word/styles.xml": f'<w:styles xmlns:w="{W}">{styles}</w:styles>',
        **(parts or {}),
    }
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in members.items():
            made.writestr(name, text)
    return file.getvalue()


def made(body: str, **kept: str) -> Document:
    """What is read from a Word document with that body."""
    return read(docx(body, parts=kept))


@pytest.mark.parametrize(
    ("key", "mark"),
    [("berschrift1", "#"), ("berschrift2", "##"), ("Kapitel", "#"), ("Ebene", "##"), ("U1", "#")],
)
def test_headings_are_known_in_any_language(key: str, mark: str) -> None:
    """By Word's inner name, the style that another is based on, the outline level or the name of another language."""
    assert made(paragraph("Anfang", key) + paragraph(LONG)).markdown == f"{mark} Anfang\n\n{LONG}\n"


def test_a_style_based_on_itself_is_no_heading() -> None:
    """A loop of styles ends."""
    assert made(paragraph(LONG, "Loop")).markdown == f"{LONG}\n"


def test_a_heading_in_bold_is_a_heading_without_stars() -> None:
    """What all headings are is not said of each."""
    assert made(paragraph("Start", "berschrift1", bold=True) + paragraph(LONG)).markdown.startswith(
        "# Start\n"
    )


def test_the_title_is_the_first_paragraph_styled_so() -> None:
    """It leaves the text; a second one is a heading."""
    document = made(
        paragraph("The book", "Titel") + paragraph(LONG) + paragraph("Another", "Titel") + paragraph(LONG)
    )
    assert document.title == "The book"
    assert document.markdown == f"{LONG}\n\n# Another\n\n{LONG}\n"


def test_the_title_of_the_properties_serves_where_none_is_styled() -> None:
    """Unless a program made it up."""
    for given, title in (("A history", "A history"), ("Microsoft Word - a.doc", ""), ("Document1", "")):
        core = f'<p xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{given}</dc:title></p>'
        assert made(paragraph(LONG), **{"docProps/core.xml": core}).title == title


def test_lines_in_bold_are_headings_where_no_style_marks_any() -> None:
    """The first of two on end is the title; the report says how they were told."""
    body = paragraph("The book", bold=True)
    for name in ("One", "Two"):
        body += paragraph(name, bold=True) + paragraph(LONG)
    document = made(body)
    assert document.title == "The book"
    assert document.markdown == f"# One\n\n{LONG}\n\n# Two\n\n{LONG}\n"
    assert "bold" in document.notes[-1]


def test_bold_lines_stay_bold_beside_styled_headings() -> None:
    """Where styles mark headings, nothing else does."""
    document = made(paragraph("One", "berschrift1") + paragraph("Note", bold=True) + paragraph(LONG))
    assert document.markdown == f"# One\n\n**Note**\n\n{LONG}\n"


def test_short_lines_are_headings_where_nothing_else_marks_any() -> None:
    """An essay that was typed without styles still falls into its sections."""
    names = ("How it began", "What came next")
    document = made(paragraph("A history") + "".join(paragraph(name) + paragraph(LONG) for name in names))
    assert document.title == "A history"
    assert document.markdown == "\n\n".join(f"# {name}\n\n{LONG}" for name in names) + "\n"


def test_footnotes_stand_at_the_end_of_their_section() -> None:
    """With Markdown's own marks, so that no section lacks its notes."""
    mark = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    notes = "".join(f'<w:footnote w:id="{n}">{paragraph(f"Note {n}.")}</w:footnote>' for n in (1, 2))
    body = paragraph("One", "berschrift1") + paragraph("Text", more=mark.format(1))
    body += paragraph("Two", "berschrift1") + paragraph("More", more=mark.format(2) + mark.format(9))
    document = made(body, **{"word/footnotes.xml": f'<w:footnotes xmlns:w="{W}">{notes}</w:footnotes>'})
    assert document.markdown.startswith(
        "# One\n\nText[^1]\n\n[^1]: Note 1.\n\n# Two\n\nMore[^2][^3]\n\n[^2]: Note 2."
    )


def test_what_others_deleted_and_remarked_is_left_out_and_counted() -> None:
    """Tracked deletions, comments and equations; what was inserted stays."""
    change = '<w:{0} w:id="1" w:author="A"><w:r><w:{1}>{2}</w:{1}></w:r></w:{0}>'
    more = change.format("del", "delText", "gone") + change.format("ins", "t", " kept")
    document = made(paragraph("Text", more=more + '<w:r><w:commentReference w:id="0"/></w:r>'))
    assert document.markdown == "Text kept\n"
    assert document.dropped == {"tracked deletion": 1, "comment": 1}


def test_a_table_of_contents_is_left_out() -> None:
    """The app has its own."""
    document = made(paragraph("One 1", "Verzeichnis1") + paragraph("One", "berschrift1") + paragraph(LONG))
    assert document.markdown == f"# One\n\n{LONG}\n"
    assert document.dropped == {"table of contents": 1}


def test_a_table_is_kept() -> None:
    """Rows and cells become Markdown's."""
    cell = "<w:tc>{}</w:tc>"
    rows = "".join(
        f"<w:tr>{''.join(cell.format(paragraph(text)) for text in row)}</w:tr>" for row in ("ab", "12")
    )
    assert "| a | b |\n| --- | --- |\n| 1 | 2 |" in made(f"<w:tbl>{rows}</w:tbl>").markdown


LINK = '<w:hyperlink r:id="{}"><w:r><w:t> a link</w:t></w:r></w:hyperlink>'
ADDRESS = (
    f'<Relationship Id="web" Type="{OFFICE}/hyperlink" Target="https://example.org/" TargetMode="External"/>'
)


def test_a_broken_link_is_left_out_and_its_text_kept() -> None:
    """In the text and in a footnote; the links that lead somewhere stay links."""
    mark = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    note = paragraph("Note", more=LINK.format("none"))
    document = made(
        paragraph("Text", more=LINK.format("none") + LINK.format("web") + mark),
        **{
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{RELATIONS}">{ADDRESS}</Relationships>',
            "word/footnotes.xml": f'<w:footnotes xmlns:w="{W}" xmlns:r="{OFFICE}"><w:footnote w:id="1">{note}'
            "</w:footnote></w:footnotes>",
        },
    )
    assert document.markdown == "Text a link [a link](https://example.org/)[^1]\n\n[^1]: Note a link\n"
    assert document.dropped == {"broken link": 2}


def test_a_picture_that_is_not_there_costs_the_picture_alone() -> None:
    """Pictures are left out in any case."""
    drawing = "http://schemas.openxmlformats.org/drawingml/2006"
    blip = (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{drawing}/wordprocessingDrawing"><wp:docPr id="1"/>'
        f'<a:graphic xmlns:a="{drawing}/main"><a:graphicData><pic:pic xmlns:pic="{drawing}/picture"><pic:blipFill>'
        '<a:blip r:embed="none"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )
    document = made(paragraph(LONG, more=blip))
    assert document.markdown == f"{LONG}\n"


def test_a_document_without_text_is_refused() -> None:
    """There is no course to be made of it."""
    with pytest.raises(Unreadable, match="no text"):
        made(paragraph(" "))


def test_another_kind_of_file_is_named() -> None:
    """An old .doc, an archive without a document."""
    with pytest.raises(Unreadable, match="old kind"):
        read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as other:
        other.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    with pytest.raises(Unreadable, match="no Word document"):
        read(file.getvalue())


@pytest.mark.parametrize(
    "body",
    [
        '<w:p><w:r><w:sym w:font="A" w:char="zz"/></w:r></w:p>',
        '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="many"/></w:tcPr></w:tc></w:tr></w:tbl>',
    ],
)
def test_a_document_that_is_built_wrongly_gives_one_sentence(body: str) -> None:
    """Whatever mammoth trips over."""
    with pytest.raises(Unreadable, match="refers to parts that it lacks"):
        made(body)


@pytest.mark.parametrize(
    "part", ["word/document.xml", "word/styles.xml", "word/footnotes.xml", "word/_rels/document.xml.rels"]
)
@pytest.mark.parametrize("xml", ['<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', "<a>" * 5_000 + "</a>" * 5_000])
def test_no_part_reaches_mammoth_unchecked(part: str, xml: str) -> None:
    """Its parser expands entities and its reader walks by calling itself."""
    with pytest.raises(Unreadable, match=r"entities|within each other"):
        made("", **{part: xml})
