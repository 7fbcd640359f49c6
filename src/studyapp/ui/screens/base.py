"""What every study screen has: the title bar above, the key bar below, and its commands."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

from studyapp.ui.commands import Command
from studyapp.ui.widgets.bars import KeyBar, TitleBar

if TYPE_CHECKING:
    from studyapp.ui.app import StudyApp
    from studyapp.ui.widgets.reading import ReadingView

NOTHING = Content()


class StudyScreen(Screen[None]):
    """A full-window screen between its two bars."""

    KEYS: ClassVar[tuple[Command, ...]] = ()
    """The screen's commands, for its key bar, help and palette."""
    in_passing = False
    """Something is said that the next key or click takes away."""

    def compose(self) -> ComposeResult:
        """The bars with the body between them, and what the app has on every screen."""
        self._name_size()
        yield TitleBar()
        yield from self.compose_body()
        yield KeyBar(self.study.rebound((*self.KEYS, *self.study.COMMON)))
        yield from self.study.compose_common()

    def _name_size(self) -> None:
        """Set the window's size classes before the first layout; Textual does so after it, and then lays out anew."""
        width, height = self.app.size
        across = self.HORIZONTAL_BREAKPOINTS or self.study.HORIZONTAL_BREAKPOINTS
        down = self.VERTICAL_BREAKPOINTS or self.study.VERTICAL_BREAKPOINTS
        for cells, breakpoints in ((width, across), (height, down)):
            self.add_class(max(one for one in breakpoints if one[0] <= cells)[1], update=False)

    def compose_body(self) -> Iterable[Widget]:
        """What stands between the bars."""
        return ()

    @property
    def study(self) -> StudyApp:
        """The app, typed."""
        return cast("StudyApp", self.app)

    def on_screen_resume(self) -> None:
        """Show again what may have changed while another screen was in front."""
        self.show_trouble()
        self._set_measure()

    def show_title(self, title: Content, status: Content = NOTHING, share: float = 0.0) -> None:
        """Fill the title bar."""
        bar = self.query_one(TitleBar)
        bar.title, bar.status, bar.share = title, status, share

    def say(self, words: Content) -> bool:
        """Say something in passing at the key bar, until the next key or click; False where it has no room there."""
        for bar in self.query(KeyBar):
            if words.cell_length <= bar.size.width:
                bar.said, self.in_passing = words, True
                return True
        return False

    def forget(self) -> None:
        """Take away what is said in passing."""
        self.in_passing = False
        self.query_one(KeyBar).said = NOTHING

    def show_trouble(self) -> None:
        """Say in the title bar that answers could not be saved, or that they are."""
        self.query_one(TitleBar).trouble = self.study.trouble

    def show_keys(self, labels: dict[str, str], hidden: Iterable[str] = ()) -> None:
        """Name commands as they are now, and hide those that can't be done."""
        self.query_one(KeyBar).show(labels, frozenset(hidden))

    def available(self) -> list[Command]:
        """The commands that can be done now, for the help and the palette."""
        commands = self.study.rebound(self.KEYS)
        return [command for command in commands if not command.action or self._can(command.action)]

    def _set_measure(self) -> None:
        """Let texts have the width that the learner has set."""
        for widget in self.query("ReadingView"):
            view = cast("ReadingView", widget)
            if view.measure != self.study.measure:
                view.measure = self.study.measure
                view.on_resize()

    def _can(self, action: str) -> bool:
        return bool(self.check_action(action, ()))
