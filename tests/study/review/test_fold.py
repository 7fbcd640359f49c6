"""A question's card follows from its attempts: the day's first is rated, and a rebuild gives the same."""

from __future__ import annotations

import json
from functools import reduce

from histories import DAY, attempt, bare
from hypothesis import given
from hypothesis import strategies as st

from studyapp.study.review.attempt import Attempt, Certainty
from studyapp.study.review.card import Card
from studyapp.study.review.fold import advance_card
from studyapp.study.review.rating import Rating
from studyapp.study.review.spread import fuzz_range

answers = st.lists(
    st.tuples(st.sampled_from([0, 0, 1, 1, 2, 7, 40, 200, -1]), st.sampled_from(Rating)),
    min_size=1,
    max_size=30,
)
"""Days since the answer before (a flight to the west can take one back), and what it is rated if it counts."""


def fold(attempts: list[Attempt], question: str = "c/q") -> Card:
    card = reduce(lambda card, one: advance_card(card, one, question), attempts, None)
    assert card is not None
    return card


def attempts_of(answers: list[tuple[int, Rating]]) -> list[Attempt]:
    day, found = DAY, []
    for gap, rating in answers:
        day += gap
        found.append(attempt(day, rating))
    return found


@given(answers)
def test_only_the_first_answer_of_a_day_counts(answers: list[tuple[int, Rating]]) -> None:
    """The card is what py-fsrs makes of each new day's first answer; all others change nothing."""
    day, latest, history = DAY, DAY - 9, []
    for gap, rating in answers:
        day += gap
        if day > latest:
            latest = day
            history.append((day, rating))
    card, theirs = fold(attempts_of(answers)), bare(history)
    assert (card.stability, card.difficulty) == (theirs.stability, theirs.difficulty)
    passes = [rating is not Rating.AGAIN for _, rating in history]
    assert (card.last, card.rating) == history[-1]
    assert (card.reps, card.successes) == (len(history), sum(passes))
    assert card.lapses == passes[1:].count(False)


@given(answers, st.dictionaries(st.integers(DAY, DAY + 900), st.integers(1, 5)), st.integers(DAY, DAY + 900))
def test_a_rebuild_gives_the_dates_that_were_chosen(
    answers: list[tuple[int, Rating]], load: dict[int, int], exam: int
) -> None:
    """A day chosen by load and exam is kept with the answer; without either a fold takes it from there."""
    live: Card | None = None
    recorded = []
    for one in attempts_of(answers):
        live = advance_card(live, one, "c/q", load=load, exam=exam)
        if live.last == one.day:
            one = one._replace(due=live.due, stability=live.stability)
        recorded.append(one)
    assert fold(recorded) == live


@given(answers)
def test_a_card_goes_through_json(answers: list[tuple[int, Rating]]) -> None:
    """As a row of the progress file holds it, to the last digit."""
    card = fold(attempts_of(answers))
    assert Card(*json.loads(json.dumps(card))) == card


def test_another_history_chooses_anew() -> None:
    """A day chosen for a failure does not hold once the answer is regraded, nor one from before a merge."""
    first = attempt(DAY, Rating.EASY)
    failed = attempt(DAY + 8, Rating.AGAIN)
    card = fold([first, failed])
    recorded = failed._replace(due=card.due + 99, stability=card.stability)
    assert fold([first, recorded]).due == card.due + 99
    regraded = recorded._replace(score=1.0)
    assert fold([first, regraded]) == fold([first, attempt(DAY + 8, Rating.GOOD)])
    between = attempt(DAY + 3, Rating.GOOD)
    assert fold([first, between, recorded]) == fold([first, between, failed])


def test_a_stored_day_that_can_not_be_is_not_taken() -> None:
    """It lies after the answer, and within a year of it."""
    one = attempt(DAY, Rating.GOOD)
    card = fold([one])
    for due in (DAY, DAY - 5, DAY + 366, 10**12):
        assert fold([one._replace(due=due, stability=card.stability)]) == card
    assert fold([one._replace(due=DAY + 365, stability=card.stability)]).due == DAY + 365


def test_what_is_left_out_never_was() -> None:
    """After an undo, the day's next answer is its first, and the schedule before is the one that holds."""
    before = [attempt(DAY, Rating.GOOD), attempt(DAY + 2, Rating.GOOD)]
    wrong, right = attempt(DAY + 9, Rating.AGAIN), attempt(DAY + 9, Rating.GOOD)
    assert fold([*before, wrong, right]) == fold([*before, wrong])
    assert fold([*before, right]).rating == Rating.GOOD


def test_due_days_are_near_the_computed_ones_and_differ_by_question() -> None:
    """Questions that were learned and answered together part."""
    history = [attempt(DAY, Rating.EASY), attempt(DAY + 8, Rating.EASY)]
    length = round(fold(history).stability)
    dues = {fold(history, f"c/q{number}").due - DAY - 8 for number in range(60)}
    assert dues == set(fuzz_range(length))


def test_due_days_differ_by_repetition() -> None:
    """A question does not come early, or late, each time."""
    card = Card(30.0, 5.0, DAY, DAY + 30, 1, 1, 0, Rating.GOOD)
    again = [card._replace(reps=reps) for reps in range(30)]
    assert len({advance_card(one, attempt(DAY + 30, Rating.GOOD), "c/q").due for one in again}) > 3


def test_a_lucky_guess_comes_back_tomorrow() -> None:
    """Right, but with the lowest certainty."""
    lucky = Attempt(day=DAY, score=1.0, certainty=Certainty.LOW)
    assert fold([lucky]).due == DAY + 1


def test_surely_wrong_is_marked_until_the_next_answer() -> None:
    """Wrong with the highest certainty; right with it, or wrong with less, is not."""
    wrong = Attempt(day=DAY, score=0.0, certainty=Certainty.HIGH)
    assert fold([wrong]).overconfident
    assert not fold([wrong, attempt(DAY + 1, Rating.GOOD)]).overconfident
    assert not fold([attempt(DAY, Rating.EASY)]).overconfident
    assert not fold([wrong._replace(certainty=Certainty.MIDDLE)]).overconfident


def test_leeches_at_four_lapses_and_each_second_more() -> None:
    """Told after the failure that makes one, not after the next success; the first answer ever is no lapse."""
    card: Card | None = None
    told = []
    for number in range(10):
        card = advance_card(card, attempt(DAY + 2 * number, Rating.AGAIN), "c/q")
        told.append((card.lapses, card.leech))
        card = advance_card(card, attempt(DAY + 2 * number + 1, Rating.GOOD), "c/q")
        assert not card.leech
    assert told == [(n, n in (4, 6, 8)) for n in range(10)]


def test_the_fifth_day_of_failure_in_a_row_is_a_leech() -> None:
    """Also where it was never known."""
    card = fold([attempt(DAY + number, Rating.AGAIN) for number in range(5)])
    assert (card.lapses, card.successes, card.leech) == (4, 0, True)
