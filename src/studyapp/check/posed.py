"""A question as learners meet it, in plain text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from studyapp.check.words import content, sentences, without_blocks, words
from studyapp.course.model import (
    ChoiceQuestion,
    Cloze,
    Locate,
    Match,
    NumberAnswer,
    Order,
    Question,
    Section,
    TextAnswer,
    TrueFalse,
)
from studyapp.course.text import plain

_MARKS = re.compile(r"[\\*`_~&\[]")


def as_plain(source: str) -> str:
    """A short Markdown source as plain text."""
    return plain(source) if _MARKS.search(source) else " ".join(source.split())


@dataclass(frozen=True, slots=True)
class Option:
    """A choice in plain text."""

    text: str
    source: str
    correct: bool
    pinned: bool


@dataclass(frozen=True, eq=False)
class Posed:
    """A question with what several rules ask of it, each worked out once."""

    question: Question
    section: Section

    @cached_property
    def prompt(self) -> str:
        """The prompt in plain text."""
        return as_plain(self.question.prompt)

    @cached_property
    def stem(self) -> str:
        """All that is asked before any choice: the prompt, and a cloze's text with its gaps."""
        if isinstance(self.question, Cloze):
            return f"{self.prompt} {as_plain(' ... '.join(self.question.pieces))}"
        return self.prompt

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words of the stem."""
        return words(self.stem)

    @cached_property
    def told(self) -> tuple[str, ...]:
        """The words of the stem but for programs, in which an answer may stand as it stands in what it is found by."""
        pieces = self.question.pieces if isinstance(self.question, Cloze) else ()
        source = " ... ".join((self.question.prompt, *pieces))
        bare = without_blocks(source)
        return self.words if bare == source else words(as_plain(bare))

    @cached_property
    def subject(self) -> frozenset[str]:
        """Those of them that say something of a subject."""
        return content(self.told)

    @cached_property
    def names(self) -> frozenset[str]:
        """The words of the stem that begin with a capital within a sentence, and its numbers."""
        tokens = (token for sentence in sentences(self.stem) for token in sentence.split()[1:])
        bare = (token.lstrip("\"'“‘(") for token in tokens)
        found = (token for token in bare if token[:1].isupper() or token[:1].isdigit())
        return frozenset(words(" ".join(found))).intersection(self.told)

    @cached_property
    def offered(self) -> frozenset[str]:
        """The choices' texts in one case."""
        return frozenset([option.text.casefold() for option in self.options])

    @cached_property
    def options(self) -> tuple[Option, ...]:
        """The choices of a single or multiple question; none of other kinds."""
        if not isinstance(self.question, ChoiceQuestion):
            return ()
        return tuple(
            [Option(as_plain(one.text), one.text, one.correct, one.pin_last) for one in self.question.choices]
        )

    @cached_property
    def key(self) -> Option | None:
        """The choice that is right, where there are choices and one alone is."""
        found = [option for option in self.options if option.correct]
        return found[0] if len(found) == 1 else None

    @cached_property
    def distractors(self) -> tuple[Option, ...]:
        """The choices that are wrong."""
        return tuple([option for option in self.options if not option.correct])

    @cached_property
    def accepted(self) -> tuple[tuple[str, ...], ...]:
        """What is accepted where something is to be typed or picked from a bank: an entry for each place."""
        match self.question:
            case TextAnswer(answers=answers):
                return (answers,)
            case Cloze(gaps=gaps):
                return gaps
        return ()

    @cached_property
    def right(self) -> str:
        """What is right, as one text to compare; empty for open questions."""
        match self.question:
            case ChoiceQuestion():
                return "; ".join(sorted(option.text.casefold() for option in self.options if option.correct))
            case TrueFalse(answer=answer):
                return str(answer)
            case TextAnswer() | Cloze():
                return "; ".join(place[0].casefold() for place in self.accepted)
            case NumberAnswer(answer=answer):
                return answer
            case Match(pairs=pairs):
                return "; ".join(sorted(f"{pair.left}: {pair.right}" for pair in pairs)).casefold()
            case Order(items=items):
                return "; ".join(items).casefold()
            case Locate(evidence=evidence):
                return "; ".join(evidence).casefold()
        return ""
