"""The learner's settings in the app: changed on their screen, kept in the file, and heeded."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from screen import press, shown, type_in

from builders import course, single, typed
from studyapp.course.model import Course, Section
from studyapp.settings import SETTINGS, LearnerSettings, read
from studyapp.study.store import Progress
from studyapp.ui.app import StudyApp
from studyapp.ui.keymap import complaints
from studyapp.ui.screens.outline import OutlineScreen
from studyapp.ui.screens.question import QuestionScreen
from studyapp.ui.screens.settings import SettingsScreen
from studyapp.ui.widgets.reading import ReadingView

SIZE = (80, 24)
LONG = Section(stem="long", title="Long", text="# Long\n\n" + "water " * 400)

Make = Callable[..., StudyApp]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


@pytest.fixture
def make(store: Progress, file: Path) -> Make:
    """The app with the settings of the file."""

    def made(text: str = "", *courses: Course) -> StudyApp:
        if text:
            file.write_text(text)
        settings, problems = read(file, complaints)
        opened = courses or (course(single(), typed()),)
        return StudyApp(opened, store, settings=settings, settings_file=file, problems=problems)

    return made


def line_of(text: str, title: str) -> str:
    """The line of a setting."""
    return next(line for line in text.splitlines() if line.strip().startswith(title))


def toast(text: str) -> str:
    """What a notification says, without its frame and line ends."""
    return " ".join(text.replace("▌", " ").split())


@pytest.mark.parametrize("size", [(80, 24), (40, 15), (120, 40)])
async def test_every_setting_is_shown_with_its_value_and_help(make: Make, size: tuple[int, int]) -> None:
    """At any size, moving down where they do not fit."""
    app = make()
    async with app.run_test(size=size) as pilot:
        text = await press(pilot, "f4")
        assert isinstance(app.screen, SettingsScreen)
        assert "dark" in line_of(text, "Theme")
        for setting in SETTINGS.values():
            assert setting.help in " ".join(text.split())
            if setting.default is None:
                assert "as the course says" in line_of(text, setting.title)
            text = await press(pilot, "down")


async def test_everything_fits_a_usual_window(make: Make) -> None:
    """All settings at once, and where the keys are written."""
    app = make()
    async with app.run_test(size=SIZE) as pilot:
        text = await press(pilot, "f4")
        assert all(setting.title in text for setting in SETTINGS.values())
        assert "settings.toml" in text.replace("\n", "").replace(" ", "")


async def test_a_choice_is_changed_and_kept_at_once(make: Make, file: Path) -> None:
    """Enter and right go on through the choices, left goes back; the course's own is no line in the file."""
    app = make("# mine\n")
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "f4", "down", "down")
        assert "open" in line_of(await press(pilot, "enter"), "Book")
        assert file.read_text() == '# mine\nbook = "open"\n'
        assert "closed" in line_of(await press(pilot, "right"), "Book")
        assert app.settings == LearnerSettings(book="closed")
        assert "open" in line_of(await press(pilot, "left"), "Book")
        assert "as the course says" in line_of(await press(pilot, "left"), "Book")
        assert file.read_text() == "# mine\n"


async def test_a_number_is_stepped_or_typed(make: Make, file: Path) -> None:
    """What is no such number changes nothing."""
    app = make()
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await press(pilot, "f4", "down")
        assert "74" in line_of(await press(pilot, "right"), "Text width")
        await press(pilot, "enter", "backspace", "backspace")
        await type_in(pilot, "300")
        assert "a whole number from 40 to 120" in toast(await press(pilot, "enter"))
        assert app.settings.width == 74
        await press(pilot, "enter", "backspace", "backspace")
        await type_in(pilot, "61")
        assert "61" in line_of(await press(pilot, "enter"), "Text width")
        assert file.read_text() == "width = 61\n"


async def test_leaving_goes_back(make: Make) -> None:
    """With escape, or with the key that opened it; the palette opens it too."""
    app = make()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "f4", "escape")
        assert isinstance(app.screen, OutlineScreen)
        await press(pilot, "f4", "f4")
        assert isinstance(app.screen, OutlineScreen)
        await press(pilot, "ctrl+p")
        await type_in(pilot, "own settings")
        await pilot.pause(0.5)
        await press(pilot, "enter")
        assert isinstance(app.screen, SettingsScreen)


async def test_the_theme_is_remembered(make: Make, file: Path) -> None:
    """F3 writes it, and the next start reads it."""
    app = make()
    async with app.run_test(size=SIZE) as pilot:
        assert app.current_theme.dark
        await press(pilot, "f3")
        assert not app.current_theme.dark
        assert file.read_text() == 'theme = "light"\n'
    app = make()
    async with app.run_test(size=SIZE) as pilot:
        assert "light" in line_of(await press(pilot, "f4"), "Theme")
        assert "dark" in line_of(await press(pilot, "f3"), "Theme")


async def test_what_can_not_be_saved_holds_until_the_end(make: Make, file: Path) -> None:
    """And that is said."""
    app = make()
    file.mkdir()
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        text = await press(pilot, "f4", "enter")
        assert "holds until you quit" in toast(text)
        assert app.settings.theme == "light"


async def test_mistakes_of_the_file_are_told_at_the_start(make: Make) -> None:
    """The first one, and where all are told; brackets in it are text."""
    app = make("theme = '[red]'\nwidth = 1\n")
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await pilot.pause()
        text = toast(shown(app))
        assert "line 1: `theme` can't be '[red]'; write" in text
        assert "one of 2: studyapp where tells all" in text


async def test_the_book_is_as_set_when_questions_are_opened(make: Make) -> None:
    """Also from a sitting that was begun under another setting, and back to the course's own."""
    app = make("book = 'closed'\n")
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "a", "t")
        assert not app.screen.has_class("-text")
        await press(pilot, "f4", "down", "down", "enter", "escape")
        await press(pilot, "escape", "a", "t")
        assert isinstance(app.screen, QuestionScreen)
        assert app.screen.sitting.section.settings.open_book
        assert app.screen.has_class("-text")


async def test_texts_have_the_width_that_is_set(make: Make) -> None:
    """Beside a question too, and at once in a text that is open."""
    app = make("width = 60\n", course(single(), more=(LONG,)))
    async with app.run_test(size=(100, 30)) as pilot:
        app.open_section(app.courses[0], LONG)
        await pilot.pause()
        view = app.screen.query_one(ReadingView)
        assert widest(app) <= 60 < widest(app) + 8
        place = view.place
        await press(pilot, "f4", "down", "left", "left", "left", "left", "left", "escape")
        assert view.measure == 50
        assert widest(app) <= 50
        assert view.place == place


def widest(app: StudyApp) -> int:
    """Columns of the text's widest line."""
    return max(map(len, re.findall("(?:water ?)+", shown(app))))


# --- keys


async def test_own_keys_do_what_they_are_given(make: Make) -> None:
    """And are named in the key bar and the help; what they replace does nothing."""
    app = make('[keys]\noutline.answer = "x,f6"\n"app.settings" = "ctrl+e"\n')
    async with app.run_test(size=SIZE) as pilot:
        assert "x answer" in shown(app)
        assert "ctrl+e" in await press(pilot, "f2")
        await press(pilot, "escape", "f4", "a")
        assert isinstance(app.screen, OutlineScreen)
        await press(pilot, "ctrl+e", "escape", "f6")
        assert isinstance(app.screen, QuestionScreen)


async def test_own_keys_work_while_a_field_takes_letters(make: Make) -> None:
    """A function key beside the letter that the field takes."""
    app = make('[keys]\nquestion.hint = "h,f5"\n', course(typed()))
    async with app.run_test(size=SIZE) as pilot:
        text = await press(pilot, "a", "f5")
        assert "It sheds water." in text
        await press(pilot, "h")
        assert "Two words in one." not in shown(app)


async def test_two_commands_may_change_places(make: Make) -> None:
    """Each takes the other's key."""
    app = make('[keys]\nquestion.text = "s"\nquestion.skip = "t"\n')
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "a", "s")
        assert app.screen.has_class("-text")


async def test_keys_of_a_text_can_be_changed(make: Make) -> None:
    """They have ids too."""
    app = make('[keys]\ntext.bottom = "ctrl+b"\n', course(more=(LONG,)))
    async with app.run_test(size=(60, 15)) as pilot:
        app.open_section(app.courses[0], LONG)
        await press(pilot, "ctrl+b")
        assert app.screen.query_one(ReadingView).at_end


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ({"question.hnit": "h"}, ("no command", "did you mean `question.hint`?")),
        ({"question.hint": "F5"}, ("`F5` is no key", "did you mean `f5`?")),
        ({"question.hint": "Ctrl+X"}, ("is no key", "did you mean `ctrl+x`?")),
        ({"question.hint": "h,,f5"}, ("`` is no key", "commas")),
        ({"question.hint": ""}, ("`` is no key", "commas")),
        ({"question.hint": "hh"}, ("`hh` is no key", "commas")),
        ({"question.hint": "shift+h"}, ("is no key", "`H`")),
        ({"question.hint": "strg+h"}, ("is no key", "ctrl+t")),
        ({"question.hint": "<any>"}, ("is no key", "commas")),
        ({"question.hint": "\x1b"}, (r"`\x1b` is no key", "commas")),
        ({"question.hint": "t"}, ("`t` is the key of `question.text`", "another")),
        ({"question.hint": "?"}, ("`?` is the key of `app.help`", "another")),
        ({"app.help": "h"}, ("`h` is the key of `question.hint`", "another")),
        ({"section.answer": "space"}, ("`space` is the key of `text.page_down`", "another")),
    ],
)
def test_keys_that_can_not_be_used_are_told(keys: dict[str, str], told: tuple[str, str]) -> None:
    """With what to do about it."""
    ((id, (message, help)),) = complaints(keys).items()
    assert id in keys
    assert told[0] in message
    assert told[1] in help


@pytest.mark.parametrize(
    "keys",
    [
        {},
        {"question.hint": "h, f5 ,?", "app.help": "f1"},
        {"question.hint": "é,+,slash,minus,comma,ctrl+t,alt+shift+up,Z,plus"},
        {"question.hint": "t", "question.text": "h"},
        {"section.answer": "f5", "outline.answer": "f5"},
    ],
)
def test_keys_that_can_be_used_are_not(keys: dict[str, str]) -> None:
    """Characters, names, modifiers; a key may do different things on different screens."""
    assert complaints(keys) == {}


def test_a_refused_entry_leaves_its_own_key_taken() -> None:
    """So what relied on its going is refused with it."""
    assert list(complaints({"question.hint": "t", "question.text": "nokey"})) == [
        "question.text",
        "question.hint",
    ]


def test_of_two_that_want_one_key_the_later_is_refused() -> None:
    """The other may have it."""
    assert len(complaints({"question.hint": "f5", "question.skip": "f5"})) == 1
