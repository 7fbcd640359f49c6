"""P10: ``studyapp check`` with all of its rules."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence

from bench.courses import varied_course
from bench.effort import Bench
from bench.loading import LEAST, bare_events, question_files
from bench.programs import STUDYAPP
from bench.rows import Row, until_plain
from bench.timing import timed

EACH = 100
"""Questions of a section."""


def rows(bench: Bench) -> list[Row]:
    """The command from its start to its end, against libyaml's bare event stream of the same bytes."""
    number = bench.effort.questions
    course = varied_course(bench.own("checking") / "course", number // EACH, EACH)
    files = question_files(course)

    def check() -> None:
        argv = (STUDYAPP, "check", "--info", str(course))
        done = subprocess.run(argv, capture_output=True, text=True, check=False)
        if done.returncode or f"{number} questions" not in done.stderr.replace(",", ""):
            raise RuntimeError(
                f"the course made for measuring is wrong: {done.stdout[:2000]}{done.stderr[-500:]}"
            )

    def told(pairs: Sequence[tuple[float, float]]) -> list[Row]:
        return [Row("P10", f"check {number:,} questions", LEAST, "ms", 12, pairs)]

    check()
    least = bench.effort.pairs
    return until_plain(lambda _: (bare_events(files), timed(check)), told, least, bench.most(least))
