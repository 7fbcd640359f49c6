"""``studyapp progress ...``: what was studied, and the care of the progress file."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from studyapp.commands.exits import FAILED, tell
from studyapp.commands.keeping import keeping
from studyapp.errors import BadImport, StudyError
from studyapp.wording import counted

if TYPE_CHECKING:
    from argparse import Namespace

    from studyapp.study.store import Progress


def run(options: Namespace) -> int:
    """Run the command that the options name. Raises ProgressError where the progress file can't be used."""
    with keeping(options.progress) as progress:
        match options.command.removeprefix("progress").strip():
            case "export":
                return _export(progress, options.file, options.course)
            case "import":
                return _import(progress, options.files)
            case "rebuild":
                return _rebuild(progress)
            case "backup":
                return _backup(progress, Path(options.file))
            case "doctor":
                return _doctor(progress)
            case "salvage":
                progress.salvage()
                return 0
            case "reports":
                from studyapp.commands.reports import reports

                return reports(progress, options.courses, as_json=options.json)
        return _overview(progress, options)


def _overview(progress: Progress, options: Namespace) -> int:
    """Tell what was studied of the courses that are meant, and of those that only the progress file knows."""
    from studyapp.commands.courses import opened
    from studyapp.study.overview.whole import overview

    courses = [one.course for one in opened(options.courses)]
    whole = overview(courses, progress)
    if options.html is not None:
        from studyapp.commands.page.writing import write

        write(Path(options.html), whole)
    elif options.json:
        import json

        from studyapp.commands.data import as_data

        print(json.dumps(as_data(whole, {course.id: str(course.folder) for course in courses}), indent=2))
    else:
        from studyapp.commands.table import table

        print(table(whole))
    return 0


def _export(progress: Progress, file: str | None, course: str | None) -> int:
    if file is None:
        progress.export(sys.stdout, course)
        return 0
    path = Path(file)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise StudyError(f"{path} exists already and was left as it is. Name another file.") from None
    except OSError as error:
        raise StudyError(_unwritten(path, error)) from None
    try:
        with os.fdopen(handle, "w", encoding="ascii") as stream:
            count = progress.export(stream, course)
    except OSError as error:
        path.unlink(missing_ok=True)
        raise StudyError(_unwritten(path, error)) from None
    tell(f"{counted(count, 'event')} exported to {path}.")
    return 0


def _import(progress: Progress, files: list[str]) -> int:
    """Take in all files at once, or none of them."""
    try:
        imported = progress.import_files([Path(file) for file in files])
    except BadImport as error:
        tell(str(error))
        return FAILED
    for file, one in zip(files, imported, strict=True):
        print(f"{one.new:,} new, {one.known:,} known already: {_named(file)}")
    return 0


def _rebuild(progress: Progress) -> int:
    rebuilt = progress.rebuild()
    for sentence in rebuilt.left_out:
        tell(sentence)
    print(f"Rebuilt from {counted(rebuilt.events, 'event')}.")
    return FAILED if rebuilt.left_out else 0


def _backup(progress: Progress, target: Path) -> int:
    if target.exists():
        raise StudyError(f"{target} exists already and was left as it is. Name another file.")
    try:
        progress.backup(target)
    except OSError as error:
        raise StudyError(_unwritten(target, error)) from None
    print(f"Copied to {_named(str(target))}.")
    return 0


def _doctor(progress: Progress) -> int:
    findings = progress.check()
    for finding in findings:
        print(_named(finding))
    if findings:
        tell("To begin a new file with all that can still be read: studyapp progress salvage")
        return FAILED
    print("The progress file is whole.")
    return 0


def _unwritten(path: Path, error: OSError) -> str:
    return f"{path} can't be written: {error.strerror}."


def _named(text: str) -> str:
    from studyapp.clean import one_line

    return one_line(text)
