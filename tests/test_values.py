"""Our frozen dataclasses behave as the standard library's."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from typing import ClassVar

import pytest

from studyapp.values import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Two fields, one of them with a default."""

    name: str
    depth: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A base by keywords."""

    sort: ClassVar[str] = "named"
    name: str
    tags: list[str] = dataclasses.field(default_factory=list)
    note: str = dataclasses.field(default="", compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lake(Named):
    """Fields of its own behind those of its base."""

    area: int


@dataclasses.dataclass(frozen=True, slots=True)
class Standard:
    """The same as Place, by the standard library."""

    name: str
    depth: float = 0.0


def test_arguments_and_defaults() -> None:
    """By place, by name, left out, too many, and a fresh list each time."""
    assert (Place("a").depth, Place("a", 2.0).depth, Place(depth=1.0, name="a").depth) == (0.0, 2.0, 1.0)
    for wrong in (lambda: Place(), lambda: Place("a", 1.0, 2), lambda: Lake("a", area=1)):  # type: ignore[call-arg,misc]
        with pytest.raises(TypeError):
            wrong()
    one, other = Lake(name="a", area=1), Lake(name="a", area=1)
    assert one.tags == []
    assert one.tags is not other.tags


def test_equality_and_hash_are_those_of_the_fields() -> None:
    """Of the same class only, and without the fields that do not count."""
    assert Place("a") == Place("a") != Place("b")
    assert Place("a") != Standard("a")  # type: ignore[comparison-overlap]
    assert hash(Place("a")) == hash(Standard("a"))
    assert Lake(name="a", area=1, note="x") == Lake(name="a", area=1, note="y")
    assert Named(name="a") != Lake(name="a", area=1)


def test_nothing_can_be_changed() -> None:
    """Neither set, nor deleted, nor added."""
    place = Place("a")
    for change in (
        lambda: setattr(place, "name", "b"),
        lambda: delattr(place, "name"),
        lambda: setattr(place, "x", 1),
    ):
        with pytest.raises(dataclasses.FrozenInstanceError):
            change()
    assert not hasattr(place, "__dict__")


def test_the_tools_of_the_standard_library_work_on_them() -> None:
    """replace, fields, copies, pickles, patterns, and the same words."""
    lake = Lake(name="a", area=1, tags=["x"])
    assert dataclasses.replace(lake, area=2) == Lake(name="a", area=2, tags=["x"])
    assert [field.name for field in dataclasses.fields(Lake)] == ["name", "tags", "note", "area"]
    assert copy.deepcopy(lake) == copy.copy(lake) == pickle.loads(pickle.dumps(lake)) == lake
    assert repr(Place("a")) == repr(Standard("a")).replace("Standard", "Place")
    assert repr(lake) == "Lake(name='a', tags=['x'], area=1)"
    match Place("a", 3.0):
        case Place(name, depth):
            assert (name, depth) == ("a", 3.0)


def test_it_is_for_values_only() -> None:
    """What changes, or has no slots, is the standard library's."""
    with pytest.raises(TypeError, match="standard library"):
        dataclass(frozen=False, slots=True)
