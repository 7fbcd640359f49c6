"""A simulated learner of the shipped course: seeded, with a clock, a calendar and a place on earth of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from studyapp.course.load import load
from studyapp.course.model import (
    Cloze,
    Locate,
    Match,
    Multiple,
    NumberAnswer,
    Open,
    Order,
    Question,
    Section,
    Single,
    TextAnswer,
    TrueFalse,
)
from studyapp.course.sentences import holds, sentences
from studyapp.study.asked import Asked, Unanswerable
from studyapp.study.events import Kind
from studyapp.study.results import State, section_result
from studyapp.study.review.card import Card, recall
from studyapp.study.reviewing import Review
from studyapp.study.sitting import Run, Sitting
from studyapp.study.store import Progress


def _with_pools(section: Section) -> Section:
    """The section with a third of its questions in one pool: the few that the course has would hardly meet."""
    pooled = {one.id for one in section.questions[::3] if not one.pool}
    questions = [replace(one, pool="thirds") if one.id in pooled else one for one in section.questions]
    return replace(section, questions=tuple(questions))


SHIPPED = load(Path(__file__).parents[2]).course
COURSE = replace(SHIPPED, sections=tuple(map(_with_pools, SHIPPED.sections)))
CAP = 12
"""Reviews a day; few, so that it is met."""

FIRST = datetime(2026, 9, 21)
DAYS = 120
LONDON, NEW_YORK = ZoneInfo("Europe/London"), ZoneInfo("America/New_York")
"""Summer time ends in London on the 35th day and in New York on the 42nd, while the learner is in London; the learner
moves on the 60th."""
MOVED = int(datetime(2026, 11, 20, 4, tzinfo=LONDON).timestamp()) * 1_000_000
SECOND = 1_000_000


def zone_at(at: int) -> ZoneInfo:
    """Where the learner is."""
    return LONDON if at < MOVED else NEW_YORK


def offset_at(at: int) -> int:
    """Minutes that the learner's clock is ahead of UTC."""
    there = datetime.fromtimestamp(at // SECOND, UTC).astimezone(zone_at(at)).utcoffset()
    assert there is not None
    return int(there / timedelta(minutes=1))


@dataclass
class Learner:
    """Reads, sits, reviews, guesses, asks for hints, takes back, and does nothing on some days."""

    path: Path
    random: Random
    seen: Callable[[str], None] = lambda _: None
    """Told the id of each answer once its feedback is shown."""
    now: int = 0
    orders: list[list[Asked]] = field(default_factory=list)
    """What each review asked, in its order."""
    taken_back: list[tuple[Card | None, Card | None]] = field(default_factory=list)
    """The card of each answer that was taken back: before it was given, and after it was taken back."""

    def study(self, day: int) -> None:
        """Live through one day, from 0."""
        random = self.random
        # Half past three at night still belongs to the day before.
        self._go_to(day, random.uniform(7, 27.5))
        if random.random() < 0.15:
            return
        with Progress.open(
            self.path, clock=lambda: self.now, entropy=random.randbytes, offset=offset_at
        ) as progress:
            self.journal = progress.journal(COURSE.id)
            self._review(random.random() < 0.2)
            for section in COURSE.sections:
                result = section_result(section, self.journal)
                if result.state is State.NEW:
                    if random.random() < 0.5:
                        self._read(section)
                        self._run(Sitting.open(COURSE, section, self.journal))
                    break
                # What is passed is gone through once more now and then, with the other questions of its pools.
                if random.random() < (0.02 if result.state is State.PASSED else 0.5):
                    self._run(Sitting.open(COURSE, section, self.journal))
            self._review()

    def _go_to(self, day: int, hour: float) -> None:
        start = FIRST + timedelta(days=day)
        midnight = start.replace(tzinfo=LONDON)
        zone = zone_at(int(midnight.timestamp() + 7 * 3600) * SECOND)
        moment = (start + timedelta(hours=hour)).replace(tzinfo=zone)
        self.now = max(self.now, int(moment.timestamp()) * SECOND)

    def _spend(self, seconds: float) -> int:
        """Let time pass; the milliseconds."""
        self.now += int(seconds * SECOND)
        return int(seconds * 1000)

    def _read(self, section: Section) -> None:
        for share in (0.4, 1.0):
            ms = self._spend(self.random.uniform(30, 90))
            self.journal.record(
                Kind.READ, section.stem, place=int(share * len(section.text)), share=share, ms=ms
            )

    def _review(self, is_cut_short: bool = False) -> None:
        review = Review([(COURSE, self.journal)], CAP)
        self.orders.append(list(review.asked))
        self._run(review, at_most=2 if is_cut_short else 999)

    def _run(self, run: Run, at_most: int = 999) -> None:
        while run.current is not None and at_most:
            at_most -= 1
            if self.random.random() < 0.05:
                run.skip()
                continue
            self._answer(run)
            if self.random.random() < 0.05:
                self._take_back(run)
            else:
                run.go_on()

    def _answer(self, run: Run) -> None:
        """Give answers to the question in front until it is done."""
        random, question = self.random, run.current
        assert question is not None
        self._before = self._card(question), question
        if random.random() < 0.08:
            run.hint()
        tries = 0
        while (turn := run.turn()) and turn.question is question and not turn.standing.done:
            ms = self._spend(random.uniform(5, 40))
            if random.random() < 0.04:
                run.reveal(ms=ms)
                return
            knows = random.random() < self._chance(question) + 0.3 * tries
            guessed = not knows and random.random() < 0.25
            sure = 1 if guessed else random.choice((0, 2, 3, 3) if knows else (0, 1, 2, 3))
            try:
                if isinstance(question, Open) and not turn.marking:
                    run.draft("What I remember of it.", ms=ms)
                response = respond(question, run.section, right=knows or guessed, tries=tries)
                run.respond(response, certainty=sure, ms=ms)
            except Unanswerable:
                run.reveal(ms=ms)
            else:
                self.seen(self.journal.standing(question.id).last)
            tries += 1

    def _take_back(self, run: Run) -> None:
        """Take back the last answer, and look whether all is as it was before it."""
        before, question = self._before
        turn = run.turn()
        fit = turn is not None and not turn.told and turn.standing.used == 1
        if fit and run.undo() is question:
            self.taken_back.append((before, self._card(question)))
        else:
            run.go_on()

    def _card(self, question: Question) -> Card | None:
        return self.journal.standing(question.id).card

    def _chance(self, question: Question) -> float:
        card = self._card(question)
        return 0.7 if card is None else recall(card, self.journal.today())


def respond(question: Question, section: Section, *, right: bool, tries: int) -> Any:
    """A response that is right, or one that is not: another for each try."""
    if isinstance(question, Locate):
        found = [section.text[slice(*place)] for place in sentences(section.text)]
        fit = [one for one in found if right is any(holds(one, words) for words in question.evidence)]
        return fit[0 if right else tries]
    return right_response(question) if right else wrong_response(question, tries)


def right_response(question: Question) -> Any:
    """A response that is right."""
    match question:
        case Single():
            return next(choice.key for choice in question.choices if choice.correct)
        case Multiple():
            return sorted(question.correct_keys)
        case TrueFalse():
            return question.answer
        case TextAnswer():
            return question.answers[0]
        case NumberAnswer():
            return " ".join([f"{float((question.low + question.high) / 2):.6f}", *question.units[:1]])
        case Cloze():
            return [gap[0] for gap in question.gaps]
        case Match():
            return {pair.left: pair.right for pair in question.pairs}
        case Order():
            return list(question.items)
        case Open():
            return [criterion.text for criterion in question.rubric]
    raise AssertionError(question.kind)


def wrong_response(question: Question, tries: int) -> Any:
    """A response that is not right, another for each try."""
    match question:
        case Single() | Multiple():
            keys = [choice.key for choice in question.choices if not choice.correct]
            key = keys[tries % len(keys)]
            return key if isinstance(question, Single) else [key]
        case TrueFalse():
            return not question.answer
        case TextAnswer():
            return "zz" * (tries + 1)
        case NumberAnswer():
            return " ".join([f"{float(question.high * 3 + 7 + tries):.6f}", *question.units[:1]])
        case Cloze():
            return [(question.bank or ("zz", "yy"))[tries - 1]] * len(question.gaps)
        case Match():
            return dict.fromkeys((pair.left for pair in question.pairs), question.options[tries - 1])
        case Order():
            return [*question.items[tries + 1 :], *question.items[: tries + 1]]
        case Open():
            return []
    raise AssertionError(question.kind)
