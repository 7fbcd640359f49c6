"""The command line: it owns stdout (data), stderr (talk) and the exit codes (:mod:`studyapp.commands.exits`).

Each command imports what it needs when it runs, so that ``--version`` and ``--help`` answer at once.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

SIGINT, SIGPIPE = 2, 13


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command that the arguments name (by default those of the process) and return its exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    if words[:1] == ["--version"]:
        from studyapp import __version__

        print(f"studyapp {__version__}")
        return 0
    from studyapp.commands.exits import FAILED, ON_SIGNAL, tell

    _prepare_streams()
    try:
        code = _guarded(words)
        print(end="", flush=True)
    except BrokenPipeError:
        _forget_stdout()
        return ON_SIGNAL + SIGPIPE
    except OSError as error:
        _forget_stdout()
        tell(f"The output can't be written: {error.strerror}.")
        return FAILED
    return code


def _guarded(words: list[str]) -> int:
    """Run the command; every way that it can end becomes an exit code."""
    from studyapp.commands.exits import DONE, FAILED, NO_PROGRESS, ON_SIGNAL, OUR_MISTAKE, tell
    from studyapp.errors import BadImport, ProgressError, StudyError

    try:
        if words == [
            "due"
        ]:  # A shell prompt waits for it, and the parser would take as long as all the rest.
            from studyapp.commands.due import due

            return due(None, as_json=False)
        from studyapp.commands.parser import parse

        return _run(parse(words))
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else DONE
    except KeyboardInterrupt:
        return ON_SIGNAL + SIGINT
    except StudyError as error:
        tell(str(error))
        refused = isinstance(error, ProgressError) and not isinstance(error, BadImport)
        return NO_PROGRESS if refused else FAILED
    except Exception as error:
        if isinstance(error, OSError) and error.filename is None:
            raise  # No file of ours, so one of the standard streams.
        from studyapp.commands.crash import report

        tell(report(error))
        return OUR_MISTAKE


def _run(options: Namespace) -> int:
    match options.command:
        case "check" | "explain" | "preview" | "new" | "import" | "schema":
            return _write_courses(options)
        case "where":
            from studyapp.commands.where import where

            return where(options.progress)
        case "due":
            from studyapp.commands.due import due

            return due(options.progress, as_json=options.json)
        case "regrade":
            from studyapp.commands.regrade import regrade

            return regrade(options.courses, options.progress, dry_run=options.dry_run, as_json=options.json)
        case "review" if options.fit:
            from studyapp.commands.fit import fit

            return fit(options.progress)
        case "" | "review":
            return _study(options)
    from studyapp.commands.progress import run

    return run(options)


def _write_courses(options: Namespace) -> int:
    """Run one of the commands for who writes courses."""
    match options.command:
        case "check":
            return _check(options)
        case "explain":
            from studyapp.commands.explain import explained

            return explained(options.code)
        case "preview":
            from studyapp.commands.preview import preview

            return preview(options.course, plain=options.plain)
        case "new" if options.question is not None:
            from studyapp.commands.new import new_question

            return new_question(options.question)
        case "new":
            return _new(options)
        case "import":
            return _import_text(options)
    from studyapp.commands.schema import schema

    return schema(course=options.course)


def _check(options: Namespace) -> int:
    from studyapp.commands.check import check

    return check(
        options.courses,
        options.format,
        strict=options.strict,
        info=options.info,
        players=options.players,
        fix=options.fix,
    )


def _new(options: Namespace) -> int:
    from pathlib import Path

    from studyapp.commands.new import new_course

    return new_course(
        Path(options.folder), title=options.title, author=options.author, language=options.language
    )


def _import_text(options: Namespace) -> int:
    from pathlib import Path

    from studyapp.commands.importing import import_text

    folder = Path(options.folder) if options.folder else None
    return import_text(Path(options.file), folder, level=options.level, title=options.title)


def _study(options: Namespace) -> int:
    import gc

    gc.disable()  # Starting makes many objects and hardly any garbage; once started, it is enabled again.
    try:
        from studyapp.commands.study import study

        review = options.command == "review"
        return study(options.courses, options.progress, plain=options.plain, review=review)
    finally:
        gc.enable()


def _prepare_streams() -> None:
    """Let no letter that a terminal can't show end the program, nor a stream that was closed before it began."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, mode))  # noqa: PTH123, SIM115
        elif reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(errors="replace")


def _forget_stdout() -> None:
    """Point stdout nowhere, so that Python's own flush at the end does not fail once more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
