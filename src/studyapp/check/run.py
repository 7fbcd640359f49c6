"""All rules over a course."""

from __future__ import annotations

from studyapp.check.files import Files, Ignore
from studyapp.check.material import Material
from studyapp.check.posed import Posed
from studyapp.check.rule import Finding, Rule
from studyapp.check.table import RULES
from studyapp.course.folder import COURSE_FILE
from studyapp.course.model import Course, Section
from studyapp.diagnostics import Diagnostic, Label, Severity, Span

_TOP = Span(1, 1, 1, 1)


def check(course: Course) -> list[Diagnostic]:
    """What the rules find in a course, by file and place; what is switched off is left out.

    Files of the course are read again for their comments and for places; one that is gone by then costs only those.
    """
    files = Files(course)
    material = Material(course, files.ignores, frozenset(RULES))
    found = []
    for rule in RULES.values():
        if rule.code in course.ignored or (rule.english and not material.english):
            continue
        off = {(one.file, one.question) for one in files.ignores if one.code == rule.code}
        found += [
            _diagnostic(rule, finding, files)
            for finding in rule.find(material)
            if off.isdisjoint(_switches(finding))
        ]
    return sorted(found, key=lambda one: (one.file, one.span.line, one.span.column))


def _switches(finding: Finding) -> list[tuple[str, int]]:
    """The places where a comment switches a finding off: its file, and beside its questions."""
    places = []
    for about in (finding.about, finding.other):
        if isinstance(about, Posed):
            file = about.section.question_file
            places += [(file, 0), (file, about.question.line)]
        elif isinstance(about, Section):
            places.append((about.question_file, 0))
    return places


def _diagnostic(rule: Rule, finding: Finding, files: Files) -> Diagnostic:
    """A finding with its place."""
    about, other = finding.about, finding.other
    file, span = COURSE_FILE, _TOP
    if isinstance(about, Posed):
        file = about.section.question_file
        span = files.span(about.section, about.question.line, finding.field, finding.quote)
    elif isinstance(about, Ignore):
        file, span = about.file, files.span_of(about)
    elif about:
        file = about.question_file if about.questions else about.content_file
    labels: tuple[Label, ...] = ()
    if other:
        at = files.span(other.section, other.question.line, finding.field, "")
        told = f"`{other.question.id}` is here"
        labels = (Label(told, files.shown(other.section.question_file), at),)
    lines = files.lines(file)
    severity: Severity = finding.severity or rule.severity
    return Diagnostic(
        code=rule.code,
        severity=severity,
        message=finding.message,
        help=finding.help,
        file=files.shown(file),
        span=span,
        labels=labels,
        excerpt=lines[span.line - 1] if span != _TOP and span.line <= len(lines) else "",
    )
