"""The course as values: frozen, typed, and free of files, screens and positions.

A response is plain JSON data, so that an event can keep it as given:

=============  ==========================================================================
kind           response
=============  ==========================================================================
``single``     the picked choice's key (str)
``multiple``   the picked choices' keys, in any order (list)
``truefalse``  bool
``text``       what was typed (str)
``number``     what was typed (str), unit included
``cloze``      what fills each gap (list of str)
``match``      the right side given to each left one (dict of str)
``order``      the items as arranged (list of str)
``open``       ``{"text": what was typed, "met": texts of the criteria that it meets}``
``locate``     the source of the sentence that was pointed at (str)
=============  ==========================================================================
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from copy import copy
from fractions import Fraction
from pathlib import Path
from typing import ClassVar, Literal

from studyapp.course.stored import Fetched, Gist, Stored, gist
from studyapp.diagnostics import Diagnostic
from studyapp.values import dataclass

Level = Literal["remember", "understand", "apply", "analyse", "evaluate", "create"]


@dataclass(frozen=True, slots=True)
class Settings:
    """How a section is studied; course.yaml sets it, a question file may override."""

    pass_share: float = 0.8
    """Share of points (0 to 1) that passes a section; ``pass`` in YAML."""
    shuffle: bool = True
    """Show choices in a new order each time."""
    open_book: bool = True
    """The text may be looked at while answering."""
    certainty: bool = False
    """Ask how sure the learner is."""
    where: bool = False
    """After an answer, let the learner point at the sentence that supports it."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a single or multiple question."""

    key: str
    """Identity within the question: the author's ``id``, else the text itself."""
    text: str
    correct: bool = False
    feedback: str = ""
    """Shown to who picked it."""
    unpicked: str = ""
    """Shown to who should have picked it, or rightly did not."""
    score: float = 0.0
    """What picking it earns in a single question, 0 to 1; 1 where it is correct."""
    pin_last: bool = False
    """Stays at the end however the others are shuffled."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """A wrong typed answer that the author foresaw."""

    match: str
    feedback: str = ""
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts that belong together."""

    left: str
    right: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """What a good answer to an open question holds."""

    text: str
    points: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What every question has; the kinds below add what their type calls for."""

    kind: ClassVar[str]
    """The type's name in YAML."""

    id: str
    prompt: str
    points: float = 1.0
    explanation: str = ""
    evidence: tuple[str, ...] = ()
    """Quotations from the section's text."""
    hints: tuple[str, ...] = ()
    tries: int = 2
    """Tries before the answer is shown; the loader's default is hints + 2, or 1 for truefalse and open."""
    penalty: float = 1 / 3
    """What each earlier wrong try and each hint takes off the credit."""
    tags: tuple[str, ...] = ()
    objective: str = ""
    level: Level | None = None
    pool: str = ""
    replaces: tuple[str, ...] = ()
    shuffle: bool = True
    """Resolved: the question's own, else the section's setting."""
    line: int = 0
    """Where it stands in its question file, from 1; the file is the section's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceQuestion(Question):
    """A question that shows choices."""

    kind: ClassVar[str] = "choices"
    choices: tuple[Choice, ...]

    def choice(self, key: str) -> Choice | None:
        """The choice of that key, or None where the course no longer has it."""
        return next((choice for choice in self.choices if choice.key == key), None)

    @property
    def correct_keys(self) -> frozenset[str]:
        """Keys of the choices that are right."""
        return frozenset(choice.key for choice in self.choices if choice.correct)


@dataclass(frozen=True, slots=True, kw_only=True)
class Single(ChoiceQuestion):
    """One choice is right."""

    kind: ClassVar[str] = "single"


@dataclass(frozen=True, slots=True, kw_only=True)
class Multiple(ChoiceQuestion):
    """Every right choice is to be picked, and no wrong one."""

    kind: ClassVar[str] = "multiple"
    all_or_nothing: bool = False
    """``scoring: all-or-nothing``; else each choice counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueFalse(Question):
    """A statement that is true or false."""

    kind: ClassVar[str] = "truefalse"
    answer: bool
    feedback_true: str = ""
    """Shown to who answered true."""
    feedback_false: str = ""
    """Shown to who answered false."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextAnswer(Question):
    """A typed word or phrase."""

    kind: ClassVar[str] = "text"
    answers: tuple[str, ...]
    """Accepted answers; the first is the one shown."""
    exact: bool = False
    typos: bool = True
    mistakes: tuple[Mistake, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberAnswer(Question):
    """A typed number, with or without a unit.

    Accepted is ``low <= number <= high``; ``answer`` is what is shown as the answer.
    """

    kind: ClassVar[str] = "number"
    answer: str
    """As the author wrote it: the number, or the range as ``lo to hi``."""
    low: Fraction
    high: Fraction
    units: tuple[str, ...] = ()
    """Accepted spellings of the unit; the first is the one shown. Empty: none is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cloze(Question):
    """A running text with gaps to fill, by typing or from a bank."""

    kind: ClassVar[str] = "cloze"
    pieces: tuple[str, ...]
    """The text before, between and behind the gaps: one more than there are gaps."""
    gaps: tuple[tuple[str, ...], ...]
    """What each gap accepts; the first is the one shown."""
    bank: tuple[str, ...] = ()
    """All that can be picked for a gap, each gap's first answer among it. Empty: the gaps are typed."""
    all_or_nothing: bool = False
    """``scoring: all-or-nothing``; else each part counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match(Question):
    """Each left side is to be given its right one."""

    kind: ClassVar[str] = "match"
    pairs: tuple[Pair, ...]
    extra: tuple[str, ...] = ()
    """Right sides that belong to no left one."""
    all_or_nothing: bool = False
    """``scoring: all-or-nothing``; else each part counts."""

    @property
    def options(self) -> tuple[str, ...]:
        """The right sides to pick from, each once."""
        return tuple(dict.fromkeys((*(pair.right for pair in self.pairs), *self.extra)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Order(Question):
    """Items to bring into their order."""

    kind: ClassVar[str] = "order"
    items: tuple[str, ...]
    """In the right order; no two are alike."""
    all_or_nothing: bool = False
    """``scoring: all-or-nothing``; else each part counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Open(Question):
    """An answer in the learner's own words, which the learner marks against a model answer."""

    kind: ClassVar[str] = "open"
    answer: str
    """The model answer; Markdown."""
    rubric: tuple[Criterion, ...]
    """At least one criterion; no two have the same text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Locate(Question):
    """The learner points at a sentence of the section's text that holds the evidence."""

    kind: ClassVar[str] = "locate"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Section:
    """One text and its questions; either may come into memory only when it is first asked for."""

    stem: str
    """The file name without its ending: the section's identity in the progress file."""
    title: str
    text: Fetched = Fetched()
    """Markdown with LF line ends, clean of control characters."""
    questions: Sequence[Question] = ()
    settings: Settings = Settings()
    part: str = ""
    """Title of the group that course.yaml puts it in."""
    content_file: str = ""
    """``content/<stem>.md``, relative to the course's folder."""
    question_file: str = ""
    """``questions/<stem>.yaml``, whether or not it exists."""
    left_out: tuple[Diagnostic, ...] = ()
    """The errors for which its questions (or its text) are left out; empty where all is well."""

    def question(self, question_id: str) -> Question | None:
        """The question of that id, or None where the section has none."""
        return next((question for question in self.questions if question.id == question_id), None)

    @property
    def gist(self) -> Gist:
        """What can be told of the questions without reading them."""
        return self.questions.gist if isinstance(self.questions, Stored) else gist(self.questions)

    def under(self, settings: Settings) -> Section:
        """The same section with other settings; nothing of it is fetched."""
        made = copy(self)
        object.__setattr__(made, "settings", settings)
        return made


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A folder of sections."""

    id: str
    title: str
    folder: Path
    description: str = ""
    authors: tuple[str, ...] = ()
    language: str = "en"
    licence: str = ""
    exam: int | None = None
    """The day of the exam, in days since 1970-01-01: questions come back before it."""
    settings: Settings = Settings()
    ignored: tuple[str, ...] = ()
    """Codes of rules that ``studyapp check`` is not to apply."""
    sections: tuple[Section, ...] = ()

    def section(self, stem: str) -> Section | None:
        """The section of that stem, or None where the course has none."""
        return next((section for section in self.sections if section.stem == stem), None)

    def neighbour(self, section: Section, step: int) -> Section | None:
        """The section that many places behind this one (before it if negative); None beyond the ends."""
        index = [one.stem for one in self.sections].index(section.stem) + step
        return self.sections[index] if 0 <= index < len(self.sections) else None

    def questions(self) -> Iterator[tuple[Section, Question]]:
        """Every question with its section, in the course's order."""
        for section in self.sections:
            for question in section.questions:
                yield section, question
