"""Lines of lists and bars, drawn without wrapping."""

from __future__ import annotations

import pytest
from textual.content import Content
from textual.style import Style
from textual.visual import RenderOptions

from studyapp.ui.prose import inline
from studyapp.ui.strips import strip
from studyapp.ui.widgets.row import Row


@pytest.mark.parametrize("short", [True, False])
def test_no_tab_reaches_the_terminal(short: bool) -> None:
    """It would move what stands behind it, by as much as the terminal likes."""
    row = Row(inline("a\tb"), Content("1 "), (Content("tail"),), short=short)
    (drawn,) = row.render_strips(40, None, Style(), RenderOptions(lambda _: Style(), {}))
    assert "\t" not in drawn.text
    assert drawn.text.split() == ["1", "a", "b", "tail"]


def test_a_line_is_cut_to_the_width() -> None:
    """Also in the middle of a wide letter."""
    for text, shown in (("abcdef", "abcd"), ("a漢字", "a漢 ")):
        drawn = strip(Content(text), 4, Style())
        assert (drawn.text, drawn.cell_length) == (shown, 4)
