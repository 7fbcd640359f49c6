"""Where the sentences of a block's source are in what is shown of it.

Letters and digits are compared, in their order: marks, brackets of links and a list's bullets are not shown, numbers
of list items are drawn apart. Full stops, brackets and quotes go with the letters they stand at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from studyapp.course.blocks import Block
from studyapp.course.folding import fold
from studyapp.course.sentences import Range, block_sentences

_NUMBER = re.compile(r"\d+[.)] ")
_SLACK = 200  # letters that may be shown between two sentences and are of neither


def shown_sentences(text: str, block: Block, shown: str) -> Iterator[tuple[Range, Range]]:
    """Each sentence of a block that can be seen: its source range, and its range in the text shown."""
    folded = fold(shown)
    index = [at for at, character in enumerate(folded.text) if character.isalnum()]
    letters = "".join(map(folded.text.__getitem__, index))
    sentences = block_sentences(text, block)
    places = zip(sentences, _among(letters, sentences, text, block), strict=True)
    seen = [
        (sentence, folded.source_start(index[first]), folded.source_stop(index[last - 1] + 1))
        for sentence, (first, last) in places
        if first < last
    ]
    floor = 0
    for (sentence, start, stop), (_, ceiling, _) in pairwise([*seen, ((0, 0), len(shown), 0)]):
        while start > floor and not shown[start - 1].isspace():
            start -= 1
        while stop < ceiling and not shown[stop].isspace():
            stop += 1
        yield sentence, (start, stop)
        floor = stop


def _among(letters: str, sentences: Sequence[Range], text: str, block: Block) -> list[Range]:
    """The sentences' places among the letters shown; one that reads otherwise has the room that the others leave."""
    source = fold(text[block.start : block.stop])
    header = _letters(fold(block.lead or "").text)
    at = len(header) if letters.startswith(header) else 0
    places: list[Range] = []
    unknown: list[int] = []
    for start, stop in sentences:
        words = source.text[source.place(start - block.start) : source.place(stop - block.start)]
        found = _find(letters, words, at)
        if found is None:
            unknown.append(len(places))
            places.append((at, at))
            continue
        if unknown:
            places[unknown[0]] = (at, found[0])
            unknown.clear()
        places.append(found)
        at = found[1]
    if unknown:
        places[unknown[0]] = (at, len(letters))
    return places


def _find(letters: str, words: str, at: int) -> Range | None:
    number = _NUMBER.match(words)
    for needle in (_letters(words), _letters(words[number.end() :]) if number else ""):
        found = letters.find(needle, at, at + len(needle) + _SLACK) if needle else -1
        if found >= 0:
            return found, found + len(needle)
    return None


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))
