"""What of a section need not be in memory before the section is opened."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from math import fsum
from typing import TYPE_CHECKING, Any, overload

from studyapp.values import dataclass

if TYPE_CHECKING:
    from studyapp.course.model import Question


@dataclass(frozen=True, slots=True)
class Gist:
    """What can be told of a section's questions without reading them."""

    names: str
    """Their ids in the order of the file, with spaces between."""
    total: int
    groups: int
    """How many there are, those of one pool counting as one."""
    points: float
    """What they are worth, the first one of each pool."""
    replaced: str = ""
    """The ids that they replace, with spaces between."""

    @property
    def ids(self) -> list[str]:
        """Their ids in the order of the file."""
        return self.names.split()

    @property
    def known_by(self) -> list[str]:
        """Every id under which anything may have been recorded that counts for them."""
        return f"{self.names} {self.replaced}".split()


def gist(questions: Sequence[Question]) -> Gist:
    """The gist of questions that are at hand."""
    worth: dict[str, float] = {}
    for question in questions:
        # ids hold no colon, so a lone question can't meet a pool's name
        worth.setdefault(f"pool:{question.pool}" if question.pool else question.id, question.points)
    names = " ".join([question.id for question in questions])
    replaced = " ".join([id for question in questions for id in question.replaces])
    return Gist(names, len(questions), len(worth), fsum(worth.values()), replaced)


class Stored(Sequence["Question"]):
    """A section's questions, of which only the gist is there until they are asked for; equal to their tuple."""

    def __init__(self, gist: Gist, fetch: Callable[[], tuple[Question, ...]]) -> None:
        self.gist = gist
        self._fetch = fetch
        self._questions: tuple[Question, ...] | None = None

    @property
    def _all(self) -> tuple[Question, ...]:
        if self._questions is None:
            self._questions = self._fetch()
        return self._questions

    def __len__(self) -> int:
        return self.gist.total if self._questions is None else len(self._questions)

    def __iter__(self) -> Iterator[Question]:
        return iter(self._all)

    @overload
    def __getitem__(self, index: int) -> Question: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Question, ...]: ...

    def __getitem__(self, index: int | slice) -> Question | tuple[Question, ...]:
        return self._all[index]

    def __eq__(self, other: object) -> bool:
        return self._all == (other._all if isinstance(other, Stored) else other)

    def __hash__(self) -> int:
        return hash(self._all)

    def __repr__(self) -> str:
        return repr(self._all)


class Fetched:
    """A text field that may be set to what fetches the text, which is done once, when it is first asked for."""

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = f"_{name}"

    def __get__(self, instance: Any, owner: type) -> str:
        if instance is None:
            raise AttributeError(self._name[1:])  # to dataclasses: the field has no default
        text: str | Callable[[], str] = instance.__dict__[self._name]
        if not isinstance(text, str):
            text = instance.__dict__[self._name] = text()
        return text

    def __set__(self, instance: Any, text: str | Callable[[], str]) -> None:
        instance.__dict__[self._name] = text
