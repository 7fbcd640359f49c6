"""Where a learner stands, in words: a course's sections and what to do next."""

from __future__ import annotations

from collections.abc import Iterator

from studyapp.course.model import Course, Section
from studyapp.plain.prose import short
from studyapp.study.journal import Journal
from studyapp.study.memory import Memory, memory
from studyapp.study.regrading import Regraded
from studyapp.study.results import (
    NextStep,
    SectionResult,
    State,
    Step,
    course_result,
    section_result,
    section_results,
)
from studyapp.study.sitting import Sitting
from studyapp.wording import counted, counted_points, figure, percent


def outline(course: Course, journal: Journal) -> Iterator[str]:
    """The course's sections, numbered, each with its state; each part's title once before its sections."""
    part = ""
    for number, section in enumerate(course.sections, 1):
        if section.part != part:
            part = section.part
            yield f"Part: {part}" if part else "Without a part:"
        yield f"{number}. {section.title}: {', '.join(state(section, journal, course.exam))}"


def state(section: Section, journal: Journal, exam: int | None) -> Iterator[str]:
    """How far a section has come, what of it is to be asked once more or is due, and what is still known."""
    result = section_result(section, journal)
    if section.left_out:
        yield f"something is left out because of {counted(len(section.left_out), 'error')} in its files"
    elif not section.questions:
        yield "to read" if result.state is State.NEW else "read"
    else:
        yield _come(result)
        if result.changed:
            yield f"{result.changed} changed"
    yield from _remembered(memory(section, journal, exam))


def _remembered(memory: Memory) -> Iterator[str]:
    if memory.durable:
        yield "durable"
    if memory.due:
        yield f"{memory.due} due"
    # right after answering it is all of it, which would say nothing
    if memory.recall is not None and memory.recall < 1:
        yield f"{percent(memory.recall)} known today"


def _come(result: SectionResult) -> str:
    if result.state is State.PASSED:
        return f"passed, {percent(result.share)}"
    if result.state is State.ANSWERING and result.answered == result.total:
        return f"{percent(result.share)}, not passed"
    if result.state is State.ANSWERING:
        return f"answered {result.answered} of {result.total}, {percent(result.share)}"
    return f"{result.state}, {counted(result.total, 'question')}"


def only_changed(result: SectionResult) -> str:
    """What is left to answer in words, where that is what has changed and nothing else; else empty."""
    if not result.changed or result.answered + result.changed < result.total:
        return ""
    return counted(result.changed, "changed question")


def next_words(course: Course, journal: Journal, step: NextStep) -> str:
    """What Enter does in the outline."""
    section = step.section
    if section is None:
        return "leave; every section is done."
    result = section_result(section, journal)
    match step.step:
        case Step.ANSWER if words := only_changed(result):
            return f"Answer: {section.title}, {words}."
        case Step.ANSWER:
            turn = Sitting(course, section, journal).turn()
            if turn is None or (turn.number == 1 and not turn.standing.tries):
                return f"Answer: {section.title}, {counted(result.total, 'question')}."
            return f"Continue: {section.title}, question {turn.number}."
        case Step.RETRY:
            return f"Try again: {section.title}, {percent(result.share)} so far."
    return f"{'Read again' if journal.section(section.stem).at else 'Start'}: {section.title}."


def regraded_words(regraded: Regraded) -> str:
    """What became of the answers to a question that was edited."""
    question = regraded.question
    told = f"{regraded.section.title}, {short(question.prompt)}:"
    if regraded.again:
        return f"{told} it asks something else now; it will be asked once more."
    before, after = (figure((share or 0.0) * question.points) for share in (regraded.before, regraded.after))
    return f"{told} from {before} to {after} of {counted_points(question.points)}."


def passed_words(course: Course, journal: Journal) -> str:
    """How many of the course's sections with questions are passed."""
    result = course_result(course, section_results(course, journal))
    return f"{result.passed} of {counted(result.total, 'section')} passed."
