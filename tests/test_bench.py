"""The bench runs and prints each row. How fast anything is, is for people to read: no time is asserted here."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from bench.effort import QUICK, Bench
from bench.history import progress
from bench.programs import REPOSITORY, STUDYAPP
from bench.report import verdicts
from bench.rows import Row, percentile, until_plain
from studyapp.course.load import load
from studyapp.study.regrading import reconcile
from studyapp.study.store import Progress

ROWS = (*(f"P{number}" for number in range(1, 14)), "P13b", "P14", "P15")


def row(*pairs: tuple[float, float], most: float | None = 1.5) -> Row:
    """A row of pairs."""
    return Row("P0", "what", "floor", "ms", most, pairs)


def test_the_ratio_is_the_median_of_the_pairs() -> None:
    """A disturbed pair moves neither the ratio nor whether it holds."""
    found = row((10, 12), (20, 24), (10, 12), (10, 500), (5, 6), (10, 12), (10, 12), (10, 12))
    assert found.ratios[1] == 1.2
    assert found.floor_median == 10
    assert found.verdict == "holds"


def test_a_single_pair_has_no_spread_and_no_verdict() -> None:
    """The short form shows one."""
    assert row((2, 4)).ratios == (2, 2, 2)
    assert row((2, 4)).verdict == ""


@pytest.mark.parametrize(
    ("within", "beyond", "verdict"),
    [(5, 0, "holds"), (0, 5, "over"), (4, 1, "near"), (2, 3, "near"), (7, 1, "holds"), (2, 9, "over")],
)
def test_a_verdict_is_told_where_chance_would_hardly_give_it(within: int, beyond: int, verdict: str) -> None:
    """A sign test: five of five are plain, four of five are not."""
    assert row(*[(10, 11)] * within, *[(10, 19)] * beyond).verdict == verdict


def test_a_figure_without_a_target_has_no_verdict() -> None:
    """It is only worth knowing, and needs no more pairs."""
    assert row(*[(10, 90)] * 3, most=None).plain
    assert row(*[(10, 90)] * 8, most=None).verdict == ""


@pytest.mark.parametrize(
    ("ratios", "taken"), [([1] * 9, 5), ([1, 2, 1, 1, 1, 1, 1, 1, 1], 8), ([1, 2] * 5, 9), ([2] * 9, 5)]
)
def test_pairs_are_taken_until_the_verdict_is_plain(ratios: list[float], taken: int) -> None:
    """Five at least; nine at most, however near the target it is."""
    found = until_plain(lambda number: (1.0, ratios[number]), lambda pairs: [row(*pairs)], 5, 9)
    assert len(found[0].pairs) == taken


def test_the_report_ends_with_what_falls_short() -> None:
    """Rows over their targets, and those too near to tell, but none that holds."""
    told = verdicts([row(*[(10, 90)] * 5), row(*[(10, 11)] * 5), row(*[(10, 11)] * 3, *[(10, 90)] * 2)])
    assert told.splitlines()[0] == "1 of 3 targets are held."
    assert [line.partition(":")[0] for line in told.splitlines()[1:]] == ["over", "near"]


@pytest.mark.parametrize(("share", "value"), [(0.5, 100), (0.99, 198), (1, 200), (0, 1)])
def test_a_percentile_is_one_of_the_values(share: float, value: int) -> None:
    """The nearest rank, as the bench means it."""
    assert percentile(range(200, 0, -1), share) == value


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """Small histories."""
    return Bench(QUICK, tmp_path_factory.mktemp("bench"))


def test_the_histories_are_as_the_program_keeps_them(bench: Bench) -> None:
    """Nothing in them is damaged, of no good form, or to be marked anew."""
    course = load(bench.course).course
    for path, least in ((bench.short_history, QUICK.short_history), (bench.long_history, QUICK.history)):
        with progress(path) as kept:
            assert kept.check() == []
            assert reconcile(course, kept.journal(course.id)) == []
            assert sum(1 for _ in kept.events()) >= least


def test_the_histories_are_of_the_same_questions(bench: Bench) -> None:
    """So that a screen shows as much of the one as of the other."""

    def known(kept: Progress) -> dict[str, int]:
        return {one.id: one.questions for one in kept.courses()}

    with progress(bench.short_history) as short, progress(bench.long_history) as long:
        assert known(short) == known(long)


@pytest.mark.skipif(not Path(STUDYAPP).exists(), reason="measures the installed command: make test")
def test_the_quick_form_measures_every_row(tmp_path: Path) -> None:
    """Each row stands in the table and in the JSON, and says what it was measured on."""
    file = tmp_path / "figures.json"
    argv = [sys.executable, "-m", "bench", "--quick", "--json", str(file)]
    done = subprocess.run(argv, cwd=REPOSITORY, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    told = json.loads(file.read_text(encoding="utf-8"))
    assert list(dict.fromkeys(found["id"] for found in told["rows"])) == list(ROWS)
    assert all(found["verdict"] == "" for found in told["rows"])
    assert told["machine"]["cores"] >= 1
    for found in told["rows"]:
        cells = (found["id"], found["what"], found["floor"])
        assert any(re.split(" {2,}", line)[:3] == list(cells) for line in done.stdout.splitlines())
        assert all(floor > 0 and measured > 0 for floor, measured in found["pairs"])


def test_a_row_that_is_not_there_is_named() -> None:
    """And nothing is measured."""
    argv = [sys.executable, "-m", "bench", "P8", "P99"]
    done = subprocess.run(argv, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "no such row: P99" in done.stderr
