"""An answer that is taken back never was: the schedule before it holds again."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from builders import course, single, typed
from studyapp.course.model import Course, Question
from studyapp.study.asked import NotTakenBack, Unanswerable
from studyapp.study.events import Stamps
from studyapp.study.journal import Journal
from studyapp.study.review.card import Card
from studyapp.study.reviewing import Review
from studyapp.study.sitting import Run, Sitting

QUESTIONS: tuple[Question, ...] = (
    *(single(f"q{number}", pool="ab"[number % 2]) for number in range(5)),
    typed(),
)
COURSE: Course = course(*QUESTIONS)
DAY = 86_400_000_000
Try = tuple[str, int, bool]
Schedule = tuple[dict[str, Card | None], dict[int, int]]
ANSWERS = ("At its source", "At a lake", "In the sea", "watershed", "a brook", "catchment")

tries = st.lists(
    st.tuples(st.sampled_from(ANSWERS), st.integers(0, 3), st.booleans()), min_size=1, max_size=20
)
"""What is answered one after another, how sure it is, and whether a hint is asked for first."""
days = st.lists(st.tuples(st.integers(1, 60), tries), max_size=4)
"""Days since the review before, and what is answered then."""


class Learner:
    """One who sits once and then reviews."""

    def __init__(self) -> None:
        self.day = 20_500
        ticks = count()
        stamps = Stamps(lambda: self.day * DAY + DAY // 2 + next(ticks), Random(1).randbytes)
        self.journal = Journal(COURSE.id, stamps)
        self.before: list[Schedule] = []
        """The schedule before each answer of the newest run."""

    def schedule(self) -> Schedule:
        """What is known of each question's memory, and how much is due from day to day."""
        cards = {one.id: self.journal.standing(one.id).card for one in QUESTIONS}
        return cards, self.journal.load(self.day, self.day + 400, "")

    def go_through(self, run: Run, tries: Iterable[Try]) -> None:
        """Answer as long as there are questions; what a question can't be answered with is left out."""
        self.before = []
        for response, certainty, hinted in tries:
            if run.current is None:
                return
            if hinted:
                run.hint()
            before = self.schedule()
            try:
                run.respond(response, certainty=certainty)
            except Unanswerable:
                continue
            self.before.append(before)
            run.go_on()


@given(tries, days)
@settings(deadline=None)
def test_each_answer_taken_back_gives_back_the_schedule_before_it(
    sat: list[Try], days: list[tuple[int, list[Try]]]
) -> None:
    """One after another, to the beginning of the run or to what was told; the earlier days stay."""
    learner = Learner()
    run: Run = Sitting.begin(COURSE, COURSE.sections[0], learner.journal, QUESTIONS)
    learner.go_through(run, sat)
    for gap, given_answers in days:
        learner.day += gap
        run = Review([(COURSE, learner.journal)], 40)
        learner.go_through(run, given_answers)
    while learner.before:
        kept = learner.schedule()
        try:
            assert run.undo() is not None
        except NotTakenBack:
            assert learner.schedule() == kept
            return
        assert learner.schedule() == learner.before.pop()
    assert run.undo() is None
