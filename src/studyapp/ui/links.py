"""Which links may be opened at all."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from studyapp.clean import clean


def web_address(href: str) -> str | None:
    """The link if it is a plain http(s) address, also after unquoting; None otherwise."""
    for form in (href, unquote(href)):
        if form != clean(form) or any(character.isspace() for character in form):
            return None
        try:
            parts = urlsplit(form)
        except ValueError:
            return None
        if parts.scheme not in ("http", "https") or not parts.hostname:
            return None
    return href
