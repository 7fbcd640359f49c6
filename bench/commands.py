"""P14: the commands that only tell something."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from time import perf_counter

from bench.effort import Bench
from bench.programs import STUDYAPP
from bench.rows import Row, until_plain
from bench.starting import quickest


def rows(bench: Bench) -> list[Row]:
    """Commands against a Python that does nothing."""
    nothing = (sys.executable, "-c", "pass")
    history = {"STUDYAPP_PROGRESS": str(bench.long_history)}
    least = bench.effort.commands
    found: list[Row] = []
    for word, env, most in (("--version", {}, 1.5), ("--help", {}, 2.5), ("due", history, 3.0)):
        command = (STUDYAPP, word)
        what = f"studyapp {word}" + (f", {bench.effort.history:,} events" if env else "")
        _run(nothing), _run(command, env)

        def pair(
            _: int, command: Sequence[str] = command, env: Mapping[str, str] = env
        ) -> tuple[float, float]:
            return quickest(bench, lambda: _run(nothing), lambda: _run(command, env))

        def told(pairs: Sequence[tuple[float, float]], what: str = what, most: float = most) -> list[Row]:
            return [Row("P14", what, "python -c pass", "ms", most, pairs)]

        found += until_plain(pair, told, least, bench.most(least))
    return found


def _run(argv: Sequence[str], env: Mapping[str, str] | None = None) -> float:
    """Milliseconds of a command that must succeed."""
    whole = {**os.environ, **(env or {})}
    start = perf_counter()
    subprocess.run(argv, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, env=whole)
    return (perf_counter() - start) * 1e3
