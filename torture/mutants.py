"""Courses with something changed in their files, by the hundred: each is read, checked and studied, or told of."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path
from random import Random

from studyapp.clean import HARMFUL
from torture import studying
from torture.hostile import LAUGHS, written
from torture.rows import Trial, explained, row

PATIENCE = 10
"""Seconds for one course."""
PIECES = (
    "[", "{", "}", "]", ": ", "- ", "'", '"', "|", ">", "&a ", "*a", "!!str ", "---\n", "\t", "\x00", "\x1b[2J",
    "\u202e", "\r", "\ufeff", "é", "\U0001f600", "\u0301" * 1_000, "nan", "1e999", "-1", "9" * 21, "{{", "}}",
    "{{|}}", "true", "null", "~", "[" * 500, "    ", "\n\n", "id: source\n", "questions:\n", "x" * 5_000, LAUGHS,
)  # fmt: skip


@row(
    "M1",
    "course files changed at random: read, checked and studied without an error of ours",
    "courses",
)
def mutants(trial: Trial) -> None:
    """Bytes, lines and pieces of them changed, moved, doubled and dropped, in each file that a course may have."""
    files = _files(trial)
    _live(
        written(trial.folder / "unchanged", files)
    )  # What it needs is imported once, not in each process anew.
    for number in range(trial.effort.mutants):
        with trial.attempt(f"course {number}"):
            changed, random = dict(files), Random(trial.random.random())
            for _ in range(random.choice((1, 1, 2, 5))):
                name = random.choice(list(changed))
                changed[name] = random.choice(WAYS)(changed[name], random)
            folder = trial.folder / "mutant"
            shutil.rmtree(folder, ignore_errors=True)
            trial.lost += [f"course {number}: {line}" for line in _lived(written(folder, changed))]


def _files(trial: Trial) -> dict[str, bytes]:
    """A course with a question of each kind, as files."""
    from studyapp.course.starter import example

    course = studying.make_course(trial.folder / "whole")
    kinds = ("single", "multiple", "truefalse", "text", "number", "cloze", "match", "order", "open", "locate")
    bank = "questions:\n" + "".join(example(kind) for kind in kinds)
    (course / "questions" / "02-seas.yaml").write_text(bank, encoding="utf-8")
    found = {str(file.relative_to(course)): file.read_bytes() for file in course.rglob("*") if file.is_file()}
    # Those with more in them are changed more often.
    return dict(sorted(found.items()))


def _byte(data: bytes, random: Random) -> bytes:
    at = random.randrange(len(data) + 1)
    return data[:at] + bytes([random.randrange(256)]) + data[at + 1 :]


def _piece(data: bytes, random: Random) -> bytes:
    at = random.randrange(len(data) + 1)
    return data[:at] + random.choice(PIECES).encode() + data[at + random.choice((0, 0, 1, 8)) :]


def _cut(data: bytes, random: Random) -> bytes:
    return data[: random.randrange(len(data) + 1)]


def _lines(data: bytes, random: Random) -> bytes:
    lines = data.splitlines(keepends=True) or [b""]
    at, to = random.randrange(len(lines)), random.randrange(len(lines))
    match random.randrange(4):
        case 0:
            lines.pop(at)
        case 1:
            lines.insert(to, lines[at])
        case 2:
            lines[at], lines[to] = lines[to], lines[at]
        case _:
            lines[at] = b" " * random.randrange(8) + lines[at].lstrip()
    return b"".join(lines)


def _value(data: bytes, random: Random) -> bytes:
    """Another value in a field."""
    lines = data.splitlines(keepends=True)
    fields = [number for number, line in enumerate(lines) if b": " in line]
    if fields:
        at = random.choice(fields)
        lines[at] = lines[at].partition(b": ")[0] + b": " + random.choice(PIECES).encode() + b"\n"
    return b"".join(lines)


WAYS: Sequence[Callable[[bytes, Random], bytes]] = (_byte, _piece, _cut, _lines, _value)


def _lived(course: Path) -> list[str]:
    """Load, check and study a course in a process of its own; what was wrong with that."""
    told, tell = os.pipe()
    if (child := os.fork()) == 0:
        try:
            signal.alarm(PATIENCE)
            os.close(told)
            try:
                _live(course)
            except Exception as error:
                os.write(tell, explained(error).encode())
        finally:
            os._exit(0)
    os.close(tell)
    with os.fdopen(told, "rb") as stream:
        said = stream.read().decode()
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return [one for one in (said, f"ended with {status}" if status else "") if one]


def _live(course: Path) -> None:
    import re

    from studyapp.check.run import check
    from studyapp.course.load import load
    from studyapp.diagnostics import render
    from studyapp.errors import CourseError
    from studyapp.study.events import Stamps
    from studyapp.study.journal import Journal
    from studyapp.study.sitting import Sitting

    try:
        loaded = load(course)
    except CourseError as error:
        if not str(error).isprintable():
            raise RuntimeError("control characters in a message") from error
        return
    found = [*loaded.diagnostics, *check(loaded.course)]
    if re.search(f"[{HARMFUL}]", render(found, "full")):
        raise RuntimeError("control characters in a message")
    ticks = count(1)
    journal = Journal(loaded.course.id, Stamps(lambda: next(ticks), lambda size: bytes(size)))
    for section in loaded.course.sections:
        sitting = Sitting.open(loaded.course, section, journal)
        for _ in section.questions:
            if sitting.turn():
                sitting.hint()
                sitting.reveal()
                sitting.go_on()
