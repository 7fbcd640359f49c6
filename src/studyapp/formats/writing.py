"""Sections to the files of a course, and those to a folder: all of them or none."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from errno import ENOTEMPTY
from pathlib import Path
from typing import Final

from studyapp.course.ids import slug
from studyapp.course.kinds import KINDS
from studyapp.course.schema import schema_files
from studyapp.course.sentences import sentences
from studyapp.course.starter import course_file, quoted
from studyapp.course.text import find, plain
from studyapp.formats.sections import Cut, Section

_ID_WORDS = 8
_QUESTIONS: Final = """\
# yaml-language-server: $schema=../schema/questions.schema.json
# The questions about content/{stem}.md: {title}
# There are none yet. Take "# " away before `questions:` and before an example, and make it yours.
# An example of another type: studyapp new --question TYPE
# (TYPE is one of {types}.)
# What is wrong with them: studyapp check

# questions:
"""
_SINGLE: Final = """\
#   - id: {id}
#     prompt: What does the text say of this?  # ask about one thing
#     choices:
#       - text: What is right
#         correct: true
#       - text: What somebody might think who has not read it
#         feedback: Why that is wrong.
#       - text: Something else that one might think
#     explanation: Why the right answer is right.
"""
_EVIDENCE: Final = """\
#     # Where the answer stands, copied from the text:
#     evidence: {evidence}
"""
_TEXT: Final = """\
#   - id: {id}
#     prompt: {prompt}
#     answer: [{answer}]                   # all that is accepted; the first is the one shown
#     hints: [Its first letter is {letter}.]
#     explanation: The text says so in as many words.
#     evidence: {evidence}
"""
_TELLING = re.compile(
    r"\b(?:is|are|was|were|means|because|therefore|thus|called|known|must|led|caused?|most|first|only|never|always|ist|sind|weil)\b"
)


def files(cut: Cut, id: str, language: str) -> dict[str, str]:
    """The files of a course by their paths in its folder."""
    made = {"course.yaml": course_file(id, cut.title, language) + _order(cut.sections)}
    made |= {f"schema/{name}": schema for name, schema in schema_files().items()}
    for section in cut.sections:
        made[f"content/{section.stem}.md"] = section.text
        made[f"questions/{section.stem}.yaml"] = _skeleton(section)
    return made


def course_id(title: str, name: str) -> str:
    """The id of a course of this title, else of a file of this name."""
    return slug(title, _ID_WORDS) or slug(name, _ID_WORDS) or "course"


def write(folder: Path, files: Mapping[str, str]) -> None:
    """Write the files of a course into a folder that does not exist or is empty; all of them, or none.

    Raises OSError where they can't be written or the folder holds anything by then.
    """
    folder = folder.absolute()
    missing = [parent for parent in folder.parents if not parent.exists()]
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        _write(folder, files)
    except BaseException:
        for parent in missing:
            with suppress(OSError):  # it was never made, or something else has come into it
                parent.rmdir()
        raise


def _write(folder: Path, files: Mapping[str, str]) -> None:
    """Write the files beside the folder, then give them its place."""
    made = Path(tempfile.mkdtemp(prefix=".studyapp-", dir=folder.parent))
    try:
        for name, words in files.items():
            path = made / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(words, encoding="utf-8", newline="\n")
        if folder.is_dir():
            _fill(folder, made)
        else:
            made.chmod(0o777 & ~_umask())
            made.rename(folder)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise


def _fill(folder: Path, made: Path) -> None:
    """Move what was made into a folder that is there, such as the one that a shell is in; all of it, or nothing."""
    if any(folder.iterdir()):
        raise FileExistsError(ENOTEMPTY, os.strerror(ENOTEMPTY), str(folder))
    moved: list[Path] = []
    try:
        for one in sorted(made.iterdir()):
            one.rename(folder / one.name)
            moved.append(folder / one.name)
    except OSError:
        for one in moved:
            one.rename(made / one.name)
        raise
    made.rmdir()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _order(sections: Sequence[Section]) -> str:
    """The list of the sections, where they belong to parts."""
    if not any(section.part for section in sections):
        return ""
    lines = ["sections:"]
    part = ""
    for section in sections:
        if section.part and section.part != part:
            lines += [f"  - part: {quoted(section.part)}", "    sections:"]
        lines.append(f"{'      ' if section.part else '  '}- {section.stem}")
        part = section.part
    return "\n".join(lines) + "\n"


def _skeleton(section: Section) -> str:
    """A question file without questions, whose comments show two about the section's own text."""
    made = _QUESTIONS.format(stem=section.stem, title=section.title, types=", ".join(KINDS))
    name = section.stem.partition("-")[2]
    made += _SINGLE.format(id=f"{name}-1")
    sentence = telling_sentence(section.text)
    if not sentence:
        return made
    evidence = quoted(sentence)
    made += _EVIDENCE.format(evidence=evidence)
    word = max(re.findall(r"[^\W\d_]{5,}", sentence), key=len, default="")
    if not word:
        return made
    prompt = quoted(f"Which word is missing? {sentence.replace(word, '……', 1)}")
    return (
        made
        + "#\n"
        + _TEXT.format(
            id=f"{name}-2", prompt=prompt, answer=quoted(word), letter=word[0].upper(), evidence=evidence
        )
    )


def telling_sentence(text: str) -> str:
    """A sentence of a section that is likely to say something: in plain words, found in the text; or nothing."""
    best, most = "", 0.0
    for start, stop in sentences(text)[:60]:
        words = plain(text[start:stop])
        if text[start - 1 : start] == "#" or not _is_usable(words, text):
            continue
        worth = (
            len(_TELLING.findall(words)) + len(re.findall(r"\d+", words)) * 0.5 - abs(len(words) - 110) / 100
        )
        if worth > most or not best:
            best, most = words, worth
    return best


def _is_usable(words: str, text: str) -> bool:
    return (
        40 <= len(words) <= 220
        and words[0].isupper()
        and words[-1] in ".!"
        and not set(words) & set("{}|<>[]\\")
        and find(text, words) is not None
    )
