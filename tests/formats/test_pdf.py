"""PDFs: lines become paragraphs and headings; what is printed on every page, what is locked, broken or endless."""

from __future__ import annotations

import os
import zlib
from collections.abc import Sequence
from pathlib import Path

import pytest

from studyapp.formats import pdf, reading
from studyapp.formats.document import Document, Unreadable
from studyapp.formats.pdf_text import read

pytest.importorskip("pypdf")

Placed = tuple[int, int, str]
"""Size, height on the page, text."""
CATALOGUE = "<< /Type /Catalog /Pages 2 0 R /Outlines 3 0 R >>"
FIRST_PAGE = 8  # the number of its object; its content follows it


def stream(data: bytes, more: str = "") -> bytes:
    """A stream object."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), more.encode(), data)


def built(objects: Sequence[str | bytes], trailer: str = "") -> bytes:
    """A PDF of these objects, numbered from 1."""
    out, places = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one if isinstance(one, bytes) else one.encode())
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n"
    end = f"<< /Size {len(objects) + 1} /Root 1 0 R /Info 7 0 R {trailer} >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + head.encode() + end.encode()


def of_contents(
    contents: Sequence[bytes], title: str = "", trailer: str = "", bookmarks: Sequence[str] = ()
) -> bytes:
    """A PDF with a page for each of these content streams, and a bookmark to each page that has one."""
    kids = " ".join(f"{FIRST_PAGE + 2 * n} 0 R" for n in range(len(contents)))
    marks_at = FIRST_PAGE + 2 * len(contents)
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica{} /Encoding /WinAnsiEncoding >>"
    objects: list[str | bytes] = [
        CATALOGUE,
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>",
        f"<< /First {marks_at} 0 R >>" if bookmarks else "<< >>",
        font.format(""),
        font.format("-Bold"),
        "<< /Font << /F1 4 0 R /F2 5 0 R >> >>",
        f"<< /Title ({title}) >>",
    ]
    for number, content in enumerate(contents):
        at = FIRST_PAGE + 2 * number + 1
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources 6 0 R /Contents {at} 0 R >>"
        )
        objects.append(content)
    for number, mark in enumerate(bookmarks):
        following = f"/Next {marks_at + number + 1} 0 R" if number + 1 < len(bookmarks) else ""
        objects.append(
            f"<< /Title ({mark}) /Parent 3 0 R /Dest [{FIRST_PAGE + 2 * number} 0 R /Fit] {following} >>"
        )
    return built(objects, trailer)


def shown(lines: Sequence[Placed]) -> bytes:
    """A content stream that shows these lines, those with an exclamation mark before them in bold."""
    parts = []
    for size, height, text in lines:
        font = "F2" if text.startswith("!") else "F1"
        parts.append(f"BT /{font} {size} Tf 1 0 0 1 72 {height} Tm ({text.removeprefix('!')}) Tj ET")
    return stream("\n".join(parts).encode("latin-1"))


def pages(*contents: Sequence[Placed], title: str = "", bookmarks: Sequence[str] = ()) -> bytes:
    """A PDF of pages of lines."""
    return of_contents([shown(lines) for lines in contents], title, bookmarks=bookmarks)


def body(top: int, *texts: str) -> list[Placed]:
    """Lines of text, one below the other from that height."""
    return [(12, top - 14 * number, text) for number, text in enumerate(texts)]


def test_lines_become_paragraphs_and_broken_words_whole() -> None:
    """A hyphen at a line's end goes, but for a word that is written with it elsewhere."""
    lines = body(
        700,
        "The text of a paragraph goes over several lines, and its long-",
        "est words are broken where a line is full.",
    )
    more = body(
        600,
        "A well-known one keeps its hyphen where it is a well-",
        "known word, and this one is the last of the lines.",
    )
    assert read(pages(lines + more)).markdown.split("\n\n") == [
        "The text of a paragraph goes over several lines, and its longest words are broken where a line is full.",
        "A well-known one keeps its hyphen where it is a well-known word, and this one is the last of the lines.\n",
    ]


def test_a_paragraph_goes_on_over_the_page() -> None:
    """And the number at the foot of the page does not come between."""
    made = read(
        pages(
            [*body(700, "This sentence begins on the first page and it goes"), (12, 40, "1")],
            [*body(700, "on over the second of the pages, where it ends."), (12, 40, "2")],
        )
    )
    assert made.markdown == (
        "This sentence begins on the first page and it goes on over the second of the pages, where it ends.\n"
    )
    assert made.dropped == {"page number": 2}


def test_running_heads_are_left_out_and_counted() -> None:
    """The same words on each page, or other words beside the page's number."""
    contents = [
        [
            (10, 760, "The book of rivers"),
            (10, 30, f"Chapter {'ABCDE'[n]} {n + 11}"),
            *body(700, f"Page {'ABCDE'[n]} says this."),
        ]
        for n in range(5)
    ]
    made = read(pages(*contents))
    assert made.dropped == {"running head": 10}
    assert "book of rivers" not in made.markdown
    assert made.markdown.count("says this.") == 5


TEXT = ("This is the first line of a text that has some", "lines, of which this is the one that ends it.")


def test_headings_are_told_by_size_and_weight() -> None:
    """What is largest and stands alone above all others is the title."""
    lines = [
        (24, 750, "The book"),
        (16, 700, "One"),
        *body(670, *TEXT),
        (12, 620, "!Inner"),
        *body(600, *TEXT),
    ]
    made = read(pages([*lines, (16, 500, "Two"), *body(470, *TEXT)]))
    text = " ".join(TEXT)
    assert made.title == "The book"
    assert made.markdown == f"# One\n\n{text}\n\n## Inner\n\n{text}\n\n# Two\n\n{text}\n"


def test_bookmarks_tell_headings_better_than_size() -> None:
    """With the number that the page shows, and the title that the metadata give."""
    parts = {
        "1. Part one": "A first text that has an end.",
        "2. Part two": "Another text with more words in it.",
    }
    contents = [[(12, 700, name), *body(670, text)] for name, text in parts.items()]
    made = read(pages(*contents, title="The book", bookmarks=["Part one", "Part two"]))
    one, two = parts.values()
    assert made.markdown == f"# 1\\. Part one\n\n{one}\n\n# 2\\. Part two\n\n{two}\n"
    assert (made.title, made.notes) == ("The book", ("Headings are those of the PDF's bookmarks.",))


def test_a_title_that_a_program_made_up_is_none() -> None:
    """ "Microsoft Word - x.doc" names no text."""
    assert read(pages(body(700, *TEXT), title="Microsoft Word - x.doc")).title == ""


def test_lists_and_footnotes() -> None:
    """Items stay apart; a footnote stands behind the text that it would have torn."""
    items = body(600, "\x95 one thing", "\x95 another thing")
    made = read(
        pages([*body(700, *TEXT), *items, (8, 60, "1 A note in small type.")], body(700, "And so on."))
    )
    assert "- one thing\n- another thing" in made.markdown
    assert made.markdown.endswith("1 A note in small type.\n")


def test_a_table_of_contents_is_left_out() -> None:
    """Its lines end in the numbers of pages."""
    contents = body(700, "Contents", "One . . . . . . . . . 2", "Two 3")
    made = read(pages(contents, body(700, *TEXT)))
    assert made.markdown == " ".join(TEXT) + "\n"
    assert made.dropped == {"table of contents": 1}


FLATE = "/Filter /FlateDecode"
CIPHER = f"/Encrypt << /Filter /Standard /V 1 /R 2 /O <{'00' * 32}> /U <{'00' * 32}> /P -4 >>"
MANY = f"<< /Type /Pages /Kids [{'3 0 R ' * 20_000}] /Count 20000 >>"
HOSTILE = {
    "empty": (b"%PDF-1.7\n", "damaged"),
    "truncated": (pages(body(700, *TEXT))[:300], "damaged"),
    "garbage": (b"%PDF-1.7\n" + bytes(range(256)) * 100, "damaged"),
    "loop of pages": (built([CATALOGUE, "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"]), "damaged"),
    "no text": (pages([]), "holds no text"),
    "operands": (of_contents([stream(zlib.compress(b"[" * 1_000_000), FLATE)]), "damaged or hold far more"),
    "bomb": (of_contents([stream(zlib.compress(bytes(50_000_000)), FLATE)]), "damaged or hold far more"),
    "encrypted": (of_contents([b"<< >>"], trailer=CIPHER), "encrypted"),
    "pages": (built([CATALOGUE, MANY, "<< /Type /Page /Parent 2 0 R >>"]), "more pages"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_can_not_be_read_gives_one_sentence(name: str) -> None:
    """Each says what was seen."""
    data, seen = HOSTILE[name]
    with pytest.raises(Unreadable, match=seen):
        read(data)


def test_a_scan_is_sent_to_ocr() -> None:
    """A page that is a picture holds no text."""
    data = pages([]).replace(b"/Font << /F1 4 0 R", b"/XObject << /I 4 0 R >> /Font << /F1 4 0 R")
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    picture = data.replace(
        font,
        b"<< /Subtype /Image /Length 0 >>stream\n\nendstream",
    )
    with pytest.raises(Unreadable, match=r"pictures of pages.*ocrmypdf"):
        read(picture)


def test_a_picture_that_is_none_costs_no_page() -> None:
    """The page's text was read by then; a page is not counted both as kept and as lost."""
    plain = pages(body(700, *TEXT))
    odd = plain.replace(b"/Font << /F1 4 0 R", b"/XObject << /I << /Subtype /Image >> >> /Font << /F1 4 0 R")
    assert read(odd) == read(plain)


def test_the_text_comes_out_of_another_process() -> None:
    """The same document as in this one, or the same sentence."""
    data = pages([(16, 730, "One"), *body(700, *TEXT), (16, 600, "Two"), *body(570, *TEXT)])
    assert pdf.read(data) == read(data)
    with pytest.raises(Unreadable, match="damaged"):
        pdf.read(b"%PDF-1.7\n")


def test_a_large_file_is_not_even_begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its size is enough, and one limit is told: the one that holds for a PDF."""

    def refuse(data: bytes) -> Document:
        raise AssertionError("it is read")

    monkeypatch.setattr(pdf, "read", refuse)
    file = tmp_path / "large.pdf"
    file.write_bytes(b"%PDF-1.7\n")
    os.truncate(file, 50_000_001)
    with pytest.raises(Unreadable, match="larger than 50 MB, the most for a PDF"):
        reading.read(file)
