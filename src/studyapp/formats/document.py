"""What every reader makes of a file: Markdown, and what of the file it could not keep."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from studyapp.errors import StudyError


class Unreadable(StudyError):
    """A file that no text can be made of: what was seen in it, and what to do about it.

    A reader, which knows bytes only, leaves ``file`` empty; who opened the file adds its name.
    """

    def __init__(self, seen: str, help: str, file: str = "") -> None:
        self.seen = seen
        self.help = help
        self.file = file
        subject = f"{file}: " if file else ""
        super().__init__(f"{subject}{seen}. {help[:1].upper()}{help[1:]}.")


@dataclass(frozen=True, slots=True)
class Document:
    """A text as Markdown, and what was seen on the way to it."""

    markdown: str
    title: str = ""
    """As the file's own metadata name it; empty where they do not."""
    dropped: Mapping[str, int] = field(default_factory=dict)
    """What could not be kept and how often, in plain words in the singular: ``{"picture": 3, "table": 1}``."""
    notes: tuple[str, ...] = ()
    """What else the report says, a sentence each: the encoding, how headings were told."""
    language: str = ""
    """Code of the text's language, such as ``en``, where the file names it."""
