"""What is said of a response: what it came to, and once the question is done, the answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from studyapp.course.model import Cloze, Match, Order
from studyapp.plain.labels import label
from studyapp.plain.prose import lines, short
from studyapp.plain.talk import Talk
from studyapp.study.certainty import LEVELS
from studyapp.study.feedback import ChoiceNote, Feedback, Verdict
from studyapp.study.turn import Turn
from studyapp.wording import counted, counted_points, figure


def tell(talk: Talk, turn: Turn, told: Feedback) -> None:
    """What a response came to, but for the evidence; ``turn`` is the question as it was when it was answered."""
    question = turn.question
    earned = f"{figure(told.credit * question.points)} of {counted_points(question.points)}"
    left = f"{counted(told.tries_left, 'try', 'tries')} left"
    talk.say(f"{told.verdict}. {earned if told.done else left}.")
    if told.remark:
        talk.say(told.remark)
    if told.verdict is Verdict.ALMOST:
        talk.say("This did not count as a try.")
    # of several tries, the first that counts is the one that its certainty is about
    elif told.certainty and not turn.standing.used and told.verdict is not Verdict.REVEALED:
        talk.say(_earned_by_certainty(told))
    if told.comment:
        talk.say(short(told.comment))
    shown = {choice.key: (number, choice.text) for number, choice in enumerate(turn.choices, 1)}
    for note in sorted(told.notes, key=lambda note: (not note.picked, shown[note.key][0])):
        talk.say(_meaning(note, *shown[note.key], told.done))
    for part in _parts(turn, told):
        talk.say(part)
    if told.answer:
        talk.say(f"The answer: {told.answer}")
    if told.model and not turn.marking:
        talk.say("Model answer:")
        talk.print(lines(told.model))
    if told.explanation:
        talk.say("Explanation:")
        talk.print(lines(told.explanation))


def quote(talk: Talk, evidence: Iterable[str]) -> None:
    """The places of the text that hold the answer."""
    for quotation in evidence:
        talk.say(f'The text says: "{" ".join(quotation.split())}"')


def marks(number: int) -> str:
    """What certainty earned, in words."""
    return f"{'minus ' if number < 0 else ''}{counted(abs(number), 'mark')}"


def _earned_by_certainty(told: Feedback) -> str:
    earned = "no marks, as it is partly right" if told.mark is None else marks(told.mark)
    return f"You said {LEVELS[told.certainty]}: {earned}."


def _meaning(note: ChoiceNote, number: int, text: str, done: bool) -> str:
    """What a choice was; a right one that was not picked is told with its text."""
    picked = ", your pick" if note.picked and done else ""
    worth = "right" if note.correct else "not right"
    end = "." if note.picked or not note.correct else f": {short(text)}"
    return f"Choice {number}{picked}, {worth}{end} {short(note.note)}".rstrip()


def _parts(turn: Turn, told: Feedback) -> Iterator[str]:
    """Which gaps or pairs are not right; once the question is done also what is, in numbered lines."""
    match turn.question:
        case Cloze():
            yield from _part_by_part("Gap", [f"The answer: {short(word)}" for word in told.solution], told)
        case Match() as question:
            goes = [
                f"{short(pair.left)} goes with choice {label(turn.options.index(right), len(turn.options))}: "
                f"{short(right)}"
                for pair, right in zip(question.pairs, told.solution, strict=False)
            ]
            yield from _part_by_part("Left", goes, told)
        case Order() if told.solution:
            yield "The right order:"
            for number, item in enumerate(told.solution, 1):
                yield f"{number}. {short(item)}"


def _part_by_part(name: str, answers: Sequence[str], told: Feedback) -> Iterator[str]:
    """Each part with its answer where that is told, else the numbers of those that are not right."""
    if told.done and answers:
        worth = [", right" if right else ", not right" for right in told.parts] or [""] * len(answers)
        for number, (answer, its) in enumerate(zip(answers, worth, strict=True), 1):
            yield f"{name} {number}{its}. {answer}"
        return
    if wrong := [str(number) for number, right in enumerate(told.parts, 1) if not right]:
        yield f"Not right: {name.lower()} {', '.join(wrong)}."
