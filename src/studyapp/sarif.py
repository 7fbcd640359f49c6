"""Diagnostics as SARIF 2.1.0, which code hosts show beside the lines.

Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import PurePath
from urllib.parse import quote

from studyapp import __version__
from studyapp.clean import printable
from studyapp.diagnostics import Diagnostic, Severity, Span

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def sarif(diagnostics: Iterable[Diagnostic], about: Mapping[str, str]) -> str:
    """The diagnostics as one run; ``about`` has a line on each code."""
    found = list(diagnostics)
    codes = sorted({one.code for one in found})
    rules = [{"id": code, "shortDescription": {"text": about.get(code, code)}} for code in codes]
    driver = {"name": "studyapp", "version": __version__, "rules": rules}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(one, codes.index(one.code)) for one in found],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2)


def _result(one: Diagnostic, rule: int) -> dict[str, object]:
    told = f"{one.message}. {one.help[:1].upper()}{one.help[1:]}." if one.help else one.message
    result: dict[str, object] = {
        "ruleId": one.code,
        "ruleIndex": rule,
        "level": "note" if one.severity is Severity.INFO else one.severity.value,
        "message": {"text": printable(told)},
        "locations": [_location(one.file, one.span)],
    }
    if one.labels:
        result["relatedLocations"] = [
            {**_location(label.file, label.span), "message": {"text": printable(label.message)}}
            for label in one.labels
        ]
    return result


def _location(file: str, span: Span) -> dict[str, object]:
    region = {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
    uri = quote(PurePath(file).as_posix())
    return {"physicalLocation": {"artifactLocation": {"uri": uri}, "region": region}}
