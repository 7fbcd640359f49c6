"""What an import reads from: exports and other progress files, opened before anything is locked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from shutil import copyfileobj
from tempfile import SpooledTemporaryFile
from typing import BinaryIO

from studyapp.clean import one_line
from studyapp.errors import BadImport
from studyapp.study.store.opening import MAGIC
from studyapp.study.store.transfer import NOTHING, Read, Source, read_database, read_lines

SPOOL = 2**24
"""Bytes of an export that are held in memory; beyond, a temporary file holds them."""


def stream_source(stream: BinaryIO, held: ExitStack, name: str = "") -> Source:
    """An export, read whole now, however slowly it comes; ``held`` keeps it."""
    spool = held.enter_context(SpooledTemporaryFile(max_size=SPOOL))  # noqa: SIM115 - the stack closes it
    copyfileobj(stream, spool)

    def read(now: int) -> Iterator[Read]:
        spool.seek(0)
        return read_lines(spool, now)

    return Source(name, read)


def file_source(path: Path, held: ExitStack) -> Source:
    """A progress file, or a file with an export, which ``held`` keeps. Raises :class:`BadImport`."""
    try:
        with path.open("rb") as stream:
            if stream.peek(len(MAGIC)).startswith(MAGIC):
                return Source(str(path), lambda now: read_database(path, now))
            return stream_source(stream, held, str(path))
    except OSError as error:
        why = one_line(error.strerror or str(error))
        raise BadImport(f"{path} can't be read ({why}). {NOTHING}") from error
