"""A window on a laid-out text, without a screen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.style import Style

from studyapp.ui.layout import Place
from studyapp.ui.markdown import Typography
from studyapp.ui.window import Window

TEXT = "## Rivers\n\n" + "\n\n".join(
    f"Paragraph {number} says that **knowledge** is exchanged, again and again." for number in range(60)
)


def window(width: int, height: int, first: int = 0, text: str = TEXT) -> Window:
    """One at the beginning of a text."""
    made = Window(text)
    made.layout.set_typography(Typography(*[Style()] * 5))
    made.fit(width, height, first)
    if made.layout.blocks:
        made.settle(Place(0, 0))
    return made


def rows(window: Window) -> list[str]:
    """The lines shown."""
    return [(line.prefix + line.text).plain.rstrip() for _, line in window.lines]


@given(
    width=st.integers(1, 90),
    height=st.integers(3, 40),  # a blank line has no place of its own
    first=st.integers(0, 1),
    steps=st.lists(st.integers(-90, 90), max_size=8),
)
def test_it_is_full_and_holds_its_place(width: int, height: int, first: int, steps: list[int]) -> None:
    """Wherever it is moved to, at whichever width."""
    shown = window(width, height, first)
    for step in steps:
        shown.settle(shown.layout.walk(shown.top, step))
        assert len(shown.lines) == height
        assert shown.at_end == (shown.progress == 1.0)
        assert shown.shows(shown.place) or shown.place == 0 < first


def test_it_tells_whether_it_has_moved() -> None:
    """Nothing is told of a step beyond the beginning or the end."""
    shown = window(40, 10)
    assert not shown.settle(Place(0, 0))
    assert shown.settle(Place(20, 0))
    assert shown.settle(Place(59, 0))
    assert shown.at_end
    assert not shown.settle(Place(60, 0))


@pytest.mark.parametrize("first", [0, 1])
def test_a_text_shorter_than_the_window(first: int) -> None:
    """It is read to its end, and there are fewer lines."""
    shown = window(40, 10, first, "# Rivers\n\nThey begin.")
    assert (shown.at_end, shown.progress, shown.place, shown.line) == (True, 1.0, 0, 0)
    assert [row for row in rows(shown) if "─" not in row and row] == ["Rivers", "They begin."][first:]


def test_what_is_left_out_takes_no_room() -> None:
    """What follows it begins at the first line, and its place is the text's beginning."""
    shown = window(40, 10, 1)
    assert rows(shown)[0].startswith("Paragraph 0")
    shown.settle(Place(1, 0))
    assert shown.place == 0
    assert shown.line == 0


def test_an_empty_text() -> None:
    """Nothing to read is read to its end."""
    shown = window(40, 10, text=" \n")
    assert (shown.lines, shown.at_end, shown.progress, shown.place) == ([], True, 1.0, 0)
