"""A text with positions."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.course.files import Refusal
from studyapp.course.source import MAX_PROBLEMS, Source, read
from studyapp.diagnostics import Span


def written(folder: Path, data: bytes) -> Path:
    (folder / "a.md").write_bytes(data)
    return folder


def test_spans_count_lines_and_columns_from_one() -> None:
    """The end is exclusive, and a span may cross lines."""
    source = Source("a", "one\ntwo\nthree\n")
    assert source.span(4, 7) == Span(2, 1, 2, 4)
    assert source.span(1, 6) == Span(1, 2, 2, 3)
    assert source.span(1, 4) == Span(1, 2, 1, 4)


def test_an_empty_span_runs_to_the_end_of_its_line() -> None:
    """And is a character wide where nothing is left, as at the end of a file."""
    source = Source("a", "one two\n\n")
    assert source.span(4, 4) == Span(1, 5, 1, 8)
    assert source.span(8, 8) == Span(2, 1, 2, 2)
    assert source.span(9, 9) == Span(3, 1, 3, 2)
    assert Source("a", "").span(0, 0) == Span(1, 1, 1, 2)


def test_an_excerpt_has_at_most_three_lines() -> None:
    """Whole lines, from the first of the span."""
    source = Source("a", "1\n2\n3\n4\n5")
    assert source.excerpt(source.span(2, 9)) == "2\n3\n4"
    assert source.excerpt(source.span(8, 9)) == "5"


def test_a_line_of_a_megabyte_is_not_shown() -> None:
    """A hundred diagnostics in it would else hold it a hundred times."""
    source = Source("a", "x" * 1_000_000)
    assert source.excerpt(source.span(500_000, 500_001)) == ""


@given(st.text(st.sampled_from("ab\n")), st.data())
def test_line_and_column_lead_back_to_the_offset(text: str, data: st.DataObject) -> None:
    """For every offset of every text."""
    offset = data.draw(st.integers(0, len(text)))
    span = Source("a", text).span(offset, offset)
    assert len("".join(text.splitlines(keepends=True)[: span.line - 1])) + span.column - 1 == offset


def test_line_ends_become_lf_and_a_byte_order_mark_goes(tmp_path: Path) -> None:
    """All four ways of writing the same lines give the same text."""
    assert read(written(tmp_path, b"\xef\xbb\xbfa\r\nb\rc\n"), "a.md").text == "a\nb\nc\n"


@pytest.mark.parametrize(
    ("data", "line", "column", "message"),
    [
        (b"one\r\ntw\xc3\xb6 \xff\n", 2, 5, "byte 0xff at this place is not UTF-8"),
        (b"caf\xe9\n", 1, 4, "byte 0xe9 at this place is not UTF-8"),
        (b"\xed\xa0\x80", 1, 1, "byte 0xed at this place is not UTF-8"),
        ("text".encode("utf-16"), 1, 1, "the file is UTF-16: its first byte is 0xff"),
    ],
)
def test_what_is_not_utf_8_is_named_by_its_byte(
    tmp_path: Path, data: bytes, line: int, column: int, message: str
) -> None:
    """With the place it stands at; a lone surrogate is such a byte too."""
    with pytest.raises(Refusal) as caught:
        read(written(tmp_path, data), "a.md")
    found = caught.value.diagnostic
    assert (found.code, found.message, found.span.line, found.span.column) == (
        "not-utf-8",
        message,
        line,
        column,
    )


@pytest.mark.parametrize(
    "char", ["\0", "\x1b", "\x7f", "\x9b", "\u202e", "\u2066", "\ufeff", "\U000e0041", "\x0b"]
)
def test_characters_that_steer_a_terminal_are_errors_with_a_place(tmp_path: Path, char: str) -> None:
    """Zero bytes, escapes, C1 controls, direction overrides, byte-order marks inside, tags."""
    source = read(written(tmp_path, f"one\ntwo {char}".encode()), "a.md")
    (found,) = source.found
    assert (found.code, found.span) == ("control-character", Span(2, 5, 2, 6))
    assert f"U+{ord(char):04X}" in found.message


def test_emoji_with_joiners_and_other_scripts_are_fine(tmp_path: Path) -> None:
    """As are tabs and combining marks in any number."""
    text = "👩‍🚀 汉字 עברית नमस्ते\t" + "\u0301" * 400_000
    assert read(written(tmp_path, text.encode()), "a.md").found == []


def test_a_file_has_so_many_problems_and_no_more(tmp_path: Path) -> None:
    """The flood ends with a word on that."""
    tags = "".join(map(chr, range(0xE0000, 0xE0080)))
    source = read(written(tmp_path, tags.encode()), "a.md")
    assert [one.code for one in source.found] == ["control-character"] * MAX_PROBLEMS + ["too-many-problems"]


def test_a_character_that_is_not_allowed_is_told_once(tmp_path: Path) -> None:
    """At its first place, with how many more there are."""
    first, second = read(written(tmp_path, b"a\x01" * 100 + b"\x02"), "a.md").found
    assert first.message == "the character U+0001 is not allowed in a course; and 99 more"
    assert (first.span.column, second.message[14:20]) == (2, "U+0002")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_one_line(tmp_path: Path, encoding: str) -> None:
    """Its zero bytes are not told one by one."""
    (found,) = read(written(tmp_path, "id: law\x01\n".encode(encoding)), "a.md").found
    assert "save the file as UTF-8" in found.help


@pytest.mark.parametrize("parts", [("..", "a.md"), ("/etc/passwd",), ("x/../../a.md",), ("",)])
def test_no_path_leaves_the_folder(tmp_path: Path, parts: tuple[str, ...]) -> None:
    """Whatever its parts."""
    with pytest.raises(Refusal) as caught:
        read(tmp_path, *parts)
    assert caught.value.diagnostic.code == "outside-folder"


def test_a_missing_file_is_unreadable(tmp_path: Path) -> None:
    """And says why."""
    with pytest.raises(Refusal) as caught:
        read(tmp_path, "a.md")
    assert (caught.value.diagnostic.code, caught.value.diagnostic.message) == (
        "unreadable",
        "can't be read: no such file or directory",
    )
