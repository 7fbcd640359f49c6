"""The measured rows as a table for people and as JSON."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from bench.rows import Row
from studyapp import __version__

HEAD = ("row", "what", "floor", "", "measured", "ratio", "quartiles", "at most", "")

NEAR = "too near to its target to tell which side it is on"


def machine() -> dict[str, str | int]:
    """What the figures were measured on."""
    return {
        "cores": os.cpu_count() or 0,
        "machine": platform.machine(),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "textual": version("textual"),
        "studyapp": __version__,
    }


def table(rows: Sequence[Row]) -> str:
    """Lines of aligned columns."""
    lines = [HEAD, *(_cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEAD))]
    right = {3, 4, 5, 6, 7}
    return "\n".join(
        "  ".join(
            cell.rjust(width) if column in right else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def verdicts(rows: Sequence[Row]) -> str:
    """Which rows fall short of their targets, and which are too near to tell; a line each."""
    held = [row for row in rows if row.verdict]
    if not held:
        return "No verdicts: too little was measured."
    lines = [f"{sum(row.verdict == 'holds' for row in held)} of {len(held)} targets are held."]
    lines += [f"over: {_named(row)}" for row in held if row.verdict == "over"]
    lines += [f"near: {_named(row)}" for row in held if row.verdict == "near"]
    return "\n".join(lines)


def _named(row: Row) -> str:
    low, ratio, high = row.ratios
    told = f"{row.id} {row.what}: {ratio:.2f} ({low:.2f}-{high:.2f}), at most {row.most:g}"
    return f"{told}; {NEAR}" if row.verdict == "near" else told


def _cells(row: Row) -> tuple[str, ...]:
    low, ratio, high = row.ratios
    return (
        row.id,
        row.what,
        row.floor,
        f"{row.floor_median:.1f} {row.unit}",
        f"{row.measured_median:.1f} {row.unit}",
        f"{ratio:.2f}",
        f"{low:.2f}-{high:.2f}",
        "" if row.most is None else f"{row.most:g}",
        "" if row.verdict == "holds" else row.verdict,
    )


def write_json(rows: Sequence[Row], path: Path) -> None:
    """All that was measured, pair by pair."""
    told = {"machine": machine(), "rows": [row.as_json() for row in rows]}
    path.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
