"""``studyapp schema``: what editors complete and check question files by."""

from __future__ import annotations

from studyapp.commands.exits import DONE
from studyapp.course.schema import schema_files


def schema(*, course: bool) -> int:
    """Print the JSON Schema of question files, or that of course.yaml."""
    print(schema_files()["course.schema.json" if course else "questions.schema.json"], end="")
    return DONE
