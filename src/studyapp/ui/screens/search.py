"""Search in all texts of a course."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input
from textual.widgets.option_list import Option

from studyapp.course.folding import Folded, fold
from studyapp.course.model import Course, Section
from studyapp.ui.search import needle_pattern
from studyapp.ui.text import line
from studyapp.ui.widgets.menu import Menu
from studyapp.ui.widgets.row import Row

MOST = 100
"""Hits listed; more are a reason to type more."""
BEFORE, AFTER = 16, 200
"""Characters shown before and after a hit; the row cuts what does not fit."""


class SearchScreen(ModalScreen[tuple[Section, int, str] | None]):
    """Dismissed with the section, the offset in its text, and what was looked for."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", show=False),
        Binding("down", "app.focus_next", show=False),
    ]

    def __init__(self, course: Course) -> None:
        super().__init__()
        self._course = course
        self._texts = [fold(section.text) for section in course.sections]
        self._hits: list[tuple[Section, int]] = []

    def compose(self) -> ComposeResult:
        """A field and what it finds."""
        with Vertical(classes="window") as window:
            window.border_title = Content("Search the course")
            window.border_subtitle = Content("enter opens · esc closes")
            yield Input(placeholder="Words in the texts")
            yield Menu()

    @on(Input.Changed)
    def find(self, event: Input.Changed) -> None:
        """List hits while typing."""
        self._hits, rows = [], []
        for index, start, excerpt in search(self._texts, event.value):
            section = self._course.sections[index]
            self._hits.append((section, start))
            rows.append(Option(Row(excerpt, tails=(line(section.title, "$quiet"),), short=True)))
        menu = self.query_one(Menu)
        menu.set_options(rows)
        menu.highlighted = 0 if rows else None

    @on(Input.Submitted)
    @on(Menu.OptionSelected)
    def choose(self) -> None:
        """Open the highlighted hit."""
        index = self.query_one(Menu).highlighted
        if index is not None and index < len(self._hits):
            section, start = self._hits[index]
            self.dismiss((section, start, self.query_one(Input).value.strip()))


def search(texts: Iterable[Folded], words: str) -> Iterator[tuple[int, int, Content]]:
    """Up to :data:`MOST` places where the words stand: the text's index, the offset, the words around."""
    wanted = fold(words).text.strip()
    if len(wanted) < 2:
        return
    pattern = needle_pattern(wanted)
    hits = ((index, text, hit) for index, text in enumerate(texts) for hit in pattern.finditer(text.text))
    for index, text, hit in islice(hits, MOST):
        before = text.text[max(0, hit.start() - BEFORE) : hit.start()]
        if hit.start() > BEFORE:
            before = f"…{before.partition(' ')[2]}"
        after = text.text[hit.end() : hit.end() + AFTER]
        # cleaned as one, so that the spaces around the hit stay
        excerpt = line(f"{before}{hit[0]}{after}").stylize(
            "bold $primary", len(before), len(before) + len(hit[0])
        )
        yield index, text.source_start(hit.start()), excerpt
