"""How likely chance alone would do as much: tails of two distributions, without a library for three lines each."""

from __future__ import annotations

from collections.abc import Sequence
from math import erfc, exp, fsum, pi, sqrt

_EXACT = 300
"""So many trials are counted out, for more the normal distribution is near enough."""


def at_least(successes: int, chances: Sequence[float]) -> float:
    """The probability of so many successes or more, each trial having a chance of its own (Poisson-binomial).

    Exact by the recurrence over the trials up to 300 of them; above that the normal approximation with continuity
    correction (Hong 2013, "On computing the distribution function for the Poisson binomial distribution").
    """
    if len(chances) > _EXACT:
        mean, variance = fsum(chances), fsum(chance * (1 - chance) for chance in chances)
        return erfc((successes - 0.5 - mean) / sqrt(2 * variance)) / 2
    ways = [1.0]
    for chance in chances:
        ways = [
            stay * (1 - chance) + come * chance for stay, come in zip([*ways, 0.0], [0.0, *ways], strict=True)
        ]
    return fsum(ways[successes:])


def chi_square(observed: Sequence[float], expected: Sequence[float]) -> float:
    """The probability of counts as far from what is expected, or farther, by Pearson's test.

    The tail of the chi-square distribution for a whole number of degrees of freedom: Abramowitz and Stegun 26.4.4
    (odd) and 26.4.5 (even).
    """
    value = fsum((seen - meant) ** 2 / meant for seen, meant in zip(observed, expected, strict=True))
    freedom = len(observed) - 1
    if freedom % 2:
        tail, term = erfc(sqrt(value / 2)), exp(-value / 2) * sqrt(2 * value / pi)
        for step in range(1, freedom, 2):
            tail += term
            term *= value / (step + 2)
        return tail
    term = tail = exp(-value / 2)
    for step in range(2, freedom, 2):
        term *= value / step
        tail += term
    return tail
