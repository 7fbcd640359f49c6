"""``studyapp explain CODE``: what a code of check means."""

from __future__ import annotations

from studyapp.check.pages import ABOUT, explain
from studyapp.clean import printable
from studyapp.commands.exits import DONE, WRONG_USAGE, tell
from studyapp.course.forms import did_you_mean


def explained(code: str) -> int:
    """Print the page of a rule, or the line on what reading a course reports; 2 where there is no such code."""
    told = explain(code)
    if told is None:
        help = did_you_mean(code, ABOUT) or "docs/rules.md and docs/course-format.md list them all."
        tell(f"There is no code {printable(code)}; {help}")
        return WRONG_USAGE
    print(told, end="")
    return DONE
