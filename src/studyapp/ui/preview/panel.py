"""The panel of what is wrong in the course's files: a list, and what to do about the highlighted one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static
from textual.widgets.option_list import Option

from studyapp.diagnostics import Diagnostic, Severity
from studyapp.ui.preview.renewal import as_before
from studyapp.ui.preview.screens import section_of
from studyapp.ui.text import line
from studyapp.ui.widgets.bars import TitleBar
from studyapp.ui.widgets.menu import Menu
from studyapp.ui.widgets.row import Row
from studyapp.wording import counted

if TYPE_CHECKING:
    from studyapp.ui.preview.app import PreviewApp

BESIDE = 150
"""Columns of the window from which the panel stands at the right, else below."""
KEYS, BACK = Content(" enter goes there · e edits · esc closes "), Content(" f6 back to the list ")
_STYLES = {Severity.ERROR: "$error", Severity.WARNING: "$warning"}


class ProblemsPanel(Vertical):
    """Part of every screen of the preview; the app tells what it shows, and whether it is open."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "app.problems", show=False),
        Binding("e", "app.edit", show=False),
    ]

    def __init__(self) -> None:
        super().__init__(id="problems")
        self._found: Sequence[Diagnostic] = ()
        self._before: Widget | None = None
        """What had the keys, until they are given back."""

    def compose(self) -> ComposeResult:
        """The list, and under it all that is told of the highlighted one."""
        yield Menu(id="found")
        yield Static(id="detail")

    @property
    def preview(self) -> PreviewApp:
        """The app, typed."""
        return cast("PreviewApp", self.app)

    def on_mount(self) -> None:
        """Show what the app knows, now and whenever that changes."""
        self.watch(self.app, "found", self._show)
        self.watch(self.app, "panel_open", self._open)

    def on_resize(self) -> None:
        """Beside the rest where there is room."""
        self.set_class(self.app.size.width >= BESIDE, "-beside")

    def take_focus(self) -> None:
        """Give it the keys, where it lists anything; they go back to what had them when it is closed."""
        if self._found:
            self._before = self._before if self.has_keys else self.screen.focused
            self._highlight()
            self.query_one("#found", Menu).focus()

    @property
    def selected(self) -> Diagnostic | None:
        """The highlighted one, while the panel has the keys."""
        at = self.query_one("#found", Menu).highlighted
        return self._found[at] if self.has_keys and at is not None else None

    @property
    def has_keys(self) -> bool:
        """Keys go to the list."""
        return self.query_one("#found", Menu).has_focus

    def _give_back(self) -> None:
        if self._before is not None:
            self._before.focus()
            self._before = None

    def _open(self, is_open: bool) -> None:
        self.on_resize()
        self.set_class(is_open, "-open")
        if not is_open:
            self._give_back()

    def _show(self, found: Sequence[Diagnostic]) -> None:
        """List them; the highlight stays where it was."""
        menu = self.query_one("#found", Menu)
        self._found = found
        menu.set_options(Option(_row(one)) for one in found)
        menu.display = bool(found)
        self._highlight()
        if not found:
            self._give_back()
        self._name_keys()
        self.screen.query_one(TitleBar).note = note(found, self._as_before(found))
        self._tell()

    def _as_before(self, found: Sequence[Diagnostic]) -> str:
        """What of the screen is not as it is in the files now; empty where all is."""
        if any(one.code == "no-course" for one in found):
            return "the course as before"
        section = section_of(self.screen)
        return as_before(section) if section else ""

    def on_descendant_focus(self) -> None:
        """The list's keys work now."""
        self._name_keys()

    def on_descendant_blur(self) -> None:
        """They no longer do."""
        self._name_keys()

    def _name_keys(self) -> None:
        """Those that work at the moment."""
        self.border_title = (KEYS if self.has_keys else BACK) if self._found else Content()

    def _highlight(self) -> None:
        """What was picked last, on whichever screen; where that is mended, what took its place."""
        at, one = self.preview.picked
        if self._found:
            place = self._found.index(one) if one in self._found else min(at, len(self._found) - 1)
            self.query_one("#found", Menu).highlighted = place

    @on(Menu.OptionHighlighted)
    def _tell(self) -> None:
        """All that is known of the highlighted one."""
        at = self.query_one("#found", Menu).highlighted or 0
        one = self._found[at] if at < len(self._found) else None
        if self.has_keys:
            self.preview.picked = at, one
        self.query_one("#detail", Static).update(_detail(one) if one else Content("Nothing is wrong."))

    @on(Menu.OptionSelected)
    async def _go(self, event: Menu.OptionSelected) -> None:
        event.stop()
        await self.preview.go_to(self._found[event.option_index])


def told(found: Sequence[Diagnostic]) -> str:
    """How many of each severity, such as ``2 errors, 1 warning``; empty where there are none."""
    counts = Counter(one.severity for one in found)
    return ", ".join(counted(counts[one], one.value) for one in Severity if counts[one])


def note(found: Sequence[Diagnostic], as_before: str = "") -> Content:
    """What stands in each title bar: how many problems there are, that it is a preview, and what of it is not new."""
    worst = min((one.severity for one in found), key=list(Severity).index, default=None)
    style = _STYLES.get(worst, "$quiet") if worst else "$quiet"
    return Content.assemble(
        (told(found) or "no problems", style),
        (f"  preview: {as_before or 'nothing is recorded'}", "$primary"),
    )


def _row(one: Diagnostic) -> Row:
    name = line(f"{PurePath(one.file).name}:{one.span.line}", "$quiet")
    return Row(
        line(one.message),
        Content.styled(f"{one.severity.value:<9}", _STYLES[one.severity]),
        (name, line(f":{one.span.line}", "$quiet")),
        short=True,
    )


def _detail(one: Diagnostic) -> Content:
    parts = [
        Content.assemble(line(one.message, "$foreground"), f"  [{one.code}]"),
        line(f"{one.file}:{one.span.line}"),
        *(line(f"{label.message}: {label.file}:{label.span.line}") for label in one.labels),
    ]
    if one.help:
        parts.insert(1, Content.assemble(("→ ", "$primary"), line(one.help, "$foreground")))
    return Content("\n").join(parts)
