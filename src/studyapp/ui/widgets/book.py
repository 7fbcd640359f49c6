"""The section's text beside a question, or in its place: evidence, and pointing at a sentence."""

from __future__ import annotations

from collections.abc import Iterable

from studyapp.course.text import find, first_heading
from studyapp.ui.widgets.reading import ReadingView


class Book(ReadingView):
    """A reading view that is filled when it is first opened."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._source = ""
        self._marked = False
        self._last: int | None = None

    def of(self, source: str) -> None:
        """Be the book of another question, of which no evidence is shown yet; it may be of the same text."""
        if source != self._source:
            self._source, self._last = source, None
        if self._marked:
            self.highlight([])
            self._marked = False

    def open(self) -> None:
        """Show the text, where the learner left it."""
        if self.text != self._source:
            self.show(self._source)

    def show_evidence(self, quotations: Iterable[str]) -> None:
        """Highlight the quotations and scroll to the first."""
        self.open()
        found = [find(self.text, quotation) for quotation in quotations]
        self.reveal([span for span in found if span is not None])
        self._marked = True

    def let_point(self) -> None:
        """Let the learner point at a sentence, at first the one pointed at last or the first in the window."""
        self.open()
        self.start_pointing(self._behind_title() if self._last is None else self._last)

    def _behind_title(self) -> int | None:
        """Where the text begins behind its title, if that is in the window: it is hardly what is meant."""
        title = first_heading(self.text)
        if title is None or title.start < self.place:
            return None
        line = self.text.find("\n", title.start)
        return next((at for at in range(line, len(self.text)) if self.text[at] not in "\n=-"), None)

    @property
    def sentence(self) -> str:
        """The source of the sentence at the cursor; empty where nothing is pointed at."""
        return self.text[slice(*self.pointed)] if self.pointed else ""

    def stop_pointing(self) -> None:
        """End it; the place is known the next time."""
        if self.pointed:
            self._last = self.pointed[0]
        super().stop_pointing()
