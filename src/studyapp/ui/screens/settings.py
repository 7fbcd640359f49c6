"""The learner's own settings: each with its value, changed at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from textual import on
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets.option_list import Option

from studyapp.settings import SETTINGS as TABLE
from studyapp.settings import Setting, Value
from studyapp.settings.table import KeyTable, Number, word
from studyapp.ui.commands import SETTINGS, bindings
from studyapp.ui.screens.base import StudyScreen
from studyapp.ui.text import line
from studyapp.ui.widgets.menu import Menu
from studyapp.ui.widgets.row import Row, Stack

LEAD = 15
"""Cells of the titles; values and help stand beside them."""
ROOMY = 60
"""Columns from which the help stands below the value, else below the title."""
TALL = 30
"""Lines from which there is a blank one between settings."""


class SettingsScreen(StudyScreen):
    """A setting a row; what is changed holds at once, and is kept at once."""

    KEYS = SETTINGS
    BINDINGS: ClassVar[list[BindingType]] = bindings(SETTINGS)

    def compose_body(self) -> Iterable[Widget]:
        """The list."""
        yield Menu(id="settings", classes="column")

    def on_mount(self) -> None:
        """Show the settings; the window's size is known by now."""
        self.show_title(line("Settings", "bold"))
        self.fill()
        self.query_one(Menu).focus()
        self.watch(self.app, "theme", self.fill, init=False)  # it has a key of its own

    def on_resize(self) -> None:
        """Lay the rows out anew."""
        self.fill()

    def fill(self) -> None:
        """List the settings; the highlight stays."""
        menu = self.query_one(Menu)
        kept = menu.highlighted
        menu.set_options(Option(self._row(setting)) for setting in TABLE.values())
        menu.highlighted = kept or 0

    @on(Menu.OptionHighlighted)
    def show_commands(self) -> None:
        """Name what can be done with the highlighted setting."""
        form = self._setting.form
        if isinstance(form, KeyTable):
            self.show_keys({}, ("settings.change", "settings.less", "settings.more"))
        elif isinstance(form, Number):
            self.show_keys({"settings.change": "type it"})
        else:
            self.show_keys({}, ("settings.less", "settings.more"))

    @on(Menu.OptionSelected)
    async def action_change(self) -> None:
        """The next choice; a number is typed."""
        if isinstance(self._setting.form, Number):
            self._ask(self._setting, self._setting.form)
        else:
            await self._step(1)

    async def action_more(self) -> None:
        """The next choice, or a larger number."""
        await self._step(1)

    async def action_less(self) -> None:
        """The choice before, or a smaller number."""
        await self._step(-1)

    def action_back(self) -> None:
        """To the screen underneath."""
        self.app.pop_screen()

    async def _step(self, by: int) -> None:
        setting = self._setting
        if not isinstance(setting.form, KeyTable):
            await self._set(setting, setting.form.step(self._value(setting), by))

    def _ask(self, setting: Setting, form: Number) -> None:
        """Let the learner type a number."""
        from studyapp.ui.screens.modal import LineScreen

        async def keep(text: str | None) -> None:
            if text is None:
                return
            try:
                await self._set(setting, form.typed(text))
            except ValueError:
                self.notify(f"It stays as it was: this takes {form.expects}.", markup=False)

        self.app.push_screen(
            LineScreen(setting.title, f"{form.expects}.".capitalize(), self._word(setting)), keep
        )

    async def _set(self, setting: Setting, value: Value) -> None:
        await self.study.change_setting(setting.name, value)
        self.query_one(Menu).replace_option_prompt_at_index(
            list(TABLE).index(setting.name), self._row(setting)
        )

    @property
    def _setting(self) -> Setting:
        """The highlighted one."""
        return list(TABLE.values())[self.query_one(Menu).highlighted or 0]

    def _value(self, setting: Setting) -> Any:
        return getattr(self.study.settings, setting.name)

    def _word(self, setting: Setting) -> str:
        value = self._value(setting)
        if isinstance(setting.form, KeyTable):
            return f"{len(value)} of your own" if value else "as they come"
        return word(value)

    def _row(self, setting: Setting) -> Stack:
        """Title and value, and below them what it is for."""
        own = self._value(setting) != setting.default
        value = Content.styled(self._word(setting), "bold $primary" if own else "$primary")
        about = line(setting.help, "$quiet")
        if isinstance(setting.form, KeyTable) and (file := self.study.settings_file):
            about = Content.assemble(
                about, (" They stand below [keys] in ", "$quiet"), line(str(file), "$quiet")
            )
        title = Content.styled(f"{setting.title:<{LEAD}}", "bold")
        width, height = self.app.size
        indent = Content(" " * LEAD) if width >= ROOMY else Content()
        gap = (Content(" "),) if height >= TALL else ()
        return Stack((Row(value, title), Row(about, indent), *gap))
