"""The linear twin around an answer: how sure, where in the text, what an edit did; and any lines in any state."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import builders
from plain_learner import ALL_ASKED, ANY_LINE, READ, Learner, flat
from studyapp.course.model import Question, Settings
from studyapp.plain.commands import COMMANDS, Command
from studyapp.study.events import Kind
from studyapp.study.results import State, section_result

EVERY_KIND = tuple(replace(one, shuffle=False) for one in builders.every_kind())


# how sure


def test_certainty_is_asked_behind_the_answer_and_earns_marks() -> None:
    """Once a question, at its first try; what it earned is said, and in the summary what all earned."""
    learner = Learner(builders.truefalse(), builders.number(), settings=Settings(certainty=True))
    said = learner(*READ, "t", "2", "", "9 km", "4", "", "3", "8 km", "")
    assert said.count("How sure are you? 1: under 67 %. 2: 67 to 80 %. 3: over 80 %.") == 4
    assert said.count("Type 1, 2 or 3; or :back to give another answer.") == 2
    assert "Right. 1 of 1 point.\nYou said 67 to 80 %: 2 marks.\n" in said
    assert "Not yet. 1 try left.\nYou said over 80 %: minus 6 marks.\n" in said
    assert said.count("You said") == 2
    assert "Certainty: minus 4 marks in all, for 2 answers." in said
    assert [data["certainty"] for data in learner.events(Kind.ANSWERED)] == [2, 3, 0]


def test_a_part_earns_no_marks_for_certainty() -> None:
    """It is said so."""
    said = Learner(builders.cloze(), settings=Settings(certainty=True)).ask("Nile; sea", "1")
    assert "You said under 67 %: no marks, as it is partly right." in said


def test_certainty_of_a_near_miss_is_told_with_the_try_that_counts() -> None:
    """The near miss itself earns nothing, and it isn't asked again."""
    said = Learner(builders.typed(), settings=Settings(certainty=True)).ask("wtrshedd", "3", "watershed")
    near, right = said.split("Almost. ")[1].split("Right. ")
    assert "You said" not in near
    assert "How sure" not in near
    assert "You said over 80 %: 3 marks." in right


def test_back_from_certainty_lets_another_answer_be_given() -> None:
    """Nothing is kept before it is stated; the other commands work there too."""
    learner = Learner(builders.truefalse(), builders.order(), settings=Settings(certainty=True))
    said = learner.ask("f", ":note mine", ":hint", ":text", ":back", "t", "1")
    assert "The note is kept." in said
    assert "This question has no hints." in said
    assert said.count("How sure are you?") == 5
    assert learner.responses == [True]
    assert "Put off." in Learner(
        builders.truefalse(), builders.order(), settings=Settings(certainty=True)
    ).ask("f", ":skip")
    assert "Answer shown." in Learner(builders.truefalse(), settings=Settings(certainty=True)).ask(
        "f", ":show"
    )


# where


def test_where_is_asked_before_the_text_is_quoted() -> None:
    """Right or not is said, then the evidence; the summary tells who knew where."""
    learner = Learner(builders.single(shuffle=False), settings=Settings(where=True))
    said = learner.ask("1", ":text", "river", "2", "")
    before, after = said.split("Your sentence: ")
    assert "Right. 1 of 1 point." in before
    assert "Where does the text show it?" in before
    assert "Sentence 2: A river begins" in before
    assert "3 sentences have these words." in before
    assert "The text says" not in before
    assert after.startswith(
        "A river begins at its source and ends at its mouth.\nYes, it shows it.\n"
        'The text says: "begins at its source"\nEnter: go on.\n'
    )
    assert "Right, and knew where: question 1." in after
    assert [data["right"] for data in learner.events(Kind.LOCATED)] == [True]


def test_another_sentence_does_not_show_it() -> None:
    """It is right all the same, but not with where."""
    said = Learner(builders.single(shuffle=False), settings=Settings(where=True)).ask("1", "6650", "")
    assert "No, it is another one.\nThe text says:" in said
    assert "Right: question 1." in said


def test_enter_goes_on_without_pointing() -> None:
    """The evidence is quoted then, and :text quotes it too."""
    learner = Learner(builders.single(shuffle=False), settings=Settings(where=True))
    said = learner.ask("1", "", ":text", "")
    assert said.count("Where does the text show it?") == 1
    assert said.count("The text says:") == 2
    assert learner.events(Kind.LOCATED) == []
    assert "Right: question 1." in said


def test_commands_work_while_where_is_asked() -> None:
    """Undo, note, report and back; the evidence stays back."""
    learner = Learner(builders.single(shuffle=False), settings=Settings(where=True))
    said = learner.ask("1", ":note mine", ":report odd", ":hint", ":undo", "1", ":back")
    assert "The last answer is taken back." in said
    assert ":hint can't be used here." in said
    assert "The text says" not in said
    assert learner.events(Kind.NOTED)[0]["text"] == "mine"


# edits


def test_a_changed_key_is_told_once() -> None:
    """With what the answers came to before and after."""
    learner = Learner(builders.truefalse(points=2.0), builders.number())
    learner(*READ, "t", "")
    learner.edit(builders.truefalse(points=2.0, answer=False), builders.number())
    said = learner()
    assert (
        "Rivers has changed. Your answers were marked again:\n"
        "Rivers, The Nile has a delta.: from 2 to 0 of 2 points.\n"
    ) in said
    assert "marked again" not in learner()


def test_a_changed_question_is_asked_once_more() -> None:
    """The outline says so, and Enter leads to it alone."""
    learner = Learner(builders.truefalse(), builders.number())
    learner(*READ, "t", "", "6650 km", "", "")
    learner.edit(builders.truefalse(prompt="The *Nile* has a lake.", answer=False), builders.number())
    said = learner("", "f", "")
    assert "Rivers, The Nile has a lake.: it asks something else now; it will be asked once more." in flat(
        said
    )
    assert "1. Rivers: passed, 50%, 1 changed\nEnter: Answer: Rivers, 1 changed question." in said
    assert "The Nile has a lake.\n" in said
    assert "Score: 100%, 2 of 2 points. Passed." in said
    assert "How long is the Nile?" not in said
    assert "Enter: answer 1 changed question." not in learner("1")


def test_reading_again_leads_to_what_changed() -> None:
    """Behind the text, Enter says what is left to answer."""
    learner = Learner(builders.truefalse(), builders.number())
    learner(*READ, "t", "", "6650 km", "", "")
    learner.edit(builders.truefalse(prompt="The Nile has a lake."), builders.number())
    assert "Enter: answer 1 changed question." in learner("1")


# all of it


def test_every_kind_is_studied_to_the_end() -> None:
    """Given up, then right, with certainty and where: each is told, kept, and passed in the end."""
    learner = Learner(*EVERY_KIND, settings=ALL_ASKED)
    said = learner(*READ, ":show", "", "", *[":show", ""] * 10)
    assert "Summary of Rivers\nScore: 0%, 0 of 11 points." in said
    assert "Enter: Try again: Rivers, 0% so far." in learner()
    for question in EVERY_KIND:
        _answer_right(learner, question)
    result = section_result(learner.course.sections[0], learner.journal)
    assert (result.state, result.points, result.answered) == (State.PASSED, 11.0, 11)
    assert len(learner.events(Kind.LOCATED)) == 1
    assert [data["certainty"] for data in learner.events(Kind.ANSWERED)] == [3] * 9 + [0, 3]


def _answer_right(learner: Learner, question: Question) -> None:
    """Answer the question in front of the learner, with all that is asked along with it."""
    said = learner("")
    choice, item = learner.places(said, "Choice"), learner.places(said, "Item")
    typed = {
        "single": ("1", "3", "begins at", ""),
        "multiple": ("1 2", "3", ""),
        "truefalse": ("t", "3", ""),
        "text": ("watershed", "3", ""),
        "number": ("6650 km", "3", ""),
        "cloze": ("watershed; catchments" if "Word 1" in said else "Nile; mouth", "3", ""),
        "match": (" ".join(choice.get(one, "") for one in ("river", "river", "mountain")), "3", ""),
        "order": (" ".join(item.get(one, "") for one in builders.order().items), "3", ""),
        "open": ("It slows.", "1 2", ""),
        "locate": ("km long", "3", ""),
    }
    assert "Right. 1 of 1 point." in learner("", *typed[question.kind])


@settings(deadline=None, max_examples=60)
@given(st.permutations(EVERY_KIND), st.lists(ANY_LINE, max_size=60), st.booleans(), st.integers(0, 60))
def test_whatever_is_typed_is_answered(
    questions: list[Question], typed: list[str], asked: bool, cut: int
) -> None:
    """No sequence of lines breaks the twin, however it is cut in two; each line is taken after a prompt."""
    learner = Learner(*questions, settings=Settings(certainty=asked, where=asked))
    learner(*READ, *typed[:cut])
    learner(*typed[cut:])


ASKING = "hint text skip undo show note report back help quit"
STATES = {
    "outline": ((), "review back help quit"),
    "text": (("",), "back help quit"),
    "answer": (READ, ASKING),
    "certainty": ((*READ, "1"), ASKING),
    "where": ((*READ, "1", "3"), "text undo note report back help quit"),
    "done": ((*READ, "1", "3", ""), "text undo note report back help quit"),
    "draft": ((*READ, ":skip"), ASKING),
    "marking": ((*READ, ":skip", "It slows."), "text skip undo note report back help quit"),
    "summary": (
        (*READ, ":show", "", "", "It slows.", "0", ""),
        "undo retry back help quit",
    ),
}
"""By state, the lines that lead to it and what can be used there."""


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_is_heeded_in_every_state(state: str, command: Command) -> None:
    """By word and by letter, with a text and without; where it can't be used that is said."""
    typed, usable = STATES[state]
    for line in (f":{command.name}", f":{command.letter}", f":{command.name} text"):
        said = Learner(builders.single(shuffle=False), builders.open_answer(), settings=ALL_ASKED)(
            *typed, line
        )
        refused = f":{command.name} can't be used here." in said
        assert refused == (command.name not in usable.split())
