"""Every command, once: its binding, its place in the key bar, its palette entry and its line of help."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from studyapp.values import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """Something the learner can do on a screen."""

    id: str
    """Names the command in a learner's key map, such as ``question.hint``."""
    keys: str
    """Comma-separated keys as Textual names them."""
    action: str
    """The screen's action, or the app's with ``app.`` before it; empty where a list or field does it itself."""
    label: str
    """A word or two for the key bar."""
    help: str
    """One line for the help and the palette."""
    bar: bool = True
    """Shown in the key bar."""
    shown: str = ""
    """How the keys are written; by default the first one."""
    priority: bool = False
    """Works even while a field takes text."""

    @property
    def key(self) -> str:
        """The keys as they are written for people."""
        return self.shown or self.keys.partition(",")[0]

    def binding(self) -> Binding:
        """The Textual binding.

        The id stands among the keys too, as one that no keyboard sends: while a field takes letters, Textual drops
        those from the bindings before it looks for a learner's keys, and would find nothing left to rebind.
        """
        return Binding(
            f"{self.keys},{self.id}",
            self.action,
            self.label,
            show=self.bar,
            key_display=self.key,
            tooltip=self.help,
            id=self.id,
            priority=self.priority,
        )


EVERYWHERE = (
    Command("app.help", "f1,question_mark", "app.help", "keys", "The keys of this screen", shown="?"),
    Command(
        "app.commands", "f2", "app.commands", "commands", "This screen's commands, to pick from", bar=False
    ),
    Command("app.palette", "ctrl+p", "app.command_palette", "find", "Find any command or section", bar=False),
    Command("app.theme", "f3", "app.toggle_theme", "theme", "Switch between light and dark", bar=False),
    Command("app.settings", "f4", "app.settings", "settings", "Your own settings", bar=False),
    Command("app.suspend", "ctrl+z", "app.suspend", "suspend", "To the shell; fg comes back", bar=False),
    Command("app.quit", "ctrl+q", "app.quit", "quit", "Quit; nothing is lost", bar=False, priority=True),
)

PREVIEW = (
    Command(
        "preview.problems",
        "f6",
        "app.problems",
        "problems",
        "What is wrong in the files; again: away with it",
    ),
    Command("preview.edit", "f7", "app.edit", "edit", "Open the file at this place in your editor"),
)
"""Of every screen while an author looks at a course."""

COURSES = (
    Command("courses.open", "enter", "open", "open", "Open the course"),
    Command("courses.review", "r", "review", "review", "Review what is due of all courses"),
    Command("courses.progress", "v", "progress", "progress", "What you have come to, and what comes due"),
    Command("courses.move", "j,k", "", "move", "Move up and down", bar=False, shown="j k ↑ ↓"),
)

OUTLINE = (
    Command("outline.open", "enter", "open", "go on", "Do what is highlighted: go on, or open a section"),
    Command("outline.move", "j,k", "", "move", "Move up and down", bar=False, shown="j k ↑ ↓"),
    Command("outline.answer", "a", "answer", "answer", "Answer the highlighted section's questions"),
    Command("outline.review", "r", "review", "review", "Review what is due of all courses"),
    Command("outline.progress", "v", "progress", "progress", "What you have come to, and what comes due"),
    Command("outline.search", "slash", "search", "search", "Search the course's texts", shown="/"),
    Command(
        "outline.back", "escape", "back", "courses", "Back to the list of courses", bar=False, shown="esc"
    ),
)

SECTION = (
    Command("section.next", "enter", "go_on", "read on", "Read on; at the end, answer the questions"),
    Command(
        "section.move",
        "j,k",
        "",
        "move",
        "A line up or down; page keys and g G too",
        bar=False,
        shown="j k ↑ ↓",
    ),
    Command("section.answer", "a", "answer", "answer", "Answer the questions now"),
    Command("section.search", "slash", "search", "search", "Search in the text", shown="/"),
    Command(
        "section.following", "n", "following", "next", "Next section; while searching, next hit", bar=False
    ),
    Command("section.previous", "p", "previous", "previous", "Previous section", bar=False),
    Command(
        "section.hit_before", "N", "hit_before", "hit before", "While searching, the hit before", bar=False
    ),
    Command("section.back", "escape", "back", "outline", "Back to the outline", shown="esc"),
)

QUESTION = (
    Command("question.next", "enter", "go_on", "submit", "Submit the answer; after the feedback, go on"),
    Command(
        "question.pick",
        "space",
        "",
        "pick",
        "Pick the choice of that number; space picks the highlighted one",
        bar=False,
        shown="1-9",
    ),
    Command("question.move", "j,k", "", "move", "To another line", bar=False, shown="j k ↑ ↓"),
    Command(
        "question.letter",
        "a,b,c",
        "",
        "fill",
        "Give that option to the gap or the line; arrows left and right go through all, backspace takes it out",
        bar=False,
        shown="a-z",
    ),
    Command("question.gap", "tab,shift+tab", "", "gap", "To the next gap, or the one before", bar=False),
    Command(
        "question.carry",
        "shift+up,shift+down,J,K",
        "",
        "carry",
        "Move the line; a number puts it there, space picks it up and puts it down",
        bar=False,
        shown="shift+↑↓",
    ),
    Command("question.line", "ctrl+j", "", "new line", "Begin a new line", bar=False),
    Command(
        "question.sentence",
        "left,right",
        "",
        "sentence",
        "To the sentence before, or the next one; j k ↑ ↓ too",
        bar=False,
        shown="← →",
    ),
    Command("question.hint", "h", "hint", "hint", "Show a hint; it lowers the credit"),
    Command("question.where", "l", "where", "show where", "Point at the sentence that supports the answer"),
    Command("question.text", "t", "text", "text", "The text; at the evidence once answered"),
    Command("question.skip", "s", "skip", "not now", "Not now: the question comes again after the others"),
    Command("question.undo", "u", "undo", "undo", "Take the last answer back", bar=False),
    Command(
        "question.reveal", "x", "reveal", "show answer", "Give up: show the answer, for no credit", bar=False
    ),
    Command("question.note", "w", "note", "note", "Write a note of your own on this question", bar=False),
    Command(
        "question.flag",
        "exclamation_mark",
        "flag",
        "report",
        "Report this question to its author",
        bar=False,
        shown="!",
    ),
    Command("question.back", "escape", "back", "back", "Back; every answer is kept", shown="esc"),
)

SUMMARY = (
    Command("summary.open", "enter", "open", "go on", "Do what is highlighted"),
    Command("summary.move", "j,k", "", "move", "Move up and down", bar=False, shown="j k ↑ ↓"),
    Command("summary.retry", "r", "retry", "retry", "Try the missed questions again"),
    Command("summary.undo", "u", "undo", "undo", "Take the last answer back", bar=False),
    Command("summary.back", "escape", "back", "outline", "Back to the outline", shown="esc"),
)

REVIEWED = (
    Command("reviewed.open", "enter", "open", "go on", "Do what is highlighted"),
    Command("reviewed.move", "j,k", "", "move", "Move up and down", bar=False, shown="j k ↑ ↓"),
    Command("reviewed.back", "escape", "back", "outline", "Back to the outline", shown="esc"),
)

PROGRESS = (
    Command(
        "progress.open", "enter", "open", "open", "Open the section; of a question, the text that answers it"
    ),
    Command(
        "progress.move",
        "j,k",
        "",
        "move",
        "A line up or down; page keys and g G too",
        bar=False,
        shown="j k ↑ ↓",
    ),
    Command("progress.table", "d", "table", "tables", "The figures as tables, or drawn"),
    Command("progress.back", "escape", "back", "back", "Back to where you were", shown="esc"),
)

SETTINGS = (
    Command("settings.change", "enter", "change", "change", "The next choice; a number is typed"),
    Command(
        "settings.less",
        "left",
        "less",
        "less",
        "The choice before, or a smaller number",
        shown="←",
        priority=True,
    ),
    Command(
        "settings.more",
        "right",
        "more",
        "more",
        "The next choice, or a larger number",
        shown="→",
        priority=True,
    ),
    Command("settings.move", "j,k", "", "move", "Move up and down", bar=False, shown="j k ↑ ↓"),
    Command("settings.back", "escape", "back", "back", "Back; every change is kept", shown="esc"),
)


def bindings(commands: tuple[Command, ...]) -> list[BindingType]:
    """The bindings of a screen's commands; those of its lists and fields are theirs."""
    return [command.binding() for command in commands if command.action]
