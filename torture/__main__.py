"""``python -m torture``: faults and hostile inputs, row by row, with what was lost. Exits 1 when a promise broke."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from torture import report
from torture.rows import FULL, KINDS, QUICK, Kind, Row
from torture.running import run

MODULES = (
    "kills", "powercut", "calls", "files", "damage", "steps", "clocks", "terminals", "hostile", "retyped", "paths",
    "display", "records", "archives", "caches", "mutants", "laws", "fuzzing", "untried",
)  # fmt: skip
"""Where the rows are."""


def kinds() -> list[Kind]:
    """All rows that there are, by their names."""
    for module in MODULES:
        import_module(f"torture.{module}")
    return sorted(KINDS, key=lambda kind: kind.id)


def main() -> int:
    """Try what is asked for, and print the table."""
    options = _parser().parse_args()
    wanted = [kind for kind in kinds() if not options.rows or kind.id.startswith(tuple(options.rows))]
    if not wanted:
        print(f"There is no such row. Rows: {' '.join(kind.id for kind in kinds())}", file=sys.stderr)
        return 2
    effort = QUICK if options.quick else FULL
    if options.seconds is not None:
        effort = replace(effort, seconds=options.seconds)
    about = ", ".join(f"{what} {value}" for what, value in report.machine().items())
    print(f"{about}, seed {options.seed}", end="\n\n", flush=True)
    rows = run(wanted, effort, options.seed, _tell)
    print(report.table(rows))
    print(f"\n{report.summary(rows)}")
    if options.json:
        report.write_json(rows, options.seed, options.json)
    return int(any(row.lost for row in rows))


def _tell(row: Row) -> None:
    print(
        f"{row.id} {row.verdict} ({row.seconds:.0f} s, {row.processor:.0f} s of the processor)",
        file=sys.stderr,
        flush=True,
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m torture", description="Provoke faults, and see that nothing is lost."
    )
    parser.add_argument(
        "rows", nargs="*", metavar="ROW", help="only rows whose names begin so, such as F01 or H"
    )
    parser.add_argument("--quick", action="store_true", help="a little of each: shows that it works")
    parser.add_argument("--seed", type=int, default=1, help="of all that is random (default 1)")
    parser.add_argument("--seconds", type=int, help="how long to fuzz (default 60)")
    parser.add_argument("--json", metavar="FILE", type=Path, help="also write what was found")
    return parser


if __name__ == "__main__":
    sys.exit(main())
