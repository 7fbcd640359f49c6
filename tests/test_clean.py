"""The gate for foreign text."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from studyapp.clean import clean, one_line, printable

STEERING = {"Cc", "Cs", "Zl", "Zp"}
"""Unicode's categories of controls, surrogates, and separators of lines and paragraphs."""
TEXTS = st.text(
    st.characters()
    | st.sampled_from("\x00\x1b\x9b\t\n\r\x7f\u202a\u202e\u2066\u2069\u2028\ufeff\ud800\udfff\U000e0041")
)


@given(TEXTS)
def test_what_passes_steers_no_terminal_and_passes_again(text: str) -> None:
    """Nothing is added, and only tabs and line feeds are left of the controls."""
    passed = clean(text)
    assert clean(passed) == passed
    assert not any(unicodedata.category(char) in STEERING for char in passed if char not in "\t\n")
    assert not any(unicodedata.bidirectional(char) in ("LRO", "RLO", "LRE", "RLE", "PDF") for char in passed)
    left = iter(text)
    assert all(char in left for char in passed)


@given(TEXTS)
def test_a_line_is_one_line(text: str) -> None:
    """However it is brought to one."""
    for line in (one_line(text), printable(text)):
        assert len(line.splitlines()) <= 1
        assert clean(line) == line
