"""``studyapp import``: a course made of a text."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from pathlib import Path

from studyapp.clean import clean, one_line, printable
from studyapp.commands.exits import DONE, FAILED, tell
from studyapp.course.load import prettified
from studyapp.formats.document import Document, Unreadable
from studyapp.formats.reading import read
from studyapp.formats.sections import Cut, Section, cut
from studyapp.formats.writing import course_id, files, write

MUCH = 5_000
"""Words of a section that is long to be read in one go."""
_SHOWN = 60
"""Characters of a title in the list of sections."""
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def import_text(file: Path, folder: Path | None, *, level: int | None, title: str | None) -> int:
    """Write a course made of a file into a new folder, and print what was found and what was left out.

    Without a folder, one of the file's name in the current folder. 1 where the file can't be read, or the folder holds
    anything: nothing is ever written over.
    """
    folder = folder or Path(one_line(file.stem) or "course")
    try:
        if problem := _in_the_way(folder):
            tell(problem)
            return FAILED
        document = read(file)
        made = cut(
            document, _one_line(prettified(file.stem)) or "Course", level, title=_one_line(title or "")
        )
    except Unreadable as error:
        tell(str(error) if error.file else f"{printable(str(file))}: {error}")
        return FAILED
    language = document.language if _LANGUAGE.fullmatch(document.language) else "en"
    try:
        write(folder, files(made, course_id(made.title, file.stem), language))
    except OSError as error:
        tell(
            f"The course can't be written to {printable(str(folder))}: {error.strerror}. Nothing was written."
        )
        return FAILED
    print(clean(_report(document, made, folder)), end="")
    return DONE


def _in_the_way(folder: Path) -> str:
    """Why a course can't be written there; empty where it can."""
    try:
        if folder.is_dir() and any(folder.iterdir()):
            why = f"The folder {printable(str(folder))} is not empty"
        elif folder.exists() and not folder.is_dir():
            why = f"{printable(str(folder))} is there already, and no folder"
        else:
            return ""
    except OSError as error:
        return f"{printable(str(folder))} can't be read: {error.strerror}. Nothing was written."
    return f"{why}. Name a new one: studyapp import FILE FOLDER. Nothing was written."


def _report(document: Document, made: Cut, folder: Path) -> str:
    named = f"./{folder}" if str(folder).startswith("-") else str(folder)
    place = shlex.quote(named)
    lines = [
        f"{made.title}",
        "",
        *_listed(made.sections),
        "",
        *document.notes,
        made.how,
        _left_out(document),
        *(f"{_titled(one.title)} is long: {one.words:,} words." for one in made.sections if one.words > MUCH),
        "",
        f"Written to {one_line(str(folder))}: course.yaml, content/ and questions/, which wait for your questions.",
    ]
    if one_line(named) == named:  # else what is printed would be another name
        lines += [f"Read it through: studyapp preview {place}", f"Look for mistakes: studyapp check {place}"]
    return "\n".join(lines) + "\n"


def _listed(sections: Sequence[Section]) -> list[str]:
    """The sections with their words, under the parts that they belong to."""
    lines: list[str] = []
    part = ""
    for place, section in enumerate(sections, 1):
        if section.part != part and section.part:
            lines.append(f"  {section.part}")
        part = section.part
        lines.append(f"{place:4}  {_titled(section.title):{_SHOWN}} {section.words:>7,} words")
    return lines


def _titled(title: str) -> str:
    return title if len(title) <= _SHOWN else title[: _SHOWN - 1].rstrip() + "…"


def _left_out(document: Document) -> str:
    if not document.dropped:
        return "Nothing was left out."
    return (
        f"Left out: {', '.join(_counted(what, number) for what, number in sorted(document.dropped.items()))}."
    )


def _counted(what: str, number: int) -> str:
    """A number of things, whose first word takes the plural: "2 listings kept in another file".

    >>> _counted("picture", 3), _counted("table", 1)
    ('3 pictures', '1 table')
    """
    return f"{number:,} {what}" if number == 1 else f"{number:,} {_PLURALS.get(what, f'{what}s')}"


_PLURALS = {
    "listing or page kept in another file": "listings or pages kept in other files",
    "directive of a book builder": "directives of a book builder",
    "row of links": "rows of links",
    "table of contents": "tables of contents",
    "embedded page or film": "embedded pages or films",
    "chart or diagram": "charts or diagrams",
}
"""What is not made plural by an s at its end."""


def _one_line(typed: str) -> str:
    """A title as a course may hold it."""
    return " ".join(one_line(typed).split())
