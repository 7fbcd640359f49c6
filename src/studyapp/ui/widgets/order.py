"""Items to put in order: moved by keys, or picked up and put down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content

from studyapp.ui.widgets.spots import SpotView, hang

UNMOVED = Content.styled("Nothing was moved. Enter again submits it so.", "$warning")


class OrderList(SpotView):
    """Items in the learner's order, which changes under the learner's hands.

    What is picked up goes where the cursor goes, until it is put down.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("shift+down,J", "carry(1)", show=False),
        Binding("shift+up,K", "carry(-1)", show=False),
        Binding("space", "hold", show=False),
        *(Binding(str(place), f"place({place})", show=False) for place in range(1, 10)),
        Binding("enter", "put_down_or_submit", show=False),
    ]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._items: Sequence[Content] = ()
        self._order: list[int] = []
        self._places: Mapping[int, int] | None = None
        self._held = False
        self._pressed: int | None = None
        self._moved = False
        self._questioned = False
        """Whether it is to be submitted though nothing was moved was asked just now."""

    # what is asked

    def ask(self, items: Sequence[Content]) -> None:
        """Show items in the order given."""
        self._items, self._order, self._places = items, list(range(len(items))), None
        self._held, self._pressed = False, None
        self._moved = self._questioned = False
        self.restart(len(items))

    def mark(self, order: Sequence[int], places: Mapping[int, int] | None, *, settled: bool) -> None:
        """Show an arrangement; ``places`` tells each item's right place from 1, where that may be known.

        Once ``settled`` nothing can be moved any more.
        """
        self._order, self._places, self.settled = list(order), places, settled
        self._held = self._questioned = False
        self._moved = self._order != list(range(len(self._items)))
        self.redraw()

    @property
    def order(self) -> list[int]:
        """Indexes into the items, as they stand now."""
        return list(self._order)

    # moving

    def action_move(self, step: int) -> None:
        """Move the cursor, round and round; or what is picked up, as far as it goes."""
        if self._held:
            self.action_carry(step)
        else:
            super().action_move(step)

    def action_move_to(self, index: int) -> None:
        """Move the cursor, or what is picked up, to a place counted from 0; -1 is the last."""
        if self._held:
            self._put(index % self.stops)
        else:
            super().action_move_to(index)

    def action_carry(self, step: int) -> None:
        """Move the item at the cursor past its neighbour."""
        self.must_be_open()
        if 0 <= self.cursor + step < self.stops:
            self._put(self.cursor + step)

    def action_place(self, place: int) -> None:
        """Put the item at the cursor at a place, counted from 1."""
        self.must_be_open()
        if place <= self.stops:
            self._held = False
            self._put(place - 1)

    @property
    def holds(self) -> bool:
        """Something is picked up."""
        return self._held

    async def action_put_down_or_submit(self) -> None:
        """Put down what is picked up; with nothing in hand the screen has the key.

        Where nothing was moved, it is asked once whether that is the answer.
        """
        if self._held:
            self.action_hold()
        elif not (self.settled or self._moved or self._questioned):
            self._questioned = True
            self.redraw()
        else:
            await self.screen.run_action("go_on")

    def action_hold(self) -> None:
        """Pick the item at the cursor up, or put it down."""
        self.must_be_open()
        self._held = not self._held
        self.redraw()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Remember what a drag begins at."""
        self._pressed = self._spot_under(event)

    def press(self, index: int) -> None:
        """Put down there what is picked up or was dragged there; else pick up what is there."""
        if not self._held and self._pressed is not None and self._pressed != index:
            self.cursor, self._held = self._pressed, True
        if self._held:
            self._held = False
            self._put(index)
        else:
            self._held = True
            self.point(index)

    def _put(self, index: int) -> None:
        """Move the item at the cursor, and the cursor with it."""
        self._moved, self._questioned = True, False
        self._order.insert(index, self._order.pop(self.cursor))
        self.point(index)

    # drawing

    def draw(self, width: int) -> list[Content]:
        """Place, mark and text of each item; what is asked of them as they stand."""
        lines = [
            line
            for index, item in enumerate(self._order)
            for line in self.row(self._item(index, item, width), index, width)
        ]
        return [*lines, Content(), *hang(Content("  "), UNMOVED, width)] if self._questioned else lines

    def _item(self, index: int, item: int, width: int) -> list[Content]:
        held = self._held and self.at_cursor(index)
        mark, style = self._mark(index, item, held)
        room = 2 + len(str(len(self._items)))
        lead = Content.assemble(
            self.margin(index), (f"{index + 1:>2} ", "$quiet"), (f"{mark:<{room}} ", style)
        )
        text = self._items[item]
        return hang(lead, text.stylize("bold") if held else text, width)

    def _mark(self, index: int, item: int, held: bool) -> tuple[str, str]:
        """Whether it stands right, or where it belongs; before that is known, whether it can be moved."""
        if self._places is not None:
            place = self._places[item]
            return ("✓", "bold $success") if place == index + 1 else (f"→ {place}", "bold $warning")
        if self.settled:
            return "", ""
        return ("↕", "bold $primary") if held else ("≡", "$quiet")
