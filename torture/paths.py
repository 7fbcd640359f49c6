"""H26 to H28: what a course's folder may hold in the place of plain files."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

from torture.hostile import ABOUT, BANK, TEXT, borne, written
from torture.rows import Trial, row

HUGE = 100_000_000


def _huge(path: Path) -> None:
    path.touch()
    os.truncate(path, HUGE)


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _device(path: Path) -> None:
    os.mknod(path, stat.S_IFCHR | 0o666, os.makedev(1, 5))  # /dev/zero


def _outside(path: Path) -> None:
    path.symlink_to("/etc/passwd")


def _loop(path: Path) -> None:
    path.symlink_to(path.name)


def _folder(path: Path) -> None:
    path.mkdir()


@row("H26", "a file of 100 MB, a device, a FIFO: refused at once, nothing is waited for", "files")
def no_texts(trial: Trial) -> None:
    """As text, as questions and as course.yaml; a device only where one can be made."""
    kinds = ((_huge, "too-large"), (_pipe, "not-regular"), (_folder, "not-regular"))
    _each(trial, (*kinds, *([(_device, "not-regular")] if os.getuid() == 0 else [])))


@row("H27", "symbolic links, loops, `..` and absolute paths: nothing outside of the folder is read", "links")
def links(trial: Trial) -> None:
    """Files, folders, and names in course.yaml."""
    _each(trial, ((_outside, "symlink"), (_loop, "symlink")))
    with trial.attempt("folder"):
        course = written(trial.place(), {})
        (course / "questions").symlink_to("/etc")
        borne(trial, course, "symlink")
    for name in ("../../etc/passwd", "/etc/passwd", "..", "01-a/../../x"):
        with trial.attempt(name):
            borne(trial, written(trial.place(), {ABOUT: f"sections: ['{name}']\n"}), "error[")


def _each(trial: Trial, kinds: tuple[tuple[Callable[[Path], None], str], ...]) -> None:
    cases = [(kind, line, file) for kind, line in kinds for file in (BANK, TEXT, ABOUT)]
    for index in trial.some(len(cases)):
        make, line, file = cases[index]
        with trial.attempt(f"{make.__name__} {file}"):
            course = written(trial.place(), {})
            (course / file).parent.mkdir(exist_ok=True)
            (course / file).unlink(missing_ok=True)
            make(course / file)
            borne(trial, course, line)


@row(
    "H28",
    "file names with ESC, line feed, bytes that are no text: told, and none reaches the terminal",
    "names",
)
def names(trial: Trial) -> None:
    """In content/ and in questions/."""
    for name in (b"\x1b[2J", b"a\nb", b"caf\xe9", "a\u202eb".encode(), b"\x07", "\U000e0041".encode()):
        for folder, ending in (("content", b".md"), ("questions", b".yaml")):
            with trial.attempt(repr(name)):
                course = written(trial.place(), {BANK: "questions: []\n"})
                Path(os.fsdecode(bytes(course / folder) + b"/" + name + ending)).write_text("# A\n")
                borne(trial, course, "bad-file-name")
