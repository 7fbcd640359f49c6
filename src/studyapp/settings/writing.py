"""Changing one setting in the file; all else in it stays as it is, byte for byte."""

from __future__ import annotations

import os
from pathlib import Path

from studyapp.replacing import replace_file
from studyapp.settings.file import BOM, contents
from studyapp.settings.table import SETTINGS, KeyTable, Value, written
from studyapp.settings.toml import Entry, Header, statements


def write(path: Path, name: str, value: Value) -> None:
    """Set one setting in the file, which is made where it is missing; None takes its line out.

    The file is whole at every moment, and a link to it stays a link. Raises OSError where it can't be written, and
    ValueError for keys and for what is no value of the setting.
    """
    form = SETTINGS[name].form
    if isinstance(form, KeyTable):
        raise ValueError(f"{name} is written by hand")
    if value is not None:
        form.read(value)
    target = Path(os.path.realpath(path))
    try:
        before = contents(target)
    except FileNotFoundError:
        before = b""
    head = BOM if before.startswith(BOM) else b""
    # bytes that are not UTF-8 are kept as they are, too
    text = before.removeprefix(BOM).decode(errors="surrogateescape")
    after = head + _changed(text, name, value).encode(errors="surrogateescape")
    if after != before:
        target.parent.mkdir(parents=True, exist_ok=True)
        replace_file(target, after)


def _changed(text: str, name: str, value: Value) -> str:
    """The file's text with one setting changed, added or taken out."""
    parts = list(statements(text))
    top = [part for part in parts if isinstance(part, Entry) and part.table == ()]
    found = next((entry for entry in top if entry.names == (name,)), None)
    if found and value is not None:
        return f"{text[: found.value]}{written(value)}{text[found.end :]}"
    if found:
        return text[: text.rfind("\n", 0, found.start) + 1] + text[_line_end(text, found.end) :]
    if value is None:
        return text
    end = "\r\n" if "\r\n" in text else "\n"
    line = f"{name} = {written(value)}{end}"
    header = next((part for part in parts if isinstance(part, Header)), None)
    if top or header is None:
        at = _line_end(text, top[-1].end) if top else len(text)
        missing = end if at and text[at - 1] != "\n" else ""
        return f"{text[:at]}{missing}{line}{text[at:]}"
    at = _block_start(text, header.start)
    return f"{text[:at]}{line}{end}{text[at:]}"


def _line_end(text: str, at: int) -> int:
    """The offset behind the line that ``at`` stands in."""
    return text.find("\n", at) + 1 or len(text)


def _block_start(text: str, at: int) -> int:
    """Where the line at ``at`` begins, with the comment lines that stand right above it."""
    start = text.rfind("\n", 0, at) + 1
    while start and text[(above := text.rfind("\n", 0, start - 1) + 1) : start].lstrip().startswith("#"):
        start = above
    return start
