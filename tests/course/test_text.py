"""Headings of a section, and finding quotations in its source."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.course.folding import fold
from studyapp.course.text import Heading, find, first_heading, headings, nearest

MARKDOWN = st.text(st.sampled_from("ab Z1.,-–—*_`#>|[]()!\\~:=+&;…“”'’\n\t²^"), max_size=200)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# Plain\n", "Plain"),
        ("\n\n## **Bold** and `code` #\ntext", "Bold and code"),
        ("Two\nlines\n===\n", "Two lines"),
        ('# A [link](http://x.org "t") &amp; ![alt](y.png)', "A link & alt"),
        ("# snake_case \\*star\\*", "snake_case *star*"),
        ("```\n# in code\n```\n# After", "After"),
        ("text\n\n---\n\n# After a rule", "After a rule"),
        ("# With a note[^1]", "With a note"),
        ("#hashtag\n\nno heading", None),
        ("- item\n---\n", None),
        ("", None),
    ],
)
def test_title(text: str, title: str | None) -> None:
    """The first heading's plain text is the title."""
    assert (found.title if (found := first_heading(text)) else None) == title


def test_headings_have_level_and_place() -> None:
    """Headings come in order with their level and the offset of their first line."""
    text = "# One\n\nTwo\n---\n\n~~~\n# code\n~~~\n\n### Three ###\n##\n"
    assert headings(text) == [
        Heading(1, "One", 0),
        Heading(2, "Two", text.index("Two")),
        Heading(3, "Three", text.index("###")),
    ]


def test_an_unclosed_fence_hides_the_rest() -> None:
    """Without a closing fence, code runs to the end of the text."""
    assert headings("# A\n```\n# B\n") == [Heading(1, "A", 0)]


@pytest.mark.parametrize(
    ("text", "quotation", "passage"),
    [
        ("An exchange of\nknowledge.", "exchange of knowledge", "exchange of\nknowledge"),
        ("It was **very** _good_.", "was very good.", "was **very** _good_."),
        ("a **bold** word", "bold word", "bold** word"),
        ("un**believ**able", "unbelievable", "un**believ**able"),
        ("It’s “so” he said", 'It\'s "so" he', "It’s “so” he"),
        ("1990–2000 — a decade", "1990-2000 - a decade", "1990–2000 — a decade"),
        ("well\u2011known", "well-known", "well\u2011known"),
        ("and so on… then", "so on... then", "so on… then"),
        ("> quoted\n> text here", "quoted text here", "quoted\n> text here"),
        ("- one\n- two\n", "one two", "one\n- two"),
        ("| a | b |\n|---|---|\n| c | d |", "a b c d", "a | b |\n|---|---|\n| c | d"),
        ('see [the report](http://x.org/a_(b) "T"), 1910', "the report, 1910", None),
        ("a [link][ref] here", "a link here", "a [link][ref] here"),
        ("known.[^1] Then", "known. Then", "known.[^1] Then"),
        ("R&amp;D costs", "R&D costs", "R&amp;D costs"),
        ("5 \\* 3", "5 * 3", "5 \\* 3"),
        ("plain", "**plain**", "plain"),
    ],
)
def test_find_folds_both_sides(text: str, quotation: str, passage: str | None) -> None:
    """White space, typographic characters and Markdown's marks don't hide a passage."""
    found = find(text, quotation)
    assert found is not None
    assert passage is None or text[slice(*found)] == passage


@pytest.mark.parametrize("quotation", ["Exchange", "exchange  of wisdom", "", "** __", " \n", "[]"])
def test_not_found(quotation: str) -> None:
    """Case counts; another word is not the passage; marks alone are no quotation."""
    assert find("The exchange of knowledge - and **more**.", quotation) is None


def test_find_skips_what_is_not_shown() -> None:
    """A link's target is not part of the running text, so the word after it is the one found."""
    text = "[x](http://example.org/word) a word"
    assert find(text, "word") == (text.rindex("word"), len(text))


@given(MARKDOWN, st.data())
def test_a_slice_is_found(text: str, data: st.DataObject) -> None:
    """Any slice of a text that holds more than marks is found in it."""
    start = data.draw(st.integers(0, len(text)))
    piece = text[start : data.draw(st.integers(start, len(text)))]
    found = find(text, piece)
    if found is None:
        assert not fold(piece).text.strip()
    else:
        assert 0 <= found[0] < found[1] <= len(text)


@given(st.text(), st.text())
def test_find_never_raises(text: str, quotation: str) -> None:
    """Whatever the two strings, the answer is offsets into the text or None."""
    found = find(text, quotation)
    assert found is None or 0 <= found[0] < found[1] <= len(text)


@given(MARKDOWN)
def test_folding_knows_its_way_back(text: str) -> None:
    """Places of the folded text lead to ordered offsets in the source, and characters kept are equal."""
    whole = fold(text)
    starts = [whole.source_start(place) for place in range(len(whole.text))]
    assert starts == sorted(starts)
    for place, start in enumerate(starts):
        stop = whole.source_stop(place + 1)
        assert start < stop <= len(text)
        if whole.text[place].isalpha() and "&" not in text:
            assert text[start] == whole.text[place]
            assert whole.place(start) == place


@pytest.mark.parametrize(
    ("quotation", "text"),
    [
        ("a " * 4_999 + "b", "a " * 100_000),
        ("[a](b" * 2_000, "[a](b" * 20_000),
        ("](((" * 2_500, "](((" * 50_000),
        ("*" * 10_000, "*" * 100_000),
        ("\\" * 10_000, "\\[" * 100_000),
        ("- " * 5_000 + "x", "- \n" * 100_000),
        ("&a" * 5_000, "&a" * 100_000),
    ],
)
def test_hostile_quotations_end(quotation: str, text: str) -> None:
    """No pair of strings takes more than time linear in their lengths: a test that would hang otherwise."""
    find(text, quotation)
    headings(text)


def test_nearest() -> None:
    """A misquoted passage is found by likeness."""
    text = "First.\n\nThe exchange of **knowledge** and practice drives it.\n"
    found = nearest(text, "exchange of knowlege and practise")
    assert found is not None
    start, stop, likeness = found
    assert "of **knowledge** and practi" in text[start:stop]
    assert 0.8 < likeness < 1
    assert nearest(text, "**") is None
    assert nearest("", "word") is None
