"""What a learner can set: one table, from which reading, help, screen and documents derive."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import MISSING, field, fields
from typing import Any, Final, Literal

from studyapp.values import dataclass

Value = str | bool | int | float | None
"""A setting's value; None leaves it to the course."""


def word(value: Value) -> str:
    """A value in a word, as the file has it and people read it."""
    match value:
        case None:
            return "as the course says"
        case bool():
            return "on" if value else "off"
        case float():
            return f"{value:g}"
    return str(value)


def written(value: Value) -> str:
    """A value as TOML."""
    return f'"{word(value)}"' if isinstance(value, str | bool) else word(value)


@dataclass(frozen=True, slots=True)
class OneOf:
    """A value out of a few."""

    values: tuple[str | bool | None, ...]

    @property
    def expects(self) -> str:
        """What may be written, in words."""
        return " or ".join(written(value) for value in self.values if value is not None)

    def read(self, given: object) -> Value:
        """The value that a file gives; truth values have two spellings. Raises ValueError."""
        for value in self.values:
            if value is not None and (given is value or given == word(value)):
                return value
        raise ValueError(self.expects)

    def step(self, value: Value, by: int) -> Value:
        """The next value, or the one before; round in a ring."""
        places = [index for index, one in enumerate(self.values) if one == value]
        return self.values[(places[0] + by) % len(self.values)]


@dataclass(frozen=True, slots=True)
class Number:
    """A number within a range, both ends included."""

    low: float
    high: float
    by: float
    """What one step changes."""
    whole: bool = True

    @property
    def expects(self) -> str:
        """What may be written, in words."""
        return f"a {'whole ' if self.whole else ''}number from {self.low:g} to {self.high:g}"

    def read(self, given: object) -> Value:
        """The number that a file gives. Raises ValueError."""
        kinds = (int,) if self.whole else (int, float)
        if type(given) not in kinds or not self.low <= given <= self.high:  # type: ignore[operator]
            raise ValueError(self.expects)
        return given if self.whole else float(given)  # type: ignore[return-value, arg-type]

    def typed(self, text: str) -> Value:
        """The number that a learner typed. Raises ValueError."""
        return self.read(int(text) if self.whole else float(text.replace(",", ".")))

    def step(self, value: Value, by: int) -> Value:
        """The next multiple of a step, or the one before, as far as the range goes."""
        steps = round(float(value or 0) / self.by, 6)
        there = math.floor(steps) + 1 if by > 0 else math.ceil(steps) - 1
        number = min(max(round(there * self.by, 6), self.low), self.high)
        return round(number) if self.whole else number


@dataclass(frozen=True, slots=True)
class KeyTable:
    """Keys by the id of the command that they do."""

    expects: str = 'a table of commands with their keys, such as "question.hint" = "h,f5"'


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing that can be set."""

    name: str
    """As the file has it."""
    default: Any
    title: str
    """As the screen has it; at most 16 characters."""
    form: OneOf | Number | KeyTable
    help: str
    """One line on what it is for."""


def _setting(default: Any, title: str, form: OneOf | Number | KeyTable, help: str) -> Any:
    known = {"title": title, "form": form, "help": help}
    if isinstance(form, KeyTable):
        return field(default_factory=default, metadata=known)
    return field(default=default, metadata=known)


_ON_OFF: Final = OneOf((None, True, False))


@dataclass(frozen=True, slots=True)
class LearnerSettings:
    """What one learner has set, or the defaults; None leaves it to the course."""

    theme: Literal["dark", "light"] = _setting(
        "dark", "Theme", OneOf(("dark", "light")), "Light letters on a dark ground, or dark on light."
    )
    width: int = _setting(
        72, "Text width", Number(40, 120, 2), "Columns of a text, where the window has them."
    )
    book: Literal["open", "closed"] | None = _setting(
        None, "Book", OneOf((None, "open", "closed")), "Whether the text may be read while answering."
    )
    certainty: bool | None = _setting(
        None, "Certainty", _ON_OFF, "Whether each answer asks how sure you are of it."
    )
    where: bool | None = _setting(
        None, "Show me where", _ON_OFF, "Whether you then find the answer's place in the text."
    )
    daily_cap: int = _setting(
        40, "Reviews a day", Number(1, 1000, 5), "So many questions come back on one day at most."
    )
    retention: float = _setting(
        0.9,
        "Recall",
        Number(0.7, 0.97, 0.01, whole=False),
        "Share to recall in reviews; the higher, the more reviews.",
    )
    keys: Mapping[str, str] = _setting(dict, "Keys", KeyTable(), "Other keys for commands.")


SETTINGS: Final[Mapping[str, Setting]] = {
    one.name: Setting(one.name, {} if one.default is MISSING else one.default, **one.metadata)
    for one in fields(LearnerSettings)
}
"""Every setting by its name, in the order in which they are shown."""

DEFAULTS: Final = LearnerSettings()
