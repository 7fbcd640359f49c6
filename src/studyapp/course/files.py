"""The only way by which a course's files are opened: part by part, so that nothing outside of its folder is read."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from studyapp.clean import printable
from studyapp.diagnostics import Diagnostic, Severity, Span

MAX_BYTES = 10_000_000
"""A file may have this many bytes."""
_TOP = Span(1, 1, 1, 1)


class Refusal(Exception):
    """A file can't be read any further; ``diagnostic`` says why."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


def read_bytes(folder: Path, *parts: str) -> bytes:
    """What a file below ``folder`` holds; raises Refusal for a link, anything but a regular file, or over 10 MB."""
    file = display_path(folder, *parts)
    try:
        return _read_bytes(folder, parts, file)
    except OSError as error:
        raise Refusal(_os_error(error, file)) from None


def _read_bytes(folder: Path, parts: tuple[str, ...], file: str) -> bytes:
    if any(part in ("", ".", "..") or "/" in part or os.sep in part for part in parts):
        raise _refusal(
            "outside-folder", "the path leaves the course's folder", file, "keep every file inside it"
        )
    handle = _open_file(folder, parts)
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise _refusal(
                "not-regular", "this is not a regular file", file, "put a plain text file in its place"
            )
        if status.st_size <= MAX_BYTES:
            with os.fdopen(handle, "rb", closefd=False) as stream:
                data = stream.read(MAX_BYTES + 1)
            if len(data) <= MAX_BYTES:
                return data
        raise _refusal("too-large", "the file is larger than 10 MB", file, "split it into several sections")
    finally:
        os.close(handle)


def names(folder: Path, *parts: str) -> list[str]:
    """The sorted names in a folder below ``folder``; raises Refusal where it is a link or can't be read."""
    try:
        if os.open in os.supports_dir_fd and os.scandir in os.supports_fd:
            handle = _open_folder(folder, parts)
            try:
                return sorted(entry.name for entry in os.scandir(handle))
            finally:
                os.close(handle)
        path = folder.joinpath(*parts)
        if parts and path.is_symlink():
            raise OSError(errno.ELOOP, "symbolic link")
        return sorted(inner.name for inner in path.iterdir())
    except OSError as error:
        raise Refusal(_os_error(error, display_path(folder, *parts))) from None


def display_path(folder: Path, *parts: str) -> str:
    """The path as the user would type it, with what can't be printed escaped."""
    return printable(str(folder.joinpath(*parts)))


def _open_folder(folder: Path, parts: tuple[str, ...]) -> int:
    """A handle of the folder of those parts, none of which may be a symbolic link."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    for part in parts:
        parent = handle
        try:
            handle = os.open(part, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=parent)
        except OSError as error:
            if error.errno == errno.ENOTDIR and stat.S_ISLNK(os.lstat(part, dir_fd=parent).st_mode):
                raise OSError(errno.ELOOP, "symbolic link") from None
            raise
        finally:
            os.close(parent)
    return handle


def _open_file(folder: Path, parts: tuple[str, ...]) -> int:
    """A handle for reading; links are not followed, and a FIFO without a writer does not block."""
    flags = (
        os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    )
    if os.open in os.supports_dir_fd:
        parent = _open_folder(folder, parts[:-1])
        try:
            return os.open(parts[-1], flags, dir_fd=parent)
        finally:
            os.close(parent)
    path = folder
    for part in parts:
        path = path / part
        if path.is_symlink():
            raise OSError(errno.ELOOP, "symbolic link")
    return os.open(path, flags)


def _os_error(error: OSError, file: str) -> Diagnostic:
    if error.errno == errno.ELOOP:
        return file_error(
            "symlink", "this is a symbolic link", file, "put the file itself there: links are not followed"
        )
    if error.errno == errno.ENXIO:
        return file_error(
            "not-regular", "this is not a regular file", file, "put a plain text file in its place"
        )
    reason = printable(error.strerror or "it can't be opened").lower()
    return file_error(
        "unreadable", f"can't be read: {reason}", file, "check that it is there and that you may read it"
    )


def _refusal(code: str, message: str, file: str, help: str) -> Refusal:
    return Refusal(file_error(code, message, file, help))


def file_error(
    code: str, message: str, file: str, help: str, span: Span = _TOP, excerpt: str = ""
) -> Diagnostic:
    """An error about a file as a whole, or about a place of it."""
    return Diagnostic(
        code=code, severity=Severity.ERROR, message=message, file=file, span=span, help=help, excerpt=excerpt
    )
