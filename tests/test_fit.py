"""``studyapp review --fit``: what the learner is told, and what is kept."""

from __future__ import annotations

import re
import sys
from importlib.util import find_spec
from itertools import count
from pathlib import Path

import pytest

from studyapp.commands.fit import fit
from studyapp.errors import StudyError
from studyapp.study.events import EVERY_COURSE, Kind
from studyapp.study.review.policy import DEFAULT
from studyapp.study.store import Progress

Capture = pytest.CaptureFixture[str]
needs_the_package = pytest.mark.skipif(find_spec("fsrs_rs_python") is None, reason="fsrs-rs is an extra")

DAY = 86_400_000_000
RIGHT = {"response": "a", "score": 1.0, "done": True, "credit": 1.0}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A home of the test's own, without settings."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv("STUDYAPP_SETTINGS", raising=False)


def studied(folder: Path, questions: int) -> Path:
    """The progress file of a learner who knew each of so many questions on six days, the last far apart."""
    ticks, tails, day = count(1_600_000_000_000_000, 1000), count(), 0
    path = folder / "progress.db"
    with Progress.open(
        path,
        clock=lambda: next(ticks) + day * DAY,
        entropy=lambda size: next(tails).to_bytes(size, "big"),
    ) as progress:
        journal = progress.journal("c")
        for day in (0, 3, 13, 43, 103, 223):
            for number in range(questions):
                journal.record(Kind.ANSWERED, "01-a", f"q{number}", sitting=str(day), **RIGHT)
    return path


def policies(path: Path) -> list[object]:
    """What the fits in the file say, and what is in force."""
    with Progress.open(path, clock=lambda: 0, entropy=bytes) as progress:
        fits = [event.data["weights"] for event in progress.events(EVERY_COURSE)]
        return [*fits, progress.journal("c").policy]


def test_too_few_reviews_are_counted(tmp_path: Path) -> None:
    """First answers are none; nothing is kept."""
    path = studied(tmp_path, 2)
    with pytest.raises(StudyError, match=r"reviewed questions 10 times so far.* from 512 times on"):
        fit(str(path))
    assert policies(path) == [DEFAULT]


def test_what_is_missing_can_be_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the line that is printed."""
    path = studied(tmp_path, 103)
    monkeypatch.setitem(sys.modules, "fsrs_rs_python", None)
    with pytest.raises(StudyError, match=re.escape(f"{sys.executable} -m pip install fsrs-rs-python")):
        fit(str(path))
    assert policies(path) == [DEFAULT]


@needs_the_package
def test_what_predicts_better_is_kept_once(tmp_path: Path, capsys: Capture) -> None:
    """Both losses are told; the same fitted once more changes nothing."""
    (tmp_path / "config" / "studyapp").mkdir(parents=True)
    (tmp_path / "config" / "studyapp" / "settings.toml").write_text("retention = 0.85\n")
    path = studied(tmp_path, 103)
    assert fit(str(path)) == 0
    told = capsys.readouterr().out
    assert "515 reviews" in told
    after, before = map(float, re.findall(r"0\.\d+", told))
    assert after < before
    weights, policy = policies(path)
    assert policy != DEFAULT
    assert (list(policy.weights), policy.retention) == (weights, 0.85)
    assert fit(str(path)) == 0
    again = capsys.readouterr().out
    assert again.startswith("Nothing changes")
    assert re.findall(r"0\.\d+", again) == [f"{after:.4f}"] * 2
    assert policies(path) == [weights, policy]
