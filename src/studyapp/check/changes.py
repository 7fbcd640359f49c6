"""What can be put into a question file with one right answer: missing ids, and quotation marks around misread texts."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, count
from operator import itemgetter

from studyapp.check.nodes import Node
from studyapp.course.kinds import QUESTION
from studyapp.course.naming import numbered_id, telling_id
from studyapp.diagnostics import Diagnostic

_LINE_END = re.compile(r"\r\n|\r|\n")
_NEWLINE = "\n"
_OPENING = re.compile(r"\{ *")


@dataclass(frozen=True, slots=True)
class Change:
    """Texts to be put in at offsets, ascending."""

    pieces: tuple[tuple[int, str], ...]
    told: str
    """What it does, in words that follow its place."""
    question: int = -1
    """Where the question begins that an id is for."""
    id: str = ""


def missing_ids(text: str, questions: Iterable[Node], stem: str, taken: set[str]) -> Iterator[Change]:
    """An id for each question that asks something without one: none of those ``taken``, to which it is added."""
    for number, question in enumerate(questions, 1):
        if not _lacks_id(question) or not (asked := _asked(question)):
            continue
        given = question.fields.get("id")
        id = _free(telling_id(asked) or numbered_id(stem, number), taken)
        taken.add(id)
        piece = _filled(text, given.start, id) if given else _added(text, question.start, id)
        yield Change((piece,), f"id: {id} written", question.start, id)


def unasked(text: str, questions: Iterable[Node]) -> list[tuple[int, str]]:
    """The lines of questions without an id that ask nothing yet, and so have none made, each with what is told."""
    waiting = [one.start for one in questions if _lacks_id(one) and not _asked(one)]
    return [(line, "no id written: the question has no prompt yet") for line in _lines_of(text, waiting)]


def missing_quotes(text: str, found: Iterable[Diagnostic]) -> Iterator[Change]:
    """Quotation marks around each text that is told to need them."""
    lines = [0, *(match.end() for match in re.finditer("\n", text))]
    for one in found:
        if one.code == "quote-it" and one.span.line == one.span.end_line:
            line = lines[one.span.line - 1]
            start, stop = line + one.span.column - 1, line + one.span.end_column - 1
            typed = text[start:stop]
            if '"' not in typed and "\\" not in typed:
                yield Change(((start, '"'), (stop, '"')), f'"{typed}" put in quotation marks')


def applied(text: str, changes: Iterable[Change]) -> tuple[str, list[tuple[int, str]]]:
    """The text with the changes in it, and of each the line, from 1, in which it stands then, and its words."""
    pieces = [
        (at, piece, "" if nth else change.told)
        for change in changes
        for nth, (at, piece) in enumerate(change.pieces)
    ]
    made: list[str] = []
    told: list[tuple[int, str]] = []
    before = grown = 0
    for at, piece, words in sorted(pieces, key=itemgetter(0)):
        made += text[before:at], piece
        if words:
            told.append((at + grown, words))
        before, grown = at, grown + len(piece)
    after = "".join([*made, text[before:]])
    lines = _lines_of(after, [place for place, _ in told])
    return after, list(zip(lines, (words for _, words in told), strict=True))


def _lines_of(text: str, places: Iterable[int]) -> list[int]:
    """The lines, from 1, in which offsets stand."""
    starts = [0, *(match.end() for match in _LINE_END.finditer(text))]
    return [bisect_right(starts, place) for place in places]


def _lacks_id(question: Node) -> bool:
    """Whether its id is missing or empty; one that seems to be there under a wrong name is there."""
    given = question.fields.get("id")
    return bool(question.fields) and (given.content == "" if given else _meant(question, "id") is None)


def _asked(question: Node) -> str:
    """Its prompt, under a wrong name too; empty where there is none."""
    asked = question.fields.get("prompt") or _meant(question, "prompt")
    return asked.text.strip() if asked else ""


def _meant(question: Node, name: str) -> Node | None:
    """The field that has another name but seems to be meant for this one."""
    return next(
        (
            value
            for key, value in question.fields.items()
            if key not in QUESTION.readers and QUESTION.meant(key) == name
        ),
        None,
    )


def _free(id: str, taken: Container[str]) -> str:
    """The id, with a number behind it where it is taken."""
    numbered = (f"{id}-{number}" for number in count(2))
    return next(one for one in chain([id], numbered) if one not in taken)


def _filled(text: str, at: int, id: str) -> tuple[int, str]:
    """An empty value's place and what to put there: between its quotation marks, else behind the colon."""
    if text[at : at + 1] in ("'", '"'):
        return at + 1, id
    return at, id if text[at - 1].isspace() else f" {id}"


def _added(text: str, at: int, id: str) -> tuple[int, str]:
    """The place before a question's first field, and what to put there."""
    if opening := _OPENING.match(text, at):
        return opening.end(), f"id: {id}," if text[opening.end()] in "\r\n" else f"id: {id}, "
    line = max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1
    end = _LINE_END.search(text, at) or _LINE_END.search(text)
    return at, f"id: {id}{end[0] if end else _NEWLINE}{' ' * (at - line)}"
