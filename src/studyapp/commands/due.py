"""``studyapp due``: how much is waiting, for a shell prompt. It loads as little as it can."""

from __future__ import annotations

import os
import sys
import time

from studyapp.study.due import due_by_course
from studyapp.study.review.days import offset_at, study_day
from studyapp.wording import counted, review_minutes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


def due(progress_option: str | None, *, as_json: bool) -> int:
    """Print how many questions are due today, and about how long they take. Raises ProgressError."""
    now = time.time_ns() // 1000
    found = due_by_course(progress_path(progress_option, os.environ), study_day(now, offset_at(now)))
    questions = sum(count for _, _, count in found)
    if as_json:
        import json

        courses = [{"id": id, "title": title, **_counts(count)} for id, title, count in found]
        print(json.dumps({**_counts(questions), "courses": courses}, indent=2))
    elif questions:
        print(f"{questions} due, about {counted(review_minutes(questions), 'minute')}")
    else:
        print("nothing due")
    return 0


def _counts(questions: int) -> dict[str, int]:
    return {"due": questions, "minutes": review_minutes(questions) if questions else 0}


def progress_path(option: str | None, environ: Mapping[str, str]) -> str:
    """The same as :func:`studyapp.places.progress_file`, without loading the libraries where that will do."""
    if named := option or environ.get("STUDYAPP_PROGRESS"):
        return os.path.join(os.getcwd(), os.path.expanduser(named))  # noqa: PTH109, PTH111, PTH118 - see above
    home, data = environ.get("HOME", ""), environ.get("XDG_DATA_HOME", "")
    usual = sys.platform == "linux" and "ANDROID_ROOT" not in environ
    if usual and home.startswith("/") and (not data or data.startswith("/")):
        return f"{data or f'{home}/.local/share'}/studyapp/progress.db"
    from studyapp.places import progress_file

    return str(progress_file(None, environ))
