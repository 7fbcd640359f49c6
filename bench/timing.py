"""How long a call takes in this process."""

from __future__ import annotations

import gc
from collections.abc import Callable
from time import perf_counter


def timed(work: Callable[[], object]) -> float:
    """Milliseconds of a call; the objects of this process itself are kept out of collections."""
    gc.collect()
    gc.freeze()
    start = perf_counter()
    work()
    took = perf_counter() - start
    gc.unfreeze()
    return took * 1e3
