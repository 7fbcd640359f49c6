"""The measured rows as a table for people and as JSON."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from bench.rows import Row

HEAD = ("row", "what", "floor", "", "measured", "ratio", "quartiles", "at most", "")


def machine() -> dict[str, str | int]:
    """What the figures were measured on."""
    return {
        "cores": os.cpu_count() or 0,
        "machine": platform.machine(),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "textual": version("textual"),
        "studyapp": version("studyapp"),
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
        f"{row.most:g}",
        "" if row.holds else "over",
    )


def write_json(rows: Sequence[Row], path: Path) -> None:
    """All that was measured, pair by pair."""
    told = {"machine": machine(), "rows": [row.as_json() for row in rows]}
    path.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
