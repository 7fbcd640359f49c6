"""The linear twin's reviews: what is due, asked again over all courses, and what the outline says of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from io import StringIO
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import builders
from plain_learner import ALL_ASKED, ANY_LINE, READ, Learner, flat
from studyapp.cli import main
from studyapp.course.model import Course, Question, Settings
from studyapp.study.events import Kind
from studyapp.study.store import Progress

MONTH = 30
"""Days after which everything that was answered once is due."""
REREAD = "You have missed this one several times. Reading its section again will do more: :text."


def statements(*ids: str, pool: str = "") -> tuple[Question, ...]:
    """True statements, each with its id for a prompt."""
    return tuple(builders.truefalse(id, prompt=f"So it is: {id}.", pool=pool) for id in ids)


def seas(*questions: Question, settings: Settings | None = None) -> Course:
    """Another course."""
    course = builders.course(*questions, settings=settings or Settings())
    section = replace(course.sections[0], stem="01-seas", title="Seas")
    return replace(course, id="seas", title="Seas of the world", sections=(section,))


def answered(*ids: str, settings: Settings | None = None, wrong: int = 0) -> Learner:
    """One who answered true statements a month ago, the first ones wrongly, and read nothing else."""
    learner = Learner(*statements(*ids), settings=settings or Settings(pass_share=0.1))
    learner(*READ, *("f", "") * wrong, *("t", "") * (len(ids) - wrong))
    learner.days = MONTH
    return learner


def asked(said: str) -> list[str]:
    """Ids of the statements in the order in which they were announced."""
    return re.findall(r"^So it is: (.*)\.$", said, re.MULTILINE)


# what is due


def test_the_outline_says_what_is_due_and_still_known() -> None:
    """In the section's line and above the prompt; not on the day of the answers."""
    learner = answered("a", "b", "c")
    learner.days = 0
    assert "\n1. Rivers: passed, 100%\nEnter: leave; every section is done." in learner()
    learner.days = MONTH
    said = learner()
    assert re.search(r"^1\. Rivers: passed, 100%, 3 due, 6\d% known today$", said, re.MULTILINE)
    assert "\nReview: 3 due, about 2 minutes. Type r to start it.\nEnter: start the review. Or type" in said


def test_a_section_known_on_three_days_is_durable() -> None:
    """It says so, and no earlier."""
    learner = answered("a", "b")
    learner("", "t", "", "t", "")
    learner.days += 200
    assert "durable" not in learner()
    assert "1. Rivers: passed, 100%, durable\n" in learner("", "t", "", "t", "", "")


@pytest.mark.parametrize("line", ["r", "R", "review", ":review", ":v"])
def test_a_letter_starts_the_review_while_enter_does_the_next_step(line: str) -> None:
    """And the review leads back to the outline."""
    learner = answered("a", "b", settings=Settings(), wrong=2)
    assert "Enter: Try again: Rivers, 0% so far." in learner()
    said = learner(line, "t", "", "t", "", "")
    assert "\nSummary of the review\n2 of 2 came out right.\n" in said
    assert said.count("1 section.") == 2
    assert "Question 1 of 2.\n" not in learner("")


def test_enter_starts_the_review_once_all_else_is_done() -> None:
    """As it says; with nothing due it leaves."""
    said = answered("a")("", "t", "", "", "")
    assert said.count("Enter: start the review.") == 1
    assert said.endswith(
        "Enter: leave; every section is done. Or type a number, 1 to 1.\nGoodbye. Everything is kept.\n"
    )


def test_nothing_due_is_said_with_the_day_of_the_next() -> None:
    """Before anything was answered, on the day before, and long before."""
    learner = Learner(*statements("a"))
    assert "Nothing is due today. What you answer comes back for review." in learner("r")
    learner(*READ, "t", "")
    due = learner.journal.standing("a").card.due - learner.journal.today()
    assert due > 1
    assert re.search(rf"Nothing is due today. The next is due in {due} days, on 2023-11-\d\d\.", learner("r"))
    learner.days = due - 1
    assert "Nothing is due today. The next is due tomorrow." in learner(":review")
    assert "due" not in learner()


# the review


def test_a_review_ends_with_what_came_out_right_and_what_comes_tomorrow() -> None:
    """Shown answers and wrong ones are not right; a failed one comes back soon."""
    learner = answered("a", "b", "c", "d")
    said = learner("r", "t", "", "f", "", ":show", "", "t", "", "")
    due = [learner.journal.standing(id).card.due for id in "abcd"]
    tomorrow = sum(one == learner.journal.today() + 1 for one in due)
    assert tomorrow == 2
    assert "Summary of the review\n2 of 4 came out right.\nDue tomorrow: 2.\nEnter: leave the review." in said
    assert "Nothing is due tomorrow. The next is due in" in answered("a")("r", "t", "")


def test_undo_at_the_end_asks_the_last_question_again() -> None:
    """The schedule is as if it had not been answered."""
    learner = answered("a", "b")
    first, _, then = learner("r", "t", "", "t", "", ":undo", "f", "").partition("Enter: leave the review.")
    assert "2 of 2 came out right." in first
    assert asked(then) == asked(first)[-1:]
    assert "1 of 2 came out right." in then
    assert sorted(learner.journal.standing(id).card.lapses for id in "ab") == [0, 1]


def test_what_was_told_stays_at_the_end() -> None:
    """It says so, and asks again what to do."""
    learner = answered("a", "b")
    said = learner("r", "t", "", "f", "", ":undo", "").partition("Summary of the review")[2]
    assert "The answer to question 2 was shown; it can't be taken back.\nEnter: leave the review." in said
    assert asked(said) == []


def test_a_question_says_which_section_it_is_from() -> None:
    """One of several courses names that too; in a section's own sitting neither is said."""
    learner = answered("a")
    assert "Question 1 of 1. 1 try.\nFrom Rivers.\nSo it is: a.\n" in learner("r")
    two = Learner(*statements("a"), others=[seas(*statements("b"))])
    for number in "12":
        assert "\nFrom " not in two(number, *READ, "t", "")
    two.days = MONTH
    said = two("r", "t", "", "t", "", "")
    assert said.count("From Rivers, Rivers.\nSo it is: a.\n") == 1
    assert said.count("From Seas of the world, Seas.\nSo it is: b.\n") == 1


def test_the_list_of_courses_offers_the_review_of_all() -> None:
    """Enter still opens a course until all is done; within one, the same is offered."""
    learner = Learner(*statements("a"), others=[seas(*statements("b", "c"))])
    learner("1", *READ, "t", "")
    learner("2", *READ, "t", "")
    learner.days = MONTH
    offer = "Review: 2 due, about 1 minute. Type r to start it.\n"
    assert f"{offer}Enter: open Seas of the world." in learner()
    assert f"{offer}Enter: Continue: Seas, question 2." in learner("2")
    learner("2", "", "t", "")
    said = learner("", "t", "", "t", "", "")
    assert f"{offer}Enter: start the review. Or type a number, 1 to 2." in said
    assert said.rpartition("leave the review.")[2].startswith("\n\n2 courses.\n")
    assert sorted(asked(said)) == ["a", "b"]


def test_no_more_is_asked_than_the_cap() -> None:
    """What is beyond it waits for tomorrow, also where a review was cut off or done before."""
    learner = answered("a", "b", "c", "d", "e")
    assert "5 due, " in learner(cap=3)
    said = learner("r", "t", "", cap=3)
    assert "Review: 3 due, about 2 minutes." in said
    assert "Review: 2 due, about 1 minute." in learner(cap=3)
    assert "Summary of the review\n3 of 3 came out right.\nDue tomorrow: 2.\n" in learner(
        "r", "t", "", "t", "", cap=3
    )
    assert "That is all for today. Left for tomorrow: 2." in learner("r", cap=3)
    assert "Review: " not in learner(cap=3)
    learner.days += 1
    assert "Review: 2 due" in learner(cap=3)


def test_a_summary_counts_the_answers_of_its_day() -> None:
    """Not those of another course's review the day before."""
    learner = Learner(*statements("a"), others=[seas(*statements("b"))])
    for number in "12":
        learner(number, *READ, "t", "")
    for learner.days in (MONTH, MONTH + 1):
        assert "\n1 of 1 came out right.\n" in learner("r", "t", "", cap=1)
    assert "Nothing is due today." in learner("r", cap=1)


def test_two_of_one_pool_are_not_asked_in_a_row() -> None:
    """Where others can come between."""
    pooled, single = statements("a", "b", pool="deltas"), statements("c", "d")
    learner = Learner(*pooled, *single)
    learner(*READ, *("t", "") * 3, "", "1", "", *("t", "") * 3)
    learner.days = MONTH
    order = asked(learner("r", *("t", "") * 4))
    assert sorted(order) == ["a", "b", "c", "d"]
    assert abs(order.index("a") - order.index("b")) > 1


def test_a_question_missed_again_and_again_sends_to_its_text() -> None:
    """After its answer is told, and the text with its evidence is one command away."""
    source = builders.truefalse("source", answer=True, evidence=("begins at its source",))
    learner = Learner(source, settings=Settings(pass_share=0.1, open_book=False))
    learner(*READ, "t", "")
    for lapse in range(1, 5):
        learner.days += MONTH
        said = learner("r", ":text", "f", ":text", "")
        assert (REREAD in flat(said)) == (lapse == 4)
        learner.days += 1
        learner("r", "t", "")
    told, text = flat(said).split(REREAD)
    assert "The text is closed until this question is done." in told
    assert "Heading 1: Rivers A river begins at its source" in text
    assert 'The text says: "begins at its source"' in text


def test_certainty_and_where_are_asked_in_a_review() -> None:
    """As the question's own course has it."""
    learner = Learner(*statements("a"), others=[seas(builders.single(shuffle=False), settings=ALL_ASKED)])
    learner("1", *READ, "t", "")
    learner("2", *READ, ":show", "", "")
    learner.days = MONTH
    said = learner("r", "1", "3", "begins at", "", "t", "", "")
    assert said.count("How sure are you?") == said.count("Where does the text show it?") == 1
    assert "You said over 80 %: 3 marks.\n" in said
    assert "Yes, it shows it.\n" in said
    assert "2 of 2 came out right." in said
    assert learner.events(Kind.LOCATED)[0]["right"]


def test_a_question_put_off_comes_last_and_at_last_not_at_all() -> None:
    """It is not offered again that day, but it is on the next."""
    learner = answered("a", "b")
    said = learner("r", ":skip", "t", "", ":skip", ":skip", "")
    first, second, again = asked(said)
    assert first == again != second
    assert "1 of 1 came out right.\nDue tomorrow: 1.\n" in said
    assert "Enter: leave; every section is done." in said
    assert "That is all for today. Left for tomorrow: 1." in learner("r")
    learner.days += 1
    assert asked(learner("r", "t", "")) == [first]


def test_what_the_course_changed_is_told_once_and_before_the_review() -> None:
    """What it asks no more does not come, and of all courses each is told."""
    learner = Learner(*statements("a", "b"), others=[seas(*statements("c"))])
    learner("1", *READ, "t", "", "t", "")
    learner("2", *READ, "t", "")
    learner.days = MONTH
    turned = [builders.truefalse(id, prompt=f"So it is: {id}.", answer=False) for id in "ac"]
    learner.course, learner.others = builders.course(turned[0]), (seas(turned[1]),)
    told, _, review = learner("f", "", "f", "", review=True).partition("Question 1 of 2.")
    assert "Rivers has changed. Your answers were marked again:\nRivers, So it is: a.: from 1 to 0" in told
    assert (
        "Seas of the world has changed. Your answers were marked again:\nSeas, So it is: c.: from 1" in told
    )
    assert "2 of 2 came out right." in review
    assert sorted(asked(review)) == ["a", "c"]
    assert "marked again" not in learner(review=True)


def test_the_twin_can_begin_with_the_review() -> None:
    """Then the outline comes; also where nothing is due."""
    learner = answered("a")
    begun, _, then = learner("t", "", "", review=True).partition("Enter: leave the review.")
    assert "1 section." not in begun
    assert "1 section." in then
    nothing = learner(review=True)
    assert nothing.index("Nothing is due today.") < nothing.index("1 section.")


def test_the_learners_settings_hold(
    course_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """How much is reviewed a day, and at which recall a question comes back."""
    file, kept = tmp_path / "own.toml", dict[str, Any]()
    file.write_text("daily_cap = 7\nretention = 0.8\n")
    monkeypatch.setenv("STUDYAPP_SETTINGS", str(file))

    def run(courses: list[Course], progress: Progress, **given: Any) -> int:
        kept.update(given, retention=progress.journal(courses[0].id).retention)
        return 0

    monkeypatch.setattr("studyapp.plain.run", run)
    assert main(["--plain", "--progress", str(tmp_path / "progress.db"), str(course_folder)]) == 0
    assert (kept["cap"], kept["retention"]) == (7, 0.8)


# cut off


def kinds() -> tuple[Question, ...]:
    """Questions of several kinds."""
    source = builders.single("s", shuffle=False)
    return source, builders.truefalse("t"), builders.number("n"), builders.open_answer("o")


def studied() -> Learner:
    """One who gave up on questions of several kinds in each of two courses, a month ago."""
    learner = Learner(*kinds(), settings=ALL_ASKED, others=[seas(*kinds(), settings=ALL_ASKED)])
    for number in "12":
        learner(number, *READ, ":show", "", "", *[":show", ""] * 3)
    learner.days = MONTH
    return learner


def hand(out: StringIO) -> Iterator[str]:
    """Does the review and answers by what was said last: right at the second try where there are two."""
    while True:
        said = out.getvalue()
        before, last = said.splitlines()[-2:]
        question = said.rpartition("\nQuestion ")[2]
        if "Type r to start it." in before:
            yield "r"
        elif last.startswith("Enter: open"):
            return
        elif last.startswith("How sure"):
            yield "2"
        elif before.startswith("Type the numbers of what your answer has"):
            yield "1 2"
        elif last.startswith("Your answer"):
            tries = FIRST if "2 tries." in question else LAST
            yield next(typed for prompt, typed in tries.items() if prompt in question)
        else:
            yield ""


FIRST = {"Where does a river begin?": "2", "How long is the Nile?": "9 km"}
LAST = {
    "Where does a river begin?": "1",
    "The Nile has a delta.": "t",
    "How long is the Nile?": "6650 km",
    "Why is there a delta?": "It slows.",
}


def reviewed(*cuts: int) -> tuple[Learner, str]:
    """One who did the review, cut off after so many lines each time, and all that was said."""
    learner, said = studied(), ""
    for cut in (*cuts, None):
        out = StringIO()
        said += learner.answering(out, islice(hand(out), cut))
    return learner, said


def known(learner: Learner) -> list[object]:
    """How many responses there were, those to each question, and what follows from them."""
    standings = [journal.standing(id) for journal in learner.journals.values() for id in "stno"]
    return [len(learner.responses), *((one.tries, one.credit, one.card) for one in standings)]


def test_a_review_goes_on_wherever_it_was_cut_off() -> None:
    """After any line: each answer is taken once, and all is as if it had not been cut."""
    whole, said = reviewed()
    assert "8 of 8 came out right." in said
    assert said.count("From Rivers, Rivers.") == said.count("From Seas of the world, Seas.") == 6
    assert len(whole.responses) == 12
    for cut in range(1, 40):
        learner, said = reviewed(cut)
        assert known(learner) == known(whole)
        assert set(re.findall(r"(\d+) of \d+ came out right", said)) <= {"8"}
    assert known(reviewed(*[3] * 30)[0]) == known(whole)


@settings(deadline=None, max_examples=40)
@given(st.lists(ANY_LINE, max_size=40), st.integers(0, 40), st.integers(1, 6))
def test_whatever_is_typed_in_a_review_is_answered(typed: list[str], cut: int, cap: int) -> None:
    """No sequence of lines breaks it, however it is cut in two, and no more is reviewed than the cap."""
    learner = studied()
    learner(*typed[:cut], cap=cap, review=True)
    learner(*typed[cut:], cap=cap, review=True)
    begun = [journal.section("") for journal in learner.journals.values()]
    assert sum(len(review.questions) for review in begun) <= cap
