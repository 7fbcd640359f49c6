"""What standings add up to: a section's score and state, a course's, and what to do next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from math import fsum

from studyapp.course.model import Course, Question, Section
from studyapp.study.journal import Journal
from studyapp.study.standing import Standing
from studyapp.values import dataclass


class State(StrEnum):
    """How far a section has come."""

    NEW = "new"
    READING = "reading"
    """Opened, no question answered."""
    ANSWERING = "answering"
    PASSED = "passed"


@dataclass(frozen=True, slots=True)
class SectionResult:
    """A section's score: the points' share over its questions' standings, unanswered ones counting 0."""

    state: State
    points: float
    maximum: float
    answered: int
    """Questions with an ended attempt; those of one pool count as one."""
    total: int
    changed: int
    """Questions whose wording has changed since they were answered, and that are to be asked once more."""
    at: int
    """The newest event, UTC microseconds; 0 where there is none."""

    @property
    def share(self) -> float:
        """Points over maximum, 0 to 1."""
        return self.points / self.maximum if self.maximum else 0.0

    def reaches(self, bar: float) -> bool:
        """Whether the share is at least ``bar``; sums of tenths are not exact, and nobody fails by 1e-6."""
        return self.maximum > 0 and self.share + 1e-6 >= bar


def pools(section: Section) -> list[tuple[Question, ...]]:
    """The section's questions, those of one pool together, in the order of the file."""
    groups: dict[str, list[Question]] = {}
    for question in section.questions:
        # ids hold no colon, so a lone question can't meet a pool's name
        groups.setdefault(f"pool:{question.pool}" if question.pool else question.id, []).append(question)
    return [tuple(group) for group in groups.values()]


def drawn(section: Section, journal: Journal) -> list[Question]:
    """A sitting's questions: of each pool the one that was asked least, then longest ago."""

    def turns(question: Question) -> tuple[int, int]:
        standing = journal.standing(question.id)
        return standing.attempts, standing.at

    return [min(group, key=turns) for group in pools(section)]


def improvable(section: Section, journal: Journal) -> list[Question]:
    """What can still gain points: of each pool the question that counts, unless it has full credit."""
    return [
        counts
        for group in pools(section)
        if (journal.standing((counts := _counting(group, journal)).id).credit or 0.0) < 1.0
    ]


def changed(section: Section, journal: Journal) -> list[Question]:
    """What is to be asked once more, because what it asks has changed since it was answered."""
    counting = (_counting(group, journal) for group in pools(section))
    return [question for question in counting if journal.standing(question.id).changed]


def first_pass(section: Section, journal: Journal, question: Question, earned: float) -> bool:
    """Whether this credit takes the section over its bar for the first time."""
    if journal.section(section.stem).passes:
        return False
    return section_result(section, journal, (question, earned)).reaches(section.settings.pass_share)


def _counting(group: Sequence[Question], journal: Journal) -> Question:
    """The question of a pool whose standing counts: the one that was ended last."""
    return max(group, key=lambda question: journal.standing(question.id).at)


def section_result(
    section: Section, journal: Journal, earned: tuple[Question, float] | None = None
) -> SectionResult:
    """The section's score as the journal has it, or as it will be with one more credit ``earned``."""
    standing, known = journal.section(section.stem), bool(earned) or journal.knows(section)
    score = _score(section, journal, earned) if known else _nothing(section, journal)
    if standing.passes or score.reaches(section.settings.pass_share):
        state = State.PASSED
    elif known and (score.answered or any(_is_begun(journal.standing(one.id)) for one in section.questions)):
        state = State.ANSWERING
    else:
        state = State.READING if standing.at else State.NEW
    return replace(score, state=state)


def _score(section: Section, journal: Journal, earned: tuple[Question, float] | None) -> SectionResult:
    """The score without the state."""
    points, maximum, answered, changed = [], [], 0, 0
    groups = pools(section)
    for group in groups:
        question = earned[0] if earned and earned[0] in group else _counting(group, journal)
        its = journal.standing(question.id)
        credit = earned[1] if earned and earned[0] is question else its.credit
        changed += its.changed
        maximum.append(question.points)
        if credit is not None:
            answered += 1
            points.append(credit * question.points)
    at = journal.section(section.stem).at
    return SectionResult(State.NEW, fsum(points), fsum(maximum), answered, len(groups), changed, at)


def _nothing(section: Section, journal: Journal) -> SectionResult:
    """The same before anything was recorded of the questions, which need not be read."""
    gist, at = section.gist, journal.section(section.stem).at
    return SectionResult(State.NEW, 0.0, gist.points, 0, gist.groups, 0, at)


def _is_begun(standing: Standing) -> bool:
    return bool(standing.tries or standing.draft or standing.hints)


@dataclass(frozen=True, slots=True)
class CourseResult:
    """How many of a course's sections with questions are passed."""

    passed: int
    total: int

    @property
    def share(self) -> float:
        """Passed sections over all that can be passed, 0 to 1."""
        return self.passed / self.total if self.total else 0.0


def section_results(course: Course, journal: Journal) -> list[SectionResult]:
    """Each section's score, in their order."""
    return [section_result(section, journal) for section in course.sections]


def course_result(course: Course, results: Sequence[SectionResult]) -> CourseResult:
    """The course's standing, by the results of its sections."""
    both = zip(course.sections, results, strict=True)
    passed = [result.state is State.PASSED for section, result in both if section.questions]
    return CourseResult(sum(passed), len(passed))


class Step(StrEnum):
    """Kinds of next step."""

    READ = "read"
    ANSWER = "answer"
    RETRY = "retry"
    """Every question was answered, the section is not passed."""
    DONE = "done"


@dataclass(frozen=True, slots=True)
class NextStep:
    """The one obvious next thing in a course."""

    step: Step
    section: Section | None = None
    """None where the course is done or empty."""


def next_step(course: Course, journal: Journal, results: Sequence[SectionResult]) -> NextStep:
    """Go on with the section studied last, or, where it is finished, with the first unfinished one behind it.

    ``results`` are those of the sections.
    """
    both = list(zip(course.sections, results, strict=True))
    last = max(range(len(both)), key=lambda index: results[index].at, default=0)
    behind_first = both[last:] + both[:last]
    for section, result in behind_first:
        if _unfinished(section, result, journal):
            if result.state is State.PASSED:
                return NextStep(Step.ANSWER, section)
            if result.state is State.ANSWERING:
                return NextStep(Step.RETRY if result.answered == result.total else Step.ANSWER, section)
            read = section.questions and journal.section(section.stem).share >= 1.0
            return NextStep(Step.ANSWER if read else Step.READ, section)
    return NextStep(Step.DONE)


def _unfinished(section: Section, result: SectionResult, journal: Journal) -> bool:
    if not section.questions:
        return bool(section.text) and journal.section(section.stem).share < 1.0
    return result.state is not State.PASSED or result.changed > 0
