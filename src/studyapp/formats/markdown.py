"""Other people's Markdown to this app's: without front matter, pictures, HTML and the directives of book builders."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from studyapp.formats.decoding import decoded
from studyapp.formats.document import Document, Unreadable
from studyapp.formats.escaping import escaped

_FRONT: Final = re.compile(
    r"(?P<rule>---|\+\+\+)[ \t]*\n(?P<fields>(?:[^\n]*\n)*?)(?:(?P=rule)|\.\.\.)[ \t]*(?:\n|\Z)"
)
_FIELD = re.compile(
    r"""(?m)^(?P<name>title|lang|language)[ \t]*[:=][ \t]*(?P<value>\S[^\n]*)""", re.IGNORECASE
)
_FENCED = re.compile(
    r"(?m)^(?P<indent>[ \t]*(?:(?:>|[-+*]|\d{1,9}[.)])[ \t]+)*)(?P<fence>`{3,}|~{3,})(?P<info>[^`\n]*)\n"
    r"(?P<code>(?:(?![ \t>]*(?P=fence))[^\n]*(?:\n|\Z))*?)(?P<end>[ \t>]*(?P=fence)[`~]*[ \t]*(?:\n|\Z)|\Z)"
)
_CODE = r"(?<!`)(?P<ticks>`+)(?!`)[^\n]{0,1000}?(?:\n[^\n]{1,1000}?){0,4}?(?<!`)(?P=ticks)(?!`)"
_TAGS: Final = (
    "a|abbr|b|big|blockquote|br|center|cite|dd|del|details|dfn|div|dl|dt|em|figcaption|figure|font|hr|i|ins|kbd|li"
    "|mark|ol|p|pre|q|rp|rt|ruby|s|samp|section|small|span|strike|strong|sub|summary|sup|table|tbody|td|th|thead|tr"
    "|tt|u|ul|var|video|audio|source|iframe"
)
_DROPPED = re.compile(
    rf"(?P<code>{_CODE})"
    r"|(?P<opener><!--|<(?:script|style)\b)"
    r"|!\[(?P<alt>(?:[^\[\]\\]|\\.){0,1000}+)\](?:\((?:[^()\n]|\([^()\n]*\)){0,2000}+\)|\[[^\[\]\n]{0,200}\])?"
    r"|(?P<img><img\b[^>]{0,2000}>)"
    rf"|(?P<tag></?(?:{_TAGS})(?:\s[^<>]{{0,2000}})?/?>)"
    r"|(?P<directive>\{\{\s*\#(?:ref\s+(?P<reference>[^{}\s]+)\s*|[^{}\n]*)\}\})"
    r"|(?P<anchor>(?<=\S)[ \t]*\{\#[\w.: -]*\}[ \t]*(?=\n|\Z))",
    re.IGNORECASE | re.DOTALL,
)
_CLOSERS: Final = {"<!--": "-->", "<script": "</script>", "<style": "</style>"}
_DIRECTIVE_LINE = re.compile(r"(?m)^[ \t]*\{\{\s*#[^{}\n]*\}\}[ \t]*(?:\n|\Z)")
_ALT = re.compile(r"""\balt\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)


def read(data: bytes) -> Document:
    """The text of a Markdown file; raises Unreadable where it holds none."""
    text, encoding = decoded(data)
    made = markdown_document(text)
    if not made.markdown.strip():
        raise Unreadable("the file holds no text", "give one that does")
    return Document(made.markdown, made.title, made.dropped, (f"Encoding: {encoding}.",), made.language)


def markdown_document(text: str) -> Document:
    """The text as the app can show it: pictures by their descriptions, no HTML; code is left alone."""
    dropped: Counter[str] = Counter()
    front = _FRONT.match(text)
    fields = dict(map(_field, _FIELD.finditer(front["fields"]))) if front else {}
    text = (
        text[front.end() :]
        if front and (fields or ":" in front["fields"] or "=" in front["fields"])
        else text
    )
    made: list[str] = []
    at = 0
    for fence in _FENCED.finditer(text):
        made += [_prose(text[at : fence.start()], dropped), _fenced(fence, dropped)]
        at = fence.end()
    made.append(_prose(text[at:], dropped))
    markdown = re.sub(r"\n{3,}", "\n\n", "".join(made)).strip("\n")
    language = fields.get("lang") or fields.get("language", "")
    return Document(
        f"{markdown}\n" if markdown else "", fields.get("title", ""), dict(+dropped), (), language
    )


def _field(found: re.Match[str]) -> tuple[str, str]:
    return found["name"].lower(), found["value"].strip().strip("\"'").strip()


def _fenced(fence: re.Match[str], dropped: Counter[str]) -> str:
    """Fenced code without what its book's builder would have put in; nothing where that was all."""
    code, number = _DIRECTIVE_LINE.subn("", fence["code"])
    dropped["listing or page kept in another file"] += number
    if not number:
        return fence[0]
    return fence[0].replace(fence["code"], code, 1) if code.strip() else ""


def _prose(text: str, dropped: Counter[str]) -> str:
    """What stands between pieces of fenced code, without comments and scripts."""
    made: list[str] = []
    at = 0
    missing: set[str] = set()
    while found := _DROPPED.search(text, at):
        made.append(text[at : found.start()])
        at = found.end()
        if not found["opener"]:
            made.append(_kept(found, dropped))
            continue
        closer = _CLOSERS[found["opener"].lower()]
        end = -1 if closer in missing else text.find(closer, at)
        if end < 0:
            missing.add(closer)
            made.append(escaped(found[0]))
        else:
            at = end + len(closer)
    return "".join([*made, text[at:]])


def _kept(found: re.Match[str], dropped: Counter[str]) -> str:
    """What takes the place of a piece that can't be kept."""
    if found["code"]:
        return found[0]
    if found["anchor"]:
        return ""
    if found["directive"]:
        dropped["directive of a book builder"] += not found["reference"]
        return found["reference"] or ""
    if found["tag"]:
        dropped["HTML tag"] += 1
        breaks = found["tag"][1:3].lower() == "br" and found.string[found.end() : found.end() + 1] not in (
            "",
            "\n",
        )
        return "\\\n" if breaks else ""
    dropped["picture"] += 1
    if found["img"]:
        alt = _ALT.search(found["img"])
        return _picture(escaped((alt[1] or alt[2] or "") if alt else ""))
    return _picture(found["alt"])


def _picture(alt: str) -> str:
    words = " ".join(alt.split())
    return f"\\[Picture: {words}\\]" if words else ""
