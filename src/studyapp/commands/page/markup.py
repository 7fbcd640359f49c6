"""Elements of HTML and SVG, built so that nothing foreign can pass for markup."""

from __future__ import annotations

from html import escape

from studyapp.clean import clean

VOID = frozenset({"meta"})
"""Elements that hold nothing and have no end tag."""


class Html(str):
    """Text that is markup already."""

    __slots__ = ()


def el(name: str, /, *children: str, **attributes: str | float) -> Html:
    """An element. Children that are not markup are escaped, and so are all attributes.

    Of an attribute's name a ``_`` at the end is dropped, others become ``-``: ``class_``, ``aria_label``.
    """
    told = "".join(f' {_attribute(key)}="{_escaped(str(value))}"' for key, value in attributes.items())
    inner = "".join(child if isinstance(child, Html) else _escaped(child) for child in children)
    return Html(f"<{name}{told}>" if name in VOID else f"<{name}{told}>{inner}</{name}>")


def join(*parts: Html) -> Html:
    """Markup, one after the other."""
    return Html("".join(parts))


def drawing(
    width: float, height: float, title: str, about: str, *shapes: Html, **attributes: str | float
) -> Html:
    """A drawing whose title and description screen readers tell."""
    head = el("title", title), el("desc", about)
    box = f"0 0 {width} {height}"
    return el("svg", *head, *shapes, viewBox=box, role="img", aria_label=f"{title}. {about}", **attributes)


def _attribute(key: str) -> str:
    return key.removesuffix("_").replace("_", "-")


def _escaped(text: str) -> str:
    return escape(clean(text))
