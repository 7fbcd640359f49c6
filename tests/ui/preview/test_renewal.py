"""Where in a course the author is after an edit."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from builders import course, single, truefalse, typed
from studyapp.course.files import file_error
from studyapp.course.load import load
from studyapp.course.model import Course, Section
from studyapp.diagnostics import Span
from studyapp.ui.preview.renewal import (
    about,
    as_before,
    line_at,
    offset_now,
    offset_of,
    question_now,
    section_now,
    with_last_good,
)

ERROR = file_error("broken", "it is broken", "questions/01-rivers.yaml", "")
OLD = course(single(), truefalse(), typed())


def with_section(**more: object) -> Course:
    """The course with its section changed."""
    return replace(OLD, sections=(replace(OLD.sections[0], **more),))  # type: ignore[arg-type]


def test_a_file_with_errors_shows_what_it_held_before() -> None:
    """And says so; the rest is as it is now."""
    broken = with_section(questions=(), left_out=(ERROR,), text="# Streams\n")
    (shown,) = with_last_good(broken, OLD).sections
    assert shown.questions == OLD.sections[0].questions
    assert (shown.text, shown.left_out) == ("# Streams\n", (ERROR,))
    (without_text,) = with_last_good(with_section(text="", title="01", left_out=(ERROR,)), OLD).sections
    assert (without_text.text, without_text.title) == (OLD.sections[0].text, "Rivers")


def test_what_is_not_new_is_said() -> None:
    """By the line of the first error; nothing where nothing of before could be shown."""
    error = replace(ERROR, span=Span(15, 1, 15, 2))
    broken = with_section(questions=(), left_out=(error,))
    (shown,) = with_last_good(broken, OLD).sections
    assert as_before(shown) == "questions as before the error in line 15"
    (shown,) = with_last_good(broken, broken).sections
    assert as_before(shown) == as_before(OLD.sections[0]) == ""
    error = replace(error, file="some/where/content/01-rivers.md")
    (shown,) = with_last_good(with_section(text="", left_out=(error,)), OLD).sections
    assert as_before(shown) == "text as before the error in line 15"


def test_what_was_taken_out_on_purpose_does_not_come_back() -> None:
    """A file without errors is shown as it is."""
    (shown,) = with_last_good(with_section(questions=()), OLD).sections
    assert shown.questions == ()


def test_a_section_is_known_by_its_file_or_as_the_only_new_one() -> None:
    """A renamed file is the same section; one that is gone is none."""
    section, renamed = OLD.sections[0], with_section(stem="02-streams")
    assert section_now(OLD, with_section(title="Streams"), section) == replace(section, title="Streams")
    assert section_now(OLD, renamed, section) is renamed.sections[0]
    assert (
        section_now(OLD, replace(OLD, sections=(Section(stem="x", title="", text=""),) * 2), section) is None
    )


def test_a_question_is_known_by_its_id_its_heir_or_its_place() -> None:
    """In this order; None only where there are no questions any more."""
    old = OLD.sections[0]
    first, second, last = old.questions

    def now(*questions: object) -> Section:
        return replace(old, questions=questions)  # type: ignore[arg-type]

    assert question_now(old, now(last, first), first) is first
    heir = replace(second, id="new", replaces=(first.id,))
    assert question_now(old, now(last, heir), first) is heir
    other = replace(second, id="other")
    assert question_now(old, now(first, other, last), second) is other
    assert question_now(old, now(first, second), last) is second
    assert question_now(old, now(), last) is None


@given(st.text("ab\n"), st.text("ab\n"), st.text("ab\n"), st.text("ab\n"), st.data())
def test_a_place_outside_of_an_edit_stays_on_its_letter(
    before: str, cut: str, put: str, behind: str, data: st.DataObject
) -> None:
    """Whatever was written in place of whatever: what follows is what followed."""
    old, new = before + cut + behind, before + put + behind
    at = data.draw(st.integers(0, len(old)))
    there = offset_now(old, new, at)
    assert 0 <= there <= len(new)
    if not len(before) < at < len(before) + len(cut):
        assert old[:at] == new[:there] or old[at:] == new[there:]


def test_a_diagnostic_leads_to_its_question_or_text(course_folder: Path) -> None:
    """By the file as it is told, and the line."""
    opened = load(course_folder).course
    section = opened.sections[0]
    question = section.questions[2]

    def at(file: str, line: int) -> tuple[Section | None, str]:
        span = Span(line, 1, line, 1)
        found = about(opened, replace(ERROR, file=str(course_folder / file), span=span))
        return found[0], found[1].id if found[1] else ""

    assert at("questions/01-rivers.yaml", question.line + 1) == (section, question.id)
    assert at("questions/01-rivers.yaml", 1) == (section, section.questions[0].id)
    assert at("content/01-rivers.md", 3) == (section, "")
    assert at("course.yaml", 1) == (None, "")


def test_lines_and_offsets_are_each_others() -> None:
    """A line beyond the text is its end."""
    text = "one\ntwo\n\nfour"
    assert [line_at(text, offset_of(text, line)) for line in (1, 2, 3, 4)] == [1, 2, 3, 4]
    assert offset_of(text, 9) == len(text)
