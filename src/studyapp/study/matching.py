"""Whether a typed answer is the one that was asked for.

A comparison goes from strict to lenient and stops at the first step that succeeds: the same text, the same
once normalised, the same but for a typo. A response that just misses the last step is a near miss, which a
face may answer with "look at your spelling" where it would otherwise say "wrong".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

LIMIT = 2_000
"""Characters of a response that are looked at: composing marks takes time square in their number."""

MOST_EDITS = 2
"""Edits that a whole answer may hold and still be right."""

_SPACES = dict.fromkeys(map(ord, "\u00a0\u2007\u202f"), " ")
_UNSEEN = dict.fromkeys(
    [
        *(0x00AD, 0x061C, 0x180E, 0xFEFF),
        *range(0x200B, 0x2010),  # zero-width spaces and joiners, left-to-right and right-to-left marks
        *range(0x202A, 0x202F),  # embeddings and overrides
        *range(0x2060, 0x2070),  # word joiner, invisible operators, isolates
        *range(0xFE00, 0xFE10),  # variation selectors
    ]
)
_CLIP = {**_SPACES, **_UNSEEN}

_QUOTES_AND_DASHES = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc\u2032`", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212", "-"),
        "\u2044": "/",
    }
)
# The overlays U+0334 to U+0338 are left alone: a struck-out = is "not equal", not an = with an accent.
_ACCENTS = re.compile("[\u0300-\u0333\u0339-\u036f]")
_STRUCK_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)

_MEANINGFUL = frozenset("#%&*@\\")  # punctuation by Unicode's book, but what tells C# from C
_IN_NUMBERS = frozenset(".,:/-")
_TIDY = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"(?<!\d)[,:/]|[,:/](?!\d)", " "),
        (r",(?=\d{3}(?!\d))", ""),  # 1,000 is 1000
        (r"\.{2,}", " "),
        (r"(?<=[^\W\d])\.|\.(?!\d)", ""),  # U.S. is US, but 3.14 is not 314
        (r"-[ -]*-", " "),
        (r"(?<=\d) +- +(?=\.?\d)", "-"),
        (r"-(?!\.?\d)|(?<=[^\W\d])-", " "),  # T-cell is T cell, but -5 is not 5, nor 3-5 35
    )
)
_ARTICLES = re.compile(r"^(?:(?:the|an) |a (?=\w\w))+")  # the "a" of "A, B" is no article
_JOINTS = re.compile(r"(?<!\d) | (?!\d)| (?=\d{3}(?!\d))")  # "10 000" is 10000, but "1, 12" is not "11, 2"
_ROMAN = re.compile(
    r"\b(?=[IVXLCDM])M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})\b", re.ASCII
)
_OPPOSED = (
    *(("", negation) for negation in ("a", "an", "de", "il", "im", "in", "ir", "un")),
    *(("hyper", "hypo"), ("inter", "intra"), ("endo", "exo"), ("ante", "anti"), ("ab", "ad"), ("af", "ef")),
    *(("in", "de"), ("in", "ex"), ("im", "ex"), ("over", "under"), ("micro", "macro")),
)


class MatchKind(StrEnum):
    """How a response was found to be an accepted answer, from the strictest way to none at all."""

    EXACT = "exact"
    """The same text after NFC and trimming."""
    SAME = "same"
    """The same but for case, accents, punctuation, a leading article or spaces."""
    TYPO = "typo"
    """The same but for a slip of the keys."""
    NEAR = "near"
    """Not accepted, but up to twice the slips, or one more, would make it so."""
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Match:
    """What ``match`` found: how, and which accepted answer (None where the kind is NONE)."""

    kind: MatchKind
    answer: str | None = None
    accents: bool = False
    """Of a SAME match: the response has other accents than the answer, which deserves a word."""

    @property
    def accepted(self) -> bool:
        """Whether the response counts as right."""
        return self.kind in (MatchKind.EXACT, MatchKind.SAME, MatchKind.TYPO)


def clip(text: str) -> str:
    """Return the first 2,000 characters of ``text``, without what can't be seen, no-break spaces as spaces."""
    return text[:LIMIT].translate(_CLIP)


def normalise(text: str, *, keep_accents: bool = False) -> str:
    """Return the form in which two answers are compared; a form's form is itself.

    NFKC, casefold, NFKC; quotes and dashes made plain; accents folded (Latin, Greek, Cyrillic); punctuation
    off, except within numbers; leading English articles off; white space collapsed. Symbols (+ < = $ °, and
    # % & * @ \\) are no punctuation: C++, C# and C stay three answers. A text without any letter or digit
    keeps all its signs, so that no two of ".", "," and "..." are the same.
    """
    folded = _fold(clip(text), keep_accents)
    if not any(map(str.isalnum, folded)):
        return " ".join(_fold(clip(text), keep_accents=True).split())
    return _ARTICLES.sub("", _without_punctuation(folded))


def match(
    given: str,
    accepted: Sequence[str],
    *,
    exact: bool = False,
    typos: bool = True,
    protected: Collection[str] = (),
) -> Match:
    """Return how the response ``given`` matches the best of the ``accepted`` answers.

    ``exact`` compares after NFC and trimming only. Without ``typos`` a slip is only a near miss. ``protected`` are
    the normalised words of other answers, mistakes and choices: none of them is taken for a mistyped word.
    Typos are counted token by token (``_slip``). Never raises; an empty response matches nothing.
    """
    literal = _literal(given)
    if not literal:
        return Match(MatchKind.NONE)
    for answer in accepted:
        if literal == _literal(answer):
            return Match(MatchKind.EXACT, answer)
    if exact:
        return Match(MatchKind.NONE)
    response = normalise(given)
    for answer in accepted:
        if _joined(response) == _joined(normalise(answer)):
            return Match(MatchKind.SAME, answer, accents=_accents_differ(given, answer))
    near = Match(MatchKind.NONE)
    for answer in accepted:
        kind = _slip(response, answer, protected)
        if kind is MatchKind.TYPO and typos:
            return Match(kind, answer)
        if kind is not MatchKind.NONE and near.answer is None:
            near = Match(MatchKind.NEAR, answer)
    return near


def _literal(text: str) -> str:
    return unicodedata.normalize("NFC", clip(text)).strip()


def _fold(text: str, keep_accents: bool) -> str:
    """Return ``text`` in one case, its characters plain; cut again, as one character can become eighteen."""
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    text = text.translate(_QUOTES_AND_DASHES)
    if not keep_accents:
        text = _ACCENTS.sub("", unicodedata.normalize("NFD", text)).translate(_STRUCK_LETTERS)
    return unicodedata.normalize("NFKC", text)[:LIMIT]


def _without_punctuation(text: str) -> str:
    text = "".join(map(_plain, text))
    for pattern, replacement in _TIDY:
        text = pattern.sub(replacement, text)
    return unicodedata.normalize("NFKC", " ".join(text.split()))  # a mark may have met a letter


def _plain(char: str) -> str:
    """Return ``char``, or what stands for it where it is punctuation outside a number."""
    if char == "'":
        return ""
    if char in _MEANINGFUL or char in _IN_NUMBERS:
        return char
    return " " if char.isspace() or unicodedata.category(char).startswith("P") else char


def _joined(text: str) -> str:
    """Return a normalised text without the spaces that carry no meaning: test wise is testwise."""
    return _JOINTS.sub("", text)


def _accents_differ(given: str, answer: str) -> bool:
    one, other = (_joined(normalise(text, keep_accents=True)) for text in (given, answer))
    return one != other


def _slip(response: str, answer: str, protected: Collection[str]) -> MatchKind:
    """Return TYPO, NEAR or NONE for a normalised response that is not the answer.

    Edits are those of the optimal string alignment distance: a letter dropped, added, replaced, or swapped
    with its neighbour. Allowed are as many as ``_allowed`` says of each token, and 2 in all.
    """
    from rapidfuzz.distance import OSA

    tokens = response.split(), normalise(answer).split()
    if len(tokens[0]) != len(tokens[1]):
        return MatchKind.NONE
    roman = {numeral.casefold() for numeral in _ROMAN.findall(clip(answer))}
    kind, total = MatchKind.TYPO, 0
    for typed, meant in zip(*tokens, strict=True):
        if typed == meant:
            continue
        if typed in protected or meant in roman or _fixed(typed) or _fixed(meant) or _opposed(typed, meant):
            return MatchKind.NONE
        allowed = _allowed(meant)
        tolerated = max(2 * allowed, allowed + 1) if len(meant) > 2 else 0
        edits = OSA.distance(typed, meant, score_cutoff=tolerated)
        if edits > tolerated:
            return MatchKind.NONE
        total += edits
        if edits > allowed or total > MOST_EDITS:
            kind = MatchKind.NEAR
    return kind if total <= 2 * MOST_EDITS else MatchKind.NONE


def _allowed(token: str) -> int:
    """Return how many edits a token of the answer may hold: none up to 4 letters, 1 up to 8, 2 beyond."""
    return 0 if len(token) <= 4 else 1 if len(token) <= 8 else MOST_EDITS


def _fixed(token: str) -> bool:
    """Whether a slip in ``token`` makes another thing of it: it has a digit or a symbol."""
    return any(char.isnumeric() or unicodedata.category(char)[0] in "SP" for char in token)


def _opposed(one: str, other: str) -> bool:
    """Whether two words differ by a prefix that turns the meaning round: hypertension, hypotension."""
    return any(
        a.startswith(p) and b.startswith(q) and a[len(p) :] == b[len(q) :]
        for p, q in _OPPOSED
        for a, b in ((one, other), (other, one))
    )
