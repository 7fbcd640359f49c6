"""Lines out, lines in: everything that the linear twin says and is told passes here."""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Iterable
from typing import TextIO

from studyapp.clean import clean
from studyapp.plain.commands import COMMANDS, Entry, read_entry

WIDTH = 78
"""Columns of a line, unless a single word is longer."""

LONGEST = 2_000
"""Characters of a typed line that are taken."""


class Leave(Exception):
    """The learner leaves, or there is nothing more to read."""


class Talk:
    """A conversation in lines. Nothing is read before its prompt was printed."""

    def __init__(self, lines_in: Iterable[str], out: TextIO) -> None:
        self._lines = iter(lines_in)
        self._out = out

    def say(self, text: str = "") -> None:
        """Print a text, wrapped; its own line ends stay."""
        for line in clean(text).splitlines() or [""]:
            self.print(wrapped(line))

    def print(self, lines: Iterable[str]) -> None:
        """Print lines as they are."""
        for line in lines:
            self._out.write(clean(line) + "\n")

    def ask(self, prompt: str, usable: Collection[str] = ()) -> Entry:
        """Print the prompt on a line of its own and read a line.

        Commands other than ``usable`` and ``back`` are answered here. Raises :class:`Leave`.
        """
        while True:
            self.say(prompt)
            self._out.flush()
            line = next(self._lines, None)
            if line is None:
                raise Leave
            line = clean(line).strip()
            if len(line) > LONGEST:
                self.say(f"The line is longer than {LONGEST} characters; the rest is left out.")
            entry = read_entry(line[:LONGEST])
            if entry is None:
                self.say(
                    "There is no such command. :help lists them; an answer that begins with a colon takes two."
                )
            elif entry.command == "quit":
                raise Leave
            elif entry.command == "help":
                self._help()
            elif entry.command in ("", "back", *usable):
                return entry
            else:
                self.say(f":{entry.command} can't be used here.")

    def ask_enter(self, prompt: str) -> bool:
        """Wait for Enter; False where the learner goes back instead."""
        while (entry := self.ask(prompt)).text:
            if not self._bare(entry.text):
                self.say("Type Enter alone, or a command: :help lists them.")
        return entry.command != "back"

    def pick(self, prompt: str, highest: int) -> Entry:
        """A number from 1, Enter alone, or the command to review or to go back."""
        prompt = f"{prompt} Or type a number, 1 to {highest}."
        while True:
            entry = self.ask(prompt, ("review",))
            if entry.command or not entry.text:
                return entry
            if entry.text.isdecimal() and 1 <= int(entry.text) <= highest:
                return entry
            if entry.text.casefold() in ("r", "review"):
                return Entry("", "review")
            if not self._bare(entry.text):
                self.say(f"There is no number {entry.text}.")

    def _bare(self, word: str) -> bool:
        """Heed leaving and help without their colon, which only an answer needs; whether the word was either."""
        if word.casefold() in ("q", "quit"):
            raise Leave
        if word.casefold() not in ("?", "help"):
            return False
        self._help()
        return True

    def _help(self) -> None:
        self.say("Commands, which work instead of an answer:")
        for command in COMMANDS:
            self.say(f"{command.usage}, or :{command.letter} for short: {command.help}.")


def wrapped(text: str, first: str = "", rest: str = "") -> list[str]:
    """The text in lines of :data:`WIDTH`, with what stands before the first and before the others."""
    width = max(WIDTH, len(rest) + 20)
    return textwrap.wrap(
        text,
        width,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    ) or [first.rstrip()]
