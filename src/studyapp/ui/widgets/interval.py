"""How often something was right, against how often it was said to be."""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content

from studyapp.ui.widgets.drawing import Drawing, placed


@dataclass(frozen=True, slots=True)
class Interval(Drawing):
    """A share with its interval on a line from 0 to 100 %, over the range where it is said to lie."""

    claimed: tuple[float, float]
    share: float | None
    reach: tuple[float, float] | None
    """The share's interval; without it neither is drawn."""

    def lines(self, width: int) -> list[Content]:
        """The line."""
        return [Content.assemble(*(self._cell(at, width) for at in range(width)))]

    def _cell(self, at: int, width: int) -> tuple[str, str]:
        low, high = (round(end * width) for end in self.claimed)
        claimed = low <= at < high
        ground = " on $panel" if claimed else ""
        if self.share is not None and self.reach is not None:
            if at == _cell_of(self.share, width):
                return "●", f"bold $primary{ground}"
            if _cell_of(self.reach[0], width) <= at <= _cell_of(self.reach[1], width):
                return "━", f"$primary{ground}"
        return ("░", f"$quiet{ground}") if claimed else ("─", "$faint")


def _cell_of(share: float, width: int) -> int:
    return min(width - 1, int(share * width))


@dataclass(frozen=True, slots=True)
class Scale(Drawing):
    """What lies where on the line."""

    def lines(self, width: int) -> list[Content]:
        """Three shares; the one in the middle is left out where it is narrow."""
        return [placed(((0, "0%"), (width, "100%"), (width // 2 - 1, "50%")), width)]
