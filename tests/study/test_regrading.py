"""What an edit of the course does to answers that were given before it."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

from builders import (
    course,
    every_kind,
    journal,
    multiple,
    open_answer,
    order,
    single,
    stamps,
    truefalse,
    typed,
)
from studyapp.course.fingerprint import fingerprints
from studyapp.course.model import Choice, Course, Criterion, Question, Settings
from studyapp.study.events import Event, Kind, Stamps
from studyapp.study.feedback import Verdict
from studyapp.study.journal import Journal
from studyapp.study.regrading import FLIPS, reconcile
from studyapp.study.results import State, section_result
from studyapp.study.sitting import Sitting
from studyapp.study.standing import Standing
from torture.machine import Machine


def opened(made: Course, kept: Journal) -> Sitting:
    """The course's first section, opened as a face does."""
    reconcile(made, kept)
    return Sitting.open(made, made.sections[0], kept)


def answered(kept: Journal, question: Question, *responses: Any) -> Sitting:
    """A sitting over that question alone, with these responses given."""
    sitting = opened(course(question), kept)
    for response in responses:
        sitting.respond(response)
    return sitting


def told(kept: Journal, *questions: Question) -> list[tuple[str, float | None, float | None, bool]]:
    """What the learner is told when a course of those questions is opened."""
    found = reconcile(course(*questions), kept)
    return [(one.question.id, one.before, one.after, one.again) for one in found]


LAKE = single(
    choices=(
        Choice("At its source", "At its source"),
        Choice("At a lake", "At a lake", correct=True, score=1.0),
        Choice("In the sea", "In the sea"),
    )
)
"""The builders' single question with another key."""


def test_a_changed_key_is_told_once() -> None:
    """With what the answer came to before, and what it comes to now."""
    kept = journal()
    answered(kept, single(), "At its source")
    assert told(kept, LAKE) == [("source", 1.0, 0.0, False)]
    assert told(kept, LAKE) == []
    assert kept.standing("source").credit == 0.0


def test_an_earlier_try_that_is_right_now_ends_the_attempt() -> None:
    """What was answered after it counts no more, until the key is as it was."""
    kept = journal()
    answered(kept, single(), "At a lake", "At its source")
    assert told(kept, LAKE) == [("source", pytest.approx(2 / 3), 1.0, False)]
    assert [one.response for one in kept.standing("source").tries] == ["At a lake"]
    assert told(kept, single()) == [("source", 1.0, pytest.approx(2 / 3), False)]
    assert len(kept.standing("source").tries) == 2


@pytest.mark.parametrize("question", every_kind(), ids=lambda question: question.id)
def test_what_is_told_beside_the_question_changes_nothing(question: Question) -> None:
    """Explanation, hints, tags, objective, level, points and place."""
    kept = journal()
    opened(course(question), kept).reveal()
    dressed = replace(
        question,
        explanation="More.",
        hints=("h",),
        tags=("t",),
        objective="o",
        level="apply",
        points=3,
        line=9,
    )
    before = kept.history(question.id)
    assert told(kept, truefalse("other"), dressed) == []
    assert kept.history(question.id) == before


@pytest.mark.parametrize("question", every_kind(), ids=lambda question: question.id)
def test_another_wording_is_asked_once_more(question: Question) -> None:
    """The history stays, the credit waits; the wording of before gives it back."""
    kept = journal()
    opened(course(question), kept).reveal()
    assert told(kept, replace(question, prompt="Another?")) == [(question.id, 0.0, None, True)]
    assert section_result(course(replace(question, prompt="Another?")).sections[0], kept).changed == 1
    assert told(kept, question) == [(question.id, None, 0.0, False)]


def test_that_a_question_has_changed_is_told_once() -> None:
    """Further edits before it is asked again say nothing new."""
    kept = journal()
    answered(kept, single(), "At its source")
    assert told(kept, replace(single(), prompt="Another?")) == [("source", 1.0, None, True)]
    assert told(kept, replace(LAKE, prompt="Another?")) == []
    assert told(kept, replace(LAKE, prompt="A third?")) == []


def test_what_changed_is_asked_in_a_passed_section() -> None:
    """And nothing else of it."""
    kept = journal()
    sitting = opened(course(single(), truefalse()), kept)
    sitting.respond("At its source")
    sitting.go_on()
    sitting.respond(True)
    again = opened(course(single(), truefalse(prompt="Another?")), kept)
    assert again.current is not None
    assert again.current.id == "delta"
    again.respond(True)
    assert again.go_on() is None
    assert section_result(course(single(), truefalse(prompt="Another?")).sections[0], kept).changed == 0


def test_tries_at_another_wording_do_not_break_an_attempt_in_two() -> None:
    """Back at the wording of before, its tries count on, now and when the key changes."""
    kept, other = journal(), typed(prompt="Another?")
    answered(kept, typed(), "mountain")
    opened(course(other), kept).respond("valley")
    assert opened(course(typed()), kept).respond("watershed").credit == pytest.approx(2 / 3)
    assert told(kept, typed(answers=("watershed", "crest"))) == []


def test_hints_at_another_wording_cost_nothing() -> None:
    """Nor are they shown; back at the wording of before they count."""
    kept, other = journal(), typed(prompt="Another?")
    opened(course(typed()), kept).hint()
    sitting = opened(course(other), kept)
    turn = sitting.turn()
    assert turn is not None
    assert turn.hints == ()
    assert sitting.respond("watershed").credit == 1.0
    assert told(kept, typed(prompt="Another?", answers=("watershed", "crest"))) == []
    sitting = opened(course(typed()), kept)
    assert sitting.respond("watershed").credit == pytest.approx(2 / 3)


def test_hints_before_an_edit_cost_nothing_without_an_answer() -> None:
    """Also where the attempt at the other wording has begun with one of its own."""
    kept, other = journal(), typed(prompt="Another?")
    opened(course(typed()), kept).hint()
    sitting = opened(course(other), kept)
    sitting.hint()
    turn = sitting.turn()
    assert turn is not None
    assert len(turn.hints) == 1
    assert sitting.respond("watershed").credit == pytest.approx(2 / 3)


def test_hints_at_the_wording_of_before_count_again() -> None:
    """Though no answer was given to either."""
    kept, other = journal(), typed(prompt="Another?")
    opened(course(typed()), kept).hint()
    opened(course(other), kept).hint()
    turn = opened(course(typed()), kept).turn()
    assert turn is not None
    assert len(turn.hints) == 1
    assert told(kept, typed()) == []


def test_tries_at_another_wording_are_left_out_before_anything_is_regraded() -> None:
    """A sitting may be opened without the courtesy."""
    kept, other = journal(), course(typed(prompt="Another?"))
    answered(kept, typed(), "mountain").hint()
    sitting = Sitting.open(other, other.sections[0], kept)
    sitting.hint()
    sitting.respond("valley")
    standing = sitting.standing(other.sections[0].questions[0])
    assert ([one.response for one in standing.tries], standing.hints) == (["valley"], 1)


def test_where_the_answer_was_seen_is_of_its_wording() -> None:
    """The learner may point again."""
    made = course(single(prompt="Another?"), settings=Settings(where=True))
    kept = journal()
    answered(kept, single(), "At its source").point("A river begins at its **source** and ends at its mouth.")
    sitting = opened(made, kept)
    sitting.respond("At its source")
    turn = sitting.turn()
    assert turn is not None
    assert turn.asks_where


def test_a_near_miss_stays_free() -> None:
    """It was asked once more; a regrade takes no try for it."""
    kept = journal()
    answered(kept, typed(), "watterschet", "watershed")
    assert told(kept, typed(answers=("watershed", "crest"))) == []


def test_answers_that_come_in_from_another_computer_are_scored_by_the_key_of_now() -> None:
    """Where it had the course of before."""
    here, there = journal(), journal()
    answered(there, single(), "At its source")
    opened(course(LAKE), here)
    for event in (*there.history(""), *there.history("source")):
        here.take(replace(event, at=event.at - 10_000_000))
    sitting = Sitting.begin(course(LAKE), course(LAKE).sections[0], here)
    sitting.respond("In the sea")
    assert told(here, LAKE) == [("source", 1.0, 0.0, False)]


def test_a_draft_for_another_wording_is_not_marked() -> None:
    """It is there again with its wording."""
    kept = journal()
    opened(course(open_answer()), kept).draft("It slows.")
    turn = opened(course(open_answer(prompt="Another?")), kept).turn()
    assert turn is not None
    assert (turn.marking, turn.standing.draft) == (False, "")
    assert told(kept, open_answer(prompt="Another?")) == []
    turn = opened(course(open_answer()), kept).turn()
    assert turn is not None
    assert turn.standing.draft == "It slows."


def test_an_undo_takes_back_what_a_regrade_had_left_out() -> None:
    """Answers after the one that ended the attempt do not come to life again."""
    kept, other = journal(), single(choices=LAKE.choices, prompt=single().prompt)
    answered(kept, single(), "At a lake", "At its source")
    reconcile(course(other), kept)
    sitting = Sitting(course(other), course(other).sections[0], kept)
    sitting.undo()
    assert kept.standing("source").tries == ()
    sitting.respond("In the sea")
    assert told(kept, single()) == []
    assert [one.response for one in kept.standing("source").tries] == ["In the sea"]


def test_an_undo_takes_back_a_giving_up_that_a_regrade_had_left_out() -> None:
    """The answer before it was right by the key of now, so nothing is gained by it."""
    kept = journal()
    answered(kept, single(), "At a lake").reveal()
    assert told(kept, LAKE) == [("source", 0.0, 1.0, False)]
    Sitting(course(LAKE), course(LAKE).sections[0], kept).undo()
    assert kept.standing("source").credit is None
    assert told(kept, single()) == []
    assert kept.standing("source").revealed is False


def test_a_hint_after_what_is_right_now_counts_when_that_is_undone() -> None:
    """It was shown, and the question is open again."""
    kept, hinted = journal(), {"hints": ("It is high up.",)}
    answered(kept, single(**hinted), "At a lake").hint()
    made = course(replace(LAKE, **hinted))
    assert told(kept, *made.sections[0].questions) == [("source", None, 1.0, False)]
    assert kept.standing("source").hints == 0
    sitting = Sitting(made, made.sections[0], kept)
    sitting.undo()
    assert sitting.respond("At a lake").credit == pytest.approx(2 / 3)


def test_a_remark_is_of_the_score_that_counts() -> None:
    """What is right by the key of now is not told to be a near miss."""
    kept, other = journal(), typed(answers=("watterschet",))
    answered(kept, typed(), "watterschet")
    assert told(kept, other) == [("ridge", None, 1.0, False)]
    standing = kept.standing("ridge")
    assert (standing.credit, standing.tries[-1].remark) == (1.0, "")
    assert told(kept, typed(answers=("watterschets",))) == []
    assert kept.standing("ridge").tries[-1].remark == "typo"


def two(first: bool, second: bool, **more: Any) -> Course:
    """Two statements and whether each is true."""
    return course(truefalse("one", answer=first, **more), truefalse("two", answer=second, **more))


def test_a_section_is_not_passed_by_a_credit_that_is_gone() -> None:
    """Of two changed keys neither is looked at with the other's old credit."""
    kept = journal()
    sitting = opened(two(True, True), kept)
    sitting.respond(False)
    sitting.go_on()
    sitting.respond(True)
    made = two(False, False)
    reconcile(made, kept)
    assert section_result(made.sections[0], kept).share == 0.5
    assert kept.section("01-rivers").passes == ()


def test_a_section_is_passed_by_a_regrade() -> None:
    """And stays passed, as by an answer."""
    kept = journal()
    sitting = opened(two(True, True), kept)
    sitting.respond(False)
    sitting.go_on()
    sitting.respond(False)
    reconcile(two(False, False), kept)
    reconcile(two(True, True), kept)
    assert section_result(two(True, True).sections[0], kept).state is State.PASSED


def test_a_question_of_a_pool_that_does_not_count_passes_nothing() -> None:
    """The pool's score is that of the one that was asked last."""
    kept = journal()
    made = two(True, True, pool="p")
    for _ in range(2):
        Sitting.begin(made, made.sections[0], kept).respond(False)
    reconcile(two(False, True, pool="p"), kept)
    assert kept.standing("one").credit == 1.0
    assert kept.section("01-rivers").passes == ()


def test_replaces_takes_history_over() -> None:
    """Credit, tries and notes go with the question to its new id, chain after chain."""
    kept = journal()
    answered(kept, single(), "In the sea", "At its source").note("mind the lake")
    assert told(kept, single("start", replaces=("source",))) == []
    assert told(kept, single("begin", replaces=("start",))) == []
    standing = kept.standing("begin")
    assert (standing.credit, standing.note, len(standing.tries)) == (pytest.approx(2 / 3), "mind the lake", 2)
    assert kept.standing("source").credit == standing.credit


def test_a_sitting_goes_on_under_a_new_id() -> None:
    """With the tries that were used."""
    kept = journal()
    sitting = answered(kept, single(), "In the sea")
    again = opened(course(single("start", replaces=("source",))), kept)
    assert again.id == sitting.id
    assert again.respond("At its source").credit == pytest.approx(2 / 3)


def test_two_questions_that_became_one_are_asked_once() -> None:
    """In a sitting that was begun with both."""
    kept = journal()
    opened(course(single("a"), single("b")), kept)
    again = opened(course(single("c", replaces=("a", "b"))), kept)
    assert [question.id for question in again.questions] == ["c"]


def test_history_is_taken_over_once() -> None:
    """Also where a regrade moves the attempt's end before that of the earlier id."""
    kept = journal()
    answered(kept, single(), "At a lake", "At its source")
    new = replace(LAKE, id="start", replaces=("source",))
    assert told(kept, new) == [("start", pytest.approx(2 / 3), 1.0, False)]
    count = len(kept.history("start"))
    assert told(kept, new) == []
    assert len(kept.history("start")) == count


def test_what_happened_since_under_the_earlier_id_is_taken_over_too() -> None:
    """An edit that was taken back for a while, and a note in it."""
    kept, new = journal(), single("start", replaces=("source",))
    answered(kept, single(), "In the sea")
    reconcile(course(new), kept)
    opened(course(single()), kept).note("mind the lake")
    reconcile(course(new), kept)
    assert kept.standing("start").note == "mind the lake"


def test_a_vanished_question_comes_back_with_its_history() -> None:
    """It is out of the score while it is gone."""
    kept = journal()
    answered(kept, single(), "At its source")
    assert told(kept, truefalse()) == []
    assert section_result(course(truefalse()).sections[0], kept).answered == 0
    assert told(kept, single(), truefalse()) == []
    assert kept.standing("source").credit == 1.0


def test_a_choice_that_gets_an_id_is_the_same_choice() -> None:
    """What was picked was its text."""
    named = single(choices=tuple(replace(one, key=f"c{place}") for place, one in enumerate(single().choices)))
    kept = journal()
    answered(kept, single(), "At a lake", "At its source")
    assert told(kept, named) == []
    both = multiple(choices=tuple(replace(one, key=one.text.lower()) for one in multiple().choices))
    kept = journal()
    answered(kept, multiple(), ["A", "B"])
    assert told(kept, both) == []


def test_a_regrade_goes_by_the_penalty_of_now() -> None:
    """It is part of the key."""
    kept = journal()
    answered(kept, single(), "In the sea", "At its source")
    assert told(kept, single(penalty=0.25)) == [("source", pytest.approx(2 / 3), 0.75, False)]


def test_an_open_answer_is_regraded_by_what_it_was_found_to_meet() -> None:
    """The criteria's points are the key, their texts what is asked."""
    kept = journal()
    sitting = opened(course(open_answer()), kept)
    sitting.draft("It slows.")
    sitting.respond(["It slows"])
    even = (Criterion("It slows"), Criterion("It drops what it carries"))
    assert told(kept, open_answer(rubric=even)) == [("why", 0.25, 0.5, False)]


def test_the_feedback_is_of_the_key_of_now() -> None:
    """What was right is told to be wrong, with the answer of now."""
    kept, other = journal(), order(items=("delta", "river", "brook", "source"))
    answered(kept, order(), list(order().items))
    reconcile(course(other), kept)
    sitting = Sitting(course(other), course(other).sections[0], kept)
    assert sitting.right(other) is False
    sitting = Sitting.begin(course(other), course(other).sections[0], kept)
    assert sitting.respond(list(other.items)).verdict is Verdict.RIGHT


def test_a_course_that_nobody_answered_is_left_alone() -> None:
    """No event, and nothing to tell."""
    kept = journal()
    assert reconcile(course(), kept) == []
    assert all(kept.standing(question.id) == Standing() for question in every_kind())


DAY = 86_400_000_000


def day_by_day(clock: list[int]) -> Journal:
    """A journal whose clock is set by hand."""
    return Journal("rivers", Stamps(lambda: clock[0], Random(1).randbytes))


def openings(kept: Journal, *versions: Course, times: int = 10) -> int:
    """How many events it comes to that versions of a course are opened by turns."""
    before = len(kept.history("source"))
    for _ in range(times):
        for made in versions:
            reconcile(made, kept)
    return len(kept.history("source")) - before


@pytest.mark.parametrize("other", [course(LAKE, typed()), course(single(prompt="Another?"), typed())])
def test_two_versions_that_are_opened_by_turns_do_not_fill_the_journal(other: Course) -> None:
    """As two folders, or two computers that exchange their files, have them; the first few are followed each day."""
    clock = [1_700_000_000_000_000]
    kept, made = day_by_day(clock), course(single(), typed())
    answered(kept, single(), "At its source")
    assert openings(kept, other, made) == 2 * FLIPS
    assert openings(kept, other, made) == 0
    clock[0] += DAY
    assert openings(kept, other, made) == 2 * FLIPS


def test_a_question_that_only_one_of_two_versions_has_does_not_fill_the_journal() -> None:
    """It comes and goes a few times a day."""
    clock = [1_700_000_000_000_000]
    kept = day_by_day(clock)
    answered(kept, single(), "At its source")
    assert openings(kept, course(typed()), course(single())) == 2 * FLIPS
    clock[0] += DAY
    assert openings(kept, course(typed()), course(single())) == 2 * FLIPS


def test_an_answer_to_one_of_two_versions_is_scored_by_it() -> None:
    """However often they were opened by turns that day."""
    kept = journal()
    answered(kept, single(), "At its source")
    openings(kept, course(LAKE), course(single()))
    sitting = Sitting.begin(course(LAKE), course(LAKE).sections[0], kept)
    sitting.respond("In the sea")
    reconcile(course(LAKE), kept)
    assert kept.standing("source").graded == fingerprints(LAKE)


class Reading(Journal):
    """A journal that tells whose histories were read."""

    def __init__(self) -> None:
        super().__init__("rivers", stamps())
        self.read: list[str] = []

    def history(self, question: str) -> list[Event]:
        self.read.append(question)
        return super().history(question)


def test_what_was_taken_over_is_not_read_again() -> None:
    """Opening a course costs the same however long its history is."""
    kept, new = Reading(), course(single("start", replaces=("source", "never-answered")))
    answered(kept, single(), "In the sea")
    reconcile(new, kept)
    kept.read.clear()
    reconcile(new, kept)
    assert kept.read == []
    kept.record(Kind.NOTED, "01-rivers", "source", text="mind the lake")
    reconcile(new, kept)
    assert kept.standing("start").note == "mind the lake"


def test_nothing_is_concluded_from_a_file_that_can_not_be_read(machine: Machine) -> None:
    """The course is brought in line the next time."""
    made = course(LAKE, single("start", replaces=("old",)))
    with machine.open() as progress:
        kept = progress.journal("rivers")
        for id in ("source", "old"):
            Sitting.begin(course(single(id)), course(single(id)).sections[0], kept).respond("At its source")
        before = list(progress.events())
        conn = sqlite3.connect(machine.path, isolation_level=None)
        conn.execute("BEGIN EXCLUSIVE")
        assert reconcile(made, kept) == []
        conn.close()
        assert progress.save()
        assert [event for event in progress.events() if event.kind != Kind.RETIRED] == before
        assert [one.question.id for one in reconcile(made, kept)] == ["source"]
        assert kept.standing("start").credit == 1.0
        assert progress.check() == []


def test_what_an_edit_does_to_a_section_is_written_at_once(machine: Machine) -> None:
    """One transaction each, however many questions changed; without it nothing is written."""
    questions = [single(f"q{number}") for number in range(5)]
    made = course(*(replace(LAKE, id=one.id) for one in questions))
    with machine.open() as progress:
        sitting = Sitting.begin(
            course(*questions), course(*questions).sections[0], progress.journal("rivers")
        )
        for _ in questions:
            sitting.respond("At its source")
            sitting.go_on()
        before = writes(machine.path)
        assert len(reconcile(made, progress.journal("rivers"))) == 5
        assert writes(machine.path) == before + 1
        assert reconcile(made, progress.journal("rivers")) == []
        assert writes(machine.path) == before + 1
    with machine.open() as progress:
        assert progress.journal("rivers").standing("q4").credit == 0.0
        assert progress.check() == []


def writes(path: Path) -> int:
    """How many transactions changed a file; its header counts them (https://sqlite.org/fileformat.html)."""
    return int.from_bytes(path.read_bytes()[24:28])
