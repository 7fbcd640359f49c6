"""F02: power cuts. The answer path's own writes are recorded, and disks rebuilt as a cut may leave them.

What POSIX allows is modelled: a file's content is durable after its fsync, a name after its folder's fsync; names
change in order, as a journalling file system keeps them, and so many of the last changes may be lost. What was written
and not synced is there sector by sector or not.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import TypeAlias

from torture.looking import wrong
from torture.rows import Trial, row
from torture.tracing import strace

SECTOR = 512
SESSIONS, ANSWERS = 3, 6
_CALLS = "openat,pwrite64,write,fsync,fdatasync,ftruncate,unlink,rename,link"
_LINE = re.compile(r"^\d+ +(\w+)\((.*)\) += (\d+)(?:<(?P<result>[^>]*)>)?$")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_OPEN = re.compile(r"^\d+<((?:\\x[0-9a-f]{2})+)>")


@dataclass(frozen=True)
class _At:
    """Something done to a file or folder."""

    path: str


class Create(_At):
    """A file was opened, and made where it was missing."""


class Remove(_At):
    """A name was removed."""


class Sync(_At):
    """A file or folder was made durable."""


@dataclass(frozen=True)
class Name(_At):
    """A file got a further name."""

    new: str


@dataclass(frozen=True)
class Write(_At):
    """Bytes at a place of a file."""

    at: int
    data: bytes


@dataclass(frozen=True)
class Cut(_At):
    """A file was cut to, or lengthened to, a size."""

    size: int


@dataclass(frozen=True)
class Told:
    """The learner was told that an answer is kept."""

    id: str


Change: TypeAlias = Create | Remove | Name | Write | Cut | Sync | Told
Disk: TypeAlias = dict[str, bytes]
"""What a file holds, by its path."""


@row("F02", "the power cut at any moment: what was acknowledged is on the disk that is left", "disks")
def power_cuts(trial: Trial) -> None:
    """At each moment with nothing, all, or parts of what was not synced."""
    changes = _recorded(trial)
    moments = range(1, len(changes) + 1)
    for number in range(trial.effort.images):
        moment = moments[number % len(moments)] if trial.effort.every == 1 else trial.random.choice(moments)
        kept = {0: 0.0, 1: 1.0}.get(number // len(moments), trial.random.choice((0.1, 0.5, 0.9)))
        with trial.attempt(f"cut after change {moment}, disk {number}"):
            folder = trial.folder / "disk"
            disk, acknowledged = left(changes[:moment], kept, trial.random)
            _write(disk, folder)
            found = wrong(folder / "progress.db", acknowledged)
            trial.lost += [
                f"cut after change {moment} of {len(changes)}, disk {number}: {line}" for line in found
            ]


def _recorded(trial: Trial) -> list[Change]:
    """What a learner's program does to the disk, from the first start on; paths are relative to its folder."""
    folder, trace = trial.place(), trial.folder / "trace"
    changes: list[Change] = []
    for session in range(SESSIONS):
        learner = [
            sys.executable,
            "-m",
            "torture.learner",
            str(folder / "progress.db"),
            str(ANSWERS),
            str(session),
        ]
        options = ["-y", "-xx", "-s", "1000000", "-e", f"trace={_CALLS}"]
        subprocess.run([*strace(trace), *options, *learner], check=True, capture_output=True)
        changes += _changes(trace.read_text(encoding="ascii"), str(folder))
    if not any(isinstance(one, Told) for one in changes):
        raise RuntimeError("nothing was recorded")
    return changes


def _changes(trace: str, folder: str) -> Iterator[Change]:
    """The calls of a trace as changes."""
    for line in trace.splitlines():
        if not (call := _LINE.match(line)):
            continue
        name, arguments = call[1], call[2]
        texts = [bytes.fromhex(text.replace("\\x", "")) for text in _TEXT.findall(arguments)]
        handle = _OPEN.match(arguments)
        path = _decoded(handle[1]) if handle else texts[0].decode()
        if name == "openat":
            path = _decoded(call["result"] or "")
        if name == "write" and path.startswith("pipe:"):
            yield from (Told(told[4:]) for told in texts[0].decode().splitlines() if told.startswith("ack "))
        if path != folder and not path.startswith(f"{folder}/"):
            continue
        short = path[len(folder) + 1 :]
        match name:
            case "openat" if "O_CREAT" in arguments:
                yield Create(short)
            case "unlink":
                yield Remove(short)
            case "link":
                yield Name(short, texts[1].decode()[len(folder) + 1 :])
            case "rename":
                yield Name(short, texts[1].decode()[len(folder) + 1 :])
                yield Remove(short)
            case "pwrite64":
                yield Write(short, int(arguments.rpartition(", ")[2]), texts[0])
            case "ftruncate":
                yield Cut(short, int(arguments.rpartition(", ")[2]))
            case "fsync" | "fdatasync":
                yield Sync(short)
            case "write":
                raise ValueError(f"a write without a place is not understood: {short}")


def _decoded(text: str) -> str:
    return bytes.fromhex(text.replace("\\x", "")).decode()


@dataclass(slots=True)
class _File:
    """A file, whatever its names."""

    durable: bytearray = field(default_factory=bytearray)
    pending: list[Write | Cut] = field(default_factory=list)


def left(changes: Sequence[Change], share: float, random: Random) -> tuple[Disk, list[str]]:
    """A disk that a cut after the changes may leave, and the answers that were acknowledged before it.

    ``share`` is how much of what was not synced came to the disk all the same, 0 to 1.
    """
    names: dict[str, _File] = {}
    durable: dict[str, _File] = {}
    pending: list[tuple[str, _File | None]] = []
    acknowledged: list[str] = []
    for one in changes:
        match one:
            case Told(id):
                acknowledged.append(id)
            case Create(path):
                if path not in names:
                    names[path] = _File()
                    pending.append((path, names[path]))
            case Remove(path):
                names.pop(path)
                pending.append((path, None))
            case Name(path, new):
                names[new] = names[path]
                pending.append((new, names[new]))
            case Write(path) | Cut(path):
                names[path].pending.append(one)
            case Sync(path) if path in names:
                _apply(names[path].durable, names[path].pending)
                names[path].pending.clear()
            case Sync(folder):
                _rename(durable, [change for change in pending if _parent(change[0]) == folder])
                pending = [change for change in pending if _parent(change[0]) != folder]
    _rename(durable, pending[: round(len(pending) * share)] if share in (0, 1) else _some(pending, random))
    return {path: _content(file, share, random) for path, file in durable.items()}, acknowledged


def _some(pending: list[tuple[str, _File | None]], random: Random) -> list[tuple[str, _File | None]]:
    return pending[: random.randint(0, len(pending))]


def _parent(path: str) -> str:
    return path.rpartition("/")[0]


def _rename(names: dict[str, _File], changes: Sequence[tuple[str, _File | None]]) -> None:
    for path, file in changes:
        if file is None:
            names.pop(path, None)
        else:
            names[path] = file


def _content(file: _File, share: float, random: Random) -> bytes:
    """What of a file is on the disk: all that was synced, and of the rest each sector by chance."""
    content = bytearray(file.durable)
    _apply(content, [part for one in file.pending for part in _sectors(one) if random.random() < share])
    return bytes(content)


def _sectors(one: Write | Cut) -> Iterator[Write | Cut]:
    if isinstance(one, Cut):
        yield one
        return
    start = 0
    while start < len(one.data):
        stop = start + SECTOR - (one.at + start) % SECTOR
        yield Write(one.path, one.at + start, one.data[start:stop])
        start = stop


def _apply(content: bytearray, changes: Sequence[Write | Cut]) -> None:
    for one in changes:
        size = one.size if isinstance(one, Cut) else one.at
        content.extend(bytes(max(0, size - len(content))))
        if isinstance(one, Cut):
            del content[size:]
        else:
            content[size : size + len(one.data)] = one.data


def _write(disk: Disk, folder: Path) -> None:
    """Put a disk's files into an emptied folder."""
    for old in sorted(folder.rglob("*"), reverse=True):
        if old.is_file():
            old.unlink()
    folder.mkdir(exist_ok=True)
    for path, content in disk.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_bytes(content)
