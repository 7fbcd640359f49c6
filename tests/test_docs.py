"""The documents tell what the code does: every command, option, key, field and code is in them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from studyapp.commands import exits
from studyapp.commands.parser import COMMANDS, parser_for
from studyapp.course.codes import CODES
from studyapp.course.reference import FIELDS, TYPES
from studyapp.plain.commands import COMMANDS as TYPED
from studyapp.plain.commands import Command
from studyapp.settings import SETTINGS
from studyapp.settings.table import word
from studyapp.ui import commands as keys
from studyapp.ui.widgets.reading import ReadingView

DOCS = Path(__file__).parents[1] / "docs"
SCREENS = {name: table for name, table in vars(keys).items() if name.isupper() and isinstance(table, tuple)}


def words(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def part(text: str, heading: str) -> str:
    """A heading that begins so, and what stands under it up to the next one."""
    found = re.search(rf"^#+ {re.escape(heading)}.*?(?=^#|\Z)", text, re.MULTILINE | re.DOTALL)
    assert found, f"there is no heading {heading!r}"
    return found[0]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_told(name: str) -> None:
    """Each command has its heading with what it takes, and under it its options."""
    text = words("commands.md")
    told = part(text, f"`studyapp {name}".rstrip()) + part(text, "Options that every command takes")
    for action in parser_for(name)._actions:
        for option in action.option_strings:
            assert f"`{option}" in told
        for choice in action.choices or ():
            assert f"`{action.option_strings[0]} {choice}`" in told
        if not action.option_strings:
            assert str(action.metavar) in told.splitlines()[0]


def test_every_exit_code_is_told() -> None:
    """Those that the program gives on its own account."""
    table = part(words("commands.md"), "Exit codes")
    for code in (exits.DONE, exits.FAILED, 2, exits.OUR_MISTAKE, exits.NO_PROGRESS):
        assert f"| {code} |" in table


@pytest.mark.parametrize("command", TYPED, ids=lambda command: command.name)
def test_every_typed_command_is_told(command: Command) -> None:
    """With its letter and the same words as in :help."""
    assert f"| `{command.usage}` | `:{command.letter}` | {command.help} |" in words("commands.md")


@pytest.mark.parametrize("screen", SCREENS)
def test_every_key_is_told(screen: str) -> None:
    """In the table of its screen, with the words of the program's own help."""
    text = part(words("keys.md"), screen.capitalize())
    for command in SCREENS[screen]:
        (line,) = [line for line in text.splitlines() if f"| {command.help} |" in line]
        told = line.split("|")[1]
        for key in command.keys.split(","):
            assert f"`{written(key)}`" in told, f"{command.id}: {key}"


@pytest.mark.parametrize("name", SETTINGS)
def test_every_setting_is_told(name: str) -> None:
    """By its name, with what it takes, its default and the words of the screen."""
    setting = SETTINGS[name]
    (line,) = [line for line in words("settings.md").splitlines() if line.startswith(f"| `{name}` |")]
    _, _, takes, default, help, _ = (cell.strip() for cell in line.split("|"))
    assert takes == setting.form.expects
    assert default == (word(setting.default) if name != "keys" else "as they come")
    assert help.startswith(setting.help)


def test_every_command_that_can_have_other_keys_is_told() -> None:
    """By the id that the settings file calls it by."""
    text = words("settings.md")
    commands = [one.id for screen in SCREENS.values() for one in screen if one.action]
    assert [id for id in commands if f"`{id}`" not in text] == []
    assert [one.id for one in ReadingView.BINDINGS if f"`{one.id}`" not in text] == []


def written(key: str) -> str:
    """A key as the documents write it."""
    return {"question_mark": "?", "slash": "/", "exclamation_mark": "!", "escape": "esc"}.get(key, key)


@pytest.mark.parametrize("what", FIELDS)
def test_every_field_is_told(what: str) -> None:
    """By its name, as code."""
    text = words("course-format.md")
    assert [field for field in FIELDS[what] if f"`{field}" not in text] == []


def test_every_type_and_code_is_told() -> None:
    """Types as code, each code of a diagnostic too."""
    text = words("course-format.md")
    assert [name for name in (*TYPES, *CODES) if f"`{name}`" not in text] == []
