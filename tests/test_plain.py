"""The linear twin: a scripted learner studies a course through lines in and lines out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from io import StringIO
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.course.load import load
from studyapp.course.model import Course
from studyapp.plain import run
from studyapp.plain.commands import COMMANDS
from studyapp.plain.prose import lines, short
from studyapp.plain.talk import WIDTH
from studyapp.study.events import Kind
from studyapp.study.results import State, section_result
from studyapp.study.store import Progress

Learner = Callable[..., str]


@pytest.fixture
def course(course_folder: Path) -> Course:
    return load(course_folder).course


@pytest.fixture
def learner(course: Course, progress: Progress) -> Learner:
    """Types lines from the outline on, and returns all that was said."""

    def types(*typed: str, courses: Iterable[Course] = (course,)) -> str:
        out, ticks = StringIO(), count()
        code = run(
            list(courses),
            progress,
            lines_in=[line + "\n" for line in typed],
            out=out,
            seconds=lambda: next(ticks),
        )
        assert code == 0
        return out.getvalue()

    return types


READ = ("", "")
"""From the outline into the text, and on to its first question."""


def test_enter_and_answers_alone_pass_a_section(learner: Learner, course: Course, progress: Progress) -> None:
    """Every type is answered as it is typed, and the summary leads to the next section."""
    said = learner(*READ, "1", "", "1 2", "", "t", "", "watershed", "", "6650 km", "", "")
    assert said.count("Right. 1 of 1 point.") == 5
    assert "Score: 100%, 5 of 5 points. Passed." in said
    assert "Enter: next section, Seas." in said
    assert "Section 2 of 2: Seas" in said
    result = section_result(course.sections[0], progress.journal(course.id))
    assert (result.state, result.answered) == (State.PASSED, 5)


def test_the_outline_tells_states_and_the_next_step(learner: Learner) -> None:
    """Sections are numbered with their state, and Enter goes on where the learner was."""
    assert "1. Rivers: new, 5 questions\n2. Seas: to read\nEnter: Start: Rivers." in learner()
    said = learner(*READ, "1", "", ":back")
    assert "1. Rivers: answered 1 of 5, 20%" in said
    assert "Enter: Continue: Rivers, question 2." in said
    assert "Question 2 of 5." in learner("")


def test_a_wrong_try_tells_of_the_pick_alone(learner: Learner) -> None:
    """Neither the answer nor the explanation is told while tries are left; afterwards both are."""
    said = learner(*READ, "3", "2")
    first, last = said.split("Not yet. 1 try left.")[1].split("Partly right. 0.17 of 1 point.")
    assert "Choice 3, not right. That is where it ends." in first
    assert "Choice 3, tried: In the sea" in first
    assert "It begins at its source" not in first
    assert "Choice 1, right: At its source" in last
    assert "Explanation:\nIt begins at its source." in last
    assert 'The text says: "begins at its source"' in last


@pytest.mark.parametrize(
    ("before", "typed", "told"),
    [
        ((), "0", "Type the number of one choice, 1 to 3."),
        ((), "1 2", "Type the number of one choice, 1 to 3."),
        ((), "²", "Type the number of one choice, 1 to 3."),
        ((), "", "Type the number of one choice, 1 to 3."),
        ((":skip",), "1 4", "Type the numbers of choices, 1 to 3, with spaces between them."),
        ((":skip",) * 2, "maybe", "Type t for true, or f for false."),
        ((":skip",) * 3, "", "Type an answer first."),
        ((":skip",) * 4, "long", "Type a number, such as 12.5 or 3/4."),
        ((), ":nonsense", "There is no such command."),
        ((), ":retry", ":retry can't be used here."),
    ],
)
def test_what_is_no_answer_is_told_and_costs_nothing(
    learner: Learner, progress: Progress, before: tuple[str, ...], typed: str, told: str
) -> None:
    """The learner is told what to type, and no try is used up."""
    assert told in learner(*READ, *before, typed)
    assert Kind.ANSWERED not in {event.kind for event in progress.events()}


@pytest.mark.parametrize("typed", ["2,1", "2;1 ", "1  2 1"])
def test_several_numbers_may_be_parted_in_any_way(learner: Learner, typed: str) -> None:
    """Commas, semicolons and spaces part numbers; their order does not matter."""
    assert "Right." in learner(*READ, ":skip", typed)


@pytest.mark.parametrize(("typed", "verdict"), [("T", "Right."), ("1", "Right."), ("false", "Not right.")])
def test_true_and_false_have_several_spellings(learner: Learner, typed: str, verdict: str) -> None:
    """Words, letters and numbers are taken."""
    assert verdict in learner(*READ, ":skip", ":skip", typed)


def test_commands_work_instead_of_an_answer(learner: Learner, progress: Progress) -> None:
    """Hint, text, note, report, giving up and undo do what they say, by word and by letter."""
    said = learner(
        *READ,
        ":s",
        ":s",
        ":s",
        ":h",
        ":hint",
        ":t",
        ":w sheds rain",
        ":note",
        ":report",
        ":! unclear",
        "catchment",
        ":u",
        ":u",
        ":x",
        ":u",
    )
    assert "Hint: It sheds water." in said
    assert "There is no further hint." in said
    assert said.count("Nile [https://example.org/nile] is") == 2
    assert "feed a river.\n\nQuestion 4 of 5. 3 tries.\n" in said
    assert "Your note: sheds rain" in said
    assert "Type what is wrong with the question behind :report" in said
    assert "The report is kept for the author." in said
    assert "The last answer is taken back." in said
    assert "Answer shown. 0 of 1 point.\nThe answer: watershed" in said
    assert said.rstrip().endswith(
        "The answer was shown; this can't be taken back.\nEnter: go on.\nGoodbye. Everything is kept."
    )
    assert "There is nothing to take back.\nYour answer, or :help?\n" in said
    kinds = [str(event.kind) for event in progress.events()]
    before = ["read", "began", *["skipped"] * 3, "hinted", "noted", "flagged"]
    assert kinds == [*before, "answered", "undone", "revealed"]


def test_help_lists_every_command(learner: Learner) -> None:
    """Also where no question is asked."""
    said = " ".join(learner(":help").split())
    for command in COMMANDS:
        assert f"{command.usage}, or :{command.letter} for short: {command.help}." in said


def test_two_colons_begin_an_answer_with_a_colon(learner: Learner, progress: Progress) -> None:
    """Nothing that can be typed is out of reach."""
    learner(*READ, *[":skip"] * 3, "::watershed")
    assert [event.data["response"] for event in progress.events() if event.kind == Kind.ANSWERED] == [
        ":watershed"
    ]


def test_missed_questions_are_listed_and_tried_again(learner: Learner) -> None:
    """The summary names them, and Enter asks them alone until the section is passed."""
    right = ("1", "", "1 2", "", "t", "")
    said = learner(*READ, *right, ":x", "", ":x", "", "", "watershed", "", "6650 km", "", "")
    assert "Score: 60%, 3 of 5 points. Not passed yet: 80% passes." in said
    assert "In this sitting 3 of 5 came out right." in said
    assert "Missed, question 4: What is the ridge between two catchments called?" in said
    assert "Can still gain points" not in said
    assert "Enter: try 2 questions again." in said
    assert "Question 1 of 2." in said
    assert "Score: 100%, 5 of 5 points. Passed." in said


def test_undo_in_the_summary_asks_the_last_question_again(learner: Learner) -> None:
    """The sitting goes on as if the answer had not been given."""
    said = learner(
        *READ, "1", "", "1 2", "", "t", "", "watershed", "", "6650 km", "", ":undo", "9 km", "8 km", ""
    )
    assert said.count("Summary of Rivers") == 2
    assert "Question 5 is open again: its last answer was taken back." in said
    assert "Missed, question 5: How long is the Nile?" in said.split("Summary of Rivers")[2]


def test_what_was_put_off_is_asked_first_at_the_end(learner: Learner) -> None:
    """A word comes before the end; Enter then asks what is left, and no more."""
    right = ("1", "", "1 2", "", "t", "")
    said = learner(*READ, *right, *[":skip"] * 5, "", "watershed", "", "6650 km", "")
    assert said.count("Nothing else is left. :skip again ends it with what was put off not answered.") == 1
    assert "Not answered, question 5: How long is the Nile?" in said
    first, last = said.split("Enter: answer the 2 questions left.")
    assert "Score: 60%, 3 of 5 points." in first
    assert [last.count(f"Question {number} of 5.") for number in range(1, 6)] == [0, 0, 0, 1, 1]
    assert "Score: 100%, 5 of 5 points. Passed." in last


def test_what_was_put_off_is_asked_when_the_section_is_opened_again(learner: Learner) -> None:
    """Behind the text, too, Enter says what it asks."""
    right = ("1", "", "1 2", "", "t", "")
    learner(*READ, *right, *[":skip"] * 5)
    said = learner("1", "")
    assert "Enter: answer the 2 questions left." in said
    assert "Question 4 of 5." in said


def test_a_closed_book_stays_closed_until_the_question_is_done(course_folder: Path, learner: Learner) -> None:
    """:text is refused before the answer and works after it."""
    file = course_folder / "course.yaml"
    file.write_text(file.read_text().replace("shuffle: false", "shuffle: false, book: closed"))
    said = learner(*READ, ":text", "1", ":text", courses=[load(course_folder).course])
    before, after = said.split("The text is closed until this question is done.")
    assert before.count("A ridge that parts") == 1
    assert after.count("A ridge that parts") == 1


def test_reading_is_recorded_with_its_time(learner: Learner, course: Course, progress: Progress) -> None:
    """Once the text was shown the section counts as read, even if the learner leaves right there."""
    learner("")
    read = progress.journal(course.id).section("01-rivers")
    assert (read.place, read.share, read.ms) == (len(course.sections[0].text), 1.0, 1000)


def test_the_end_of_input_leaves_in_order_anywhere(learner: Learner) -> None:
    """However much was typed, the twin says goodbye, and what was answered is there the next time."""
    script = [*READ, "3", "1", "", "2", ":hint"]
    for length in range(len(script)):
        assert learner(*script[:length]).endswith("Goodbye. Everything is kept.\n")


def test_several_courses_are_listed_first(
    tmp_path: Path, course: Course, learner: Learner, course_folder: Path
) -> None:
    """A number opens one, Enter the one studied last, and back leads to the list again."""
    other = tmp_path / "other"
    (other / "content").mkdir(parents=True)
    (other / "content" / "a.md").write_text("# Alone\n\nText.\n")
    courses = [load(other).course, course]
    said = learner("9", "2", *READ, ":back", ":back", "", courses=courses)
    assert "1. Other: 0 of 0 sections passed.\n2. Rivers of the world: 0 of 1 section passed." in said
    assert "There is no number 9." in said
    assert "Enter: open Rivers of the world. Or type a number, 1 to 2." in said
    assert said.count("Course: Rivers of the world") == 2


def test_each_try_tells_its_choices_in_the_order_that_is_recorded(
    course_folder: Path, learner: Learner, progress: Progress
) -> None:
    """A new order for each try; a hint leaves it."""
    file = course_folder / "questions" / "01-rivers.yaml"
    six = "".join(f"\n      - {{text: place {letter}}}" for letter in "abcdef")
    source = file.read_text().replace("\n      - {text: In the sea, feedback: That is where it ends.}", six)
    file.write_text(
        source.replace("    explanation: It", "    tries: 4\n    hints: [Look up.]\n    explanation: It")
    )
    course = course_folder / "course.yaml"
    course.write_text(course.read_text().replace("shuffle: false", "shuffle: true"))
    said = learner(*READ, "1", ":hint", "1", "1", courses=[load(course_folder).course])
    asked = said.split("\nQuestion 1 of 5.")[1:]
    orders = [re.findall(r"^Choice \d(?:, tried)?: (.*)", one, re.MULTILINE) for one in asked]
    answers = [event.data["shown"] for event in progress.events() if event.kind == Kind.ANSWERED]
    assert orders[: len(answers)] == answers
    assert len({tuple(order) for order in answers}) == len(answers) == 3


def test_feedback_on_choices_begins_with_the_pick(learner: Learner) -> None:
    """Then come the others as they were shown."""
    said = learner(*READ, ":skip", "1 3", "2 3")
    told = re.findall(
        r"^Choice (\d)(?:, your pick)?, (?:not )?right", said.split("Not right.")[1], re.MULTILINE
    )
    assert told == ["2", "3", "1"]


def test_prices_and_earnings_are_told(course_folder: Path, learner: Learner) -> None:
    """A hint's price before it is taken, and what a question came to; large numbers are written out."""
    file = course_folder / "questions" / "01-rivers.yaml"
    source = file.read_text().replace("id: source", "id: source\n    points: 1234.5")
    file.write_text(source.replace("hints: [It sheds water.]", "hints: [It sheds water., It parts.]"))
    said = learner(
        *READ, "1", "", *[":skip"] * 2, ":hint", "nothing", "watershed", courses=[load(course_folder).course]
    )
    assert "Question 1 of 5. 1234.5 points. 2 tries." in said
    assert "Right. 1234.5 of 1234.5 points." in said
    assert "Hints: 2, each costs 33%.\nType a word" in said
    assert "Hint 1: It sheds water.\nHints: 1 more, which costs 33%." in said
    assert "Right. 0.33 of 1 point." in said


@pytest.mark.parametrize("word", ["q", "QUIT", ":q"])
def test_a_bare_word_leaves_where_no_answer_is_asked(learner: Learner, word: str) -> None:
    """In the outline and behind the text; how to leave and get help is said first of all."""
    for before in ((), ("",)):
        said = learner(*before, word, "1")
        assert said.startswith("Type :help for the commands, :quit to leave.\n")
        assert said.endswith("\nGoodbye. Everything is kept.\n")
        assert "no number" not in said


@pytest.mark.parametrize("word", ["?", "help"])
def test_a_bare_word_helps_where_no_answer_is_asked(learner: Learner, word: str) -> None:
    """It lists the commands."""
    assert "Commands, which work instead of an answer:" in learner(word)
    assert "Commands, which work instead of an answer:" in learner("", word)


def test_what_can_still_gain_points_is_told_and_tried_again(learner: Learner) -> None:
    """Right at a second try is not missed, but more can be had while the section is not passed."""
    said = learner(*READ, "3", "1", "", "1 2", "", "t", "", ":x", "", ":x", "")
    assert "Score: 53%, 2.67 of 5 points. Not passed yet: 80% passes." in said
    assert "In this sitting 3 of 5 came out right." in said
    assert "Can still gain points: Where does a river begin?" in said
    assert "Enter: try 3 questions again." in said
    again = learner("1")
    assert "1. Rivers: 53%, not passed" in again
    assert "Enter: try 3 questions again." in again


def test_what_is_not_saved_is_said(
    learner: Learner, progress: Progress, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After each answer, and in place of the goodbye."""
    monkeypatch.setattr(Progress, "unsaved", 1)
    monkeypatch.setattr(Progress, "trouble", "There is no room left.")
    said = learner(*READ, "1")
    assert said.count("NOT SAVED: There is no room left.") == 2
    assert "Everything is kept" not in said


def test_control_characters_never_come_out(learner: Learner) -> None:
    """What was typed is told again without what could steer a terminal."""
    said = learner(*READ, ":note \x1b[2Jred\x9b31m\u202e", ":note")
    assert "Your note: [2Jred31m" in said
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", said)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("# One *two*", ["Heading 1: One two"]),
        ("- a\n- b\n  1. c\n  2. d", ["- a", "- b", "  1. c", "  2. d"]),
        ("3. c\n4. d", ["3. c", "4. d"]),
        ("[a `b`](https://x.example)", ["a b [https://x.example]"]),
        ("<https://x.example>", ["https://x.example"]),
        ("![a cat](cat.png)", ["Image: a cat"]),
        ("[a ![b [c]", ["[a ![b [c]"]),
        ("> one\n> two", ["Quote:", "  one two", "End of quote."]),
        ("```py\nx = 1\n\ny\n```", ["Code:", "    x = 1", "", "    y", "End of code."]),
        ("a  \nb", ["a", "b"]),
        ("a\n\nb", ["a", "", "b"]),
        ("| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |", ["a: 1", "b: 2", "", "a: 3", "b: 4"]),
        ("[x][y]\n\n[y]: https://y.example", ["x [https://y.example]"]),
        (
            "Dry[^a] and [^b].\n\n[^a]: Rain\n    *only*.",
            ["Dry (note 1) and [^b].", "", "Note 1: Rain only."],
        ),
        ("[^a]\n\n[^a]: # Head", ["(note 1)", "", "Note 1: Heading 1: Head"]),
        ("a <b>c</b>", ["a <b>c</b>"]),
        ("- # Head\n- \n- > q", ["- Heading 1: Head", "-", "- Quote:", "    q", "  End of quote."]),
    ],
)
def test_markdown_is_read_in_words(source: str, said: list[str]) -> None:
    """Headings, lists, links, quotes, code and tables become lines without drawing."""
    assert list(lines(source)) == said


@settings(deadline=None)
@given(st.text(st.sampled_from("ab *_#>-[]()`|1.\n\\&<"), max_size=200))
def test_no_line_is_too_wide_and_no_markdown_breaks_it(source: str) -> None:
    """Whatever the source, lines are within the width unless one word is longer; nothing raises."""
    for line in lines(source):
        assert len(line) <= WIDTH or len(line.split()) == 1 or line.startswith("    ") or " " * 20 in line
    assert "\n" not in short(source)


@settings(deadline=None)
@given(st.lists(st.text("abcdefghij", min_size=1, max_size=12), min_size=1, max_size=120))
def test_no_word_of_a_paragraph_is_lost(words: list[str]) -> None:
    """Plain words come out in their order, whatever the line breaks."""
    assert " ".join(lines(" ".join(words))).split() == words
