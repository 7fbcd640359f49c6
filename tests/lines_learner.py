"""A learner in the linear twin who types what each prompt asks for: all is answered wrongly, then right."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO

from studyapp.course.model import (
    Cloze,
    Course,
    Locate,
    Match,
    Multiple,
    NumberAnswer,
    Open,
    Order,
    Single,
    TextAnswer,
    TrueFalse,
)
from studyapp.course.sentences import holds, sentences
from studyapp.plain import run
from studyapp.plain.announcing import MARK
from studyapp.plain.asking import HOW_SURE, WHERE
from studyapp.plain.labels import label
from studyapp.study.sitting import Sitting
from studyapp.study.store import Progress
from studyapp.study.turn import Turn


def study_in_lines(course: Course, progress: Progress) -> str:
    """Study a course until every section is done; all that was said."""
    out = StringIO()
    learner = _Learner(course, progress, out)
    assert run([course], progress, lines_in=learner.lines(), out=out, seconds=lambda: 0.0) == 0
    return out.getvalue()


class _Learner:
    def __init__(self, course: Course, progress: Progress, out: StringIO) -> None:
        self._course, self._progress, self._out = course, progress, out
        self._hinted: set[str] = set()
        self._missed: set[str] = set()

    def lines(self) -> Iterator[str]:
        """A line for each prompt, until all is done."""
        while True:
            prompt = " ".join(self._out.getvalue()[-400:].split())
            yield f"{self._line(prompt)}\n"

    def _line(self, prompt: str) -> str:
        if prompt.endswith(HOW_SURE):
            return "2"
        if prompt.endswith(" ".join(WHERE.split())):
            sitting, turn = self._turn()
            return next(iter(_sentences(sitting, turn.question.evidence)))
        if prompt.endswith(" ".join(MARK.split())):
            _, turn = self._turn()
            assert isinstance(turn.question, Open)
            return " ".join(str(at) for at in range(1, len(turn.question.rubric) + 1))
        if prompt.endswith("Your answer, or :help?"):
            sitting, turn = self._turn()
            if turn.hints_left and turn.question.id not in self._hinted:
                self._hinted.add(turn.question.id)
                return ":hint"
            miss = turn.question.id not in self._missed and turn.question.tries > 1
            self._missed.add(turn.question.id)
            return _typed(sitting, turn, right=not miss)
        return ""

    def _turn(self) -> tuple[Sitting, Turn]:
        """The question in front of the learner: that of the section whose sitting is open."""
        journal = self._progress.journal(self._course.id)
        section = max(self._course.sections, key=lambda one: journal.section(one.stem).at)
        sitting = Sitting(self._course, section, journal)
        latest = max(sitting.asked, key=lambda one: one.standing.last)
        turn = latest.turn(1, 1) if latest.standing.done and latest.turn(1, 1).asks_where else sitting.turn()
        assert turn is not None
        return sitting, turn


def _sentences(sitting: Sitting, evidence: tuple[str, ...], *, right: bool = True) -> Iterator[str]:
    """Numbers of the sentences that hold the evidence, or of those that don't."""
    text = sitting.section.text
    for number, (start, stop) in enumerate(sentences(text), 1):
        if any(holds(text[start:stop], one) for one in evidence) is right:
            yield str(number)


def _typed(sitting: Sitting, turn: Turn, *, right: bool) -> str:
    question = turn.question
    match question:
        case Single() | Multiple():
            picks = [str(at) for at, choice in enumerate(turn.choices, 1) if choice.correct is right]
            return " ".join(picks if right and isinstance(question, Multiple) else picks[:1])
        case TrueFalse():
            return "t" if question.answer is right else "f"
        case TextAnswer():
            return question.answers[0] if right else "zzzz"
        case NumberAnswer():
            unit = f" {question.units[0]}" if question.units else ""
            value = (question.low + question.high) / 2 if right else question.high * 3 + 7
            return f"{float(value):.6f}{unit}"
        case Cloze():
            if turn.options:
                wanted = [turn.options.index(gap[0]) + (not right) for gap in question.gaps]
                return "; ".join(str(at % len(turn.options) + 1) for at in wanted)
            return "; ".join(gap[0] if right else "zzzz" for gap in question.gaps)
        case Match():
            count = len(turn.options)
            wanted = [(turn.options.index(pair.right) + (not right)) % count for pair in question.pairs]
            return " ".join(label(at, count) for at in wanted)
        case Order():
            items = question.items if right else question.items[::-1]
            return " ".join(str(turn.options.index(item) + 1) for item in items)
        case Open():
            return "In my own words."
        case Locate():
            return next(_sentences(sitting, question.evidence, right=right))
    raise TypeError(question.kind)
