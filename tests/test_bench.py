"""The bench runs and prints each row. How fast anything is, is for people to read: no time is asserted here."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bench.programs import REPOSITORY, STUDYAPP
from bench.rows import Row, percentile

ROWS = ("P1", "P2 RSS", "P2 PSS", "P3 p50", "P3 p99", "P4", "P5", "P6", "P8", "P11", "P14")


def row(*pairs: tuple[float, float], most: float = 1.5) -> Row:
    """A row of pairs."""
    return Row("P0", "what", "floor", "ms", most, pairs)


def test_the_ratio_is_the_median_of_the_pairs() -> None:
    """A disturbed pair moves neither the ratio nor whether it holds."""
    found = row((10, 12), (20, 24), (10, 12), (10, 500), (5, 6))
    assert found.ratios[1] == 1.2
    assert found.floor_median == 10
    assert found.holds


def test_a_single_pair_has_no_spread() -> None:
    """The quick form shows one."""
    assert row((2, 4)).ratios == (2, 2, 2)
    assert not row((2, 4)).holds


@pytest.mark.parametrize(("share", "value"), [(0.5, 100), (0.99, 198), (1, 200), (0, 1)])
def test_a_percentile_is_one_of_the_values(share: float, value: int) -> None:
    """The nearest rank, as the bench means it."""
    assert percentile(range(200, 0, -1), share) == value


@pytest.mark.skipif(not Path(STUDYAPP).exists(), reason="measures the installed command: make test")
def test_the_quick_form_measures_every_row(tmp_path: Path) -> None:
    """Each row stands in the table and in the JSON, and says what it was measured on."""
    file = tmp_path / "figures.json"
    argv = [sys.executable, "-m", "bench", "--quick", "--json", str(file)]
    done = subprocess.run(argv, cwd=REPOSITORY, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    told = json.loads(file.read_text(encoding="utf-8"))
    assert list(dict.fromkeys(found["id"] for found in told["rows"])) == list(ROWS)
    assert told["machine"]["cores"] >= 1
    for found in told["rows"]:
        line = next(line for line in done.stdout.splitlines() if line.startswith(found["id"] + " "))
        assert found["floor"] in line
        assert all(floor > 0 and measured > 0 for floor, measured in found["pairs"])
