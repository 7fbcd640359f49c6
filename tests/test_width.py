"""How wide a text is on a terminal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.width import cells, fitted


@pytest.mark.parametrize(
    ("text", "width"), [("", 0), ("river", 5), ("河川", 4), ("e\u0301", 1), ("a\u200db", 2), ("｢", 1)]
)
def test_cells(text: str, width: int) -> None:
    """East Asian letters take two; what combines, and what is not seen, none."""
    assert cells(text) == width


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("river", 5, "river"),
        ("river", 7, "river  "),
        ("a river", 5, "a ri…"),
        ("a river", 3, "a… "),
        ("河川", 3, "河…"),
    ],
)
def test_fitted(text: str, width: int, shown: str) -> None:
    """Filled up or cut; no space stands before the ellipsis, and no letter is cut in two."""
    assert fitted(text, width) == shown


@given(st.text(), st.integers(1, 30))
def test_what_is_fitted_has_the_width(text: str, width: int) -> None:
    """Whatever the letters."""
    assert cells(fitted(text, width)) == width
