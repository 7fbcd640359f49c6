"""What to review today, and in which order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from studyapp.study.review.card import Card, recall
from studyapp.study.review.policy import DEFAULT, Policy
from studyapp.values import dataclass

CAP = 40
"""Reviews a day, unless the learner sets another number."""


@dataclass(frozen=True, slots=True)
class Item:
    """A question that may be due."""

    question: str
    """What names it among all courses."""
    card: Card
    pool: str = ""
    """What names its pool among all courses; questions of one pool are siblings. Empty where it has none."""

    @property
    def family(self) -> tuple[str, str]:
        """What it has in common with its siblings, and with nothing else."""
        return ("pool", self.pool) if self.pool else ("question", self.question)


def due(
    items: Iterable[Item], today: int, *, cap: int = CAP, reviewed: int = 0, policy: Policy = DEFAULT
) -> list[Item]:
    """What is due on a study day, in the order to ask it, at most ``cap`` less what was ``reviewed`` that day.

    What the learner was surely wrong about comes first, then what is most at risk: the lowest predicted recall. The
    cap takes from that order; then siblings are moved apart wherever that can be done.
    """
    waiting = [item for item in items if item.card.due <= today]
    waiting.sort(
        key=lambda item: (not item.card.overconfident, recall(item.card, today, policy), item.question)
    )
    return _apart(waiting[: max(0, cap - reviewed)])


def _apart(items: list[Item]) -> list[Item]:
    """The items with no two siblings in a row, as near to their order as that allows.

    A family of more than half of what is left has to go next: only then can the others still part it.
    """
    waiting, ordered = list(items), list[Item]()
    families = Counter(item.family for item in items)
    while waiting:
        before = ordered[-1].family if ordered else None
        largest, size = families.most_common(1)[0]
        crowded = 2 * size > len(waiting)
        following = next(
            item for item in waiting if (item.family == largest if crowded else item.family != before)
        )
        waiting.remove(following)
        families[following.family] -= 1
        ordered.append(following)
    return ordered
