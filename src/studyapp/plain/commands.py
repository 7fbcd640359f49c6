"""What can be typed instead of an answer: a colon and a word, or the word's letter."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """One command of the linear twin."""

    name: str
    letter: str
    help: str
    takes: str = ""
    """What is to be typed behind it, if anything."""

    @property
    def usage(self) -> str:
        """How it is typed, such as ``:note TEXT``."""
        return f":{self.name} {self.takes}".rstrip()


COMMANDS = (
    Command("hint", "h", "a hint; it lowers the credit"),
    Command("text", "t", "the section's text; the evidence too once the question is done"),
    Command("skip", "s", "not now: the question comes again after the others"),
    Command("undo", "u", "take the last answer back"),
    Command("show", "x", "give up: the answer is shown, for no credit"),
    Command("note", "w", "keep a note of your own on this question; without a text, tell it", "TEXT"),
    Command("report", "!", "report this question to its author", "TEXT"),
    Command("review", "v", "in the outline: what is due today, of all courses that are open"),
    Command("retry", "r", "after the last question: try the missed ones again"),
    Command("back", "b", "back; every answer is kept"),
    Command("help", "?", "this list"),
    Command("quit", "q", "leave; nothing is lost"),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line that was typed: a command with what stands behind it, or where ``command`` is empty a text."""

    text: str
    command: str = ""


def read_entry(line: str) -> Entry | None:
    """The line as an entry; None where it names no command. Two colons begin a text that begins with one."""
    if not line.startswith(":"):
        return Entry(line)
    if line.startswith("::"):
        return Entry(line[1:])
    word, _, rest = line[1:].partition(" ")
    for command in COMMANDS:
        if word in (command.name, command.letter):
            return Entry(rest.strip(), command.name)
    return None
