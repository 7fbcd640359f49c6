"""Courses of any size, made for measuring: always the same for the same size."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, count
from pathlib import Path
from random import Random

SENTENCE = (
    "the physician taught at bedside and in hall while letters carried what one city had learned to another "
    "so that a student might compare methods weigh evidence and keep those habits which had proved useful"
)
WORDS = SENTENCE.split()

PARAGRAPH = 60
"""Words of a paragraph."""


def write_course(folder: Path, texts: Sequence[str], questions: Sequence[str] = ()) -> Path:
    """A course whose sections are called s00, s01, ... and come in this order; a question file may be empty."""
    for part in ("content", "questions"):
        (folder / part).mkdir(parents=True)
    width = max(2, len(str(len(texts) - 1)))
    for number, text in enumerate(texts):
        (folder / "content" / f"s{number:0{width}}.md").write_text(text, encoding="utf-8")
    for number, file in enumerate(questions):
        if file:
            (folder / "questions" / f"s{number:0{width}}.yaml").write_text(file, encoding="utf-8")
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


def question_file(number: int, first: int = 0) -> str:
    """YAML of so many questions of four choices, of which the first is right; one try each; counted from ``first``."""
    return "questions:\n" + "".join(_question(first + index) for index in range(number))


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


def varied_course(folder: Path, sections: int, each: int) -> Path:
    """A course with ``each`` questions a section, no two of which have much in common."""
    chance = Random(1)
    words, weights = _vocabulary(chance)
    texts, files = [], []
    for number in range(1, sections + 1):
        sentences = [" ".join(chance.choices(words, cum_weights=weights, k=14)) for _ in range(each)]
        paragraphs = (
            " ".join(f"{one.capitalize()}." for one in sentences[at : at + 5]) for at in range(0, each, 5)
        )
        texts.append(f"# Section {number}\n\n" + "\n\n".join(paragraphs) + "\n")
        files.append("questions:\n" + "".join(_varied(chance, f"q{number}", sentences)))
    return write_course(folder, texts, files)


def _vocabulary(chance: Random) -> tuple[list[str], list[float]]:
    """Words, and how often each comes, cumulated: as in a language, the n-th has the share 1/n."""
    parts = [first + second for first in "bdfgklmnprstv" for second in "aeiou"]
    words = list(
        dict.fromkeys("".join(chance.choices(parts, k=chance.choice((2, 3, 3, 4)))) for _ in range(5_000))
    )
    return words, list(accumulate(1 / rank for rank in range(1, len(words) + 1)))


def _varied(chance: Random, name: str, sentences: Sequence[str]) -> Iterator[str]:
    """A question on how each sentence goes on; the other choices are how others do."""
    ends = [" ".join(sentence.split()[7:]) for sentence in sentences]
    for number, sentence in enumerate(sentences):
        others = chance.sample([end for at, end in enumerate(ends) if at != number], 3)
        choices = [(end, "") for end in others]
        choices.insert(chance.randrange(4), (ends[number], "\n        correct: true"))
        told = "".join(f"      - text: {end}{correct}\n" for end, correct in choices)
        yield f"""\
  - id: {name}-{number}
    prompt: How does the sentence go on that begins with *{" ".join(sentence.split()[:7])}*?
    choices:
{told}\
    explanation: It says that {sentence}.
    evidence: {sentence.capitalize()}.
"""
