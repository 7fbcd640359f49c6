"""The rows as a table for people and as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from bench.report import machine as machine
from torture.rows import Row

HEAD = ("row", "promise", "tried", "", "lost", "verdict")

RIGHT = {2, 4}
"""Columns of numbers."""


def table(rows: Sequence[Row]) -> str:
    """Lines of aligned columns, then what was lost and what could not be tried, row by row."""
    lines = [HEAD, *(_cells(row) for row in rows)]
    told = [f"{row.id}: {line}" for row in rows for line in row.lost]
    told += [f"{row.id}: not tried: {row.untried}" for row in rows if row.untried]
    return "\n".join([_aligned(lines), *([""] if told else []), *told])


def _aligned(lines: Sequence[Sequence[str]]) -> str:
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if column in RIGHT else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def _cells(row: Row) -> tuple[str, ...]:
    lost = f"{len(row.lost):,}" if row.lost else "-" if row.untried else "nothing"
    return row.id, row.promise, f"{row.tried:,}", row.unit, lost, row.verdict


def summary(rows: Sequence[Row]) -> str:
    """All rows in one sentence."""
    counts = {name: sum(row.verdict == name for row in rows) for name in ("held", "BROKEN", "not tried")}
    told = [f"{number} {name}" for name, number in counts.items() if number or name == "held"]
    return f"{len(rows)} promises: {', '.join(told)}."


def write_json(rows: Sequence[Row], seed: int, path: Path) -> None:
    """All that was found."""
    told = {"machine": machine(), "seed": seed, "rows": [row.as_json() for row in rows]}
    path.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
