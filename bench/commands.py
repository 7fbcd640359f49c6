"""P14: the commands that only tell something."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from bench.programs import STUDYAPP
from bench.rows import Effort, Row


def rows(effort: Effort, _: Path) -> list[Row]:
    """Commands against a Python that does nothing."""
    nothing = (sys.executable, "-c", "pass")
    _run(nothing)
    found = []
    for option, most in (("--version", 1.5), ("--help", 2.5)):
        command = (STUDYAPP, option)
        _run(command)
        pairs = [(_run(nothing), _run(command)) for _ in range(effort.commands)]
        found.append(Row("P14", f"studyapp {option}", "python -c pass", "ms", most, pairs))
    return found


def _run(argv: Sequence[str]) -> float:
    """Milliseconds of a command that must succeed."""
    start = perf_counter()
    subprocess.run(argv, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    return (perf_counter() - start) * 1e3
