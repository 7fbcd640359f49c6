"""Players who know nothing: what a question file pays to those who only look at how it is written.

Each picks one answer to every question with choices and every statement. Where its habit does not tell which, it
picks at random; what it earns is worked out as the mean over those picks, so there is no chance in the figures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import fsum, sqrt
from typing import Any, Final

from studyapp.check.material import Material
from studyapp.check.posed import Option, Posed
from studyapp.check.words import content, words
from studyapp.course.model import ChoiceQuestion, Course, TrueFalse
from studyapp.study.scoring import score
from studyapp.study.showing import choices

_SURE = 1.96
"""Standard deviations on both sides of the mean that hold 95 % of a normal distribution."""


@dataclass(frozen=True, slots=True)
class Earned:
    """What the players earn in one file, as shares (0 to 1) of the points."""

    file: str
    """Relative to the course's folder; empty for the whole course."""
    questions: int
    """That have choices, or are statements."""
    chance: float
    """The random clicker's mean."""
    low: float
    high: float
    """The random clicker is between these in 95 of 100 sittings."""
    players: tuple[float, ...]
    """What the others earn, in the order of PLAYERS."""


def _longest(posed: Posed) -> list[float]:
    return [float(len(option.text)) for option in _shown(posed)]


def _first(posed: Posed) -> list[float]:
    """The first as shown: with shuffled choices that is any of them."""
    shuffled = posed.question.shuffle and not isinstance(posed.question, TrueFalse)
    return [0.0 if shuffled else -float(at) for at, _ in enumerate(_responses(posed))]


def _shared(posed: Posed) -> list[float]:
    asked = content(posed.words)
    return [float(len(asked & content(words(option.text)))) for option in _shown(posed)]


PLAYERS: Final[dict[str, Callable[[Posed], list[float]]]] = {
    "longest": _longest,
    "first": _first,
    "most shared": _shared,
}
"""What each player likes about each answer, in the order shown; it picks what it likes most."""


def play(course: Course) -> Iterator[Earned]:
    """What the players earn in each question file, and in the whole course where it has several."""
    material = Material(course)
    closed = [one for one in material.posed if isinstance(one.question, ChoiceQuestion | TrueFalse)]
    files = list(dict.fromkeys(one.section.question_file for one in closed))
    for file in files:
        yield _earned(file, [one for one in closed if one.section.question_file == file])
    if len(files) > 1:
        yield _earned("", closed)


def _earned(file: str, closed: Sequence[Posed]) -> Earned:
    worth = [[score(one.question, response).value for response in _responses(one)] for one in closed]
    points = [one.question.points for one in closed]
    total = fsum(points)
    chance = fsum(weight * _mean(each) for weight, each in zip(points, worth, strict=True)) / total
    variance = fsum(weight**2 * _variance(each) for weight, each in zip(points, worth, strict=True))
    margin = _SURE * sqrt(variance) / total
    players = tuple(
        fsum(
            weight * _mean(_liked(each, likes(one)))
            for weight, each, one in zip(points, worth, closed, strict=True)
        )
        / total
        for likes in PLAYERS.values()
    )
    return Earned(file, len(closed), chance, max(0.0, chance - margin), min(1.0, chance + margin), players)


def _liked(worth: Sequence[float], likes: Sequence[float]) -> list[float]:
    """What the answers are worth that a player likes most; all of them where it has no opinion."""
    most = max(likes, default=0.0)
    return [value for value, like in zip(worth, likes, strict=True) if like == most] if likes else list(worth)


def _shown(posed: Posed) -> Sequence[Option]:
    """The choices in the order shown but for shuffling; none for a statement."""
    place = {option.source: option for option in posed.options}
    return [place[choice.text] for choice in _unshuffled(posed)]


def _unshuffled(posed: Posed) -> tuple[Any, ...]:
    if not isinstance(posed.question, ChoiceQuestion):
        return ()
    return posed.question.choices if posed.question.shuffle else choices(posed.question, "")


def _responses(posed: Posed) -> list[Any]:
    """The answers that a player can give: true or false, or one choice."""
    match posed.question:
        case TrueFalse():
            return [True, False]
        case ChoiceQuestion(kind=kind):
            keys = [choice.key for choice in _unshuffled(posed)]
            return [[key] for key in keys] if kind == "multiple" else keys
    return []


def _mean(values: Sequence[float]) -> float:
    return fsum(values) / len(values)


def _variance(values: Sequence[float]) -> float:
    mean = _mean(values)
    return fsum((value - mean) ** 2 for value in values) / len(values)
