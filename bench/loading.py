"""P8: reading a question file into checked values that know their places."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import yaml

from bench.courses import question_file, section_text, write_course
from bench.effort import Bench
from bench.rows import Row, until_plain
from bench.timing import timed
from studyapp.course.load import load

LEAST = "libyaml's bare events"


def rows(bench: Bench) -> list[Row]:
    """A course of one question file, against libyaml's bare event stream of its bytes."""
    number = bench.effort.questions
    file = question_file(number)
    course = write_course(bench.own("loading") / "course", [section_text("Questions", 100)], [file])

    def read() -> None:
        loaded = load(course)
        if loaded.diagnostics or len(loaded.course.sections[0].questions) != number:
            raise RuntimeError(f"the course made for measuring is wrong: {loaded.diagnostics[:3]}")

    def pair(_: int) -> tuple[float, float]:
        return bare_events([file.encode()]), timed(read)

    def told(pairs: Sequence[tuple[float, float]]) -> list[Row]:
        return [Row("P8", f"read {number:,} questions", LEAST, "ms", 1.6, pairs)]

    read()
    return until_plain(pair, told, bench.effort.pairs, bench.most(bench.effort.pairs))


def bare_events(files: Sequence[bytes]) -> float:
    """Milliseconds that libyaml takes to tell the events of YAML files, of which nothing is made."""

    def events() -> None:
        for data in files:
            for _ in yaml.parse(data, Loader=yaml.CSafeLoader):
                pass

    return timed(events)


def question_files(course: Path) -> list[bytes]:
    """The bytes of a course's question files."""
    return [file.read_bytes() for file in sorted((course / "questions").iterdir())]
