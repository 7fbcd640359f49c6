"""One file that holds a loaded course: its outline, which is read at once, then each section's text and questions.

The file is JSON with a checksum for every piece, so that one that is damaged, cut off, or of another time reads as
none; nothing in it is run.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path
from struct import Struct
from threading import Lock
from typing import Any, Final

from studyapp.course.files import display_path
from studyapp.course.folder import Loaded
from studyapp.course.model import Course, Question, Section, Settings
from studyapp.course.stored import Gist, Stored
from studyapp.diagnostics import Diagnostic, Label, Severity, Span
from studyapp.errors import CourseError

Piece = tuple[int, int, str]
"""Where it begins behind the outline, its length, and its checksum."""

_HEAD: Final = Struct(">16s16sQ")
"""The scan's key, the outline's checksum and length."""
_FAULTS: Final = (OSError, ValueError, TypeError, KeyError, IndexError, OverflowError, RecursionError)
"""What a file that was not written by :func:`write` may cause."""
_NONE: Final[Piece] = (0, 0, "")
_BESIDE: Final = ".{}.{}"
"""A file in the making, from the name that it will have and the process that writes it."""
_ABANDONED: Final = 3_600_000_000_000
"""Nanoseconds after which nobody is still writing."""
_LONGEST: Final = 100_000_000
"""Bytes of a piece: files of a course are a tenth as long at the most."""


def write(path: Path, key: str, loaded: Loaded) -> None:
    """Put a course into a file, whole or not at all. Raises OSError, and ValueError for text that is none."""
    pieces: list[bytes] = []
    outline = _json(_outline(loaded, pieces))
    head = _HEAD.pack(bytes.fromhex(key), _sum(outline), len(outline))
    beside = path.with_name(_BESIDE.format(path.name, os.getpid()))
    beside.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.writelines((head, outline, *pieces))
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise


def abandoned(store: Path, now: int) -> Iterator[Path]:
    """What writers that were killed have left in the folder; ``now`` is in nanoseconds since 1970."""
    for path in store.glob(_BESIDE.format("*", "*")):
        if now - path.lstat().st_mtime_ns > _ABANDONED:
            yield path


def read(path: Path, key: str, folder: Path, load: Callable[[], Course]) -> Loaded | None:
    """The course that was written under this key, in ``folder`` as that is named now; None where there is none.

    A piece is read when it is asked for; should the file be spoilt until then, what ``load`` returns has it.
    """
    try:
        file = _File(path)
        held, checksum, length = _HEAD.unpack(file.read(0, _HEAD.size))
        outline = file.read(_HEAD.size, length) if held == bytes.fromhex(key) else b""
        if not outline or _sum(outline) != checksum:
            return None
        return _loaded(json.loads(outline), _Pieces(file, _HEAD.size + length, load), folder)
    except _FAULTS:
        return None


class _File:
    """A file that stays open, also when another one takes its name."""

    def __init__(self, path: Path) -> None:
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        self._handle = os.open(path, flags | getattr(os, "O_BINARY", 0))
        self._lock = Lock()
        if hasattr(os, "getuid") and os.fstat(self._handle).st_uid != os.getuid():
            raise PermissionError(f"another user's file: {path}")

    def __del__(self) -> None:
        if hasattr(self, "_handle"):
            os.close(self._handle)

    def read(self, at: int, length: int) -> bytes:
        """Bytes from a place on, fewer at the file's end."""
        if length > min(_LONGEST, os.fstat(self._handle).st_size):
            raise ValueError("no file of ours has a piece of that length")
        with self._lock:
            os.lseek(self._handle, at, os.SEEK_SET)
            return os.read(self._handle, length)


class _Pieces:
    """Sections' texts and questions, fetched one by one."""

    def __init__(self, file: _File, start: int, load: Callable[[], Course]) -> None:
        self._file = file
        self._start = start
        self._load = load
        self._again: Course | None = None

    def text(self, stem: str, piece: Piece) -> str:
        """A section's text."""
        try:
            return self._read(piece).decode()
        except _FAULTS:
            section = self._loaded(stem)
            return section.text if section else ""

    def questions(self, stem: str, piece: Piece) -> tuple[Question, ...]:
        """A section's questions."""
        from studyapp.course.codec import read_questions

        try:
            return read_questions(json.loads(self._read(piece)))
        except _FAULTS:
            section = self._loaded(stem)
            return tuple(section.questions) if section else ()

    def _read(self, piece: Piece) -> bytes:
        at, length, checksum = piece
        data = self._file.read(self._start + at, length)
        if _sum(data).hex() != checksum:
            raise ValueError("the piece is damaged")
        return data

    def _loaded(self, stem: str) -> Section | None:
        """The section as the course's files have it now."""
        if self._again is None:
            try:
                self._again = self._load()
            except CourseError:
                return None
        return self._again.section(stem)


def _outline(loaded: Loaded, pieces: list[bytes]) -> list[Any]:
    """All but texts and questions, which are added to ``pieces``."""
    from studyapp.course.codec import question_rows

    course, at = loaded.course, 0
    base = display_path(course.folder, "x").removesuffix("x")

    def kept(data: bytes) -> Piece:
        nonlocal at
        pieces.append(data)
        at += len(data)
        return at - len(data), len(data), _sum(data).hex()

    def relative(found: tuple[Diagnostic, ...]) -> list[Diagnostic]:
        return [_moved(one, lambda file: file.removeprefix(base)) for one in found]

    sections = [
        (
            one.stem,
            one.title,
            one.settings,
            one.part,
            one.content_file,
            one.question_file,
            relative(one.left_out),
            kept(one.text.encode()) if one.text else _NONE,
            kept(_json(question_rows(one.questions))) if one.questions else _NONE,
            one.gist,
        )
        for one in course.sections
    ]
    about = (
        course.id,
        course.title,
        course.description,
        course.authors,
        course.language,
        course.licence,
        course.exam,
        course.settings,
        course.ignored,
    )
    return [about, sections, relative(loaded.diagnostics)]


def _loaded(outline: list[Any], pieces: _Pieces, folder: Path) -> Loaded:
    (id, title, description, authors, language, licence, exam, settings, ignored), sections, found = outline
    base = display_path(folder, "x").removesuffix("x")
    course = Course(
        id=id,
        title=title,
        folder=folder,
        description=description,
        authors=tuple(authors),
        language=language,
        licence=licence,
        exam=exam,
        settings=Settings(*settings),
        ignored=tuple(ignored),
        sections=tuple([_section(pieces, base, *row) for row in sections]),
    )
    return Loaded(course, tuple(_diagnostics(found, base)))


def _section(
    pieces: _Pieces,
    base: str,
    stem: str,
    title: str,
    settings: list[Any],
    part: str,
    content_file: str,
    question_file: str,
    left_out: list[Any],
    text: Piece,
    questions: Piece,
    gist: tuple[str, int, int, float, str],
) -> Section:
    return Section(
        stem=stem,
        title=title,
        text=(lambda: pieces.text(stem, text)) if text[1] else "",
        questions=Stored(Gist(*gist), lambda: pieces.questions(stem, questions)) if questions[1] else (),
        settings=Settings(*settings),
        part=part,
        content_file=content_file,
        question_file=question_file,
        left_out=tuple(_diagnostics(left_out, base)),
    )


def _diagnostics(rows: list[Any], base: str) -> Iterator[Diagnostic]:
    for code, severity, message, file, span, help, labels, excerpt in rows:
        yield Diagnostic(
            code=code,
            severity=Severity(severity),
            message=message,
            file=base + file,
            span=Span(*span),
            help=help,
            labels=tuple([Label(told, base + other, Span(*place)) for told, other, place in labels]),
            excerpt=excerpt,
        )


def _moved(one: Diagnostic, move: Callable[[str], str]) -> Diagnostic:
    labels = tuple([replace(label, file=move(label.file)) for label in one.labels])
    return replace(one, file=move(one.file), labels=labels)


def _json(value: Any) -> bytes:
    from studyapp.course.codec import plain

    return json.dumps(value, default=plain, ensure_ascii=False, separators=(",", ":")).encode()


def _sum(data: bytes) -> bytes:
    return blake2b(data, digest_size=16).digest()
