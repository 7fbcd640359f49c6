"""What a rule is, and what it yields."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from inspect import cleandoc

from studyapp.check.files import Ignore
from studyapp.check.material import Material
from studyapp.check.posed import Posed
from studyapp.course.model import Section
from studyapp.diagnostics import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a rule saw; where it stands in a file is worked out from it afterwards."""

    message: str
    """What was seen, and why it matters."""
    help: str
    """What to do."""
    about: Posed | Section | Ignore | None = None
    """The question, the section (its question file), or what switches a rule off; None for the course as a whole."""
    field: str = ""
    """The question's field that is meant; empty for all of it."""
    quote: str = ""
    """Words of the file near to which it stands, where that says more than the field."""
    other: Posed | None = None
    """The first of two questions that the finding is about."""
    severity: Severity | None = None
    """Where it is not the rule's own."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing to look for."""

    code: str
    """The function's name with dashes."""
    severity: Severity
    page: str
    """The function's docstring: what is seen, why it matters, a bad and a good example, the source."""
    find: Callable[[Material], Iterator[Finding]]
    english: bool = False
    """Whether it knows words of English, and so is kept for courses in that language."""


def of_course(
    severity: Severity, *, english: bool = False
) -> Callable[[Callable[[Material], Iterator[Finding]]], Rule]:
    """Make a rule of a function that looks at all of a course."""

    def made(function: Callable[[Material], Iterator[Finding]]) -> Rule:
        code, page = function.__name__.replace("_", "-"), cleandoc(function.__doc__ or "")
        return Rule(code, severity, page, function, english)

    return made


def of_question(
    severity: Severity, *, english: bool = False
) -> Callable[[Callable[[Posed], Iterator[Finding]]], Rule]:
    """Make a rule of a function that looks at one question; its findings are about that question."""

    def made(function: Callable[[Posed], Iterator[Finding]]) -> Rule:
        def each(material: Material) -> Iterator[Finding]:
            for posed in material.posed:
                for finding in function(posed):
                    yield replace(finding, about=posed)

        code, page = function.__name__.replace("_", "-"), cleandoc(function.__doc__ or "")
        return Rule(code, severity, page, each, english)

    return made


def shown(text: str) -> str:
    """A text in a message: quoted, and cut where it is long."""
    return f'"{text}"' if len(text) <= 60 else f'"{text[:57].rstrip()}..."'
