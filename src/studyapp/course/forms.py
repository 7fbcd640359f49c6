"""What fields a mapping may have, and what is told of those that it lacks or has too much."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from difflib import get_close_matches
from typing import Any

from studyapp.clean import printable
from studyapp.course.source import char_name
from studyapp.course.yamlio import Document, MapStart, Reader, Scalar, Sequence, Value, place
from studyapp.values import dataclass

_TIGHT = re.compile(r"([a-z]+):\S")
_VALUE = re.compile(r"\s*:[ \t]+([^\r\n}]*?)[ \t]*(?:[ \t]#.*|}|$)", re.MULTILINE)
"""What follows a field's name on its line, but for a comment."""
_FIGURE = re.compile(r"\d+(?:[.,]\d+)?")
_UNSEEN = re.compile("[\u00a0\u1680\u2000-\u200f\u202f\u205f\u2060\u3000]")


@dataclass(frozen=True, slots=True)
class Form:
    """The fields that a mapping may have; ``what`` is the mapping's own name in messages."""

    what: str
    readers: Mapping[str, Reader]
    required: tuple[str, ...] = ()
    synonyms: Mapping[str, str] = field(default_factory=dict)
    """Names that people write, and what they mean."""
    or_text: bool = False
    """Whether a bare text may stand in the mapping's place."""
    in_short: tuple[str, str] | None = None
    """The fields that whoever writes ``this: that`` alone means; where a bare text may stand, ``that`` is a number."""

    def stranger(self, document: Document, value: Value, _key: Scalar) -> None:
        """Skip a field that is not one of these; ``fields`` reports it."""
        document.skip(value)

    def meant(self, name: str) -> str:
        """The field that a wrong name is likeliest meant for; empty if none is near."""
        name = _UNSEEN.sub("", name)
        if name in self.readers:
            return name
        return self.synonyms.get(name.lower()) or _near(name, self.readers)


def fields(
    document: Document, value: Value, form: Form, keys: dict[str, Scalar] | None = None
) -> dict[str, Any]:
    """The fields of a mapping by name.

    The keys, which have the fields' places, are put in ``keys``: those that are not known also under the name that
    they are likeliest meant for, so that it is not told to be missing.
    """
    if type(value) is not MapStart:
        return _no_fields(document, value, form)
    if keys is None:
        keys = {}
    found: dict[str, Any] = {}
    try:
        found = document.fields(value, form, keys)
    finally:
        if len(found) < len(keys):  # a stranger is among them, or the reading broke off
            _report_strangers(document, form, keys)
    for name in form.required:
        if name not in found:
            found[name] = ""
            if name not in keys:
                message = f"{form.what} has no `{name}`"
                document.source.error("missing-field", message, *place(value), f"add a line `{name}: ...`")
    return found


def _no_fields(document: Document, value: Value, form: Form) -> dict[str, Any]:
    """Report a text or a list where fields are to be; what stands in for the fields."""
    document.skip(value)
    message, help = (
        f"{form.what} must be made of fields",
        "write each field as `name: value` on its own line",
    )
    if type(value) is Scalar and (tight := _TIGHT.match(value.value)) and tight[1] in form.readers:
        help = f"put a space behind the colon of `{tight[1]}:`, and of each other field"
    elif type(value) is Sequence and "questions" in form.readers:
        message, help = "this list has no name", "write `questions:` on a line of its own above it"
    document.source.error("wrong-type", message, *place(value), help)
    return dict.fromkeys(form.required, "")


def _report_strangers(document: Document, form: Form, keys: dict[str, Scalar]) -> None:
    """Report the keys that the form does not have; a text that a colon made a field is reported as such."""
    strangers = {name: form.meant(name) for name in keys if name not in form.readers}
    if not strangers:
        return
    if help := _made_a_field(document, form, keys, strangers):
        first = next(iter(keys.values()))
        document.source.error("wrong-type", "a colon and a space make this a field", *place(first), help)
        keys.update(dict.fromkeys(form.required, first))
        return
    for name, meant in strangers.items():
        unknown(document, keys[name], form.what, form.readers, meant)
        if meant in form.readers:
            keys.setdefault(meant, keys[name])


def _made_a_field(
    document: Document, form: Form, keys: Mapping[str, Scalar], strangers: Mapping[str, str]
) -> str:
    """What to do where no key is a field's name because a colon made one of a text; empty where that is not so."""
    misspelt = (
        any(strangers.values()) and len(form.required) < 2
    )  # alone, a name of two that are needed is no slip
    if misspelt or len(strangers) < len(keys):
        return ""
    key, *more = keys.values()
    typed = _VALUE.match(document.source.text, key.end_mark.index)
    if (
        form.in_short
        and not more
        and typed
        and typed[1]
        and (not form.or_text or _FIGURE.fullmatch(typed[1]))
    ):
        first, second = form.in_short
        this, that = (printable(one[:80]) for one in (key.value, typed[1]))
        return f"write `- {first}: {this}`, and on the next line, below `{first}`, `{second}: {that}`"
    return "put the whole text in quotes" if form.or_text else ""


def unknown(document: Document, key: Scalar, what: str, known: Iterable[str], meant: str = "") -> None:
    """Report a field that ``what`` does not have; ``meant`` is the likeliest that it has, or a sentence of help."""
    if odd := _UNSEEN.search(key.value):
        help = "write the name anew, with plain letters and spaces"
        message = f"{char_name(odd.group())} stands in this field's name"
        document.source.error("odd-space", message, *place(key), help)
        return
    names = sorted(known)
    help = meant if " " in meant else did_you_mean(meant or key.value, names)
    message = f"{what} has no field `{printable(key.value[:80])}`"
    document.source.error("unknown-field", message, *place(key), help or f"its fields are {', '.join(names)}")


def did_you_mean(name: str, names: Iterable[str]) -> str:
    """A sentence that names the likeliest of ``names``; empty if none is near."""
    near = _near(name, names)
    return f"did you mean `{printable(near)}`?" if near else ""


def _near(name: str, names: Iterable[str]) -> str:
    return next(iter(get_close_matches(name[:80].lower(), list(names), n=1)), "")


def sound(readers: Mapping[str, Reader], keep: Callable[[str, Any], object]) -> dict[str, Reader]:
    """Readers that hand each value without errors to ``keep``, so that a bad one does not drop its neighbours."""

    def read(document: Document, value: Value, name: str) -> None:
        before = len(document.source.errors)
        found = readers[name](document, value, name)
        if len(document.source.errors) == before:
            keep(name, found)

    return dict.fromkeys(readers, read)
