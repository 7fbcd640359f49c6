"""Edits of a question file between answers: nothing recorded is lost, and what is shown is by the file as it is."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from builders import TEXT, stamps
from studyapp.course.fingerprint import asked
from studyapp.course.model import Course, Question, Section, Settings
from studyapp.course.questions import QuestionReader
from studyapp.course.source import Source
from studyapp.study.asked import NotTakenBack, Unanswerable
from studyapp.study.events import Event, Kind, Stamps
from studyapp.study.journal import Journal
from studyapp.study.regrading import Regraded, reconcile
from studyapp.study.rows import event_row
from studyapp.study.scoring import score
from studyapp.study.sitting import Sitting
from studyapp.study.standing import NEVER, Standing
from torture.machine import DAY, Machine


@dataclass(frozen=True)
class Entry:
    """A question of the file; the numbers say which of a few ways it is written in."""

    kind: str
    id: str
    replaces: tuple[str, ...] = ()
    wording: int = 0
    key: int = 0
    penalty: int = 0
    dress: int = 0
    """What the learner is not asked and what does not count: explanation, hints, tags."""


File = tuple[Entry, ...]
START: File = tuple(Entry(kind, kind) for kind in ("single", "text", "order", "match", "open"))
ROUND = ("spring", "brook", "river", "delta")
RESPONSES: dict[str, list[Any]] = {
    "single": ["lake", "sea", "source"],
    "text": ["nile", "volga", "etna", "vvollga"],
    "order": [list(ROUND), list(ROUND[::-1]), [*ROUND[1:], ROUND[0]]],
    "match": [{"a": "1", "b": "2"}, {"a": "2", "b": "1"}, {"a": "1", "b": "1"}],
    "open": [["slow"], ["drop", "slow"], []],
}


def fields(entry: Entry) -> dict[str, Any]:
    """The entry as it stands in the file."""
    key = entry.key
    own: dict[str, dict[str, Any]] = {
        "single": {
            "choices": [
                {"text": text, **([{"correct": True}, {"score": 0.5}, {}][(place + key) % 3])}
                for place, text in enumerate(("source", "lake", "sea"))
            ]
        },
        "text": {
            "answer": [["nile"], ["volga"], ["nile", "volga"]][key],
            "mistakes": [{"match": "etna", "score": key / 4}],
        },
        "order": {"items": [*ROUND[key:], *ROUND[:key]]},
        "match": {
            "pairs": [{"left": "a", "right": "12"[key % 2]}, {"left": "b", "right": "21"[key % 2]}],
            "extra": ["3"],
        },
        "open": {
            "answer": "It slows.",
            "rubric": [{"text": "slow", "points": key + 1}, "drop"],
        },
    }
    return {
        "id": entry.id,
        "prompt": f"Which, in {entry.wording}?",
        "replaces": list(entry.replaces),
        "penalty": ["1/3", 0.25, 0][entry.penalty],
        "explanation": f"Since {entry.dress}.",
        "hints": [f"hint {entry.dress}", "another"],
        "tags": [f"tag-{entry.dress}"],
        **({} if entry.kind == "open" else {"tries": 3}),
        **own[entry.kind],
    }


@cache
def course(file: File) -> Course:
    """The course with that file of questions."""
    source = Source("questions/01-rivers.yaml", json.dumps({"questions": [fields(entry) for entry in file]}))
    questions, _ = QuestionReader().read(source, Source("content/01-rivers.md", TEXT), Settings())
    assert not source.errors
    section = Section(stem="01-rivers", title="Rivers", text=TEXT, questions=questions)
    return Course(id="rivers", title="Rivers", folder=Path(), sections=(section,))


class Kept(Journal):
    """A journal in memory that lists its events as they come."""

    def __init__(self, machine: Machine) -> None:
        super().__init__("rivers", Stamps(machine.clock, machine.random.randbytes))
        self.log: list[Event] = []

    def record(self, kind: Kind, section: str, question: str = "", /, **data: Any) -> Event:
        event = super().record(kind, section, question, **data)
        self.log.append(event)
        return event


def edited(file: File, move: str, which: int, way: int) -> File:
    """The file after an edit; unchanged where the edit can't be made."""
    if move == "put back":
        missing = [entry for entry in START if entry.kind not in {one.kind for one in file}]
        return (*file, *missing[:1])
    if move == "turn round":
        return file[::-1]
    if not file:
        return file
    entry = file[which % len(file)]
    if move == "drop":
        return tuple(one for one in file if one is not entry)
    if move == "rename":
        id = f"{entry.kind}-{way}"
        after = replace(entry, id=id, replaces=() if id == entry.id else (entry.id,))
    else:
        after = replace(entry, **{move: way})
    return tuple(after if one is entry else one for one in file)


def expected(question: Question, events: Iterable[Event]) -> float | None:
    """The credit of the latest ended attempt, worked out by the question as it is now."""
    events = sorted(events, key=lambda event: (event.at, event.id))
    gone = {event.data["event"] for event in events if event.kind == Kind.UNDONE}
    credit, sitting, ended, off = None, "", False, 0
    for event in events:
        data = event.data
        if event.id in gone or data.get("asked", asked(question)) != asked(question):
            continue
        if "sitting" in data and data["sitting"] != sitting:
            sitting, ended, off = data["sitting"], False, 0
        if ended:
            continue
        if event.kind == Kind.HINTED:
            off += 1
        elif event.kind == Kind.REVEALED:
            credit, ended = 0.0, True
        elif event.kind == Kind.ANSWERED:
            value = score(question, data["response"]).value
            if data["done"] or value == 1:
                credit, ended = round(max(0.0, value - question.penalty * off), 9), True
            off += not data["free"]
    return credit


@dataclass
class Play:
    """A learner who studies while an author edits, once a day, with the laws looked after at each step."""

    machine: Machine
    journal: Journal
    events: Callable[[], list[Event]]
    file: File = START
    versions: list[File] = field(default_factory=lambda: [START])
    seen: list[Any] = field(default_factory=list)
    logs: dict[str, dict[str, Event]] = field(default_factory=dict)
    """The events of each id, with those of the ids that it replaced when the course was opened."""

    def __post_init__(self) -> None:
        self.sitting = self.opened()

    @property
    def course(self) -> Course:
        return course(self.file)

    def move(self, move: str, which: int, way: int) -> None:
        """One thing that the learner or the author does."""
        if move in LEARNER:
            getattr(self, move)(way)
            self.look()
            return
        self.machine.now += DAY
        before, count = self.file, len(self.events())
        self.file = (
            self.versions[-1 - way % len(self.versions)]
            if move == "back"
            else edited(before, move, which, way)
        )
        self.versions.append(self.file)
        told = self.reconciled()
        if move in ("dress", "turn round"):
            assert (told, len(self.events())) == ([], count)
        if move == "drop":
            assert (told, {event.kind for event in self.events()[count:]} - {Kind.RETIRED}) == ([], set())
        self.sitting = self.opened()
        self.look()

    def answer(self, way: int) -> None:
        turn = self.sitting.turn()
        if turn is None:
            self.sitting = Sitting.begin(self.course, self.course.sections[0], self.journal)
        elif turn.standing.done:
            self.sitting.go_on()
        elif turn.question.kind == "open" and not turn.marking:
            self.sitting.draft(f"Since it is {way}.")
        else:
            with suppress(Unanswerable):
                given = RESPONSES[turn.question.kind]
                self.sitting.respond(given[way % len(given)])

    def hint(self, _way: int) -> None:
        self.sitting.hint()

    def reveal(self, _way: int) -> None:
        turn = self.sitting.turn()
        if turn is not None and not turn.standing.done:
            self.sitting.reveal()

    def skip(self, _way: int) -> None:
        turn = self.sitting.turn()
        if turn is not None and not turn.standing.done:
            self.sitting.skip()

    def undo(self, _way: int) -> None:
        with suppress(NotTakenBack):
            self.sitting.undo()

    def reopen(self, _way: int) -> None:
        count = len(self.events())
        assert self.reconciled() == []
        assert len(self.events()) == count
        self.sitting = self.opened()

    def opened(self) -> Sitting:
        return Sitting.open(self.course, self.course.sections[0], self.journal)

    def reconciled(self) -> list[Regraded]:
        """What the learner is told on opening the course; once only."""
        self.look(credits=False)
        for _, question in self.course.questions():
            for id in question.replaces:
                self.logs[question.id] = {**self.logs.get(id, {}), **self.logs.get(question.id, {})}
        before = {
            question.id: self.journal.standing(question.id).credit for _, question in self.course.questions()
        }
        told = reconcile(self.course, self.journal)
        count = len(self.events())
        assert reconcile(self.course, self.journal) == []
        assert len(self.events()) == count
        for _, question in self.course.questions():
            changed = before[question.id] != self.journal.standing(question.id).credit
            assert not changed or question.replaces or question.id in {one.question.id for one in told}
        return told

    def look(self, *, credits: bool = True) -> None:
        """No event is lost or rewritten; no credit is shown that the current key would not give."""
        rows = [event_row(event) for event in self.events()]
        assert rows[: len(self.seen)] == self.seen
        for event in self.events()[len(self.seen) :]:
            self.logs.setdefault(event.question, {})[event.id] = event
        self.seen = rows
        for _, question in self.course.questions() if credits else ():
            credit = self.journal.standing(question.id).credit
            assert credit == expected(question, self.logs.get(question.id, {}).values()), question.id


LEARNER = ("answer", "hint", "reveal", "skip", "undo", "reopen")
STUDY = st.tuples(st.sampled_from(("answer",) * 10 + ("hint",) * 2 + LEARNER), st.just(0), st.integers(0, 3))
EDIT = st.tuples(
    st.sampled_from(
        (
            "key",
            "key",
            "key",
            "wording",
            "penalty",
            "dress",
            "rename",
            "drop",
            "put back",
            "turn round",
            "back",
        )
    ),
    st.integers(0, 4),
    st.integers(0, 2),
)
MOVES = st.lists(st.one_of(STUDY, STUDY, STUDY, EDIT), min_size=10, max_size=60)


@settings(deadline=None, max_examples=60)
@given(MOVES)
def test_no_edit_loses_an_event_or_shows_what_the_key_would_not_give(moves: list[Any]) -> None:
    """Whatever is answered and edited, in any order; opened again, nothing is told twice."""
    machine = Machine(Path())
    kept = Kept(machine)
    play = Play(machine, kept, lambda: kept.log)
    for move in moves:
        play.move(*move)
    copy = Journal("rivers", stamps())
    for event in kept.log:
        copy.take(event)
    for _, question in play.course.questions():
        assert copy.standing(question.id) == kept.standing(question.id)
    assert copy.section("01-rivers") == kept.section("01-rivers")


@settings(deadline=None, max_examples=10)
@given(MOVES)
def test_the_progress_file_derives_the_same(moves: list[Any]) -> None:
    """Rows advanced one by one are those of a rebuild and of a journal in memory."""
    with TemporaryDirectory() as folder, (machine := Machine(Path(folder))).open() as progress:
        kept = progress.journal("rivers")
        play = Play(machine, kept, lambda: list(progress.events()))
        for move in moves:
            play.move(*move)
        assert progress.check() == []
        copy = Journal("rivers", stamps())
        for event in progress.events():
            copy.take(event)
        for _, question in play.course.questions():
            assert copy.standing(question.id) == kept.standing(question.id)
        assert copy.section("01-rivers") == kept.section("01-rivers")


def standings(kept: Journal) -> list[Standing]:
    """Where the learner stands with each question, without the form of it that this is by."""
    return [kept.standing(entry.id)._replace(graded=NEVER) for entry in START]


@settings(deadline=None, max_examples=40)
@given(st.lists(STUDY, max_size=25), st.lists(EDIT, max_size=6))
def test_an_edit_taken_back_gives_back_what_was_earned(study: list[Any], edits: list[Any]) -> None:
    """Tries, hints, credit: all as before the edits."""
    machine = Machine(Path())
    kept = Kept(machine)
    play = Play(machine, kept, lambda: kept.log)
    for move in study:
        play.move(*move)
    before = standings(kept)
    file = START
    for edit in edits:
        machine.now += DAY
        file = START if edit[0] == "back" else edited(file, *edit)
        reconcile(course(file), kept)
    machine.now += DAY
    reconcile(course(START), kept)
    assert standings(kept) == before
