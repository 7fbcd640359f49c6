"""P8: reading a question file into checked values that know their places."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import yaml

from bench.courses import question_file, section_text, write_course
from bench.rows import Effort, Row
from studyapp.course.load import load


def rows(effort: Effort, folder: Path) -> list[Row]:
    """A course of one question file, against libyaml's bare event stream of its bytes."""
    file = question_file(effort.questions)
    course = write_course(folder / "course", [section_text("Questions", 100)], [file])
    data = file.encode()

    def read() -> None:
        loaded = load(course)
        if loaded.diagnostics or len(loaded.course.sections[0].questions) != effort.questions:
            raise RuntimeError(f"the course made for measuring is wrong: {loaded.diagnostics[:3]}")

    def events() -> None:
        for _ in yaml.parse(data, Loader=yaml.CSafeLoader):
            pass

    read()
    pairs = [(_timed(events), _timed(read)) for _ in range(effort.pairs)]
    return [Row("P8", f"read {effort.questions:,} questions", "libyaml's bare events", "ms", 1.6, pairs)]


def _timed(work: Callable[[], None]) -> float:
    """Milliseconds of a call; the objects of this process itself are kept out of collections."""
    gc.collect()
    gc.freeze()
    start = perf_counter()
    work()
    took = perf_counter() - start
    gc.unfreeze()
    return took * 1e3
