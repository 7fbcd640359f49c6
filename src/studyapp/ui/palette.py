"""What the command palette finds: the screen's commands, every section, and a search of the texts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from studyapp.ui.screens.base import StudyScreen
from studyapp.ui.text import line

if TYPE_CHECKING:
    from studyapp.ui.app import StudyApp


class StudyCommands(Provider):
    """Every command and every section."""

    async def discover(self) -> Hits:
        """What is listed before anything is typed."""
        for title, run in self._entries():
            yield DiscoveryHit(title, run, text=title.plain)

    async def search(self, query: str) -> Hits:
        """What holds all words typed; first where they begin words."""
        words = query.casefold().split()
        for title, run in self._entries():
            text = title.plain.casefold()
            if all(word in text for word in words):
                starts = sum(f" {word}" in text for word in words)
                yield Hit(1 + starts, _marked(title, words), run, text=title.plain)

    def _entries(self) -> Iterator[tuple[Content, Callable[[], object]]]:
        app = cast("StudyApp", self.app)
        screen = self.screen
        own = screen.available() if isinstance(screen, StudyScreen) else []
        commands = [
            command
            for command in (*own, *app.rebound(app.COMMON))
            if command.action and command.id != "app.palette"
        ]
        width = max((len(command.key) for command in commands), default=0) + 2
        for command in commands:
            title = Content.assemble((f"{command.key:<{width}}", "bold $primary"), command.help)
            yield title, partial(app.run_action, command.action, default_namespace=screen)
        yield from self._sections(Content(" " * width))

    def _sections(self, lead: Content) -> Iterator[tuple[Content, Callable[[], object]]]:
        """Each section's text and questions, with what stands in the place of a key."""
        app = cast("StudyApp", self.app)
        course = app.course
        if course is None:
            return
        for section in course.sections:
            title = Content.assemble(lead, ("Read: ", "$quiet"), line(section.title))
            yield title, partial(app.open_section, course, section)
            if section.questions:
                title = Content.assemble(lead, ("Answer: ", "$quiet"), line(section.title))
                yield title, partial(app.open_questions, course, section)


def _marked(title: Content, words: list[str]) -> Content:
    """A title with the words that it was found by."""
    for word in words:
        title = title.highlight_regex(f"(?i){re.escape(word)}", style="underline")
    return title
