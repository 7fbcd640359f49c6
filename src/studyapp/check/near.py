"""Questions that nearly ask the same, found without comparing each with each.

Two prompts that are alike share their rarest words, so questions meet only in the blocks of those, and only where
numbers, code, quotations and negations are the same. In a large block each is compared with its neighbours in
alphabetical order, so that the cost is linear in the questions whatever they say.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from studyapp.check.posed import Posed

_RARE = 3
"""Rarest words of a prompt under which it is looked for, of those that another has too."""
_NEIGHBOURS = 30
"""So many that follow are compared with each question of a block."""
Pair = tuple[Posed, Posed, float]
"""Two questions in the course's order, and how alike they are, in per cent."""
_EXACTLY = re.compile(r"`[^`]+`|\"[^\"]+\"|“[^”]+”|\d+(?:[.,]\d+)*")
_NEGATION = re.compile(
    r"(?i)\b(?:not|no|never|none|without|except|least|cannot|neither|nor|false|incorrect|\w+n['’]t)\b"
)


def near_pairs(posed: Sequence[Posed], likeness: float) -> Iterator[Pair]:
    """Pairs whose stems are at least so alike (0 to 100); each once.

    Likeness is rapidfuzz's ratio of the stems in one case: 2 x common characters in order over all characters.
    """
    from rapidfuzz.fuzz import ratio

    texts = [one.stem.casefold() for one in posed]
    met: set[tuple[int, int]] = set()
    for block in _blocks(posed):
        block.sort(key=texts.__getitem__)
        for place, first in enumerate(block):
            for second in block[place + 1 : place + 1 + _NEIGHBOURS]:
                pair = (first, second) if first < second else (second, first)
                if pair in met:
                    continue
                met.add(pair)
                score = ratio(texts[first], texts[second], score_cutoff=likeness)
                if score:
                    yield posed[pair[0]], posed[pair[1]], score


def _blocks(posed: Sequence[Posed]) -> Iterator[list[int]]:
    """Indexes of the questions that have a rare word and all that must agree exactly in common."""
    frequency = Counter(word for one in posed for word in set(one.words))
    blocks: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
    for index, one in enumerate(posed):
        exactly = _exactly(one)
        shared = (word for word in set(one.words) if frequency[word] > 1)
        for word in sorted(shared, key=lambda word: (frequency[word], word))[:_RARE]:
            blocks[word, exactly].append(index)
    return (block for block in blocks.values() if len(block) > 1)


def _exactly(posed: Posed) -> tuple[str, ...]:
    """What two prompts must have in common to the letter: another number or a "not" makes another question."""
    source = posed.question.prompt
    marked = source if "`" in source else posed.stem
    negations = _NEGATION.findall(posed.stem.lower())
    return (*sorted(_EXACTLY.findall(marked)), *negations) if negations or _EXACTLY.search(marked) else ()
