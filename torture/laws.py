"""Laws that hold for all inputs: the tests that state them, run on many more examples."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from torture.rows import NotHere, Trial, row

REPOSITORY = Path(__file__).resolve().parents[1]
LAWS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "L1": ("the loader ends with a course or a sentence, whatever the bytes", (
        "tests/course/test_load.py::test_reading_never_fails_with_anything_but_a_course_error",
    )),
    "L2": ("what passes the gate for foreign text steers no terminal, and passes unchanged again", (
        "tests/test_clean.py",
    )),
    "L3": ("scoring never raises and gives a share, for any response to any question", (
        "tests/study/test_scoring.py::test_score_is_a_share_for_any_response",
        "tests/study/test_matching.py::test_match_never_raises",
        "tests/study/test_sitting.py::test_a_sitting_bears_any_stored_response",
    )),
    "L4": ("merging is a union: any order, any grouping, any number of times", (
        "tests/study/test_transfer.py::test_merging_is_a_union",
    )),
    "L5": ("answer, undo, kill, merge and restore in any order: what is kept is what was told to be", (
        "tests/study/test_histories.py",
    )),
}  # fmt: skip
AT_ONCE: Mapping[str, int] = {"L5": 2}
"""Laws whose examples are shared by so many processes: those that would be under way when all else is done."""
_PASSING = re.compile(r"^\s+- (\d+) passing", re.MULTILINE)


def _law(id: str, promise: str, tests: tuple[str, ...]) -> None:
    @row(id, promise, "examples")
    def hold(trial: Trial) -> None:
        """Run the tests with the profile of that name."""
        if not (REPOSITORY / "tests").is_dir():
            raise NotHere("the tests are not here")
        processes = AT_ONCE.get(id, 1)
        running = [_begun(trial, tests, trial.effort.examples // processes) for _ in range(processes)]
        for one in running:
            output, errors = one.communicate()
            trial.tried += sum(map(int, _PASSING.findall(output)))
            if one.returncode:
                lines = [line for line in output.splitlines() if line.startswith(("E ", "FAILED", "ERROR"))]
                trial.lost += lines[:20] or [output[-500:] + errors[-500:]]


def _begun(trial: Trial, tests: tuple[str, ...], examples: int) -> subprocess.Popen[str]:
    """The tests under way, with so many examples."""
    options = ["--hypothesis-profile=torture", f"--hypothesis-seed={trial.random.randrange(2**32)}"]
    quiet = [
        "-q",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:xdist",
        "-o",
        "timeout=0",
        "--hypothesis-show-statistics",
    ]
    command = [sys.executable, "-m", "pytest", *quiet, *options, f"--basetemp={trial.place()}/pytest", *tests]
    env = {**os.environ, "TORTURE_EXAMPLES": str(examples)}
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=REPOSITORY, env=env, stdout=pipe, stderr=pipe, text=True)


for _id, (_promise, _tests) in LAWS.items():
    _law(_id, _promise, _tests)
