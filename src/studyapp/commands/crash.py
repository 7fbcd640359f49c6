"""What is said and kept when studyapp itself fails: where it happened, and no value of any variable."""

from __future__ import annotations

import os
import platform
import tempfile
import traceback
from collections.abc import Iterator
from pathlib import PurePath

from studyapp import __version__


def report(error: BaseException) -> str:
    """Write a report on an unexpected error to a new file; returns what to tell the learner."""
    text = "\n".join(_lines(error)) + "\n"
    sentence = f"studyapp failed by a mistake of its own ({type(error).__name__}); your answers are kept."
    try:
        handle, path = tempfile.mkstemp(prefix="studyapp-report-", suffix=".txt")
        with os.fdopen(handle, "w", encoding="utf-8", errors="replace") as file:
            file.write(text)
    except OSError:
        return f"{sentence} No report could be written, so here it is:\n{text}"
    return f"{sentence} Please send this report, which holds nothing of yours: {path}"


def _lines(error: BaseException) -> Iterator[str]:
    yield f"studyapp {__version__}, Python {platform.python_version()}, {platform.system()}"
    for one in _chain(error):
        # Not the message: it may quote an answer or a file.
        yield type(one).__qualname__
        for frame in traceback.extract_tb(one.__traceback__):
            yield f"  {_short(frame.filename)}:{frame.lineno} in {frame.name}"


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """The error, then what it came from."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _short(path: str) -> str:
    """The end of a path, which tells the module and not whose home it lies in."""
    return "/".join(PurePath(path.removeprefix("/")).parts[-3:])
