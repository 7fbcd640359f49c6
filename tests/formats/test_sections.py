"""A document to sections: where it is cut, what they are called, what goes with them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.formats.document import Document, Unreadable
from studyapp.formats.markdown import read
from studyapp.formats.sections import LENGTH, Cut, cut

DATA = Path(__file__).parents[1] / "data/import"
LONG = "Rivers carry water to the sea, day after day, and " * 5 + "so on.\n\n"


def made(markdown: str, level: int | None = None, title: str = "") -> Cut:
    return cut(Document(markdown, title), "a name", level)


def titles(cut: Cut) -> list[str]:
    return [section.title for section in cut.sections]


@pytest.mark.parametrize(
    ("markdown", "level", "title", "sections"),
    [
        ("# T\n\n## A\n\na\n\n## B\n\nb", None, "T", ["A", "B"]),
        ("# A\n\na\n\n# B\n\nb", None, "a name", ["A", "B"]),
        ("### A\n\na\n\n### B\n\nb", None, "a name", ["A", "B"]),
        (f"# T\n\n{LONG}## A\n\na", None, "T", ["Introduction", "A"]),
        (f"# T\n\n{LONG}## Introduction\n\na", None, "T", ["Foreword", "Introduction"]),
        ("# T\n\ntext", None, "T", ["T"]),
        ("text", None, "a name", ["a name"]),
        ("# T\n\n## P\n\n### A\n\na\n\n### B\n\nb\n\n## Q\n\nq\n\n### C\n\nc", 3, "T", ["A", "B", "Q", "C"]),
        ("# T\n\n## A\n\na", 1, "a name", ["T"]),
        (
            "## Chapter 1\n\n## Of rivers\n\na\n\n## Chapter 2\n\nb",
            None,
            "a name",
            ["Chapter 1: Of rivers", "Chapter 2"],
        ),
        ("Foo\n---\n\na\n\nBar\n---\n\nb", None, "a name", ["Foo", "Bar"]),
        ("# *T* `x`\n\n## [A](https://a.b)\n\na", None, "T x", ["A"]),
    ],
)
def test_where_a_text_is_cut(markdown: str, level: int | None, title: str, sections: list[str]) -> None:
    """A single heading above all others is the title; the next level begins sections, or the one that is asked for."""
    cut = made(markdown, level)
    assert (cut.title, titles(cut)) == (title, sections)


def test_higher_headings_without_text_name_parts() -> None:
    """With a deeper level asked for, what stands above it groups the sections."""
    cut = made("# T\n\n## P\n\n### A\n\na\n\n## Q\n\nq\n\n### C\n\nc", 3)
    assert [(one.part, one.title) for one in cut.sections] == [("P", "A"), ("Q", "Q"), ("Q", "C")]


def test_a_part_is_not_named_after_its_only_section() -> None:
    """Where that would be all the parts there are, there are none."""
    cut = made("# T\n\n## A\n\na\n\n## B\n\nb\n\n### C\n\nc", 6)
    assert [(one.part, one.title) for one in cut.sections] == [("", "A"), ("", "B"), ("", "C")]


def test_deeper_headings_are_shifted() -> None:
    """Each section begins with its title, the only heading of level one."""
    cut = made("## T\n\n### A\n\na\n\n#### B\n\nb\n\nC\n---\n\nc\n\n###### D\n\nd")
    assert cut.sections[0].text == "# T\n\n## A\n\na\n\n### B\n\nb\n"
    assert cut.sections[1].text == "# C\n\nc\n\n##### D\n\nd\n"


def test_few_words_above_the_first_heading_go_to_its_section() -> None:
    """An author's name is kept, and is no section."""
    assert made("# T\n\nby A. Nobody\n\n## A\n\na").sections[0].text == "# A\n\nby A. Nobody\n\na\n"


def test_a_text_without_headings_is_cut_at_paragraphs() -> None:
    """Parts are of about the same length, and no paragraph is torn."""
    paragraph = "word " * 99 + "end.\n\n"
    cut = made(paragraph * 36)
    assert titles(cut) == ["Part 1", "Part 2", "Part 3", "Part 4"]
    assert all(abs(one.words - LENGTH) <= 110 for one in cut.sections)
    assert all(one.text.endswith("end.\n") for one in cut.sections)
    assert "cut where paragraphs end" in cut.how


def test_notes_and_addresses_go_with_the_sections_that_use_them() -> None:
    """A link or a footnote that is defined at the end of the file works in each section that refers to it."""
    cut_ = cut(read((DATA / "guide.md").read_bytes()), "guide")
    assert titles(cut_) == ["Bends", "Hitches"]
    bends, hitches = cut_.sections
    assert "[^1]: Ropes" in bends.text
    assert "[^2]: So says" in bends.text
    assert "[list]: https" in bends.text
    assert "[^" not in hitches.text
    assert "[list]:" not in hitches.text


def test_stems_are_short_unique_and_ascii() -> None:
    """A number keeps the order; a title in another script has a stem too."""
    headings = [
        "1. The Fürst's very long and winding history of all of the rivers",
        "Введение",
        "Same",
        "Same",
    ]
    cut = made("".join(f"# {heading}\n\nx\n\n" for heading in headings))
    assert [one.stem for one in cut.sections] == [
        "01-the-fursts-very-long-and-winding",
        "02-section",
        "03-same",
        "04-same",
    ]
    many = made("".join(f"# H {place}\n\nx\n\n" for place in range(120)))
    assert many.sections[0].stem == "001-h-0"


def test_a_title_that_is_too_long_is_kept_in_the_text() -> None:
    """A paragraph that somebody made a heading is shortened, and nothing of it is lost."""
    heading = "word " * 60 + "end"
    section = made(f"# {heading}\n\nx\n\n# B\n\ny").sections[0]
    assert len(section.title) <= 200
    assert heading in section.text


def test_a_level_that_is_not_there_is_refused() -> None:
    """The levels that there are are named."""
    with pytest.raises(Unreadable, match=r"no heading of level 1 .*: 2 \(1\), 3 \(2\)"):
        made("## A\n\n### B\n\nb\n\n### C\n\nc", 1)


def test_too_many_sections_are_refused() -> None:
    """A course of thousands of sections helps nobody."""
    with pytest.raises(Unreadable, match="would be as many sections"):
        made("# a\n\n" * 2_001)


BLOCKS = st.lists(
    st.sampled_from(
        [
            "# A b",
            "## C",
            "### D e",
            "words of text",
            "- item\n- item",
            "```\n# code\n```",
            "[^1]: note",
            "x[^1]",
        ]
    ),
    max_size=20,
)


@given(BLOCKS, st.sampled_from([None, 2]))
def test_no_word_is_lost(blocks: list[str], level: int | None) -> None:
    """What a document says is in its title and its sections."""
    markdown = "\n\n".join(blocks)
    try:
        cut = made(markdown, level)
    except Unreadable:
        return
    whole = f"{cut.title} " + " ".join(f"{one.part} {one.text}" for one in cut.sections)
    assert set(re.findall(r"\w+", markdown)) <= set(re.findall(r"\w+", whole))
    assert all(one.text.startswith("# ") for one in cut.sections)
