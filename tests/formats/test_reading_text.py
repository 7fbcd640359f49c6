"""Plain text: headings in the ways in which people write them, paragraphs, and every word kept."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import wrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.course.text import headings, plain
from studyapp.formats.document import Unreadable
from studyapp.formats.escaping import escaped
from studyapp.formats.plain_text import read, text_document

DATA = Path(__file__).parents[1] / "data/import"
BODY = "It is a long way to the sea, and the river takes its time over the last of it.\nNobody minds."


def found(text: str) -> list[tuple[int, str]]:
    return [(one.level, one.title) for one in headings(text_document(text).markdown)]


def markdown(text: str) -> str:
    return text_document(text).markdown.rstrip("\n")


@pytest.mark.parametrize(
    ("file", "title", "expected"),
    [
        (
            "essay.txt",
            "How Bread Is Made: A Short Account",
            [(2, "Flour and Water"), (2, "The Work of Yeast"), (2, "Conclusion: Fire")],
        ),
        (
            "numbered.txt",
            "Annual Report on Water Quality",
            [
                (2, "1 Introduction"),
                (3, "1.1 Scope"),
                (2, "2 Methods"),
                (3, "2.1 Sampling sites"),
                (2, "3 Results"),
            ],
        ),
        ("underlined.txt", "Photosynthesis", [(2, "The light reactions"), (2, "The Calvin cycle")]),
        (
            "chapters.txt",
            "THE RIVER BOOK",
            [
                (3, "CONTENTS"),
                (2, "CHAPTER I: Of springs"),
                (2, "CHAPTER II: Of floods"),
                (2, "CHAPTER III: Of the sea"),
            ],
        ),
    ],
)
def test_headings_are_recognised(file: str, title: str, expected: list[tuple[int, str]]) -> None:
    """Short lines, numbers, lines drawn below, chapters with their name on a line of its own."""
    document = read((DATA / file).read_bytes())
    assert document.title == title
    assert [(one.level, one.title) for one in headings(document.markdown)] == [(1, title), *expected]


@pytest.mark.parametrize(
    "heading",
    [
        "Of rivers",
        "OF RIVERS",
        "Part Two",
        "Chapter 3: Of rivers",
        "CHAPTER IV.",
        "Where do rivers go?",
        "# Of rivers",
    ],
)
def test_a_heading_stands_between_paragraphs(heading: str) -> None:
    """A line that is plainly a heading is one, wherever it stands."""
    levels = found(f"Of water\n\n{BODY}\n\n{heading}\n\n{BODY}\n")
    assert levels == [(1, "Of water"), (2, heading.strip("# "))]


@pytest.mark.parametrize(
    "line",
    [
        "He said no more.",
        "and so it goes on",
        "The rivers are these:",
        '"Where does it go?"',
        "- Of rivers",
        "12 May 1984",
        "Figure 3: The delta",
        "https://example.org/Rivers",
        "By A. Nobody",
        "5. A lone number",
        "# A remark that is a sentence.",
        ":earlier",
        "I went home",
        "A line of no more than eighty characters that has many more words than any heading",
    ],
)
def test_other_short_lines_are_no_headings(line: str) -> None:
    """A sentence, an announcement, speech, an item, a caption, an address: a false heading is the worse mistake."""
    assert found(f"Of water\n\n{BODY}\n\n{line}\n\n{BODY}\n") == [(1, "Of water")]


def test_numbers_count_on_however_they_are_written() -> None:
    """A numbered line is no lone one where its neighbour is underlined too."""
    levels = found(f"Of water\n\n1. Of rivers\n-----------\n\n{BODY}\n\n2. Of lakes\n\n{BODY}\n")
    assert sorted(words for _, words in levels) == ["1. Of rivers", "2. Of lakes", "Of water"]


def test_lines_on_end_are_no_headings() -> None:
    """An address, a list without marks and a table of contents have no text between their lines."""
    assert found((DATA / "letter.txt").read_text()) == []
    assert found(f"Of water\n\nChapter 1\n\nChapter 2\n\nChapter 3\n\n{BODY}") == [(1, "Of water")]


def test_the_report_says_how_headings_were_told() -> None:
    """Each way with how many headings were told by it."""
    assert text_document((DATA / "essay.txt").read_text()).notes == (
        "Taken for headings: 3 short lines without a full stop.",
    )
    assert text_document(BODY).notes == ("No line was taken for a heading.",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It goes\ndown to\nthe sea.", "It goes down to the sea."),
        ("A well-\nknown bridge", "A well-known bridge"),
        (
            "O little spring,\nThou hast no\nThought of me.",
            "O little spring,\\\nThou hast no\\\nThought of me.",
        ),
        ("These:\n- one that\n  goes on\n- two", "These:\n\n- one that goes on\n- two"),
        ("1. one\n2. two", "1. one\n2. two"),
        ("* star\n* star", "- star\n- star"),
        ("a   1   x\nb   2   y", "```\na   1   x\nb   2   y\n```"),
        ("x\n\n* * *\n\ny", "x\n\n---\n\ny"),
        ("*a* _b_ [c] `d` <e> a_b # f", r"\*a\* \_b\_ \[c] \`d\` \<e> a_b # f"),
        ("> no quote", r"\> no quote"),
        ("1986. A year", "1986\\. A year"),
        ("one\fand two", "one\n\nand two"),
        ("Q: Where?\na: here\nb: there", "Q: Where?\\\na: here\\\nb: there"),
    ],
)
def test_paragraphs_read_as_typed(text: str, expected: str) -> None:
    """Wrapped lines are joined; verse, lists and columns are kept; marks mean nothing."""
    assert markdown(text) == expected


def test_lines_wrapped_at_72_columns_are_paragraphs() -> None:
    """A text wrapped by a mail program has as many paragraphs as blank lines say."""
    words = "all rivers run into the sea and yet the sea is not full of them at any time of a year " * 4
    lines = wrap(words, 72)
    assert markdown("\n".join(lines) + "\n\n" + "\n".join(lines)) == "\n\n".join([" ".join(lines)] * 2)


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("Ein Mädchen".encode(), "UTF-8"),
        ("Ein Mädchen".encode("utf-8-sig"), "UTF-8"),
        ("Ein Mädchen".encode("utf-16"), "UTF-16"),
        ("Ein Mädchen".encode("cp1252"), "Windows-1252 (Western European)"),
        (b"Ein M\xe4dchen\x81", "Latin-1 (Western European)"),
    ],
)
def test_the_encoding_is_told(data: bytes, encoding: str) -> None:
    """Whatever was taken is said, as a wrong guess shows in the text only."""
    document = read(data)
    assert document.notes[0] == f"Encoding: {encoding}."
    assert "Mädchen" in document.markdown


def test_line_ends_do_not_matter() -> None:
    """CRLF and CR give what LF gives."""
    text = (DATA / "chapters.txt").read_text()
    assert len({read(text.replace("\n", end).encode()).markdown for end in ("\n", "\r\n", "\r")}) == 1


def test_what_is_no_text_is_refused() -> None:
    """Zero bytes are not text, whatever the file is called."""
    with pytest.raises(Unreadable, match="zero bytes"):
        read(b"\x7fELF\x02\x01\x01" + bytes(100))


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]", text)


LINES = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "",
                "",
                "Of rivers",
                "1. one",
                "- two",
                "CHAPTER I",
                "=====",
                "---",
                "    x   y   z",
                "well-",
                BODY,
            ]
        ),
        st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=90),
    ),
    max_size=25,
)


@given(LINES)
def test_no_word_is_lost(lines: list[str]) -> None:
    """All letters and digits are in the Markdown, in their order."""
    text = "\n".join(lines)
    assert words(text_document(text).markdown) == words(text)


@given(st.text("ab1.2) #*_`[]<>&;~|-+=\\!\n\t", max_size=60))
def test_escaped_text_shows_as_typed(text: str) -> None:
    """A Markdown parser gives back each line of a text that was escaped."""
    from markdown_it import MarkdownIt

    line = " ".join(text.split())
    parser = MarkdownIt("commonmark", {"html": False}).enable(["strikethrough"])
    tokens = parser.parse(escaped(line))
    assert {token.type for token in tokens} <= {"paragraph_open", "inline", "paragraph_close"}
    shown = "".join(child.content for token in tokens for child in token.children or ())
    assert shown == line
    assert plain(escaped("1. a_b *c*")) == "1. a_b *c*"
