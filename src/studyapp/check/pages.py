"""What ``studyapp explain`` prints, and docs/rules.md is made of."""

from __future__ import annotations

from typing import Final

from studyapp.check.rule import Rule
from studyapp.check.table import RULES
from studyapp.course.reference import CODES

ABOUT: Final[dict[str, str]] = {code: rule.page.partition("\n")[0] for code, rule in RULES.items()} | CODES
"""A line on each code that ``studyapp check`` can print."""


def page(rule: Rule) -> str:
    """A rule's page as Markdown, with its code as heading."""
    about, _, rest = rule.page.partition("\n\n")
    return f"## `{rule.code}`\n\n**{rule.severity}:** {about}\n\n{rest}\n"


def explain(code: str) -> str | None:
    """What a code means, of a rule or of what reading a course reports; None where there is no such code."""
    if rule := RULES.get(code):
        return f"{rule.code} ({rule.severity})\n\n{rule.page}\n"
    if about := CODES.get(code):
        more = "Found when a course is read; it can't be switched off. What to do stands below the finding, after help."
        return f"{code}\n\n{about}\n\n{more}\n"
    return None
