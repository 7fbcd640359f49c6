"""How often the learner is right, by how sure they said to be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from studyapp.study.overview.calibration import ENOUGH, Level
from studyapp.study.overview.whole import Overview
from studyapp.ui.text import line
from studyapp.ui.widgets.figure import Part
from studyapp.ui.widgets.interval import Interval, Scale
from studyapp.ui.widgets.row import Row
from studyapp.ui.widgets.table import Table
from studyapp.wording import counted, percent


def sureness(whole: Overview, *, table: bool) -> Iterator[Part]:
    """A sentence on it, then each level's accuracy against what the level says."""
    levels = whole.certainty
    if not whole.calendar.days:
        return
    if not any(level.answers for level in levels):
        empty = "No answer says how sure you were. Let your settings ask for it: f4, Certainty."
        yield Part(Content.styled(empty, "$quiet"))
        return
    yield Part(Content(meaning(levels)))
    yield Part(Content(" "))
    if table:
        head = ("how sure", "answers", "right", "share", "95% interval")
        yield from (Part(row) for row in Table(head, map(_cells, levels)).lines())
        return
    for level in levels:
        if level is not levels[0]:
            yield Part(Content(" "))
        yield Part(Row(Content.styled(level.claim, "bold"), tails=(_told(level), _told(level, short=True))))
        yield Part(Interval(level.claimed, level.accuracy, level.interval))
    yield Part(Scale())
    legend = "░ where the answers of a level belong; ● right, ━ its 95% interval"
    yield Part(Content.styled(legend, "$quiet"))


def meaning(levels: Sequence[Level]) -> str:
    """Whether the learner's certainty can be trusted."""
    found = {_judged(level) for level in levels}
    if found >= {-1, 1}:
        return "Where you are sure you are right less often than you say, and more often where you are not."
    if -1 in found:
        return "You are right less often than you say."
    if 1 in found:
        return "You are right more often than you say."
    if 0 in found:
        return "You are right about as often as you say."
    return f"From {ENOUGH} answers at a level on, it shows whether you are right as often as you say."


def _judged(level: Level) -> int | None:
    """-1 where fewer are right than the level says, 1 where more are, 0 where it may be so; None if too few."""
    if level.interval is None:
        return None
    (low, high), (least, most) = level.interval, level.claimed
    return -1 if high < least else 1 if low > most else 0


def _told(level: Level, *, short: bool = False) -> Content:
    told = f"{level.right} of {counted(level.answers, 'answer')} right"
    if short:
        told = f"{level.right} of {level.answers}"
    if level.accuracy is not None and level.interval is not None:
        judged = {-1: ", less than you say", 1: ", more than you say"}.get(_judged(level) or 0, "")
        told += f", {percent(level.accuracy)}{'' if short else judged}"
    return line(told if level.answers else "no answers", "$quiet")


def _cells(level: Level) -> tuple[str, ...]:
    share = "-" if level.accuracy is None else percent(level.accuracy)
    reach = " to ".join(map(percent, level.interval)) if level.interval else "-"
    return level.claim, str(level.answers), str(level.right), share, reach
