"""HTML to Markdown: what is kept, what is dropped and counted, and pages that mean harm."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("markdownify", reason="the extra `author` is not installed")

from studyapp.formats.document import Document, Unreadable
from studyapp.formats.html import html_document, read

DATA = Path(__file__).parents[1] / "data/import"


def markdown(html: str) -> str:
    return html_document(html).markdown.rstrip("\n")


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h2>A <b>b</b><br>c</h2>d", "## A **b** c\n\nd"),
        ("<p>one<br><br>two<br></p>three", "one\n\ntwo\n\nthree"),
        ("<p>one<br>two", "one\\\ntwo"),
        ("<p>a\nline<p>b", "a line\n\nb"),
        ("<ul><li>a<ul><li>b</ul><li>c</ul>", "- a\n  - b\n- c"),
        ("<ol start=3><li>x<li>y</ol>", "3. x\n4. y"),
        ("<dl><dt>Term<dd>What it means</dl>", "**Term**\n\n- What it means"),
        ("<blockquote>q<p>r</blockquote>", "> q\n>\n> r"),
        ('<pre><code class="language-py">a = 1\n  b</code></pre>', "```py\na = 1\n  b\n```"),
        ("<pre>x ``` y</pre>", "````\nx ``` y\n````"),
        ("H<sub>2</sub>O, 10<sup>6</sup>, 4<sup>th</sup>, x<sup>ab</sup>", "H₂O, 10⁶, 4th, x^ab"),
        (
            "1. no list, *no stars*, _no_ line, snake_case, &lt;b&gt;",
            r"1\. no list, \*no stars\*, \_no\_ line, snake_case, \<b>",
        ),
        ("&amp;amp; &eacute;", r"\&amp; é"),
        (
            '<a href="https://a.b/c_d">w</a> <a href="javascript:x">j</a> <a href="data:text/html,x">d</a>',
            "[w](https://a.b/c_d) j d",
        ),
        ('x <img src="a.png" alt="An owl"> <img src="data:image/png;base64,AAAA">', r"x \[Picture: An owl]"),
        ("<table><tr><th>a|b<th>c<tr><td>1<td>2</table>", "| a\\|b | c |\n| --- | --- |\n| 1 | 2 |"),
        ("<table><tr><td><h1>A</h1>text</table>", "# A\n\ntext"),
        ("a<script>x()</script><style>p{}</style><nav>menu</nav><div hidden>h</div>b", "ab"),
        ("<table><col><col style='display: none'><tr><td>a<td>b</table>c", "| a | b |\n| --- | --- |\n\nc"),
        ("<picture><source aria-hidden=true></picture><link hidden>a<wbr hidden>b", "ab"),
    ],
)
def test_html_becomes_markdown(html: str, expected: str) -> None:
    """Each element has the Markdown that reads as it looked."""
    assert markdown(html) == expected


def test_what_is_dropped_is_counted() -> None:
    """Pictures, forms, films and tables that Markdown can't hold are named; none is dropped in silence."""
    table = "<table><tr><td>a<td rowspan=2>b<tr><td>c</table>"
    html = f"<img src=a><svg></svg><select><option>o</select><iframe></iframe>{table}"
    assert html_document(html).dropped == {
        "picture": 2,
        "form field": 1,
        "embedded page or film": 1,
        "table": 1,
    }
    assert html_document("<p>plain").dropped == {}


def test_the_usual_encoding_is_named_as_elsewhere() -> None:
    """However the page spells it."""
    assert read(b"<meta charset=utf-8><p>Caf\xc3\xa9").notes == ("Encoding: UTF-8.",)


def test_an_old_page_is_read() -> None:
    """Elements left open, a table for looks, an encoding that only the page names, and links to its neighbours."""
    document = read((DATA / "old.htm").read_bytes())
    assert document.title == "Book 3"
    assert document.language == "en"
    assert document.dropped == {"picture": 1, "row of links": 1}
    assert document.notes == ("Encoding: iso-8859-1.",)
    assert document.markdown.startswith(
        "# Of Cafés\n\nThe first café stood in a port. It was small.\n\nThe second"
    )
    assert "- Coffee\n- Tea\n  - green\n  - black\n" in document.markdown
    assert "| Drink | Price |\n| --- | --- |\n| Coffee | 2 |" in document.markdown
    assert r"\[Picture: A cup] See [the guild](https://example.org/a_b) or mine." in document.markdown


@pytest.mark.parametrize(
    "opened", ["<div>", "<blockquote>", "<ul><li>", "<table><tr><td>", "<b>", "<pre>", "<sup>"]
)
def test_deep_nesting_is_read(opened: str) -> None:
    """5,000 elements within each other give the text that they hold."""
    assert "inmost" in markdown(opened * 5_000 + "inmost")


@pytest.mark.parametrize(
    "piece", ["<!--", "<![", "<?", "</", "<a ", '<a x="', "<", "&#x", "<ol><li>a", "<title>"]
)
def test_broken_html_is_no_trap(piece: str) -> None:
    """What is opened again and again and never ended is read in one pass, and never raises."""
    assert isinstance(html_document(piece * 5_000), Document)


def test_a_declaration_of_utf_7_is_not_believed() -> None:
    """Encodings that can hide markup are not taken; the text is read as what it is."""
    page = b'<meta charset="utf-7"><p>+ADw-script+AD4- stays'
    assert read(page).markdown == "+ADw-script+AD4- stays\n"


def test_a_page_without_text_says_so() -> None:
    """A page that is made by a script is refused with what to do."""
    with pytest.raises(Unreadable, match="holds no text"):
        read(b"<html><body><div id=app></div><script src=app.js></script>")


def test_a_given_title_is_for_pages_without_one() -> None:
    """The title of a piece of a book is what the book calls it, unless the page has its own."""
    assert html_document("<p>x", "Chapter 1").title == "Chapter 1"
    assert html_document("<title>A  &amp; B</title><p>x", "Chapter 1").title == "A & B"
