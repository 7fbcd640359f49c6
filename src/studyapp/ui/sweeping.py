"""Collecting garbage while nobody waits, so that hardly any is left to be collected while a key is being served."""

from __future__ import annotations

import gc

_ROUNDS = 10
"""How often only what is newest is gone through before what has outlived that is, too."""


def sweep() -> None:
    """Collect young garbage: about a millisecond where a page was drawn since the last time, and six every tenth."""
    gc.collect(1 if gc.get_count()[1] >= _ROUNDS else 0)
