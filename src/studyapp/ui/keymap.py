"""The learner's own keys: which can be used, and the commands as they are with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from textual.binding import Binding

from studyapp.clean import printable
from studyapp.ui import commands
from studyapp.ui.commands import EVERYWHERE, Command

SCREENS = (
    commands.PREVIEW,
    commands.COURSES,
    commands.OUTLINE,
    commands.SECTION,
    commands.QUESTION,
    commands.SUMMARY,
    commands.REVIEWED,
    commands.PROGRESS,
    commands.SETTINGS,
)
"""The commands of each screen."""
_WITH_TEXT = (commands.SECTION, commands.QUESTION)
"""Screens that show a text, which has keys of its own."""
_MODIFIERS = frozenset({"ctrl", "alt", "shift", "super", "meta", "hyper"})

Complaint = tuple[str, str]
"""What is wrong, and what to do."""


def complaints(keys: Mapping[str, str]) -> dict[str, Complaint]:
    """What in a key map can't be used, by the command's id; without those entries it can be."""
    screens = list(_screens())
    known = {id for screen in screens for id in screen}
    found = {id: told for id, text in keys.items() if (told := _unusable(id, text, known))}
    own = {id: _split(text) for id, text in keys.items() if id not in found}
    while clash := next((one for screen in screens if (one := _clash(screen, own))), None):
        id, told = clash
        found[id] = told
        del own[id]
    return found


def rebound(shown: Iterable[Command], keys: Mapping[str, str]) -> tuple[Command, ...]:
    """The commands with the learner's keys, for what names them: key bar, help and palette."""
    return tuple(
        replace(one, keys=",".join(_split(keys[one.id])), shown=_display(_split(keys[one.id])[0]))
        if one.id in keys
        else one
        for one in shown
    )


def _screens() -> Iterator[dict[str, list[str]]]:
    """What can be given other keys on each screen, with the keys that it has; those of its lists stay."""
    from studyapp.ui.widgets.reading import ReadingView

    of_text = {
        one.id: one.key.split(",") for one in ReadingView.BINDINGS if isinstance(one, Binding) and one.id
    }
    for screen in SCREENS:
        own = {one.id: one.keys.split(",") for one in (*screen, *EVERYWHERE) if one.action}
        yield {**own, **of_text} if screen in _WITH_TEXT else own


def _clash(screen: Mapping[str, list[str]], own: Mapping[str, list[str]]) -> tuple[str, Complaint] | None:
    """The first of the learner's entries that takes a key which another command of the screen has."""
    owner: dict[str, str] = {}
    for id in sorted(screen, key=own.__contains__):
        for key in own.get(id, screen[id]):
            other = owner.setdefault(key, id)
            if other != id and id in own:
                help = f"choose another key, or give `{other}` another one too"
                return id, (f"`{printable(_display(key))}` is the key of `{other}`", help)
    return None


def _unusable(id: str, text: str, known: Iterable[str]) -> Complaint | None:
    """What is wrong with an entry by itself."""
    from difflib import get_close_matches

    if id not in known:
        near = get_close_matches(id[:60], list(known), n=1)
        help = f"did you mean `{near[0]}`?" if near else "docs/settings.md lists the commands"
        return f"there is no command `{printable(id[:60])}`", help
    for key in text.split(","):
        if told := _no_key(key.strip()):
            return f"`{printable(key.strip()[:60])}` is no key", told
    return None


def _no_key(key: str) -> str:
    """What to do about a key that no keyboard sends; empty where there is nothing wrong."""
    *modifiers, name = key.split("+") if len(key) > 1 else [key]
    if _is_named(name) and _MODIFIERS.issuperset(modifiers):
        as_letter = "shift" in modifiers and len(name) == 1
        return f"write the letter as it comes: `{name.upper()}`" if as_letter else ""
    lower = key.lower()
    if lower != key and not _no_key(lower):
        return f"did you mean `{lower}`?"
    return "write a letter, or a name such as f5, ctrl+t, space, comma; commas part several"


def _is_named(name: str) -> bool:
    """Whether it is a character, or what Textual calls a key."""
    from textual.keys import REPLACED_KEYS, Keys, key_to_character

    if len(name) == 1:
        return name.isprintable()
    if name in REPLACED_KEYS or any(name == key.value for key in Keys if key.value.isalnum()):
        return True
    return (key_to_character(name) or "\0").isprintable()


def _split(text: str) -> list[str]:
    """The keys of an entry by their long names, so that `?` and question_mark are one."""
    return [one.key for one in Binding.make_bindings([Binding(text, "")])]


def _display(key: str) -> str:
    """A key as it is written for people."""
    from textual.keys import format_key

    return key if key == "enter" else format_key(key)
