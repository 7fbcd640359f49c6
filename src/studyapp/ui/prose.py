"""An author's short Markdown texts (prompts, choices, feedback) as visuals that fit any width."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

from studyapp.ui.markdown import Markdown, Typography
from studyapp.ui.strips import strip
from studyapp.ui.typeset import Line, typeset

PLAIN = Typography(
    heading=Style(bold=True),
    code=Style(bold=True),
    quote=Style(italic=True),
    link=Style(),
    faint=Style(dim=True),
)
"""Styles that need no theme: they take on the colour of what they stand in."""


@dataclass(frozen=True, slots=True)
class Prose(Visual):
    """A Markdown text of one or more blocks."""

    source: str
    _lines: dict[int, list[Line]] = field(default_factory=dict, compare=False, repr=False)

    def lines(self, width: int) -> list[Line]:
        """The lines at that width."""
        if width not in self._lines:
            parts = _markdown().parts(self.source)
            self._lines[width] = typeset(parts, width, PLAIN)
        return self._lines[width]

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """A strip a line."""
        if width <= 0:
            return []
        return [strip(line.prefix + line.text, width, style) for line in self.lines(width)[:height]]

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """As wide as it may be."""
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Lines that it takes at that width."""
        return len(self.lines(width)) if width > 0 else 0


def inline(source: str) -> Content:
    """A short Markdown text as one running line without tabs: a choice, a hint, a line of feedback."""
    parts = _markdown().parts(source)
    return Content(" ").join(cell for part in parts for cell in part.cells).expand_tabs()


@lru_cache(maxsize=1)
def _markdown() -> Markdown:
    return Markdown(PLAIN, {}, {})
