"""``studyapp check --fix``: put into question files what has one right answer.

Text is only ever inserted; every byte that was there stays, in its order. Before a file is written, the new text is
read and compared with the old: the same values but for the ids, the same questions, and nothing new to be told.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, TypeAlias

from studyapp.check.changes import Change, applied, missing_ids, missing_quotes, unasked
from studyapp.check.nodes import Node, root_of
from studyapp.course.files import MAX_BYTES, Refusal, names, read_bytes
from studyapp.course.model import Question, Settings
from studyapp.course.questions import QuestionReader
from studyapp.course.source import MAX_PROBLEMS, Source, read
from studyapp.diagnostics import Diagnostic
from studyapp.replacing import replace_file

_FOLDER, _ENDING, _BOM = "questions", ".yaml", b"\xef\xbb\xbf"
_ID_WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_MENDED: Final = frozenset(("missing-id", "empty-text", "quote-it"))
"""What may no longer be told afterwards."""
Say: TypeAlias = Callable[[str], None]
"""Takes a line on what was done."""


@dataclass(frozen=True, slots=True)
class _File:
    """A question file; ``text`` has the line ends that are on the disk, and no byte order mark."""

    name: str
    shown: str
    data: bytes
    text: str
    root: Node


@dataclass(frozen=True, slots=True)
class _Reading:
    """What comes of reading a text: ``questions`` is None where it can't be read to its end."""

    questions: tuple[Question, ...] | None
    found: tuple[Diagnostic, ...]

    @property
    def codes(self) -> Counter[str]:
        """How often each code was told."""
        return Counter(one.code for one in self.found)


def fix(folder: Path, say: Say, wanted: Callable[[Path], bool] = lambda _path: True) -> None:
    """Mend a course's question files, of those paths that are wanted; tell the changes, and each file that is left."""
    files, taken = _survey(folder, say, wanted)
    for file in files:
        path = folder / _FOLDER / file.name
        if wanted(path):
            text, told = _mended(file, taken)
            if told and (problem := _write(folder, path, file, text)):
                say(f"{file.shown}: left as it is: {problem}")
            else:
                _tell(file, sorted([*told, *_waiting(file, text)]), say)


def _tell(file: _File, told: Sequence[tuple[int, str]], say: Say) -> None:
    """Say what was done, as many lines of a file as a check tells problems."""
    for line, words in told[:MAX_PROBLEMS]:
        say(f"{file.shown}:{line}: {words}")
    if len(told) > MAX_PROBLEMS:
        say(f"{file.shown}: and {len(told) - MAX_PROBLEMS:,} more")


def _survey(folder: Path, say: Say, wanted: Callable[[Path], bool]) -> tuple[list[_File], set[str]]:
    """The question files that can be read, and all ids that are used or replaced in the course."""
    files: list[_File] = []
    taken: set[str] = set()
    try:
        found = [
            name for name in names(folder, _FOLDER) if Path(name).suffix == _ENDING and name.isprintable()
        ]
    except Refusal:
        return files, taken
    for name in found:
        try:
            file = _read(folder, name)
        except Refusal as refusal:
            taken.update(_words_of(folder, name))
            if wanted(folder / _FOLDER / name):
                one = refusal.diagnostic
                say(f"{one.file}:{one.span.line}: left as it is: {one.message}")
            continue
        files.append(file)
        for question in _questions(file.root):
            for field in (question.fields.get("id"), question.fields.get("replaces")):
                taken.update(one.text for one in ([field, *field.items] if field else []))
    return files, taken


def _read(folder: Path, name: str) -> _File:
    """A question file; raises Refusal where it can't be read, or has a field twice, so that places are not sure."""
    checked = read(folder, _FOLDER, name)
    if checked.found:
        raise Refusal(checked.found[0])
    data = read_bytes(folder, _FOLDER, name)
    source = Source(checked.file, data.removeprefix(_BOM).decode())
    root = root_of(source)
    if source.found:
        raise Refusal(source.found[0])
    return _File(name, checked.file, data, source.text, root)


def _words_of(folder: Path, name: str) -> list[str]:
    """All that may be an id in a file that can't be read."""
    try:
        return _ID_WORD.findall(read_bytes(folder, _FOLDER, name).decode(errors="replace"))
    except Refusal:
        return []


def _questions(root: Node) -> list[Node]:
    listed = root.fields.get("questions")
    return listed.items if listed else []


def _mended(file: _File, taken: set[str]) -> tuple[str, list[tuple[int, str]]]:
    """The text with all that can be put in, and each change with its line."""
    stem = file.name.removesuffix(_ENDING)
    text, changes = file.text, list(missing_ids(file.text, _questions(file.root), stem, taken))
    text, told = applied(text, _harmless(text, changes))
    while quoted := _harmless(text, list(missing_quotes(text, _load(text).found))):
        text, more = applied(text, quoted)
        told += more
    return text, told


def _waiting(file: _File, text: str) -> list[tuple[int, str]]:
    """The questions that are left without an id, by their lines in the text as it is now."""
    waiting = unasked(text, _questions(file.root))
    if not waiting or text == file.text:
        return waiting
    return unasked(text, _questions(root_of(Source("", text))))  # what was put in has moved them


def _harmless(text: str, changes: Sequence[Change]) -> Sequence[Change]:
    """The changes that change nothing else: all of them, else those of each half that do not."""
    if not changes or _proven(text, changes):
        return changes
    half = len(changes) // 2
    return [*_harmless(text, changes[:half]), *_harmless(text, changes[half:])] if half else []


def _proven(before: str, changes: Sequence[Change]) -> bool:
    """Whether the changed text is read like the one before, but for what was to be mended."""
    after, _ = applied(before, changes)
    try:
        if root_of(Source("", after)) != _with_ids(root_of(Source("", before)), changes):
            return False
    except Refusal:
        return False
    old, new = _load(before), _load(after)
    if old.questions is None:
        return all(change.id for change in changes)  # Too many problems to go by; the values are the same.
    gone, come = old.codes - new.codes, new.codes - old.codes
    return new.questions == old.questions and not come and _MENDED.issuperset(gone)


def _with_ids(root: Node, changes: Sequence[Change]) -> Node:
    """The values as they should be afterwards."""
    ids = {change.question: Node(change.id, 0) for change in changes if change.id}
    questions = [
        replace(one, content={**one.fields, "id": ids[one.start]}) if one.start in ids else one
        for one in _questions(root)
    ]
    return replace(root, content={**root.fields, "questions": Node(questions, 0)})


def _load(text: str) -> _Reading:
    """What the course's reader makes of a text, the questions without their ids and places."""
    source = Source("", text)
    try:
        questions, _ = QuestionReader().read(source, None, Settings())
    except Refusal as refusal:
        return _Reading(None, (*source.found, refusal.diagnostic))
    return _Reading(tuple(replace(one, id="", line=0) for one in questions), tuple(source.found))


def _write(folder: Path, path: Path, file: _File, text: str) -> str:
    """Write the text in the place of what was read; why not, where that can't be."""
    data = (_BOM if file.data.startswith(_BOM) else b"") + text.encode()
    try:
        if len(data) > MAX_BYTES:
            return "it would be larger than 10 MB"
        if read_bytes(folder, _FOLDER, file.name) != file.data:
            return "something else is writing it"
        if not os.access(path, os.W_OK):
            return "it may not be written"
        replace_file(path, data)
    except Refusal as refusal:
        return refusal.diagnostic.message
    except OSError as error:
        return f"it can't be written: {error.strerror}"
    return ""
