"""Bytes to text, and the name of the encoding that was taken."""

from __future__ import annotations

import codecs
import re
from typing import Final

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
"""What a file may begin with -> codec and its name."""
_DECLARED = re.compile(
    rb"""<(?:meta\b[^>]{0,500}?charset|\?xml\b[^>]{0,500}?encoding)\s*=\s*["']?([\w.:-]{2,40})""", re.I
)
_USUAL = re.compile(
    r"(?:iso-?8859-?\d{1,2}|latin-?\d|windows-?125\d|cp\d{3,4}|koi8-?[rut]|shift[-_]?jis|euc[-_](?:jp|kr)"
    r"|gbk?|gb2312|gb18030|big5|us-ascii|macintosh|mac[-_]?roman|tis-?620)(?:-hkscs)?",
    re.I,
)
"""Encodings that a page may name; others (UTF-7) are ways to hide what it holds. UTF-8 is seen by itself."""
_LATIN: Final = "Windows-1252 (Western European)"


def decoded(data: bytes) -> tuple[str, str]:
    """The text, line ends made LF, and its encoding: by a byte order mark, else UTF-8 where it is that, else
    Windows-1252, in which any bytes are some text.
    """
    text, encoding = _decoded(data)
    return text.replace("\r\n", "\n").replace("\r", "\n"), encoding


def decoded_html(data: bytes) -> tuple[str, str]:
    """The same for a page, which may name its encoding."""
    found = _DECLARED.search(data, 0, 4096)
    name = found[1].decode("ascii", "replace") if found else ""
    if _USUAL.fullmatch(name) and not any(data.startswith(mark) for mark, _, _ in _MARKS):
        taken = "cp1252" if re.fullmatch(r"(?i)iso-?8859-?1|latin-?1|us-ascii", name) else name
        try:
            return data.decode(taken).replace("\r\n", "\n").replace("\r", "\n"), name
        except (UnicodeDecodeError, LookupError):
            pass
    return decoded(data)


def _decoded(data: bytes) -> tuple[str, str]:
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            return data.decode(codec, "replace").removeprefix("\ufeff"), name
    try:
        return data.decode(), "UTF-8"
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("cp1252"), _LATIN
    except UnicodeDecodeError:  # five bytes mean nothing in it
        return data.decode("latin-1"), "Latin-1 (Western European)"
