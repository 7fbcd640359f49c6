"""YAML within limits: what it forbids is told with a place and what to do, before it costs anything."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.course import yamlio
from studyapp.course.files import Refusal
from studyapp.course.forms import Form
from studyapp.course.source import Source
from studyapp.course.yamlio import Document, MapStart, Reader, Scalar, Sequence, Value, place, reading
from studyapp.diagnostics import Diagnostic


class Anything:
    """A form that keeps each value as Python's own, whatever its name."""

    readers: dict[str, Reader] = {}

    def __init__(self) -> None:
        self.kept: dict[str, object] = {}

    def stranger(self, document: Document, value: Value, key: Scalar) -> None:
        self.kept[key.value] = plain(document, value)


def plain(document: Document, value: Value) -> object:
    """A value as Python's own."""
    if isinstance(value, MapStart):
        form = Anything()
        document.fields(value, form, {})
        return form.kept
    if isinstance(value, Sequence):
        return [plain(document, inner) for inner in document.items(value)]
    assert isinstance(value, Scalar)
    return value.value


def parsed(text: str) -> tuple[object, Source]:
    source = Source("a.yaml", text)
    with reading(source) as (document, root):
        return plain(document, root) if root else None, source


def refusal(text: str) -> Diagnostic:
    with pytest.raises(Refusal) as caught:
        parsed(text)
    return caught.value.diagnostic


def test_values_are_text_whatever_they_look_like() -> None:
    """Numbers, dates and truth values stay as typed; lists and mappings nest."""
    found, source = parsed("a: no\nb: [012, 1.10, ~]\nc: {d: 2026-11-22}\ne:\n- f: 'g'\n")
    assert found == {"a": "no", "b": ["012", "1.10", "~"], "c": {"d": "2026-11-22"}, "e": [{"f": "g"}]}
    assert source.found == []


def test_a_value_knows_its_place() -> None:
    """In characters, not bytes."""
    source = Source("a.yaml", "ä: 'ö ü' # x\n")
    with reading(source) as (document, root):
        assert root
        keys: dict[str, Scalar] = {}
        found = document.fields(root, Form("file", {"ä": lambda _document, value, _name: place(value)}), keys)
        assert (found, place(keys["ä"])) == ({"ä": (3, 8)}, (0, 1))


@pytest.mark.parametrize(
    ("text", "root"), [("", None), ("# nothing\n", None), ("---\n", ""), ("--- {}\n...\n", {})]
)
def test_an_empty_document(text: str, root: object) -> None:
    """Nothing, a comment, an empty text, an empty mapping."""
    assert parsed(text)[0] == root


def test_duplicate_keys_are_told_with_both_places() -> None:
    """The first is kept, and reading goes on."""
    found, source = parsed("a: 1\nb: 2\na: [3]\nc: 4\n")
    assert found == {"a": "1", "b": "2", "c": "4"}
    (told,) = source.found
    assert (told.code, told.span.line, told.labels[0].span.line) == ("duplicate-key", 3, 1)


LAUGHS = "a: &a [lol, lol]\n" + "".join(
    f"{b}: &{b} [{f'*{a}, ' * 9}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("x: " + "[" * 30_000, "too-deep", 1, 35),
        ("x: " + "{a: " * 30_000, "too-deep", 1, 4 * 32),
        (LAUGHS, "anchor", 1, 4),
        ("base: {a: 1}\nx:\n  <<: *base\n", "alias", 3, 7),
        ("x: *star text\n", "alias", 1, 4),
        ("x: *star* text\n", "yaml-syntax", 1, 4),
        ("&k x: 1\n", "anchor", 1, 1),
        ("x: !!python/object/apply:os.system [ls]\n", "tag", 1, 4),
        ("x: !important\n", "tag", 1, 4),
        ("x:\n  - !!str 5\n", "tag", 2, 5),
        ("x: 1\n---\ny: 2\n", "second-document", 2, 1),
        ("? [a, b]\n: c\n", "bad-key", 1, 3),
        ("*a : b\n", "alias", 1, 1),
        ("x:\n\t- y\n", "tab-indent", 2, 1),
        ("x:\n  y: 1\n\tz: 2\n", "tab-indent", 3, 1),
    ],
)
def test_what_is_refused(text: str, code: str, line: int, column: int) -> None:
    """Deep nesting, references, tags, second documents and keys that are collections end the reading."""
    found = refusal(text)
    assert (found.code, found.span.line, found.span.column) == (code, line, column)
    assert found.help


def test_the_number_of_values_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted while they come."""
    monkeypatch.setattr(yamlio, "MAX_EVENTS", 1_000)
    assert refusal("x: [" + "a," * 5_000 + "]").code == "too-many-values"
    assert parsed("x: [" + "a," * 500 + "]")[0] == {"x": ["a"] * 500}


@pytest.mark.parametrize(
    ("text", "line", "message", "help"),
    [
        (
            "prompt: What: is it\n",
            1,
            "a second colon followed by a space",
            "put the whole text in quotes if the colon",
        ),
        ("a: 1\nb\nc: 2\n", 2, "this line is neither a field nor part", "put a colon and a space after"),
        ("a: 'it's\nb: 1\n", 1, "the quotation mark before this ends the text", "write '' for an apostrophe"),
        (
            "a: 'it's'\nb: 1\n",
            1,
            "the quotation mark before this ends the text",
            "write '' for an apostrophe",
        ),
        ("a:\n- 'it's'\n", 2, "the quotation mark before this ends the text", "write '' for an apostrophe"),
        ("a: ['it's']\n", 1, "the quotation mark before this ends the text", "write '' for an apostrophe"),
        (
            'a: "say "it" now"\n',
            1,
            "the quotation mark before this ends the text",
            r"write \" for a quotation mark",
        ),
        ("a: [Nile] where\n", 1, "text follows a closing bracket", "put the whole text in quotes"),
        ("a: {b} sea\n", 1, "text follows a closing bracket", "put the whole text in quotes"),
        ('a: "open\nb: 1\n', 1, "a quotation mark opens here and is never closed", "close it"),
        (r'a: "C:\dir"' + "\n", 1, "a backslash in double quotes", r"write \\ for a backslash"),
        ("a: - b\n", 1, "a list can't begin here", "on a line of its own"),
        ("a:\n  - b\n   c: d\n", 3, "a second colon", "line the field up"),
        ("a:\n  - b\n  c: d\n", 3, "this line belongs neither to the list", "line it up with"),
        ("a: [b, c\nd: e\n", 1, "a list or mapping in brackets is not closed", "close the bracket"),
        ("a: @b\n", 1, "a text can't begin with @", "in quotes"),
        ("a: `b`\n", 1, "a text can't begin with `", "in quotes"),
        ("a: %b\n", 1, "a text can't begin with %", "in quotes"),
        ("a: > b\n", 1, "text follows > or |", "on the next line"),
        ("a: 1\n  b: 2\n", 2, "a second colon", "line the field up"),
        ("a:\n    b: 1\n  c: 2\n", 3, "this line does not line up", "the same number of spaces"),
        ("a:\n  - b: 1\n    - c: 2\n", 3, "this dash does not line up", "as the item above"),
        ("a:\n    - b: 1\n  - c: 2\n", 3, "this dash does not line up", "as the item above"),
        ('a: "Nile" means what\n', 1, "text follows a closing quotation mark", "between ' and '"),
        ("a: 'Nile' means what\n", 1, "text follows a closing quotation mark", 'between " and "'),
    ],
)
def test_syntax_errors_say_what_to_do(text: str, line: int, message: str, help: str) -> None:
    """In words that need no knowledge of YAML, at the place where the mistake was made."""
    found = refusal(text)
    assert found.code == "yaml-syntax"
    assert message in found.message
    assert help in found.help
    assert found.span.line == line


def test_reading_works_without_libyaml() -> None:
    """PyYAML may be built without its C part: the same values, places and refusals, only slower."""
    program = """
import sys
sys.modules["yaml._yaml"] = sys.modules["yaml.cyaml"] = None
from studyapp.course.source import Source
from studyapp.course.forms import Form
from studyapp.course.files import Refusal
from studyapp.course.yamlio import reading, place, EventParser
assert EventParser.__module__ == "yaml.loader", EventParser
def show(document, value, name):
    print(name, [(item.value, place(item)) for item in document.items(value)])
with reading(Source("a", "a: [b, 'c']\\n")) as (document, root):
    document.fields(root, Form("file", {"a": show}), {})
for text in ("a: " + "[" * 30000, "a: b: c", "a: 'b"):
    try:
        with reading(Source("a", text)) as (document, root):
            document.skip(root)
    except Refusal as refusal:
        print(refusal.diagnostic.code, refusal.diagnostic.span.column)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.stdout.splitlines() == [
        "a [('b', (4, 5)), ('c', (7, 10))]",
        "too-deep 35",
        "yaml-syntax 5",
        "yaml-syntax 4",
    ]


PIECES = (
    *(
        "a",
        "é",
        "1 ",
        " ",
        "  ",
        "\n",
        "\n  ",
        "\n- ",
        "\nb: ",
        "\n? ",
        "\n: ",
        "\n---\n",
        "\n...\n",
        "\n%TAG !a! b\n",
    ),
    *("a: ", ": ", "- ", "? ", ", ", "|\n  ", ">\n  ", " # ", "[", "]", "{", "}", "'", '"', "\t", "."),
    *("*a", "&a", "!a", "!!str ", "!<a> ", "*", "&", "!", " *", " &", " !", "**"),
)


def outcome(text: str) -> object:
    """The values or the refusal, and what was reported of a file whose first field is such."""
    try:
        value, source = parsed(f"x:{text}")
    except Refusal as refusal:
        return refusal.diagnostic
    return value, source.found


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_references_are_looked_for_wherever_there_may_be_one(text: str) -> None:
    """A text that is said to hold none reads as one whose every value is looked at."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yamlio, "REFERENCES", [re.compile("")])
        looked_at = outcome(text)
    assert outcome(text) == looked_at


def test_marks_within_a_text_are_not_taken_for_references() -> None:
    """Emphasis and exclamation do not make each value of a file suspect."""
    text = "a: It is *this*, is it!\nb: Fish and **chips**\n"
    assert not any(mark.search(text) for mark in yamlio.REFERENCES)
    assert any(mark.search("a: *this\n") for mark in yamlio.REFERENCES)


TREES = st.recursive(
    st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"]), max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text("abc", min_size=1, max_size=3), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.text("abc", min_size=1, max_size=3), TREES, max_size=3))
def test_what_yaml_writes_is_read_back(tree: dict[str, object]) -> None:
    """Every tree of quoted texts, lists and mappings, in block and in flow style."""
    import json

    assert parsed(json.dumps(tree, ensure_ascii=False))[0] == tree
