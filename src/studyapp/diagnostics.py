"""What is wrong with a course file, as data, and the forms it is printed in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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
