"""What a course begins with: a text, three questions about it, schemas for editors; and examples of questions."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from studyapp.course.ids import slug
from studyapp.course.kinds import KINDS
from studyapp.course.schema import schema_files

_TEMPLATE: Final = Path(__file__).parents[1] / "template"
_FIRST: Final = ("single", "truefalse", "text")
"""Types of the questions that a new course has."""
_COURSE: Final = """\
# yaml-language-server: $schema=schema/course.schema.json
# What the course is called, and how it is studied.
format: 1
id: {id}  # progress is kept under it, so keep it once people study
title: {title}
{authors}
language: {language}
# description: What the course is about, in a sentence.
# settings:        # these hold where nothing is written; a question file may have its own
#   pass: 0.8      # share of the points that passes a section
#   shuffle: true  # show choices in a new order each time
#   book: open     # closed: the text may not be looked at while answering
"""
_QUESTIONS: Final = """\
# yaml-language-server: $schema=../schema/questions.schema.json
# The questions about content/{stem}.md. Write yours in the place of these; see what is wrong: studyapp check
# An example of each type, to put below: studyapp new --question TYPE
# TYPE is one of {types}.
questions:
"""


@dataclass(frozen=True, slots=True)
class About:
    """What is known of a course when it is begun: texts of one line; ``author`` may be empty."""

    id: str
    title: str
    section: str
    """Title of the first section."""
    author: str = ""
    language: str = "en"


def text() -> str:
    """The text, without a title, that all the examples ask about."""
    return (_TEMPLATE / "text.md").read_text(encoding="utf-8")


def example(kind: str) -> str:
    """A question of that type with comments, as an item of a question file's list."""
    return (_TEMPLATE / f"examples/{kind}.yaml").read_text(encoding="utf-8")


def _first(kind: str) -> str:
    """A question of a new course, which no example repeats, so that each can be put below it."""
    return (_TEMPLATE / f"first/{kind}.yaml").read_text(encoding="utf-8")


def starter(about: About) -> dict[str, str]:
    """The files of a new course by their paths in its folder."""
    stem = f"01-{slug(about.section) or 'introduction'}"
    questions = _QUESTIONS.format(stem=stem, types=", ".join(KINDS)) + "\n".join(map(_first, _FIRST))
    return {
        "course.yaml": course_file(about.id, about.title, about.language, about.author),
        f"content/{stem}.md": f"# {about.section}\n\n{text()}",
        f"questions/{stem}.yaml": questions,
        **{f"schema/{name}": schema for name, schema in schema_files().items()},
    }


def course_file(id: str, title: str, language: str, author: str = "") -> str:
    """A course.yaml whose comments show what else it may hold."""
    authors = f"authors: [{quoted(author)}]" if author else "# authors: [Your name]"
    return _COURSE.format(id=id, title=quoted(title), authors=authors, language=quoted(language))


def quoted(words: str) -> str:
    """A text of one line in double quotes, in which YAML reads what JSON does."""
    return json.dumps(words, ensure_ascii=False)
