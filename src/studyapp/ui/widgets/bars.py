"""The two lines that frame every screen: where am I, and what can I do."""

from __future__ import annotations

from functools import lru_cache

from textual.content import Content
from textual.events import Click
from textual.geometry import Size
from textual.reactive import reactive
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget

from studyapp.ui.commands import Command
from studyapp.ui.strips import strip
from studyapp.ui.text import line


class TitleBar(Widget):
    """Where the learner is, how far along, and whether anything could not be saved."""

    ALLOW_SELECT = False

    title: reactive[Content] = reactive(Content())
    """At the left."""
    status: reactive[Content] = reactive(Content())
    """At the right."""
    share: reactive[float] = reactive(0.0)
    """How much of the line below is drawn in the accent, 0 to 1."""
    note: reactive[Content] = reactive(Content())
    """At the right end of the line below."""
    trouble: reactive[str] = reactive("", layout=True)
    """What keeps answers from being saved; empty where all is well."""

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """A line more while there is trouble."""
        return 3 if self.trouble else 2

    def render_line(self, y: int) -> Strip:
        """One of the lines."""
        width, style, lines = self.size.width, self.visual_style, self._lines()
        shown = lines[y] if y < len(lines) else Content()
        return strip(shown, width, style).extend_cell_length(width, style.rich_style)

    def _lines(self) -> list[Content]:
        """Title, rule, and the trouble where there is one."""
        width = self.size.width
        status = self.status.truncate(max(0, width - 8), ellipsis=True)
        title = self.title.truncate(max(1, width - status.cell_length - 2), ellipsis=True)
        top = title.pad_right(max(0, width - title.cell_length - status.cell_length)) + status
        note = self.note.truncate(max(1, width - 8), ellipsis=True)
        ruled = width - note.cell_length - 4 if note else width
        done = round(ruled * min(1.0, max(0.0, self.share)))
        rule = Content.assemble(("━" * done, "$primary"), ("─" * (ruled - done), "$faint"))
        if note:
            rule = Content.assemble(rule, " ", note, (" ──", "$faint"))
        if self.trouble:
            return [top, rule, line(f" NOT SAVED  {self.trouble}", "bold $error")]
        return [top, rule]


class KeyBar(Widget):
    """The screen's keys, the obvious one first; each can be clicked. Over them, or in their place, what is said."""

    ALLOW_SELECT = False

    DEFAULT_CSS = "KeyBar { dock: bottom; height: 1; padding: 0 1; }"

    def __init__(self, commands: tuple[Command, ...]) -> None:
        super().__init__()
        self._commands = commands
        self._labels: dict[str, str] = {}
        self._hidden: frozenset[str] = frozenset()
        self._said = Content()

    @property
    def said(self) -> Content:
        """What is said in passing; empty for nothing."""
        return self._said

    @said.setter
    def said(self, words: Content) -> None:
        if words.plain != self._said.plain:
            self._said = words
            self.refresh()

    def show(self, labels: dict[str, str], hidden: frozenset[str] = frozenset()) -> None:
        """Name commands anew by id, which also shows those that are else left out, and hide others."""
        if (labels, hidden) != (self._labels, self._hidden):
            self._labels, self._hidden = labels, hidden
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """The keys on the last line, what is said on the first; in a low window that is the same one."""
        if self._said and y == 0:
            style = self.visual_style
            return strip(self._said, self.size.width, style).extend_cell_length(
                self.size.width, style.rich_style
            )
        return (
            self._keys()
            if y == self.size.height - 1
            else Strip.blank(self.size.width, self.visual_style.rich_style)
        )

    def _keys(self) -> Strip:
        """As many keys as the width holds; the first is drawn strongest, and the way to all keys is never left out."""
        width, style = self.size.width, self.visual_style
        shown = [
            command
            for command in self._commands
            if command.id not in self._hidden and (command.bar or command.id in self._labels)
        ]
        *parts, last = [self._part(command, style, strong=command is shown[0]) for command in shown]
        room, gap = width - last.cell_length, Strip.blank(3, style.rich_style)
        kept: list[Strip] = []
        for part in parts:
            room -= part.cell_length + 3
            if room < 0:
                break
            kept += [part, gap]
        return Strip.join([*kept, last]).crop(0, width).extend_cell_length(width, style.rich_style)

    def _part(self, command: Command, style: Style, *, strong: bool) -> Strip:
        return _key(command, self._labels.get(command.id, command.label), style, strong)

    async def on_click(self, event: Click) -> None:
        """Do what was clicked, as its key would."""
        action = event.style.meta.get("command")
        if action:
            event.stop()
            await self.app.run_action(action, default_namespace=self.screen)


@lru_cache(maxsize=256)
def _key(command: Command, label: str, style: Style, strong: bool) -> Strip:
    """A command's key and label: drawn once, as most stay while the bar changes."""
    of_label = "bold $foreground" if strong else "$quiet"
    part = Content.assemble((command.key, "bold $primary"), " ", (label, of_label))
    part = part.stylize(Style.from_meta({"command": command.action}))
    return strip(part, part.cell_length, style)
