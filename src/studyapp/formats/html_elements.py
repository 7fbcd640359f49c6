"""The elements of an HTML page as this app's Markdown, one by one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from studyapp.formats.escaping import escaped
from studyapp.formats.html_tables import number

if TYPE_CHECKING:
    from bs4 import Tag
    from bs4.element import NavigableString

_RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_ORDINALS = frozenset({"st", "nd", "rd", "th", "er", "re", "e", "ème", "o", "a", "™", "®"})
_WEB = re.compile(r"https?://[^\s<>()\\]+", re.IGNORECASE)
_LANGUAGE = re.compile(r"(?:^|\s)(?:language|lang|highlight-source|brush:)[- ]?([A-Za-z0-9+#_.]{1,20})")


class Elements:
    """What markdownify's converter, which calls these methods by the elements' names, is to do otherwise."""

    class Options:
        """Of the converter."""

        heading_style = "atx"
        bullets = "-"
        wrap = True  # lines of the source are joined, and ...
        wrap_width = None  # ... not broken anew
        table_infer_header = True
        strip_pre = "strip_one"

    def escape(self, text: str, parent_tags: set[str]) -> str:
        """Plain text, none of it taken for marks."""
        return escaped(text)

    def convert_a(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A link to the web; of any other the text, marked as one, so that rows of them are known."""
        address = str(el.get("href", ""))
        if not _WEB.fullmatch(address):
            return f"\x01{text}\x01" if text.strip() else text
        inner = text.strip()
        return text.replace(inner, f"[{inner}]({address})", 1) if inner else ""

    def convert_br(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A break that is kept where a line ends in the text."""
        return " " if "_inline" in parent_tags else "\0\n"

    def convert_dt(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A term, in bold."""
        return f"\n\n**{text.strip()}**\n\n" if text.strip() else ""

    def convert_li(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """An item with its own number, or a dash."""
        value = str(el.get("value", ""))
        mark = f"{value}. " if value else "- "
        lines = text.strip().split("\n")
        return mark + "\n".join([lines[0], *(line and " " * len(mark) + line for line in lines[1:])]) + "\n"

    convert_dd = convert_li

    def convert_pre(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A fence that is longer than any in it, with the language that a class names."""
        code = el.find("code")
        named = " ".join([*_classes(el), *(_classes(code) if code else ())])
        language = _LANGUAGE.search(named)
        fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", text)), default=0))
        inner = text.strip("\n").rstrip()
        return f"\n\n{fence}{language[1] if language else ''}\n{inner}\n{fence}\n\n" if inner else ""

    def convert_td(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A cell on one line, and empty ones for the further columns that it takes."""
        inner = " ".join(text.split()).replace("|", r"\|")
        return f" {inner} " + "|" * number(el, "colspan")

    convert_th = convert_td

    def convert_sup(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Raised characters."""
        return _shifted(text, _RAISED, "^")

    def convert_sub(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Lowered characters."""
        return _shifted(text, _LOWERED, "")


def _classes(tag: Tag | NavigableString) -> list[str]:
    given = getattr(tag, "attrs", {}).get("class") or []
    return [given] if isinstance(given, str) else list(given)


def _shifted(text: str, signs: dict[int, int], mark: str) -> str:
    """A text in raised or lowered characters, where there are such; else behind the mark."""
    plain = text.strip()
    if all(ord(char) in signs for char in plain):
        return plain.translate(signs)
    return plain if plain in _ORDINALS else mark + plain
