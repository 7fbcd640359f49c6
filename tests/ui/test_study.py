"""A learner at the keyboard: from the outline to the summary."""

from __future__ import annotations

import pytest
from screen import MakeApp, press, shown, type_in

from builders import course, multiple, number, single, truefalse, typed
from studyapp.course.model import Section, Settings
from studyapp.study.events import Kind
from studyapp.study.store import Progress
from studyapp.ui.screens.outline import OutlineScreen
from studyapp.ui.screens.question import QuestionScreen
from studyapp.ui.screens.section import SectionScreen
from studyapp.ui.screens.summary import SummaryScreen
from studyapp.ui.widgets.reading import ReadingView

SIZE = (80, 24)
LAKES = Section(
    stem="02-lakes", title="Lakes", text="# Lakes\n\nStill water runs deep.\n", questions=(single("lake"),)
)


def position(text: str, choice: str) -> str:
    """The number that stands before a choice."""
    line = next(line for line in text.splitlines() if choice in line)
    return line.split()[0]


async def test_enter_alone_leads_from_the_outline_to_the_first_question(make_app: MakeApp) -> None:
    """A learner who has never seen it starts with Enter and is told what Enter does."""
    app = make_app(course(single(), truefalse()))
    async with app.run_test(size=SIZE) as pilot:
        assert "Start: Rivers" in shown(app)
        assert "enter answer 2 questions" in await press(pilot, "enter")
        assert isinstance(app.screen, SectionScreen)
        assert "Where does a river begin?" in await press(pilot, "enter")
        assert isinstance(app.screen, QuestionScreen)


async def test_an_answer_is_in_the_file_when_its_feedback_shows(make_app: MakeApp, store: Progress) -> None:
    """The event stands before the words do."""
    app = make_app(course(truefalse(), single()))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "a")
        assert "✓ Right" in await press(pilot, "1", "enter")
        answered = [event for event in store.events() if event.kind == Kind.ANSWERED]
        assert [(event.question, event.data["response"]) for event in answered] == [("delta", True)]


async def test_wrong_then_right(make_app: MakeApp) -> None:
    """A wrong pick tells what is wrong with it; Enter tries again, with the pick marked."""
    app = make_app(course(single()))
    async with app.run_test(size=SIZE) as pilot:
        text = await press(pilot, "a")
        text = await press(pilot, position(text, "In the sea"), "enter")
        assert "✗ Not yet" in text
        assert "That is where it ends." in text
        assert "It begins at its source." not in text
        assert "✓" not in text
        assert "✗ In the sea" in text
        assert "already" in await press(pilot, position(text, "In the sea"), "enter")
        text = await press(pilot, position(text, "At its source"), "enter")
        assert "✓ Right   0.67 of 1 point: 1 earlier try at −33%" in text
        assert "It begins at its source." in text
        assert "66%" in await press(pilot, "enter")
        assert isinstance(app.screen, SummaryScreen)


async def test_arrows_pick_and_space_toggles(make_app: MakeApp) -> None:
    """One to pick: moving picks. Several: space toggles what is highlighted."""
    app = make_app(course(truefalse(), multiple()))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "a")
        assert "● " in await press(pilot, "down")
        await press(pilot, "enter", "enter")
        text = await press(pilot, "down", "space", "down", "space", "space")
        assert text.count("■") == 1


async def test_nothing_picked_is_said_and_costs_nothing(make_app: MakeApp, store: Progress) -> None:
    """Enter on an untouched question is no answer."""
    app = make_app(course(single()))
    async with app.run_test(size=SIZE) as pilot:
        assert "Pick a choice first." in await press(pilot, "a", "enter")
        assert not any(event.kind == Kind.ANSWERED for event in store.events())


async def test_typed_answer_with_hint(make_app: MakeApp) -> None:
    """Letters go to the field; the commands are had through F2; a hint lowers the credit."""
    app = make_app(course(typed()))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "a")
        await type_in(pilot, "hst")
        assert "hst" in shown(app)
        await press(pilot, "backspace", "backspace", "backspace")
        await press(pilot, "f2", "h")
        assert "Hint: It sheds water." in shown(app)
        await type_in(pilot, "watersched")
        text = await press(pilot, "enter")
        assert "✓ Right   0.67 of 1 point: 1 hint at −33%" in text
        assert "Accepted, with a typo" in text
        assert "Answer: watershed" in text


async def test_a_number_that_is_none_is_asked_for_again(make_app: MakeApp) -> None:
    """What can't be read as a number costs no try."""
    app = make_app(course(number()))
    async with app.run_test(size=SIZE) as pilot:
        assert "Type a number, in km" in await press(pilot, "a")
        await type_in(pilot, "far")
        assert "Type a number, such as 12.5" in await press(pilot, "enter")
        await press(pilot, "backspace", "backspace", "backspace")
        await type_in(pilot, "6650 km")
        assert "✓ Right" in await press(pilot, "enter")


async def test_not_now_give_up_and_undo(make_app: MakeApp) -> None:
    """A question put off comes back; undo takes its answer back; giving up shows the answer."""
    app = make_app(course(single(), truefalse()))
    async with app.run_test(size=SIZE) as pilot:
        assert "The Nile has a delta." in await press(pilot, "a", "s")
        await press(pilot, "1", "enter")
        text = await press(pilot, "enter")
        assert "Where does a river begin?" in text
        assert "✗ Not yet" in await press(pilot, position(text, "In the sea"), "enter")
        text = await press(pilot, "u")
        assert "Where does a river begin?" in text
        assert "✗ Not yet" not in text
        assert "→ Answer shown" in await press(pilot, "x")


async def test_the_text_is_a_key_away_with_the_evidence(make_app: MakeApp) -> None:
    """Once answered, the text opens at the evidence, and Escape comes back to the feedback."""
    app = make_app(course(single()))
    async with app.run_test(size=SIZE) as pilot:
        text = await press(pilot, "a")
        await press(pilot, position(text, "At its source"), "enter")
        assert "A river begins at its source" in await press(pilot, "t")
        assert app.screen.query_one(ReadingView)._evidence
        assert "✓ Right" in await press(pilot, "escape")
        assert isinstance(app.screen, QuestionScreen)


async def test_a_closed_book_stays_closed_until_the_answer(make_app: MakeApp) -> None:
    """The text can't be looked at before, and can after."""
    app = make_app(course(truefalse(), settings=Settings(open_book=False)))
    async with app.run_test(size=(160, 40)) as pilot:
        assert "A river begins" not in await press(pilot, "a", "t")
        await press(pilot, "1", "enter")
        assert "A river begins" in await press(pilot, "t")


async def test_a_wide_window_shows_the_text_beside_the_question(make_app: MakeApp) -> None:
    """An open book lies open where there is room."""
    app = make_app(course(single()))
    async with app.run_test(size=(160, 40)) as pilot:
        text = await press(pilot, "a")
        assert "A river begins" in text
        assert "Where does a river begin?" in text


async def test_back_and_again_it_goes_on_at_the_same_question(make_app: MakeApp) -> None:
    """Leaving in mid-sitting loses nothing, also over a restart."""
    made = course(truefalse(), single())
    app = make_app(made)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "a", "1", "enter", "enter")
        assert "Continue: Rivers, question 2" in await press(pilot, "escape")
    again = make_app(made)
    async with again.run_test(size=SIZE) as pilot:
        assert "Where does a river begin?" in await press(pilot, "enter")
        assert "2 of 2" in shown(again)


async def test_summary_retries_the_missed_and_leads_on(make_app: MakeApp) -> None:
    """What was missed first, then the next section."""
    app = make_app(course(truefalse(), single(tries=1), more=(LAKES,)))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "a", "1", "enter")
        text = await press(pilot, "enter")
        text = await press(pilot, position(text, "In the sea"), "enter", "enter")
        assert "50%" in text
        assert "Not passed yet: 80% passes" in text
        assert "Try 1 question again" in text
        text = await press(pilot, "enter")
        assert "1 of 1" in text
        text = await press(pilot, position(text, "At its source"), "enter", "enter")
        assert "Passed" in text
        assert "Still water" in await press(pilot, "enter")


async def test_summary_opens_the_text_at_a_questions_evidence(make_app: MakeApp) -> None:
    """Each line of the summary is a way back into the text."""
    app = make_app(course(single()))
    async with app.run_test(size=SIZE) as pilot:
        text = await press(pilot, "a")
        await press(pilot, position(text, "At its source"), "enter", "enter")
        await press(pilot, "G", "enter")
        assert isinstance(app.screen, SectionScreen)
        assert app.screen.query_one(ReadingView)._evidence


async def test_note_and_report_are_kept(make_app: MakeApp, store: Progress) -> None:
    """Both are events; the note is there to go on with."""
    app = make_app(course(truefalse()))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "a", "w")
        await type_in(pilot, "mind this")
        await press(pilot, "enter", "exclamation_mark")
        await type_in(pilot, "unclear")
        await press(pilot, "enter")
        assert "mind this" in await press(pilot, "w")
    kept = [(event.kind, event.data["text"]) for event in store.events() if "text" in event.data]
    assert kept == [(Kind.NOTED, "mind this"), (Kind.FLAGGED, "unclear")]


async def test_search_in_the_text(make_app: MakeApp) -> None:
    """Slash searches, n goes on, Escape ends the search and only then the section."""
    app = make_app(course())
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await press(pilot, "enter", "slash")
        await type_in(pilot, "nile")
        assert "2 hits" in await press(pilot, "enter")
        assert "end search" in await press(pilot, "n", "N")
        await press(pilot, "escape")
        assert isinstance(app.screen, SectionScreen)
        await press(pilot, "escape")
        assert isinstance(app.screen, OutlineScreen)


async def test_search_the_course(make_app: MakeApp) -> None:
    """Words are looked for in every section, and the hit opens there."""
    app = make_app(course(more=(LAKES,)))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "slash")
        await type_in(pilot, "still")
        assert "Still water runs deep." in shown(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, SectionScreen)
        assert app.screen.section is LAKES


async def test_reading_place_is_kept(make_app: MakeApp, store: Progress) -> None:
    """A section opens where it was left."""
    long = Section(
        stem="01-long", title="Long", text="# Long\n\n" + "\n\n".join(f"Line {n}." for n in range(200))
    )
    made = course(more=(long,))
    app = make_app(made)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "down", "down", "enter", "pagedown", "pagedown")
        view = app.screen.query_one(ReadingView)
        place = view.place
        await press(pilot, "escape", "down", "enter")
        assert app.screen.query_one(ReadingView).place == place > 0


async def test_palette_finds_commands_and_sections(make_app: MakeApp) -> None:
    """Every section and command of the screen is there."""
    app = make_app(course(more=(LAKES,)))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "ctrl+p")
        await type_in(pilot, "lakes")
        await pilot.pause(0.3)
        await press(pilot, "enter")
        await pilot.pause()
        assert isinstance(app.screen, SectionScreen | QuestionScreen)


async def test_help_lists_the_keys_and_does_them(make_app: MakeApp) -> None:
    """The list of keys is a list of commands too."""
    app = make_app(course())
    async with app.run_test(size=SIZE) as pilot:
        text = await press(pilot, "question_mark")
        assert "Search the course's texts" in text
        await press(pilot, "escape")
        assert isinstance(app.screen, OutlineScreen)


async def test_several_courses_have_a_list(make_app: MakeApp) -> None:
    """The list comes first, and Escape comes back to it."""
    from dataclasses import replace

    app = make_app(course(), replace(course(), id="other", title="Other waters"))
    async with app.run_test(size=SIZE) as pilot:
        assert "Other waters" in shown(app)
        assert "Start: Rivers" in await press(pilot, "down", "enter")
        assert "Courses" in await press(pilot, "escape")


async def test_everything_can_be_clicked(make_app: MakeApp) -> None:
    """A choice is picked by a click, the key bar submits."""
    app = make_app(course(truefalse()))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "a")
        await pilot.click("#choices", offset=(8, 0))
        await pilot.click("KeyBar", offset=(3, 1))
        await pilot.pause()
        assert "✓ Right" in shown(app)


async def test_themes_switch(make_app: MakeApp) -> None:
    """Light and dark, with a key."""
    app = make_app(course())
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "f3")
        assert not app.current_theme.dark
        await press(pilot, "f3")
        assert app.current_theme.dark


async def test_what_could_not_be_saved_is_said(
    make_app: MakeApp, store: Progress, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer goes on in memory, and the line stays until it is written."""
    app = make_app(course(truefalse(), single()))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "a")
        store.path.unlink()
        store.path.mkdir()
        assert "NOT SAVED" in await press(pilot, "1", "enter")
        store.path.rmdir()


async def test_a_section_left_out_says_so(make_app: MakeApp) -> None:
    """Errors in one file leave the others to study, and say which is missing."""
    from studyapp.diagnostics import Diagnostic, Severity, Span

    error = Diagnostic(
        code="x", severity=Severity.ERROR, message="m", file="questions/02.yaml", span=Span(1, 1, 1, 2)
    )
    broken = Section(stem="02-broken", title="Broken", text="", left_out=(error,))
    app = make_app(course(more=(broken,)))
    async with app.run_test(size=SIZE) as pilot:
        assert "its text has mistakes" in shown(app)
        assert "studyapp check" in await press(pilot, "G", "enter")
