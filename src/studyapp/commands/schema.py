"""``studyapp schema``: what editors complete and check question files by."""

from __future__ import annotations

import json

from studyapp.course.schema import course_file_schema, question_file_schema


def schema(*, course: bool) -> int:
    """Print the JSON Schema of question files, or that of course.yaml."""
    printed = course_file_schema() if course else question_file_schema()
    print(json.dumps(printed, indent=2, ensure_ascii=False))
    return 0
