"""Events and standings as they lie in the progress file's rows: plain text, the same text for the same value."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import blake2b
from math import isinf
from typing import Any, Generic, TypeVar

from studyapp.study.events import Event
from studyapp.study.review.card import Card
from studyapp.study.review.policy import Policy
from studyapp.study.standing import SectionStanding, Standing, Try

EventRow = tuple[str, int, str, str, str, str, str, bytes]
"""``id, at, kind, course, section, question, data, sum``"""

T = TypeVar("T")


class BadRow(ValueError):
    """A derived row that can't be read: it is to be derived again."""


def _finite(text: str) -> float:
    value = float(text)
    if isinf(value):
        raise ValueError(text)
    return value


def _refuse(name: str) -> object:
    raise ValueError(name)


_decoder = json.JSONDecoder(parse_float=_finite, parse_constant=_refuse)
_encoder = json.JSONEncoder(sort_keys=True, separators=(",", ":"), allow_nan=False)


def to_json(value: object) -> str:
    """The one JSON text of a value: sorted, compact, ASCII, so that it holds no control characters.

    Raises TypeError or ValueError for what JSON can't say.
    """
    return _encoder.encode(value)


def from_json(text: str) -> Any:
    """The value that a JSON text tells. Raises ValueError where it is none, or tells a number that is not finite."""
    return _decoder.decode(text)


def checksum(*fields: str | int) -> bytes:
    """Eight bytes over a row's fields in their order; the lengths keep one from running into the next."""
    text = "".join([f"{len(field)}:{field}" for field in map(str, fields)])
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()


def event_row(event: Event) -> EventRow:
    """The row that keeps an event."""
    data = to_json(event.data)
    fields = (event.id, event.at, str(event.kind), event.course, event.section, event.question, data)
    return (*fields, checksum(*fields))


def row_event(row: EventRow) -> Event | None:
    """The event that a row keeps; None where the row's checksum does not hold, or its data is not plain JSON."""
    id, at, kind, course, section, question, data, found = row
    if found != checksum(id, at, kind, course, section, question, data):
        return None
    try:
        return read_event(row)
    except (TypeError, ValueError, RecursionError):
        return None


def read_event(row: EventRow) -> Event:
    """The event that a row keeps whose checksum is known to hold. Raises ValueError where its data is not JSON."""
    id, at, kind, course, section, question, data, _ = row
    return Event(id, at, kind, course, section, question, from_json(data))


def standing_json(standing: Standing) -> str:
    """A question's standing as a row's text; what is as in a new standing is left out."""
    kept = _changed(standing)
    if standing.tries:
        kept["tries"] = [
            [one.response, one.score, one.shown, one.remark, one.free, one.certainty]
            for one in standing.tries
        ]
    return to_json(kept)


def read_standing(text: str) -> Standing:
    """The standing that :func:`standing_json` wrote. Raises :class:`BadRow`."""
    kept = _load(text)
    try:
        tries = tuple(
            Try(given, score, tuple(shown), remark, free, certainty)
            for given, score, shown, remark, free, certainty in kept.pop("tries", ())
        )
        if "graded" in kept:
            kept["graded"] = tuple(kept["graded"])
        if "adopted" in kept:
            kept["adopted"] = tuple((id, at) for id, at in kept["adopted"])
        if "sure" in kept:
            kept["sure"] = tuple(kept["sure"])
        if "card" in kept:
            kept["card"] = Card(*kept["card"])
        return Standing(tries=tries, **kept)
    except (TypeError, ValueError) as error:
        raise BadRow(text) from error


def section_json(standing: SectionStanding) -> str:
    """A section's standing as a row's text."""
    return to_json(_changed(standing))


def read_section(text: str) -> SectionStanding:
    """The standing that :func:`section_json` wrote. Raises :class:`BadRow`."""
    kept: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in _load(text).items()
    }
    try:
        return SectionStanding(**kept)
    except TypeError as error:
        raise BadRow(text) from error


def policy_json(policy: Policy) -> str:
    """A policy as a row's text."""
    return to_json([policy.retention, *policy.weights])


def read_policy(text: str) -> Policy:
    """The policy that :func:`policy_json` wrote. Raises :class:`BadRow`."""
    try:
        retention, *weights = json.loads(text)
        return Policy(tuple(weights), retention)
    except (TypeError, ValueError) as error:
        raise BadRow(text) from error


def _changed(value: Standing | SectionStanding) -> dict[str, Any]:
    news = value._field_defaults.items()
    return {name: now for (name, new), now in zip(news, value, strict=True) if now != new}


def _load(text: str) -> dict[str, Any]:
    try:
        kept = json.loads(text)
    except ValueError as error:
        raise BadRow(text) from error
    if not isinstance(kept, dict):
        raise BadRow(text)
    return kept


class Shelf(Generic[T]):
    """Standings by key, each read from its row's text when it is first asked for."""

    def __init__(self, new: T, read: Callable[[str], T], rows: Mapping[str, str] | None = None) -> None:
        self._new = new
        self._read = read
        self._rows = rows or {}
        self._values: dict[str, T] = {}

    def __getitem__(self, key: str) -> T:
        if key in self._values:
            return self._values[key]
        if key not in self._rows:
            return self._new
        # A value set meanwhile by another thread is newer than the row.
        return self._values.setdefault(key, self._read(self._rows[key]))

    def holds_any(self, keys: Iterable[str]) -> bool:
        """Whether there is anything for one of the keys."""
        return not (self._rows.keys().isdisjoint(keys) and self._values.keys().isdisjoint(keys))

    def __bool__(self) -> bool:
        return bool(self._rows or self._values)

    def keys(self) -> Iterable[str]:
        """All keys that there is anything for."""
        return {**self._rows, **self._values}.keys()

    def items(self) -> Iterator[tuple[str, T]]:
        """All keys with their standings."""
        return ((key, self[key]) for key in self.keys())

    def __setitem__(self, key: str, value: T) -> None:
        self._values[key] = value
