"""H40: progress files and exports of someone else, made to do harm: refused by a sentence, and ours is untouched."""

from __future__ import annotations

import io
import json
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from studyapp.errors import BadImport
from studyapp.study.fileformat import APPLICATION_ID, VERSION
from studyapp.study.rows import checksum
from studyapp.study.store import Progress
from studyapp.study.store.transfer import HEADER
from torture.machine import DAY, NOON, Machine, filled
from torture.rows import Trial, row

GOOD: Mapping[str, Any] = {
    "id": "01900000-0000-7000-8000-000000000001",
    "at": NOON,
    "kind": "answered",
    "course": "c",
    "section": "01-a",
    "question": "q",
    "data": {"sitting": "s", "response": "a", "score": 1.0, "done": True, "credit": 1.0},
}
DATA: Mapping[str, Any] = GOOD["data"]


def _with(**changes: object) -> dict[str, Any]:
    return {**GOOD, "data": {**DATA, **changes}}


BAD: Mapping[str, Mapping[str, Any]] = {
    "id no UUID": {**GOOD, "id": "1"},
    "id a number": {**GOOD, "id": 1},
    "time a text": {**GOOD, "at": "now"},
    "time true": {**GOOD, "at": True},
    "time a fraction": {**GOOD, "at": 1.5},
    "time below 0": {**GOOD, "at": -1},
    "time of the year 10000": {**GOOD, "at": 2**62},
    "time in the future": {**GOOD, "at": NOON * 4},
    "no kind": {**GOOD, "kind": ""},
    "course with ESC": {**GOOD, "course": "\x1b[2J"},
    "course a list": {**GOOD, "course": ["c"]},
    "section too long": {**GOOD, "section": "x" * 10_000},
    "data a list": {**GOOD, "data": []},
    "data nothing": {**GOOD, "data": None},
    "score 1e308": _with(score=1e308),
    "score a text": _with(score="1"),
    "score true": _with(score=True),
    "score below 0": _with(score=-0.1),
    "credit 1e308": _with(credit=1e308),
    "done a number": _with(done=1),
    "sitting a list": _with(sitting=[]),
    "stability 0": _with(due=1, stability=0),
    "due huge": _with(due=2**60),
    "offset of years": _with(offset=10**9),
    "ms below 0": _with(ms=-1),
    "weights huge": {
        **GOOD, "kind": "fitted", "course": "*", "section": "", "question": "", "data": {"weights": [1e308] * 21},
    },
}  # fmt: skip


@row(
    "H40",
    "a file of another's progress with wrong types, dates and numbers: refused, ours untouched",
    "files",
)
def databases(trial: Trial) -> None:
    """Tables that check nothing, and sums that hold."""
    for name, fields in BAD.items():
        if not isinstance(fields["course"], str):  # A table holds no lists.
            continue
        path = trial.folder / "theirs.db"
        path.unlink(missing_ok=True)
        _forge(path, fields)
        _refused(trial, name, path)
    for name, statement in {
        "views": "ALTER TABLE events RENAME TO e; CREATE VIEW events AS SELECT * FROM e, e AS f, e AS g, e AS h;",
        "foreign": "PRAGMA application_id = 7;",
        "newer": f"PRAGMA user_version = {VERSION + 1};",
        "no table": "DROP TABLE events;",
        "another table": "DROP TABLE events; CREATE TABLE events(x);",
        "endless": "DROP TABLE events; CREATE VIEW events AS"
        " WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x FROM n)"
        " SELECT x AS id, x AS at, x AS kind, x AS course, x AS section, x AS question, x AS data, x AS sum FROM n;",
        "huge": "UPDATE events SET data = zeroblob(100000000);",
    }.items():
        path = trial.folder / "theirs.db"
        path.unlink(missing_ok=True)
        _forge(path, GOOD)
        conn = sqlite3.connect(path)
        conn.executescript(statement)
        conn.close()
        _refused(trial, name, path)


def _forge(path: Path, fields: Mapping[str, Any]) -> None:
    conn = sqlite3.connect(path)
    conn.executescript(
        f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {VERSION};"
        "CREATE TABLE events(id, at, kind, course, section, question, data, sum);"
    )
    values = [
        value if isinstance(value, str | int | float) else json.dumps(value) for value in fields.values()
    ]
    conn.execute("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (*values, checksum(*values)))  # type: ignore[arg-type]
    conn.commit()
    conn.close()


@row(
    "H40 lines",
    "an export with wrong, endless, nested or cut off lines: refused by its line, nothing taken",
    "exports",
)
def exports(trial: Trial) -> None:
    """A good line before the bad one does not come in either."""
    lines = {name: json.dumps(fields).encode() for name, fields in BAD.items()}
    lines |= {
        "not a number": json.dumps(_with(score=float("nan"))).encode(),
        "endless line": b'{"id": "' + b"x" * 10_000_000,
        "nested": b"[" * 500_000,
        "nested objects": b'{"a":' * 500_000,
        "cut off": json.dumps(GOOD).encode()[:-5],
        "no UTF-8": b'{"id": "\xff"}',
        "digits": json.dumps(GOOD).encode().replace(b'"score": 1.0', b'"score": ' + b"9" * 5_000),
        "a field more": json.dumps({**GOOD, "more": 1}).encode(),
        "a text": b'"text"',
        "newer": b'{"studyapp": "progress", "version": 2}',
    }
    header = json.dumps(HEADER).encode()
    good = json.dumps({**GOOD, "id": "01900000-0000-7000-8000-000000000009"}).encode()
    for name, line in lines.items():
        content = b"\n".join((header, good, line))
        _refused(trial, name, content)
    for name, content in {"empty": b"", "no header": good, "a picture": b"\x89PNG\r\n\x1a\n"}.items():
        _refused(trial, name, content)


def _refused(trial: Trial, name: str, theirs: Path | bytes) -> None:
    """It is refused by a sentence without control characters, and no event more or less is in our file."""
    with trial.attempt(name):
        machine = Machine(trial.folder / "ours", now=NOON + DAY)
        if not machine.path.exists():
            filled(machine, 5)
        with machine.open() as progress:
            before = list(progress.events())
            try:
                _take(progress, theirs)
                trial.lost.append(f"{name}: it was taken")
            except BadImport as error:
                trial.holds(str(error).isprintable(), f"{name}: {str(error)!r}")
            trial.holds(list(progress.events()) == before, f"{name}: our file changed")


def _take(progress: Progress, theirs: Path | bytes) -> None:
    if isinstance(theirs, Path):
        progress.import_file(theirs)
    else:
        progress.import_events(io.BytesIO(theirs))
