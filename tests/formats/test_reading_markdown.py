"""Other people's Markdown: front matter, pictures, HTML and book builders' directives."""

from __future__ import annotations

from pathlib import Path

import pytest

from studyapp.formats.document import Unreadable
from studyapp.formats.markdown import markdown_document, read

DATA = Path(__file__).parents[1] / "data/import"


def test_a_markdown_file_is_read() -> None:
    """Its front matter names the title; its picture, comment and tags are gone, its code is as it was."""
    document = read((DATA / "guide.md").read_bytes())
    assert (document.title, document.language) == ("A Guide to Knots", "en")
    assert document.dropped == {"picture": 1, "HTML tag": 1}
    assert document.markdown.startswith("# Knots\n")
    assert r"\[Picture: Two ropes\]" in document.markdown
    assert "## Bends \n" in document.markdown
    assert "```sh\n# not a heading\ntie --fast\n```" in document.markdown
    assert "joins two ropes.\\\nIt must not" in document.markdown
    assert "`![as](code)` goes." in document.markdown


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("+++\ntitle = 'A B'\n+++\ntext", "text"),
        ("---\n\nnot front matter\n\n---\n\ntext", "---\n\nnot front matter\n\n---\n\ntext"),
        ("a <b>bold</b> Vec<T> x < y", "a bold Vec<T> x < y"),
        ("[![alt](a.png)](https://example.org)", r"[\[Picture: alt\]](https://example.org)"),
        ('<img src="x" alt="A *cat*">', r"\[Picture: A \*cat\*\]"),
        ("```\n{{#include a.rs}}\n```\n\nSee {{#ref fig-1}}. {{#label x}}", "See fig-1."),
        ("# Title {#an-anchor}\n\ntext", "# Title\n\ntext"),
        ("a <!-- b", r"a \<!-- b"),
        ("a <script>x < y</script>b", "a b"),
        ("`<b>` and ``![x](y)``", "`<b>` and ``![x](y)``"),
        ("~~~\n<b>\n![x](y)\n", "~~~\n<b>\n![x](y)"),
    ],
)
def test_what_the_app_can_not_show_is_taken_out(source: str, expected: str) -> None:
    """What is left is Markdown that reads well; code is left alone."""
    assert markdown_document(source).markdown.strip() == expected


@pytest.mark.parametrize("piece", ["<!--", "<script>", "![a](", "<a ", "```\n", "{{#", "`", "[a]: b\n"])
def test_broken_markdown_is_no_trap(piece: str) -> None:
    """What is opened again and again and never ended is read in one pass."""
    assert markdown_document(piece * 20_000).markdown


def test_an_empty_text_is_refused() -> None:
    """A file of front matter alone is no text."""
    with pytest.raises(Unreadable, match="holds no text"):
        read(b"---\ntitle: x\n---\n")
