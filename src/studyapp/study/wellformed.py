"""Is an event fit to be kept? What each kind's data must hold, so that no fold over events ever raises."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from studyapp.study.events import EVERY_COURSE, Event, Kind
from studyapp.study.review.attempt import FARTHEST
from studyapp.study.review.policy import BOUNDS, RETENTIONS

LATEST = 253_402_300_800_000_000
"""The year 10000 in UTC microseconds: no event lies there or later."""

LONGEST_NAME = 1000
"""Characters that a kind, course, section or question id may have."""

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_MOST = 2**53


def _text(value: object) -> bool:
    return isinstance(value, str)


def _line(value: object) -> bool:
    return isinstance(value, str) and not _CONTROL.search(value)


def _texts(value: object) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(one, str) for one in value)


def _flag(value: object) -> bool:
    return isinstance(value, bool)


def _count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < _MOST


def _share(value: object) -> bool:
    return _number(value, 0, 1)


def _level(value: object) -> bool:
    return _count(value) and value in (0, 1, 2, 3)


def _positive(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < _MOST


def _offset(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= FARTHEST


def _number(value: object, low: float, high: float) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high


def _weights(value: object) -> bool:
    return (
        isinstance(value, list | tuple)
        and len(value) == len(BOUNDS)
        and all(_number(one, *bounds) for one, bounds in zip(value, BOUNDS, strict=True))
    )


def _retention(value: object) -> bool:
    return _number(value, *RETENTIONS)


def _regrades(value: object) -> bool:
    return isinstance(value, Mapping) and all(
        isinstance(one, Mapping)
        and (
            isinstance(one.get("void"), bool)
            or (
                _share(one.get("score"))
                and _text(one.get("remark", ""))
                and _flag(one.get("done"))
                and (not one["done"] or _share(one.get("credit")))
            )
        )
        for one in value.values()
    )


def _anything(_: object) -> bool:
    return True


Checks = Mapping[str, tuple[Callable[[object], bool], str]]

_TEXT = (_text, "a text")
_SHARE = (_share, "a number from 0 to 1")
_COUNT = (_count, "a whole number from 0 on")

NEEDED: Mapping[str, Checks] = {
    Kind.READ: {},
    Kind.BEGAN: {"questions": (_texts, "a list of ids")},
    Kind.ANSWERED: {
        "sitting": _TEXT,
        "response": (_anything, "what was answered"),
        "score": _SHARE,
        "done": (_flag, "true or false"),
    },
    Kind.HINTED: {"sitting": _TEXT},
    Kind.DRAFTED: {"sitting": _TEXT, "text": _TEXT},
    Kind.LEFT: {"sitting": _TEXT, "response": (_anything, "what was put together")},
    Kind.LOCATED: {"sitting": _TEXT, "right": (_flag, "true or false")},
    Kind.REGRADED: {"asked": _TEXT, "key": _TEXT, "answers": (_regrades, "what each answer comes to now")},
    Kind.ADOPTED: {"question": _TEXT},
    Kind.REVEALED: {"sitting": _TEXT},
    Kind.SKIPPED: {"sitting": _TEXT},
    Kind.UNDONE: {"event": _TEXT},
    Kind.RETIRED: {"retired": (_flag, "true or false")},
    Kind.NOTED: {"text": _TEXT},
    Kind.FLAGGED: {"text": _TEXT},
    Kind.FITTED: {"weights": (_weights, "FSRS's 21 parameters within their bounds")},
}
"""By kind, the keys that its data must have; an answer that ended the attempt has its ``credit`` also."""

ALLOWED: Checks = {
    "place": _COUNT,
    "share": _SHARE,
    "ms": _COUNT,
    "title": (_line, "one line of text"),
    "shown": (_texts, "a list of keys"),
    "credit": _SHARE,
    "passed": (_flag, "true or false"),
    "remark": _TEXT,
    "asked": _TEXT,
    "key": _TEXT,
    "free": (_flag, "true or false"),
    "certainty": (_level, "a number from 0 to 3"),
    "typed": (_flag, "true or false"),
    "fresh": (_flag, "true or false"),
    "due": _COUNT,
    "stability": (_positive, "a number above 0"),
    "retention": (_retention, "a recall to aim for"),
    "offset": (_offset, "minutes of at most a day"),
}
"""Keys that data may have, and what they hold then. All others are kept as they are and mean nothing here."""

_ENDED: Checks = {**NEEDED[Kind.ANSWERED], "credit": _SHARE}
_ALL: Mapping[str, Checks] = {kind: {**ALLOWED, **needed} for kind, needed in NEEDED.items()}


def flaw(event: Event) -> str:
    """What is wrong with an event, as words that follow "the event": empty where it is fit to be kept.

    Kinds that this version does not know are fit, whatever their data: a newer version wrote them.
    """
    if not (isinstance(event.id, str) and _UUID.fullmatch(event.id)):
        return "has an id that is not a UUID in lower case"
    if not (isinstance(event.at, int) and not isinstance(event.at, bool) and 0 <= event.at < LATEST):
        return "has a time that is not one in microseconds since 1970"
    for name in ("kind", "course", "section", "question"):
        value = getattr(event, name)
        if not _line(value) or len(value) > LONGEST_NAME:
            return f"has a {name} that is not a short line of text"
    if not event.kind or not event.course:
        return "lacks its kind or its course"
    if event.kind == Kind.FITTED and (event.course, event.section, event.question) != (EVERY_COURSE, "", ""):
        return "is of one course, but bears on all"
    if not isinstance(event.data, Mapping):
        return "has data that is not an object"
    return _data_flaw(event.kind, event.data)


def _data_flaw(kind: str, data: Mapping[str, Any]) -> str:
    needed = NEEDED.get(kind)
    if needed is None:
        return ""
    if kind == Kind.ANSWERED and data.get("done") is True:
        needed = _ENDED
    if not needed.keys() <= data.keys():
        name = next(name for name in needed if name not in data)
        return f"lacks {name!r} in its data: {needed[name][1]}"
    known = _ALL[kind]
    for name, value in data.items():
        check = known.get(name)
        if check is not None and not check[0](value):
            return f"has {name!r} in its data that is not {check[1]}"
    return ""
