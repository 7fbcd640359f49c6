"""A section's text: what Enter does at its end, and its title in a low window."""

from __future__ import annotations

import pytest
from screen import MakeApp, press, shown

from builders import course, single, truefalse
from studyapp.course.model import Section
from studyapp.study.sitting import Sitting
from studyapp.study.store import Progress
from studyapp.ui.widgets.reading import ReadingView

SIZE, LOW = (80, 24), (40, 15)
TITLED = "# Rivers\n\n## Where they begin\n\nA river begins at its source.\n"
LONG = TITLED + "".join(f"\nParagraph {number} says that knowledge is exchanged.\n" for number in range(90))


def section(text: str, title: str = "Rivers") -> Section:
    """A text to read, without questions."""
    return Section(stem="02-read", title=title, text=text)


async def test_enter_says_what_the_sitting_will_ask(make_app: MakeApp) -> None:
    """All, where it was; then what can still gain, whether or not that sitting is begun; then all again."""
    app = make_app(course(truefalse(), truefalse("mouth"), single(tries=1, shuffle=False)))
    text = ("home", "down", "enter")
    async with app.run_test(size=SIZE) as pilot:
        assert "enter answer 3 questions" in await press(pilot, *text)
        await press(pilot, "enter", "1", "enter", "enter", "escape")
        assert "enter go on with question 2" in await press(pilot, *text)
        assert "2 of 3" in await press(pilot, "enter", "2", "enter")
        await press(pilot, "enter", "3", "enter", "enter", "escape")
        assert "enter try 2 questions again" in await press(pilot, *text)
        assert "1 of 2" in await press(pilot, "enter")
        await press(pilot, "escape")
        assert "enter try 2 questions again" in await press(pilot, *text)
        await press(pilot, "enter", "1", "enter", "enter", "1", "enter", "enter", "escape")
        assert "enter answer 3 questions" in await press(pilot, *text)
        assert "1 of 3" in await press(pilot, "enter")


async def test_enter_leads_to_what_was_put_off(make_app: MakeApp, store: Progress) -> None:
    """Where all that is left was put off for good, the sitting goes on with it."""
    made = course(truefalse(), truefalse("mouth"))
    sitting = Sitting.open(made, made.sections[0], store.journal(made.id))
    sitting.respond(True)
    sitting.go_on()
    sitting.skip()
    sitting.skip()
    assert sitting.current is None
    app = make_app(made)
    async with app.run_test(size=SIZE) as pilot:
        assert "enter go on with question 2" in await press(pilot, "home", "down", "enter")
        assert "2 of 2" in await press(pilot, "enter")


async def test_a_title_is_told_once_in_a_low_window(make_app: MakeApp) -> None:
    """The heading that the bar above repeats makes room for the text; a higher window has both."""
    app = make_app(course(truefalse(), more=(section(LONG),)))
    async with app.run_test(size=LOW) as pilot:
        text = await press(pilot, "end", "enter")
        assert text.count("Rivers") == 1
        assert text.splitlines()[2].strip() == "Where they begin"
        assert text.count("Paragraph") >= 3
        await pilot.resize_terminal(*SIZE)
        await pilot.pause()
        assert shown(app).count("Rivers") == 2
        await pilot.resize_terminal(*LOW)
        await pilot.pause()
        assert shown(app) == text
        assert app.screen.query_one(ReadingView).place == 0


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# Of rivers\n\nThey begin.", "Rivers"),
        ("## Rivers\n\nThey begin.", "Rivers"),
        ("They begin.\n\n# Rivers\n\nThey end.", "Rivers"),
        ("# Rivers\n", "Rivers"),
    ],
)
async def test_any_other_heading_stays(make_app: MakeApp, text: str, title: str) -> None:
    """One that says something else, stands elsewhere, or is all there is."""
    app = make_app(course(truefalse(), more=(section(text, title),)))
    async with app.run_test(size=LOW) as pilot:
        heading = text[text.index("#") :].split("\n")[0].lstrip("# ")
        assert [line.strip() for line in (await press(pilot, "end", "enter")).splitlines()].count(
            heading
        ) == 1


async def test_reading_without_the_title(make_app: MakeApp) -> None:
    """Down and up again passes the same lines, and a search finds the way to what is not shown."""
    app = make_app(course(truefalse(), more=(section(LONG),)))
    async with app.run_test(size=LOW) as pilot:
        first = await press(pilot, "end", "enter")
        view = app.screen.query_one(ReadingView)
        lines = first.splitlines()
        assert (await press(pilot, "j")).splitlines()[2:-2] == lines[3:-1]
        assert (await press(pilot, "k")).splitlines()[2:] == lines[2:]
        await press(pilot, "space", "b")
        assert shown(app).splitlines()[2:] == lines[2:]
        await press(pilot, "G")
        assert view.search("Rivers") == 1
        await pilot.pause()
        assert shown(app).splitlines()[2:] == lines[2:]
