"""The theme's styles as a page draws with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.style import Style
from textual.widget import Widget

from studyapp.ui.markdown import Typography
from studyapp.ui.marking import Marking, Range
from studyapp.ui.search import Search


@dataclass(frozen=True, slots=True)
class PageStyles:
    """For the text, for what it is made of, and for each thing that is marked in it."""

    base: Style
    typography: Typography
    evidence: Style
    hit: Style
    current: Style
    pointed: Style

    def marking(self, evidence: Sequence[Range], search: Search | None, pointed: Range | None) -> Marking:
        """What is to be drawn in the text."""
        pattern, current = (search.pattern, search.current) if search else (None, None)
        places = (evidence, pattern, current, pointed)
        return Marking(*places, self.evidence, self.hit, self.current, self.pointed)


def page_styles(page: Widget) -> PageStyles:
    """What the page's component classes set now."""
    text = (component_style(page, name) for name in ("heading", "code", "quote", "link", "faint"))
    marks = (component_style(page, name) for name in ("evidence", "hit", "hit-current", "pointed"))
    return PageStyles(page.visual_style, Typography(*text), *marks)


def component_style(page: Widget, name: str) -> Style:
    """What a component class sets, its background made opaque: backgrounds may lie on each other."""
    styles = page.get_component_styles(f"reading--{name}")
    ground = page.visual_style.background
    marks = styles.text_style
    return Style(
        background=ground + styles.background if ground and styles.has_rule("background") else None,
        foreground=styles.color if styles.has_rule("color") else None,
        bold=marks.bold,
        italic=marks.italic,
        underline=marks.underline,
    )
