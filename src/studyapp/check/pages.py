"""What ``studyapp explain`` prints, and docs/rules.md is made of."""

from __future__ import annotations

from textwrap import indent
from typing import Final

from studyapp.check.rule import Rule
from studyapp.check.table import RULES
from studyapp.course.codes import CODES, Code

ABOUT: Final[dict[str, str]] = {
    **{code: rule.page.partition("\n")[0] for code, rule in RULES.items()},
    **{code: told.about for code, told in CODES.items()},
}
"""A line on each code that ``studyapp check`` can print."""
_CODE: Final = "    "
"""What stands before a line of code in Markdown."""


def page(rule: Rule) -> str:
    """A rule's page as Markdown, with its code as heading."""
    about, _, rest = rule.page.partition("\n\n")
    return f"## `{rule.code}`\n\n**{rule.severity}:** {about}\n\n{rest}\n"


def explain(code: str) -> str | None:
    """What a code means, of a rule or of what reading a course reports; None where there is no such code."""
    if rule := RULES.get(code):
        return f"{rule.code} ({rule.severity})\n\n{rule.page}\n"
    if told := CODES.get(code):
        return f"{code} ({told.severity})\n\n{_page(told)}\n"
    return None


def _page(told: Code) -> str:
    """What reading a course reports, in the manner of a rule's page."""
    parts = [told.about, f"What to do: {told.todo}"]
    if told.bad:
        parts += ["Bad:", indent(told.bad, _CODE), "Good:", indent(told.good, _CODE)]
    return "\n\n".join([*parts, "Found when a course is read; it can't be switched off."])
