"""The choices of a question: picked by number, arrows and space, or the mouse."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, ClassVar

from textual import events
from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget

from studyapp.study.feedback import ChoiceNote
from studyapp.ui.strips import strip
from studyapp.ui.widgets.spots import Moved
from studyapp.ui.widgets.verdict import verdict_mark

OFF, ON = {False: "○", True: "□"}, {False: "●", True: "■"}
"""Marks of a choice, by whether several may be picked."""
LEAD = 9
"""Cells before a choice's text: margin, number, two marks."""


class ChoiceList(Widget, can_focus=True):
    """Choices to pick one or several of, each with its number and mark.

    With one to pick, moving picks, as with radio buttons; with several, space and the numbers toggle. Drawn line by
    line, so that a key repaints only the lines that it changes.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"choices--cursor", "choices--hover"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.go_on", show=False),
        Binding("down,j", "move(1)", show=False),
        Binding("up,k", "move(-1)", show=False),
        Binding("home,g", "move_to(0)", show=False),
        Binding("end,G", "move_to(-1)", show=False),
        Binding("space", "pick", show=False),
    ]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._keys: Sequence[Any] = ()
        self._texts: Sequence[Content] = ()
        self._several = False
        self._picked: set[Any] = set()
        self._marks: Mapping[Any, ChoiceNote] = {}
        self._settled = False
        self._cursor: int | None = None
        self._hover: int | None = None
        self._laid: tuple[int, list[tuple[int, Content]]] = (0, [])

    # what is asked

    def ask(self, keys: Sequence[Any], texts: Sequence[Content], *, several: bool) -> None:
        """Show choices, none picked."""
        width, lines = self._laid
        self._keys, self._texts, self._several = keys, texts, several
        self._picked, self._marks = set(), {}
        self._settled, self._cursor, self._hover = False, None, None
        self._laid = (0, [])
        self.refresh(layout=not width or len(self._lines(width)) != len(lines))

    def mark(self, picked: Collection[Any], marks: Mapping[Any, ChoiceNote], *, settled: bool) -> None:
        """Show an answer given, right and wrong marked as far as the learner may know.

        Once ``settled`` nothing can be picked any more.
        """
        self._picked = {key for key in self._keys if key in picked}
        self._marks, self._settled = marks, settled
        if settled:
            self._cursor = self._hover = None
        self.refresh()

    @property
    def keys(self) -> Sequence[Any]:
        """Keys of the choices, in the order shown."""
        return self._keys

    @property
    def picked(self) -> list[Any]:
        """Keys of the picked choices, in the order shown."""
        return [key for key in self._keys if key in self._picked]

    # moving and picking

    def action_move(self, step: int) -> None:
        """Move the cursor, round and round; from nowhere to the first choice or the last."""
        start = self._cursor if self._cursor is not None else -1 if step > 0 else 0
        self.action_move_to(start + step)

    def action_move_to(self, index: int) -> None:
        """Move the cursor to a choice, counted from 0; -1 is the last. Once settled the keys scroll the page."""
        if self._settled or not self._keys:
            raise SkipAction
        self._point(index % len(self._keys))
        if not self._several:
            self._pick()

    def action_pick(self) -> None:
        """Pick the choice at the cursor, at first the first one; with several to pick, toggle it."""
        if self._settled or not self._keys:
            raise SkipAction
        if self._cursor is None:
            self._point(0)
        self._pick()

    def on_key(self, event: events.Key) -> None:
        """Numbers pick."""
        if event.character and event.character in "123456789" and not self._settled:
            index = int(event.character) - 1
            if index < len(self._keys):
                event.stop()
                self._point(index)
                self._pick()

    def on_click(self, event: events.Click) -> None:
        """A click picks."""
        index = event.style.meta.get("choice")
        if isinstance(index, int) and not self._settled:
            self._point(index)
            self._pick()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Show what a click would pick."""
        index = event.style.meta.get("choice")
        self._set_hover(index if isinstance(index, int) and not self._settled else None)

    def on_leave(self) -> None:
        """The mouse is elsewhere."""
        self._set_hover(None)

    def _set_hover(self, index: int | None) -> None:
        if index != self._hover:
            before, self._hover = self._hover, index
            self._repaint(before, index)

    def _point(self, index: int) -> None:
        before, self._cursor = self._cursor, index
        self._repaint(before, index)
        self.post_message(Moved(self, self._region(index)))

    def _pick(self) -> None:
        key = self._keys[self._cursor or 0]
        before, self._picked = self._picked, self._picked ^ {key} if self._several else {key}
        self._repaint(*(self._keys.index(one) for one in before ^ self._picked))

    # drawing

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the choices take."""
        return len(self._lines(width))

    def _lines(self, width: int) -> list[tuple[int, Content]]:
        """Each line's choice and text at that width."""
        if self._laid[0] != width:
            room = max(1, width - LEAD - 1)
            self._laid = (
                width,
                [
                    (index, part)
                    for index, text in enumerate(self._texts)
                    for part in text.wrap(room) or [text]
                ],
            )
        return self._laid[1]

    def _region(self, index: int) -> Region:
        """The lines of a choice."""
        lines = [y for y, (choice, _) in enumerate(self._lines(self.size.width)) if choice == index]
        return Region(0, lines[0], self.size.width, len(lines)) if lines else Region()

    def _repaint(self, *indexes: int | None) -> None:
        regions = [self._region(index) for index in indexes if index is not None]
        if regions:
            self.refresh(*regions)

    def render_line(self, y: int) -> Strip:
        """A line: the lead and a part of the text."""
        width, lines = self.size.width, self._lines(self.size.width)
        if y >= len(lines):
            return Strip.blank(width, self.rich_style)
        index, text = lines[y]
        first = y == 0 or lines[y - 1][0] != index
        lead = self._lead(index) if first else Content(" " * LEAD)
        if self._keys[index] in self._picked:
            text = text.stylize("bold")
        style = self._style(index) + Style.from_meta({"choice": index})
        return strip(lead + text, width, style).extend_cell_length(width, style.rich_style)

    def _style(self, index: int) -> Style:
        if index == self._cursor:
            return self.get_visual_style("choices--cursor")
        return self.get_visual_style("choices--hover") if index == self._hover else self.visual_style

    def _lead(self, index: int) -> Content:
        """Number, what the learner picked, and what is known of it."""
        key = self._keys[index]
        mark, style = (
            (ON[self._several], "$primary") if key in self._picked else (OFF[self._several], "$quiet")
        )
        verdict = verdict_mark(self._marks[key]) if key in self._marks else (" ", "")
        return Content.assemble((f"  {index + 1:>2} ", "$quiet"), (mark, style), " ", verdict, " ")
