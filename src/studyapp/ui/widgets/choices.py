"""The choices of a question: picked by number, arrows and space, or the mouse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets.option_list import Option

from studyapp.study.feedback import ChoiceNote
from studyapp.ui.widgets.menu import Menu
from studyapp.ui.widgets.row import Row

OFF, ON = {False: "○", True: "□"}, {False: "●", True: "■"}
"""Marks of a choice, by whether several may be picked."""


class ChoiceList(Menu):
    """Choices to pick one or several of.

    With one to pick, moving picks, as with radio buttons; with several, space and the numbers toggle.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.go_on", show=False),
        Binding("space", "pick", show=False),
    ]

    @dataclass
    class Picked(Message):
        """What is picked has changed."""

        choices: ChoiceList
        """The list it happened in."""

        @property
        def control(self) -> ChoiceList:
            """The list it happened in."""
            return self.choices

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._keys: Sequence[Any] = ()
        self._texts: Sequence[Content] = ()
        self._several = False
        self._picked: set[Any] = set()
        self._marks: dict[Any, ChoiceNote] = {}
        self._settled = False

    def ask(self, keys: Sequence[Any], texts: Sequence[Content], *, several: bool, tried: set[Any]) -> None:
        """Show choices, none picked; those tried before are marked."""
        self._keys, self._texts, self._several = keys, texts, several
        self._picked, self._marks = set(), {key: ChoiceNote(str(key), True, False) for key in tried}
        self._settled = self.disabled = False
        self.set_options([Option(self._row(index)) for index in range(len(keys))])
        self.highlighted = None

    def settle(self, marks: dict[Any, ChoiceNote]) -> None:
        """Mark choices as right or wrong, as far as the learner may know; nothing can be picked any more."""
        self._marks, self._settled = marks, True
        self.highlighted = None
        self.disabled = True
        self._redraw()

    @property
    def picked(self) -> list[Any]:
        """Keys of the picked choices, in the order shown."""
        return [key for key in self._keys if key in self._picked]

    def restore(self, picked: Sequence[Any]) -> None:
        """Pick these, as an answer given before."""
        self._picked = {key for key in self._keys if key in picked}
        self._redraw()

    def lines_of(self, index: int) -> tuple[int, int]:
        """The first line of a choice in the list, and how many lines it takes."""
        width = self.scrollable_content_region.width - 4
        heights = [self._row(one).get_height({}, width) for one in range(index + 1)]
        return sum(heights[:-1]), heights[-1]

    def action_pick(self) -> None:
        """Pick the highlighted choice; with several to pick, toggle it."""
        if self.highlighted is not None:
            self._pick(self.highlighted, toggle=True)

    def on_key(self, event: events.Key) -> None:
        """Numbers pick."""
        if event.character and event.character in "123456789":
            index = int(event.character) - 1
            if index < len(self._keys):
                event.stop()
                self.highlighted = index
                self._pick(index, toggle=True)

    def watch_highlighted(self, highlighted: int | None) -> None:
        """With one to pick, moving picks."""
        super().watch_highlighted(highlighted)
        if highlighted is not None and not self._several:
            self._pick(highlighted, toggle=False)

    def action_select(self) -> None:
        """A click picks; Enter belongs to the screen."""
        if self.highlighted is not None:
            self._pick(self.highlighted, toggle=True)

    def _pick(self, index: int, *, toggle: bool) -> None:
        key = self._keys[index]
        before = set(self._picked)
        if not self._several:
            self._picked = {key}
        elif toggle:
            self._picked ^= {key}
        if self._picked != before:
            self._redraw()
            self.post_message(self.Picked(self))

    def _redraw(self) -> None:
        for index in range(len(self._keys)):
            self.replace_option_prompt_at_index(index, self._row(index))

    def _row(self, index: int) -> Row:
        key, text = self._keys[index], self._texts[index]
        picked = key in self._picked
        mark, style = (ON if picked else OFF)[self._several], "$primary" if picked else "$quiet"
        note = self._marks.get(key)
        if note is not None and (self._settled or not picked):
            mark, style = _verdict_mark(note)
        lead = Content.assemble((f"{index + 1:>2} ", "$quiet"), (f"{mark}  ", style))
        return Row(text.stylize("bold") if picked else text, lead)


def _verdict_mark(note: ChoiceNote) -> tuple[str, str]:
    """Right choices get a tick, wrong picks a cross, wrong choices left alone a dot."""
    if note.correct:
        return "✓", "bold $success"
    return ("✗", "bold $error") if note.picked else ("·", "$quiet")
