"""The author's editor: which one it is, and how it is told to begin at a line."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from textual.app import App

from studyapp.ui.terminal import lent

VARIABLES: Final = ("VISUAL", "EDITOR")
"""Environment variables that name the editor, the first one that is set."""
USUAL: Final = ("nano", "vi", "vim")
"""Editors to try where none is named."""

_PLUS: Final = ("+{line}", "{file}")
_COLON: Final = ("{file}:{line}",)
_GOTO: Final = ("--wait", "--goto", "{file}:{line}:{column}")
_WAIT: Final = ("--wait", "{file}:{line}:{column}")
_FORMS: Final[Mapping[str, tuple[str, ...]]] = {
    **dict.fromkeys(("vi", "vim", "nvim", "view", "nano", "pico", "emacs", "emacsclient"), _PLUS),
    **dict.fromkeys(("kak", "micro", "joe", "jed", "mg", "ne"), _PLUS),
    **dict.fromkeys(("gvim", "mvim"), ("--nofork", *_PLUS)),
    **dict.fromkeys(("hx", "helix"), _COLON),
    **dict.fromkeys(("code", "code-insiders", "codium", "cursor"), _GOTO),
    **dict.fromkeys(("subl", "zed"), _WAIT),
}
"""By a program's name, its arguments to wait until the file is closed, and to begin at a place of it."""


class NoEditor(Exception):
    """There is none that could be started; ``str()`` is the sentence for the author."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place of a file; lines and columns count from 1."""

    file: Path
    line: int = 1
    column: int = 1


def chosen(environment: Mapping[str, str]) -> list[str]:
    """The program and its arguments that the environment names, else a usual one. Raises NoEditor."""
    for name in VARIABLES:
        try:
            words = shlex.split(environment.get(name, ""))
        except ValueError as error:
            raise NoEditor(f"${name} can't be understood: {error}. Write it as in a shell.") from None
        if words:
            return words
    for program in USUAL:
        if shutil.which(program):
            return [program]
    raise NoEditor("There is no editor to open. Name yours: export EDITOR=nano")


def arguments(editor: Sequence[str], place: Place) -> list[str]:
    """What to run to edit at a place; an editor that is not known is given the file alone.

    >>> arguments(["vim", "-n"], Place(Path("/a.yaml"), 7))
    ['vim', '-n', '+7', '/a.yaml']
    """
    form = _FORMS.get(Path(editor[0]).name.lower().removesuffix(".exe"), ("{file}",))
    known = {"{file}": str(place.file.absolute()), "{line}": str(place.line), "{column}": str(place.column)}
    return [*editor, *(_filled(part, known) for part in form)]


def _filled(part: str, known: Mapping[str, str]) -> str:
    # the file comes last, so that nothing in its name is taken for a place to fill
    for name in ("{line}", "{column}", "{file}"):
        part = part.replace(name, known[name])
    return part


def edit(app: App[None], place: Place) -> str:
    """Edit at a place in the terminal that is the app's meanwhile; what went wrong as a sentence, else empty."""
    if place.file.is_symlink():
        return f"{place.file.name} is a symbolic link, which a course may not have."
    if not place.file.is_file():
        return f"{place.file.name} is not there, or is no file."
    try:
        words = chosen(os.environ)
    except NoEditor as problem:
        return str(problem)
    command = arguments(words, place)
    with lent(app):
        if "--wait" in command:
            print(f"Waiting until {words[0]} has closed the file.", file=sys.stderr, flush=True)
        try:
            code = run(command)
        except OSError as error:
            return f"The editor {words[0]} can't be started: {error.strerror}. Name yours: export EDITOR=nano"
    return f"The editor {words[0]} ended with code {code}." if code else ""


def run(words: Sequence[str]) -> int:
    """Let the editor have the terminal; its exit code, negative for a signal. Raises OSError where it can't start."""
    process = subprocess.Popen(words)
    # ctrl+c is the editor's; the app's own handler comes back with the app
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        return process.wait()
    finally:
        signal.signal(signal.SIGINT, before)
