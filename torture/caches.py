"""K1 and K2: the file by which a course is kept, damaged in every way, and a writer of it that is killed.

Whatever is wrong with it, the course opens as if there were none, within the same bounds, and nothing in it is run.
"""

from __future__ import annotations

import os
import pickle
import shutil
import signal
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from studyapp.course import scan
from studyapp.course.load import load
from studyapp.course.opening import open_course
from torture import studying
from torture.bounds import NOW, SECOND, keep_at_once, measured, within_bounds
from torture.faults import half, no_file_beyond
from torture.files import open_to_all
from torture.machine import as_nobody, exit_status
from torture.rows import Trial, row

HOURS_AGO = NOW // SECOND - 7_200
BITS = 500
"""Bits that are turned, one at a time, all over the file."""
LENGTH = slice(32, 40)
"""Where the file says how long its outline is."""
DEATHS = 40


@row(
    "K1",
    "a course's file in the cache damaged, foreign, endless or closed: it opens as if there were none",
    "files",
)
def damaged(trial: Trial) -> None:
    """Also one that another version wrote, and another course's under this one's name."""
    course, store = _course(trial), trial.folder / "store"
    file, content = _keep(course, store)
    made = dict(_contents(trial, content))
    for name in [list(made)[index] for index in trial.some(len(made))]:
        with trial.attempt(name):
            _anew(file)
            file.write_bytes(made[name])
            _opens(trial, name, course, store)
    for turn in (to_fifo, to_folder, to_link, without_end):
        with trial.attempt(turn.__name__):
            _anew(file)
            file.write_bytes(content)
            turn(file)
            _opens(trial, turn.__name__, course, store)
    with trial.attempt("closed"):
        _anew(file)
        file.write_bytes(content)
        _opens_closed(trial, course, store, file)
    trial.holds(not (trial.folder / "harmed").exists(), "what stood in the file was run")


@row(
    "K2",
    "killed while it keeps a course: the next one opens it whole, and clears away what was left",
    "kills",
)
def killed(trial: Trial) -> None:
    """At any byte of what is written."""
    course, store = _course(trial), trial.folder / "store"
    _, content = _keep(course, store)
    for size in trial.some(DEATHS):
        limit = len(content) * size // DEATHS
        with trial.attempt(f"at byte {limit}"):
            shutil.rmtree(store)
            status = exit_status(partial(_keep_until, course, store, limit))
            trial.holds(status == -signal.SIGXFSZ, f"at byte {limit}: ended with {status}")
            left = list(store.iterdir())
            trial.holds(len(left) == 1, f"at byte {limit}: {len(left)} files")
            for one in left:
                os.utime(one, (HOURS_AGO, HOURS_AGO))
            _opens(trial, f"at byte {limit}", course, store)
            found = [one.read_bytes() for one in store.iterdir()]
            trial.holds(found == [content], f"at byte {limit}: {len(found)} files are there after")


def _course(trial: Trial) -> Path:
    return studying.make_course(trial.folder / "course")


def _open(course: Path, store: Path) -> object:
    keep_at_once()
    return open_course(course, store, lambda: NOW)


def _keep(course: Path, store: Path) -> tuple[Path, bytes]:
    """Keep a course; its file, and what that holds."""
    if exit_status(partial(_open, course, store)):
        raise RuntimeError("the course was not kept")
    (file,) = store.iterdir()
    return file, file.read_bytes()


def _keep_until(course: Path, store: Path, limit: int) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    with no_file_beyond(limit):
        _open(course, store)


def _contents(trial: Trial, content: bytes) -> Mapping[str, bytes]:
    """What may stand in the file instead of what was written, by name."""
    harmed = str(trial.folder / "harmed")
    bits = trial.random.sample(range(len(content) * 8), min(BITS, len(content) * 8))
    return {
        "half": half(content),
        "no bytes": b"",
        "the head alone": content[:40],
        "holes": bytes(len(content)),
        "more behind it": content + b"x" * 1_000,
        "twice": content * 2,
        "a program": f"import os\nos.mkdir({harmed!r})\n".encode(),
        "a pickle": pickle.dumps(_Harm(harmed)),
        "a pickle behind the head": content[:40] + pickle.dumps(_Harm(harmed)),
        "nested": content[:40] + b"[" * 1_000_000,
        "of another course": _of_another(trial),
        "of another version": _of_another_version(trial),
        **{f"cut at {size}": content[:size] for size in range(0, len(content), max(1, len(content) // 50))},
        **{f"bit {bit}": _turned(content, bit) for bit in bits},
    }


class _Harm:
    """What a pickle of it does where it is read."""

    def __init__(self, path: str) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Callable[[str], None], tuple[str]]:
        return os.mkdir, (self.path,)


def _turned(content: bytes, bit: int) -> bytes:
    turned = bytearray(content)
    turned[bit // 8] ^= 1 << bit % 8
    return bytes(turned)


def _of_another(trial: Trial) -> bytes:
    other = studying.make_course(trial.folder / "other")
    (other / "content" / "01-rivers.md").write_text("# Lakes\n\nA lake is still.\n", encoding="utf-8")
    return _keep(other, trial.folder / "other-store")[1]


def _of_another_version(trial: Trial) -> bytes:
    def write() -> None:
        vars(scan)["__version__"] = "99.0"
        _open(trial.folder / "course", trial.folder / "newer-store")

    exit_status(write)
    (file,) = (trial.folder / "newer-store").iterdir()
    return file.read_bytes()


def _anew(file: Path) -> None:
    """An empty store for this file."""
    shutil.rmtree(file.parent)
    file.parent.mkdir(0o700)


def to_fifo(file: Path) -> None:
    """A pipe that nobody writes to stands in its place."""
    file.unlink()
    os.mkfifo(file)


def to_folder(file: Path) -> None:
    """A folder that is not empty stands in its place."""
    file.unlink()
    (file / "inner").mkdir(parents=True)


def to_link(file: Path) -> None:
    """A link to it stands in its place."""
    file.rename(file.with_name("elsewhere"))
    file.symlink_to("elsewhere")


def without_end(file: Path) -> None:
    """A gigabyte that the file's own head tells of, of holes."""
    content = bytearray(file.read_bytes())
    content[LENGTH] = (10**9).to_bytes(8, "big")
    file.write_bytes(content)
    os.truncate(file, 2 * 10**9)


def _opens(trial: Trial, name: str, course: Path, store: Path, *, closed: bool = False) -> None:
    """It opens twice as its files have it, the second time by what the first has kept, if it could."""

    def open_it() -> int:
        if closed:
            as_nobody()
        fresh = load(course)
        return int(_open(course, store) != fresh or _open(course, store) != fresh)

    ran = measured(open_it, trial.folder)
    trial.holds(ran.code == 0, f"{name}: another course, or {ran.code}: {ran.output[-200:]}")
    within_bounds(trial, name, ran)


def _opens_closed(trial: Trial, course: Path, store: Path, file: Path) -> None:
    """As someone to whom permissions apply, and who owns the store but may not read the file."""
    open_to_all(course)
    open_to_all(store)
    if os.getuid() == 0:
        for path in (store, file):
            os.chown(path, 65534, 65534)
    file.chmod(0)
    _opens(trial, "closed", course, store, closed=True)
