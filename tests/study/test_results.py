"""What standings add up to, and what to do next."""

from __future__ import annotations

from dataclasses import replace

import pytest

from builders import course, journal, single, truefalse
from studyapp.course.model import Course, Question, Section, Settings
from studyapp.course.stored import Stored
from studyapp.study.events import Kind
from studyapp.study.journal import Journal
from studyapp.study.memory import memory
from studyapp.study.results import NextStep, State, Step, next_step, section_result, section_results
from studyapp.study.sitting import Sitting
from studyapp.wording import percent

SECOND = Section(
    stem="02-lakes", title="Lakes", text="# Lakes\n\nStill water.\n", questions=(single(id="lake"),)
)
READ_ONLY = Section(stem="03-end", title="End", text="# End\n")


def step_of(made: Course, kept: Journal) -> NextStep:
    return next_step(made, kept, section_results(made, kept))


def test_unanswered_questions_count_as_nothing() -> None:
    """The share is over all questions, by their points."""
    made, kept = course(truefalse(points=3.0), single()), journal()
    Sitting.open(made, made.sections[0], kept).respond(True)
    result = section_result(made.sections[0], kept)
    assert (result.share, result.answered, result.total) == (0.75, 1, 2)


def test_states_of_a_section() -> None:
    """New, reading, answering, passed."""
    made, kept = course(single(penalty=0.1)), journal()
    section = made.sections[0]
    assert section_result(section, kept).state is State.NEW
    kept.record(Kind.READ, section.stem, place=10, share=0.5, ms=1000)
    assert section_result(section, kept).state is State.READING
    sitting = Sitting.open(made, section, kept)
    assert section_result(section, kept).state is State.READING
    sitting.respond("In the sea")
    assert section_result(section, kept).state is State.ANSWERING
    sitting.respond("At its source")
    assert section_result(section, kept).state is State.PASSED


def test_next_step_leads_through_the_course() -> None:
    """Read, answer, retry, the next section, read-only text, done."""
    made, kept = course(truefalse(), single(tries=1), more=(SECOND, READ_ONLY)), journal()
    first = made.sections[0]
    assert step_of(made, kept) == (step := step_of(made, kept))
    assert (step.step, step.section) == (Step.READ, first)
    sitting = Sitting.open(made, first, kept)
    sitting.respond(True)
    assert step_of(made, kept).step is Step.ANSWER
    sitting.go_on()
    sitting.respond("In the sea")
    assert step_of(made, kept).step is Step.RETRY
    Sitting.begin(made, first, kept, sitting.missed()).respond("At its source")
    assert step_of(made, kept).section == SECOND
    Sitting.open(made, SECOND, kept).respond("At its source")
    assert step_of(made, kept).section == READ_ONLY
    kept.record(Kind.READ, READ_ONLY.stem, place=0, share=1.0, ms=1)
    assert step_of(made, kept).step is Step.DONE


def test_next_step_goes_on_with_what_was_studied_last() -> None:
    """An unfinished section that was opened last comes before earlier ones."""
    made, kept = course(more=(SECOND,)), journal()
    kept.record(Kind.READ, SECOND.stem, place=0, share=0.1, ms=1)
    assert step_of(made, kept).section == SECOND


def test_a_lower_bar_passes_what_reaches_it() -> None:
    """An author who lowers the bar need not wait for one more answer."""
    made, kept = course(truefalse(), single(tries=1)), journal()
    sitting = Sitting.open(made, made.sections[0], kept)
    sitting.respond(True)
    sitting.go_on()
    sitting.respond("In the sea")
    assert section_result(made.sections[0], kept).state is State.ANSWERING
    lower = course(truefalse(), single(tries=1), settings=Settings(pass_share=0.5))
    assert section_result(lower.sections[0], kept).state is State.PASSED


@pytest.mark.parametrize("bar", [0.0, 0.8])
def test_before_any_answer_no_question_is_looked_at(bar: float) -> None:
    """The gist tells the same as the questions, which another section's answers do not bring up either."""
    asked = (single(id="a", pool="p", points=2.0), single(id="b", pool="p"), truefalse(id="c", points=0.5))
    plain = Section(stem="02", title="Plain", text="# x", questions=asked, settings=Settings(pass_share=bar))

    def fetch() -> tuple[Question, ...]:
        raise AssertionError("the questions are read")

    stored = replace(plain, questions=Stored(plain.gist, fetch))
    kept = journal()
    Sitting.open(made := course(truefalse()), made.sections[0], kept).respond(True)
    kept.record(Kind.READ, "02", place=0, share=0.1, ms=1)
    result = section_result(stored, kept)
    assert (result.state, result.maximum, result.total) == (State.READING if bar else State.PASSED, 2.5, 2)
    assert result == section_result(plain, kept)
    assert memory(stored, kept) == memory(plain, kept)


def test_after_a_section_comes_the_one_behind_it() -> None:
    """A glance ahead, long ago, does not change what is next."""
    third = Section(stem="03-seas", title="Seas", text="# Seas\n", questions=(single(id="sea"),))
    made, kept = course(truefalse(), more=(SECOND, third)), journal()
    kept.record(Kind.READ, third.stem, place=0, share=0.1, ms=1)
    Sitting.open(made, made.sections[0], kept).respond(True)
    assert step_of(made, kept).section == SECOND


@pytest.mark.parametrize(
    ("share", "shown"),
    [(0.796, "79%"), (0.8, "80%"), (1.0, "100%"), (0.999, "99%"), (0.29, "29%"), (0.0, "0%")],
)
def test_percent_never_rounds_up(share: float, shown: str) -> None:
    """79.6 % is not 80 %, where 80 % passes."""
    assert percent(share) == shown
