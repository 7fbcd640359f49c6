"""Numbers in the words of people."""

from __future__ import annotations

from math import floor


def counted(number: int, one: str, many: str = "") -> str:
    """``1 try``, ``2 tries``: the number and what it counts; the plural is made with an s by default."""
    return f"{number} {one if number == 1 else many or f'{one}s'}"


def percent(share: float) -> str:
    """A share of 0 to 1 in per cent, never rounded up: 79.6 % is not the 80 % that passes."""
    return f"{floor(share * 100 + 1e-6)}%"


def figure(points: float) -> str:
    """Points with two decimals at the most."""
    return f"{points:.2f}".rstrip("0").rstrip(".")


def minutes(text: str) -> float:
    """Minutes that a text takes to read, at 200 words a minute and 6 characters a word."""
    return len(text) / (200 * 6)


def counted_points(points: float) -> str:
    """``1 point``, ``2.5 points``."""
    return f"{figure(points)} {'point' if points == 1 else 'points'}"


def review_minutes(questions: int) -> int:
    """Minutes that so many questions take, at half a minute each; at least one."""
    return max(1, round(questions / 2))


def signed(marks: int) -> str:
    """``+3``, ``−6``, ``0``."""
    return f"{marks:+}".replace("-", "−") if marks else "0"


def days_ahead(days: int) -> str:
    """``today``, ``tomorrow``, ``in 5 days``."""
    return ("today", "tomorrow")[max(0, days)] if days < 2 else f"in {days} days"
