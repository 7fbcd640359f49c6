"""A sentence of the text, named by its number or by some of its words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from studyapp.course.folding import fold
from studyapp.plain.talk import wrapped
from studyapp.study.asked import Unanswerable
from studyapp.wording import counted


def numbered(text: str) -> Iterator[str]:
    """The lines of a section's text, sentence by sentence, each with its number."""
    for number, (start, stop) in enumerate(_sentences(text), 1):
        yield from wrapped(spoken(text[start:stop]), f"Sentence {number}: ")


def spoken(source: str) -> str:
    """A sentence's words, without Markdown's marks."""
    return fold(source).text.strip()


def sentence(text: str, typed: str) -> str:
    """The source of the sentence that a line names. Raises Unanswerable where it names none, or several."""
    from studyapp.course.sentences import sentence_with

    if not typed:
        raise Unanswerable(
            "Type the number of a sentence, or a few words of it. :text numbers the sentences."
        )
    all_of_them = _sentences(text)
    if typed.isdecimal() and 1 <= int(typed) <= len(all_of_them):
        found = [all_of_them[int(typed) - 1]]
    else:
        found = sentence_with(text, typed)
    if not found:
        raise Unanswerable(
            f"No sentence has these words next to each other. Type others, or a number, 1 to {len(all_of_them)}."
        )
    if len(found) > 1:
        raise Unanswerable(
            f"{counted(len(found), 'sentence')} have these words. Type more words of the one you mean."
        )
    start, stop = found[0]
    return text[start:stop]


@lru_cache(maxsize=1)
def _sentences(text: str) -> tuple[tuple[int, int], ...]:
    """The text's sentences, kept: while its questions are asked they are looked up again."""
    from studyapp.course.sentences import sentences

    return tuple(sentences(text))
