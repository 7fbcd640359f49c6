"""Readers in a process of their own: what they hand back, and what becomes of those that can't end well."""

from __future__ import annotations

from pathlib import Path

import pytest

from studyapp.formats.confined import confined
from studyapp.formats.document import Document, Unreadable


@pytest.fixture(name="reader")
def _reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A module ``a_reader`` that the other process finds; its function is still to be written."""
    monkeypatch.syspath_prepend(tmp_path)
    return tmp_path / "a_reader.py"


def written(reader: Path, work: str) -> None:
    """Write the reader's function."""
    names = "from studyapp.formats.document import Document, Unreadable"
    reader.write_text(f"{names}\ndef read(data):\n    {work}\n", encoding="utf-8")


def test_a_document_comes_back_whole(reader: Path) -> None:
    """With all that a reader says of it."""
    written(reader, "return Document(data.decode(), 'Ä title', {'picture': 2}, ('A note.',), 'en')")
    assert confined("a_reader", "Größe\n".encode()) == Document(
        "Größe\n", "Ä title", {"picture": 2}, ("A note.",), "en"
    )


def test_a_refusal_comes_back_as_it_was(reader: Path) -> None:
    """What was seen and what to do."""
    written(reader, "raise Unreadable('it is odd', 'make it even')")
    with pytest.raises(Unreadable, match=r"it is odd\. Make it even\."):
        confined("a_reader", b"")


def test_a_missing_library_is_named(reader: Path) -> None:
    """So that the command can say what to install."""
    written(reader, "import no_such_library")
    with pytest.raises(ModuleNotFoundError) as caught:
        confined("a_reader", b"")
    assert caught.value.name == "no_such_library"


@pytest.mark.parametrize(
    ("work", "told"),
    [
        ("while True: pass", r"over 3 seconds of the processor.*Split it"),
        ("bytearray(10**10)", r"over 500 MB of memory.*Split it"),
        ("import os; os.abort()", r"ended by SIGABRT.*save it anew"),
        ("import os; os.kill(os.getpid(), 9)", r"ended by the system \(SIGKILL\)"),
        ("1 / 0", r"mistake of studyapp's own \(ZeroDivisionError\).*save it anew"),
        ("import os; os._exit(7)", r"ended without a word \(exit code 7\)"),
    ],
)
def test_what_became_of_a_reader_that_failed_is_told(reader: Path, work: str, told: str) -> None:
    """The kernel ends a reader that loops or fills the memory, and one that breaks takes nobody with it."""
    written(reader, work)
    with pytest.raises(Unreadable, match=told):
        confined("a_reader", b"")
