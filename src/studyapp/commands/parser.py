"""Arguments to options. The first words decide which command it is; only that command's parser is made.

Nothing is imported but argparse, and that without what it would import itself, so that ``--help`` answers at once.
"""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter

from studyapp import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import NoReturn

ABOUT = "Read a section, prove that you understood it, keep it."
WIDTH = 80
"""Columns of the help. To ask the terminal would take longer than to print it."""
WITH_VALUE = ("--progress",)
"""Options before a command's words whose next argument is their value."""


def _courses(parser: ArgumentParser, default: str = "") -> None:
    help = "a course's folder, or one that holds courses"
    parser.add_argument("courses", metavar="COURSE", nargs="*", help=help + default)


def _check(parser: ArgumentParser) -> None:
    help = "a course's folder, or one that holds courses, or single files of a course (default: the current folder)"
    parser.add_argument("courses", metavar="COURSE", nargs="*", help=help)
    forms = ("full", "short", "json", "github", "sarif")
    parser.add_argument(
        "--format", choices=forms, default="full", help="how findings are printed (default: full)"
    )
    parser.add_argument("--strict", action="store_true", help="fail on warnings too")
    help = "first write missing ids into the files, and missing quotation marks"
    parser.add_argument("--fix", action="store_true", help=help)
    parser.add_argument("--info", action="store_true", help="print what is only worth knowing too")
    parser.add_argument(
        "--players", action="store_true", help="print what guessing earns in each file, instead of findings"
    )


def _explain(parser: ArgumentParser) -> None:
    parser.add_argument("code", metavar="CODE", help="what check prints in brackets, such as no-explanation")


def _preview(parser: ArgumentParser) -> None:
    help = "a course's folder (default: the current folder)"
    parser.add_argument("course", metavar="COURSE", nargs="?", help=help)


def _new(parser: ArgumentParser) -> None:
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("folder", metavar="COURSE", nargs="?", help="a folder that is new or empty")
    what.add_argument("--question", metavar="TYPE", help="print an example of a question of this type")
    parser.add_argument("--title", help="what the course is called")
    parser.add_argument("--author", metavar="NAME", help="who writes it")
    parser.add_argument("--language", metavar="CODE", help="language of its texts (default: en)")


def _import_text(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="plain text, Markdown, HTML, DOCX, EPUB or PDF")
    help = "a folder that is new or empty (default: the file's name, in the current folder)"
    parser.add_argument("folder", metavar="FOLDER", nargs="?", help=help)
    parser.add_argument(
        "--level",
        metavar="N",
        type=int,
        help="begin sections at headings of this level and higher ones (default: the highest)",
    )
    parser.add_argument("--title", help="what the course is called, instead of what the text says")


def _schema(parser: ArgumentParser) -> None:
    parser.add_argument("--course", action="store_true", help="that of course.yaml instead")


def _progress(parser: ArgumentParser) -> None:
    _courses(parser)
    parser.add_argument("--json", action="store_true", help="print the same as JSON")


def _table(parser: ArgumentParser) -> None:
    _courses(parser)
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print all that is known as JSON")
    form.add_argument(
        "--html", metavar="FILE", help="write all that is known as a page of its own, with drawings"
    )


def _review(parser: ArgumentParser) -> None:
    _courses(parser)
    parser.add_argument(
        "--fit", action="store_true", help="fit when questions come back to your own history, and end"
    )


def _due(parser: ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print the same, and each course, as JSON")


def _regrade(parser: ArgumentParser) -> None:
    _progress(parser)
    parser.add_argument("--dry-run", action="store_true", help="only print what would change")


def _export(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", nargs="?", help="a new file; without it, standard output")
    parser.add_argument("--course", metavar="ID", help="only the course of this id")


def _import(parser: ArgumentParser) -> None:
    parser.add_argument(
        "files", metavar="FILE", nargs="+", help="what export wrote, or another progress file"
    )


def _backup(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="a new file")


def _nothing(parser: ArgumentParser) -> None:
    """Take nothing more."""


COMMANDS: Mapping[str, tuple[str, Callable[[ArgumentParser], None]]] = {
    "": ("open courses to study", _courses),
    "check": ("look for mistakes in the files of a course", _check),
    "explain": ("tell what a code that check prints means", _explain),
    "preview": ("see a course as learners do, while you write it", _preview),
    "new": ("begin a course, or see an example of a question", _new),
    "import": ("make a course of a text", _import_text),
    "schema": ("print the JSON Schema that editors check question files by", _schema),
    "review": ("review what is due of all courses", _review),
    "regrade": ("mark answers anew after questions were edited", _regrade),
    "due": ("print how many questions are due, for a shell prompt", _due),
    "where": ("print where your files lie", _nothing),
    "progress": ("print what you have studied", _table),
    "progress reports": ("print what you reported and noted on questions", _progress),
    "progress export": ("write all that happened as JSON lines", _export),
    "progress import": ("take in what another machine exported", _import),
    "progress rebuild": ("work out all results anew from what happened", _nothing),
    "progress backup": ("copy the progress file", _backup),
    "progress doctor": ("look at the whole progress file for damage", _nothing),
    "progress salvage": ("begin a new progress file with what can be read", _nothing),
}
"""Every command by its words, with a line of help and what it takes besides the options that all take.

The empty one is what is done without a command.
"""


class _Parser(ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """One line of what is wrong, one of what helps; exit code 2."""
        from studyapp.clean import one_line

        self.exit(2, f"{self.prog}: {one_line(message)}\nTry: {self.prog} --help\n")


def parse(argv: Sequence[str]) -> Namespace:
    """The options, with ``command`` naming the command; ends with exit code 2 where they are wrong."""
    name, rest = _command(argv)
    parser = parser_for(name)
    options = parser.parse_args(rest)
    for word in getattr(options, "courses", ()):
        if not os.path.exists(word):  # noqa: PTH110 - pathlib would be imported for this alone
            parser.error(f"{_no_folder(name, word)}{_did_you_mean(name, word)}")
    options.command = name
    return options


def parser_for(name: str) -> ArgumentParser:
    """The parser of the command of these words."""
    about, add = COMMANDS[name]
    parser = _Parser(
        prog=f"studyapp {name}".strip(),
        description=f"{about[0].upper()}{about[1:]}." if name else ABOUT,
        epilog=_list_of_commands(name),
        formatter_class=lambda prog: RawDescriptionHelpFormatter(prog, width=WIDTH),
        allow_abbrev=False,
    )
    add(parser)
    parser.add_argument("--progress", metavar="FILE", help="your progress file, instead of the usual one")
    parser.add_argument("--plain", action="store_true", help="lines of text, for a screen reader or a script")
    parser.add_argument("--version", action="version", version=f"studyapp {__version__}")
    return parser


def _command(argv: Sequence[str]) -> tuple[str, list[str]]:
    """The command that the first words name, and the arguments without those words."""
    name, rest = "", list(argv)
    while (place := _first_word(rest)) is not None:
        longer = f"{name} {rest[place]}".strip()
        if longer not in COMMANDS:
            break
        name = longer
        del rest[place]
    return name, rest


def _first_word(argv: Sequence[str]) -> int | None:
    place = 0
    while place < len(argv) and argv[place] != "--":
        if not argv[place].startswith("-"):
            return place
        place += 2 if argv[place] in WITH_VALUE else 1
    return None


def _no_folder(name: str, word: str) -> str:
    """That there is no such folder, nor such a command where one could stand."""
    if os.sep in word or not _longer(name):
        return f"there is no folder {word}."
    return f"{word} is neither a command of {f'studyapp {name}'.strip()} nor a folder."


def _longer(name: str) -> list[str]:
    """The commands that begin with the words of this one."""
    return [words for words in COMMANDS if words != name and words.startswith(name)]


def _did_you_mean(name: str, word: str) -> str:
    """The command that was meant, as a sentence, where the word is nearly one."""
    if os.sep in word:
        return ""
    from difflib import get_close_matches

    near = get_close_matches(f"{name} {word}".strip(), _longer(name), 1)
    return f" Did you mean: studyapp {near[0]}?" if near else ""


def _list_of_commands(name: str) -> str:
    """What follows the options in the help: the commands that begin with these words."""
    longer = _longer(name)
    width = max(map(len, longer), default=0) + 2
    return "\n".join(
        ["commands:", *(f"  {words:{width}}{COMMANDS[words][0]}" for words in longer)] if longer else []
    )
