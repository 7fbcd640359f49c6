"""A small course as files, by their paths, and writing it into a folder."""

from __future__ import annotations

from pathlib import Path

RIVERS = {
    "course.yaml": """\
format: 1
id: rivers
title: Rivers of the world
description: Two readings about water.
settings: {shuffle: false}
check: {ignore: [no-explanation, no-evidence, section-without-questions]}
""",
    "content/01-rivers.md": """\
# Rivers

A river begins at its **source** and ends at its *mouth*. Where it meets the sea it may build a delta, as the Nile
does; the [Nile](https://example.org/nile) is about 6650 km long.

A ridge that parts two catchments is called a watershed. Rain and meltwater feed a river.
""",
    "questions/01-rivers.yaml": """\
questions:
  - id: source
    prompt: Where does a river begin?
    choices:
      - {text: At its source, correct: true}
      - {text: At a lake, feedback: "Some do, not all.", score: 0.5}
      - {text: In the sea, feedback: That is where it ends.}
    explanation: It begins at its source.
    evidence: begins at its source
  - id: water
    prompt: What feeds a river?
    choices:
      - {text: Rain, correct: true}
      - {text: Meltwater, correct: true}
      - {text: Sand, feedback: It is carried along.}
    evidence: Rain and meltwater feed a river
  - id: delta
    prompt: The Nile has a delta.
    answer: true
    feedback: {false: Read the first paragraph again.}
  - id: ridge
    prompt: What is the ridge between two catchments called?
    answer: watershed
    hints: [It sheds water.]
  - id: nile
    prompt: How long is the Nile?
    answer: 6650
    tolerance: 1%
    unit: km
""",
    "content/02-seas.md": "# Seas\n\nA sea is wide.\n",
}
"""A course with a question of each type, by the files' paths."""


def write_course(folder: Path, files: dict[str, str]) -> Path:
    """Write a course's files; returns its folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder
