"""The linear twin's forms: how each kind of question is told, answered, and what is said of the answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

import builders
from plain_learner import ALL_ASKED, READ, Learner, flat
from studyapp.course.model import Cloze, Locate, Question, Settings
from studyapp.study.events import Kind


def bank() -> Cloze:
    """Two gaps and three words, one of them a number and one with marks."""
    gaps, words = (("6650",), ("drainage *divide*",)), ("6650", "drainage *divide*", "source")
    return builders.bank(pieces=("About ", " km to the ", "."), gaps=gaps, bank=words)


def locate() -> Locate:
    """A sentence with marks, the second of the text, its title being the first."""
    return builders.locate(evidence=("begins at its source",))


# cloze


def test_a_text_is_told_with_its_gaps() -> None:
    """Each gap is said in its place with its number, and how to fill them."""
    said = Learner(builders.cloze()).ask()
    assert "The (gap 1) river ends at its (gap 2).\n" in said
    assert "Type what fills the 2 gaps in turn, with semicolons between them." in said


def test_gaps_are_filled_on_one_line() -> None:
    """Words between semicolons; a wrong gap is named while tries are left, its word only afterwards."""
    learner = Learner(builders.cloze())
    said = learner.ask(" Nile;sea ", "Nile;lake")
    first, last = said.split("Question 1 of 1. Last try.")
    assert "Partly right. 1 try left.\nNot right: gap 2.\n" in first
    assert "mouth" not in first
    assert "Gap 1, right. The answer: Nile\nGap 2, not right. The answer: mouth\n" in last
    assert learner.responses == [["Nile", "sea"], ["Nile", "lake"]]


def test_a_single_gap_takes_the_whole_line() -> None:
    """Also with a semicolon in it."""
    learner = Learner(Cloze(id="one", prompt="Fill in.", pieces=("a ", ""), gaps=(("b; c",),)))
    said = learner.ask("b; c")
    assert "Type what fills the gap.\n" in said
    assert "Right. 1 of 1 point." in said
    assert learner.responses == [["b; c"]]


def test_a_near_miss_does_not_count_as_a_try() -> None:
    """It is said so, and the tries stay as they were."""
    said = Learner(builders.typed()).ask("wtrshedd")
    assert "Almost. 4 tries left.\nClose to the answer" in said
    assert "This did not count as a try." in said
    assert said.count("1. 4 tries.") == 2


@pytest.mark.parametrize("by", ["number", "word", "both"])
def test_a_bank_is_picked_from_by_number_or_word(by: str) -> None:
    """The bank's words are numbered as they are shown; case does not matter."""
    learner = Learner(bank())
    place = learner.places(learner(*READ), "Word")
    first, second = place["6650"], place["drainage divide"]
    typed = {
        "number": f"{first} {second}",
        "word": "6650; Drainage  divide",
        "both": f"{first};drainage divide",
    }
    assert "Right. 1 of 1 point." in learner("", typed[by])
    assert learner.responses == [["6650", "drainage *divide*"]]


# match, order


def test_lefts_are_given_letters_in_turn_or_by_number() -> None:
    """Both forms are one response."""
    for form in ("{0} {1} {2}", "{0},{1};{2}", "1{0} 2{1} 3{2}", "3{2} 1-{0} 2:{1}", "1{0} 2{1} 3{2}"):
        learner = Learner(builders.match())
        said = learner(*READ)
        assert "Left 1: Nile\nLeft 2: Volga\nLeft 3: Etna\nChoice a: " in said
        place = learner.places(said, "Choice")
        typed = form.format(place["river"], place["river"], place["mountain"])
        assert "Right. 1 of 1 point." in learner("", typed.upper())
        assert learner.responses == [{"Nile": "river", "Volga": "river", "Etna": "mountain"}]


def test_wrong_pairs_are_named_and_in_the_end_what_belongs_together() -> None:
    """While tries are left nothing is said of what is right."""
    learner = Learner(builders.match())
    place = learner.places(learner(*READ), "Choice")
    river, sea = place["river"], place["sea"]
    said = learner("", f"{river} {sea} {river}", f"{sea} {sea} {sea}")
    first, last = said.split("Question 1 of 1. Last try.")
    assert "Partly right. 1 try left.\nNot right: left 2, 3.\n" in first
    assert "goes with" not in first
    assert f"Left 1, not right. Nile goes with choice {river}: river\n" in last
    assert f"Left 3, not right. Etna goes with choice {place['mountain']}: mountain\n" in last


def test_more_choices_than_letters_are_numbered() -> None:
    """Then numbers are typed, in turn or behind the left's number."""
    question = replace(builders.match(), extra=tuple(f"Sea {number}" for number in range(30)))
    for form in ("{} {} {}", "1:{} 2-{} 3={}"):
        learner = Learner(question)
        place = learner.places(learner(*READ), "Choice")
        assert set(place.values()) == {str(number) for number in range(1, 33)}
        typed = form.format(place["river"], place["river"], place["mountain"])
        assert "Right. 1 of 1 point." in learner("", typed)


def test_items_are_put_in_order_by_their_numbers() -> None:
    """As they stand; the right order is told when the question is done."""
    learner = Learner(builders.order())
    place = learner.places(learner(*READ), "Item")
    backwards = " ".join(place[item] for item in reversed(builders.order().items))
    said = learner("", backwards, "1 2 3 4")
    assert "Not yet. 1 try left.\n" in said
    assert said.index("The right order:\n1. source\n2. brook\n3. river\n4. delta\n") > said.index("Last try.")
    assert learner.responses[0] == ["delta", "river", "brook", "source"]
    place = learner.places(learner(""), "Item")
    assert "Right. 1 of 1 point." in learner("", " ".join(place[item] for item in builders.order().items))


# open


def test_an_open_answer_is_marked_against_a_model() -> None:
    """The model answer comes behind the answer, then the criteria; what is met makes the score."""
    learner = Learner(builders.open_answer(evidence=("a delta",)))
    said = learner.ask("The river drops it.", "1")
    before, after = said.split("Model answer:")
    assert "The water slows" not in before
    assert after.startswith(
        "\nThe water slows and drops what it carries.\n"
        "1. It slows (1 point)\n2. It drops what it carries (3 points)\n"
        "Type the numbers of what your answer has"
    )
    assert "Partly right. 0.25 of 1 point." in after
    assert 'The text says: "a delta"' in after
    assert learner.responses == [{"text": "The river drops it.", "met": ["It slows"]}]


@pytest.mark.parametrize(
    ("typed", "told"), [("0", "Not right. 0 of"), ("2, 1", "Right. 1 of"), ("1 1", "0.25 of")]
)
def test_criteria_are_ticked_by_number(typed: str, told: str) -> None:
    """0 is for none of them; order and repeats do not matter."""
    assert told in Learner(builders.open_answer()).ask("Silt.", typed)


def test_a_long_line_is_taken_as_far_as_it_goes() -> None:
    """And that the rest is left out is said."""
    learner = Learner(builders.open_answer())
    assert "The line is longer than 2000 characters; the rest is left out." in learner.ask("x" * 2001)
    assert [data["text"] for data in learner.events(Kind.DRAFTED)] == ["x" * 2000]


def test_marking_goes_on_another_time() -> None:
    """The answer is kept from the moment it is typed, and told again with the model."""
    learner = Learner(builders.open_answer())
    learner(*READ, "The river drops it.")
    said = learner("")
    assert (
        "Your answer: The river drops it.\nModel answer:\nThe water slows and drops what it carries.\n"
        in said
    )
    assert "Right. 1 of 1 point." in learner("", "1 2")
    assert len(learner.events(Kind.DRAFTED)) == 1


def test_undo_of_a_mark_goes_back_to_marking() -> None:
    """The answer stays."""
    said = Learner(builders.open_answer()).ask("The river drops it.", "0", ":undo", "1 2")
    assert "The last answer is taken back." in said
    assert said.split("taken back.")[1].count("Your answer: The river drops it.") == 1
    assert "Right. 1 of 1 point." in said


def test_undo_while_marking_goes_back_to_writing() -> None:
    """Of this answer alone; what was written before to another question stays."""
    learner = Learner(builders.truefalse(), builders.open_answer())
    said = learner.ask("t", "", "The riv", ":undo", "The river drops it.", "1 2")
    assert "Your answer is open again: change it, then submit it." in said
    assert said.split("open again")[1].count("Question 2 of 2.") == 1
    assert "Left unsent: The riv\n" in said
    assert said.count("Right. 1 of 1 point.") == 2
    assert learner.responses[1]["text"] == "The river drops it."


def test_giving_up_an_open_question_tells_the_model() -> None:
    """Also where nothing was written."""
    said = Learner(builders.open_answer()).ask(":show")
    assert "Answer shown. 0 of 1 point.\nModel answer:\nThe water slows and drops what it carries.\n" in said


# locate


@pytest.mark.parametrize("typed", ["2", "begins at its", "A RIVER BEGINS", "its source"])
def test_a_sentence_is_named_by_number_or_words(typed: str) -> None:
    """Its number is said by :text; words must stand in one sentence alone."""
    learner = Learner(locate())
    said = learner.ask(":text", typed)
    assert "Sentence 2: A river begins at its source and ends at its mouth.\n" in said
    assert "Your sentence: A river begins at its source and ends at its mouth.\nRight. 1 of 1 point." in said
    assert learner.responses == ["A river begins at its **source** and ends at its mouth."]


def test_a_wrong_sentence_is_told_without_the_right_one() -> None:
    """The evidence is quoted once no try is left."""
    said = Learner(locate()).ask("delta", "6")
    first, last = said.split("Question 1 of 1. Last try.")
    assert "Not yet. 1 try left." in first
    assert "The text says" not in first
    assert 'Not right. 0 of 1 point.\nThe text says: "begins at its source"' in last


def test_sentences_are_numbered_in_a_closed_book_too() -> None:
    """To point at a sentence, the text is needed."""
    learner = Learner(locate(), builders.truefalse(), settings=Settings(open_book=False))
    said = learner.ask(":text", ":skip", ":text")
    assert "Sentence 4: The Nile is about 6650 km long." in said
    assert "The text is closed until this question is done." in said


# what is no answer


@pytest.mark.parametrize(
    ("question", "typed", "told"),
    [
        (builders.cloze(), "Nile", "Type 2 words, with semicolons between them. You typed 1."),
        (builders.cloze(), "Nile;", "Type 2 words, with semicolons between them. You typed 1."),
        (builders.cloze(), "", "Type 2 words, with semicolons between them. You typed 0."),
        (builders.cloze(), "Nile; mouth; sea", "Type 2 words, with semicolons between them. You typed 3."),
        (builders.cloze(), "Nile; mouth;", "Type 2 words, with semicolons between them. You typed 2."),
        (bank(), "1", "Type the 2 numbers of the words that fill the gaps, 1 to 3,"),
        (bank(), "", "You typed 0."),
        (bank(), "1 2 3", "You typed 3."),
        (bank(), "1 4", 'There is no word "1 4". Type numbers, 1 to 3.'),
        (bank(), "source; mud", 'There is no word "mud".'),
        (
            builders.match(),
            "",
            "Type 3 choices, a to c, with spaces between them: one for each left, in their",
        ),
        (builders.match(), "a b", "Type a choice for each left. There is none for left 3."),
        (builders.match(), "2a", "Type a choice for each left. There is none for left 1, 3."),
        (builders.match(), "a b c d", "Type 3 choices, a to c"),
        (builders.match(), "a b d", "Type 3 choices, a to c"),
        (builders.match(), "1a 1b 2c", "Type 3 choices, a to c"),
        (builders.match(), "1a b 3c", "Type 3 choices, a to c"),
        (builders.match(), "0a 1b 2c", "Type 3 choices, a to c"),
        (builders.match(), "1a 2b 4c", "Type 3 choices, a to c"),
        (builders.order(), "", "Type the numbers 1 to 4 in the right order, each once"),
        (builders.order(), "3 1", "Missing: 2, 4."),
        (builders.order(), "3 1 1", "Missing: 2, 4."),
        (builders.order(), "1 2 3 3", "Missing: 4."),
        (builders.order(), "1 2 5", "Type the numbers 1 to 4 in the right order, each once"),
        (builders.open_answer(), "", "Write an answer first."),
        (locate(), "", "Type the number of a sentence, or a few words of it."),
        (locate(), "0", "No sentence has these words next to each other."),
        (locate(), "7", "Type others, or a number, 1 to 6."),
        (locate(), "river", "3 sentences have these words. Type more words of the one you mean."),
        (locate(), "lake", "No sentence has these words next to each other."),
    ],
)
def test_what_is_missing_is_told_and_costs_nothing(question: Question, typed: str, told: str) -> None:
    """How sure the learner is isn't asked before there is an answer."""
    learner = Learner(question, settings=ALL_ASKED)
    said = learner.ask(typed)
    assert told in flat(said)
    assert "How sure" not in said
    assert learner.responses == []


@pytest.mark.parametrize("typed", ["", "3", "1 3", "0 1", "silt", ":hint", ":show"])
def test_a_mark_is_numbers_or_nothing(typed: str) -> None:
    """The answer waits for its mark; what would change it can't be used."""
    learner = Learner(builders.open_answer())
    said = learner.ask("Silt.", typed)
    assert ("can't be used here." if typed.startswith(":") else "Type numbers from 1 to 2") in said
    assert learner.responses == []
    assert learner.events(Kind.REVEALED) == []
