"""Rules about answers that are typed."""

from __future__ import annotations

from collections.abc import Iterator

from studyapp.check.posed import Posed
from studyapp.check.rule import Finding, of_question, shown
from studyapp.course.model import TextAnswer
from studyapp.diagnostics import Severity


@of_question(Severity.WARNING)
def mistake_near_answer(posed: Posed) -> Iterator[Finding]:
    """A listed mistake is a slip away from an accepted answer.

    Seen: without the other, each of the two would be taken for a mistyped form of the right answer. Not looked for
    with `typos: false` or `exact: true`, which say that spelling is the point. A mistake that is the answer in other
    letters (case, accents, a hyphen) counts too: there the spelling decides which of the two it is.

    Why: a slip of the keys in the right answer is met with the feedback for a mistake in thinking.

    Bad:

        answer: Calgary
        mistakes: [{match: Calvary, feedback: That is a hill.}]

    Good:

        answer: Calgary
        typos: false
        mistakes: [{match: Calvary, feedback: That is a hill.}]

    Source: how answers are matched, [the course format](course-format.md).
    """
    question = posed.question
    if not isinstance(question, TextAnswer) or question.exact or not question.typos or not question.mistakes:
        return
    from studyapp.study.matching import MatchKind, match

    for mistake in question.mistakes:
        found = match(mistake.match, question.answers)
        if found.kind in (MatchKind.SAME, MatchKind.TYPO):
            yield Finding(
                message=f"the mistake {shown(mistake.match)} is a slip away from the answer"
                f" {shown(found.answer or '')}: who mistypes one is taken to mean the other",
                help="add `typos: false` if spelling is the point, else delete the mistake",
                field="mistakes",
                quote=mistake.match,
            )
