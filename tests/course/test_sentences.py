"""Cutting a section into sentences, and finding the one that holds a quotation."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from studyapp.course.folding import fold
from studyapp.course.sentences import holds, sentence_with, sentences
from studyapp.course.text import find

# fmt: off
PIECES = [
    *("word", "Word", "a", "B.", "e.g.", "12.", "1986", "U.S.", "etc.", "knowledge", "end.", "why?", "中文。", "句子"),
    *(" ", " ", " ", "\n", "\n", "\n\n", "  \n", "\t", "\n- ", "\n  - ", "\n1. ", "\n2. ", "\n> ", "\n# ", "\n---\n"),
    *("\n```\n", "\n~~~\n", "\n\n    ", "\n|a|b|\n|-|-|\n|c|d|\n", "|", "**", "_", "`", "[", "](http://x.org)", "]"),
    *("[^1]", "\n[^1]: ", "“", "”", "’", "...", "…", " – ", "—", "-", "(", ")", "!", "?", ",", ":", "&amp;", "\\*"),
]
# fmt: on
MARKDOWN = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


def shown(text: str) -> list[str]:
    """The sentences' sources."""
    return [text[start:stop] for start, stop in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three? Four… Five", ["One.", "Two!", "Three?", "Four…", "Five"]),
        ("It runs over\na line. Then\nanother.", ["It runs over\na line.", "Then\nanother."]),
        ("He said “So.” (Not I.) Then went.", ["He said “So.”", "(Not I.)", "Then went."]),
        ("Known.[^1] **Bold.** _Then_ more.", ["Known.[^1]", "**Bold.**", "_Then_ more."]),
        (
            "[A link. Of two](http://x.org/a.b) ends. So.",
            ["[A link.", "Of two](http://x.org/a.b) ends.", "So."],
        ),
        ('[A](http://x.org "Title. Here") ends. So.', ['[A](http://x.org "Title. Here") ends.', "So."]),
        ("Some, e.g. Germany, i.e. Dr. May vs. Mr. Fox.", ["Some, e.g. Germany, i.e. Dr. May vs. Mr. Fox."]),
        ("J. K. Rowling met the U.S. Army.", ["J. K. Rowling met the U.S. Army."]),
        (
            "See No. 5, p. 3, Fig. 2 of Smith et al. (2001).",
            ["See No. 5, p. 3, Fig. 2 of Smith et al. (2001)."],
        ),
        ("It grew 3.5 times. 20 years passed.", ["It grew 3.5 times.", "20 years passed."]),
        ("He said no. It is in the U.S. He left.", ["He said no.", "It is in the U.S.", "He left."]),
        (
            "Rivers, etc. are wet. The sea, etc. The end.",
            ["Rivers, etc. are wet.", "The sea, etc.", "The end."],
        ),
        ("wait... and see. iPhone.", ["wait... and see. iPhone."]),
        ("第一句。第二句！“第三句？”第四句", ["第一句。", "第二句！", "“第三句？”", "第四句"]),
        ("# What? A title\nText. More.", ["What? A title", "Text.", "More."]),
        ("Two\nlines. Here\n===\nText.", ["Two\nlines. Here", "Text."]),
        (
            "- one. Two\n- three\n  four\n\n  Five\n  1. six",
            ["one.", "Two", "three\n  four", "Five", "1. six"],
        ),
        ("1. One. Two.\n2. Three.", ["1. One.", "Two.", "2. Three."]),
        ("It was in\n1986. It rained on\n- a\n- b", ["It was in\n1986.", "It rained on", "a", "b"]),
        ("Text\n> quote\nstill. More\n>\n> Next", ["Text", "quote\nstill.", "More", "Next"]),
        ("| a. B | c |\n|---|---|\n| d | **e** |\n\nf", ["a. B | c", "d | **e**", "f"]),
        ("```py\nx = [1]. Y\n\n# z\n```\nEnd", ["x = [1]. Y", "z", "End"]),
        ("    code. Here\n    more\n\nEnd", ["code. Here", "more", "End"]),
        ("[^1]: A note. Two.\n[^2]: Three.", ["A note.", "Two.", "Three."]),
        ("Text.\n\n---\n\n* * *\n\n[r]: http://x.org\n\n**\n", ["Text."]),
        ("", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    """Full stops end sentences, abbreviations do not; headings, items, rows and code are apart."""
    assert shown(text) == expected


def test_long_blocks_keep_their_kind() -> None:
    """Pieces of long code, tables and lists are cut as the whole is."""
    code, row, item = "print('A. B')\n", "| cell. One | 12 |\n", "3. Item. Two.\n"
    assert shown("```\n" + code * 1_000 + "```") == [code.strip()] * 1_000
    assert shown("| a | b |\n|---|---|\n" + row * 1_000)[1:] == ["cell. One | 12"] * 1_000
    assert shown(item * 1_000) == ["3. Item.", "Two."] * 1_000


@given(MARKDOWN | st.text())
def test_ranges(text: str) -> None:
    """Ranges are in order, don't overlap, are stripped, and hold more than marks."""
    at = 0
    for start, stop in sentences(text):
        assert at <= start < stop <= len(text)
        assert text[start:stop] == text[start:stop].strip()
        assert text[start:stop].strip("*_~`[]\\|>#\n ")
        at = stop


@given(MARKDOWN, st.data())
def test_some_sentence_holds_what_is_found(text: str, data: st.DataObject) -> None:
    """Whatever whole words of a text are quoted, one of its sentences holds them.

    Left out is what runs over three sentences or more with no more than a word or two of each, and what stands on
    a fence's own line, which is not shown.
    """
    running = fold(text).text
    borders = [
        at for at in range(len(running) + 1) if not running[max(0, at - 1) : at + 1].isalnum() or at == 0
    ]
    start = data.draw(st.sampled_from(borders))
    quotation = running[start : data.draw(st.sampled_from([at for at in borders if at >= start]))]
    if found := find(text, quotation):
        assume(not re.search(r"(?:```|~~~)[^\n]*\Z", text[: found[0]]))
        touched = [
            text[max(first, found[0]) : min(last, found[1])]
            for first, last in sentences(text)
            if first < found[1] and last > found[0]
        ]
        assume(len(touched) < 3 or any(len(re.findall(r"\w+", fold(one).text)) > 2 for one in touched))
        assert any(holds(text[first:last], quotation) for first, last in sentences(text))


@pytest.mark.parametrize(
    ("sentence", "quotation", "held"),
    [
        ("A **river** begins at\nits source.", "river begins at its source", True),
        ("It is WHOLE.", "WHO", False),
        ("It is WHOLE.", "whole", False),
        ("Rain falls.", "Rain falls. Rivers flow.", True),
        ("A river begins at the source.", "begins at the source. It ends at the mouth", True),
        ("It ends at the mouth of all.", "begins at the source. It ends at the mouth", True),
        ("fresh water", "water salt", True),
        ("It began in Ulm", "Ulm is an old town", False),
        ("Rome fell in 476.", "The road was built by men of Rome", False),
        ("人们交流知识。", "知识", True),
        ("See [there](http://x.org/a).", "http://x.org/a", True),
        ("Anything", "**", False),
        ("", "word", False),
    ],
)
def test_holds(sentence: str, quotation: str, held: bool) -> None:
    """Whole words count, marks do not; a quotation over sentences is in each with enough of it."""
    assert holds(sentence, quotation) is held


def test_sentence_with() -> None:
    """Typed words are found in any case, across line breaks and marks, but not across sentences or within words."""
    text = "# Rivers\n\nA **river**\nbegins here. It drives the driver. The River begins."

    def of(words: str) -> list[str]:
        return [text[start:stop] for start, stop in sentence_with(text, words)]

    assert of("RIVER BEG") == ["A **river**\nbegins here.", "The River begins."]
    assert of("river") == ["Rivers", "A **river**\nbegins here.", "The River begins."]
    assert of("here. It") == []
    assert of("**") == []


@pytest.mark.parametrize(
    "text",
    [
        "! " + '"' * 300_000,
        "A. " * 100_000,
        "[a](b" * 50_000,
        "> " * 100_000,
        '。"' * 100_000,
        "|" + " " * 200_000 + "\n|" + " " * 200_000,
        "[^" * 200_000,
        "1. " * 100_000,
    ],
)
def test_hostile_texts_end(text: str) -> None:
    """The time is linear in the text's length: a test that would hang otherwise."""
    sentences(text)
    holds(text[:10_000], text[1:20_000])
