"""What each field means, in the words of docs/course-format.md: editors show them beside the field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_OWN_WORDS = "words of your own, for reports to come"
_IN_THE_OUTLINE = "shown in the outline"

MEANINGS: Final[Mapping[str, Mapping[str, str]]] = {
    "course.yaml": {
        "format": "version of this format; a course of any other version is not opened",
        "id": "the name that progress is kept under: words of a to z and digits, with dashes between",
        "title": _IN_THE_OUTLINE,
        "description": _IN_THE_OUTLINE,
        "authors": "who wrote the course: a name or a list",
        "language": "language of the texts",
        "licence": "the terms under which the course may be used",
        "exam": "the day of the exam, such as `2027-06-30`: questions come back for review before it",
        "settings": "how sections are studied",
        "check": "what `studyapp check` is told of this course",
        "sections": "the order of the sections: file names without `.md`",
    },
    "check": {"ignore": "`ignore` lists the codes of rules that it is not to apply"},
    "part": {"part": "the title of the group", "sections": "file names without `.md`"},
    "settings": {
        "pass": "share of the points that passes a section: from 0 to 1, or a percentage (`80%` is 0.8)",
        "shuffle": "show choices in a new order each time",
        "book": "`open`: the text may be looked at while answering; `closed`: not",
        "certainty": "`on`: an answer is given with how sure one is of it",
        "where": "`on`: after an answer the learner may point at the sentence of the text that supports it",
    },
    "question file": {
        "questions": "`questions`, a list, in the order in which they are asked",
        "settings": "`settings` for its section alone",
    },
    "question": {
        "id": "identity in the whole course; at most 100 characters: words of a to z and digits, dashes between",
        "type": "Without `type`, the fields tell it",
        "prompt": "what is asked; Markdown, at most 10,000 characters",
        "points": "weight in the section's score",
        "explanation": "shown with the feedback",
        "evidence": "one or several quotations from the section's text. White space, quotation marks, dashes and"
        " Markdown marks need not agree; the words must",
        "hints": "a text or a list; shown one at a time, when the learner asks",
        "tries": "tries before the answer is shown, 1 to 100",
        "penalty": "what each wrong try and each hint takes off: from 0 to 1, or a percentage",
        "tags": _OWN_WORDS,
        "objective": _OWN_WORDS,
        "level": "`remember`, `understand`, `apply`, `analyse`, `evaluate` or `create`, for reports to come",
        "pool": "questions of one pool stand for each other: a sitting asks the one that was asked least",
        "replaces": "earlier ids, no longer in the course, whose history this question takes over",
        "shuffle": "`false` keeps the choices in the order written",
        "choices": "`choices` lists at least two. A bare text is a wrong choice",
        "scoring": "`per-choice` (right picks minus wrong picks, over the number of right ones) or `all-or-nothing`",
        "answer": "What `answer` holds goes by the type: `true` or `false`, a number, a text or several,"
        " or a model answer",
        "feedback": "`feedback` has a text for whoever answered `true`, a text for whoever answered `false`, or both",
        "exact": "`exact: true` compares letter by letter",
        "typos": "`typos: false` accepts no slips",
        "mistakes": "`mistakes` lists wrong answers that you foresee",
        "tolerance": "`tolerance` is how far off is still right, as a number (`0.5`) or a percentage of the answer"
        " (`2%`)",
        "range": "`range: [lowest, highest]` may stand in place of both",
        "unit": "`unit` is one spelling or a list",
        "cloze": "`cloze` is a text with gaps. Each gap stands in double braces and holds what belongs there; other"
        " answers that are accepted follow behind `|`, and the first is the one shown at the end",
        "bank": "With a `bank` the gaps are filled by picking. The bank holds each gap's first answer of itself:"
        " list only the words that you offer besides",
        "pairs": "`pairs` lists what belongs together, at least two",
        "extra": "`extra` lists right sides that belong to no left one",
        "items": "`items` lists at least two items in their right order",
        "rubric": "`rubric` lists what a good answer holds: bare texts, or fields `text` and `points` (1 if left out)"
        " where some count more",
    },
    "choice": {
        "id": "its name in what is kept of answers, in place of its text",
        "text": "what is shown; at most 1,000 characters",
        "correct": "`true` for a right choice",
        "feedback": "shown to whoever picked it",
        "unpicked": "shown at the end to whoever should have picked it, or rightly did not",
        "score": "what a wrong choice of a single question still earns: less than 1, or a percentage",
        "pin": '`last` keeps it at the end, for "none of these"',
    },
    "mistake": {
        "match": "`match` is what was typed",
        "feedback": "`feedback` what is said to it",
        "score": "`score` what it still earns (from 0 to 1, or a percentage)",
    },
    "feedback": {
        "true": "a text for whoever answered `true`",
        "false": "a text for whoever answered `false`",
    },
    "pair": {"left": "`left` is what is asked about", "right": "`right` what the learner gives to it"},
    "criterion": {
        "text": "what a good answer holds",
        "points": "`points` (1 if left out) where some count more",
    },
}
"""Descriptions by what the field belongs to and its name; tests find each of them in the guide."""
