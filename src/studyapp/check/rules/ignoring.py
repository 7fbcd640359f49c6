"""The rule about switching rules off."""

from __future__ import annotations

from collections.abc import Iterator

from studyapp.check.material import Material
from studyapp.check.rule import Finding, of_course, shown
from studyapp.course.forms import did_you_mean
from studyapp.diagnostics import Severity

_CODES = "a rule's code stands in brackets behind its findings; what keeps a file from being read can't be switched off"


@of_course(Severity.WARNING)
def unknown_rule(material: Material) -> Iterator[Finding]:
    """A rule is switched off that there is not.

    Seen: a code in `check: {ignore: [..]}` of course.yaml, or in a comment `# check: ignore CODE`, that is no
    rule's. What reading a course reports (errors in the files themselves) can't be switched off.

    Why: with the code misspelt, nothing is switched off.

    Bad:

        # check: ignore negative-promt

    Good:

        # check: ignore negative-prompt

    Source: [the rules](rules.md).
    """
    for ignore in material.ignores:
        if ignore.code not in material.codes:
            yield Finding(
                message=f"there is no rule {shown(ignore.code)}: nothing is switched off",
                help=did_you_mean(ignore.code, material.codes) or _CODES,
                about=ignore,
            )
