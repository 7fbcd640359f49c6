"""Footnotes and addresses of links, which Markdown lets stand anywhere: each section gets those that it refers to."""

from __future__ import annotations

import re
from collections import ChainMap
from collections.abc import Sequence

_DEFINITION = re.compile(
    r"(?m)^ {0,3}\[(?P<label>[^\[\]\n]{1,200})\]:(?P<rest>(?<=\]:)[^\n]*(?:\n|\Z)(?:\n*(?: {2,}|\t)\S[^\n]*(?:\n|\Z))*)"
)
_FENCE = re.compile(
    r"(?ms)^ {0,3}(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^ {0,3}(?P=fence)[`~]*[ \t]*(?:\n|\Z)|\Z)"
)
_LABEL = re.compile(r"\[(\^?[^\[\]\n]{1,200})\]")


def with_definitions(texts: Sequence[str]) -> list[str]:
    """The texts of one document, each with the definitions of what it refers to at its end.

    What no text refers to stays where it is; of two of one label a text takes its own.
    """
    if not any("]:" in text for text in texts):
        return list(texts)
    taken = [_taken(text) for text in texts]
    everywhere: dict[str, str] = {}
    for _, own in taken:
        for label, source in own.items():
            everywhere.setdefault(label, source)
    referred = [_labels(text) for text, _ in taken]
    wanted_somewhere = {label for labels in referred for label in labels}
    made = []
    for (text, own), labels in zip(taken, referred, strict=True):
        known = ChainMap(own, everywhere)
        wanted = dict.fromkeys(label for label in labels if label in known)
        waiting = list(wanted)
        while waiting:  # a footnote may hold links, whose definitions are wanted too
            inner = [one for one in _labels(known[waiting.pop()]) if one in known and one not in wanted]
            wanted |= dict.fromkeys(inner)
            waiting += inner
        wanted |= dict.fromkeys(label for label in own if label not in wanted_somewhere)
        made.append("\n\n".join([text.strip("\n"), *_grouped([known[label] for label in wanted])]) + "\n")
    return made


def _taken(text: str) -> tuple[str, dict[str, str]]:
    """A text without its definitions, and these by their labels, folded."""
    found: dict[str, str] = {}
    kept: list[str] = []
    at = 0
    edges = [(fence.start(), fence.end()) for fence in _FENCE.finditer(text)]
    for start, stop in (*edges, (len(text), len(text))):
        for one in _DEFINITION.finditer(text, at, start):
            if _is_definition(one):
                kept.append(text[at : one.start()])
                at = one.end()
                found.setdefault(_folded(one["label"]), one[0].strip("\n"))
        kept.append(text[at:stop])
        at = stop
    return "".join(kept), found


def _is_definition(one: re.Match[str]) -> bool:
    """A footnote, or a link's address with nothing but a title behind it."""
    return one["label"].startswith("^") or bool(
        re.fullmatch(r"""\s*\S+(?:\s+(?:"[^"]*"|'[^']*'|\([^()]*\)))?\s*""", one["rest"])
    )


def _labels(text: str) -> dict[str, None]:
    """The labels in brackets, in the order of the text."""
    return dict.fromkeys(map(_folded, _LABEL.findall(text)))


def _folded(label: str) -> str:
    return " ".join(label.casefold().split())


def _grouped(sources: Sequence[str]) -> list[str]:
    """Footnotes apart, addresses of links together."""
    notes = [source for source in sources if source.lstrip().startswith("[^")]
    links = [source for source in sources if not source.lstrip().startswith("[^")]
    return [*notes, *(["\n".join(links)] if links else [])]
