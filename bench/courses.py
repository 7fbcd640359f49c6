"""Courses of any size, made for measuring: always the same for the same size."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path

SENTENCE = (
    "the physician taught at bedside and in hall while letters carried what one city had learned to another "
    "so that a student might compare methods weigh evidence and keep those habits which had proved useful"
)
WORDS = SENTENCE.split()

PARAGRAPH = 60
"""Words of a paragraph."""


def write_course(folder: Path, texts: Sequence[str], questions: Sequence[str] = ()) -> Path:
    """A course whose sections are called s00, s01, ...; a question file may be empty."""
    for part in ("content", "questions"):
        (folder / part).mkdir(parents=True)
    for number, text in enumerate(texts):
        (folder / "content" / f"s{number:02}.md").write_text(text, encoding="utf-8")
    for number, file in enumerate(questions):
        if file:
            (folder / "questions" / f"s{number:02}.yaml").write_text(file, encoding="utf-8")
    title = "title: Made for measuring\nid: made-for-measuring\nsettings: {shuffle: false}\n"
    (folder / "course.yaml").write_text(f"format: 1\n{title}", encoding="utf-8")
    return folder


def section_text(title: str, words: int) -> str:
    """Markdown of so many words: paragraphs, and now and then a heading, a list, a quotation, emphasis."""
    return f"# {title}\n\n" + "\n\n".join(_blocks(words)) + "\n"


def _blocks(words: int) -> Iterator[str]:
    left = words
    for number in count():
        if left <= 0:
            return
        taken = [WORDS[(number * 7 + at) % len(WORDS)] for at in range(min(PARAGRAPH, left))]
        left -= len(taken)
        match number % 12:
            case 3:
                yield f"## Part {number}\n\n{' '.join(taken)}"
            case 5:
                yield "\n".join(f"* {' '.join(taken[at : at + 10])}" for at in range(0, len(taken), 10))
            case 8:
                yield f"> {' '.join(taken)}"
            case _:
                taken[len(taken) // 2] = f"*{taken[len(taken) // 2]}*"
                yield " ".join(taken) + "."


def question_file(number: int) -> str:
    """YAML of so many questions of four choices, of which the first is right; one try each."""
    return "questions:\n" + "".join(_question(index) for index in range(number))


def _question(index: int) -> str:
    word = WORDS[index % len(WORDS)]
    return f"""\
  - id: question-{index}
    prompt: Which of these is what the section says of *{word}*, in its paragraph {index}?
    tries: 1
    choices:
      - text: That {word} was carried from one city to another
        correct: true
      - text: That {word} was laid down by one school for all
        feedback: No school could have done so; look again at the second paragraph.
      - text: That {word} was never taught
      - text: That {word} came with the railways
    explanation: >
      What proved useful was kept, and {word} was part of it.
"""
