"""The torture runs, prints each row, and tells a broken promise from one that holds."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from bench.programs import REPOSITORY
from torture import report
from torture.__main__ import kinds
from torture.fuzzing import CASES, load_bytes
from torture.laws import LAWS
from torture.powercut import Create, Cut, Name, Remove, Sync, Told, Write, left
from torture.rows import QUICK, Kind, NotHere, Row, Trial
from torture.running import run
from torture.tracing import strace, traced

ROWS = ("F01", "F02", "F03", "F04", "F05", "F08", "F12", "F16", "F20", "H01", "H27", "H33", "H40", "K", "M1")
"""Rows that take little in the quick form."""


def test_the_quick_form_tries_rows_of_every_part(tmp_path: Path) -> None:
    """Each stands in the table and in the JSON with what was tried; none is broken."""
    file = tmp_path / "found.json"
    argv = [sys.executable, "-m", "torture", "--quick", "--json", str(file), *ROWS]
    done = subprocess.run(argv, cwd=REPOSITORY, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads(file.read_text(encoding="utf-8"))
    assert all(any(row["id"].startswith(name) for row in found["rows"]) for name in ROWS)
    assert "F20: not tried: there is no server" in done.stdout
    for row in found["rows"]:
        line = next(line for line in done.stdout.splitlines() if line.startswith(f"{row['id']} "))
        assert row["promise"] in line
        assert row["verdict"] == ("not tried" if row["untried"] else "held")
        assert row["tried"] > 0 or row["untried"]
    assert found["seed"] == 1


def test_every_hostile_input_and_fault_on_the_list_has_its_row() -> None:
    """Also those that can't be tried yet: H01 to H40 and F01 to F20, and the laws and the fuzzer."""
    ids = [kind.id for kind in kinds()]
    listed = [*(f"H{number:02}" for number in range(1, 41)), *(f"F{number:02}" for number in range(1, 21))]
    assert {*listed, *LAWS, "Z1"} <= {id.partition(" ")[0] for id in ids}
    assert len(set(ids)) == len(ids)


def lose(trial: Trial) -> None:
    for number in range(3):
        with trial.attempt(f"try {number}"):
            trial.holds(number, "the first is lost")
            if number == 2:
                raise ValueError(str(number))


def leave(trial: Trial) -> None:
    raise NotHere("no such thing")


def test_what_is_lost_is_counted_and_told() -> None:
    """Each row in a process of its own; an error is something broken, and what can't be tried is none."""
    kinds = [
        Kind("A", "is broken", "times", lose),
        Kind("B", "can't be", "times", leave),
        Kind("C", "does nothing", "times", lambda _: None),
    ]
    broken, missing, idle = run(kinds, QUICK, 1, lambda _: None)
    assert (broken.verdict, broken.tried, len(broken.lost)) == ("BROKEN", 3, 2)
    assert broken.lost[1].startswith("try 2: ValueError: 2 (test_torture.py:")
    assert (missing.verdict, missing.untried, idle.verdict) == ("not tried", "no such thing", "not tried")
    told = report.table([broken, missing])
    assert "A: the first is lost" in told
    assert report.summary([broken, missing]) == "2 promises: 0 held, 1 BROKEN, 1 not tried."


def test_a_row_of_its_own_seed_is_the_same_each_time() -> None:
    """Whatever other rows are run."""

    def draw(trial: Trial) -> None:
        trial.tried = trial.random.randrange(10**9)

    def first(seed: int, *names: str) -> Row:
        return run([Kind(name, "", "", draw) for name in names], QUICK, seed, lambda _: None)[0]

    assert first(1, "A").tried == first(1, "A", "B").tried != first(2, "A").tried


def test_a_cut_leaves_what_was_synced() -> None:
    """Content after its fsync, names after their folder's; the rest as it comes."""
    changes = [
        Create("a"),
        Write("a", 0, b"x" * 1024),
        Sync(""),
        Sync("a"),
        Told("1"),
        Write("a", 0, b"y" * 1024),
    ]
    changes += [Create("b"), Write("b", 0, b"z"), Sync("b"), Name("a", "c"), Remove("a"), Cut("c", 100)]
    random = Random(1)
    assert left(changes, 0, random) == ({"a": b"x" * 1024}, ["1"])
    assert left(changes, 1, random) == ({"b": b"z", "c": b"y" * 100}, ["1"])
    halves = {left(changes[:6], 0.5, random)[0]["a"][::512] for _ in range(50)}
    assert halves == {b"xx", b"xy", b"yx", b"yy"}


def test_what_can_not_be_traced_is_not_tried(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And the table says why."""
    monkeypatch.setattr("torture.tracing._missing", lambda: "strace is not installed")
    with pytest.raises(NotHere, match="not installed"):
        strace(tmp_path / "trace")
    with pytest.raises(NotHere, match="not installed"):
        traced(lambda: None, tmp_path / "trace", [])


def test_what_is_traced_is_traced_from_its_beginning_on(tmp_path: Path) -> None:
    """Its first call can be made to fail, and its own failing is told."""
    try:
        strace(tmp_path / "trace")
    except NotHere as reason:
        pytest.skip(str(reason))
    file, trace = tmp_path / "file", tmp_path / "trace"
    file.touch()
    traced(file.read_bytes, trace, [f"-P{file}", "-etrace=openat"])
    assert trace.read_text(encoding="utf-8").count("openat(") == 1
    with pytest.raises(RuntimeError, match="ended with 1"):
        traced(file.read_bytes, trace, [f"-P{file}", "-etrace=openat", "-einject=openat:error=EIO:when=1"])


SEEDS = [
    b"",
    b"0",
    b"0questions: [",
    b"1# \xff",
    b"2sections: [{part: [}]",
    b"0questions:\n- id: a\n  prompt: {{",
]


@pytest.mark.parametrize("data", [*SEEDS, *(case.read_bytes() for case in sorted(CASES.glob("*")))])
def test_what_fuzzing_found_is_borne(tmp_path: Path, data: bytes) -> None:
    """Each input that once made the loader fail, and a few that are near such."""
    load_bytes(data, tmp_path)
