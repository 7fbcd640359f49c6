"""The loader fuzzed: bytes that reach new places in its code are kept and changed on, for a bounded time.

What ends it is written as a file to tests/data/fuzz, where a test reads each; atheris's own output is not shown.
"""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

from torture import studying
from torture.rows import NotHere, Trial, row

CASES = Path(__file__).resolve().parents[1] / "tests" / "data" / "fuzz"
LONGEST = 4_096
"""Bytes of an input."""
_RUNS = re.compile(r"^#(\d+)", re.MULTILINE)


@row("Z1", "the loader fuzzed, led by what its code does: a course or a sentence, never an error", "inputs")
def fuzz_loader(trial: Trial) -> None:
    """Each input is a question file, a text, or course.yaml."""
    if find_spec("atheris") is None:
        raise NotHere("atheris is not installed (pip install atheris)")
    corpus = trial.folder / "corpus"
    corpus.mkdir()
    for number, text in enumerate((studying.COURSE, studying.TEXT, studying.QUESTIONS)):
        for which in b"012":
            (corpus / f"{number}-{which}").write_bytes(bytes([which]) + text.encode())
    options = [
        f"-max_total_time={trial.effort.seconds}",
        f"-max_len={LONGEST}",
        "-timeout=10",
        "-rss_limit_mb=1000",
    ]
    seed = f"-seed={trial.random.randrange(1, 2**31)}"
    command = [
        sys.executable,
        "-m",
        "torture.fuzzing",
        *options,
        seed,
        f"-artifact_prefix={trial.folder}/found-",
    ]
    done = subprocess.run([*command, str(corpus)], capture_output=True, text=True, errors="replace")
    trial.tried = max((int(number) for number in _RUNS.findall(done.stderr)), default=0)
    for case in trial.folder.glob("found-*"):
        CASES.mkdir(parents=True, exist_ok=True)
        (CASES / case.name.removeprefix("found-")).write_bytes(case.read_bytes())
        trial.lost.append(f"{case.name}: {_cause(done.stderr)}; kept in {CASES}")
    if done.returncode and not trial.lost:
        trial.lost.append(f"the fuzzer ended with {done.returncode}: {done.stderr[-300:]}")


def _cause(output: str) -> str:
    """The error that ended the fuzzing."""
    lines = pairwise(output.splitlines())
    return next((after for line, after in lines if "Uncaught" in line), "no cause told")


def load_bytes(data: bytes, folder: Path) -> None:
    """Load a course one of whose files holds the bytes after the first, which says which file; and check it."""
    from studyapp.check.run import check
    from studyapp.course.load import load
    from studyapp.errors import CourseError
    from torture.hostile import ABOUT, BANK, TEXT, written

    which = (BANK, TEXT, ABOUT)[data[0] % 3] if data else BANK
    try:
        check(load(written(folder, {which: data[1:]})).course)
    except CourseError:
        return


def _main() -> None:
    import tempfile

    import atheris

    with atheris.instrument_imports(include=["studyapp", "yaml"]):
        import studyapp.check.run
        import studyapp.course.load  # noqa: F401
    with tempfile.TemporaryDirectory(prefix="studyapp-fuzz-") as folder:

        def once(data: bytes) -> None:
            for old in Path(folder).rglob("*.*"):
                if old.is_file():
                    old.unlink()
            load_bytes(data, Path(folder))

        atheris.Setup(sys.argv, once)
        atheris.Fuzz()


if __name__ == "__main__":
    _main()
