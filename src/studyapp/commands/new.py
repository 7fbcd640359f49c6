"""``studyapp new``: a folder that is a course already, or an example of a question."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from studyapp.clean import clean, printable
from studyapp.commands.exits import DONE, FAILED, WRONG_USAGE, tell
from studyapp.course.ids import MAX_ID, slug
from studyapp.course.kinds import KINDS
from studyapp.course.load import MAX_TITLE, prettified
from studyapp.course.source import UNSAFE
from studyapp.course.starter import About, example, starter

Ask: TypeAlias = Callable[[str, str], str]
"""Takes a question and what holds if nothing is answered; returns the answer, or that. Raises EOFError."""


def new_question(kind: str) -> int:
    """Print an example of a question of that type; 2 where there is no such type."""
    if kind not in KINDS:
        tell(f"There is no type `{printable(kind[:80])}`. The types are {', '.join(KINDS)}.")
        return WRONG_USAGE
    print(example(kind), end="")
    return DONE


def new_course(
    folder: Path, *, title: str | None, author: str | None, language: str | None, ask: Ask | None = None
) -> int:
    """Write a course into a folder that is new or empty; 1 where it is neither, or can't be written.

    What is not given is asked where there is someone to ask; else it is made of the folder's name.
    """
    if problem := _in_the_way(folder):
        tell(f"{problem} Nothing was written.")
        return FAILED
    try:
        about = _about(folder, title, author, language, ask or _asker())
    except (EOFError, KeyboardInterrupt) as end:
        tell("\nNothing was written.")
        if isinstance(end, KeyboardInterrupt):
            raise
        return FAILED
    try:
        _write(folder, starter(about))
    except OSError as error:
        tell(f"{error.filename} can't be written: {error.strerror}.")
        return FAILED
    place = shlex.quote(str(folder))
    tell(f"Look for mistakes: studyapp check {place}\nStudy it: studyapp {place}")
    return DONE


def _in_the_way(folder: Path) -> str:
    """Why a course can't begin in this folder; empty where it can."""
    try:
        if folder.is_dir():
            return f"The folder {folder} is not empty." if any(folder.iterdir()) else ""
        return f"{folder} is not a folder." if folder.exists() else ""
    except OSError as error:
        return f"{folder} can't be read: {error.strerror}."


def _about(folder: Path, title: str | None, author: str | None, language: str | None, ask: Ask) -> About:
    name = _line(prettified(folder.resolve().name)) or "Course"
    title = _line(title or "") or _line(ask("Title of the course", name)) or name
    id = slug(title, MAX_ID) or slug(folder.resolve().name, MAX_ID) or "course"
    return About(
        id=slug(ask("Id that progress is kept under: words and dashes", id), MAX_ID) or id,
        title=title,
        author=_line(ask("Author", "") if author is None else author),
        section=_line(ask("Title of the first section", "Introduction")) or "Introduction",
        language=_line(language or "") or "en",
    )


def _line(typed: str) -> str:
    """A text as a course may hold it, on one line."""
    return " ".join(UNSAFE.sub(" ", typed).split())[:MAX_TITLE].strip()


def _asker() -> Ask:
    """What asks on the terminal; without one, each question has the answer that it proposes."""
    return _asked if sys.stdin.isatty() and sys.stderr.isatty() else lambda _question, default: default


def _asked(question: str, default: str) -> str:
    proposed = f" [{default}]" if default else ""
    print(clean(f"{question}{proposed}: "), end="", file=sys.stderr, flush=True)
    answer = sys.stdin.readline()
    if not answer:
        raise EOFError
    return answer.strip() or default


def _write(folder: Path, files: dict[str, str]) -> None:
    """Write the files, none of which may exist, and print their paths."""
    for name, words in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(words)
        print(clean(str(path)))
