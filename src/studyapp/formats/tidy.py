"""Anybody's HTML as a small, closed, shallow HTML: what a text is made of and nothing else.

Old pages leave their elements open, new ones nest them a hundred deep. This one pass over the source closes what the
next element ends, passes on only elements that Markdown has a word for, and none deeper than DEPTH (their text stays),
so that what comes behind may walk the tree by calling itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from html import escape
from html.parser import HTMLParser
from typing import Final

DEPTH: Final = 40
"""Elements that are open at once; a text has no use for more."""
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_KEPT_BLOCKS: Final = _HEADINGS | {
    *(
        "p",
        "pre",
        "blockquote",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "tr",
        "td",
        "th",
        "hr",
        "caption",
    ),
}
_PLAIN_BLOCKS: Final = (
    *(
        "div",
        "section",
        "article",
        "main",
        "header",
        "footer",
        "aside",
        "center",
        "address",
        "figure",
        "figcaption",
    ),
    *("details", "summary", "fieldset", "legend", "body", "hgroup", "form"),
)
_BLOCKS: Final = dict.fromkeys(_KEPT_BLOCKS) | dict.fromkeys(_PLAIN_BLOCKS, "div")
"""Elements that begin a new line -> what they become, None for what they are."""
_INLINE: Final = {
    **{name: name for name in ("a", "br", "img", "sub", "sup", "q")},
    **dict.fromkeys(("b", "strong"), "strong"),
    **dict.fromkeys(("i", "em", "cite", "var", "dfn"), "em"),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), "code"),
    **dict.fromkeys(("del", "s", "strike"), "del"),
}
_VOID: Final = frozenset({"br", "img", "hr"})
_NEVER_ENDED: Final = _VOID | {
    *("area", "base", "col", "embed", "input", "link", "meta", "param", "source", "track", "wbr"),
}
"""Elements that hold nothing and have no end."""
_SILENT: Final = {
    **dict.fromkeys(("script", "style", "noscript", "template", "button", "rp"), ""),
    **dict.fromkeys(("select", "textarea", "datalist"), "form field"),
    **dict.fromkeys(("svg", "canvas"), "picture"),
    **dict.fromkeys(("iframe", "object", "applet", "audio", "video"), "embedded page or film"),
    "nav": "navigation bar",
}
"""Elements that are left out with all that is in them -> what the report calls them."""
_ENDS: Final = {
    "li": ({"li"}, {"ul", "ol"}),
    "dt": ({"dt", "dd"}, {"dl"}),
    "dd": ({"dt", "dd"}, {"dl"}),
    "tr": ({"tr"}, {"table"}),
    "td": ({"td", "th", "caption"}, {"tr", "table"}),
    "th": ({"td", "th", "caption"}, {"tr", "table"}),
}
"""Elements that the start of another one ends -> which, and how far out they are looked for."""
_END_BY_THEMSELVES: Final = frozenset({"p", "thead", "tbody", "tfoot", "colgroup", "html", "head", "body"})
"""Other elements whose end need not be written."""
_TABLE_PARTS: Final = frozenset({"table", "tr", "td", "th"})
_ATTRIBUTES: Final = frozenset({"id", "href", "alt", "src", "class", "colspan", "rowspan"})
_LAST: Final = "<!-- -->"
"""Behind the page, so that whatever was left open has an end and is not searched for one again and again."""
_MARKED_SECTION = re.compile(r"<!\[[^>]*>")


def tidied(html: str) -> Tidy:
    """A page taken in. Raises AssertionError on a declaration that html.parser can't make out."""
    tidy = Tidy()
    tidy.feed(_MARKED_SECTION.sub("", f"{html}{_LAST}"))
    tidy.close()
    return tidy


class Tidy(HTMLParser):
    """Takes HTML in; ``markup`` is the small HTML, ``title`` and ``language`` the page's own, ``dropped`` what was
    left out.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.title = ""
        self.language = ""
        self.dropped: Counter[str] = Counter()
        self._out: list[str] = []
        self._open: list[str] = []
        self._deeper: Counter[str] = Counter()
        """Elements that are open beyond DEPTH."""
        self._numbers: list[int] = []
        """The last number of each ordered list that is open."""
        self._silent: list[str] = []
        """The element that is left out, and those of its name within it."""
        self._in_title = False

    @property
    def markup(self) -> str:
        """The small HTML."""
        return "".join(self._out) + "".join(f"</{name}>" for name in reversed(self._open))

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        """Pass an element on, or leave it out."""
        given = {name: value or "" for name, value in attrs}
        if self._silent:
            if tag == self._silent[0]:
                self._silent.append(tag)
        elif tag in _SILENT or _is_hidden(tag, given):
            self.dropped[_SILENT.get(tag, "")] += 1
            self._silent.append(tag)
        elif tag == "title":
            self._in_title = not self.title
        elif tag == "html":
            self.language = given.get("lang") or given.get("xml:lang", "")
        elif tag in ("input", "embed"):
            self.dropped["form field" if tag == "input" else "embedded page or film"] += (
                given.get("type") != "hidden"
            )
        elif tag in _BLOCKS:
            self._begin_block(_BLOCKS[tag] or tag, given)
        elif tag in _INLINE:
            self._begin_inline(_INLINE[tag], given)

    def handle_endtag(self, tag: str) -> None:
        """End what is open of this name, and all within it."""
        if self._silent:
            if tag == self._silent[0]:
                self._silent.pop()
            return
        if tag == "title":
            self._in_title = False
        name = _BLOCKS[tag] or tag if tag in _BLOCKS else _INLINE.get(tag, "")
        if self._deeper[name]:
            self._deeper[name] -= 1
        elif name in self._open and self._is_in_reach(name):
            self._end(len(self._open) - 1 - self._open[::-1].index(name))

    def handle_data(self, data: str) -> None:
        """Pass text on."""
        if self._in_title:
            self.title += data
        elif not self._silent:
            self._out.append(escape(data if "pre" in self._open else data.replace("\xa0", " "), quote=False))

    def _begin_inline(self, name: str, given: dict[str, str]) -> None:
        if "pre" not in self._open or name == "code":
            self._begin(name, given)
        elif name == "br":
            self._out.append("\n")

    def _begin_block(self, name: str, given: dict[str, str]) -> None:
        if name in ("tr", "td", "th", "caption") and "table" not in self._open:
            name = "div"
        if name in ("div", "p") and not _HEADINGS.isdisjoint(self._open):
            self._out.append(" ")  # a heading is one line
            return
        ended, limit = _ENDS.get(name, (frozenset[str](), frozenset[str]()))
        for place in range(len(self._open) - 1, -1, -1):
            if self._open[place] in limit:
                break
            if self._open[place] in ended:
                self._end(place)
                break
        while self._open and (self._open[-1] in _INLINE.values() or self._open[-1] in {"p", *_HEADINGS}):
            self._end(len(self._open) - 1)
        if name == "ol":
            start = given.get("start", "")
            self._numbers.append(int(start) - 1 if re.fullmatch("[0-9]{1,6}", start) else 0)
        if name == "li" and self._numbers and self._inner_list() == "ol":
            self._numbers[-1] += 1
            given = {**given, "value": str(self._numbers[-1])}
        self._begin(name, given)

    def _begin(self, name: str, given: dict[str, str]) -> None:
        if name not in _VOID:
            if len(self._open) >= DEPTH:
                self._deeper[name] += 1
                if name == "ol":
                    self._numbers.pop()
                return
            self._open.append(name)
        kept = "".join(
            f' {key}="{escape(value)}"'
            for key, value in given.items()
            if key in _ATTRIBUTES or key == "value"
        )
        self._out.append(f"<{name}{kept}>")

    def _end(self, place: int) -> None:
        """End the open elements from that place on."""
        for name in reversed(self._open[place:]):
            self._out.append(f"</{name}>")
            if name == "ol":
                self._numbers.pop()
        del self._open[place:]

    def _inner_list(self) -> str:
        return next((name for name in reversed(self._open) if name in ("ul", "ol")), "")

    def _is_in_reach(self, name: str) -> bool:
        """Whether an end tag may end it: what stands in a cell ends nothing outside of it."""
        if name in _TABLE_PARTS:
            return True
        inner = next((one for one in reversed(self._open) if one in (name, "td", "th")), "")
        return inner == name


def _is_hidden(tag: str, given: dict[str, str]) -> bool:
    """Whether the page itself does not show it; not asked of elements that need not be ended."""
    if tag in _NEVER_ENDED or tag in _ENDS or tag in _END_BY_THEMSELVES:
        return False
    return (
        "hidden" in given
        or given.get("aria-hidden") == "true"
        or given.get("role") == "navigation"
        or "headerlink" in given.get("class", "").split()
        or "display:none" in given.get("style", "").replace(" ", "").lower()
    )
