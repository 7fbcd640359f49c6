"""Where a learner stands, in words: a course's sections and what to do next."""

from __future__ import annotations

from collections.abc import Iterator

from studyapp.course.model import Course, Section
from studyapp.study.journal import Journal
from studyapp.study.results import NextStep, SectionResult, State, Step, course_result, section_result
from studyapp.study.sitting import Sitting
from studyapp.wording import counted, percent


def outline(course: Course, journal: Journal) -> Iterator[str]:
    """The course's sections, numbered, each with its state; each part's title once before its sections."""
    part = ""
    for number, section in enumerate(course.sections, 1):
        if section.part != part:
            part = section.part
            yield f"Part: {part}" if part else "Without a part:"
        yield f"{number}. {section.title}: {state(section, section_result(section, journal))}"


def state(section: Section, result: SectionResult) -> str:
    """How far a section has come."""
    if section.left_out:
        return f"something is left out because of {counted(len(section.left_out), 'error')} in its files"
    if not section.questions:
        return "to read" if result.state is State.NEW else "read"
    if result.state is State.PASSED:
        return f"passed, {percent(result.share)}"
    if result.state is State.ANSWERING and result.answered == result.total:
        return f"{percent(result.share)}, not passed"
    if result.state is State.ANSWERING:
        return f"answered {result.answered} of {result.total}, {percent(result.share)}"
    return f"{result.state}, {counted(result.total, 'question')}"


def next_words(course: Course, journal: Journal, step: NextStep) -> str:
    """What Enter does in the outline."""
    section = step.section
    if section is None:
        return "leave; every section is done."
    match step.step:
        case Step.ANSWER:
            turn = Sitting(course, section, journal).turn()
            if turn is None or (turn.number == 1 and not turn.standing.tries):
                total = section_result(section, journal).total
                return f"Answer: {section.title}, {counted(total, 'question')}."
            return f"Continue: {section.title}, question {turn.number}."
        case Step.RETRY:
            return f"Try again: {section.title}, {percent(section_result(section, journal).share)} so far."
    return f"{'Read again' if journal.section(section.stem).at else 'Start'}: {section.title}."


def passed_words(course: Course, journal: Journal) -> str:
    """How many of the course's sections with questions are passed."""
    result = course_result(course, journal)
    return f"{result.passed} of {counted(result.total, 'section')} passed."
