"""``python -m bench``: the table of speed, each figure beside its floor of the same run.

Absolute times are those of a machine at a moment; what is held is the ratio. Floor and subject take turns, a pair is
one of each, and the ratio is the median of the pairs' ratios, with their quartiles. A row that is over its target is
marked, and is no failure: a noisy machine is no reason to stop.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from bench import commands, keeping, keys, loading, report, sections, starting
from bench.rows import FULL, QUICK, Effort, Row

PARTS: tuple[Callable[[Effort, Path], list[Row]], ...] = (
    starting.rows,
    keys.rows,
    sections.rows,
    loading.rows,
    keeping.rows,
    commands.rows,
)
"""In the order of the table; each gets a folder of its own to work in."""


def main() -> int:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(
        prog="python -m bench", description="Measure the speed against its floors."
    )
    parser.add_argument(
        "--quick", action="store_true", help="once each and small: shows that it works, not how fast"
    )
    parser.add_argument("--json", metavar="FILE", type=Path, help="also write the figures, pair by pair")
    options = parser.parse_args()
    effort = QUICK if options.quick else FULL
    print(", ".join(f"{what} {value}" for what, value in report.machine().items()), end="\n\n", flush=True)
    found: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="studyapp-bench-") as folder:
        for measure in PARTS:
            part = measure.__module__.removeprefix("bench.")
            print(f"measuring {part}", file=sys.stderr, flush=True)
            own = Path(folder, part)
            own.mkdir()
            found += measure(effort, own)
    print(report.table(found))
    if options.json:
        report.write_json(found, options.json)
    return 0


if __name__ == "__main__":
    sys.exit(main())
