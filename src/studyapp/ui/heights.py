"""Heights of many blocks under each other, few of them known, and sums over them that stay cheap."""

from __future__ import annotations

from collections.abc import Iterable

_CHUNK = 256


class Heights:
    """Heights in lines. A change costs O(1), a sum O(n / 256 + 256): little enough for 100,000 blocks."""

    def __init__(self, heights: Iterable[int]) -> None:
        self._heights = list(heights)
        self._sums = [sum(self._heights[at : at + _CHUNK]) for at in range(0, len(self._heights), _CHUNK)]
        self.total = sum(self._sums)

    def __getitem__(self, index: int) -> int:
        return self._heights[index]

    def __setitem__(self, index: int, height: int) -> None:
        more = height - self._heights[index]
        self._heights[index] = height
        self._sums[index // _CHUNK] += more
        self.total += more

    def above(self, index: int) -> int:
        """How many lines lie above the block."""
        chunk = index // _CHUNK
        return sum(self._sums[:chunk]) + sum(self._heights[chunk * _CHUNK : index])

    def at(self, line: int) -> tuple[int, int]:
        """The block that holds a line, and the line's number in it; past the end, those of the last line."""
        line = max(0, min(line, self.total - 1))
        index = 0
        for height in self._sums:
            if line < height:
                break
            line -= height
            index += _CHUNK
        while line >= self._heights[index]:
            line -= self._heights[index]
            index += 1
        return index, line
