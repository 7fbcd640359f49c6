"""A text with gaps to fill: from a bank of words, or by typing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from textual import events
from textual.containers import VerticalGroup
from textual.content import Content
from textual.widget import Widget

from studyapp.clean import one_line
from studyapp.ui.widgets.field import AnswerField
from studyapp.ui.widgets.gaps import GapText


class ClozeText(VerticalGroup):
    """The running text; under it the bank, or the field for the gap at the cursor."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.text = GapText()
        """The text; with a bank it takes the keys."""
        self.field = GapField(self.text)
        """The field to type in, open unless there is a bank."""

    def compose(self) -> Iterable[Widget]:
        """The text, and the field to type in."""
        yield self.text
        yield self.field

    # what is asked

    def ask(self, pieces: Sequence[Content], gaps: int, bank: Sequence[Content]) -> None:
        """Show a text with open gaps: ``gaps`` + 1 pieces. Without a bank the gaps are typed."""
        assert len(pieces) == gaps + 1
        self.text.ask(pieces, bank)
        self._open_field(not bank)

    def mark(
        self, given: Sequence[str] | Sequence[int | None], verdicts: Mapping[int, bool], *, settled: bool
    ) -> None:
        """Show an answer given, words or options, right and wrong marked for the gaps in ``verdicts``.

        Once ``settled`` nothing can be filled any more.
        """
        cleaned = [one_line(fill) if isinstance(fill, str) else fill for fill in given]
        self.text.mark(cleaned, verdicts, settled=settled)
        self._open_field(not settled and not self.text.can_focus)
        self.field.action_select_all()  # the next try replaces it

    @property
    def fills(self) -> list[str]:
        """The typed words of each gap, on one line each."""
        return self.text.fills

    @property
    def picked(self) -> list[int | None]:
        """The bank's option in each gap."""
        return self.text.assigned

    @property
    def is_typed(self) -> bool:
        """Letters go to a field that is open."""
        return bool(self.field.display)

    def take_focus(self) -> bool:
        """Take the keys; False where there is nothing to fill any more."""
        if self.text.settled:
            return False
        (self.field if self.is_typed else self.text).focus(scroll_visible=False)
        return True

    def on_click(self, event: events.Click) -> None:
        """Type in the gap that is clicked; a click between the gaps leaves the keys where they are."""
        if self.is_typed and self.text.region.contains_point(event.screen_offset):
            gap = event.style.meta.get("spot")
            self.field.turn_to(gap if isinstance(gap, int) else self.text.cursor)

    def _open_field(self, is_open: bool) -> None:
        self.field.display, self.field.disabled = is_open, not is_open
        if is_open:
            self.field.load()


class GapField(AnswerField):
    """The field for the gap at the cursor; what is typed shows in the text at once.

    The keys that change the gap are handled here and not as bindings, which run after the letters that were typed
    behind them have come in: over a slow line those would go to the gap before.
    """

    def __init__(self, text: GapText) -> None:
        super().__init__()
        self._text = text

    def load(self) -> None:
        """Show what the gap at the cursor has."""
        self.value = self._text.fills[self._text.cursor]
        self.cursor_position = len(self.value)
        self.placeholder = f"Gap {self._text.cursor + 1} of {self._text.stops}"

    def turn_to(self, gap: int) -> None:
        """Go on typing in another gap."""
        self._text.point(gap)
        self.load()
        self.focus(scroll_visible=False)

    def watch_value(self, value: str) -> None:
        """Write it into the text."""
        if self.display and self._text.stops:
            self._text.type_in(one_line(value))

    def on_key(self, event: events.Key) -> None:
        """Up, down and tab change the gap, Enter goes to an open one; where there is none the screen has it."""
        text = self._text
        gap: int | None = None
        match event.key:
            case "enter":
                gap = self.open_gap()
            case "tab" | "shift+tab":
                gap = text.cursor + (1 if event.key == "tab" else -1)
            case "down" | "up":
                gap = (text.cursor + (1 if event.key == "down" else -1)) % text.stops
        if gap is not None and 0 <= gap < text.stops:
            event.stop()
            self.turn_to(gap)

    def open_gap(self) -> int | None:
        """Where Enter goes: round to an open gap, but from one that is left open only forward, so that it ends."""
        gap, here = self._text.next_open(), self._text.cursor
        left_open = not self._text.fills[here]
        return None if gap is None or (left_open and gap <= here) else gap
