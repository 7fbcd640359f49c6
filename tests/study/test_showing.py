"""The order in which choices, items and right sides are shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import bank, cloze, every_kind, match, multiple, order, single
from studyapp.course.model import Choice, Match, Order, Pair, Question
from studyapp.study.showing import choices, options


@given(st.text(max_size=9))
def test_choices_are_shown_in_an_order_of_all(seed: str) -> None:
    """The same seed gives the same order, and every choice once."""
    order = choices(multiple(), seed)
    assert order == choices(multiple(), seed)
    assert sorted(choice.key for choice in order) == ["A", "B", "C", "D"]


def test_the_order_is_the_same_on_every_machine() -> None:
    """What a seed stands for is in the log for good."""
    assert "".join(choice.key for choice in choices(multiple(), "0190/q/1")) == "BADC"
    orders = {tuple(choice.key for choice in choices(multiple(), str(seed))) for seed in range(200)}
    assert len(orders) == 24


def test_choices_pinned_numbered_and_not_shuffled() -> None:
    """Pinned choices stay last, numbers stand in their order, and unshuffled choices as in the file."""
    pinned = single(choices=(Choice("none", "none", pin_last=True), *single().choices))
    assert all(choices(pinned, str(seed))[-1].key == "none" for seed in range(20))
    years = single(choices=tuple(Choice(year, year) for year in ("1910", "1,850", "1765")))
    assert [choice.text for choice in choices(years, "1")] == ["1765", "1,850", "1910"]
    plain = single(shuffle=False)
    assert choices(plain, "1") == plain.choices


@given(st.text(max_size=9))
def test_options_are_all_there_once(seed: str) -> None:
    """Right sides and the extra ones, the bank, the items."""
    assert sorted(options(match(), seed)) == ["mountain", "river", "sea"]
    assert sorted(options(bank(), seed)) == sorted(bank().bank)
    assert sorted(options(order(), seed)) == sorted(order().items)


@given(st.lists(st.text(max_size=3), min_size=2, max_size=6, unique=True), st.text(max_size=9))
def test_items_never_begin_in_their_right_order(items: list[str], seed: str) -> None:
    """It would be the answer."""
    question = Order(id="q", prompt="p", items=tuple(items), shuffle=False)
    assert options(question, seed) != question.items


@pytest.mark.parametrize("question", every_kind(), ids=lambda question: question.id)
def test_kinds_without_choices_or_options_have_none(question: Question) -> None:
    """Both are there for every kind."""
    assert bool(choices(question, "1")) == (question.kind in ("single", "multiple"))
    assert bool(options(question, "1")) == (question in (bank(), match(), order()))
    assert options(cloze(), "1") == ()


def test_options_are_mixed_though_the_author_wants_choices_as_written() -> None:
    """The order in which pairs are written is the answer."""
    pairs = tuple(Pair(str(number), str(number)) for number in range(5))
    question = Match(id="q", prompt="p", pairs=pairs, shuffle=False)
    assert len({options(question, str(seed)) for seed in range(20)}) > 5
