"""JSON Schemas (draft 2020-12) of question files and course.yaml, made of the tables by which these are read."""

from __future__ import annotations

import json
from collections.abc import Container, Iterator, Mapping
from typing import Any, Final

from studyapp.course import parts
from studyapp.course.choices import CHOICE, choices
from studyapp.course.coursefile import CHECK, FORMAT, KEPT, PART
from studyapp.course.fields import number, scalars, text, truth
from studyapp.course.forms import Form
from studyapp.course.kinds import KINDS, QUESTION
from studyapp.course.meanings import MEANINGS
from studyapp.course.questions import MAX_QUESTIONS, TELLING
from studyapp.course.settings import SETTINGS
from studyapp.course.shapes import SHAPES, Schema, name_of, of_form, of_reader, one, reference, several

_ALL, _NOTHING = [1, "1", "100%"], [0, "0", "0%"]
"""Ways to write a score; a schema can't reckon with the others."""
_CORRECT: Final[Schema] = {
    "type": "object",
    "properties": {"correct": {"const": True}},
    "required": ["correct"],
}
_SCORED: Final[Schema] = {
    "type": "object",
    "properties": {"correct": {"const": False}, "score": {"not": {"enum": _NOTHING}}},
    "required": ["score"],
}
_NARROWED: Final[Mapping[str, Mapping[str, Schema]]] = {
    "single": {"choices": {**of_reader(choices), "contains": _CORRECT, "maxContains": 1}},
    "multiple": {"choices": {**of_reader(choices), "contains": _CORRECT, "not": {"contains": _SCORED}}},
    "truefalse": {"answer": one(of_reader(truth))},
    "text": {"answer": several(of_reader(text), 1)},
    "number": {"answer": one(of_reader(number))},
    "open": {"answer": one(of_reader(text))},
    "locate": {"evidence": {**of_reader(parts.evidence), "minItems": 1}},
}
"""The fields that a type narrows beyond what their readers take: the checks of ``completing``."""
_SHARED: Final = frozenset.intersection(*(kind.fields for kind in KINDS.values()))
"""The fields that every type has."""


def schema_files() -> dict[str, str]:
    """Both schemas as JSON, by the names of the files that hold them in a course's folder ``schema``."""
    made = {"questions.schema.json": question_file_schema(), "course.schema.json": course_file_schema()}
    return {name: json.dumps(schema, indent=2, ensure_ascii=False) + "\n" for name, schema in made.items()}


def question_file_schema() -> Schema:
    """What a question file may hold."""
    fields = {
        "questions": {"type": "array", "items": of_form(QUESTION), "maxItems": MAX_QUESTIONS},
        "settings": of_form(SETTINGS),
    }
    return _document("studyapp: a question file", _object("question file", fields))


def course_file_schema() -> Schema:
    """What course.yaml may hold."""
    order = {"type": "array", "items": {"anyOf": [of_reader(scalars), of_form(PART)]}}
    fields = {
        "format": {"enum": [int(FORMAT), FORMAT]},
        **{name: of_reader(reader) for name, reader in KEPT.items()},
        "settings": of_form(SETTINGS),
        "check": of_form(CHECK),
        "sections": order,
    }
    return _document("studyapp: course.yaml", _object("course.yaml", fields))


def _document(title: str, root: Schema) -> Schema:
    """A schema of its own, with the definitions that it uses."""
    defined = _definitions()
    used: dict[str, None] = {}
    waiting = list(_references(root))
    while waiting:
        name = waiting.pop(0)
        if name not in used:
            used[name] = None
            waiting += _references(defined[name])
    draft = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return {**draft, **root, "title": title, "$defs": {name: defined[name] for name in used}}


def _references(schema: Any) -> Iterator[str]:
    """The names in ``$defs`` that a schema speaks of."""
    if isinstance(schema, dict):
        if "$ref" in schema:
            yield schema["$ref"].rpartition("/")[2]
        for part in schema.values():
            yield from _references(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from _references(part)


def _definitions() -> dict[str, Schema]:
    forms = (SETTINGS, CHECK, PART, parts.MISTAKE, parts.PAIR, parts.CRITERION)
    return {
        name_of(QUESTION): _question(),
        name_of(CHOICE): _choice(),
        name_of(parts.FEEDBACK): _feedback(),
        **{name_of(form): _form(form) for form in forms},
        "untyped": _untyped(),
        **{f"{kind}-question": _kind(kind) for kind in KINDS},
        **{reader.__name__: shape for reader, shape in SHAPES.items()},
    }


def _form(form: Form) -> Schema:
    return _object(
        form.what, {name: of_reader(reader) for name, reader in form.readers.items()}, form.required
    )


def _object(what: str, fields: Mapping[str, Schema], required: tuple[str, ...] = ()) -> Schema:
    """Fields with what they mean, and no others."""
    described = {name: _field(what, name, shape) for name, shape in fields.items()}
    needed = {"required": list(required)} if required else {}
    return {"title": what, "type": "object", "properties": described, **needed, "additionalProperties": False}


def _field(what: str, name: str, shape: Schema) -> Schema:
    return {"description": MEANINGS[what][name], **shape}


def _choice() -> Schema:
    """A choice: the correct one earns all, a wrong one less."""
    less = {"properties": {"score": {"not": {"enum": _ALL}}}}
    return {**_form(CHOICE), "if": _CORRECT, "then": {"properties": {"score": {"enum": _ALL}}}, "else": less}


def _feedback() -> Schema:
    """Texts by `true` and `false`: editors that take these names for truth values know them by the pattern alone."""
    return {**_form(parts.FEEDBACK), "patternProperties": {"^(true|false)$": True}}


def _question() -> Schema:
    """A question: what all have, and by its type what else it may and must have.

    The other fields stand with the types alone, so that an editor proposes those of the type that is being written.
    """
    shared = {name: of_reader(reader) for name, reader in QUESTION.readers.items() if name in _SHARED}
    given = [
        {"if": {"properties": {"type": {"const": kind}}, "required": ["type"]}, "then": _of_kind(kind)}
        for kind in KINDS
    ]
    return {
        "title": QUESTION.what,
        "type": "object",
        "properties": {name: _field("question", name, shape) for name, shape in shared.items()}
        | {"type": _field("question", "type", {"enum": list(KINDS)})},
        "required": ["id", *QUESTION.required],
        "allOf": [*given, {"if": {"required": ["type"]}, "else": reference("untyped")}],
    }


def _of_kind(kind: str) -> Schema:
    return reference(f"{kind}-question")


def _kind(name: str) -> Schema:
    """What a type of question has besides what all have."""
    kind = KINDS[name]
    fields = _closed(kind.fields, _NARROWED.get(name, {}))
    if name == "number":
        either = [{"required": ["answer"]}, {"required": ["range"]}]
        return {**fields, "anyOf": either, "not": {"required": ["tolerance", "range"]}}
    return {**fields, "required": list(kind.required)}


def _closed(names: Container[str], narrowed: Mapping[str, Schema]) -> Schema:
    """A question's fields of these names, and no others; those that all have are described there."""
    properties = {
        name: narrowed.get(name, True)
        if name in _SHARED
        else _field("question", name, narrowed.get(name) or of_reader(reader))
        for name, reader in QUESTION.readers.items()
        if name in names
    }
    return {"properties": properties, "additionalProperties": False}


def _untyped() -> Schema:
    """The type that the fields of a question without ``type`` tell: that of the first condition that holds."""
    answer = {"required": ["answer"]}
    several_correct = {"choices": {"contains": _CORRECT, "minContains": 2}}
    ways: list[tuple[Schema, str]] = [
        *(({"required": [field]}, kind) for field, kind in TELLING.items()),
        ({"required": ["choices"], "properties": several_correct}, "multiple"),
        ({"required": ["choices"]}, "single"),
        ({**answer, "properties": {"answer": one({"type": "boolean"})}}, "truefalse"),
        ({**answer, "properties": {"answer": one({"type": "number"})}}, "number"),
        ({**answer, "anyOf": [{"required": ["tolerance"]}, {"required": ["unit"]}]}, "number"),
        (answer, "text"),
    ]
    told: Schema = {**_closed({*_SHARED, *TELLING, "tries", "choices", "answer"}, {}), "required": ["type"]}
    for condition, kind in reversed(ways):
        told = {"if": condition, "then": _of_kind(kind), "else": told}
    return told
