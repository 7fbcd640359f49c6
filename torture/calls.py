"""F03, F04: a full disk, and each system call of the answer path failing once."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

from torture.faults import no_file_beyond
from torture.learner import study
from torture.looking import wrong
from torture.machine import exit_status
from torture.rows import Trial, row
from torture.tracing import traced

BEFORE, ANSWERS = 30, 4
STEP = 512
"""Bytes by which the room on the disk grows from one try to the next."""
WRITES = ("openat", "pwrite64", "ftruncate", "write", "fallocate")
ALL = (
    *WRITES,
    "newfstatat",
    "fstat",
    "pread64",
    "read",
    "lseek",
    "fsync",
    "fdatasync",
    "unlink",
    "fcntl",
    "getdents64",
)
_CALL = re.compile(r"^\d+ +(\w+)\(")


@row(
    "F03",
    "the disk full from any byte on: what was not kept is said to be, and is written once there is room",
    "limits",
)
def disk_full(trial: Trial) -> None:
    """With each length of a file as the limit; the limit goes before the learner ends."""
    most = _before(trial.folder / "full").stat().st_size + 8 * STEP
    for limit in range(0, most, STEP * trial.effort.every):
        with trial.attempt(f"no file beyond {limit} bytes"):
            path = _before(trial.folder / "full")
            lines = _with_room(path, limit)
            trial.lost += [f"no file beyond {limit} bytes: {line}" for line in _wrong(path, lines)]


@row(
    "F03 call",
    "no room from any write on, to the end: no false word, and the answers are rescued or counted",
    "writes",
)
def no_room(trial: Trial) -> None:
    """Each call that writes fails from the n-th on."""
    _fail_each(trial, "ENOSPC", WRITES, "+")


@row("F04", "any one system call fails: no false word, and all is saved in the end", "calls")
def each_call(trial: Trial) -> None:
    """Each call on the progress file, its journal and folder fails once."""
    _fail_each(trial, "EIO", ALL, "")


def _before(folder: Path) -> Path:
    """A progress file with some answers, alone in a folder."""
    made = folder.with_name("made.db")
    if not made.exists():
        study(made, lambda _: None, BEFORE, Random(1))
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return Path(shutil.copy(made, folder / "progress.db"))


def _with_room(path: Path, limit: int) -> list[str]:
    """What a learner is told while no file may grow beyond the limit."""
    lines: list[str] = []

    def live() -> None:
        try:
            with no_file_beyond(limit):
                study(path, lines.append, ANSWERS, Random(2), timeout=0.05)
        finally:
            told.write_text("\n".join(lines), encoding="utf-8")

    told = path.with_name("told")
    if exit_status(live):
        raise RuntimeError("the learner's program failed")
    return told.read_text(encoding="utf-8").splitlines()


def _fail_each(trial: Trial, error: str, names: tuple[str, ...], more: str) -> None:
    counts = _counts(trial)
    points = [(name, number) for name in names for number in range(1, counts[name] + 1)]
    for index in trial.some(len(points)):
        name, number = points[index]
        where = f"{error} from {name} {number}"
        with trial.attempt(where):
            path = _before(trial.folder / "calls")
            lines = _traced(trial, path, [f"-einject={name}:error={error}:when={number}{more}"])
            trial.lost += [f"{where}: {line}" for line in _wrong(path, lines)]


def _counts(trial: Trial) -> Counter[str]:
    """How often each call is made on the answer path."""
    _traced(trial, _before(trial.folder / "calls"), [])
    trace = (trial.folder / "trace").read_text(encoding="utf-8")
    return Counter(call[1] for line in trace.splitlines() if (call := _CALL.match(line)))


def _traced(trial: Trial, path: Path, options: list[str]) -> list[str]:
    """What a learner is told while calls are made to fail."""
    told = trial.folder / "told"
    paths = [f"-P{one}" for one in (path, f"{path}-journal", path.parent)]

    def live() -> None:
        with open(told, "wb", buffering=0) as stream:  # noqa: PTH123
            study(path, lambda line: stream.write(f"{line}\n".encode()), ANSWERS, Random("2"), timeout=0.05)

    traced(live, trial.folder / "trace", [*paths, f"-etrace={','.join(ALL)}", *options])
    return told.read_text(encoding="utf-8").splitlines()


def _wrong(path: Path, lines: list[str]) -> Iterator[str]:
    """What is wrong after what a learner was told."""
    acknowledged = [line.removeprefix("ack ") for line in lines if line.startswith("ack ")]
    given = [line.split()[1] for line in lines if not line.startswith("end ")]
    if len(given) != ANSWERS or not lines[-1].startswith("end "):
        yield f"the learner was not told of each answer: {lines}"
        return
    yield from wrong(path, acknowledged)
    _, unsaved, rescued = lines[-1].split(maxsplit=2)
    if rescued != "-":
        yield from wrong(path, given, rescued=Path(rescued))
        Path(rescued).unlink()
    elif unsaved == "0":
        yield from wrong(path, given)
