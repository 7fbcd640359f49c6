"""A sitting from its first question to its last, and what is left of it when it is cut off."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from answers import ALL_ON, RIGHT, WRONG, give, open_sitting
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import (
    bank,
    cloze,
    course,
    every_kind,
    journal,
    locate,
    match,
    multiple,
    number,
    order,
    single,
    truefalse,
    typed,
)
from studyapp.course import fingerprint
from studyapp.course.model import Choice, Course, Question
from studyapp.study import showing
from studyapp.study.asked import NotTakenBack, Unanswerable
from studyapp.study.events import Kind
from studyapp.study.feedback import Verdict
from studyapp.study.regrading import reconcile
from studyapp.study.results import State, section_result
from studyapp.study.sitting import Sitting
from studyapp.study.turn import taken_back


def test_right_through() -> None:
    """All answered at the first try: full points, passed, nothing missed."""
    made, kept = course(), journal()
    sitting = Sitting.open(made, made.sections[0], kept)
    while (turn := sitting.turn()) is not None:
        assert give(sitting, RIGHT).verdict is Verdict.RIGHT, turn.question.id
        sitting.go_on()
    result = section_result(made.sections[0], kept)
    assert (result.points, result.maximum, result.state) == (11.0, 11.0, State.PASSED)
    assert sitting.missed() == ()


def test_wrong_try_says_only_what_is_wrong() -> None:
    """While tries are left the feedback holds neither the key nor the explanation."""
    sitting = open_sitting(single())
    told = sitting.respond("In the sea")
    assert (told.verdict, told.done, told.tries_left) == (Verdict.NOT_YET, False, 1)
    assert [(note.key, note.correct, note.note) for note in told.notes] == [
        ("In the sea", False, "That is where it ends.")
    ]
    assert (told.explanation, told.evidence, told.answer) == ("", (), "")


def test_several_picks_do_not_give_the_right_ones_away() -> None:
    """Of several picks only wrong ones with words of the author are named."""
    told = open_sitting(multiple()).respond(["A", "C"])
    assert [note.key for note in told.notes] == ["C"]


def test_partly_right_is_said() -> None:
    """A share of the credit is neither right nor wrong."""
    told = open_sitting(multiple()).respond(["A"])
    assert (told.verdict, told.done) == (Verdict.PARTLY, False)


def test_last_try_ends_with_everything_told() -> None:
    """After the last try every choice has its meaning, and the explanation stands."""
    sitting = open_sitting(single())
    sitting.respond("In the sea")
    told = sitting.respond("At a lake")
    assert (told.verdict, told.done) == (Verdict.PARTLY, True)
    assert {note.key: note.correct for note in told.notes} == {
        "At its source": True,
        "At a lake": False,
        "In the sea": False,
    }
    assert told.credit == pytest.approx(0.5 - 1 / 3)
    assert told.explanation
    assert told.evidence


def test_hints_lower_the_credit() -> None:
    """Each hint takes the penalty off."""
    sitting = open_sitting(typed())
    assert sitting.hint() == "It sheds water."
    assert sitting.hint() == "Two words in one."
    assert sitting.hint() is None
    turn = sitting.turn()
    assert turn is not None
    assert (len(turn.hints), turn.hints_left) == (2, 0)
    assert sitting.respond("watershed").credit == pytest.approx(1 / 3)


def test_typo_is_accepted_and_told() -> None:
    """A typo earns all, and the right spelling is shown."""
    told = open_sitting(typed()).respond("watersched")
    assert (told.verdict, told.credit, told.answer) == (Verdict.RIGHT, 1.0, "watershed")
    assert "typo" in told.remark


def test_near_miss_does_not_tell_the_answer() -> None:
    """Close, but not accepted: the answer stays hidden while tries are left."""
    told = open_sitting(typed()).respond("watterschet")
    assert (told.done, told.answer) == (False, "")
    assert "Close" in told.remark


def test_unanswerable_costs_nothing() -> None:
    """What can't be scored is refused and not recorded."""
    sitting = open_sitting(number())
    with pytest.raises(Unanswerable, match="Type a number"):
        sitting.respond("far")
    turn = sitting.turn()
    assert turn is not None
    assert turn.standing.tries == ()


def test_skip_brings_a_question_back_once() -> None:
    """Put off, it comes after the others; put off again, it stays unanswered."""
    sitting = open_sitting(single(), truefalse())
    sitting.skip()
    assert sitting.current is not None
    assert sitting.current.id == "delta"
    sitting.respond(True)
    current = sitting.go_on()
    assert current is not None
    assert current.id == "source"
    sitting.skip()
    assert sitting.current is None
    assert [question.id for question in sitting.missed()] == ["source"]


def test_reveal_ends_without_credit() -> None:
    """Giving up tells the answer and earns nothing."""
    sitting = open_sitting(typed())
    told = sitting.reveal()
    assert (told.verdict, told.credit, told.answer) == (Verdict.REVEALED, 0.0, "watershed")
    assert sitting.go_on() is None


def test_undo_goes_back_answer_by_answer() -> None:
    """Each undo takes the latest answer back and turns to its question; the log keeps all."""
    made, kept = course(single(tries=4), truefalse()), journal()
    sitting = Sitting.open(made, made.sections[0], kept)
    sitting.respond("In the sea")
    sitting.respond("At a lake")
    sitting.skip()
    sitting.respond(True)
    assert sitting.undo() == made.sections[0].questions[1]
    assert kept.standing("delta").credit is None
    assert sitting.undo() == made.sections[0].questions[0]
    assert [one.response for one in kept.standing("source").tries] == ["In the sea"]
    sitting.undo()
    assert sitting.undo() is None
    assert kept.standing("source").tries == ()


@pytest.mark.parametrize("ends", ["reveal", "wrong", "second", "hinted", "partly"])
def test_what_was_told_is_not_asked_again_for_credit(ends: str) -> None:
    """Once the answer was shown an undo is refused, from the next question too, and nothing is recorded."""
    sitting = open_sitting(multiple(tries=2, hints=("h",)), truefalse())
    if ends == "hinted":
        sitting.hint()
    if ends in ("wrong", "second", "partly"):
        sitting.respond(["C"])
    if ends == "reveal":
        sitting.reveal()
    else:
        sitting.respond({"wrong": ["D"], "partly": ["A"]}.get(ends, ["A", "B"]))
    turn = sitting.turn()
    assert turn is not None
    assert turn.told
    with pytest.raises(NotTakenBack, match="The answer was shown; this can't be taken back"):
        sitting.undo()
    assert sitting.turn() == turn
    sitting.go_on()
    with pytest.raises(NotTakenBack, match="The answer to question 1 was shown"):
        sitting.undo()
    assert sitting.number == 2


def test_an_undo_is_of_the_question_in_front_where_it_has_an_answer() -> None:
    """A try from before it was put off is taken back, not the answer given since to another question."""
    made, kept = course(single(), truefalse()), journal()
    sitting = Sitting.open(made, made.sections[0], kept)
    sitting.respond("In the sea")
    sitting.skip()
    sitting.respond(True)
    sitting.go_on()
    assert sitting.undo() == made.sections[0].questions[0]
    assert kept.standing("source").tries == ()
    assert kept.standing("delta").credit == 1.0


def test_an_undo_says_which_question_is_open_again() -> None:
    """Another one by its number."""
    sitting = open_sitting(single(), single("lake", tries=3))
    sitting.respond("At its source")
    sitting.go_on()
    before = sitting.turn()
    sitting.undo()
    after = sitting.turn()
    assert after is not None
    assert taken_back(before, after) == "Question 1 is open again: its last answer was taken back."
    assert taken_back(after, after) == "The last answer is taken back."
    sitting.respond("At its source")
    sitting.go_on()


def test_notes_come_in_the_order_of_the_choices() -> None:
    """Whatever was tried, taken back, and given up before."""
    for seed in range(8):
        sitting = open_sitting(multiple(f"q{seed}"))
        sitting.respond(["C"])
        if seed % 2:
            sitting.undo()
        told, turn = sitting.reveal(), sitting.turn()
        assert turn is not None
        assert [note.key for note in told.notes] == [choice.key for choice in turn.choices]


def test_what_was_put_off_is_asked_first() -> None:
    """At the end it can be asked as it was left, and again when the section is opened anew."""
    made, kept = course(single(), truefalse(), typed(hints=("h",))), journal()
    sitting = Sitting.open(made, made.sections[0], kept)
    sitting.respond("In the sea")
    sitting.skip()
    sitting.skip()
    sitting.respond("watershed")
    sitting.go_on()
    assert not sitting.ends_by_skip
    sitting.skip()
    assert sitting.ends_by_skip
    sitting.skip()
    assert sitting.current is None
    assert [one.id for one in sitting.left] == ["source", "delta"]
    for again in (sitting, Sitting.open(made, made.sections[0], kept)):
        if again is sitting:
            again.ask_left()
        turn = again.turn()
        assert turn is not None
        assert (turn.question.id, turn.standing.used, turn.total) == ("source", 1, 3)
    sitting.respond("At its source")
    assert sitting.go_on() == truefalse()
    assert sitting.ends_by_skip
    sitting.skip()
    assert sitting.current is None
    assert sitting.ask_left() == truefalse()
    sitting.respond(True)
    assert sitting.go_on() is None
    assert (sitting.left, sitting.ask_left()) == ((), None)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["source", "brook", "delta", "river"], "2 of 4 stand in their place."),
        (["brook", "river", "delta", "source"], "None stands in its place, but some follow"),
        (["source", "delta", "brook", "river"], "1 of 4 stands in its place."),
        (["delta", "river", "brook", "source"], ""),
        (["source", "brook", "river", "delta"], ""),
    ],
)
def test_how_far_an_order_is_right_is_told(given: list[str], told: str) -> None:
    """How many items, not which."""
    remark = open_sitting(order()).respond(given).remark
    assert remark.startswith(told)
    assert bool(remark) is bool(told)


def test_undo_takes_back_that_a_section_was_passed() -> None:
    """Passed by an answer that never counted is not passed."""
    made, kept = course(truefalse()), journal()
    sitting = Sitting.open(made, made.sections[0], kept)
    sitting.respond(True)
    assert section_result(made.sections[0], kept).state is State.PASSED
    sitting.undo()
    assert section_result(made.sections[0], kept).state is State.READING


def test_passed_stays_passed() -> None:
    """A worse sitting lowers the score, not the state."""
    made, kept = course(truefalse()), journal()
    Sitting.open(made, made.sections[0], kept).respond(True)
    Sitting.begin(made, made.sections[0], kept).respond(False)
    result = section_result(made.sections[0], kept)
    assert (result.share, result.state) == (0.0, State.PASSED)


def test_retry_asks_what_was_missed() -> None:
    """A new sitting over the missed questions leaves the others' standing alone."""
    made, kept = course(truefalse(), single(tries=1)), journal()
    sitting = Sitting.open(made, made.sections[0], kept)
    sitting.respond(True)
    sitting.go_on()
    sitting.respond("In the sea")
    sitting.go_on()
    again = Sitting.begin(made, made.sections[0], kept, sitting.missed())
    assert [question.id for question in again.questions] == ["source"]
    again.respond("At its source")
    assert section_result(made.sections[0], kept).share == 1.0


def test_pool_draws_another_question_the_next_time() -> None:
    """A sitting draws one question of a pool, the next sitting another."""
    made, kept = course(truefalse(id="a", pool="p"), truefalse(id="b", pool="p"), single()), journal()
    first = Sitting.open(made, made.sections[0], kept)
    assert [question.id for question in first.questions] == ["a", "source"]
    first.respond(True)
    second = Sitting.begin(made, made.sections[0], kept)
    assert [question.id for question in second.questions] == ["b", "source"]
    assert section_result(made.sections[0], kept).total == 2


def test_cut_off_at_any_moment_it_goes_on_there() -> None:
    """A sitting opened anew shows the same question, tries, hints, and order of choices."""
    made, kept = course(), journal()
    sitting = Sitting.open(made, made.sections[0], kept)
    steps = [
        lambda: sitting.respond("In the sea"),
        lambda: sitting.respond("At its source"),
        sitting.go_on,
        sitting.skip,
        lambda: sitting.respond(True),
        sitting.go_on,
        sitting.hint,
        lambda: sitting.respond("mountain"),
    ]
    for step in steps:
        step()
        again = Sitting(made, made.sections[0], kept)
        current = sitting.current
        assert current is not None
        if sitting.standing(current).done:
            sitting_next = Sitting(made, made.sections[0], kept).turn()
            assert sitting_next is not None
            continue
        assert again.turn() == sitting.turn()


def test_questions_that_left_the_course_are_left_out() -> None:
    """An edit between two sittings does not stop the sitting."""
    made, kept = course(single(), truefalse()), journal()
    Sitting.open(made, made.sections[0], kept)
    edited = course(truefalse(), number())
    sitting = Sitting.open(edited, edited.sections[0], kept)
    assert [question.id for question in sitting.questions] == ["delta"]


def undo(sitting: Sitting) -> bool:
    """Take back what can be; whether there was anything."""
    with suppress(NotTakenBack):
        return sitting.undo() is not None
    return False


def play(made: Course, moves: list[str]) -> tuple[Sitting, Any]:
    """A sitting driven by any moves; those that can't be done are left out."""
    kept = journal()
    sitting = Sitting.open(made, made.sections[0], kept)
    for move in moves:
        turn = sitting.turn()
        if move == "undo":
            undo(sitting)
        elif turn is None:
            sitting = Sitting.begin(made, made.sections[0], kept)
        elif turn.standing.done:
            sitting.go_on()
        elif move in ("right", "wrong"):
            with suppress(Unanswerable):
                give(sitting, RIGHT if move == "right" else WRONG)
        else:
            getattr(sitting, move)()
    return sitting, kept


MOVES = st.lists(st.sampled_from(["right", "wrong", "hint", "skip", "reveal", "undo"]), max_size=40)


@settings(deadline=None)
@given(MOVES)
def test_score_stays_within_its_bounds(moves: list[str]) -> None:
    """Whatever a learner does, points are at least 0 and at most the maximum, and credit falls with tries."""
    made = course(*every_kind())
    sitting, kept = play(made, moves)
    result = section_result(made.sections[0], kept)
    assert 0.0 <= result.points <= result.maximum == 11.0
    assert result.answered <= result.total
    for question in sitting.questions:
        standing = sitting.standing(question)
        assert standing.used <= question.tries
        assert len(standing.tries) <= question.tries + 1


@settings(deadline=None)
@given(MOVES)
def test_a_sitting_opened_again_shows_the_same_turn(moves: list[str]) -> None:
    """At any moment at which a question is open; what an undo turns back to may have been put off, and waits again."""
    made = course(*every_kind(), settings=ALL_ON)
    sitting, kept = play(made, moves)
    turn = sitting.turn()
    if turn is None or not (turn.standing.done or turn.standing.skips):
        assert Sitting(made, made.sections[0], kept).turn() == turn
    assert reconcile(made, kept) == []


@settings(deadline=None)
@given(MOVES)
def test_undoing_everything_is_as_if_nothing_was_answered(moves: list[str]) -> None:
    """After enough undos no question of the sitting has an answer in it, but from the last one that was told."""
    sitting, _ = play(course(*every_kind()), moves)
    for _ in range(2 * len(moves) + 1):
        if not undo(sitting):
            break
    standings = [sitting.standing(question) for question in sitting.questions]
    told = [one for one in sitting.asked if one.told]
    assert told or not any(one.revealed or one.tries or one.draft for one in standings)
    assert not undo(sitting)
    assert max((one.standing.last for one in sitting.asked), default="") == max(
        (one.standing.last for one in told), default=""
    )


def test_right_on_the_second_try_but_not_passed_can_be_retried() -> None:
    """Below the bar, what earned less than all is worth another sitting."""
    made, kept = course(single(), single("lake")), journal()
    sitting = Sitting.open(made, made.sections[0], kept)
    for _ in range(2):
        sitting.respond("In the sea")
        sitting.respond("At its source")
        sitting.go_on()
    assert section_result(made.sections[0], kept).state is State.ANSWERING
    assert [question.id for question in sitting.missed()] == ["source", "lake"]


def test_trying_again_asks_only_what_can_still_gain() -> None:
    """A section that was answered and not passed goes on with what was missed."""
    made, kept = course(truefalse(), single(tries=1)), journal()
    sitting = Sitting.open(made, made.sections[0], kept)
    sitting.respond(True)
    sitting.go_on()
    sitting.respond("In the sea")
    again = Sitting.open(made, made.sections[0], kept)
    assert [question.id for question in again.questions] == ["source"]


def test_an_unfinished_try_leaves_the_score_of_its_pool_alone() -> None:
    """The pool's standing is its latest ended attempt."""
    made, kept = course(truefalse("a", pool="p"), single("b", pool="p")), journal()
    Sitting.open(made, made.sections[0], kept).respond(True)
    Sitting.begin(made, made.sections[0], kept).respond("In the sea")
    result = section_result(made.sections[0], kept)
    assert (result.points, result.answered) == (1.0, 1)


@pytest.mark.parametrize(
    ("penalty", "hints"), [(0.1, (0, 2, 2, 3, 3)), (0.1, (1, 1, 2, 3, 3)), (0.05, (4, 4, 4, 4, 4))]
)
def test_the_bar_is_reached_by_exactly_its_share(penalty: float, hints: tuple[int, ...]) -> None:
    """4.0 of 5 points pass at 80 %, however the tenths were added up."""
    questions = [truefalse(f"q{n}", penalty=penalty, hints=("h",) * 5) for n in range(len(hints))]
    made, kept = course(*questions), journal()
    sitting = Sitting.open(made, made.sections[0], kept)
    for count in hints:
        for _ in range(count):
            sitting.hint()
        sitting.respond(True)
        sitting.go_on()
    assert section_result(made.sections[0], kept).state is State.PASSED


def test_the_log_holds_the_order_that_was_shown() -> None:
    """As the learner saw it, another for each try, and the seed that it follows from."""
    many = single(tries=9, choices=tuple(Choice(letter, letter, letter == "A") for letter in "ABCDEFGHI"))
    made, kept = course(many), journal()
    sitting = Sitting.open(made, made.sections[0], kept)
    for response in "BCDEFGHI":
        turn = sitting.turn()
        assert turn is not None
        sitting.respond(response)
        assert kept.standing("source").tries[-1].shown == tuple(choice.key for choice in turn.choices)
    answers = [event.data for event in kept.history("source") if event.kind == Kind.ANSWERED]
    assert len({tuple(data["shown"]) for data in answers}) > 4
    for data in answers:
        assert data["shown"] == [choice.key for choice in showing.choices(many, data["seed"])]


@pytest.mark.parametrize("question", [match(), order(), bank()], ids=lambda question: question.id)
def test_the_log_holds_the_order_of_what_was_there_to_pick(question: Question) -> None:
    """The same for every try: it is arranged by then."""
    made, kept = course(question), journal()
    sitting = Sitting.open(made, made.sections[0], kept)
    turn = sitting.turn()
    give(sitting, WRONG)
    after = sitting.turn()
    assert turn is not None
    assert after is not None
    assert after.options == turn.options
    (answer,) = (event.data for event in kept.history(question.id) if event.kind == Kind.ANSWERED)
    assert tuple(answer["shown"]) == turn.options == showing.options(question, answer["seed"])


def test_choices_stay_as_they_were_picked_once_it_is_over() -> None:
    """So that the eye finds its pick."""
    sitting = open_sitting(
        single(choices=tuple(Choice(letter, letter, letter == "A") for letter in "ABCDEFG"))
    )
    before = sitting.turn()
    sitting.respond("A")
    after = sitting.turn()
    assert before is not None
    assert after is not None
    assert after.choices == before.choices


@pytest.mark.parametrize(
    ("question", "first", "again"),
    [
        (single(), "In the sea", "In the sea"),
        (multiple(), ["A", "C"], ["C", "A"]),
        (typed(), "mountain", "mountain"),
        (cloze(), ["Volga", "mouth"], ["Volga", "mouth"]),
        (match(), WRONG["parts"], dict(reversed(WRONG["parts"].items()))),
        (order(), WRONG["course"], WRONG["course"]),
        (locate(), "# Rivers", "# Rivers"),
    ],
)
def test_the_same_wrong_answer_costs_no_second_try(question: Question, first: Any, again: Any) -> None:
    """What was tried is known to be wrong: it is refused, and not recorded."""
    sitting = open_sitting(question)
    sitting.respond(first)
    with pytest.raises(Unanswerable, match="already"):
        sitting.respond(again)
    assert len(sitting.standing(question).tries) == 1


def test_a_question_that_asks_something_else_is_asked_anew() -> None:
    """Tries at what it asked before an edit do not count against it."""
    made, kept = course(typed("q", tries=2)), journal()
    Sitting.open(made, made.sections[0], kept).respond("mountain")
    edited = course(single("q"))
    sitting = Sitting.open(edited, edited.sections[0], kept)
    turn = sitting.turn()
    assert turn is not None
    assert (turn.feedback, turn.standing.tries, len(turn.choices)) == (None, (), 3)
    assert sitting.respond("In the sea").tries_left == 1


def test_fewer_tries_than_were_used_leave_one() -> None:
    """An edit of the number of tries does not end an attempt unseen."""
    made, kept = course(single(tries=5)), journal()
    sitting = Sitting.open(made, made.sections[0], kept)
    sitting.respond("In the sea")
    sitting.respond("At a lake")
    edited = course(single(tries=2))
    turn = Sitting.open(edited, edited.sections[0], kept).turn()
    assert turn is not None
    assert turn.feedback is not None
    assert turn.feedback.tries_left == 1


def test_accents_are_noted() -> None:
    """Left out they cost nothing, and the right spelling is shown."""
    told = open_sitting(typed(answers=("Córdoba",), mistakes=())).respond("cordoba")
    assert (told.verdict, told.answer) == (Verdict.RIGHT, "Córdoba")
    assert "accents" in told.remark


def test_notes_are_cleaned_and_cut() -> None:
    """What a learner pastes can't steer a terminal, nor fill the file."""
    sitting = open_sitting(single())
    assert sitting.note("a\x1b[2J" + "b" * 5000).data["text"] == "a[2J" + "b" * 1995


JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)


@settings(deadline=None)
@given(st.sampled_from(every_kind()), JUNK, st.booleans())
def test_a_sitting_bears_any_stored_response(question: Question, response: Any, done: bool) -> None:
    """A response that another program wrote is no reason to fail."""
    made, kept = course(question), journal()
    sitting = Sitting.open(made, made.sections[0], kept)
    data = {"sitting": sitting.id, "response": response, "score": 0.0, "done": done, "credit": 0.0}
    forms = {"asked": fingerprint.asked(question), "key": ""}
    kept.record(Kind.ANSWERED, "01-rivers", question.id, **data, **forms)
    reconcile(made, kept)
    turn = Sitting(made, made.sections[0], kept).turn()
    if turn is None:
        assert kept.standing(question.id).done
    else:
        assert turn.feedback is not None
        assert give(sitting, RIGHT).verdict is Verdict.RIGHT
