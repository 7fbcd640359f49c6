"""The day's reviews: the riskiest first, siblings apart, and no more than the learner can do."""

from __future__ import annotations

from itertools import pairwise
from random import Random

from histories import DAY
from hypothesis import given
from hypothesis import strategies as st

from studyapp.study.review.card import Card, recall
from studyapp.study.review.queue import CAP, Item, due
from studyapp.study.review.rating import Rating


def item(
    name: str,
    *,
    stability: float = 5.0,
    last: int = DAY - 5,
    wait: int = 5,
    overconfident: bool = False,
    pool: str = "",
) -> Item:
    card = Card(stability, 5.0, last, last + wait, 1, 1, 0, Rating.GOOD, overconfident)
    return Item(name, card, pool)


def names(items: list[Item]) -> str:
    return "".join(one.question for one in items)


cards = st.builds(
    Card,
    stability=st.floats(0.1, 300),
    difficulty=st.just(5.0),
    last=st.integers(DAY - 300, DAY),
    due=st.integers(DAY - 5, DAY + 2),
    reps=st.just(1),
    successes=st.just(1),
    lapses=st.just(0),
    rating=st.just(3),
    overconfident=st.booleans(),
)
items = st.lists(
    st.builds(Item, st.uuids().map(str), cards, st.sampled_from(["", "", "p", "r"])), max_size=15
)


def test_the_lowest_recall_comes_first_and_the_surely_wrong_before_it() -> None:
    """Not what has been due longest."""
    long_due = item("a", stability=90.0, last=DAY - 100, wait=90)
    risky, safer = item("b", stability=1.0), item("c", stability=4.0)
    misled = item("d", stability=50.0, last=DAY - 1, wait=1, overconfident=True)
    assert names(due([long_due, safer, risky, misled], DAY)) == "dbca"


def test_what_is_due_later_waits() -> None:
    """Due today is in, due tomorrow is not."""
    assert names(due([item("a", wait=6), item("b", wait=5), item("c", wait=4)], DAY)) == "bc"


@given(items, st.integers(0, 20), st.integers(0, 30))
def test_the_cap_counts_what_was_done_and_takes_the_riskiest(
    items: list[Item], cap: int, reviewed: int
) -> None:
    """What is left out is never more at risk than what is asked."""
    asked = due(items, DAY, cap=cap, reviewed=reviewed)
    waiting = [one for one in items if one.card.due <= DAY]
    assert len(asked) == min(len(waiting), max(0, cap - reviewed))
    assert {one.question for one in asked} <= {one.question for one in waiting}

    def risk(one: Item) -> tuple[bool, float]:
        return not one.card.overconfident, recall(one.card, DAY)

    left = [one for one in waiting if one not in asked]
    assert not asked or not left or max(map(risk, asked)) <= min(map(risk, left))


@given(items)
def test_siblings_never_follow_each_other_where_it_can_be_avoided(items: list[Item]) -> None:
    """It can unless one pool has more than half of what is asked."""
    asked = due(items, DAY)
    together = sum(a.pool == b.pool != "" for a, b in pairwise(asked))
    sizes = [sum(one.pool == pool for one in asked) for pool in ("p", "r")]
    assert together == max(0, *(2 * size - len(asked) - 1 for size in sizes))


def test_siblings_are_parted_with_the_order_kept_as_far_as_it_can() -> None:
    """One step back for the second; and a large pool starts early enough to be parted."""
    pool = [item(name, stability=number + 1, pool="p") for number, name in enumerate("ab")]
    others = [item(name, stability=number + 5) for number, name in enumerate("cd")]
    assert names(due([*pool, *others], DAY)) == "acbd"
    pair = [item(name, stability=number + 9, pool="p") for number, name in enumerate("xy")]
    assert names(due([*others, *pair], DAY)) == "cxdy"
    late = [item(name, stability=number + 9, pool="p") for number, name in enumerate("xyz")]
    assert names(due([*others, *late], DAY)) == "xcydz"


@given(items, st.randoms(use_true_random=False))
def test_the_order_does_not_depend_on_how_the_questions_came(items: list[Item], random: Random) -> None:
    """The same evening gives the same questions in the same order."""
    shuffled = items[:]
    random.shuffle(shuffled)
    assert due(shuffled, DAY) == due(items, DAY)


def test_forty_a_day_unless_set_otherwise() -> None:
    """The usual cap."""
    many = [item(f"q{number}") for number in range(60)]
    assert len(due(many, DAY)) == CAP == 40
    assert len(due(many, DAY, reviewed=33)) == 7
