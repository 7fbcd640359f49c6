"""How sure a learner is of an answer, and the marks that reward saying so honestly.

Three levels, with marks by which stating one's true certainty pays best (A. R. Gardner-Medwin, "Confidence-based
marking"). They are feedback and never count in a section's score.
"""

from __future__ import annotations

from typing import Final

LEVELS: Final = {1: "under 67 %", 2: "67 to 80 %", 3: "over 80 %"}
"""What each level says of the chance that the answer is right."""

MARKS: Final = {1: (1, 0), 2: (2, -2), 3: (3, -6)}
"""By level, the marks of a right and of a wrong answer."""


def mark(level: int, score: float) -> int | None:
    """The marks of an answer; None where it was partly right, or certainty was not asked (level 0)."""
    if level not in MARKS or 0 < score < 1:
        return None
    right, wrong = MARKS[level]
    return right if score >= 1 else wrong
