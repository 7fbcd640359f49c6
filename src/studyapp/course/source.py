"""A course file's text with positions."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from functools import cached_property
from pathlib import Path
from unicodedata import name

from studyapp.clean import HARMFUL
from studyapp.course.files import Refusal, display_path, file_error, read_bytes
from studyapp.diagnostics import Diagnostic, Label, Severity, Span

MAX_PROBLEMS = 100
"""So many diagnostics of one file are kept; the rest would hide what matters."""
EXCERPT_LINES = 3
MAX_EXCERPT = 20_000
"""Characters of an excerpt."""


UNSAFE = re.compile(f"[{HARMFUL}\ufffe\uffff]")
"""What a course may not hold: control, direction, surrogate and tag characters, and YAML's non-characters."""
_PLAIN_ASCII = bytes(range(0x20, 0x7F)) + b"\t\n"


def char_name(char: str) -> str:
    """A character that can't be seen, in words, such as ``U+00A0 (no-break space)``."""
    return f"U+{ord(char):04X} ({name(char, 'a character').lower()})"


class Source:
    """A file's text, its line ends made LF; offsets count characters from 0.

    ``file`` is the path as the user would type it, ``text`` what the file holds, ``found`` the diagnostics so far.
    """

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self.found: list[Diagnostic] = []

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    def line(self, offset: int) -> int:
        """The line, from 1, that an offset stands in."""
        return bisect_right(self._line_starts, offset)

    def span(self, start: int, end: int) -> Span:
        """The span of ``text[start:end]`` without white space at its end; to the line's end if nothing is left."""
        end = start + len(self.text[start:end].rstrip(" \n"))
        line = self.line(start)
        if end <= start:
            line_end = self.text.find("\n", start)
            end = max(start + 1, line_end if line_end >= 0 else len(self.text))
        end_line = self.line(end) if end < len(self.text) else self.line(max(start, end - 1))
        starts = self._line_starts
        return Span(line, start - starts[line - 1] + 1, end_line, end - starts[end_line - 1] + 1)

    def excerpt(self, span: Span) -> str:
        """The source lines of a span, at most three; empty where they are too long to be shown."""
        last = min(span.end_line, span.line + EXCERPT_LINES - 1, len(self._line_starts))
        start = self._line_starts[span.line - 1]
        end = self._line_starts[last] - 1 if last < len(self._line_starts) else len(self.text)
        return self.text[start:end] if end - start <= MAX_EXCERPT else ""

    def label(self, message: str, start: int, end: int) -> Label:
        """A further place in this file for another diagnostic."""
        return Label(message, self.file, self.span(start, end))

    def error(
        self, code: str, message: str, start: int, end: int, help: str = "", labels: tuple[Label, ...] = ()
    ) -> Diagnostic:
        """Add an error about ``text[start:end]``; raises Refusal when the file has had too many."""
        return self._add(Severity.ERROR, code, message, start, end, help, labels)

    def warning(self, code: str, message: str, start: int, end: int, help: str = "") -> Diagnostic:
        """Add a warning about ``text[start:end]``; raises Refusal when the file has had too many."""
        return self._add(Severity.WARNING, code, message, start, end, help, ())

    def refuse(self, code: str, message: str, start: int, end: int, help: str = "") -> Refusal:
        """The exception, to be raised, that ends the reading of this file with an error."""
        span = self.span(start, end)
        return Refusal(file_error(code, message, self.file, help, span, self.excerpt(span)))

    def _add(
        self,
        severity: Severity,
        code: str,
        message: str,
        start: int,
        end: int,
        help: str,
        labels: tuple[Label, ...],
    ) -> Diagnostic:
        if len(self.found) >= MAX_PROBLEMS:
            told = f"more than {MAX_PROBLEMS} problems in this file; the rest is not read"
            raise self.refuse(
                "too-many-problems", told, start, end, "mend those above first, then check again"
            )
        span = self.span(start, end)
        diagnostic = Diagnostic(
            code=code,
            severity=severity,
            message=message,
            file=self.file,
            span=span,
            help=help,
            labels=labels,
            excerpt=self.excerpt(span),
        )
        self.found.append(diagnostic)
        return diagnostic

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """The errors found so far."""
        return tuple(found for found in self.found if found.severity is Severity.ERROR)


def read(folder: Path, *parts: str) -> Source:
    """The text of a file below ``folder``, opened part by part so that nothing outside it is ever read.

    Raises Refusal for a symbolic link, anything but a regular file, more than MAX_BYTES, or bytes that are not
    UTF-8. Characters that could steer a terminal are reported as errors in the source's ``found``.
    """
    file = display_path(folder, *parts)
    data = read_bytes(folder, *parts).removeprefix(b"\xef\xbb\xbf")
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    source = Source(file, _decoded(data, file))
    suspects = data.translate(None, _PLAIN_ASCII)
    if suspects and UNSAFE.search(suspects.decode()):
        _report_unsafe(source)
    return source


def _decoded(data: bytes, file: str) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        source = Source(file, data.decode(errors="replace"))
        at = len(data[: error.start].decode())
        if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            message = f"the file is UTF-16: its first byte is 0x{data[0]:02x}"
        else:
            message = f"byte 0x{data[error.start]:02x} at this place is not UTF-8"
        raise source.refuse(
            "not-utf-8", message, at, at + 1, "save the file as UTF-8 in your editor"
        ) from None


def _report_unsafe(source: Source) -> None:
    """One error for each character, at its first place; zero bytes say that the file is none of text."""
    text = source.text
    if "\0" in text:
        at = text.index("\0")
        help = "save the file as UTF-8 text: zero bytes come from UTF-16 or from a file that is not text"
        source.error("control-character", "the character U+0000 is not allowed in a course", at, at + 1, help)
        return
    for char, number in Counter(UNSAFE.findall(text)).items():
        at = text.index(char)
        message = f"the character U+{ord(char):04X} is not allowed in a course"
        more = f"; and {number - 1} more" if number > 1 else ""
        help = "delete it; it can't be seen, and could steer the terminal"
        try:
            source.error("control-character", message + more, at, at + 1, help)
        except Refusal as refusal:
            source.found.append(refusal.diagnostic)
            return
