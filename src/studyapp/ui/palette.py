"""What the command palette finds: the screen's commands, every section, and a search of the texts."""

from __future__ import annotations

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
        """What fits the words typed."""
        matcher = self.matcher(query)
        for title, run in self._entries():
            score = matcher.match(title.plain)
            if score > 0:
                yield Hit(score, title, run, text=title.plain)

    def _entries(self) -> Iterator[tuple[Content, Callable[[], object]]]:
        app = cast("StudyApp", self.app)
        screen = self.screen
        own = screen.available() if isinstance(screen, StudyScreen) else []
        for command in (*own, *app.rebound(app.COMMON)):
            if command.action and command.id != "app.palette":
                title = Content.assemble(command.help, "  ", (command.key, "$quiet"))
                yield title, partial(app.run_action, command.action, default_namespace=screen)
        course = app.course
        if course is None:
            return
        for section in course.sections:
            title = Content.assemble(("Read: ", "$quiet"), line(section.title))
            yield title, partial(app.open_section, course, section)
            if section.questions:
                title = Content.assemble(("Answer: ", "$quiet"), line(section.title))
                yield title, partial(app.open_questions, course, section)
