"""The figures in the documents are all those that the commands print, under the targets that the commands hold."""

from __future__ import annotations

import re
from pathlib import Path

from bench.__main__ import IDS
from torture.__main__ import kinds

TEXT = Path(__file__).parents[1].joinpath("docs", "figures.md").read_text(encoding="utf-8")


def table(heading: str) -> list[list[str]]:
    """The printed lines under a heading, in cells."""
    printed = TEXT.partition(f"\n## {heading}\n")[2].split("```")[1]
    return [re.split(r" {2,}", line.rstrip()) for line in printed.splitlines() if line.strip()]


def test_every_row_of_speed_is_there() -> None:
    """In their order, each with its floor and its ratio."""
    found = [cells[0] for cells in table("Speed") if cells[0] in IDS]
    assert list(dict.fromkeys(found)) == IDS


def test_every_promise_is_there() -> None:
    """In the words of the command, with what was lost: nothing."""
    told = {cells[0]: cells for cells in table("Faults") if len(cells) > 4}
    for kind in kinds():
        assert told[kind.id][1] == kind.promise
        assert told[kind.id][-1] in ("held", "not tried")
