"""An attempt at a question: near misses, certainty, answers that the learner marks, and places in the text."""

from __future__ import annotations

import pytest
from answers import ALL_ON, RIGHT, WRONG, give, open_sitting

from builders import (
    bank,
    cloze,
    course,
    journal,
    locate,
    match,
    number,
    open_answer,
    order,
    single,
    truefalse,
    typed,
)
from studyapp.course.model import Question
from studyapp.study.asked import Unanswerable
from studyapp.study.feedback import Verdict
from studyapp.study.replaying import replay
from studyapp.study.sitting import Sitting
from studyapp.study.turn import taken_back


def test_a_near_miss_is_asked_once_more_for_free() -> None:
    """The first one in an attempt costs neither a try nor credit; the second does."""
    sitting = open_sitting(typed(tries=3))
    told = sitting.respond("watterschet")
    assert (told.verdict, told.done, told.tries_left, told.wrong_tries) == (Verdict.ALMOST, False, 3, 0)
    assert sitting.respond("watterscheb").verdict is Verdict.NOT_YET
    told = sitting.respond("watershed")
    assert (told.credit, told.wrong_tries) == (pytest.approx(2 / 3), 1)


def test_a_number_without_its_unit_is_asked_once_more() -> None:
    """Even where there was one try only."""
    sitting = open_sitting(number(tries=1))
    told = sitting.respond("6650")
    assert (told.verdict, told.tries_left, "unit" in told.remark) == (Verdict.ALMOST, 1, True)
    assert sitting.respond("6650 km").credit == 1.0


def test_a_near_miss_in_a_gap_is_asked_once_more() -> None:
    """Where the other gaps are right."""
    sitting = open_sitting(cloze(gaps=(("watershed",), ("mouth",)), tries=1))
    told = sitting.respond(["watterschet", "mouth"])
    assert (told.verdict, told.done, told.parts, told.solution) == (Verdict.ALMOST, False, (False, True), ())
    assert sitting.respond(["watershed", "mouth"]).credit == 1.0


def test_an_undo_of_a_near_miss_gives_another() -> None:
    """It is as if it had not been."""
    sitting = open_sitting(typed(tries=2))
    sitting.respond("watterschet")
    sitting.undo()
    assert sitting.respond("watterscheb").verdict is Verdict.ALMOST


@pytest.mark.parametrize("question", [cloze(), bank(), match(), order()], ids=lambda question: question.id)
def test_parts_are_told_wrong_and_never_right_before_the_end(question: Question) -> None:
    """The solution comes when the attempt has ended."""
    sitting = open_sitting(question)
    told = give(sitting, WRONG)
    assert (told.verdict, told.solution, told.answer) == (Verdict.NOT_YET, (), "")
    told = sitting.reveal()
    assert (told.verdict, told.credit, bool(told.solution)) == (Verdict.REVEALED, 0.0, True)


def test_certainty_is_asked_once_and_kept() -> None:
    """With the first response; its marks are by that one, and never in the score."""
    made, kept = course(single(), settings=ALL_ON), journal()
    sitting = Sitting.open(made, made.sections[0], kept)
    turn = sitting.turn()
    assert turn is not None
    assert turn.asks_certainty
    told = sitting.respond("In the sea", certainty=3)
    assert (told.certainty, told.mark) == (3, -6)
    turn = sitting.turn()
    assert turn is not None
    assert not turn.asks_certainty
    told = sitting.respond("At its source")
    assert (told.certainty, told.mark, told.credit) == (3, -6, pytest.approx(2 / 3))
    assert kept.standing("source").tries[0].certainty == 3


@pytest.mark.parametrize(
    ("level", "response", "mark"),
    [
        (1, "At its source", 1),
        (2, "At its source", 2),
        (3, "At its source", 3),
        (1, "In the sea", 0),
        (2, "In the sea", -2),
        (3, "In the sea", -6),
        (3, "At a lake", None),
        (0, "In the sea", None),
    ],
)
def test_marks_of_certainty(level: int, response: str, mark: int | None) -> None:
    """As Gardner-Medwin's; none for what is partly right."""
    told = open_sitting(single(), settings=ALL_ON).respond(response, certainty=level)
    assert told.mark == mark


def test_a_near_miss_costs_no_marks() -> None:
    """The marks are by the try that counts."""
    sitting = open_sitting(typed(), settings=ALL_ON)
    assert sitting.respond("watterschet", certainty=3).mark is None
    assert sitting.respond("watershed").mark == 3


def test_certainty_is_not_asked_of_an_open_answer_nor_where_it_is_off() -> None:
    """The learner marks the one itself."""
    for sitting in (open_sitting(open_answer(), settings=ALL_ON), open_sitting(single())):
        turn = sitting.turn()
        assert turn is not None
        assert not turn.asks_certainty


def test_an_open_answer_is_written_then_marked() -> None:
    """The draft is kept before the model answer is shown, and outlasts the program."""
    made, kept = course(open_answer(hints=("h",))), journal()
    sitting = Sitting.open(made, made.sections[0], kept)
    with pytest.raises(RuntimeError):
        sitting.respond(["It slows"])
    with pytest.raises(Unanswerable):
        sitting.draft(" \n")
    sitting.draft("It \x1bslows.")
    again = Sitting.open(made, made.sections[0], kept)
    turn = again.turn()
    assert turn is not None
    assert (turn.marking, turn.standing.draft, turn.hints_left, turn.feedback) == (True, "It slows.", 0, None)
    told = again.respond(["It drops what it carries"])
    assert (told.verdict, told.credit, told.model) == (Verdict.PARTLY, 0.75, open_answer().answer)
    turn = again.turn()
    assert turn is not None
    assert not turn.marking
    assert turn.standing.tries[0].response == {"text": "It slows.", "met": ["It drops what it carries"]}


def test_an_undone_marking_is_marked_again() -> None:
    """The answer is still there, also when opened again."""
    made, kept = course(open_answer()), journal()
    sitting = Sitting.open(made, made.sections[0], kept)
    sitting.draft("It slows.")
    sitting.respond([])
    assert sitting.undo() == made.sections[0].questions[0]
    turn = Sitting.open(made, made.sections[0], kept).turn()
    assert turn is not None
    assert (turn.marking, turn.standing.draft) == (True, "It slows.")
    assert sitting.respond(["It slows"]).credit == 0.25


def test_a_written_answer_is_taken_back_before_it_is_marked() -> None:
    """It is there to be changed, also when opened again; no other question's answer is touched."""
    made, kept = course(truefalse(), open_answer()), journal()
    sitting = Sitting.open(made, made.sections[0], kept)
    sitting.respond(True)
    sitting.go_on()
    sitting.draft("It sl")
    before = sitting.turn()
    assert sitting.undo() == made.sections[0].questions[1]
    assert kept.standing("delta").credit == 1.0
    turn = Sitting.open(made, made.sections[0], kept).turn()
    assert turn is not None
    assert (turn.marking, turn.standing.draft, turn.standing.unsent) == (False, "", "It sl")
    assert taken_back(before, turn).startswith("Your answer is open again")
    sitting.draft("It slows.")
    told = sitting.respond(["It slows"])
    assert told.credit == 0.25
    assert kept.standing("why").tries[0].response == {"text": "It slows.", "met": ["It slows"]}


def test_a_mark_and_then_the_answer_are_taken_back() -> None:
    """Each by an undo of its own, as far back as there is something; the log keeps all and replays the same."""
    made, kept = course(open_answer()), journal()
    sitting = Sitting.open(made, made.sections[0], kept)
    sitting.draft("It slows.")
    sitting.respond([])
    assert sitting.undo()
    assert sitting.undo()
    assert sitting.undo() is None
    assert kept.standing("why").unsent == "It slows."
    assert replay(kept.history("why")) == kept.standing("why")
    kinds = [str(event.kind) for event in sorted(kept.history("why"), key=lambda event: event.order)]
    assert kinds == ["drafted", "answered", "undone", "undone", "left"]


def test_a_mark_with_tries_left_is_taken_back_before_the_answer() -> None:
    """What was done last goes first."""
    sitting = open_sitting(open_answer(tries=2))
    sitting.draft("It slows.")
    sitting.respond(["It slows"])
    before = sitting.turn()
    for marking, said in ((True, "The last answer is taken back."), (False, "Your answer is open again")):
        assert sitting.undo()
        after = sitting.turn()
        assert after is not None
        assert (after.marking, after.standing.tries) == (marking, ())
        assert taken_back(before, after).startswith(said)
        before = after


def test_an_open_answer_may_be_given_up() -> None:
    """Before or after it is written."""
    for drafts in ([], ["It slows."]):
        sitting = open_sitting(open_answer())
        for draft in drafts:
            sitting.draft(draft)
        told = sitting.reveal()
        assert (told.verdict, told.model) == (Verdict.REVEALED, open_answer().answer)


def test_a_hint_taken_before_writing_costs() -> None:
    """As everywhere."""
    sitting = open_sitting(open_answer(hints=("h",)))
    assert sitting.hint() == "h"
    sitting.draft("It slows.")
    assert sitting.respond(RIGHT["why"]).credit == pytest.approx(2 / 3)


def test_where_is_asked_after_the_end_and_evidence_is_right_by_the_sentence() -> None:
    """Also after a right answer; pointing again is kept too, the last counts."""
    made, kept = course(single(), settings=ALL_ON), journal()
    sitting = Sitting.open(made, made.sections[0], kept)
    sitting.respond("In the sea")
    turn = sitting.turn()
    assert turn is not None
    assert not turn.asks_where
    sitting.respond("At its source")
    turn = sitting.turn()
    assert turn is not None
    assert turn.asks_where
    assert sitting.point("The Nile is about 6650 km long.") is False
    assert not sitting.knew_where(turn.question)
    turn = sitting.turn()
    assert turn is not None
    assert not turn.asks_where
    assert sitting.point("A river begins at its **source** and ends at its mouth.") is True
    assert Sitting(made, made.sections[0], kept).knew_where(turn.question)


def test_where_is_asked_only_where_there_is_evidence_to_find() -> None:
    """And not of a question that is about nothing else, nor where it is off."""
    for sitting in (
        open_sitting(truefalse(), settings=ALL_ON),
        open_sitting(locate(), settings=ALL_ON),
        open_sitting(single()),
    ):
        give(sitting, RIGHT)
        turn = sitting.turn()
        assert turn is not None
        assert not turn.asks_where


def test_a_sentence_is_located() -> None:
    """Any part of the evidence in it counts."""
    sitting = open_sitting(locate())
    with pytest.raises(Unanswerable):
        sitting.respond("")
    assert sitting.respond("# Rivers").verdict is Verdict.NOT_YET
    told = sitting.respond(RIGHT["point"])
    assert (told.verdict, told.credit) == (Verdict.RIGHT, pytest.approx(2 / 3))
    assert told.evidence == ("about 6650 km long",)
