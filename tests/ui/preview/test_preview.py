"""An author at the keyboard: files are edited, and the screen follows."""

from __future__ import annotations

import shutil
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import pytest
from author import BANK, TEXT, Edit, never, reloaded
from screen import SIZE, SLIM, press, shown, type_in
from textual.pilot import Pilot

from studyapp.check.run import check
from studyapp.course.files import file_error
from studyapp.course.load import load
from studyapp.diagnostics import Span
from studyapp.settings import DEFAULTS, LearnerSettings
from studyapp.study.store import Progress
from studyapp.ui.preview.app import PreviewApp
from studyapp.ui.preview.editor import Place
from studyapp.ui.screens.outline import OutlineScreen
from studyapp.ui.screens.question import QuestionScreen
from studyapp.ui.screens.section import SectionScreen
from studyapp.ui.screens.summary import SummaryScreen
from studyapp.ui.widgets.reading import ReadingView

NOTE = "preview: nothing is recorded"


async def question(pilot: Pilot[None], number: int = 1) -> str:
    """From the outline to a question of the first section."""
    text = await press(pilot, "a")
    for _ in range(number - 1):
        text = await press(pilot, "f2", "s")
    return text


async def test_every_screen_says_that_it_is_a_preview(preview: PreviewApp) -> None:
    """With how many problems there are; on a narrow one that much."""
    async with preview.run_test(size=SIZE) as pilot:
        assert f"no problems  {NOTE}" in await reloaded(pilot)
        for key in ("enter", "escape", "a"):
            assert NOTE in await press(pilot, key)
        await pilot.resize_terminal(*SLIM)
        assert "no problems  preview" in shown(preview)


async def test_an_edit_shows_at_the_same_question(preview: PreviewApp, edit: Edit) -> None:
    """Prompt and choices are the new ones; what was picked still is."""
    async with preview.run_test(size=SIZE) as pilot:
        await question(pilot, 2)
        await press(pilot, "2")
        edit("Sand,", "Gravel,")
        text = await reloaded(pilot)
        assert "What feeds a river?" in text
        assert "Gravel" in text
        assert "2 of 5" in text
        edit("What feeds a river?", "What feeds a brook?")
        assert "What feeds a brook?" in await reloaded(pilot)


async def test_feedback_stays_and_is_the_new_one(preview: PreviewApp, edit: Edit) -> None:
    """Also where the key is another now; where another thing is asked, it is asked anew."""
    async with preview.run_test(size=SIZE) as pilot:
        await question(pilot)
        assert "That is where it ends." in await press(pilot, "3", "enter")
        edit("That is where it ends.", "There it ends.")
        assert "There it ends." in await reloaded(pilot)
        assert "It begins at its source." in await press(pilot, "1", "enter")
        edit("It begins at its source.", "At the source, of course.")
        text = await reloaded(pilot)
        assert "✓ Right" in text
        assert "At the source, of course." in text
        edit("Where does a river begin?", "Where does a brook begin?")
        text = await reloaded(pilot)
        assert "Where does a brook begin?" in text
        assert "Right" not in text


async def test_what_is_being_typed_stays(preview: PreviewApp, edit: Edit) -> None:
    """A save does not take the answer away."""
    async with preview.run_test(size=SIZE) as pilot:
        await question(pilot, 4)
        await type_in(pilot, "water")
        edit("It sheds water.", "It parts.")
        assert "water" in await reloaded(pilot)
        assert "Hint: It parts." in await press(pilot, "f2", "h")


async def test_a_new_question_comes_at_once_and_one_that_is_gone_leaves_its_place(
    preview: PreviewApp, edit: Edit
) -> None:
    """Also one of another type, for which the screen had no part yet."""
    async with preview.run_test(size=SIZE) as pilot:
        await question(pilot, 2)
        new = "  - {id: mountain, prompt: Which way is up?, items: [sea, river, mountain]}\n"
        edit("  - id: water\n", f"{new}  - id: water\n")
        assert "3 of 6" in await reloaded(pilot)
        edit("  - id: water\n", "  - id: feeding\n")
        assert "What feeds a river?" in await reloaded(pilot)
        await press(pilot, "escape")
        path = preview.courses[0].folder / BANK
        text = path.read_text(encoding="utf-8")
        path.write_text(f"questions:\n{new}" + text[text.index("  - id: delta") :], encoding="utf-8")
        await reloaded(pilot)
        text = await press(pilot, "a")
        assert "1 of 4" in text
        assert "Which way is up?" in text


async def test_a_slip_keeps_the_last_good_state(preview: PreviewApp, edit: Edit) -> None:
    """It is told with its place; the other files are followed meanwhile; once mended, all is shown."""
    async with preview.run_test(size=SIZE) as pilot:
        await question(pilot)
        edit("    prompt: Where does", "    prompt: [Where does")
        text = await reloaded(pilot)
        assert "Where does a river begin?" in text
        assert "1 error  preview: questions as before the error in line 3" in text
        assert "01-rivers.yaml:3" in await press(pilot, "f6")
        assert "✓ Right" in await press(pilot, "f6", "1", "enter")
        edit("# Seas", "# Oceans", "content/02-seas.md")
        await press(pilot, "escape")
        text = await reloaded(pilot)
        assert "Oceans" in text
        assert "its questions have mistakes" in text
        edit("    prompt: [Where does", "    prompt: Where did")
        assert f"no problems  {NOTE}" in await reloaded(pilot)
        text = await press(pilot, "a")
        assert "Where did a river begin?" in text
        assert NOTE in text


async def test_a_section_stays_at_its_place(preview: PreviewApp, edit: Edit) -> None:
    """Whatever was written above it."""
    long = "\n\n".join(f"Paragraph {number}." for number in range(60))
    edit("Rain and", f"{long}\n\nRain and", TEXT)
    async with preview.run_test(size=SIZE) as pilot:
        await reloaded(pilot)
        await press(pilot, "enter", "pagedown", "pagedown")
        assert isinstance(preview.screen, SectionScreen)
        view = preview.screen.query_one(ReadingView)
        first = view.text[view.place :].partition("\n")[0]
        edit("# Rivers", "# Streams and rivers\n\nThere are many.", TEXT)
        assert "Streams and rivers" in await reloaded(pilot)
        view = preview.screen.query_one(ReadingView)
        assert view.text[view.place :].startswith(first)


async def test_sections_come_and_go(preview: PreviewApp, course_folder: Path) -> None:
    """In the outline, and under the screen in front; what is in front and gone stays as it was."""
    async with preview.run_test(size=SIZE, notifications=True) as pilot:
        (course_folder / "content" / "03-lakes.md").write_text("# Lakes\n\nStill water.\n")
        assert "Lakes" in await reloaded(pilot)
        await press(pilot, "j", "j", "j", "enter")
        (course_folder / "content" / "03-lakes.md").unlink()
        (course_folder / "content" / "04-ponds.md").write_text("# Ponds\n\nSmall.\n")
        (course_folder / "content" / "05-pools.md").write_text("# Pools\n\nSmaller.\n")
        assert "content/03-lakes.md is gone" in await reloaded(pilot)
        assert "Still water." in shown(preview)
        text = await press(pilot, "escape")
        await pilot.pause()
        assert "Ponds" in shown(preview), text
        assert isinstance(preview.screen, OutlineScreen)


async def test_a_folder_that_is_gone_is_said(preview: PreviewApp, course_folder: Path) -> None:
    """What was shown stays, and goes on when the folder is back."""
    async with preview.run_test(size=SIZE) as pilot:
        await question(pilot)
        shutil.move(course_folder, course_folder.with_name("away"))
        assert "1 error  preview: the course as before" in await reloaded(pilot)
        assert "does not exist" in " ".join((await press(pilot, "f6")).split())
        assert "✓ Right" in await press(pilot, "escape", "1", "enter")
        shutil.move(course_folder.with_name("away"), course_folder)
        assert "no problems" in await reloaded(pilot)


async def test_the_summary_follows_too(preview: PreviewApp, edit: Edit) -> None:
    """With the questions' new words."""
    async with preview.run_test(size=SIZE) as pilot:
        await question(pilot)
        for _ in range(5):
            await press(pilot, "f2", "x")
            await press(pilot, "enter")
        assert isinstance(preview.screen, SummaryScreen)
        edit("The Nile has a delta.", "The Nile has a wide delta.")
        assert "wide delta" in await reloaded(pilot)


async def test_the_panel_leads_to_what_is_wrong(course_folder: Path, store: Progress) -> None:
    """Enter opens the question, the text at the line, or the outline; the highlighted one is told in full."""
    loaded = load(course_folder)
    asked = loaded.course.sections[0].questions[3]
    places = {BANK: asked.line + 1, "course.yaml": 2, TEXT: 6}
    found = [
        replace(
            file_error("odd", "it is odd", str(course_folder / file), f"mend {file}"),
            span=Span(line, 1, line, 1),
        )
        for file, line in places.items()
    ]
    app = PreviewApp(loaded, store, never, lambda _: found, settings=DEFAULTS)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await reloaded(pilot)
        assert "mend content/01-rivers.md" in await press(pilot, "f6")
        await press(pilot, "enter")
        assert isinstance(app.screen, SectionScreen)
        assert "mend course.yaml" in await press(pilot, "f6", "j")
        assert "no section" in await press(pilot, "enter")
        assert isinstance(app.screen, OutlineScreen)
        assert "mend questions" in await press(pilot, "j")
        assert asked.prompt in await press(pilot, "enter")
        assert isinstance(app.screen, QuestionScreen)
        assert "f6 back to the list" in shown(app)
        assert "e edits" in await press(pilot, "f6")
        await press(pilot, "f6")
        assert not app.panel_open


async def test_the_list_keeps_the_keys_while_its_findings_are_mended(
    preview: PreviewApp, edit: Edit, course_folder: Path
) -> None:
    """The highlight stays on its finding; once that is mended, it goes to what took its place."""
    files = [course_folder / "content" / f"{name}.markdown" for name in "abc"]
    for file in files:
        file.write_text("# Not read\n")
    async with preview.run_test(size=SIZE) as pilot:
        await press(pilot, "a")
        await reloaded(pilot)
        await press(pilot, "f6", "j")
        assert [one.file for one in preview.found] == list(map(str, files))
        picked = preview.found[1]
        edit("Where does a river begin?", "Where do rivers begin?")
        assert "Where do rivers begin?" in await reloaded(pilot)
        assert preview.panel is not None
        assert preview.panel.selected == picked
        files[1].unlink()
        await reloaded(pilot)
        assert preview.panel.selected is not None
        assert preview.panel.selected.file == str(files[2])
        for file in (files[0], files[2]):
            file.unlink()
        assert "Nothing is wrong." in await reloaded(pilot)
        assert "✓ Right" in await press(pilot, "1", "enter")


async def test_what_is_told_is_never_markup(preview: PreviewApp, edit: Edit) -> None:
    """Nor does it steer the terminal."""
    edit("    answer: watershed\n", '    answer: watershed\n    "[@click=app.quit]x\\e[2J": 1\n')
    async with preview.run_test(size=SIZE) as pilot:
        await reloaded(pilot)
        text = await press(pilot, "f6")
        assert "[@click=app.quit]x" in text
        assert "\x1b" not in text


@pytest.mark.parametrize("size", [SLIM, (80, 24), (200, 60)])
async def test_a_long_list_leaves_room_for_what_to_do(
    course_folder: Path, store: Progress, size: tuple[int, int]
) -> None:
    """The help of the highlighted one is there to its last word, however many there are."""
    message = "a text long enough for two lines of a window of eighty columns, as many of them are, or more"
    help = "do what takes nearly as many words to say as what was seen did, to the END"
    found = [file_error("odd", message, str(course_folder / BANK), help)] * 40
    app = PreviewApp(load(course_folder), store, never, lambda _: found, settings=DEFAULTS)
    async with app.run_test(size=size, notifications=True) as pilot:
        await reloaded(pilot)
        assert "the END" in " ".join((await press(pilot, "f6")).split())


@pytest.mark.parametrize("size", [SLIM, (80, 24), (200, 60), (1, 1)])
async def test_the_panel_fits_every_window(preview: PreviewApp, edit: Edit, size: tuple[int, int]) -> None:
    """Open and closed, on each screen; the problem and its place can be read where there is any room."""
    edit("    answer: watershed\n", "    answers: watershed\n")
    async with preview.run_test(size=size) as pilot:
        await reloaded(pilot)
        for keys in (("f6",), ("escape", "enter", "f6"), ("f6", "a", "f6")):
            text = await press(pilot, *keys)
            assert size == (1, 1) or "answers" in text
        await press(pilot, "f6")
        assert not preview.panel_open


async def test_the_editor_opens_what_is_at_hand(
    preview: PreviewApp, edit: Edit, course_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The question's line, the text's, the highlighted problem's; what it saved is shown when it is closed."""
    asked: list[Place] = []
    saves = iter([("river begin", "brook begin"), ("brook", "stream")])

    def write(_app: object, place: Place) -> str:
        asked.append(place)
        if change := next(saves, None):
            edit(*change)
        return ""

    monkeypatch.setattr("studyapp.ui.preview.app.edit", write)
    async with preview.run_test(size=SIZE) as pilot:
        await question(pilot)
        assert "Where does a brook begin?" in await press(pilot, "f7")
        await press(pilot, "escape", "enter", "f7", "escape")
        edit("    answer: watershed\n", "    answers: watershed\n")
        await reloaded(pilot)
        await press(pilot, "f6", "e")
        bank = course_folder / BANK
        places = [(one.file.name, one.file.suffix, one.line) for one in asked]
        line = bank.read_text(encoding="utf-8").splitlines().index("    answers: watershed") + 1
        assert places[:2] == [(bank.name, ".yaml", 2), ("01-rivers.md", ".md", 1)]
        assert places[2][0] == bank.name
        assert abs(places[2][2] - line) <= 3


async def test_an_editor_that_fails_is_said(
    preview: PreviewApp, course_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As is a file that is not there, or no file of the course's own."""
    monkeypatch.setattr("studyapp.ui.preview.editor.lent", nullcontext)
    monkeypatch.setenv("VISUAL", "/no/such/editor")
    async with preview.run_test(size=(120, 30), notifications=True) as pilot:
        assert "The editor /no/such/editor can't be started" in await press(pilot, "enter", "f7")
        monkeypatch.setenv("VISUAL", "false")
        assert "The editor false ended with code 1" in await press(pilot, "f7")
        (file := course_folder / TEXT).unlink()
        assert "is not there" in await press(pilot, "f7")
        file.symlink_to("/etc/hostname")
        assert "is a symbolic link" in await press(pilot, "f7")


async def test_the_course_is_shown_as_its_author_sets_it(course_folder: Path, store: Progress) -> None:
    """The author's own settings of what learners see do not hold; the others do."""
    own = LearnerSettings(certainty=True, book="closed", width=60)
    app = PreviewApp(load(course_folder), store, never, check, settings=own)
    assert (app.settings.certainty, app.settings.book, app.measure) == (None, None, 60)
