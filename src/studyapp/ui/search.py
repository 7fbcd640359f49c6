"""Searching a section's text for what a learner typed."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left

from studyapp.course.folding import fold
from studyapp.course.text import folded


def needle_pattern(wanted: str) -> re.Pattern[str]:
    """What finds a folded needle in folded texts: upper and lower case are the same unless it has capitals."""
    return re.compile(re.escape(wanted), re.NOFLAG if any(map(str.isupper, wanted)) else re.IGNORECASE)


class Search:
    """The places of a needle in a text, and which of them is the current one.

    White space, quotes, dashes and Markdown's marks are folded; upper and lower case are the same unless the needle
    has capitals. ``pattern`` matches in the folded text; None for a needle without text, which is nowhere.
    """

    def __init__(self, text: str, needle: str) -> None:
        wanted = fold(needle).text.strip()
        self.pattern = needle_pattern(wanted) if wanted else None
        self._whole = folded(text)
        matches = self.pattern.finditer(self._whole.text) if self.pattern else ()
        self._hits = array("q", (match.start() for match in matches))
        self._index = 0

    def __len__(self) -> int:
        return len(self._hits)

    def start_from(self, offset: int) -> None:
        """Make the first hit at or behind a source offset the current one; the first of all if there is none."""
        self._index = bisect_left(self._hits, self._whole.place(offset)) % max(1, len(self))

    def step(self, hits: int) -> None:
        """Make the hit so many further the current one, going round at the ends."""
        self._index = (self._index + hits) % max(1, len(self))

    @property
    def current(self) -> tuple[int, int] | None:
        """Source range of the current hit."""
        if self.pattern is None or not self._hits:
            return None
        match = self.pattern.match(self._whole.text, self._hits[self._index])
        assert match is not None
        return self._whole.source_start(match.start()), self._whole.source_stop(match.end())
