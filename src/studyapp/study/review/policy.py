"""What a learner's schedule is computed with."""

from __future__ import annotations

from dataclasses import dataclass

WEIGHTS = (
    *(0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796),
    *(1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542),
)
"""The parameters of FSRS-6, fitted to many learners; py-fsrs's defaults, written out here so that a newer py-fsrs
does not change what follows from the events of before."""

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
