"""Cutting a source into blocks that can be parsed on their own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.course.blocks import LIMIT, Block, blocks, footnotes, index, references

MARKDOWN = st.lists(
    st.sampled_from(
        [
            "word",
            "more words.",
            " ",
            "\n",
            "\n\n",
            "  \n",
            "- ",
            "\n- ",
            "\n  ",
            "\n    ",
            "1. ",
            "```\n",
            "\n```\n",
            "~~~",
            "> ",
            "|a|b|\n|-|-|\n",
            "[^1]: ",
            "# ",
            "\t",
            "[r]: http://x.org\n",
            "x" * 7_000,
            "y " * 4_000,
        ]
    ),
    max_size=40,
).map("".join)


def sources(text: str) -> list[str]:
    """The blocks' sources as a parser gets them."""
    return [(lead or "") + text[start:stop] for start, stop, lead in blocks(text)]


@given(MARKDOWN | st.text())
def test_blocks_cover_the_text_once(text: str) -> None:
    """Blocks are in order, don't overlap, and leave out nothing but white space."""
    at = 0
    for start, stop, _ in blocks(text):
        assert at <= start < stop <= len(text)
        assert not text[at:start].strip()
        assert text[start:stop].strip()
        at = stop
    assert not text[at:].strip()


@given(MARKDOWN)
def test_blocks_are_bounded(text: str) -> None:
    """No block is longer than the limit."""
    assert all(stop - start <= LIMIT for start, stop, _ in blocks(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\nb\n\nc", ["a\nb", "c"]),
        ("a\n \t\n\n\nb\n", ["a", "b\n"]),
        ("a\n```\nx\n\ny\n```\nb", ["a", "```\nx\n\ny\n```", "b"]),
        ("````\n```\n\n````\nb", ["````\n```\n\n````", "b"]),
        ("~~~\nopen\n\nto the end", ["~~~\nopen\n\nto the end"]),
        ("``` a`b` \n\nc", ["``` a`b` ", "c"]),
        ("- a\n\n  still a\n\n- b\n\nno more", ["- a\n\n  still a\n\n- b", "no more"]),
        ("- a\n  ```\n  x\n\ny\n  ```\n- b", ["- a\n  ```\n  x\n\ny\n  ```\n- b"]),
        ("[^1]: one\n[^2]: two\n\n    more\n\nc", ["[^1]: one", "[^2]: two\n\n    more", "c"]),
        ("    code\n\n    code\n\nc", ["    code\n\n    code", "c"]),
        ("    ```\n\nc", ["    ```", "c"]),
        ("", []),
        (" \n\t\n", []),
    ],
)
def test_blocks(text: str, expected: list[str]) -> None:
    """Blank lines part blocks, but not in fenced code, lists, footnotes and indented code."""
    assert sources(text) == expected


def test_a_long_list_is_cut_before_items() -> None:
    """Pieces of a list begin with an item, and stand close to each other if the list does."""
    text = "\n".join(f"- item {number}" for number in range(2_000))
    pieces = blocks(text)
    assert len(pieces) > 1
    assert all(text[start:].startswith("- item") for start, _, _ in pieces)
    assert [lead for _, _, lead in pieces] == [None, *[""] * (len(pieces) - 1)]


def test_a_long_loose_list_keeps_its_gaps() -> None:
    """Where a blank line stood between items, the next piece is a block of its own."""
    text = "\n\n".join(f"1. item {number}" for number in range(2_000))
    assert {lead for _, _, lead in blocks(text)} == {None}


def test_a_long_fence_stays_code() -> None:
    """Each piece of long fenced code begins with the opening fence."""
    text = "```python\n" + "print('x')\n\n" * 2_000 + "```\nafter"
    *code, after = sources(text)
    assert len(code) > 1
    assert all(piece.startswith("```python\n") for piece in code)
    assert after == "after"


def test_a_long_table_keeps_its_header() -> None:
    """Each piece of a long table begins with the header."""
    header = "| a | b |\n|---|--:|\n"
    text = header + "| cell | 12 |\n" * 1_000
    assert len(blocks(text)) > 1
    assert all(piece.startswith(header + "| cell") for piece in sources(text))


def test_a_long_paragraph_is_cut_at_sentences() -> None:
    """A paragraph without end is cut behind full stops; without any it is cut at spaces, at last anywhere."""
    text = "A sentence of words. " * 1_000
    assert all(text[:stop].rstrip().endswith(".") for _, stop, _ in blocks(text))
    text = "word " * 5_000
    assert all(text[stop - 1 : stop + 1] != "wo" for _, stop, _ in blocks(text))
    assert blocks("x" * (LIMIT + 1)) == [Block(0, LIMIT), Block(LIMIT, LIMIT + 1, "")]


def test_references() -> None:
    """Link definitions are found with target and title; the first of a label counts; footnotes are none."""
    text = '[One]: http://x.org "Title"\n  [two]: <http://y.org>\n[One]: http://z.org\n\n[^n]: note\ntext [a]: b c d'
    assert references(text) == {"One": ("http://x.org", "Title"), "two": ("http://y.org", "")}


def test_footnotes() -> None:
    """Footnotes are numbered in the order of their definitions."""
    assert footnotes("x[^b] y[^a]\n\n[^a]: A\n[^b]: B\n[^a]: again") == {"a": 1, "b": 2}
    assert footnotes("none") == {}


def test_index() -> None:
    """The index holds what the text's blocks, references and footnotes are, and is made once."""
    text = "See [One][] and x[^a].\n\n[One]: http://x.org\n\n[^a]: A\n"
    assert index(text) == (blocks(text), references(text), footnotes(text))
    assert index(text) is index(text)


@pytest.mark.parametrize(
    "text",
    [
        "`" * 500_000,
        "```\n" * 50_000,
        "- a\n\n  b\n" * 30_000,
        "[^a]: x\n" * 30_000,
        "\n \t" * 200_000,
        "[a" * 200_000,
    ],
)
def test_hostile_texts_end(text: str) -> None:
    """The scan is linear: a test that would hang otherwise."""
    blocks(text)
    references(text)
    footnotes(text)
