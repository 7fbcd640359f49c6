"""``python -m bench``: the table of speed, each figure beside its floor of the same run.

Absolute times are those of a machine at a moment; what is held is the ratio. Floor and subject take turns, a pair is
one of each, and the ratio is the median of the pairs' ratios, with their quartiles. A row that is over its target is
marked, and is no failure: a noisy machine is no reason to stop. How a verdict is come to, see :mod:`bench.rows`.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from time import monotonic

from bench import (
    checking,
    commands,
    counting,
    keeping,
    keys,
    loading,
    merging,
    opening,
    rebuilding,
    report,
    sections,
    starting,
)
from bench.effort import FULL, QUICK, Bench
from bench.rows import Row

PARTS: Mapping[tuple[str, ...], Callable[[Bench], list[Row]]] = {
    ("P1", "P2"): starting.rows,
    ("P3", "P4", "P5", "P7"): keys.rows,
    ("P6",): sections.rows,
    ("P8",): loading.rows,
    ("P9",): opening.rows,
    ("P10",): checking.rows,
    ("P11",): keeping.rows,
    ("P12",): starting.with_history,
    ("P13",): rebuilding.rows,
    ("P13b",): counting.rows,
    ("P14",): commands.rows,
    ("P15",): merging.rows,
}
"""By the rows that each gives."""

IDS = sorted((id for ids in PARTS for id in ids), key=lambda id: (int(id[1:].rstrip("b")), id))

OWN = ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")
"""Folders whose files are the learner's: neither read nor written here."""

NAMED = ("STUDYAPP_CACHE", "STUDYAPP_PROGRESS", "STUDYAPP_SETTINGS")
"""What would lead there all the same."""


def main() -> int:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(
        prog="python -m bench", description="Measure the speed against its floors."
    )
    parser.add_argument(
        "rows", nargs="*", metavar="ROW", help=f"rows to measure, of {', '.join(IDS)}; else all"
    )
    parser.add_argument(
        "--quick", action="store_true", help="once each and small: shows that it works, not how fast"
    )
    parser.add_argument("--json", metavar="FILE", type=Path, help="also write the figures, pair by pair")
    options = parser.parse_args()
    if unknown := set(options.rows) - set(IDS):
        parser.error(f"no such row: {', '.join(sorted(unknown))}; there are {', '.join(IDS)}")
    print(", ".join(f"{what} {value}" for what, value in report.machine().items()), end="\n\n", flush=True)
    with tempfile.TemporaryDirectory(prefix="studyapp-bench-") as folder:
        for name in NAMED:
            os.environ.pop(name, None)
        os.environ |= {name: str(Path(folder, "home", name)) for name in OWN}
        found = _measured(Bench(QUICK if options.quick else FULL, Path(folder)), options.rows or IDS)
    found.sort(key=lambda row: IDS.index(row.id))
    print(report.table(found))
    print(f"\n{report.verdicts(found)}")
    if options.json:
        report.write_json(found, options.json)
    return 0


def _measured(bench: Bench, wanted: list[str]) -> list[Row]:
    """The rows wanted."""
    began = monotonic()
    found: list[Row] = []
    for ids, measure in PARTS.items():
        if asked := [id for id in ids if id in wanted]:
            print(f"{monotonic() - began:4.0f} s  measuring {', '.join(asked)}", file=sys.stderr, flush=True)
            found += [row for row in measure(bench) if row.id in asked]
    print(f"{monotonic() - began:4.0f} s  done\n", file=sys.stderr, flush=True)
    return found


if __name__ == "__main__":
    sys.exit(main())
