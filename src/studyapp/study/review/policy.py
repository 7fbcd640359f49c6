"""What a learner's schedule is computed with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from studyapp.values import dataclass

WEIGHTS = (
    *(0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796),
    *(1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542),
)
"""The parameters of FSRS-6, fitted to many learners; py-fsrs's defaults, written out here so that a newer py-fsrs
does not change what follows from the events of before."""

BOUNDS = (
    *(
        (0.001, 100.0),
        (0.001, 100.0),
        (0.001, 100.0),
        (0.001, 100.0),
        (1.0, 10.0),
        (0.001, 4.0),
        (0.001, 4.0),
    ),
    *((0.001, 0.75), (0.0, 4.5), (0.0, 0.8), (0.001, 3.5), (0.001, 5.0), (0.001, 0.25), (0.001, 0.9)),
    *((0.0, 4.0), (0.0, 1.0), (1.0, 6.0), (0.0, 2.0), (0.0, 2.0), (0.0, 0.8), (0.1, 0.8)),
)
"""The least and the most that each of the parameters may be: py-fsrs's own bounds."""

RETENTIONS = (0.5, 0.99)
"""The least and the most recall that may be aimed for."""

LONGEST = 365
"""Days that no interval exceeds."""


@dataclass(frozen=True, slots=True)
class Policy:
    """FSRS's parameters and the recall to aim for."""

    weights: tuple[float, ...] = WEIGHTS
    """21 numbers within py-fsrs's bounds."""
    retention: float = 0.9
    """The recall, between 0 and 1, at which a question is due; it bears on intervals, not on the memory's state."""

    @property
    def decay(self) -> float:
        """The exponent of the forgetting curve, negative."""
        return -self.weights[20]


DEFAULT = Policy()


def fitted_policy(data: Mapping[str, Any]) -> Policy:
    """The policy that a sound :attr:`~studyapp.study.events.Kind.FITTED` event tells by its data."""
    return Policy(tuple(data["weights"]), data.get("retention", DEFAULT.retention))
