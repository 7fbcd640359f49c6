"""Ids for questions that have none, made of what they ask."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from studyapp.course.ids import slug
from studyapp.course.text import plain
from studyapp.course.traps import reading_of

MAX_WORDS = 4
MAX_LENGTH = 40
"""Characters of an id that is made here, before a number is put behind it."""
_LOOKED_AT = 1_000
"""So much of a prompt is looked at."""
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s\b|['’]")
_LETTERS = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
"""Letters that no accent makes of another, each as it is written without."""
_STOPWORDS = (
    "a about above after again all also although an and another any are as at be because been before being below"
    " between both but by can could did do does doing down during each few for further from had has have having he"
    " her here him his how however i if in into is it its itself just may me might more most must my no none nor not"
    " nothing now of off on once one only or other our out over own same she should since so some such than that the"
    " their them then there these they this those through to too under until up upon us very was we were what when"
    " where whether which while who whom whose why will with within without would you your"
    " according best called following statement statements question section text true false correct choose complete"
    " name point sentence answer"
)
STOPWORDS: Final = frozenset(_STOPWORDS.split())
"""English words that say nothing of a subject, among them those that questions are made of."""


def telling_id(prompt: str) -> str:
    """An id of a prompt's first words that say something of its subject; empty where it has none in letters a to z.

    >>> telling_id("Which *report* of 1910 changed the schools of the United States?")
    'report-1910-changed-schools'
    """
    found = (_spelt(word) for word in _WORD.findall(plain(prompt[:_LOOKED_AT])))
    words = [word for word in found if word not in STOPWORDS and (len(word) > 1 or word.isdigit())]
    id = words[0][:MAX_LENGTH] if words else ""
    for word in words[1:MAX_WORDS]:
        if len(id) + 1 + len(word) > MAX_LENGTH:
            break
        id = f"{id}-{word}"
    return "" if id.replace("-", "").isdigit() or reading_of(id) else id


def numbered_id(stem: str, number: int) -> str:
    """An id for a section's question by its place in the file (from 1), where its prompt tells nothing."""
    name = re.sub(r"^[0-9]+(?=[-_ .])", "", stem).replace("_", " ")
    return f"{slug(name)[:MAX_LENGTH].strip('-') or 'question'}-{number}"


def _spelt(word: str) -> str:
    """A word in the letters that an id may have; what can't be written in them is left out."""
    folded = unicodedata.normalize("NFKD", _POSSESSIVE.sub("", word).casefold()).translate(_LETTERS)
    return "".join(re.findall("[a-z0-9]+", folded))
