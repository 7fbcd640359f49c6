"""Actions of which one is done at a time."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeAlias, TypeVar


class Busy(Protocol):
    """What records something."""

    busy: bool
    """Something is being recorded."""


P = ParamSpec("P")
S = TypeVar("S", bound=Busy)
Action: TypeAlias = Callable[Concatenate[S, P], Coroutine[Any, Any, None]]


def alone(action: Action[S, P]) -> Action[S, P]:
    """The action, which does nothing while another is under way: a key and a click may come at once."""

    @wraps(action)
    async def run(screen: S, /, *args: P.args, **kwargs: P.kwargs) -> None:
        if not screen.busy:
            screen.busy = True
            try:
                await action(screen, *args, **kwargs)
            finally:
                screen.busy = False

    return run
