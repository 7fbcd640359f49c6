"""What a field's reader takes, as JSON Schema: a line for each reader, beside the limits that it enforces."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, TypeAlias

from studyapp.course import parts
from studyapp.course.choices import CHOICE, choices
from studyapp.course.fields import (
    MAX_TEXT,
    OneOf,
    count,
    day,
    number,
    positive,
    scalar,
    scalars,
    share,
    text,
    texts,
    truth,
)
from studyapp.course.forms import Form
from studyapp.course.ids import MAX_ID, identifier, identifiers
from studyapp.course.yamlio import Reader

Schema: TypeAlias = dict[str, Any]

_UNSIGNED: Final = r"([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3}|/0*[1-9][0-9]*)?"
_PERCENTAGE: Final = r"(100(\.0*)?|[0-9]{1,2}(\.[0-9]*)?|\.[0-9]+) ?%"
_DAY: Final = r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
_A_NUMBER: Final = "write digits with a point, such as 2.5 or 3e8, or a fraction such as 1/3"
_NO_BRACES: Final = r"(?!\{\{|\}\})"
_PIECE: Final = rf"({_NO_BRACES}[\s\S])*"
_WORD: Final = rf"\s*{_NO_BRACES}[^|\s]({_NO_BRACES}[^|])*"
_GAPS: Final = rf"^{_PIECE}(\{{\{{{_WORD}(\|{_WORD})*\}}\}}{_PIECE})+$"


def of_reader(reader: Reader) -> Schema:
    """What a reader takes: the names that it knows, else where in ``$defs`` it is told."""
    return {"enum": list(reader.names)} if isinstance(reader, OneOf) else reference(reader.__name__)


def of_form(form: Form) -> Schema:
    """What a form takes: where in ``$defs`` it is told."""
    return reference(name_of(form))


def name_of(form: Form) -> str:
    """The form's name in ``$defs``, which is no reader's."""
    return f"{form.what}-fields"


def reference(name: str) -> Schema:
    """What stands in ``$defs`` under that name."""
    return {"$ref": f"#/$defs/{name}"}


def one(shape: Schema) -> Schema:
    """A value, or a list that has it alone."""
    return {"anyOf": [shape, {"type": "array", "items": shape, "minItems": 1, "maxItems": 1}]}


def several(shape: Schema, least: int = 0) -> Schema:
    """A value, or a list of such values."""
    return {"anyOf": [shape, {"type": "array", "items": shape, **_at_least(least)}]}


def _list_of(form: Form, least: int = 0) -> Schema:
    """A list of forms, in whose place texts may stand where the form allows it."""
    item = of_form(form)
    return _list({"anyOf": [of_reader(parts.short_text), item]} if form.or_text else item, least)


def _list(items: Schema, least: int = 0) -> Schema:
    """A list of values that differ."""
    return {"type": "array", "items": items, **_at_least(least), "uniqueItems": True}


def _at_least(least: int) -> Schema:
    return {"minItems": least} if least else {}


def _text(limit: int) -> Schema:
    return {"type": ["string", "number"], **_matching(r"\S", "the text is empty"), "maxLength": limit}


def _number(pattern: str, help: str, **limits: float) -> Schema:
    """A number, or one that YAML takes for a text, which has the pattern alone to go by."""
    return {"type": ["number", "string"], **limits, **_matching(f"^{pattern}$", help), "maxLength": 50}


def _matching(pattern: str, help: str) -> Schema:
    """A pattern, and what editors say in its place: a keyword of theirs, which validators pass over."""
    return {"pattern": pattern, "patternErrorMessage": help}


SHAPES: Final[Mapping[Reader, Schema]] = {
    text: _text(MAX_TEXT),
    texts: several(of_reader(text)),
    parts.short_text: _text(parts.MAX_ITEM),
    parts.short_texts: _list(of_reader(parts.short_text)),
    identifier: {
        "type": ["string", "integer"],
        **_matching("^[a-z0-9]+(-[a-z0-9]+)*$", "write letters a to z, digits, single dashes between"),
        "maxLength": MAX_ID,
    },
    identifiers: several(of_reader(identifier)),
    scalar: {"type": ["string", "number", "boolean"]},
    scalars: several(of_reader(scalar), 1),
    truth: {"type": "boolean"},
    number: _number(rf"[+-]?{_UNSIGNED}", _A_NUMBER),
    positive: _number(rf"\+?{_UNSIGNED}", _A_NUMBER, exclusiveMinimum=0, maximum=1_000_000),
    share: _number(rf"\+?({_UNSIGNED}|{_PERCENTAGE})", "write 0.8 or 80%", minimum=0, maximum=1),
    count: _number(
        r"\+?0*([1-9][0-9]?|100)(\.0*)?", "write 1, 2, 3 ...", multipleOf=1, minimum=1, maximum=100
    ),
    day: {"type": "string", **_matching(_DAY, "write year, month and day: 2027-06-30")},
    choices: _list_of(CHOICE, 2),
    parts.evidence: several(of_reader(text)),
    parts.feedback: of_form(parts.FEEDBACK),
    parts.mistakes: {"type": "array", "items": of_form(parts.MISTAKE)},
    parts.tolerance: _number(rf"\+?{_UNSIGNED}( ?%)?", "write it like 0.5 or 2%", minimum=0),
    parts.bounds: {"type": "array", "items": of_reader(number), "minItems": 2, "maxItems": 2},
    parts.cloze: {
        "type": "string",
        **_matching(_GAPS, "write each gap as {{answer}}, or {{answer | other answer}}"),
        "maxLength": MAX_TEXT,
    },
    parts.pairs: _list_of(parts.PAIR, 2),
    parts.items: _list(of_reader(parts.short_text), 2),
    parts.rubric: _list_of(parts.CRITERION),
}
"""Every reader of a field; tests hold each of them against what it reads."""
