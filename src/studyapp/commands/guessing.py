"""``studyapp check --players``: what guessing earns in each question file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePath

from studyapp.check.players import PLAYERS, Earned, play
from studyapp.commands.exits import FAILED, tell
from studyapp.course.files import display_path
from studyapp.course.model import Course
from studyapp.diagnostics import Diagnostic, Severity, render


def guessing(courses: Sequence[Course], found: Sequence[Diagnostic]) -> int:
    """Print a table of what players who know nothing earn; errors in the files are told on stderr, and fail.

    A plus stands behind what is more than chance earns in 95 of 100 sittings; what that comes to is told on stderr.
    """
    rows = [
        ("file", "questions", "chance", "95 % of guesses", *PLAYERS),
        *(row for course in courses for row in _rows(course)),
    ]
    errors = [one for one in found if one.severity is Severity.ERROR]
    if len(rows) == 1 and not errors:
        tell("There are no questions with choices, and no statements.")
    if len(rows) > 1:
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        for first, *rest in rows:
            cells = [cell.rjust(width) for cell, width in zip(rest, widths[1:], strict=True)]
            print("  ".join([first.ljust(widths[0]), *cells]).rstrip(), flush=True)
        tell(_verdict(any(cell.endswith("+") for row in rows for cell in row)))
    if errors:
        tell(render(errors, "short"))
    return FAILED if errors else 0


def _verdict(given_away: bool) -> str:
    """What the table comes to."""
    if given_away:
        return "+ is more than guessing explains: there, how the choices are written gives answers away."
    return "No player earns more than guessing explains."


def _rows(course: Course) -> Iterator[tuple[str, ...]]:
    for one in play(course):
        file = display_path(course.folder, *PurePath(one.file).parts) if one.file else f"all of {course.id}"
        yield (
            file,
            str(one.questions),
            _percent(one.chance),
            f"{_percent(one.low)} to {_percent(one.high)}",
            *(_marked(earned, one) for earned in one.players),
        )


def _marked(earned: float, one: Earned) -> str:
    """A player's share, with a plus or a space behind it."""
    return f"{_percent(earned)}{'+' if earned > one.high else ' '}"


def _percent(share: float) -> str:
    return f"{share:.0%}"
