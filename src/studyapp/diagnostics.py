"""What is wrong with a course file, as data, and the forms it is printed in."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from typing import Literal

from studyapp.clean import printable
from studyapp.values import dataclass
from studyapp.wording import counted


class Severity(StrEnum):
    """How much a diagnostic matters; only errors fail a check."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a file. Lines and columns count from 1, in characters; the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Label:
    """A further place that belongs to a diagnostic, such as the first of two equal ids."""

    message: str
    file: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One finding about a course file."""

    code: str
    """Stable name in lower-case words and dashes, such as ``duplicate-id``."""
    severity: Severity
    message: str
    """One line: what was seen."""
    file: str
    """Path as the user would type it: the course's folder as given, then the file within."""
    span: Span
    help: str = ""
    """What to do."""
    labels: tuple[Label, ...] = ()
    excerpt: str = ""
    """The source lines from ``span.line`` on that the full form shows under a caret; at most three."""


Format = Literal["full", "short", "json", "github"]

_WINDOW = 100
"""Cells of a source line that the full form shows."""
_TAB = "    "


def render(diagnostics: Iterable[Diagnostic], format: Format = "full") -> str:
    """The diagnostics in a form for people (full, short) or programs (json, github), without a last line end."""
    if format == "json":
        return json.dumps([_as_data(one) for one in diagnostics], indent=2)
    if format == "full":
        return "\n\n".join(map(_full, diagnostics))
    return "\n".join(map(_short if format == "short" else _github, diagnostics))


def summary(diagnostics: Iterable[Diagnostic]) -> str:
    """How many of each severity in how many files, such as ``3 errors, 1 warning in 2 files``."""
    found = list(diagnostics)
    counts = Counter(one.severity for one in found)
    told = [
        counted(counts[severity], severity.value, "info" if severity is Severity.INFO else "")
        for severity in Severity
        if counts[severity]
    ]
    return (
        f"{', '.join(told)} in {counted(len({one.file for one in found}), 'file')}"
        if found
        else "no problems"
    )


def _place(file: str, span: Span) -> str:
    return f"{printable(file)}:{span.line}:{span.column}"


def _short(one: Diagnostic) -> str:
    told = f"{_place(one.file, one.span)}: {one.severity}[{one.code}] {printable(one.message)}"
    if one.help:
        told += f"; {printable(one.help)}"
    first = [f"{printable(label.file)}:{label.span.line}" for label in one.labels]
    return f"{told} (first at {', '.join(first)})" if first else told


def _full(one: Diagnostic) -> str:
    """The message, the place, the source lines with carets, further places, and what to do."""
    lines = one.excerpt.split("\n") if one.excerpt else []
    gutter = " " * len(str(one.span.line + max(len(lines) - 1, 0)))
    told = [
        f"{one.severity}[{one.code}]: {printable(one.message)}",
        f"{gutter}--> {_place(one.file, one.span)}",
    ]
    if lines:
        told.append(f"{gutter} |")
    for index, line in enumerate(lines):
        shown, carets = _marked(line, one.span) if index == 0 else _marked(line, None)
        told.append(f"{one.span.line + index:>{len(gutter)}} | {shown}".rstrip())
        if carets:
            told.append(f"{gutter} | {carets}")
    told += [
        f"{gutter} = {printable(label.message)}: {_place(label.file, label.span)}" for label in one.labels
    ]
    if one.help:
        told.append(f"{gutter} = help: {printable(one.help)}")
    return "\n".join(told)


def _marked(line: str, span: Span | None) -> tuple[str, str]:
    """A source line as shown, cut to a window, and the carets below it; no carets without a span."""
    start = span.column - 1 if span else 0
    end = len(line) if not span or span.end_line > span.line else span.end_column - 1
    from studyapp.width import cells

    first = max(0, start - _WINDOW // 2) if cells(line) > _WINDOW else 0
    shown, carets = ("...", "   ") if first else ("", "")
    for at in range(first, len(line)):
        piece = _TAB if line[at] == "\t" else printable(line[at])
        wide = cells(piece)
        if len(carets) + wide > _WINDOW:
            shown += "..."
            break
        shown += piece
        carets += ("^" if start <= at < end else " ") * wide
    if not span:
        return shown, ""
    return shown, carets.rstrip() if "^" in carets else f"{carets}^"


def _as_data(one: Diagnostic) -> dict[str, object]:
    return {
        "code": one.code,
        "severity": one.severity.value,
        "message": printable(one.message),
        "file": printable(one.file),
        "line": one.span.line,
        "column": one.span.column,
        "end_line": one.span.end_line,
        "end_column": one.span.end_column,
        "help": printable(one.help),
        "labels": [
            {"message": printable(label.message), "file": printable(label.file), "line": label.span.line}
            for label in one.labels
        ],
    }


def _github(one: Diagnostic) -> str:
    """A workflow command: https://docs.github.com/actions/reference/workflow-commands-for-github-actions."""
    level = "notice" if one.severity is Severity.INFO else one.severity.value
    fields = {
        "file": one.file,
        "line": one.span.line,
        "col": one.span.column,
        "endLine": one.span.end_line,
        "endColumn": one.span.end_column,
        "title": one.code,
    }
    told = ",".join(f"{name}={_escaped(str(value), '%:,')}" for name, value in fields.items())
    message = f"{one.message}: {one.help}" if one.help else one.message
    return f"::{level} {told}::{_escaped(message, '%')}"


def _escaped(text: str, reserved: str) -> str:
    return "".join(f"%{ord(char):02X}" if char in reserved else char for char in printable(text))
