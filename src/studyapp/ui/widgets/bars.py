"""The two lines that frame every screen: where am I, and what can I do."""

from __future__ import annotations

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


class Bar(Widget):
    """Lines that need no wrapping, drawn one by one: they are drawn anew at nearly every key."""

    ALLOW_SELECT = False

    def lines(self) -> list[Content]:
        """What is shown, each line cut to the width."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        """A line of them, or none where the bar has room for more."""
        width, style, lines = self.size.width, self.visual_style, self.lines()
        shown = lines[y] if y < len(lines) else Content()
        return strip(shown, width, style).extend_cell_length(width, style.rich_style)


class TitleBar(Bar):
    """Where the learner is, how far along, and whether anything could not be saved."""

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

    def lines(self) -> list[Content]:
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


class KeyBar(Bar):
    """The screen's keys, the obvious one first; each can be clicked."""

    DEFAULT_CSS = "KeyBar { dock: bottom; height: 1; padding: 0 1; }"

    def __init__(self, commands: tuple[Command, ...]) -> None:
        super().__init__()
        self._commands = commands
        self._labels: dict[str, str] = {}
        self._hidden: frozenset[str] = frozenset()

    def show(self, labels: dict[str, str], hidden: frozenset[str] = frozenset()) -> None:
        """Name commands anew by id, which also shows those that are else left out, and hide others."""
        if (labels, hidden) != (self._labels, self._hidden):
            self._labels, self._hidden = labels, hidden
            self.refresh()

    def lines(self) -> list[Content]:
        """As many keys as the width holds; the first is drawn strongest, and the way to all keys is never left out."""
        shown = [
            command
            for command in self._commands
            if command.id not in self._hidden and (command.bar or command.id in self._labels)
        ]
        *parts, last = [self._part(command, strong=command is shown[0]) for command in shown]
        room = self.size.width - last.cell_length
        kept: list[Content] = []
        for part in parts:
            room -= part.cell_length + 3
            if room < 0:
                break
            kept.append(part)
        return [Content("   ").join([*kept, last])]

    def _part(self, command: Command, *, strong: bool) -> Content:
        label = self._labels.get(command.id, command.label)
        style = "bold $foreground" if strong else "$quiet"
        part = Content.assemble((command.key, "bold $primary"), " ", (label, style))
        return part.stylize(Style.from_meta({"command": command.action}))

    async def on_click(self, event: Click) -> None:
        """Do what was clicked, as its key would."""
        action = event.style.meta.get("command")
        if action:
            event.stop()
            await self.app.run_action(action, default_namespace=self.screen)
